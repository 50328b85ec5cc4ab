//! The operation `report.paper`: a case as a decision paper.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::paper::Paper;
use super::render;
use crate::base::{Error, Lang, Pointer, SchemaVersion};
use crate::case::Case;

/// A case, and how to write its paper.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PaperInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// The case.
    pub case: Case,
    /// The language; German unless stated.
    #[serde(default)]
    pub lang: Lang,
    /// The form; Markdown unless stated.
    #[serde(default)]
    pub format: PaperFormat,
}

/// The form of the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PaperFormat {
    /// Markdown.
    #[default]
    Markdown,
    /// A self-contained HTML page.
    Html,
    /// Text for a terminal, at most 100 characters wide.
    Terminal,
}

/// The written paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WrittenPaper {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// The content, in both languages.
    pub paper: Paper,
    /// The paper in the language and form asked for.
    pub text: String,
}

/// Writes the decision paper of a case.
///
/// # Errors
/// All problems of the case.
pub fn paper(input: &PaperInput) -> Result<WrittenPaper, Error> {
    let paper = Paper::of(&input.case).map_err(|error| error.within(&Pointer::root().field("case")))?;
    let text = match input.format {
        PaperFormat::Markdown => render::markdown(&paper, input.lang),
        PaperFormat::Html => render::page(&paper, input.lang),
        PaperFormat::Terminal => render::terminal(&paper, input.lang),
    };
    Ok(WrittenPaper { schema_version: SchemaVersion, paper, text })
}

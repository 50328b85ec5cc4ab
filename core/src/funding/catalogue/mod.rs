//! The catalogue: programmes read from TOML, checked, merged.

mod check;
mod choice;
mod examples;
mod file;
mod file_money;
mod sentence;

pub use choice::CatalogueInput;
pub use examples::ExampleDiffers;

use std::sync::{Arc, OnceLock};

use schemars::JsonSchema;
use serde::Deserialize;

use super::document::Document;
use super::evaluate::{AUTOMATIC, CoreSlots};
use super::programme::Programme;
use super::vocabulary::Vocabulary;
use crate::base::border::Reader;
use crate::base::text::sentences;
use crate::base::{Code, Error, Pointer, Problem, Problems};

sentences! {
    RESERVED = "funding.catalogue.reserved" { de: "eine andere Kennung: diese Bedingung ergibt sich aus den übrigen Angaben der Datei", en: "another id: this condition follows from the other terms of the file" }
    CORE_FACT = "funding.catalogue.core_fact" { de: "Dem Vokabular fehlt {id}.", en: "The vocabulary lacks {id}." }
}

/// A programme file as text.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProgrammeText {
    /// What it is called in messages, for example the file name.
    #[serde(default = "unnamed")]
    pub name: String,
    /// The TOML text, at most 1 MiB.
    pub toml: String,
}

fn unnamed() -> String {
    "programme.toml".to_owned()
}

/// Programmes with the vocabulary they were checked against, in order of id.
#[derive(Debug, Clone)]
pub struct Catalogue {
    vocabulary: Arc<Vocabulary>,
    programmes: Vec<Arc<Programme>>,
    core: CoreSlots,
}

impl Catalogue {
    /// Most programmes of a catalogue.
    pub const LIMIT: usize = 10_000;

    /// The programmes that come with the library.
    ///
    /// # Errors
    /// A fault in the embedded files, which the tests of this library rule out.
    pub fn embedded() -> Result<&'static Self, Error> {
        static EMBEDDED: OnceLock<Result<Catalogue, Error>> = OnceLock::new();
        EMBEDDED.get_or_init(|| Self::read(EMBEDDED_FILES.iter().copied())).as_ref().map_err(Clone::clone)
    }

    /// The embedded files: name and text.
    pub fn embedded_files() -> &'static [(&'static str, &'static str)] {
        EMBEDDED_FILES
    }

    /// A catalogue without programmes over the embedded vocabulary.
    ///
    /// # Errors
    /// A fault in the embedded vocabulary, which the tests of this library rule out.
    pub fn empty() -> Result<Self, Error> {
        Self::over(Vocabulary::embedded().clone())
    }

    /// A catalogue without programmes over a vocabulary of the caller.
    ///
    /// # Errors
    /// A vocabulary that lacks a fact the engine reads.
    pub fn over(vocabulary: Vocabulary) -> Result<Self, Error> {
        let slot = |id: &str| -> Result<_, Error> {
            let lacks = || {
                Problem::new(Code::BadCatalogue, Pointer::root()).hint(CORE_FACT.with(&[("id", id.to_owned().into())]))
            };
            vocabulary.slot(id).ok_or_else(|| lacks().into())
        };
        let core = CoreSlots {
            costs: slot("project.costs")?,
            phases: slot("project.phases")?,
            begun: slot("project.begun")?,
            headroom: slot("aid.de_minimis_headroom_cents")?,
        };
        Ok(Self { vocabulary: Arc::new(vocabulary), programmes: Vec::new(), core })
    }

    /// Reads files (name and text) over the embedded vocabulary.
    ///
    /// # Errors
    /// Every problem of every file, with file, line and hint.
    pub fn read<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Error> {
        Self::empty()?.with_files(files)
    }

    /// This catalogue with further files, name and text; otherwise as [`Catalogue::with`].
    ///
    /// # Errors
    /// Every problem of every file, with file, line and hint; the same id twice among the files.
    pub fn with_files<'a>(&self, files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Error> {
        self.extended(files.into_iter().map(|(name, text)| (name, text, Pointer::root())))
    }

    /// This catalogue with further files. A programme with the id of another replaces it when it was
    /// checked later or on the same day; an older one changes nothing.
    ///
    /// # Errors
    /// Every problem of every file, with file, line and hint; the same id twice among the files.
    pub fn with(&self, texts: &[ProgrammeText], at: &Pointer) -> Result<Self, Error> {
        let files = texts.iter().enumerate();
        self.extended(files.map(|(i, text)| (text.name.as_str(), text.toml.as_str(), at.index(i).field("toml"))))
    }

    fn extended<'a>(&self, files: impl IntoIterator<Item = (&'a str, &'a str, Pointer)>) -> Result<Self, Error> {
        static READER: Reader<file::ProgrammeFile> = Reader::new();
        let mut all = self.clone();
        let mut read = Vec::new();
        // By file, so that problems stand in the order of the files.
        let mut faults: Vec<Vec<Problem>> = Vec::new();
        for (place, (name, text, at)) in files.into_iter().enumerate() {
            let file = Document::parse(name, text, at.clone())
                .and_then(|document| document.read(&READER).map(|file| (document, file)));
            faults.push(Vec::new());
            match (file, faults.last_mut()) {
                (Ok((document, file)), _) => read.push((place, at, document, file)),
                (Err(error), Some(faults)) => faults.extend(error.problems),
                (Err(_), None) => {}
            }
        }
        // In order of id, so that the order of the files does not show in the order of the facts they bring.
        read.sort_by(|(a, .., one), (b, .., other)| (&one.id, a).cmp(&(&other.id, b)));
        let mut added: Vec<Programme> = Vec::new();
        for (place, at, document, file) in read {
            let found = match all.one(&document, file, &at) {
                Ok(programme) if added.iter().any(|other| other.id == programme.id) => {
                    vec![Problem::new(Code::DuplicateId, at.field("id")).found(&programme.id)]
                }
                Ok(programme) => {
                    added.push(programme);
                    continue;
                }
                Err(error) => error.problems,
            };
            if let Some(faults) = faults.get_mut(place) {
                faults.extend(found);
            }
        }
        let mut problems = Problems::new();
        faults.into_iter().flatten().for_each(|problem| problems.push(problem));
        problems.at_most(Pointer::root(), all.programmes.len() + added.len(), Self::LIMIT);
        problems.finish()?;
        for programme in added {
            all.put(programme);
        }
        Ok(all)
    }

    fn put(&mut self, programme: Programme) {
        match self.programmes.binary_search_by(|other| other.id.cmp(&programme.id)) {
            Ok(index) => {
                if let Some(slot) = self.programmes.get_mut(index)
                    && programme.checked_on >= slot.checked_on
                {
                    *slot = Arc::new(programme);
                }
            }
            Err(index) => self.programmes.insert(index, Arc::new(programme)),
        }
    }

    /// Both catalogues; where both hold a programme, the one checked later, or that of `other`.
    ///
    /// # Errors
    /// When the vocabularies differ in more than facts behind the common ones.
    pub fn merged(&self, other: &Self) -> Result<Self, Error> {
        let (long, short) = if self.vocabulary.facts().len() >= other.vocabulary.facts().len() {
            (&self.vocabulary, &other.vocabulary)
        } else {
            (&other.vocabulary, &self.vocabulary)
        };
        if !long.facts().starts_with(short.facts()) {
            return Err(Problem::new(Code::Contradiction, Pointer::root().field("fact")).into());
        }
        let mut all = Self { vocabulary: Arc::clone(long), ..self.clone() };
        for programme in &other.programmes {
            all.put(Programme::clone(programme));
        }
        Ok(all)
    }

    /// Checks one file; the facts that it brings join the vocabulary.
    fn one(
        &mut self,
        document: &Document<'_>,
        mut file: file::ProgrammeFile,
        at: &Pointer,
    ) -> Result<Programme, Error> {
        let mut problems = Problems::new();
        let facts = std::mem::take(&mut file.fact);
        if !facts.is_empty() {
            let longer = self.vocabulary.extended(facts, &Pointer::root().field("fact"), &mut problems);
            if problems.is_empty() {
                self.vocabulary = Arc::new(longer);
            }
        }
        for (index, condition) in file.condition.iter().enumerate() {
            if AUTOMATIC.contains(&condition.id.as_str()) {
                let at = Pointer::root().field("condition").index(index).field("id");
                problems.push(Problem::new(Code::DuplicateId, at).found(&condition.id).expected(RESERVED.text()));
            }
        }
        let programme = check::check(file, &self.vocabulary, &mut problems);
        document.finish(problems)?;
        let programme = programme.map(|mut programme| {
            for (index, example) in programme.examples.iter_mut().enumerate() {
                example.line = document.line(&Pointer::root().field("example").index(index));
            }
            programme
        });
        programme.ok_or_else(|| Problem::new(Code::Internal, at.clone()).into())
    }

    /// The vocabulary.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }
    /// The programmes in order of id.
    pub fn programmes(&self) -> &[Arc<Programme>] {
        &self.programmes
    }
    /// The programme of that id.
    pub fn get(&self, id: &str) -> Option<&Arc<Programme>> {
        let found = self.programmes.binary_search_by(|programme| programme.id.as_str().cmp(id)).ok()?;
        self.programmes.get(found)
    }
    /// The facts that the engine itself reads.
    pub fn core_slots(&self) -> CoreSlots {
        self.core
    }
}

/// File name and text of every programme of `core/catalogue/programmes`, in order of name.
const EMBEDDED_FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/programmes.rs"));

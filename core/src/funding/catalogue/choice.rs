//! Which programmes a document asks about.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Catalogue, ProgrammeText};
use crate::base::{Error, Id, Pointer, Problems};

/// Which programmes are looked at.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CatalogueInput {
    /// Leave the programmes of the library out.
    #[serde(default)]
    pub without_embedded: bool,
    /// Further programmes as TOML; one with the id of another replaces it when it was checked later.
    #[serde(default)]
    pub add: Vec<ProgrammeText>,
    /// Only these programmes; all when absent.
    #[serde(default)]
    pub only: Option<Vec<Id>>,
}

impl CatalogueInput {
    /// Most programmes that a document may add.
    pub const LIMIT: usize = 2_000;

    /// The catalogue; borrowed when it is the one of the library.
    ///
    /// # Errors
    /// Every fault of the added files, and ids in `only` that do not exist.
    pub fn resolve(&self, at: &Pointer) -> Result<Cow<'static, Catalogue>, Error> {
        let mut problems = Problems::new();
        problems.at_most(at.field("add"), self.add.len(), Self::LIMIT);
        problems.finish()?;
        let catalogue = if self.without_embedded {
            Cow::Owned(Catalogue::empty()?.with(&self.add, &at.field("add"))?)
        } else if self.add.is_empty() {
            Cow::Borrowed(Catalogue::embedded()?)
        } else {
            Cow::Owned(Catalogue::embedded()?.with(&self.add, &at.field("add"))?)
        };
        let mut problems = Problems::new();
        for (index, id) in self.only.iter().flatten().enumerate() {
            let known = catalogue.programmes().iter().map(|programme| programme.id.as_str());
            problems.reference(at.field("only").index(index), id.as_str(), known);
        }
        problems.finish()?;
        Ok(catalogue)
    }

    /// Is the programme among those looked at?
    pub fn includes(&self, id: &Id) -> bool {
        self.only.as_ref().is_none_or(|only| only.contains(id))
    }
}

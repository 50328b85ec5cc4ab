//! What every question about a company begins with: a time, programmes, and what is known.

use schemars::JsonSchema;
use serde::Deserialize;

use super::catalogue::{Catalogue, CatalogueInput};
use super::evaluate::Quick;
use super::facts::{Facts, FactsInput};
use super::law::LawInput;
use super::open::open_facts;
use super::programme::Programme;
use super::rule::Slot;
use super::screen::Screener;
use super::timeline::Instant;
use super::vocabulary::Derivation;
use crate::base::{Error, Id, Pointer, Problems, SchemaVersion};

/// Declares the input of an operation that asks about a company and its project, with fields of its own behind the
/// common ones.
macro_rules! inquiry_input {
    ($( #[$meta:meta] )* $name:ident { $( $( #[$field_meta:meta] )* $field:ident: $type:ty, )* }) => {
        $( #[$meta] )*
        #[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            /// Version of the document format.
            #[serde(default)]
            pub schema_version: SchemaVersion,
            /// The day or minute of the question, local time in Germany; a day means its first minute.
            pub at: Instant,
            /// What is known, by domain and name: `{"company": {"state": "NW"}, "project": {"begun": false}}`. Facts
            /// answered with `"dont_know"` stay open and are not asked again.
            #[serde(default)]
            pub facts: FactsInput,
            /// Inputs of law operations that work facts out.
            #[serde(default)]
            pub law: LawInput,
            /// Which programmes.
            #[serde(default)]
            pub catalogue: CatalogueInput,
            /// Programmes whose body has confirmed that applications are possible.
            #[serde(default)]
            pub confirmed_open: Vec<Id>,
            $( $( #[$field_meta] )* pub $field: $type, )*
        }

        impl $name {
            /// Reads everything that was asked; every fault at once.
            pub(crate) fn read(&self) -> Result<Inquiry, Error> {
                Inquiry::read(self.at, &self.facts, &self.law, &self.catalogue, &self.confirmed_open)
            }
        }
    };
}

inquiry_input! {
    /// A company and its project at a time.
    InquiryInput {}
}

/// How much is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Detail {
    /// Verdicts and amounts.
    Verdicts,
    /// Also the conditions that are not met or open.
    Reasons,
    /// Every condition, documents, procedure, sources.
    #[default]
    Full,
}

inquiry_input! {
    /// A company and its project at a time, and how much is written down.
    AssessInput {
        /// How much is written down.
        #[serde(default)]
        detail: Detail,
    }
}

/// What was asked, read and checked.
pub(crate) struct Inquiry {
    screener: Screener,
    pub(crate) facts: Facts,
}

impl Inquiry {
    pub(crate) fn read(
        at: Instant,
        facts: &FactsInput,
        law: &LawInput,
        catalogue: &CatalogueInput,
        confirmed_open: &[Id],
    ) -> Result<Self, Error> {
        let root = Pointer::root();
        let screener = Screener::read(at, catalogue, confirmed_open)?;
        let mut problems = Problems::new();
        let vocabulary = screener.catalogue().vocabulary();
        let mut facts = Facts::read(facts, vocabulary, at.date(), &root.field("facts"), &mut problems);
        law.apply(&mut facts, vocabulary, &root.field("law"), &mut problems);
        screener.check_confirmed(confirmed_open, &mut problems);
        problems.finish()?;
        Ok(Self { screener, facts })
    }

    /// The catalogue that is asked.
    pub(crate) fn catalogue(&self) -> &Catalogue {
        self.screener.catalogue()
    }

    /// The day or minute of the question.
    pub(crate) fn at(&self) -> Instant {
        self.screener.at()
    }

    /// The programme of a verdict.
    pub(crate) fn programme(&self, quick: &Quick) -> Option<&Programme> {
        self.catalogue().programmes().get(quick.programme).map(|programme| &**programme)
    }

    /// Verdict and amount of every chosen programme, in order of id.
    pub(crate) fn evaluate(&self, facts: &Facts) -> Vec<Quick> {
        self.screener.screen(facts)
    }

    /// Verdict and amount of the programme of an earlier verdict, for other facts.
    pub(crate) fn judge(&self, before: &Quick, programme: &Programme, facts: &Facts) -> Quick {
        self.screener.judge(before.programme, programme, facts)
    }

    /// The facts that are missing for a programme, in order of slot. A day that follows from another day by
    /// default is left out while that other day is missing too: one question is enough.
    pub(crate) fn missing(&self, programme: &Programme, quick: &Quick) -> Vec<Slot> {
        let mut slots = open_facts(programme, quick, &self.catalogue().core_slots(), &self.facts);
        slots.retain(|slot| {
            let fact = self.catalogue().vocabulary().get(*slot);
            match fact.and_then(|fact| fact.derivation.as_ref()) {
                Some(Derivation::AsOfOrLater(from)) => self.facts.raw(*from).given().is_some(),
                _ => true,
            }
        });
        slots
    }
}

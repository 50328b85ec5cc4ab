//! The operation `funding.screen`: verdict, amount and failing conditions of every programme, and nothing else.
//!
//! For lists and whole customer bases, where the sentences of `funding.assess` would be thrown away. Both
//! operations take the same facts and give the same verdicts and amounts. Who asks about many companies makes
//! programmes and date ready once with a [`Screener`].

use std::borrow::Cow;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::de::DeserializeSeed as _;
use serde::{Deserialize, Deserializer, Serialize};

use super::amount::Range;
use super::assess::answer::Bounds;
use super::catalogue::{Catalogue, CatalogueInput};
pub use super::evaluate::condition_id;
use super::evaluate::{Quick, Standing, failing, failing_places, judge, own_conditions, quick};
use super::facts::{Facts, FactsInput, Straight};
use super::inquiry::InquiryInput;
use super::programme::Programme;
use super::timeline::Instant;
use super::verdict::Verdict;
use crate::base::{Error, Id, Pointer, Problems, SchemaVersion, Truth, border};

/// Every programme in brief.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Screening {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// The day or minute of the question.
    pub at: Instant,
    /// The programmes in order of id.
    pub programmes: Vec<Screened>,
}

/// One programme in brief.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Screened {
    /// Its id.
    pub id: Id,
    /// The verdict.
    pub verdict: Verdict,
    /// What it grants; absent when the verdict rules every grant out, and for programmes that are only listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grant: Option<Bounds>,
    /// Ids of every condition that is not met; absent when there is none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub failing: Vec<String>,
}

/// Programmes and time of many questions: the document of `funding.screen` without the company.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScreenerInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// The day or minute of the questions, local time in Germany; a day means its first minute.
    pub at: Instant,
    /// Which programmes.
    #[serde(default)]
    pub catalogue: CatalogueInput,
    /// Programmes whose body has confirmed that applications are possible.
    #[serde(default)]
    pub confirmed_open: Vec<Id>,
}

/// A catalogue at a time, made ready for many companies.
#[derive(Debug, Clone)]
pub struct Screener {
    catalogue: Cow<'static, Catalogue>,
    at: Instant,
    /// The chosen programmes, in order of id.
    chosen: Vec<Chosen>,
}

#[derive(Debug, Clone)]
struct Chosen {
    /// Index in the catalogue.
    index: usize,
    programme: Arc<Programme>,
    standing: Standing,
    confirmed: bool,
}

/// The conditions of the file of one programme, without its windows, costs and amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conditions {
    /// Index in the catalogue.
    pub programme: usize,
    /// All of them together.
    pub value: Truth,
    failing: u64,
}

impl Screener {
    /// Makes programmes and time ready.
    ///
    /// # Errors
    /// Faulty added programmes, unknown ids: all at once.
    ///
    /// ```
    /// use machbar::funding::screen::{Screener, condition_id};
    /// let input = machbar::base::border::read(br#"{"at":"2026-11-20","catalogue":{"only":["nrw-mid-digitalisierung-2026"]}}"#).unwrap();
    /// let screener = Screener::new(&input).unwrap();
    /// for (state, failing) in [("HE", vec!["seat"]), ("NW", vec![])] {
    ///     let facts = screener.facts(format!(r#"{{"company":{{"state":"{state}"}}}}"#).as_bytes()).unwrap();
    ///     let answer = screener.screen(&facts);
    ///     let programme = screener.programmes().next().unwrap();
    ///     let places = screener.failing(&answer[0], &facts);
    ///     assert_eq!(places.filter_map(|place| condition_id(programme, place)).collect::<Vec<_>>(), failing);
    /// }
    /// ```
    pub fn new(input: &ScreenerInput) -> Result<Self, Error> {
        let screener = Self::read(input.at, &input.catalogue, &input.confirmed_open)?;
        let mut problems = Problems::new();
        screener.check_confirmed(&input.confirmed_open, &mut problems);
        problems.finish()?;
        Ok(screener)
    }

    /// Every id that is confirmed to be open must exist.
    pub(crate) fn check_confirmed(&self, confirmed_open: &[Id], problems: &mut Problems) {
        for (index, id) in confirmed_open.iter().enumerate() {
            let known = self.catalogue.programmes().iter().map(|programme| programme.id.as_str());
            problems.reference(Pointer::root().field("confirmed_open").index(index), id.as_str(), known);
        }
    }

    pub(crate) fn read(at: Instant, choice: &CatalogueInput, confirmed_open: &[Id]) -> Result<Self, Error> {
        let catalogue = choice.resolve(&Pointer::root().field("catalogue"))?;
        let programmes = catalogue.programmes().iter().enumerate();
        let chosen = programmes.filter(|(_, programme)| choice.includes(&programme.id)).map(|(index, programme)| {
            let confirmed = confirmed_open.contains(&programme.id);
            Chosen { index, programme: Arc::clone(programme), standing: Standing::of(programme, at), confirmed }
        });
        let chosen = chosen.collect();
        Ok(Self { catalogue, at, chosen })
    }

    /// The catalogue.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }
    /// The day or minute of the questions.
    pub fn at(&self) -> Instant {
        self.at
    }
    /// The chosen programmes, in order of id: that of every answer.
    pub fn programmes(&self) -> impl ExactSizeIterator<Item = &Programme> {
        self.chosen.iter().map(|chosen| &*chosen.programme)
    }

    /// The chosen programme at that place.
    pub fn programme(&self, place: usize) -> Option<&Programme> {
        self.chosen.get(place).map(|chosen| &*chosen.programme)
    }

    /// Reads the facts of a company, a JSON object by domain.
    ///
    /// # Errors
    /// Every fault of the facts, each with its place.
    pub fn facts(&self, json: &[u8]) -> Result<Facts, Error> {
        let mut reader = serde_json::Deserializer::from_slice(json);
        let short = self.read_facts(&mut reader);
        match short {
            Ok(facts) if reader.end().is_ok() && json.len() <= border::MAX_BYTES => Ok(facts),
            // Read again, to name every fault with its place.
            _ => {
                let input: FactsInput = border::read(json)?;
                let mut problems = Problems::new();
                let vocabulary = self.catalogue.vocabulary();
                let facts = Facts::read(&input, vocabulary, self.at.date(), &Pointer::root(), &mut problems);
                problems.finish()?;
                Ok(facts)
            }
        }
    }

    /// Reads the facts of a company from any format of serde, up to the first fault.
    ///
    /// # Errors
    /// The first fault, without its place; [`Screener::facts`] names all of them.
    pub fn read_facts<'de, D: Deserializer<'de>>(&self, facts: D) -> Result<Facts, D::Error> {
        Straight { vocabulary: self.catalogue.vocabulary(), as_of: self.at.date() }.deserialize(facts)
    }

    /// Verdict, amount and failing conditions of every chosen programme, in order of id.
    pub fn screen(&self, facts: &Facts) -> Vec<Quick> {
        self.chosen.iter().map(|chosen| self.judged(chosen, facts)).collect()
    }

    /// Only the conditions of the files, for every chosen programme: no windows, no costs, no amounts.
    pub fn conditions(&self, facts: &Facts) -> Vec<Conditions> {
        let conditions = self.chosen.iter().map(|chosen| {
            let (value, failing) = own_conditions(&chosen.programme, facts);
            Conditions { programme: chosen.index, value, failing }
        });
        conditions.collect()
    }

    /// The conditions that are *no*: those of the file by index, then the automatic ones behind them.
    /// [`condition_id`] names them.
    pub fn failing(&self, quick: &Quick, facts: &Facts) -> impl Iterator<Item = usize> {
        self.failing_places(quick.programme, quick.failing, quick.failing_terms, facts)
    }

    /// The same of [`Screener::conditions`].
    pub fn failing_conditions(&self, conditions: &Conditions, facts: &Facts) -> impl Iterator<Item = usize> {
        self.failing_places(conditions.programme, conditions.failing, 0, facts)
    }

    fn failing_places(&self, index: usize, own: u64, terms: u8, facts: &Facts) -> impl Iterator<Item = usize> {
        let programme = self.catalogue.programmes().get(index);
        programme.into_iter().flat_map(move |programme| failing_places(programme, own, terms, facts))
    }

    /// One programme of the catalogue for other facts.
    pub(crate) fn judge(&self, index: usize, programme: &Programme, facts: &Facts) -> Quick {
        let known = self.chosen.binary_search_by(|chosen| chosen.index.cmp(&index)).ok();
        match known.and_then(|known| self.chosen.get(known)) {
            Some(chosen) => self.judged(chosen, facts),
            None => quick(&self.catalogue, index, programme, self.at, facts, false),
        }
    }

    fn judged(&self, chosen: &Chosen, facts: &Facts) -> Quick {
        let core = self.catalogue.core_slots();
        judge(&core, chosen.index, &chosen.programme, chosen.standing, facts, chosen.confirmed)
    }
}

impl Quick {
    /// What it grants; nothing when the verdict rules every grant out, and for programmes that are only listed.
    pub fn possible_grant(&self) -> Option<Range> {
        let possible = matches!(self.verdict, Verdict::Eligible | Verdict::Open | Verdict::NotOpenForApplications);
        possible.then_some(self.grants)
    }
}

/// Screens every programme.
///
/// # Errors
/// Unknown or mistyped facts, faulty added programmes, unknown ids: all at once.
///
/// ```
/// let document = br#"{"at":"2026-11-20","facts":{"company":{"state":"HE"}},"catalogue":{"only":["nrw-mid-digitalisierung-2026"]}}"#;
/// let answer = String::from_utf8(machbar::call("funding.screen", document).unwrap()).unwrap();
/// assert!(answer.contains(r#""verdict":"not_eligible","failing":["seat"]"#));
/// ```
pub fn screen(input: &InquiryInput) -> Result<Screening, Error> {
    let inquiry = input.read()?;
    let programmes = inquiry.evaluate(&inquiry.facts).into_iter().filter_map(|quick| {
        let programme = inquiry.programme(&quick)?;
        let grant = quick.possible_grant().map(|range| Bounds { low_cents: range.low, high_cents: range.high });
        Some(Screened {
            id: programme.id.clone(),
            verdict: quick.verdict,
            grant,
            failing: failing(programme, &quick, &inquiry.facts).map(str::to_owned).collect(),
        })
    });
    Ok(Screening { schema_version: SchemaVersion, at: input.at, programmes: programmes.collect() })
}

//! The examples of a programme file: what each must give, and what it gives.

use std::fmt;

use super::Catalogue;
use crate::base::{Money, Pointer, Problems};
use crate::funding::amount::Range;
use crate::funding::evaluate::{failing, quick};
use crate::funding::facts::Facts;
use crate::funding::programme::{Example, Expected, Programme};
use crate::funding::verdict::Verdict;

/// An example that gives something else than it says. `Display` writes both in one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExampleDiffers {
    /// The programme.
    pub programme: String,
    /// The line of its file on which the example begins.
    pub line: usize,
    /// The name of the example.
    pub example: String,
    /// The verdict: said and found.
    pub verdict: (Verdict, Verdict),
    /// Ids of the conditions that are *no*, sorted: said and found.
    pub fails: (Vec<String>, Vec<String>),
    /// The amount of grants and tax allowances: said and found.
    pub amount: (Expected, Range),
    /// The amount of what is no grant: said and found.
    pub other_amount: (Expected, Range),
    /// What is wrong with its facts, when they could not be read.
    pub unread: Option<String>,
}

impl Catalogue {
    /// Every example that gives something else than it says, in order of programme and example.
    pub fn differing_examples(&self) -> Vec<ExampleDiffers> {
        self.programmes.iter().flat_map(|programme| self.differing_examples_of(programme)).collect()
    }

    /// The same for one programme, which was checked against the vocabulary of this catalogue.
    pub fn differing_examples_of(&self, programme: &Programme) -> Vec<ExampleDiffers> {
        programme.examples.iter().filter_map(|example| self.differs(programme, example)).collect()
    }

    fn differs(&self, programme: &Programme, example: &Example) -> Option<ExampleDiffers> {
        let mut problems = Problems::new();
        let at = Pointer::root();
        let facts = Facts::read(&example.facts, &self.vocabulary, example.at.date(), &at, &mut problems);
        let unread = problems.finish().err().map(|error| error.to_string());
        let found = quick(self, 0, programme, example.at, &facts, example.confirmed_open);
        let mut said: Vec<String> = example.fails.clone();
        let mut fails: Vec<String> = failing(programme, &found, &facts).map(str::to_owned).collect();
        said.sort_unstable();
        fails.sort_unstable();
        let amounts = example.amount.is_met_by(found.grants) && example.other_amount.is_met_by(found.others);
        if unread.is_none() && found.verdict == example.verdict && fails == said && amounts {
            return None;
        }
        Some(ExampleDiffers {
            programme: programme.id.to_string(),
            line: example.line,
            example: example.name.clone(),
            verdict: (example.verdict, found.verdict),
            fails: (said, fails),
            amount: (example.amount, found.grants),
            other_amount: (example.other_amount, found.others),
            unread,
        })
    }
}

impl fmt::Display for ExampleDiffers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, line {}, \"{}\": ", self.programme, self.line, self.example)?;
        if let Some(reason) = &self.unread {
            return f.write_str(reason);
        }
        let side = |f: &mut fmt::Formatter<'_>, verdict: Verdict, fails: &[String]| {
            write!(f, "{}", verdict.key())?;
            if fails.is_empty() { Ok(()) } else { write!(f, " fails [{}]", fails.join(", ")) }
        };
        f.write_str("gives ")?;
        side(f, self.verdict.1, &self.fails.1)?;
        write!(f, "{}; says ", Expected::from(self.amount.1))?;
        side(f, self.verdict.0, &self.fails.0)?;
        write!(f, "{}", self.amount.0)?;
        match self.other_amount {
            (said, _) if said == Expected::default() => Ok(()),
            (said, found) => write!(f, "; no grant: gives{}, says{said}", Expected::from(found)),
        }
    }
}

impl Expected {
    fn is_met_by(self, found: Range) -> bool {
        self.exact.is_none_or(|amount| found.exact() == Some(amount))
            && self.low.is_none_or(|low| found.low == low)
            && self.high.is_none_or(|high| found.high == Some(high))
    }
}

impl From<Range> for Expected {
    fn from(found: Range) -> Self {
        match found.exact() {
            Some(amount) => Self { exact: Some(amount), ..Self::default() },
            None => Self { exact: None, low: Some(found.low), high: found.high },
        }
    }
}

/// With a space in front; nothing when nothing is expected.
impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = |end: Option<Money>| end.map_or("?".to_owned(), |money| money.to_string());
        match (self.exact, self.low, self.high) {
            (Some(amount), ..) => write!(f, " {amount}"),
            (None, None, None) => Ok(()),
            (None, low, high) => write!(f, " {} to {}", end(low), end(high)),
        }
    }
}

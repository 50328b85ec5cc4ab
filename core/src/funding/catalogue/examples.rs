//! The examples of a programme file: what each must give, and what it gives.

use std::fmt;

use super::Catalogue;
use crate::base::{Money, Pointer, Problems};
use crate::funding::amount::Range;
use crate::funding::evaluate::{failing, quick};
use crate::funding::facts::Facts;
use crate::funding::programme::{Example, Programme};
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
    /// What the example says of the amount: exact, least, most.
    pub said: [Option<Money>; 3],
    /// The amount found, grants and tax allowances.
    pub found: Range,
    /// The exact amount of what is no grant, when the example names it: said and found.
    pub other: Option<(Money, Range)>,
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
        let amounts = example.amount.is_none_or(|amount| found.grants.exact() == Some(amount))
            && example.amount_low.is_none_or(|low| found.grants.low == low)
            && example.amount_high.is_none_or(|high| found.grants.high == Some(high))
            && example.other_amount.is_none_or(|other| found.others.exact() == Some(other));
        if unread.is_none() && found.verdict == example.verdict && fails == said && amounts {
            return None;
        }
        Some(ExampleDiffers {
            programme: programme.id.to_string(),
            line: example.line,
            example: example.name.clone(),
            verdict: (example.verdict, found.verdict),
            fails: (said, fails),
            said: [example.amount, example.amount_low, example.amount_high],
            found: found.grants,
            other: example.other_amount.map(|said| (said, found.others)),
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
        let most = |high: Option<Money>| high.map_or("?".to_owned(), |money| money.to_string());
        let side = |f: &mut fmt::Formatter<'_>, verdict: Verdict, fails: &[String]| {
            write!(f, "{}", verdict.key())?;
            if fails.is_empty() { Ok(()) } else { write!(f, " fails [{}]", fails.join(", ")) }
        };
        f.write_str("gives ")?;
        side(f, self.verdict.1, &self.fails.1)?;
        match self.found.exact() {
            Some(amount) => write!(f, " {amount}")?,
            None => write!(f, " {} to {}", self.found.low, most(self.found.high))?,
        }
        f.write_str("; says ")?;
        side(f, self.verdict.0, &self.fails.0)?;
        match self.said {
            [Some(amount), ..] => write!(f, " {amount}")?,
            [None, None, None] => {}
            [None, low, high] => write!(f, " {} to {}", most(low), most(high))?,
        }
        match self.other {
            Some((said, found)) => {
                write!(f, "; no grant: gives {} to {}, says {said}", found.low, most(found.high))
            }
            None => Ok(()),
        }
    }
}

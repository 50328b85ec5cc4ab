//! What C holds to ask about many companies: programmes made ready, and one answer.

use std::sync::Arc;

use machbar::base::{Error, border};
use machbar::funding::amount::Range;
use machbar::funding::screen::{Screener, condition_id};
use machbar::funding::verdict::Verdict;

/// A verdict: one of the `MACHBAR_VERDICT_…` numbers. They are stable and never reused; new ones may be
/// added, so treat an unknown number as no verdict.
#[allow(non_camel_case_types)]
pub type machbar_verdict = u32;

/// There is no such programme.
pub const MACHBAR_VERDICT_NONE: machbar_verdict = 0;
/// Every condition is met and applications are possible.
pub const MACHBAR_VERDICT_ELIGIBLE: machbar_verdict = 1;
/// A condition is not met.
pub const MACHBAR_VERDICT_NOT_ELIGIBLE: machbar_verdict = 2;
/// Facts are missing, or whether applications are possible is not known.
pub const MACHBAR_VERDICT_OPEN: machbar_verdict = 3;
/// No applications are taken at that time.
pub const MACHBAR_VERDICT_NOT_OPEN_FOR_APPLICATIONS: machbar_verdict = 4;
/// Too little is known of the programme.
pub const MACHBAR_VERDICT_LISTED_ONLY: machbar_verdict = 5;
/// The programme has ended.
pub const MACHBAR_VERDICT_CLOSED: machbar_verdict = 6;

/// Programmes at a time, made ready for many companies; owned by the caller. Opaque.
///
/// Immutable: any number of threads may use it at the same time. Give it back with
/// `machbar_screener_free`, once.
#[allow(non_camel_case_types)]
pub struct machbar_screener {
    core: Arc<Screener>,
}

/// The answer for one company, owned by the caller. Opaque.
///
/// It outlives its screener. Immutable: any number of threads may read it at the same time. Give it
/// back with `machbar_screening_free`, once.
#[allow(non_camel_case_types)]
pub struct machbar_screening {
    core: Arc<Screener>,
    rows: Vec<Row>,
    /// Places of failing conditions, programme by programme.
    failing: Vec<usize>,
}

struct Row {
    verdict: Verdict,
    grant: Option<Range>,
    /// First and behind the last of its failing conditions.
    failing: (usize, usize),
}

impl machbar_screener {
    pub(crate) fn new(document: &[u8]) -> Result<Self, Error> {
        Ok(Self { core: Arc::new(Screener::new(&border::read(document)?)?) })
    }
    pub(crate) fn count(&self) -> usize {
        self.core.programmes().len()
    }
    pub(crate) fn programme(&self, index: usize) -> &str {
        self.core.programme(index).map_or("", |programme| programme.id.as_str())
    }
    pub(crate) fn screen(&self, facts: &[u8]) -> Result<machbar_screening, Error> {
        let facts = self.core.facts(facts)?;
        let mut failing = Vec::new();
        let rows = self.core.screen(&facts).into_iter().map(|quick| {
            let first = failing.len();
            failing.extend(self.core.failing(&quick, &facts));
            Row { verdict: quick.verdict, grant: quick.possible_grant(), failing: (first, failing.len()) }
        });
        Ok(machbar_screening { rows: rows.collect(), failing, core: Arc::clone(&self.core) })
    }
}

impl machbar_screening {
    pub(crate) fn verdict(&self, index: usize) -> machbar_verdict {
        match self.rows.get(index).map(|row| row.verdict) {
            None => MACHBAR_VERDICT_NONE,
            Some(Verdict::Eligible) => MACHBAR_VERDICT_ELIGIBLE,
            Some(Verdict::NotEligible) => MACHBAR_VERDICT_NOT_ELIGIBLE,
            Some(Verdict::Open) => MACHBAR_VERDICT_OPEN,
            Some(Verdict::NotOpenForApplications) => MACHBAR_VERDICT_NOT_OPEN_FOR_APPLICATIONS,
            Some(Verdict::ListedOnly) => MACHBAR_VERDICT_LISTED_ONLY,
            Some(Verdict::Closed) => MACHBAR_VERDICT_CLOSED,
        }
    }
    pub(crate) fn grant(&self, index: usize) -> Option<Range> {
        self.rows.get(index).and_then(|row| row.grant)
    }
    pub(crate) fn failing_count(&self, index: usize) -> usize {
        self.rows.get(index).map_or(0, |row| row.failing.1 - row.failing.0)
    }
    pub(crate) fn failing(&self, index: usize, nth: usize) -> &str {
        let id = || {
            let (first, end) = self.rows.get(index)?.failing;
            let place = self.failing.get(first..end)?.get(nth)?;
            condition_id(self.core.programme(index)?, *place)
        };
        id().unwrap_or_default()
    }
}

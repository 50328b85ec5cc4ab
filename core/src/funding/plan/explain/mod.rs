//! Why a plan is as it is, what it hangs on, and what would change it.
//!
//! | module | one idea |
//! |---|---|
//! | [`positions`] | per position: who pays, why, and what the next best would be |
//! | [`passed_over`], `stands_back` | programmes that could be used and are not, at all or for a position |
//! | [`excluded`] | programmes that no plan can use, with the rule |
//! | [`limits`] | what limits an application, and what one more euro brings |
//! | [`weeks`] | what one more week brings, and a decision that comes a week later or earlier |
//! | [`losses`], `late`, `rest` | what happens when an application is refused, not drawn or decided late, and the plan that is left |
//! | [`questions`] | facts that are missing, and what hangs on them |
//! | [`assumed`] | what a programme would bring if what nobody publishes were assumed |
//! | `remarks` | where the plan reckons more simply than the law or the bank |
//! | `again` | the whole problem solved again with something changed |
//! | `nodes`, `margin` | the limit that all these searches share, and what one that is cut short still says |
//! | `name` | the plan in plain words |

pub(super) mod again;
pub mod assumed;
pub mod excluded;
mod late;
pub mod limits;
pub mod losses;
mod margin;
mod name;
pub(super) mod nodes;
pub mod passed_over;
pub mod positions;
pub mod questions;
mod quotes;
mod remarks;
mod rest;
mod sentences;
mod stands_back;
pub mod weeks;

pub use assumed::IfAssumed;
pub use excluded::{Cause, Unused};
pub use limits::{Limit, LimitRule};
pub use losses::{Failure, Fallback};
pub use positions::{NextBest, PositionReason};
pub use questions::PlanQuestion;
pub use weeks::{Week, WeekChange};

use super::compile::Compiled;
use super::front::Pick;
use super::offer::Offer;
use super::query::{Found, Known, Limits, Unfound};
use super::search::best;
use super::situation::Position;
use crate::base::{Id, Money, Text};
use nodes::Nodes;

/// An amount of the search (cents × permille) in cents, rounded down.
pub(super) const fn cents(value: i64) -> Money {
    Money::from_cents(value.div_euclid(1000))
}

/// A position as the company calls it, in quotation marks; without a title its id.
pub(super) fn title(position: &Position) -> Text {
    position.called()
}

/// Sentences one after the other.
pub(super) fn in_a_row(texts: &[Text]) -> Text {
    let join = |words: Vec<&str>| words.join(" ");
    Text {
        de: join(texts.iter().map(|text| &*text.de).collect()).into(),
        en: join(texts.iter().map(|text| &*text.en).collect()).into(),
    }
}

impl Compiled<'_> {
    pub(super) fn offer_at(&self, option: usize) -> Option<&Offer> {
        self.offer_of(option)
    }

    /// The options that a plan uses, with the tax allowance that counts its own shares, each once, in order.
    pub(super) fn used(&self, assignment: &[Option<usize>]) -> Vec<usize> {
        super::instance::bits(self.instance.used(assignment)).collect()
    }

    /// The offers of these options by name, each once.
    fn names(&self, options: &[usize]) -> Vec<Text> {
        let mut names: Vec<Text> = Vec::new();
        for offer in options.iter().filter_map(|option| self.offer_at(*option)) {
            if !names.contains(&offer.name) {
                names.push(offer.name.clone());
            }
        }
        names
    }

    /// The positions whose items pass, by title, each once, in order of the document.
    fn titles(&self, mut passes: impl FnMut(usize) -> bool) -> Vec<Text> {
        let mut places: Vec<usize> =
            self.position_of.iter().enumerate().filter(|(item, _)| passes(*item)).map(|(_, place)| *place).collect();
        places.sort_unstable();
        places.dedup();
        places.iter().filter_map(|place| self.situation.positions.get(*place)).map(title).collect()
    }

    fn ids(&self, options: &[usize]) -> Vec<Id> {
        let mut ids: Vec<Id> = Vec::new();
        for offer in options.iter().filter_map(|option| self.offer_at(*option)) {
            if !ids.contains(&offer.id) {
                ids.push(offer.id.clone());
            }
        }
        ids
    }

    /// The best plan with the dates and the risk of this one when some choices are forbidden.
    fn without(&self, nodes: &Nodes, pick: &Pick, forbidden: impl Fn(usize, usize) -> bool) -> Result<Found, Unfound> {
        let latest = self.latest(pick);
        let known = Known { plan: Some(&pick.found), best: true };
        let found = nodes.search(|nodes| {
            let limits = Limits { day: latest, risk: pick.risk, nodes };
            let query =
                self.query(limits, |item, choice| !forbidden(item, choice.option)).within_funds(self).knowing(known);
            best(&query, &|to, outcome| self.judge(to, outcome, latest))
        });
        found.map(|found| self.carried_out(found, latest))
    }

    /// The same plan with the grants that it brings when it is carried out: yearly limits are known only then.
    fn carried_out(&self, mut found: Found, latest: i32) -> Found {
        let outcome = if self.plain { None } else { self.instance.evaluate(&found.assignment) };
        let settled = outcome.and_then(|outcome| self.settle(&found.assignment, &outcome, latest));
        if let Some(settled) = settled {
            found.outcome.grants = settled.grants;
        }
        found
    }

    /// The latest day of the prototype that another plan may have to be no worse than this one.
    fn latest(&self, pick: &Pick) -> i32 {
        if self.has_milestone() { pick.settled.milestone } else { i32::MAX }
    }

    /// Is a step marked as the prototype that everybody waits for?
    pub(super) fn has_milestone(&self) -> bool {
        self.situation.stages.iter().any(|stage| stage.milestone)
    }
}

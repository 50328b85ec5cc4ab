//! Programmes that no plan can use, with the rule or reason.

use schemars::JsonSchema;
use serde::Serialize;

use super::title;
use crate::base::text::Arg;
use crate::base::{Id, Text};
use crate::funding::plan::compile::{Bar, Compiled};
use crate::funding::plan::explain::sentences as s;
use crate::funding::plan::offer::{Offer, Standing};
use crate::funding::plan::sentences as common;

/// A programme that is not used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Unused {
    /// The offer.
    pub offer: Id,
    /// Its name.
    pub name: Text,
    /// What keeps it out.
    pub cause: Cause,
    /// Was every search behind the reason finished? If not, the reason says what is open.
    pub proven: bool,
    /// The rules or reasons.
    pub reasons: Vec<Text>,
}

/// What keeps a programme out of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// It could be used; the plan would bring no more.
    BringsNoMore,
    /// The search for a plan with it was cut short before it was clear what keeps it out.
    Undecided,
    /// A programme of the plan excludes it, or it excludes that one.
    ExcludedByOther,
    /// It is less sure than the plan.
    Riskier,
    /// With it the prototype would come later than in the plan.
    Later,
    /// Own funds or promised dates do not allow it.
    OwnFunds,
    /// The ceiling for de minimis aid leaves nothing.
    Ceiling,
    /// Its least or largest cost, least grant or share of external cost cannot be kept.
    TooSmall,
    /// It pays for no position of this plan, or not in time.
    NoPosition,
    /// No window is left, or no date of a decision can be named.
    NoDate,
    /// A condition does not hold.
    NotEligible,
    /// It takes no applications.
    NotOpen,
    /// No quantifiable money for these costs.
    Unplannable,
    /// Too little is known of it.
    ListedOnly,
}

impl Compiled<'_> {
    /// Programmes that no plan can use, with the rule or reason.
    pub(crate) fn excluded(&self) -> Vec<Unused> {
        let mut unused = Vec::new();
        for (index, offer) in self.situation.offers.iter().enumerate() {
            if let Some((cause, reasons)) = self.never_used(index, offer) {
                let (offer, name) = (offer.id.clone(), offer.name.clone());
                unused.push(Unused { offer, name, cause, proven: true, reasons });
            }
        }
        unused.sort_by(|a, b| (a.cause, &a.offer).cmp(&(b.cause, &b.offer)));
        unused
    }

    fn never_used(&self, index: usize, offer: &Offer) -> Option<(Cause, Vec<Text>)> {
        if let Some(bar) = self.barred.get(&index) {
            let rule = || vec![bar_text(bar, offer, None)];
            return Some(match (&offer.standing, bar) {
                (Standing::NotEligible { reasons }, Bar::Standing) if !reasons.is_empty() => {
                    (Cause::NotEligible, reasons.clone())
                }
                (Standing::NotEligible { .. }, Bar::Standing) => (Cause::NotEligible, rule()),
                (Standing::NotOpen { reason }, Bar::Standing) => (Cause::NotOpen, vec![reason.clone()]),
                (Standing::Unplannable { reason }, Bar::Standing) => (Cause::Unplannable, vec![reason.clone()]),
                (Standing::ListedOnly, Bar::Standing) => (Cause::ListedOnly, rule()),
                _ => (Cause::NoDate, rule()),
            });
        }
        let positions = self.situation.positions.iter().enumerate();
        let bars: Vec<(&Bar, Text)> = positions
            .filter_map(|(place, position)| Some((self.barred_pairs.get(&(index, place))?, title(position))))
            .collect();
        if bars.len() < self.situation.positions.len() {
            return None;
        }
        // A kind of cost that is not paid for says little where another rule keeps out a position that would fit.
        let telling = |bar: &Bar| !matches!(bar, Bar::Kind);
        let any = bars.iter().any(|(bar, _)| telling(bar));
        let mut texts: Vec<Text> = bars
            .iter()
            .filter(|(bar, _)| !any || telling(bar))
            .map(|(bar, title)| bar_text(bar, offer, any.then_some(title)))
            .collect();
        texts.sort_by(|a, b| a.de.cmp(&b.de));
        texts.dedup();
        Some((Cause::NoPosition, texts))
    }
}

/// The rule behind a bar, for a position where it is about one.
pub(super) fn bar_text(bar: &Bar, offer: &Offer, position: Option<&Text>) -> Text {
    let name = ("offer", offer.name.clone().into());
    let sentence = match bar {
        Bar::Standing => match offer.standing {
            Standing::ListedOnly => &common::USES_LISTED_ONLY,
            Standing::Unplannable { .. } => &common::USES_UNPLANNABLE,
            Standing::NotOpen { .. } => &common::USES_NOT_OPEN,
            _ => &common::USES_NOT_ELIGIBLE,
        },
        Bar::NoWindow => &s::BAR_WINDOW,
        Bar::TooOften => &s::BAR_OFTEN,
        Bar::NoDecisionTime => &s::BAR_DECISION_TIME,
        Bar::TooFar => &s::BAR_FAR,
        Bar::Kind => &s::BAR_KIND,
        Bar::Size => &s::BAR_SIZE,
        Bar::Provider => &s::BAR_PROVIDER,
        Bar::Research => &s::BAR_RESEARCH,
        Bar::Ordered => &s::BAR_ORDERED,
        Bar::Promise => &s::BAR_PROMISE,
        Bar::NoNeed => &s::BAR_NO_NEED,
    };
    let this = position.map_or_else(|| Arg::from(s::THE_POSITION.text()), |title| Arg::from(title.clone()));
    sentence.with(&[name, ("position", this)])
}

//! By how much the best plans of two problems differ when the search for them may have been cut short.
//!
//! The plan that a search found shows one end, the bound that it left the other. A figure is exact when both are the
//! same to the cent; otherwise the document holds both ends and the words say so.

use super::cents;
use super::sentences as s;
use crate::base::text::Arg;
use crate::base::{Money, Text};
use crate::funding::plan::query::{Found, Unfound};

/// What the best plan of a problem brings, in cents × permille.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Worth {
    /// A plan that was found brings this; none: no plan was found.
    pub(crate) least: Option<i64>,
    /// No plan brings more; none: there is no plan at all.
    pub(crate) most: Option<i64>,
}

impl Worth {
    pub(crate) const fn of(found: &Found) -> Self {
        let (least, bound) = (found.outcome.value, found.bound);
        Self { least: Some(least), most: Some(if bound > least { bound } else { least }) }
    }

    /// What a plan brings that is known.
    pub(crate) const fn exact(value: i64) -> Self {
        Self { least: Some(value), most: Some(value) }
    }

    /// What a search says.
    pub(crate) fn searched(result: &Result<Found, Unfound>) -> Self {
        match result {
            Ok(found) => Self::of(found),
            Err(unfound) => Self::unfound(*unfound),
        }
    }

    pub(crate) const fn unfound(unfound: Unfound) -> Self {
        match unfound {
            Unfound::Nothing { .. } => Self { least: None, most: None },
            Unfound::NodeLimit { bound, .. } => Self { least: None, most: Some(bound) },
        }
    }

    /// Of several problems the best plan of all.
    pub(crate) fn best(self, other: Self) -> Self {
        Self { least: self.least.max(other.least), most: self.most.max(other.most) }
    }

    /// Is it known whether there is a plan, and what the best brings?
    pub(crate) fn proven(self) -> bool {
        self.least == self.most
    }

    /// Is it proven that there is no plan?
    pub(crate) const fn impossible(self) -> bool {
        self.most.is_none()
    }
}

/// How much more or less a plan brings, in cents × permille; neither end: there is no plan to compare with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Margin {
    /// At least so much.
    least: Option<i64>,
    /// At most so much.
    most: Option<i64>,
}

impl Margin {
    /// No more and no less.
    pub(crate) const NOTHING: Self = Self { least: Some(0), most: Some(0) };

    /// How much more the best plan of one problem brings than that of another, which has a plan.
    pub(crate) fn more(of: Worth, than: Worth) -> Self {
        let minus = |a: Option<i64>, b: Option<i64>| Some(a?.saturating_sub(b?));
        Self { least: minus(of.least, than.most), most: minus(of.most, than.least) }
    }

    /// How much less.
    pub(crate) fn less(of: Worth, than: Worth) -> Self {
        Self::more(of, than).turned()
    }

    /// More for less, less for more.
    pub(crate) fn turned(self) -> Self {
        Self { least: self.most.map(|most| -most), most: self.least.map(|least| -least) }
    }

    /// At least so much, in cents, rounded down.
    pub(crate) fn least(self) -> Option<Money> {
        self.least.map(cents)
    }

    /// At most so much, in cents, rounded down.
    pub(crate) fn most(self) -> Option<Money> {
        self.most.map(cents)
    }

    /// Is it known to the cent, or that there is nothing to compare?
    pub(crate) fn proven(self) -> bool {
        self.least() == self.most()
    }

    /// As the document holds it: the figure, or the least it can be; the most where that is another amount; is it exact?
    pub(crate) fn document(self) -> (Option<Money>, Option<Money>, bool) {
        let proven = self.proven();
        (self.least(), self.most().filter(|_| !proven), proven)
    }

    /// Nothing to compare with.
    pub(crate) const fn impossible(self) -> bool {
        self.least.is_none() && self.most.is_none()
    }

    /// More than nothing, proven to the cent.
    pub(crate) fn is_positive(self) -> bool {
        self.least().is_some_and(|least| least > Money::ZERO)
    }

    /// Nothing or less, proven to the cent.
    pub(crate) fn is_nothing(self) -> bool {
        self.most().is_some_and(|most| most <= Money::ZERO)
    }

    /// The amount as people read it: exact, or the ends that are known.
    pub(crate) fn words(self) -> Arg {
        let text = |sentence: &crate::base::Sentence, least: Option<Money>, most: Option<Money>| -> Text {
            let amount = |end: Option<Money>| Arg::from(end.unwrap_or(Money::ZERO));
            sentence.with(&[("least", amount(least)), ("most", amount(most))])
        };
        let (least, most) = (self.least(), self.most());
        match (least, most) {
            (Some(least), Some(most)) if least == most => least.into(),
            (Some(end), Some(_)) if end > Money::ZERO => text(&s::BETWEEN, least, most).into(),
            (Some(_), None) => text(&s::AT_LEAST, least, most).into(),
            (_, Some(_)) => text(&s::AT_MOST, least, most).into(),
            (None, None) => s::NOTHING.text().into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn worth(least: i64, most: i64) -> Worth {
        Worth { least: Some(least * 1000), most: Some(most * 1000) }
    }

    #[test]
    fn the_ends_of_a_difference_come_from_opposite_ends() {
        let more = Margin::more(worth(30, 50), worth(10, 15));
        assert_eq!((more.least().unwrap().cents(), more.most().unwrap().cents()), (15, 40));
        let less = more.turned();
        assert_eq!((less.least().unwrap().cents(), less.most().unwrap().cents()), (-40, -15));
        assert!(more.is_positive() && !more.proven() && less.is_nothing());
        assert!(Margin::more(worth(30, 30), worth(10, 10)).proven());
    }

    #[test]
    fn no_plan_is_not_the_same_as_none_found() {
        let (none, open) = (Worth { least: None, most: None }, Worth { least: None, most: Some(9000) });
        assert!(none.impossible() && none.proven() && !open.impossible() && !open.proven());
        assert!(Margin::less(none, worth(10, 10)).impossible());
        let less = Margin::less(open, worth(10, 10));
        assert_eq!((less.least().unwrap().cents(), less.most()), (1, None));
        assert!(!less.proven() && !less.impossible());
    }
}

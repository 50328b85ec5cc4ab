//! Notification thresholds: above them aid is not exempt and must be notified to the Commission (Art 4(1)).

use crate::base::law::{Law, Rule};
use crate::base::{Date, Money};

use super::measure::{Article, ResearchCategory};

/// What raises the thresholds for research (Art 4(1)(i)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Raised {
    /// A Eureka project or one of a joint undertaking: twice the amount.
    pub eureka: bool,
    /// A repayable advance: half as much again.
    pub repayable_advance: bool,
}

/// Eligible costs of a research project by category.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ResearchCosts {
    /// Fundamental research.
    pub fundamental: Money,
    /// Industrial research.
    pub industrial: Money,
    /// Experimental development.
    pub experimental: Money,
}

impl ResearchCosts {
    /// The category that decides the threshold: more than half of the costs fundamental, or fundamental and industrial
    /// together, otherwise experimental development.
    pub fn main_category(self, law: &Law, date: Date) -> ResearchCategory {
        let total = self.fundamental + self.industrial + self.experimental;
        let Some(half) = law.rule("gber.4.25.half", date).map(Rule::share) else {
            return ResearchCategory::Experimental;
        };
        let most = |part: Money| part.ratio() > total.ratio() * &half;
        if most(self.fundamental) {
            ResearchCategory::Fundamental
        } else if most(self.fundamental + self.industrial) {
            ResearchCategory::Industrial
        } else {
            ResearchCategory::Experimental
        }
    }
}

/// The rule of the threshold for an article; `None` where the article itself sets the amounts (Art 22).
pub const fn threshold_rule(article: Article, research: ResearchCategory) -> Option<&'static str> {
    Some(match article {
        Article::Art17 => "gber.4.17",
        Article::Art18 => "gber.4.18",
        Article::Art19 => "gber.4.19",
        Article::Art22 => return None,
        Article::Art25 => match research {
            ResearchCategory::Fundamental => "gber.4.25.fundamental",
            ResearchCategory::Industrial => "gber.4.25.industrial",
            ResearchCategory::Experimental => "gber.4.25.experimental",
            ResearchCategory::Feasibility => "gber.4.25.feasibility",
        },
        Article::Art26 => "gber.4.26",
        Article::Art26a => "gber.4.26a",
        Article::Art27 => "gber.4.27",
        Article::Art28 => "gber.4.28",
        Article::Art29 => "gber.4.29",
        Article::Art31 => "gber.4.31",
    })
}

/// The threshold in cents on the day, raised for research where that applies.
pub fn threshold(
    law: &Law,
    date: Date,
    article: Article,
    research: ResearchCategory,
    raised: Raised,
) -> Option<(&Rule, Money)> {
    let rule = law.rule(threshold_rule(article, research)?, date)?;
    let mut amount = rule.ratio();
    if article == Article::Art25 {
        for (applies, id) in [(raised.eureka, "gber.4.25.eureka"), (raised.repayable_advance, "gber.4.25.repayable")] {
            if let Some(factor) = law.rule(id, date).filter(|_| applies) {
                amount = amount * &factor.share();
            }
        }
    }
    Some((rule, Money::from_cents(amount.floor())))
}

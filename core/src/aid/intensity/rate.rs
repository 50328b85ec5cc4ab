//! The highest intensity that the regulation allows for a measure.

use crate::base::law::Law;
use crate::base::{Answer, Date, Money, Sentence, Truth};

use super::facts::{Facts, area, by_size, only_sme, size};
use super::judge::{Judge, Luck};
use super::measure::{AssistedArea, EarlierAid, InnovationKind, Measure};
use super::sentences as say;
use super::{research, start_up};

/// A limit as one pass found it: a share of the costs, and an amount beyond which there is no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Limit {
    permille: i64,
    ceiling: Option<Money>,
    /// For advisory and support services a higher share is allowed, up to an amount (Art 28(4)).
    services: Option<Services>,
}

/// A share of the costs that is allowed up to an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Services {
    permille: i64,
    up_to: Money,
}

impl Limit {
    const NOTHING: Self = Self::share(0);

    const fn share(permille: i64) -> Self {
        Self { permille, ceiling: None, services: None }
    }
    /// The most aid for so much cost, rounded down to a cent.
    fn aid(self, cost: Money) -> Money {
        let more = self.services.map(|services| cost.permille_floor(services.permille).min(services.up_to));
        let share = cost.permille_floor(self.permille).max(more.unwrap_or(Money::ZERO));
        self.ceiling.map_or(share, |ceiling| share.min(ceiling))
    }
}

/// What the regulation allows for a measure: bounds where facts are missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intensity {
    /// May the measure be aided at all?
    pub eligible: Truth,
    /// The share in permille whatever the missing facts are; zero while `eligible` is not certain.
    pub at_least_permille: i64,
    /// The share in permille if every missing fact turns out well.
    pub at_most_permille: i64,
    /// The rules that entered.
    pub rules: Vec<&'static str>,
    /// The facts that are missing: field and question.
    pub(super) questions: Vec<(&'static str, &'static Sentence)>,
    /// Why the measure is not eligible.
    pub(super) obstacles: Vec<&'static Sentence>,
    worst: Limit,
    best: Limit,
}

impl Intensity {
    /// The most aid for so much cost, in cents rounded down: whatever the missing facts are, and if all turn out well.
    pub fn aid(&self, cost: Money) -> (Money, Money) {
        (self.worst.aid(cost), self.best.aid(cost))
    }
}

/// The highest intensity for a measure under the law as of a day (for grants during the transition: the last day of the
/// regulation, see [`super::GberStatus`]).
///
/// ```
/// use machbar::aid::intensity::{Facts, Measure, Research, ResearchCategory, max_intensity};
/// use machbar::base::{Answer, law::Law};
/// use machbar::company::SizeClass;
/// let project = Research {
///     category: ResearchCategory::Experimental,
///     collaboration: Answer::NotAsked,
///     dissemination: Answer::Given(false),
///     licensing: Answer::Given(false),
///     cross_border: Answer::DontKnow,
/// };
/// let facts = Facts { size: Answer::Given(SizeClass::Medium), ..Facts::default() };
/// let rate = max_intensity(Law::embedded(), "2026-11-20".parse().unwrap(), &Measure::Research(project), &facts);
/// assert_eq!((rate.at_least_permille, rate.at_most_permille), (350, 600));
/// ```
pub fn max_intensity(law: &Law, date: Date, measure: &Measure, facts: &Facts) -> Intensity {
    let mut worst = Judge::new(law, date, Luck::Worst);
    let low = limit(&mut worst, measure, facts);
    if worst.questions.is_empty() {
        let limit = low.unwrap_or(Limit::NOTHING);
        return Intensity {
            eligible: Truth::from(low.is_some()),
            at_least_permille: limit.permille,
            at_most_permille: limit.permille,
            rules: worst.rules,
            questions: Vec::new(),
            obstacles: worst.obstacles,
            worst: limit,
            best: limit,
        };
    }
    let mut best = Judge::new(law, date, Luck::Best);
    let high = limit(&mut best, measure, facts);
    let eligible = match (low, high) {
        (Some(_), _) => Truth::Yes,
        (None, Some(_)) => Truth::Open,
        (None, None) => Truth::No,
    };
    let (low, high) = (low.unwrap_or(Limit::NOTHING), high.unwrap_or(Limit::NOTHING));
    let mut questions = worst.questions;
    questions.extend(best.questions);
    if eligible.is_no() || low == high {
        questions.clear();
    }
    Intensity {
        eligible,
        at_least_permille: low.permille,
        at_most_permille: high.permille,
        rules: best.rules,
        questions,
        obstacles: best.obstacles,
        worst: low,
        best: high,
    }
}

/// The limit of a measure in one pass; `None` when it may not be aided.
fn limit(judge: &mut Judge<'_>, measure: &Measure, facts: &Facts) -> Option<Limit> {
    match measure {
        Measure::SmeInvestment => {
            let size = only_sme(judge, facts)?;
            Some(Limit::share(judge.permille(if size.is_small() { "gber.17.small" } else { "gber.17.medium" })))
        }
        Measure::SmeConsultancy { external_and_occasional } => {
            only_sme(judge, facts)?;
            let fits = judge.yes(external_and_occasional, "external_and_occasional", &say::ASK_EXTERNAL);
            judge.must(fits, &say::NOT_EXTERNAL).then(|| Limit::share(judge.permille("gber.18.rate")))
        }
        Measure::TradeFair => {
            only_sme(judge, facts)?;
            Some(Limit::share(judge.permille("gber.19.rate")))
        }
        Measure::StartUp(aid) => {
            let size = size(judge, facts);
            if !judge.must(size.is_small(), &say::ONLY_SMALL) {
                return None;
            }
            let ceiling = start_up::ceiling(judge, aid, facts)?;
            Some(Limit { ceiling: Some(ceiling), ..Limit::share(1000) })
        }
        Measure::Research(project) => Some(Limit::share(research::share(judge, project, facts))),
        Measure::ResearchInfrastructure { multi_state } => {
            let base = judge.permille("gber.26.rate");
            let more = judge.yes(multi_state, "multi_state", &say::ASK_MULTI_STATE);
            Some(Limit::share(if more { base.max(judge.permille("gber.26.multi_state")) } else { base }))
        }
        Measure::TestingInfrastructure { cross_border, sme_capacity } => {
            let Some(base) = judge.value("gber.26a.rate") else {
                judge.must(false, &say::SINCE_2023);
                return None;
            };
            let mut share = base + by_size(judge, facts, "gber.26a.medium", "gber.26a.small");
            if judge.yes(cross_border, "cross_border", &say::ASK_CROSS_BORDER) {
                share += judge.permille("gber.26a.cross_border");
            }
            if judge.share(sme_capacity, "sme_capacity", &say::ASK_SME_CAPACITY, "gber.26a.sme_share") {
                share += judge.permille("gber.26a.sme_use");
            }
            Some(Limit::share(share))
        }
        Measure::ClusterInvestment => {
            let base = judge.permille("gber.27.investment");
            let more = match area(judge, facts) {
                AssistedArea::A => judge.permille("gber.27.a_area"),
                AssistedArea::C => judge.permille("gber.27.c_area"),
                AssistedArea::None => 0,
            };
            Some(Limit::share(base + more))
        }
        Measure::ClusterOperation { years } => {
            let most = judge.value("gber.27.years").unwrap_or(0);
            let fits = judge.test(years, "years", &say::ASK_YEARS, |years| i64::from(*years) <= most);
            judge.must(fits, &say::TOO_MANY_YEARS).then(|| Limit::share(judge.permille("gber.27.operation")))
        }
        Measure::Innovation { kind, earlier_services_aid } => {
            only_sme(judge, facts)?;
            let mut limit = Limit::share(judge.permille("gber.28.rate"));
            if *kind == InnovationKind::Services {
                limit.services = Some(services(judge, earlier_services_aid, facts));
            }
            Some(limit)
        }
        Measure::ProcessInnovation { sme_share } => {
            if size(judge, facts).is_sme() {
                return Some(Limit::share(judge.permille("gber.29.sme")));
            }
            let enough = judge.share(sme_share, "sme_share", &say::ASK_SME_SHARE, "gber.29.sme_share");
            judge.must(enough, &say::LARGE_NEEDS_SMES).then(|| Limit::share(judge.permille("gber.29.large")))
        }
        Measure::Training { mandatory, disadvantaged, maritime } => {
            let voluntary = judge.test(mandatory, "mandatory", &say::ASK_MANDATORY, |mandatory| !mandatory);
            if !judge.must(voluntary, &say::MANDATORY_TRAINING) {
                return None;
            }
            if *maritime {
                return Some(Limit::share(judge.permille("gber.31.maritime")));
            }
            let mut share = judge.permille("gber.31.rate") + by_size(judge, facts, "gber.31.medium", "gber.31.small");
            if judge.yes(disadvantaged, "disadvantaged", &say::ASK_DISADVANTAGED) {
                share += judge.permille("gber.31.disadvantaged");
            }
            Some(Limit::share(share.min(judge.permille("gber.31.cap"))))
        }
    }
}

/// Art 28(4): up to all of the cost of advisory and support services, within a total over some years.
fn services(judge: &mut Judge<'_>, earlier: &Answer<Vec<EarlierAid>>, facts: &Facts) -> Services {
    let permille = judge.permille("gber.28.services");
    let total = judge.amount("gber.28.services_total").unwrap_or_default();
    let years = judge.value("gber.28.services_years").and_then(|years| i16::try_from(years).ok()).unwrap_or(i16::MAX);
    let day = facts.granted_on.unwrap_or(judge.date());
    let up_to = match earlier {
        Answer::Given(list) => {
            let counts = |aid: &&EarlierAid| aid.date <= day && day <= aid.date.add_years(years);
            let received: Money = list.iter().filter(counts).map(|aid| aid.amount_cents).sum();
            (total - received).max(Money::ZERO)
        }
        Answer::NotAsked | Answer::DontKnow => {
            judge.questions.push(("earlier_services_aid", &say::ASK_EARLIER_SERVICES));
            if judge.hopes() { total } else { Money::ZERO }
        }
    };
    Services { permille, up_to }
}

//! The highest intensity that the regulation allows for a measure.

use crate::base::law::Law;
use crate::base::{Answer, Date, Money, Sentence, Truth};
use crate::company::SizeClass;

use super::judge::{Judge, Luck};
use super::measure::{AssistedArea, Collaboration, EarlierAid, InnovationKind, Measure, Research, ResearchCategory};
use super::sentences as say;
use super::start_up;

/// Facts about the beneficiary that every article asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Facts {
    /// The size of the enterprise on the day of the grant.
    pub size: Answer<SizeClass>,
    /// Where the project is carried out.
    pub area: Answer<AssistedArea>,
    /// The day of the grant, where it is not the day as of which the law is read (during the transition).
    pub granted_on: Option<Date>,
}

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
        Measure::Research(project) => Some(research(judge, project, facts)),
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

/// The size; a missing one is small or large as the luck has it.
fn size(judge: &mut Judge<'_>, facts: &Facts) -> SizeClass {
    match facts.size {
        Answer::Given(size) => size,
        Answer::NotAsked | Answer::DontKnow => {
            judge.questions.push((super::SIZE, &say::ASK_SIZE));
            if judge.hopes() { SizeClass::Small } else { SizeClass::Large }
        }
    }
}

/// The area; a missing one is an a-area or none as the luck has it.
pub(super) fn area(judge: &mut Judge<'_>, facts: &Facts) -> AssistedArea {
    match facts.area {
        Answer::Given(area) => area,
        Answer::NotAsked | Answer::DontKnow => {
            judge.questions.push((super::AREA, &say::ASK_AREA));
            if judge.hopes() { AssistedArea::A } else { AssistedArea::None }
        }
    }
}

fn only_sme(judge: &mut Judge<'_>, facts: &Facts) -> Option<SizeClass> {
    let size = size(judge, facts);
    judge.must(size.is_sme(), &say::ONLY_SME).then_some(size)
}

fn by_size(judge: &mut Judge<'_>, facts: &Facts, medium: &'static str, small: &'static str) -> i64 {
    match size(judge, facts) {
        SizeClass::Micro | SizeClass::Small => judge.permille(small),
        SizeClass::Medium => judge.permille(medium),
        SizeClass::SmallMidCap | SizeClass::Large => 0,
    }
}

/// Art 25(5) to (7): base, bonus (a) by size, one bonus of (b), (c), (d), the cap.
fn research(judge: &mut Judge<'_>, project: &Research, facts: &Facts) -> Limit {
    let base = match project.category {
        ResearchCategory::Fundamental => return Limit::share(judge.permille("gber.25.base.fundamental")),
        ResearchCategory::Feasibility => {
            let base = judge.permille("gber.25.base.feasibility");
            let medium = "gber.25.bonus.feasibility_medium";
            return Limit::share(base + by_size(judge, facts, medium, "gber.25.bonus.feasibility_small"));
        }
        ResearchCategory::Industrial => judge.permille("gber.25.base.industrial"),
        ResearchCategory::Experimental => judge.permille("gber.25.base.experimental"),
    };
    let with_size = base + by_size(judge, facts, "gber.25.bonus.medium", "gber.25.bonus.small");
    let cap = judge.peek("gber.25.cap").unwrap_or(0);
    // Of (b), (c) and (d) only the best ones count, as many as may be combined: one.
    let most = judge.peek("gber.25.one_bonus").unwrap_or(0);
    let mut chosen: Vec<(i64, &'static str)> = Vec::new();
    if let Some(more) = judge.peek("gber.25.bonus.cross_border")
        && most > 0
        && cross_border(judge, project, facts)
    {
        chosen.push((more, "gber.25.bonus.cross_border"));
    }
    for (rule, holds) in [
        ("gber.25.bonus.dissemination", with_dissemination as fn(&mut Judge<'_>, &Research, &Facts) -> bool),
        ("gber.25.bonus.licensing", with_licensing),
        ("gber.25.bonus.collaboration", with_collaboration),
        ("gber.25.bonus.a_area", in_a_area),
        ("gber.25.bonus.c_area", in_c_area),
    ] {
        let Some(more) = judge.peek(rule) else { continue };
        let full = i64::try_from(chosen.len()).is_ok_and(|count| count >= most);
        let so_far: i64 = chosen.iter().map(|(bonus, _)| bonus).sum();
        let least = if full { chosen.iter().map(|(bonus, _)| *bonus).min().unwrap_or(i64::MAX) } else { 0 };
        // A bonus that could not raise the result is not asked for.
        if more > least && with_size + so_far < cap && holds(judge, project, facts) {
            if let Some(place) = chosen.iter().position(|(bonus, _)| full && *bonus == least) {
                chosen.remove(place);
            }
            chosen.push((more, rule));
        }
    }
    let mut total = with_size;
    for (more, rule) in chosen {
        judge.used(rule);
        judge.value("gber.25.one_bonus");
        total += more;
    }
    if total > cap {
        judge.used("gber.25.cap");
    }
    Limit::share(total.min(cap))
}

fn with_dissemination(judge: &mut Judge<'_>, project: &Research, _: &Facts) -> bool {
    judge.yes(&project.dissemination, "dissemination", &say::ASK_DISSEMINATION)
}

fn with_licensing(judge: &mut Judge<'_>, project: &Research, _: &Facts) -> bool {
    judge.yes(&project.licensing, "licensing", &say::ASK_LICENSING)
}

fn in_a_area(judge: &mut Judge<'_>, _: &Research, facts: &Facts) -> bool {
    area(judge, facts) == AssistedArea::A
}

fn in_c_area(judge: &mut Judge<'_>, _: &Research, facts: &Facts) -> bool {
    match facts.area {
        Answer::Given(area) => area == AssistedArea::C,
        Answer::NotAsked | Answer::DontKnow => area(judge, facts) != AssistedArea::None,
    }
}

fn with_collaboration(judge: &mut Judge<'_>, project: &Research, _: &Facts) -> bool {
    match &project.collaboration {
        Answer::Given(Collaboration::None | Collaboration::Subcontractors) => false,
        Answer::Given(Collaboration::Undertakings { one_is_sme, two_states, largest_share }) => {
            let wide = match (one_is_sme, two_states) {
                (Answer::Given(true), _) | (_, Answer::Given(true)) => true,
                _ => {
                    judge.yes(one_is_sme, "collaboration/one_is_sme", &say::ASK_ONE_SME)
                        | judge.yes(two_states, "collaboration/two_states", &say::ASK_TWO_STATES)
                }
            };
            wide && judge.share(
                largest_share,
                "collaboration/largest_share",
                &say::ASK_LARGEST_SHARE,
                "gber.25.largest_share",
            )
        }
        Answer::Given(Collaboration::ResearchOrganisations { share, may_publish }) => {
            judge.share(share, "collaboration/share", &say::ASK_RESEARCH_SHARE, "gber.25.research_share")
                && judge.yes(may_publish, "collaboration/may_publish", &say::ASK_PUBLISH)
        }
        Answer::NotAsked | Answer::DontKnow => {
            judge.questions.push(("collaboration", &say::ASK_COLLABORATION));
            judge.hopes()
        }
    }
}

fn cross_border(judge: &mut Judge<'_>, project: &Research, facts: &Facts) -> bool {
    let Answer::Given(plan) = &project.cross_border else {
        judge.questions.push(("cross_border", &say::ASK_CROSS_BORDER_PROJECT));
        return judge.hopes();
    };
    let least = |rule| judge.peek(rule).unwrap_or(i64::MAX);
    let states = i64::from(plan.states) >= least("gber.25.cross_border.states");
    let spread = i64::from(plan.dissemination_states) >= least("gber.25.cross_border.dissemination_states");
    let (sme, large) =
        (least("gber.25.cross_border.collaborating_sme"), least("gber.25.cross_border.collaborating_large"));
    if !plan.open_call {
        return false;
    }
    judge.used("gber.25.cross_border.states");
    if !states {
        return false;
    }
    judge.used("gber.25.cross_border.dissemination_states");
    judge.used("gber.25.cross_border.collaborating_sme");
    judge.used("gber.25.cross_border.collaborating_large");
    let collaborating = i64::from(plan.collaborating_states);
    let together = if collaborating >= sme.max(large) {
        true
    } else if collaborating < sme.min(large) {
        false
    } else {
        collaborating >= if size(judge, facts).is_sme() { sme } else { large }
    };
    together && (spread || judge.yes(&project.licensing, "licensing", &say::ASK_LICENSING))
}

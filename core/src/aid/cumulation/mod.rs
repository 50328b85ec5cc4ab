//! May these aids stand together? Per cost item and per project (GBER Art 8, de minimis Art 5, FZulG § 7).
//!
//! | module | one idea |
//! |---|---|
//! | [`input`] | the project, its costs and the aids with their legal grounds |
//! | `start_up` | aid without identifiable costs: start-up aid with other start-up aid |
//! | this one | the operation `aid.cumulate`: the limits, which one binds, what may be added |

pub mod input;
mod sentences;
mod start_up;

use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

use self::input::check;
pub use self::input::{Aid, AidShare, CumulateInput, CumulatedItem, Ground, MAX_AIDS, MAX_ITEMS};
use self::sentences as say;
use super::de_minimis::Bounds;
use super::intensity::threshold::{Raised, ResearchCosts, threshold};
use super::intensity::{Article, Facts, GberStatus, GberVersion, Measure, ResearchCategory, max_intensity};
use crate::base::grounds::{Gather, Grounds};
use crate::base::law::Law;
use crate::base::{Answer, Date, Error, Id, Money, Pointer, SchemaVersion, Severity, Text, Truth};

/// Whether the aids stand together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Cumulation {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// Are all limits kept?
    pub lawful: Truth,
    /// By item, in the order of the document.
    pub items: Vec<ItemCumulation>,
    /// Limits of the whole project.
    pub project: Vec<AidLimit>,
    /// The rules, questions and findings behind the answer.
    pub grounds: Grounds,
}

/// An item and its limits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ItemCumulation {
    /// The item.
    pub id: Id,
    /// Are all its limits kept?
    pub lawful: Truth,
    /// Its limits; the binding one first.
    pub limits: Vec<AidLimit>,
    /// The most state aid that may be added to this item, also within the limits of the project, whatever the missing facts are, in cents.
    pub may_add_at_least_cents: Money,
    /// The most state aid that may be added to this item, also within the limits of the project, if every missing fact turns out well, in cents.
    pub may_add_at_most_cents: Money,
}

/// A limit and what counts towards it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AidLimit {
    /// Stable key of the limit, for example `aid.cumulate.intensity`.
    pub key: String,
    /// The rule in words.
    pub rule: Text,
    /// The limit whatever the missing facts are, in cents.
    pub limit_at_least_cents: Money,
    /// The limit if every missing fact turns out well, in cents.
    pub limit_at_most_cents: Money,
    /// What counts towards it.
    pub sum: Bounds,
    /// Is it kept?
    pub kept: Truth,
    /// What is left if every missing fact turns out well, in cents.
    pub room_at_most_cents: Money,
    /// What is left whatever the missing facts are, in cents.
    pub room_at_least_cents: Money,
}

impl AidLimit {
    fn new(sentence: &crate::base::Sentence, limit: (Money, Money), sum: Bounds) -> Self {
        let (low, high) = limit;
        let kept = if sum.at_least_cents > high {
            Truth::No
        } else if sum.at_most_cents.is_some_and(|most| most <= low) {
            Truth::Yes
        } else {
            Truth::Open
        };
        let left = |limit: Money, sum: Money| (limit - sum).max(Money::ZERO);
        Self {
            key: sentence.key.to_owned(),
            rule: sentence.text(),
            limit_at_least_cents: low,
            limit_at_most_cents: high,
            sum,
            kept,
            room_at_most_cents: left(high, sum.at_least_cents),
            room_at_least_cents: sum.at_most_cents.map_or(Money::ZERO, |most| left(low, most)),
        }
    }
}

/// Are the aids for a project lawful together, which limit binds, what may still be added?
///
/// # Errors
/// All problems of the document: unknown items, repeated ids, negative amounts, rates above all of the cost.
pub fn cumulate(input: &CumulateInput) -> Result<Cumulation, Error> {
    cumulate_under(input, Law::embedded())
}

/// The same under a law of the caller's.
///
/// # Errors
/// As [`cumulate`].
pub fn cumulate_under(input: &CumulateInput, law: &Law) -> Result<Cumulation, Error> {
    check(input)?;
    let mut gather = Gather::default();
    let (status, law_date) = GberStatus::on(law, GberVersion::default(), input.grant_date);
    let covered = status.covers(input.existing_scheme);
    let root = Pointer::root();
    let exempted = input.aids.iter().any(|aid| aid.ground.measure().is_some());
    if exempted && !covered.is_yes() {
        let args = [("date", input.grant_date.into())];
        gather.notice(Severity::Warn, &say::NOT_COVERED, &root.field("grant_date"), &args);
        if covered.is_open() {
            gather.question(&root.field("existing_scheme"), &say::ASK_EXISTING_SCHEME, &[]);
        }
    }
    let view = View { input, law, law_date, covered };
    let mut items: Vec<ItemCumulation> = input.items.iter().map(|item| view.item(item, &mut gather)).collect();
    let project = view.project(&mut gather);
    for item in &mut items {
        for (limit, _) in project.iter().filter(|(_, scope)| view.reaches(*scope, &item.id)) {
            item.may_add_at_least_cents = item.may_add_at_least_cents.min(limit.room_at_least_cents);
            item.may_add_at_most_cents = item.may_add_at_most_cents.min(limit.room_at_most_cents);
        }
    }
    let project: Vec<AidLimit> = project.into_iter().map(|(limit, _)| limit).collect();
    let lawful = Truth::all(items.iter().map(|item| item.lawful).chain(project.iter().map(|limit| limit.kept)));
    Ok(Cumulation { schema_version: SchemaVersion, lawful, items, project, grounds: gather.finish() })
}

/// Which further aid a limit of the project holds back.
#[derive(Clone, Copy)]
enum Scope {
    /// State aid for items aided under the article; feasibility studies stand apart.
    Article(Article, bool),
    /// State aid for any item.
    EveryItem,
    /// De minimis aid only.
    DeMinimis,
    /// Aid without identifiable costs only.
    StartUps,
}

struct View<'a> {
    input: &'a CumulateInput,
    law: &'a Law,
    law_date: Option<Date>,
    covered: Truth,
}

const NOTHING: Bounds = Bounds::exactly(Money::ZERO);

impl View<'_> {
    /// What the chosen aids pay of an item.
    fn paid(&self, item: &Id, chosen: impl Fn(&Aid) -> bool, gather: &mut Gather) -> Bounds {
        let mut sum = NOTHING;
        for (index, aid) in self.input.aids.iter().enumerate().filter(|(_, aid)| chosen(aid)) {
            for (place, share) in aid.shares.iter().enumerate().filter(|(_, share)| share.item == *item) {
                sum = sum.plus(match share.amount_cents {
                    Answer::Given(amount) => Bounds::exactly(amount),
                    Answer::NotAsked | Answer::DontKnow => {
                        let at = Pointer::root().field("aids").index(index).field("shares").index(place);
                        let args = [("aid", (&aid.id).into()), ("item", item.into())];
                        gather.question(&at.field("amount_cents"), &say::ASK_AMOUNT, &args);
                        Bounds::UNKNOWN
                    }
                });
            }
        }
        sum
    }

    fn item(&self, item: &CumulatedItem, gather: &mut Gather) -> ItemCumulation {
        let covers = |aid: &Aid| aid.shares.iter().any(|share| share.item == item.id);
        let cost = item.cost_cents;
        let everything = self.paid(&item.id, |_| true, gather);
        let mut limits = vec![AidLimit::new(&say::COST, (cost, cost), everything)];
        // The highest intensity of the aids on this item; de minimis alone has none.
        let mut highest: Option<(Money, Money)> = None;
        for (index, aid) in self.input.aids.iter().enumerate().filter(|(_, aid)| covers(aid)) {
            let Some(limit) = self.highest(aid, cost, &Pointer::root().field("aids").index(index), gather) else {
                continue;
            };
            let (low, high) = highest.unwrap_or(limit);
            highest = Some((low.max(limit.0), high.max(limit.1)));
        }
        if let Some(limit) = highest {
            let no_union = |aid: &Aid| !matches!(aid.ground, Ground::CentralUnionFunds { .. });
            limits.push(AidLimit::new(&say::INTENSITY, limit, self.paid(&item.id, no_union, gather)));
        }
        for (index, aid) in self.input.aids.iter().enumerate().filter(|(_, aid)| covers(aid)) {
            let at = Pointer::root().field("aids").index(index);
            match &aid.ground {
                Ground::CentralUnionFunds { rate_permille } => {
                    let limit = match rate_permille {
                        Answer::Given(rate) => {
                            let most = cost.permille_floor(i64::from(*rate));
                            (most, most)
                        }
                        Answer::NotAsked | Answer::DontKnow => {
                            let at = at.field("ground").field("rate_permille");
                            gather.question(&at, &say::ASK_EU_RATE, &[("aid", (&aid.id).into())]);
                            (Money::ZERO, cost)
                        }
                    };
                    limits.push(AidLimit::new(&say::EU_RATE, limit, everything));
                }
                Ground::ResearchAllowance { .. } => limits.push(self.allowance_base(item, aid, &at, gather)),
                Ground::BlockExempted { .. } | Ground::DeMinimis | Ground::Approved { .. } => {}
            }
        }
        // A limit on the base of the allowance is no limit on what another aid may add to the item.
        let adding = || limits.iter().filter(|limit| limit.key != say::ALLOWANCE_BASE.key);
        let may_add_at_most_cents = adding().map(|limit| limit.room_at_most_cents).min().unwrap_or_default();
        let may_add_at_least_cents = adding().map(|limit| limit.room_at_least_cents).min().unwrap_or_default();
        limits.sort_by_key(|limit| (limit.kept, limit.room_at_most_cents));
        ItemCumulation {
            id: item.id.clone(),
            lawful: Truth::all(limits.iter().map(|limit| limit.kept)),
            limits,
            may_add_at_least_cents,
            may_add_at_most_cents,
        }
    }

    /// The most an aid's own ground allows for so much cost; `None` when it sets no limit on identifiable costs.
    fn highest(&self, aid: &Aid, cost: Money, at: &Pointer, gather: &mut Gather) -> Option<(Money, Money)> {
        if let Ground::Approved { permille } = aid.ground {
            let most = cost.permille_floor(i64::from(permille));
            return Some((most, most));
        }
        let measure = aid.ground.measure()?;
        if measure.article() == Article::Art22 {
            gather.notice(Severity::Info, &say::FREE, at, &[]);
            return None;
        }
        let Some(date) = self.law_date.filter(|_| !self.covered.is_no()) else {
            return Some((Money::ZERO, Money::ZERO));
        };
        let granted_on = Some(self.input.grant_date);
        let facts = Facts { size: self.input.size, area: self.input.area, granted_on };
        let limit = max_intensity(self.law, date, &measure, &facts);
        for rule in limit.rules.iter().filter_map(|id| self.law.rule(id, date)) {
            gather.decisive(rule);
        }
        let (low, high) = limit.aid(cost);
        if low != high || limit.eligible.is_open() {
            gather.question(&at.field("ground"), &say::ASK_FACTS, &[("aid", (&aid.id).into())]);
        }
        Some((if self.covered.is_yes() { low } else { Money::ZERO }, high))
    }

    /// § 7(2): what others fund leaves the base.
    fn allowance_base(&self, item: &CumulatedItem, aid: &Aid, at: &Pointer, gather: &mut Gather) -> AidLimit {
        let others = self.paid(&item.id, |other| other.id != aid.id, gather);
        let left = |paid: Money| (item.cost_cents - paid).max(Money::ZERO);
        let high = left(others.at_least_cents);
        let low = others.at_most_cents.map_or(Money::ZERO, left);
        let mut base = NOTHING;
        for (place, share) in aid.shares.iter().enumerate().filter(|(_, share)| share.item == item.id) {
            base = base.plus(match share.base_cents {
                Answer::Given(amount) => Bounds::exactly(amount),
                Answer::NotAsked | Answer::DontKnow => {
                    let at = at.field("shares").index(place).field("base_cents");
                    gather.question(&at, &say::ASK_BASE, &[("item", (&item.id).into())]);
                    // Nobody may claim more than the cost.
                    Bounds::up_to(item.cost_cents)
                }
            });
        }
        AidLimit::new(&say::ALLOWANCE_BASE, (low, high), base)
    }

    fn reaches(&self, scope: Scope, item: &Id) -> bool {
        match scope {
            Scope::Article(article, study) => self.stands_on(item, article, study),
            Scope::EveryItem => true,
            Scope::DeMinimis | Scope::StartUps => false,
        }
    }

    fn project(&self, gather: &mut Gather) -> Vec<(AidLimit, Scope)> {
        let total = |chosen: &dyn Fn(&Aid) -> bool, gather: &mut Gather| {
            let parts = self.input.items.iter().map(|item| self.paid(&item.id, chosen, gather));
            parts.fold(NOTHING, Bounds::plus)
        };
        let mut limits = Vec::new();
        for (article, category) in self.articles() {
            let Some(date) = self.law_date else { continue };
            let Some((rule, amount)) = threshold(self.law, date, article, category, Raised::default()) else {
                continue;
            };
            gather.rule(rule);
            // Art 8(1): all state aid for the same costs counts, whatever its ground.
            let study = category == ResearchCategory::Feasibility;
            let items = self.input.items.iter().filter(|item| self.stands_on(&item.id, article, study));
            let sum = items
                .map(|item| self.paid(&item.id, |aid| aid.ground.is_state_aid(), gather))
                .fold(NOTHING, Bounds::plus);
            let limit = AidLimit::new(&say::THRESHOLD, (amount, amount), sum);
            if !limit.kept.is_yes() {
                gather.decisive(rule);
            }
            limits.push((limit, Scope::Article(article, study)));
        }
        let allowance = |aid: &Aid| matches!(aid.ground, Ground::ResearchAllowance { .. });
        if self.input.aids.iter().any(allowance)
            && let Some(rule) = self.law.rule("fzulg.project_limit", self.input.grant_date)
            && let Some(most) = rule.value().map(Money::from_cents)
        {
            gather.decisive(rule);
            let sum = total(&|aid| aid.ground.is_state_aid(), gather);
            limits.push((AidLimit::new(&say::ALLOWANCE_PROJECT, (most, most), sum), Scope::EveryItem));
        }
        limits.extend(self.start_ups(gather).map(|limit| (limit, Scope::StartUps)));
        let de_minimis = |aid: &Aid| matches!(aid.ground, Ground::DeMinimis);
        if self.input.aids.iter().any(de_minimis) {
            let limit = match self.input.de_minimis_headroom_cents {
                Answer::Given(headroom) => (headroom, headroom),
                Answer::NotAsked | Answer::DontKnow => {
                    gather.question(&Pointer::root().field("de_minimis_headroom_cents"), &say::ASK_HEADROOM, &[]);
                    let rule = self.law.rule("de_minimis.2023_2831.ceiling", self.input.grant_date);
                    (Money::ZERO, rule.and_then(|rule| rule.value()).map_or(Money::ZERO, Money::from_cents))
                }
            };
            limits.push((AidLimit::new(&say::HEADROOM, limit, total(&de_minimis, gather)), Scope::DeMinimis));
        }
        limits
    }

    /// Does an aid under the article pay for the item? Feasibility studies stand apart from other research.
    fn stands_on(&self, item: &Id, article: Article, study: bool) -> bool {
        let is_study = |measure: &Measure| matches!(measure, Measure::Research(research) if research.category == ResearchCategory::Feasibility);
        self.input.aids.iter().filter(|aid| aid.shares.iter().any(|share| share.item == *item)).any(|aid| {
            aid.ground.measure().is_some_and(|measure| measure.article() == article && is_study(&measure) == study)
        })
    }

    /// The articles that aids of the project stand on, research with the category of the larger part of the costs.
    fn articles(&self) -> Vec<(Article, ResearchCategory)> {
        let mut costs = ResearchCosts::default();
        let mut studies = false;
        let mut articles: BTreeMap<Article, ()> = BTreeMap::new();
        let mut counted: Vec<&Id> = Vec::new();
        for aid in &self.input.aids {
            let Some(measure) = aid.ground.measure() else { continue };
            let article = measure.article();
            let Measure::Research(research) = &measure else {
                articles.insert(article, ());
                continue;
            };
            if research.category == ResearchCategory::Feasibility {
                studies = true;
                continue;
            }
            articles.insert(article, ());
            for item in self.input.items.iter().filter(|item| aid.shares.iter().any(|share| share.item == item.id)) {
                if counted.contains(&&item.id) {
                    continue;
                }
                counted.push(&item.id);
                match research.category {
                    ResearchCategory::Fundamental => costs.fundamental += item.cost_cents,
                    ResearchCategory::Industrial => costs.industrial += item.cost_cents,
                    ResearchCategory::Experimental | ResearchCategory::Feasibility => {
                        costs.experimental += item.cost_cents;
                    }
                }
            }
        }
        let main = self.law_date.map_or(ResearchCategory::Experimental, |date| costs.main_category(self.law, date));
        let mut list: Vec<(Article, ResearchCategory)> = articles.into_keys().map(|article| (article, main)).collect();
        if studies {
            list.push((Article::Art25, ResearchCategory::Feasibility));
        }
        list
    }
}

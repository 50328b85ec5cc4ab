//! May these aids stand together? Per cost item and per project (GBER Art 8, de minimis Art 5, FZulG § 7).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::de_minimis::Bounds;
use super::intensity::input::check_measure;
use super::intensity::threshold::{Raised, ResearchCosts, threshold};
use super::intensity::{
    Article, AssistedArea, Facts, GberStatus, GberVersion, Measure, Research, ResearchCategory, max_intensity,
};
use crate::base::grounds::{Gather, Grounds};
use crate::base::law::Law;
use crate::base::text::sentences;
use crate::base::{
    Answer, Code, Date, Error, Id, Money, Pointer, Problem, Problems, SchemaVersion, Severity, Text, Truth,
};
use crate::company::SizeClass;

/// Most cost items of a project.
pub const MAX_ITEMS: usize = 500;
/// Most aids of a project.
pub const MAX_AIDS: usize = 100;

sentences! {
    ASK_AMOUNT = "aid.cumulate.ask.amount" { de: "Wie hoch ist der Betrag von „{aid}“ für „{item}“?", en: "What is the amount of \"{aid}\" for \"{item}\"?" }
    ASK_FACTS = "aid.cumulate.ask.facts" { de: "Für die höchste Intensität von „{aid}“ fehlen Angaben; „aid.intensity“ stellt die einzelnen Fragen.", en: "Facts are missing for the highest intensity of \"{aid}\"; \"aid.intensity\" asks them one by one." }
    ASK_BASE = "aid.cumulate.ask.base" { de: "Mit welchem Betrag geht „{item}“ in die Bemessungsgrundlage der Forschungszulage ein (vor 60/70 % und Zuschlag)?", en: "With which amount does \"{item}\" enter the base of the research allowance (before 60/70 % and overhead)?" }
    ASK_HEADROOM = "aid.cumulate.ask.headroom" { de: "Wie viel De-minimis-Spielraum ist am Tag der Bewilligung frei?", en: "How much de minimis headroom is left on the day of the grant?" }
    ASK_EU_RATE = "aid.cumulate.ask.eu_rate" { de: "Welchen Fördersatz erlaubt das EU-Recht für „{aid}“ höchstens?", en: "Which highest funding rate does Union law allow for \"{aid}\"?" }
    ASK_EXISTING_SCHEME = "aid.cumulate.ask.existing_scheme" { de: "Bestand die Förderregelung schon vor dem Ende der AGVO am 31.12.2026?", en: "Did the scheme exist before the GBER ended on 31 December 2026?" }
    INTENSITY = "aid.cumulate.intensity" { de: "Beihilfen für dieselben Kosten bis zur höchsten zulässigen Intensität (Art. 8 Abs. 3 Buchst. b und Abs. 5 AGVO, Art. 5 Abs. 3 De-minimis-Verordnung)", en: "aid for the same costs up to the highest intensity (GBER Art 8(3)(b), 8(5), de minimis Art 5(3))" }
    COST = "aid.cumulate.cost" { de: "Zuwendungen nicht über den Kosten", en: "funding not above the cost" }
    EU_RATE = "aid.cumulate.eu_rate" { de: "öffentliche Mittel bis zum günstigsten Fördersatz des EU-Rechts (Art. 8 Abs. 2 AGVO)", en: "public funding up to the most favourable rate of Union law (GBER Art 8(2))" }
    ALLOWANCE_BASE = "aid.cumulate.allowance_base" { de: "anderweitig geförderte Kosten sind aus der Bemessungsgrundlage der Forschungszulage herauszunehmen (§ 7 Abs. 2 FZulG)", en: "costs funded otherwise leave the base of the research allowance (FZulG § 7(2))" }
    THRESHOLD = "aid.cumulate.threshold" { de: "staatliche Beihilfen bis zur Anmeldeschwelle (Art. 4 und Art. 8 Abs. 1 AGVO)", en: "state aid up to the notification threshold (GBER Art 4, 8(1))" }
    ALLOWANCE_PROJECT = "aid.cumulate.allowance_project" { de: "staatliche Beihilfen für ein Vorhaben mit Forschungszulage bis 15 Mio. Euro (§ 4 Abs. 3 FZulG)", en: "state aid for a project with research allowance up to 15 million euros (FZulG § 4(3))" }
    HEADROOM = "aid.cumulate.headroom" { de: "De-minimis-Beihilfen bis zum freien Spielraum (Art. 3 Abs. 2 und 7)", en: "de minimis aid up to the headroom (Art 3(2), 3(7))" }
    NOT_COVERED = "aid.cumulate.not_covered" { de: "Die AGVO deckt Bewilligungen vom {date} nicht oder nur für bestehende Regelungen.", en: "The GBER does not cover grants of {date}, or existing schemes only." }
    FREE = "aid.cumulate.free" { de: "Beihilfe ohne bestimmbare Kosten (Art. 22) ist mit kostenbezogener frei kombinierbar (Art. 8 Abs. 4 AGVO).", en: "Aid without identifiable costs (Art 22) combines freely with cost-based aid (GBER Art 8(4))." }
    NOT_NEGATIVE = "aid.cumulate.not_negative" { de: "null oder mehr", en: "zero or more" }
    PERMILLE = "aid.cumulate.permille" { de: "0 bis 1000 Promille", en: "0 to 1000 permille" }
}

/// A project with its cost items and all aid for it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CumulateInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// The day of the (latest) grant.
    pub grant_date: Date,
    /// Did the schemes exist before the block exemption regulation ended? Asked after 2026-12-31 only.
    #[serde(default)]
    pub existing_scheme: Answer<bool>,
    /// Size of the enterprise.
    #[serde(default)]
    pub size: Answer<SizeClass>,
    /// Where the project is carried out, on the regional aid map.
    #[serde(default)]
    pub area: Answer<AssistedArea>,
    /// De minimis headroom on the day, before the aids below, in cents (see `aid.de_minimis`).
    #[serde(default)]
    pub de_minimis_headroom_cents: Answer<Money>,
    /// The identifiable costs.
    pub items: Vec<CumulatedItem>,
    /// The aids.
    pub aids: Vec<Aid>,
}

/// An identifiable cost.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CumulatedItem {
    /// Its name.
    pub id: Id,
    /// The cost in cents, without deductible VAT.
    pub cost_cents: Money,
}

/// An aid and what it pays for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Aid {
    /// Its name.
    pub id: Id,
    /// On what legal ground it stands.
    pub ground: Ground,
    /// What it pays of which item; for aid without identifiable costs leave it empty.
    #[serde(default)]
    pub shares: Vec<AidShare>,
}

/// What an aid pays of an item.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AidShare {
    /// The item.
    pub item: Id,
    /// The gross grant equivalent in cents.
    #[serde(default)]
    pub amount_cents: Answer<Money>,
    /// For the research allowance: the part of the cost that enters its base, in cents, before the 60 or 70 % for
    /// contracts and before overhead.
    #[serde(default)]
    pub base_cents: Answer<Money>,
}

/// The legal ground of an aid.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Ground {
    /// Exempt under the block exemption regulation.
    BlockExempted {
        /// The measure.
        measure: Measure,
    },
    /// Research allowance: a tax measure under Art 25.
    ResearchAllowance {
        /// The project as the regulation sees it.
        research: Research,
    },
    /// De minimis aid for these costs.
    DeMinimis,
    /// Approved by a decision of the Commission with an intensity of its own.
    Approved {
        /// The highest intensity of the decision in permille.
        permille: u16,
    },
    /// Centrally managed money of the Union: no state aid.
    CentralUnionFunds {
        /// The most favourable funding rate of Union law in permille.
        #[serde(default)]
        rate_permille: Answer<u16>,
    },
}

impl Ground {
    const fn is_state_aid(&self) -> bool {
        !matches!(self, Self::CentralUnionFunds { .. } | Self::DeMinimis)
    }
    /// The measure of the regulation, if it stands on one.
    fn measure(&self) -> Option<Measure> {
        match self {
            Self::BlockExempted { measure } => Some(measure.clone()),
            Self::ResearchAllowance { research } => Some(Measure::Research(research.clone())),
            Self::DeMinimis | Self::Approved { .. } | Self::CentralUnionFunds { .. } => None,
        }
    }
}

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
    check(input)?;
    let law = Law::embedded();
    let mut gather = Gather::default();
    let (status, law_date) = GberStatus::on(law, GberVersion::default(), input.grant_date);
    let covered = status.covers(input.existing_scheme);
    let root = Pointer::root();
    let exempted = input.aids.iter().any(|aid| aid.ground.measure().is_some());
    if exempted && !covered.is_yes() {
        let args = [("date", input.grant_date.into())];
        gather.notice(Severity::Warn, &NOT_COVERED, &root.field("grant_date"), &args);
        if covered.is_open() {
            gather.question(&root.field("existing_scheme"), &ASK_EXISTING_SCHEME, &[]);
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
                        gather.question(&at.field("amount_cents"), &ASK_AMOUNT, &args);
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
        let mut limits = vec![AidLimit::new(&COST, (cost, cost), everything)];
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
            limits.push(AidLimit::new(&INTENSITY, limit, self.paid(&item.id, no_union, gather)));
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
                            gather.question(&at, &ASK_EU_RATE, &[("aid", (&aid.id).into())]);
                            (Money::ZERO, cost)
                        }
                    };
                    limits.push(AidLimit::new(&EU_RATE, limit, everything));
                }
                Ground::ResearchAllowance { .. } => limits.push(self.allowance_base(item, aid, &at, gather)),
                Ground::BlockExempted { .. } | Ground::DeMinimis | Ground::Approved { .. } => {}
            }
        }
        // A limit on the base of the allowance is no limit on what another aid may add to the item.
        let adding = || limits.iter().filter(|limit| limit.key != ALLOWANCE_BASE.key);
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
            gather.notice(Severity::Info, &FREE, at, &[]);
            return None;
        }
        let Some(date) = self.law_date.filter(|_| !self.covered.is_no()) else {
            return Some((Money::ZERO, Money::ZERO));
        };
        let facts = Facts { size: self.input.size, area: self.input.area };
        let limit = max_intensity(self.law, date, &measure, &facts);
        for rule in limit.rules.iter().filter_map(|id| self.law.rule(id, date)) {
            gather.decisive(rule);
        }
        let (low, high) = limit.aid(cost);
        if low != high || limit.eligible.is_open() {
            gather.question(&at.field("ground"), &ASK_FACTS, &[("aid", (&aid.id).into())]);
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
                    gather.question(&at, &ASK_BASE, &[("item", (&item.id).into())]);
                    // Nobody may claim more than the cost.
                    Bounds::up_to(item.cost_cents)
                }
            });
        }
        AidLimit::new(&ALLOWANCE_BASE, (low, high), base)
    }

    fn reaches(&self, scope: Scope, item: &Id) -> bool {
        match scope {
            Scope::Article(article, study) => self.stands_on(item, article, study),
            Scope::EveryItem => true,
            Scope::DeMinimis => false,
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
            let limit = AidLimit::new(&THRESHOLD, (amount, amount), sum);
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
            limits.push((AidLimit::new(&ALLOWANCE_PROJECT, (most, most), sum), Scope::EveryItem));
        }
        let de_minimis = |aid: &Aid| matches!(aid.ground, Ground::DeMinimis);
        if self.input.aids.iter().any(de_minimis) {
            let limit = match self.input.de_minimis_headroom_cents {
                Answer::Given(headroom) => (headroom, headroom),
                Answer::NotAsked | Answer::DontKnow => {
                    gather.question(&Pointer::root().field("de_minimis_headroom_cents"), &ASK_HEADROOM, &[]);
                    let rule = self.law.rule("de_minimis.2023_2831.ceiling", self.input.grant_date);
                    (Money::ZERO, rule.and_then(|rule| rule.value()).map_or(Money::ZERO, Money::from_cents))
                }
            };
            limits.push((AidLimit::new(&HEADROOM, limit, total(&de_minimis, gather)), Scope::DeMinimis));
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

fn check(input: &CumulateInput) -> Result<(), Error> {
    let mut problems = Problems::new();
    let root = Pointer::root();
    problems.at_most(root.field("items"), input.items.len(), MAX_ITEMS);
    problems.at_most(root.field("aids"), input.aids.len(), MAX_AIDS);
    problems.unique_ids(&root.field("items"), input.items.iter().map(|item| &item.id));
    problems.unique_ids(&root.field("aids"), input.aids.iter().map(|aid| &aid.id));
    let mut amount = |amount: Option<&Money>, at: Pointer| {
        if let Some(amount) = amount.filter(|amount| amount.is_negative()) {
            problems.push(Problem::new(Code::OutOfRange, at).found(amount.cents()).expected(NOT_NEGATIVE.text()));
        }
    };
    amount(input.de_minimis_headroom_cents.given(), root.field("de_minimis_headroom_cents"));
    for (index, item) in input.items.iter().enumerate() {
        amount(Some(&item.cost_cents), root.field("items").index(index).field("cost_cents"));
    }
    for (index, aid) in input.aids.iter().enumerate() {
        for (place, share) in aid.shares.iter().enumerate() {
            let at = root.field("aids").index(index).field("shares").index(place);
            amount(share.amount_cents.given(), at.field("amount_cents"));
            amount(share.base_cents.given(), at.field("base_cents"));
        }
    }
    for (index, aid) in input.aids.iter().enumerate() {
        let at = root.field("aids").index(index);
        for (place, share) in aid.shares.iter().enumerate() {
            let at = at.field("shares").index(place).field("item");
            problems.reference(at.clone(), share.item.as_str(), input.items.iter().map(|item| item.id.as_str()));
            if aid.shares.iter().take(place).any(|earlier| earlier.item == share.item) {
                problems.push(Problem::new(Code::DuplicateId, at).found(&share.item));
            }
        }
        let ground = at.field("ground");
        let rate = match &aid.ground {
            Ground::Approved { permille } => Some(("permille", *permille)),
            Ground::CentralUnionFunds { rate_permille: Answer::Given(rate) } => Some(("rate_permille", *rate)),
            _ => None,
        };
        if let Some((field, rate)) = rate.filter(|(_, rate)| *rate > 1000) {
            let at = ground.field(field);
            problems.push(Problem::new(Code::OutOfRange, at).found(rate).expected(PERMILLE.text()));
        }
        if let Some(measure) = aid.ground.measure() {
            let field = if matches!(aid.ground, Ground::BlockExempted { .. }) { "measure" } else { "research" };
            check_measure(&measure, &ground.field(field), &mut problems);
        }
    }
    problems.finish()
}

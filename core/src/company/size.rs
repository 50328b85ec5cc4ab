//! The operation `company.size`: the size of an enterprise, with the path of every figure.

use schemars::JsonSchema;
use serde::Serialize;
use std::borrow::Cow;

use super::SizeClass;
use super::assess::{Assessment, Probe, SmallMidCap, closing, totals};
use super::forest::{Basis, Link, Paths};
use super::graph::SizeInput;
use super::ownership::NONE;
use super::status::{Levels, Range};
use super::structure::Structure;
use crate::base::law::Law;
use crate::base::{Date, Error, Figure, Grounds, Id, Ratio, SchemaVersion, Text, Truth};

/// The size of an enterprise.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SizeReport {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// The enterprise in question.
    pub enterprise: Id,
    /// The day as of which the size holds.
    pub as_of: Date,
    /// The class; `null` while facts are missing that decide.
    pub class: Option<SizeClass>,
    /// Every class that is possible, smallest first.
    pub possible: Vec<SizeClass>,
    /// Micro, small or medium?
    pub sme: Truth,
    /// Micro or small, as the bonuses of support law mean it?
    pub small: Truth,
    /// Small mid-cap, in both readings.
    pub small_mid_cap: SmallMidCap,
    /// What the enterprise is towards others (Art 3).
    pub standing: Standing,
    /// The public-body rule (Art 3(4)).
    pub public_bodies: PublicControl,
    /// The closings, the latest first.
    pub periods: Vec<PeriodReport>,
    /// Every node of the graph and what it is to the enterprise.
    pub relations: Vec<RelationReport>,
    /// What adds up to the figures of the latest closing.
    pub contributions: Vec<Contribution>,
    /// The rules, questions and findings behind the answer; questions only while the class is open.
    pub grounds: Grounds,
}

/// What an enterprise is towards others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Neither partner nor linked enterprises, Art 3(1).
    Autonomous,
    /// Partner enterprises, Art 3(2).
    Partner,
    /// Linked enterprises, Art 3(3).
    Linked,
    /// Facts are missing that decide.
    Open,
}

/// The public-body rule.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PublicControl {
    /// Do public bodies control 25 % or more, directly or indirectly?
    pub quarter_or_more: Truth,
    /// Share of the capital that they control, as far as known.
    pub capital: Figure,
    /// Share of the votes that they control, as far as known.
    pub votes: Figure,
}

/// A value between bounds.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Span {
    /// The lowest value possible.
    pub at_least: Figure,
    /// The highest value possible; `null`: no bound is known.
    pub at_most: Option<Figure>,
}

/// The aggregated figures of one closing.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PeriodReport {
    /// Closing date; `null` for an estimate or where no accounts are given.
    pub closing: Option<Date>,
    /// Headcount in annual work units.
    pub awu: Span,
    /// Turnover of twelve months in cents.
    pub turnover_cents: Span,
    /// Balance sheet total in cents.
    pub balance_sheet_cents: Span,
    /// The classes that the figures of this closing alone may give.
    pub by_figures: Vec<SizeClass>,
    /// The status after this closing under the two-period rule; empty when the closing does not count.
    pub status: Vec<SizeClass>,
}

/// What a node is to the enterprise in question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The enterprise in question.
    Itself,
    /// Neither partner nor linked: does not count.
    Autonomous,
    /// An investor of Art 3(2) subparagraph 2: does not count.
    ExemptInvestor,
    /// Linked to a partner: counts with the partner's share, Art 6(3).
    LinkedToPartner,
    /// Partner: counts with its share, Art 6(2).
    Partner,
    /// Linked: counts in full, Art 6(2).
    Linked,
    /// A natural person: has no figures.
    NaturalPerson,
    /// A public body: has no figures.
    PublicBody,
    /// Facts are missing that decide.
    Open,
}

/// A node and what it is to the enterprise.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RelationReport {
    /// The node.
    pub node: Id,
    /// What it is.
    pub relation: Relation,
    /// When open: the relations at the two ends.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub possible: Vec<Relation>,
    /// With what share its figures count; the lowest when open. `null` for persons and public bodies.
    pub share: Option<Figure>,
    /// Why: the steps from the enterprise to the node (at the higher end when open).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
}

/// A step of a path through the graph.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Step {
    /// The rule: article of Annex I.
    pub rule: Cow<'static, str>,
    /// JSON pointer to the fact, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fact: Option<String>,
    /// In words.
    pub text: Text,
}

/// From what accounts a contribution comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccountsBasis {
    /// Its own accounts.
    Own,
    /// Consolidated accounts.
    Consolidated,
    /// An estimate, for a new enterprise.
    Estimate,
    /// No accounts are given.
    Missing,
}

/// What one enterprise adds to the figures of the latest closing.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Contribution {
    /// The enterprise.
    pub enterprise: Id,
    /// With what share it counts.
    pub share: Figure,
    /// From what accounts.
    pub basis: AccountsBasis,
    /// Their closing date.
    pub closing: Option<Date>,
    /// Annual work units added; `null` when not known.
    pub awu: Option<Figure>,
    /// Turnover added, in cents; `null` when not known.
    pub turnover_cents: Option<Figure>,
    /// Balance sheet total added, in cents; `null` when not known.
    pub balance_sheet_cents: Option<Figure>,
    /// The article.
    pub rule: Cow<'static, str>,
}

/// The size of an enterprise under the built-in law.
///
/// # Errors
/// All problems of the input: ids that occur twice or point at nothing, shares beyond 100 % alone or together,
/// negative figures, contradicting statements, dates out of range, more nodes than
/// [`super::graph::MAX_NODES`].
pub fn size(input: &SizeInput) -> Result<SizeReport, Error> {
    size_under(input, Law::embedded())
}

/// The size of an enterprise under a law of the caller's.
///
/// # Errors
/// As [`size`].
pub fn size_under(input: &SizeInput, law: &Law) -> Result<SizeReport, Error> {
    let assessment = Assessment::of(input, law)?;
    let verdict = assessment.verdict();
    let writer = Writer { a: &assessment };
    Ok(SizeReport {
        schema_version: SchemaVersion,
        enterprise: input.enterprise.clone(),
        as_of: input.as_of,
        standing: writer.standing(),
        public_bodies: writer.public_control(),
        periods: writer.periods(),
        relations: writer.relations(),
        contributions: writer.contributions(),
        grounds: super::advice::grounds(&assessment, &verdict),
        class: verdict.class,
        possible: verdict.possible,
        sme: verdict.sme,
        small: verdict.small,
        small_mid_cap: verdict.small_mid_cap,
    })
}

struct Writer<'w, 'a, 'l> {
    a: &'w Assessment<'a, 'l>,
}

impl Writer<'_, '_, '_> {
    fn high(&self) -> &Structure {
        self.a.high.as_ref().unwrap_or(&self.a.low)
    }
    fn share(&self, share: i64) -> Figure {
        Figure::new(Ratio::new(share, self.a.net.unit).unwrap_or_else(Ratio::zero), 4)
    }
    fn classes(&self, levels: Levels, low_public: bool) -> Vec<SizeClass> {
        if low_public {
            return vec![SizeClass::Large];
        }
        let mut classes: Vec<SizeClass> = levels.iter().map(|level| self.a.scale.class(level)).collect();
        classes.dedup();
        classes
    }

    fn standing(&self) -> Standing {
        let of = |structure: &Structure| {
            let net = &self.a.net;
            let others = (0..net.enterprises).filter(|node| *node != net.focus);
            let mut standing = Standing::Autonomous;
            for node in others {
                if structure.is_linked(net, node) {
                    return Standing::Linked;
                }
                if structure.direct.get(node as usize).copied().unwrap_or(false) {
                    standing = Standing::Partner;
                }
            }
            standing
        };
        let (low, high) = (of(&self.a.low), of(self.high()));
        let settled = low == high && (!self.high().boundless || low == Standing::Linked);
        if settled { low } else { Standing::Open }
    }

    fn public_control(&self) -> PublicControl {
        let (capital, votes) = self.a.low.public_share;
        let quarter_or_more = match (self.a.low.public, self.high().public || self.high().boundless) {
            (true, _) => Truth::Yes,
            (false, true) => Truth::Open,
            (false, false) => Truth::No,
        };
        PublicControl { quarter_or_more, capital: self.share(capital), votes: self.share(votes) }
    }

    fn periods(&self) -> Vec<PeriodReport> {
        let a = self.a;
        let unit = i128::from(a.net.unit);
        let span = |low: Range, high: Range, parts: i128, decimals| {
            let figure = |value: i128| Figure::new(Ratio::wide(value, parts).unwrap_or_else(Ratio::zero), decimals);
            Span { at_least: figure(low.low), at_most: high.high.map(figure) }
        };
        (0..a.facts.periods)
            .map(|period| {
                let low = totals(a.parts(), &a.low, period, Probe::None);
                let high = totals(a.parts(), self.high(), period, Probe::None);
                let money = unit * i128::from(a.facts.money_unit);
                let raw = a.closings.raw.get(period).copied().unwrap_or_default();
                let official = a.closings.official.get(period).copied().unwrap_or_default();
                PeriodReport {
                    closing: closing(a.parts(), period),
                    awu: span(low.awu, high.awu, unit * i128::from(a.facts.awu_unit), 2),
                    turnover_cents: span(low.turnover, high.turnover, money, 0),
                    balance_sheet_cents: span(low.balance, high.balance, money, 0),
                    by_figures: self.classes(raw, false),
                    status: if official.is_empty() { Vec::new() } else { self.classes(official, a.low.public) },
                }
            })
            .collect()
    }

    fn relation(&self, structure: &Structure, node: u32) -> Relation {
        let net = &self.a.net;
        let flag = |list: &[bool]| list.get(node as usize).copied().unwrap_or(false);
        match node {
            _ if node == net.focus => Relation::Itself,
            _ if net.is_person(node) => Relation::NaturalPerson,
            _ if !net.is_enterprise(node) => Relation::PublicBody,
            _ if structure.is_linked(net, node) => Relation::Linked,
            _ if flag(&structure.direct) => Relation::Partner,
            _ if structure.weight.get(node as usize).is_some_and(|weight| *weight > 0) => Relation::LinkedToPartner,
            _ if flag(&structure.exempt) => Relation::ExemptInvestor,
            _ => Relation::Autonomous,
        }
    }

    fn relations(&self) -> Vec<RelationReport> {
        let net = &self.a.net;
        let paths = Paths::new(&self.high().links, net.enterprises, net.focus);
        (0..net.nodes)
            .map(|node| {
                let (low, high) = (self.relation(&self.a.low, node), self.relation(self.high(), node));
                let weight = self.a.low.weight.get(node as usize).copied();
                RelationReport {
                    node: net.id(node).clone(),
                    relation: if low == high { low } else { Relation::Open },
                    possible: if low == high { Vec::new() } else { vec![low, high] },
                    share: weight.map(|weight| self.share(weight)),
                    steps: self.steps(&paths, node, high),
                }
            })
            .collect()
    }

    fn steps(&self, paths: &Paths, node: u32, relation: Relation) -> Vec<Step> {
        let net = &self.a.net;
        let weight = self.high().weight.get(node as usize).copied().unwrap_or(0);
        match relation {
            Relation::Linked => paths.to(node).into_iter().map(|link| self.step(link)).collect(),
            Relation::Partner | Relation::LinkedToPartner => {
                let share = crate::base::text::Arg::percent(&self.share(weight).exact, 2);
                let text = super::sentences::STEP_PARTNER.with(&[("share", share), ("node", net.id(node).into())]);
                let rule = if relation == Relation::Partner { "Annex I Art 3(2)" } else { "Annex I Art 6(3)" };
                vec![Step { rule: Cow::Borrowed(rule), fact: None, text }]
            }
            Relation::ExemptInvestor => vec![Step {
                rule: Cow::Borrowed("Annex I Art 3(2) subpara. 2"),
                fact: None,
                text: super::sentences::EXEMPT.with(&[("node", net.id(node).into())]),
            }],
            _ => Vec::new(),
        }
    }

    fn step(&self, link: Link) -> Step {
        use super::graph::ControlRight;
        use super::sentences as s;
        let net = &self.a.net;
        let (from, to) = (net.id(link.from), net.id(link.to));
        let ends = [("from", from.into()), ("to", to.into())];
        match link.basis {
            Basis::Votes(votes) => {
                let share = crate::base::text::Arg::percent(&self.share(votes).exact, 2);
                let [a, b] = ends;
                Step {
                    rule: Cow::Borrowed("Annex I Art 3(3)(a)"),
                    fact: None,
                    text: s::STEP_VOTES.with(&[a, b, ("share", share)]),
                }
            }
            Basis::Right(source) => {
                let right = net.graph.controls.get(source as usize).map(|control| control.right);
                let (rule, sentence) = match right {
                    Some(ControlRight::DominantInfluence) => ("Annex I Art 3(3)(c)", s::STEP_INFLUENCE),
                    Some(ControlRight::VotingAgreement) => ("Annex I Art 3(3)(d)", s::STEP_AGREEMENT),
                    _ => ("Annex I Art 3(3)(b)", s::STEP_BOARD),
                };
                let fact = Some(format!("/controls/{source}"));
                Step { rule: Cow::Borrowed(rule), fact, text: sentence.with(&ends) }
            }
            Basis::Consolidated => Step {
                rule: Cow::Borrowed("Annex I Art 6(2)"),
                fact: Some(format!("/enterprises/{}/consolidated", link.from)),
                text: s::STEP_CONSOLIDATED.with(&ends),
            },
            Basis::Person(person) => {
                let [a, b] = ends;
                let text = s::STEP_PERSON.with(&[("person", net.id(person).into()), a, b]);
                Step { rule: Cow::Borrowed("Annex I Art 3(3) subpara. 4"), fact: None, text }
            }
        }
    }

    fn contributions(&self) -> Vec<Contribution> {
        let a = self.a;
        let net = &a.net;
        let structure = self.high();
        let mut found = Vec::new();
        for (node, weight) in (0..net.enterprises).zip(&structure.weight) {
            if *weight == 0 || net.consolidated_in.get(node as usize).is_some_and(|parent| *parent != NONE) {
                continue;
            }
            let figures = a.facts.figures(node, 0);
            let accounts = a.facts.accounts(node, 0);
            let estimate = net.enterprise(node).is_some_and(|enterprise| enterprise.estimate.is_some());
            let basis = match accounts {
                Some((_, true)) => AccountsBasis::Consolidated,
                Some((_, false)) => AccountsBasis::Own,
                None if estimate => AccountsBasis::Estimate,
                None => AccountsBasis::Missing,
            };
            let part = |value: Option<i128>, unit: i64, decimals| {
                let parts = i128::from(net.unit) * i128::from(unit);
                let exact = Ratio::wide(value? * i128::from(*weight), parts)?;
                Some(Figure::new(exact, decimals))
            };
            let rule = match self.relation(structure, node) {
                Relation::Itself => "Annex I Art 6(1)",
                Relation::Linked | Relation::Partner => "Annex I Art 6(2)",
                _ => "Annex I Art 6(3)",
            };
            found.push(Contribution {
                enterprise: net.id(node).clone(),
                share: self.share(*weight),
                basis,
                closing: accounts.map(|(accounts, _)| accounts.closing),
                awu: part(figures.awu, a.facts.awu_unit, 2),
                turnover_cents: part(figures.turnover, a.facts.money_unit, 0),
                balance_sheet_cents: part(figures.balance, a.facts.money_unit, 0),
                rule: Cow::Borrowed(rule),
            });
        }
        found
    }
}

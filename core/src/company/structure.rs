//! Who is linked, who is a partner, and with what share each enterprise counts — for one completion of the facts.
//!
//! Every missing fact of the graph has a side on which the enterprise counts as smaller and one on which it counts as
//! larger, and all of them point the same way: more votes, more rights, more joint action, more shared markets, fewer
//! exempt investors never make the aggregate smaller. So the two extreme completions bound all others.

use super::facts::Facts;
use super::forest::{Basis, Forest, Link};
use super::graph::{ControlRight, InvestorKind, PublicBoard};
use super::ownership::{Edge, NONE, Net};
use super::thresholds::SizeLaw;
use crate::base::Truth;

/// A fact of the graph that is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Atom {
    /// Does the control right at this place exist?
    Control(u32),
    /// Does the group at this place act jointly?
    Joint(u32),
    /// Are the two enterprises on the same or adjacent markets?
    Market(u32, u32),
    /// Is the investor involved in management?
    Management(u32),
    /// How much did business angels invest in the enterprise?
    Angels(u32),
    /// Is the local authority too large to be exempt?
    Authority(u32),
    /// Who holds the rest of the shares of the enterprise?
    Unlisted(u32),
    /// Does the person control enterprises that are not listed?
    OtherEnterprises(u32),
    /// Do public bodies hold the majority on the board of the enterprise?
    Board(u32),
}

/// How the facts that are not known are completed.
#[derive(Debug, Clone, Copy)]
pub(super) enum Completion<'c> {
    /// All on the side of the smaller aggregate.
    Low,
    /// All on the side of the larger aggregate.
    High,
    /// The listed ones by bit, shares that are not known do not occur.
    Bits(&'c [Atom], u32),
    /// All low except one.
    LowBut(Atom),
    /// All high except one.
    HighBut(Atom),
}

impl Completion<'_> {
    /// Is the fact completed on the larger side?
    fn up(self, atom: Atom) -> bool {
        match self {
            Self::Low => false,
            Self::High => true,
            Self::Bits(atoms, bits) => {
                atoms.iter().position(|known| *known == atom).is_none_or(|position| bits >> position & 1 == 1)
            }
            Self::LowBut(one) => atom == one,
            Self::HighBut(one) => atom != one,
        }
    }
    fn decide(self, truth: Truth, atom: Atom) -> bool {
        match truth {
            Truth::Yes => true,
            Truth::No => false,
            Truth::Open => self.up(atom),
        }
    }
    const fn large_shares(self) -> bool {
        matches!(self, Self::High | Self::HighBut(_))
    }
}

/// The structure under one completion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Structure {
    /// The smallest number of the linked group of each enterprise.
    pub group: Vec<u32>,
    /// With what share of [`Net::unit`] each enterprise counts.
    pub weight: Vec<i64>,
    /// Is the enterprise itself a partner (and not only linked to one)?
    pub direct: Vec<bool>,
    /// Investors left out although they hold enough to be a partner.
    pub exempt: Vec<bool>,
    /// May enterprises count that the document does not list?
    pub boundless: bool,
    /// Do public bodies control 25 % or more?
    pub public: bool,
    /// Capital and votes that public bodies control.
    pub public_share: (i64, i64),
    /// The steps that link, a spanning forest.
    pub links: Vec<Link>,
}

impl Structure {
    /// The group of the enterprise in question.
    pub(super) fn focus_group(&self, net: &Net<'_>) -> u32 {
        self.group.get(net.focus as usize).copied().unwrap_or(NONE)
    }
    /// Is the enterprise linked with the one in question?
    pub(super) fn is_linked(&self, net: &Net<'_>, node: u32) -> bool {
        self.group.get(node as usize).is_some_and(|group| *group == self.focus_group(net))
    }
}

/// Evaluates the graph under one completion; `asked` collects the facts consulted that are not known.
pub(super) struct Evaluator<'e, 'a> {
    pub net: &'e Net<'a>,
    pub facts: &'e Facts<'a>,
    pub law: &'e SizeLaw<'e>,
    pub how: Completion<'e>,
    pub board: PublicBoard,
    pub asked: Vec<Atom>,
}

impl<'e, 'a> Evaluator<'e, 'a> {
    /// The structure under the completion, and the missing facts that were consulted.
    pub(super) fn run(
        parts: (&'e Net<'a>, &'e Facts<'a>),
        law: &'e SizeLaw<'e>,
        how: Completion<'e>,
    ) -> (Structure, Vec<Atom>) {
        Self::run_reading(parts, law, how, parts.1.input.public_board)
    }

    /// The same under a reading of the public-body rule.
    pub(super) fn run_reading(
        (net, facts): (&'e Net<'a>, &'e Facts<'a>),
        law: &'e SizeLaw<'e>,
        how: Completion<'e>,
        board: PublicBoard,
    ) -> (Structure, Vec<Atom>) {
        let mut evaluator = Self { net, facts, law, how, board, asked: Vec::new() };
        let structure = evaluator.structure();
        evaluator.asked.sort_unstable();
        evaluator.asked.dedup();
        (structure, evaluator.asked)
    }

    pub(super) fn decide(&mut self, truth: Truth, atom: Atom) -> bool {
        if truth.is_open() {
            self.asked.push(atom);
        }
        self.how.decide(truth, atom)
    }
    pub(super) fn votes(&self, edge: &Edge) -> i64 {
        if self.how.large_shares() { edge.votes.high } else { edge.votes.low }
    }
    pub(super) fn capital(&self, edge: &Edge) -> i64 {
        if self.how.large_shares() { edge.capital.high } else { edge.capital.low }
    }
    fn majority(&self, votes: i64) -> bool {
        self.net.stands(self.law.linked, votes)
    }

    /// Does the control right count? Investors that stay out of management are presumed to have no dominant influence.
    fn right_counts(&mut self, position: usize) -> bool {
        let Some(tie) = self.net.ties.get(position).copied() else { return false };
        if !self.decide(tie.exists, Atom::Control(tie.source)) {
            return false;
        }
        let right = self.net.graph.controls.get(tie.source as usize).map(|control| control.right);
        match self.net.investor(tie.holder) {
            Some(investor) if right == Some(ControlRight::DominantInfluence) => {
                self.decide(investor.involved_in_management.into(), Atom::Management(tie.holder))
            }
            _ => true,
        }
    }

    fn structure(&mut self) -> Structure {
        let net = self.net;
        let rights: Vec<bool> = (0..net.ties.len()).map(|position| self.right_counts(position)).collect();
        let mut forest = Forest::new(net.enterprises);
        for (tie, counts) in net.ties.iter().zip(&rights) {
            if *counts && net.is_enterprise(tie.holder) {
                forest.link(tie.holder, tie.target, Basis::Right(tie.source));
            }
        }
        for (node, parent) in net.consolidated_in.iter().enumerate().filter(|(_, parent)| **parent != NONE) {
            #[allow(clippy::cast_possible_truncation)] // below MAX_NODES
            forest.link(*parent, node as u32, Basis::Consolidated);
        }
        let units = self.person_units(&rights);
        for (members, controlled) in &units {
            self.link_through(members.first().copied().unwrap_or(NONE), controlled, &mut forest);
        }
        let hopeful = self.how.large_shares();
        forest.close_over_votes(net, |node| net.is_enterprise(node), hopeful, |votes| self.majority(votes));

        let group: Vec<u32> = (0..net.enterprises).map(|node| forest.root(node)).collect();
        let mut found = Structure {
            weight: vec![0; group.len()],
            direct: vec![false; group.len()],
            exempt: vec![false; group.len()],
            group,
            boundless: false,
            public: false,
            public_share: (0, 0),
            links: forest.links,
        };
        self.weigh(&mut found);
        self.find_public(&mut found, &rights);
        found.boundless = self.may_reach_beyond(&found, &units);
        found
    }

    /// What a set of holders controls, directly or through what it controls.
    pub(super) fn controlled(&self, seeds: &[u32], rights: &[bool], barred: impl Fn(u32) -> bool) -> Vec<u32> {
        let net = self.net;
        let mut votes = vec![0_i64; net.enterprises as usize];
        let mut inside = vec![false; net.enterprises as usize];
        let mut queue: Vec<u32> = seeds.to_vec();
        let mut found: Vec<u32> = Vec::new();
        let mut next = 0;
        while let Some(holder) = queue.get(next).copied() {
            next += 1;
            let mut enter = |target: u32, queue: &mut Vec<u32>| {
                if let Some(place) = inside.get_mut(target as usize).filter(|inside| !**inside)
                    && !barred(target)
                {
                    *place = true;
                    queue.push(target);
                    found.push(target);
                }
            };
            for edge in net.out_of(holder) {
                if let Some(sum) = votes.get_mut(edge.target as usize) {
                    *sum += self.votes(edge);
                    if self.majority(*sum) {
                        enter(edge.target, &mut queue);
                    }
                }
            }
            for (tie, counts) in net.ties.iter().zip(rights) {
                if *counts && tie.holder == holder {
                    enter(tie.target, &mut queue);
                }
            }
            if net.is_enterprise(holder) {
                for (node, parent) in net.consolidated_in.iter().enumerate() {
                    if *parent == holder {
                        #[allow(clippy::cast_possible_truncation)] // below MAX_NODES
                        enter(node as u32, &mut queue);
                    }
                }
            }
        }
        found.sort_unstable();
        found
    }

    /// Every person, and every group acting jointly, with what they control.
    fn person_units(&mut self, rights: &[bool]) -> Vec<(Vec<u32>, Vec<u32>)> {
        let net = self.net;
        let mut units = Vec::new();
        for person in net.enterprises..net.persons_end {
            let controlled = self.controlled(&[person], rights, |_| false);
            if !controlled.is_empty() {
                units.push((vec![person], controlled));
            }
        }
        for (position, (members, jointly)) in self.facts.joint.iter().enumerate() {
            #[allow(clippy::cast_possible_truncation)] // below MAX_PAIRS
            if self.decide(*jointly, Atom::Joint(position as u32)) {
                let controlled = self.controlled(members, rights, |_| false);
                if !controlled.is_empty() {
                    units.push((members.clone(), controlled));
                }
            }
        }
        units
    }

    /// Links what persons control where the markets are the same or adjacent (Art 3(3) subparagraph 4).
    fn link_through(&mut self, person: u32, controlled: &[u32], forest: &mut Forest) {
        for (skip, a) in controlled.iter().enumerate() {
            for b in controlled.iter().skip(skip + 1) {
                let same = self.facts.same_market(*a, *b);
                if self.decide(same, Atom::Market(*a, *b)) {
                    forest.link(*a, *b, Basis::Person(person));
                }
            }
        }
    }

    /// Is the holding of an investor left out, given that the investor is not linked?
    pub(super) fn is_exempt(&mut self, holder: u32, target: u32) -> bool {
        let Some(investor) = self.net.investor(holder) else { return false };
        match investor.kind {
            InvestorKind::BusinessAngel => self.angels_below(target),
            InvestorKind::LocalAuthority => {
                let below = |rule: &crate::base::law::Rule, value: Option<i64>| {
                    let threshold = rule.value().unwrap_or(0);
                    value.map_or(Truth::Open, |value| {
                        rule.comparison.is_some_and(|comparison| comparison.holds(value.cmp(&threshold))).into()
                    })
                };
                let budget = investor.budget_cents.given().map(|money| money.cents());
                let inhabitants = investor.inhabitants.given().map(|count| i64::from(*count));
                let small =
                    below(self.law.authority_budget, budget) & below(self.law.authority_inhabitants, inhabitants);
                !self.decide(!small, Atom::Authority(holder))
            }
            _ => true,
        }
    }

    fn angels_below(&mut self, target: u32) -> bool {
        let net = self.net;
        let (mut known, mut missing) = (0_i64, false);
        for edge in net.into(target) {
            let company =
                net.investor(edge.holder).is_some_and(|investor| investor.kind == InvestorKind::BusinessAngel);
            if company || net.person(edge.holder).is_some_and(|person| person.business_angel) {
                let holding = net.graph.holdings.get(edge.source as usize);
                match holding.and_then(|holding| holding.investment_cents.given()) {
                    Some(amount) => known = known.saturating_add(amount.cents()),
                    None => missing = true,
                }
            }
        }
        let rule = self.law.angel_investment;
        let threshold = rule.value().unwrap_or(0);
        let below = rule.comparison.is_some_and(|comparison| comparison.holds(known.cmp(&threshold)));
        let above = match (below, missing) {
            (false, _) => Truth::Yes,
            (true, false) => Truth::No,
            (true, true) => Truth::Open,
        };
        !self.decide(above, Atom::Angels(target))
    }

    /// The share with which every enterprise counts (Art 6).
    fn weigh(&mut self, found: &mut Structure) {
        let net = self.net;
        let focus = found.focus_group(net);
        let mut shares: Vec<(u32, i64)> = Vec::new();
        let mut sums: Vec<(u32, i64, i64)> = Vec::new();
        let groups = found.group.clone();
        let group = |node: u32| groups.get(node as usize).copied().unwrap_or(NONE);
        for target in 0..net.enterprises {
            let inside = group(target) == focus;
            sums.clear();
            for edge in net.into(target).iter().filter(|edge| net.is_enterprise(edge.holder)) {
                let holder_group = group(edge.holder);
                let key = match (inside, holder_group == focus) {
                    // A holder outside in an enterprise of the group: upstream.
                    (true, false) => {
                        if self.is_exempt(edge.holder, target) {
                            if let Some(place) = found.exempt.get_mut(edge.holder as usize) {
                                *place = true;
                            }
                            continue;
                        }
                        holder_group
                    }
                    // A holder of the group in an enterprise outside: downstream.
                    (false, true) => group(target),
                    _ => continue,
                };
                let (capital, votes) = (self.capital(edge), self.votes(edge));
                match sums.iter_mut().find(|(known, ..)| *known == key) {
                    Some((_, c, v)) => (*c, *v) = (*c + capital, *v + votes),
                    None => sums.push((key, capital, votes)),
                }
            }
            for (key, capital, votes) in &sums {
                let share = (*capital).max(*votes).min(net.unit);
                if !net.stands(self.law.partner, share) {
                    continue;
                }
                match shares.iter_mut().find(|(known, _)| known == key) {
                    Some((_, known)) => *known = share.max(*known),
                    None => shares.push((*key, share)),
                }
                if inside {
                    for edge in net.into(target).iter().filter(|edge| group(edge.holder) == *key) {
                        if let Some(place) = found.direct.get_mut(edge.holder as usize) {
                            *place = true;
                        }
                    }
                } else if let Some(place) = found.direct.get_mut(target as usize) {
                    *place = true;
                }
            }
        }
        for (weight, group) in found.weight.iter_mut().zip(&found.group) {
            *weight = match shares.iter().find(|(key, _)| key == group) {
                _ if *group == focus => net.unit,
                Some((_, share)) => *share,
                None => 0,
            };
        }
        // What consolidated accounts that count already hold in part is not added again.
        for (node, parent, share) in &net.partly_in {
            let counts = found.weight.get(*parent as usize).is_some_and(|weight| *weight > 0);
            if let (true, Some(weight)) = (counts, found.weight.get_mut(*node as usize)) {
                *weight = (*weight - share).max(0);
            }
        }
    }

    /// May enterprises count that the document does not list?
    fn may_reach_beyond(&mut self, found: &Structure, units: &[(Vec<u32>, Vec<u32>)]) -> bool {
        let net = self.net;
        let mut beyond = false;
        for node in 0..net.enterprises {
            let weight = found.weight.get(node as usize).copied().unwrap_or(0);
            let linked = found.is_linked(net, node);
            if (weight == 0 && !linked) || net.enterprise(node).is_some_and(|e| e.unlisted_holders.given().is_some()) {
                continue;
            }
            let known = |pick: fn(&Edge) -> i64| net.into(node).iter().map(pick).sum::<i64>();
            let capital = net.unit - known(|edge| edge.capital.low);
            let votes = net.unit - known(|edge| edge.votes.low);
            // An edge whose share is not known may hold all of the rest; then nobody else does.
            let open = match linked {
                true => net.stands(self.law.partner, capital.max(votes)),
                false => net.stands(self.law.linked, votes),
            };
            if open && self.decide(Truth::Open, Atom::Unlisted(node)) {
                beyond = true;
            }
        }
        for (members, controlled) in units {
            let counts = |node: &u32| found.weight.get(*node as usize).is_some_and(|weight| *weight > 0);
            if !controlled.iter().any(counts) {
                continue;
            }
            for person in members {
                let closed = net.person(*person).is_some_and(|p| p.controls_other_enterprises.given() == Some(&false));
                if !closed && self.decide(Truth::Open, Atom::OtherEnterprises(*person)) {
                    beyond = true;
                }
            }
        }
        beyond
    }
}

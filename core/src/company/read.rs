//! Reads the ownership part of a document: every id, share and consolidation is checked, all problems at once.

use super::denominator::Common;
use super::graph::{Investor, InvestorKind, MAX_DENOMINATOR, MAX_EDGES, MAX_NODES, Ownership};
use super::ownership::{Bounds, Edge, NONE, Net, Tie, index, lookup};
use super::sentences::{
    COMMON_DENOMINATOR, CONSOLIDATED_TWICE, HOLDING_TWICE, NO_INVESTOR_FACT, ONE_NAME, SHARE_HINT, SHARE_RANGE,
    SUM_OF_SHARES, TOO_LARGE,
};
use crate::base::{Answer, Code, Id, Pointer, Problem, Problems, Ratio};

impl<'a> Net<'a> {
    /// Checks the ownership part of a document; `None` when it is too large to look at further.
    pub(crate) fn read(graph: Ownership<'a>, problems: &mut Problems) -> Option<Self> {
        let root = Pointer::root();
        let count = graph.enterprises.len() + graph.persons.len() + graph.public_bodies.len();
        let sizes = [
            ("enterprises", count, MAX_NODES),
            ("holdings", graph.holdings.len(), MAX_EDGES),
            ("controls", graph.controls.len(), MAX_EDGES),
        ];
        for (list, count, most) in sizes.into_iter().filter(|(_, count, most)| count > most) {
            problems.at_most(root.field(list), count, most);
            problems.hint_last(&TOO_LARGE);
        }
        problems.is_empty().then(|| Reader::new(graph, problems).read())
    }
}

struct Reader<'a, 'p> {
    input: Ownership<'a>,
    problems: &'p mut Problems,
    names: Vec<(&'a str, u32)>,
    enterprises: u32,
}

impl<'a, 'p> Reader<'a, 'p> {
    fn new(input: Ownership<'a>, problems: &'p mut Problems) -> Self {
        let mut names: Vec<(&str, u32)> =
            Vec::with_capacity(input.enterprises.len() + input.persons.len() + input.public_bodies.len());
        let lists = [
            ("enterprises", input.enterprises.len()),
            ("persons", input.persons.len()),
            ("public_bodies", input.public_bodies.len()),
        ];
        let ids = input.enterprises.iter().map(|entry| &entry.id);
        let ids = ids.chain(input.persons.iter().map(|entry| &entry.id));
        let ids = ids.chain(input.public_bodies.iter().map(|entry| &entry.id));
        names.extend(ids.enumerate().map(|(at, id)| (id.as_str(), index(at))));
        names.sort_unstable();
        for pair in names.windows(2) {
            let [(a, _), (b, node)] = pair else { continue };
            if a == b {
                let mut at = *node as usize;
                let mut place = Pointer::root();
                for (list, length) in lists {
                    if at < length {
                        place = Pointer::root().field(list).index(at).field("id");
                        break;
                    }
                    at -= length;
                }
                problems.push(Problem::new(Code::DuplicateId, place).found(b).hint(ONE_NAME.text()));
            }
        }
        Self { input, problems, names, enterprises: index(input.enterprises.len()) }
    }

    fn node(&mut self, id: &Id, below: u32, at: impl FnOnce() -> Pointer) -> u32 {
        lookup(&self.names, id, 0..below, self.problems, at)
    }

    fn read(mut self) -> Net<'a> {
        let input = self.input;
        let root = Pointer::root();
        let enterprises = self.enterprises;
        let persons_end = enterprises + index(input.persons.len());
        let nodes = persons_end + index(input.public_bodies.len());
        let focus = self.node(input.enterprise, enterprises, || root.field("enterprise"));
        self.check_investors();

        let mut shares = Common::new(1000);
        for holding in input.holdings {
            [&holding.capital, &holding.votes].into_iter().filter_map(Answer::given).for_each(|s| shares.ratio(s));
        }
        for included in input.enterprises.iter().filter_map(|enterprise| enterprise.consolidated.as_ref()) {
            included.includes.iter().for_each(|part| shares.ratio(&part.share));
        }
        if shares.broken {
            let expected = COMMON_DENOMINATOR.with(&[("n", MAX_DENOMINATOR.into())]);
            self.problems.push(Problem::new(Code::OutOfRange, root.field("holdings")).expected(expected));
        }

        let (edges, into) = self.read_holdings(&shares, nodes);
        let mut by_holder: Vec<u32> = (0..index(edges.len())).collect();
        by_holder.sort_by_key(|at| edges.get(*at as usize).map_or(0, |edge| edge.holder));
        let out_of = ranges(nodes, by_holder.iter().filter_map(|at| edges.get(*at as usize)).map(|edge| edge.holder));
        let ties = self.read_controls(nodes);
        let mut net = Net {
            graph: input,
            enterprises,
            persons_end,
            nodes,
            focus,
            unit: shares.value,
            edges,
            into,
            by_holder,
            out_of,
            ties,
            consolidated_in: Vec::new(),
            partly_in: Vec::new(),
            names: Vec::new(),
        };
        self.read_consolidation(&mut net, &shares);
        net.names = self.names;
        net
    }

    fn check_investors(&mut self) {
        let root = Pointer::root();
        for (position, enterprise) in self.input.enterprises.iter().enumerate() {
            if let Some(investor) = &enterprise.investor {
                self.check_investor(investor, &root.field("enterprises").index(position).field("investor"));
            }
        }
        for (position, body) in self.input.public_bodies.iter().enumerate() {
            if let Some(investor) = &body.investor {
                self.check_investor(investor, &root.field("public_bodies").index(position).field("investor"));
            }
        }
    }

    fn check_investor(&mut self, investor: &Investor, at: &Pointer) {
        let authority = investor.kind == InvestorKind::LocalAuthority;
        let given = investor.budget_cents.given().is_some() || investor.inhabitants.given().is_some();
        if given && !authority {
            self.problems.push(Problem::new(Code::Contradiction, at.clone()).hint(NO_INVESTOR_FACT.text()));
        }
        if investor.budget_cents.given().is_some_and(|budget| budget.is_negative()) {
            self.problems.push(Problem::new(Code::OutOfRange, at.field("budget_cents")));
        }
    }

    fn share(&mut self, share: &Answer<Ratio>, shares: &Common, at: impl FnOnce() -> Pointer) -> Option<i64> {
        let value = share.given()?;
        let scaled = shares.scale(value);
        // Beyond the common denominator the scaled value says nothing.
        if value.is_negative() || scaled > shares.value || (shares.broken && value > &Ratio::one()) {
            self.problems.push(
                Problem::new(Code::OutOfRange, at()).found(value).expected(SHARE_RANGE.text()).hint(SHARE_HINT.text()),
            );
            return None;
        }
        Some(scaled)
    }

    fn read_holdings(&mut self, shares: &Common, nodes: u32) -> (Vec<Edge>, Vec<(u32, u32)>) {
        let input = self.input;
        // Bounds hold -1 for "not known" until the sums are known.
        let mut edges: Vec<Edge> = Vec::with_capacity(input.holdings.len());
        for (position, holding) in input.holdings.iter().enumerate() {
            let at = || Pointer::root().field("holdings").index(position);
            let holder = self.node(&holding.holder, nodes, || at().field("holder"));
            let target = self.node(&holding.enterprise, self.enterprises, || at().field("enterprise"));
            let mut capital = self.share(&holding.capital, shares, || at().field("capital"));
            let mut votes = self.share(&holding.votes, shares, || at().field("votes"));
            if holding.investment_cents.given().is_some_and(|amount| amount.is_negative()) {
                self.problems.push(Problem::new(Code::OutOfRange, at().field("investment_cents")));
            }
            if input.votes_follow_capital {
                (capital, votes) = (capital.or(votes), votes.or(capital));
            }
            let bounds = |share: Option<i64>| Bounds { low: share.unwrap_or(-1), high: share.unwrap_or(-1) };
            edges.push(Edge {
                holder,
                target,
                capital: bounds(capital),
                votes: bounds(votes),
                source: index(position),
            });
        }
        edges.sort_by_key(|edge| (edge.target, edge.holder));
        for pair in edges.windows(2) {
            let [a, b] = pair else { continue };
            if (a.holder, a.target) == (b.holder, b.target) && a.holder != NONE && a.target != NONE {
                let place = Pointer::root().field("holdings").index(b.source as usize);
                self.problems.push(Problem::new(Code::Contradiction, place).hint(HOLDING_TWICE.text()));
            }
        }
        let into = ranges(self.enterprises, edges.iter().map(|edge| edge.target));
        for (target, (start, end)) in into.iter().enumerate() {
            let Some(list) = edges.get_mut(*start as usize..*end as usize) else { continue };
            let known = |pick: fn(&Edge) -> Bounds| list.iter().map(|edge| pick(edge).low.max(0)).sum::<i64>();
            let (capital, votes) = (known(|edge| edge.capital), known(|edge| edge.votes));
            for (sum, name) in [(capital, "capital"), (votes, "votes")] {
                if sum > shares.value {
                    let place = Pointer::root().field("enterprises").index(target);
                    let total = Ratio::new(sum, shares.value).unwrap_or_else(Ratio::zero);
                    self.problems.push(
                        Problem::new(Code::SumExceeded, place)
                            .found(format_args!("{name} {total}"))
                            .hint(SUM_OF_SHARES.text()),
                    );
                }
            }
            for edge in list {
                for (bounds, sum) in [(&mut edge.capital, capital), (&mut edge.votes, votes)] {
                    if bounds.low < 0 {
                        *bounds = Bounds { low: 0, high: (shares.value - sum).max(0) };
                    }
                }
            }
        }
        (edges, into)
    }

    fn read_controls(&mut self, nodes: u32) -> Vec<Tie> {
        let input = self.input;
        let mut ties = Vec::with_capacity(input.controls.len());
        for (position, control) in input.controls.iter().enumerate() {
            let at = || Pointer::root().field("controls").index(position);
            let holder = self.node(&control.holder, nodes, || at().field("holder"));
            let target = self.node(&control.enterprise, self.enterprises, || at().field("enterprise"));
            ties.push(Tie { holder, target, exists: control.exists.into(), source: index(position) });
        }
        ties
    }

    fn read_consolidation(&mut self, net: &mut Net<'a>, shares: &Common) {
        let input = self.input;
        let mut full: Vec<(u32, u32, u32)> = Vec::new();
        for (parent, enterprise) in input.enterprises.iter().enumerate() {
            let Some(consolidated) = &enterprise.consolidated else { continue };
            let at = Pointer::root().field("enterprises").index(parent).field("consolidated").field("includes");
            for (position, part) in consolidated.includes.iter().enumerate() {
                let node = self.node(&part.enterprise, self.enterprises, || at.index(position).field("enterprise"));
                let place = || at.index(position).field("share");
                let share = self.share(&Answer::Given(part.share.clone()), shares, place).unwrap_or(0);
                if share == shares.value {
                    full.push((node, index(parent), index(position)));
                } else if share > 0 {
                    net.partly_in.push((node, index(parent), share));
                }
            }
        }
        net.consolidated_in = vec![NONE; self.enterprises as usize];
        if full.is_empty() {
            return;
        }
        full.sort_unstable();
        let twice = |problems: &mut Problems, parent: u32, position: u32, code: Code| {
            let at = Pointer::root().field("enterprises").index(parent as usize).field("consolidated");
            let place = at.field("includes").index(position as usize);
            problems.push(Problem::new(code, place).hint(CONSOLIDATED_TWICE.text()));
        };
        // Every enterprise belongs to the accounts of at most one parent; parents may nest.
        for (node, parent, position) in &full {
            if *node == NONE {
                continue;
            }
            match net.consolidated_in.get_mut(*node as usize) {
                Some(place) if *place == NONE => *place = *parent,
                _ => twice(self.problems, *parent, *position, Code::Contradiction),
            }
        }
        for (node, parent, position) in &full {
            let mut above = *parent;
            let mut steps = 0;
            while above != NONE && above != *node && steps <= self.enterprises {
                above = net.consolidated_in.get(above as usize).copied().unwrap_or(NONE);
                steps += 1;
            }
            if above == *node && *node != NONE {
                twice(self.problems, *parent, *position, Code::Cycle);
            }
        }
    }
}

/// For every number below `count` where it starts and ends in a sorted list.
fn ranges(count: u32, sorted: impl Iterator<Item = u32>) -> Vec<(u32, u32)> {
    let mut found = vec![(0, 0); count as usize];
    for (position, value) in sorted.enumerate() {
        if let Some(range) = found.get_mut(value as usize) {
            if range.1 == 0 {
                range.0 = index(position);
            }
            range.1 = index(position) + 1;
        }
    }
    found
}

//! The ownership graph checked and turned into indices and whole numbers over common denominators.

use super::accounts::Accounts;
use super::graph::{
    Enterprise, Investor, InvestorKind, MAX_ACCOUNTS, MAX_DENOMINATOR, MAX_EDGES, MAX_NODES, MAX_PAIRS, SizeInput,
};
use super::sentences::{
    COMMON_DENOMINATOR, CONSOLIDATED_TWICE, HOLDING_TWICE, MARKET_BOTH, NO_INVESTOR_FACT, SAME_CLOSING, SHARE_HINT,
    SHARE_RANGE, SUM_OF_SHARES, TWO_OR_MORE,
};
use crate::base::{Answer, Code, Error, Id, Money, Pointer, Problem, Problems, Ratio, Truth};

/// Stands for no node.
pub(super) const NONE: u32 = u32::MAX;

/// A share with its bounds, in parts of [`Net::unit`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Bounds {
    pub low: i64,
    pub high: i64,
}

/// A holding between nodes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    pub holder: u32,
    pub target: u32,
    pub capital: Bounds,
    pub votes: Bounds,
    /// Position in the document.
    pub source: u32,
}

/// A control right between nodes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tie {
    pub holder: u32,
    pub target: u32,
    pub exists: Truth,
    /// Position in the document.
    pub source: u32,
}

/// The three figures of one period in parts of the common units; `None`: not known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Figures {
    pub awu: Option<i128>,
    pub turnover: Option<i128>,
    pub balance: Option<i128>,
}

/// The checked graph. Nodes are numbered: enterprises, then persons, then public bodies.
#[derive(Debug)]
pub(super) struct Net<'a> {
    pub input: &'a SizeInput,
    /// Count of enterprises; the first person has this number.
    pub enterprises: u32,
    /// Count of enterprises and persons; the first public body has this number.
    pub persons_end: u32,
    /// Count of all nodes.
    pub nodes: u32,
    /// The enterprise in question.
    pub focus: u32,
    /// The whole of a share.
    pub unit: i64,
    /// One annual work unit.
    pub awu_unit: i64,
    /// One cent.
    pub money_unit: i64,
    /// Holdings in order of target, then holder.
    pub edges: Vec<Edge>,
    into: Vec<(u32, u32)>,
    by_holder: Vec<u32>,
    out_of: Vec<(u32, u32)>,
    pub ties: Vec<Tie>,
    /// Groups of persons and whether they act jointly.
    pub joint: Vec<(Vec<u32>, Truth)>,
    /// Pairs of enterprises (smaller number first) with what is stated of their markets; sorted.
    pub markets: Vec<(u32, u32, bool)>,
    /// How many closings of the enterprise in question count.
    pub periods: usize,
    figures: Vec<Figures>,
    /// The enterprise whose consolidated accounts include a node in full.
    pub consolidated_in: Vec<u32>,
    /// Proportionate inclusions: enterprise, parent, share.
    pub partly_in: Vec<(u32, u32, i64)>,
}

const fn gcd(mut a: i64, mut b: i64) -> i64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// Gathers a common denominator.
struct Common {
    value: i64,
    broken: bool,
}

impl Common {
    const fn new(value: i64) -> Self {
        Self { value, broken: false }
    }
    fn add(&mut self, denominator: i64) {
        if denominator <= 0 || self.value % denominator == 0 {
            return;
        }
        match self.value.checked_mul(denominator / gcd(self.value, denominator)) {
            Some(value) if value <= MAX_DENOMINATOR => self.value = value,
            _ => self.broken = true,
        }
    }
    fn ratio(&mut self, ratio: &Ratio) {
        match ratio.parts() {
            Some((_, denominator)) => self.add(denominator),
            None => self.broken = true,
        }
    }
    /// The ratio in parts of the denominator; it must have been added before.
    fn scale(&self, ratio: &Ratio) -> i64 {
        ratio.parts().map_or(0, |(top, bottom)| top.saturating_mul(self.value / bottom.max(1)))
    }
}

impl<'a> Net<'a> {
    /// Checks the whole document and builds the graph.
    pub(super) fn new(input: &'a SizeInput) -> Result<Self, Error> {
        let mut problems = Problems::new();
        let root = Pointer::root();
        let count = input.enterprises.len() + input.persons.len() + input.public_bodies.len();
        problems.at_most(root.field("enterprises"), count, MAX_NODES);
        problems.at_most(root.field("holdings"), input.holdings.len(), MAX_EDGES);
        problems.at_most(root.field("controls"), input.controls.len(), MAX_EDGES);
        let pairs = |size: usize| size.saturating_mul(size.saturating_sub(1)) / 2;
        let stated: usize = input.markets.iter().map(|market| pairs(market.enterprises.len())).sum();
        problems.at_most(root.field("markets"), stated, MAX_PAIRS);
        let members: usize = input.acting_jointly.iter().map(|group| group.persons.len()).sum();
        problems.at_most(root.field("acting_jointly"), members, MAX_PAIRS);
        problems.finish()?;

        let mut reader = Reader::new(input);
        let net = reader.read();
        reader.problems.finish()?;
        Ok(net)
    }

    /// The id of a node.
    pub(super) fn id(&self, node: u32) -> &'a Id {
        let input = self.input;
        let at = node as usize;
        let (enterprises, persons) = (input.enterprises.len(), input.enterprises.len() + input.persons.len());
        let found = if at < enterprises {
            input.enterprises.get(at).map(|entry| &entry.id)
        } else if at < persons {
            input.persons.get(at - enterprises).map(|entry| &entry.id)
        } else {
            input.public_bodies.get(at - persons).map(|entry| &entry.id)
        };
        found.unwrap_or(&input.enterprise)
    }
    pub(super) const fn is_enterprise(&self, node: u32) -> bool {
        node < self.enterprises
    }
    pub(super) const fn is_person(&self, node: u32) -> bool {
        node >= self.enterprises && node < self.persons_end
    }
    pub(super) fn enterprise(&self, node: u32) -> Option<&'a Enterprise> {
        self.input.enterprises.get(node as usize)
    }
    pub(super) fn person(&self, node: u32) -> Option<&'a super::graph::Person> {
        self.is_person(node).then(|| self.input.persons.get((node - self.enterprises) as usize)).flatten()
    }
    /// The investor facts of an enterprise or public body.
    pub(super) fn investor(&self, node: u32) -> Option<&'a Investor> {
        if self.is_enterprise(node) {
            return self.enterprise(node)?.investor.as_ref();
        }
        self.input.public_bodies.get(node.checked_sub(self.persons_end)? as usize)?.investor.as_ref()
    }
    /// The holdings in an enterprise.
    pub(super) fn into(&self, target: u32) -> &[Edge] {
        let (start, end) = self.into.get(target as usize).copied().unwrap_or_default();
        self.edges.get(start as usize..end as usize).unwrap_or_default()
    }
    /// The holdings of a node.
    pub(super) fn out_of(&self, holder: u32) -> impl Iterator<Item = &Edge> {
        let (start, end) = self.out_of.get(holder as usize).copied().unwrap_or_default();
        let list = self.by_holder.get(start as usize..end as usize).unwrap_or_default();
        list.iter().filter_map(|position| self.edges.get(*position as usize))
    }
    /// What is stated of the markets of two enterprises.
    pub(super) fn same_market(&self, a: u32, b: u32) -> Truth {
        let key = (a.min(b), a.max(b));
        let found = self.markets.binary_search_by_key(&key, |(x, y, _)| (*x, *y)).ok();
        found.and_then(|position| self.markets.get(position)).map_or(Truth::Open, |(_, _, same)| (*same).into())
    }
    /// The figures of an enterprise at a period, 0 the latest: consolidated where there are such accounts.
    pub(super) fn figures(&self, node: u32, period: usize) -> Figures {
        self.figures.get(node as usize * self.periods + period).copied().unwrap_or_default()
    }
    /// The accounts that give the figures of a period, and whether they are consolidated.
    pub(super) fn accounts(&self, node: u32, period: usize) -> Option<(&'a Accounts, bool)> {
        let enterprise = self.enterprise(node)?;
        let (list, consolidated) = match &enterprise.consolidated {
            Some(consolidated) => (&consolidated.accounts, true),
            None => (&enterprise.accounts, false),
        };
        Some((usable(list, self.input.as_of).get(period).copied()?, consolidated))
    }
}

/// Approved accounts up to the day, the latest first.
fn usable(list: &[Accounts], as_of: crate::base::Date) -> Vec<&Accounts> {
    let mut found: Vec<&Accounts> = list.iter().filter(|entry| entry.approved && entry.closing <= as_of).collect();
    found.sort_by_key(|entry| std::cmp::Reverse(entry.closing));
    found
}

struct Reader<'a> {
    input: &'a SizeInput,
    problems: Problems,
    names: Vec<(&'a str, u32)>,
    enterprises: u32,
}

#[allow(clippy::cast_possible_truncation)] // every count is below MAX_NODES or MAX_EDGES, checked before
const fn index(value: usize) -> u32 {
    value as u32
}

impl<'a> Reader<'a> {
    fn new(input: &'a SizeInput) -> Self {
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
        let mut problems = Problems::new();
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
                problems.push(Problem::new(Code::DuplicateId, place).found(b));
            }
        }
        Self { input, problems, names, enterprises: index(input.enterprises.len()) }
    }

    /// The number of a node; a problem when there is none among the first `below`.
    fn node(&mut self, id: &Id, from: u32, below: u32, at: impl FnOnce() -> Pointer) -> u32 {
        let found = self.names.binary_search_by_key(&id.as_str(), |(name, _)| name).ok();
        let node = found.and_then(|position| self.names.get(position)).map(|(_, node)| *node);
        if let Some(node) = node.filter(|node| (from..below).contains(node)) {
            return node;
        }
        let known = self.names.iter().filter(|(_, node)| (from..below).contains(node)).map(|(name, _)| *name);
        self.problems.reference(at(), id.as_str(), known);
        NONE
    }

    fn read(&mut self) -> Net<'a> {
        let input = self.input;
        let root = Pointer::root();
        let enterprises = self.enterprises;
        let persons_end = enterprises + index(input.persons.len());
        let nodes = persons_end + index(input.public_bodies.len());
        let focus = self.node(&input.enterprise, 0, enterprises, || root.field("enterprise"));
        self.check_nodes();

        let mut shares = Common::new(1000);
        let mut heads = Common::new(1);
        let mut months = Common::new(1);
        for holding in &input.holdings {
            [&holding.capital, &holding.votes].into_iter().filter_map(Answer::given).for_each(|s| shares.ratio(s));
        }
        for enterprise in &input.enterprises {
            let consolidated = enterprise.consolidated.as_ref();
            for entry in enterprise.accounts.iter().chain(consolidated.into_iter().flat_map(|c| &c.accounts)) {
                let period = i64::from(entry.months.max(1));
                months.add(period / gcd(period, 12));
                if let Answer::Given(value) = &entry.awu {
                    heads.ratio(value);
                }
                if !entry.staff.is_empty() {
                    heads.ratio(&super::accounts::awu(&entry.staff, entry.months));
                }
            }
            if let Some(value) = enterprise.estimate.as_ref().and_then(|estimate| estimate.awu.given()) {
                heads.ratio(value);
            }
            consolidated.into_iter().flat_map(|c| &c.includes).for_each(|part| shares.ratio(&part.share));
        }
        for (common, name) in [(&shares, "holdings"), (&heads, "enterprises")] {
            if common.broken {
                let expected = COMMON_DENOMINATOR.with(&[("n", MAX_DENOMINATOR.into())]);
                self.problems.push(Problem::new(Code::OutOfRange, root.field(name)).expected(expected));
            }
        }

        let (edges, into) = self.read_holdings(&shares, nodes);
        let mut by_holder: Vec<u32> = (0..index(edges.len())).collect();
        by_holder.sort_by_key(|at| edges.get(*at as usize).map_or(0, |edge| edge.holder));
        let out_of = ranges(nodes, by_holder.iter().filter_map(|at| edges.get(*at as usize)).map(|edge| edge.holder));
        let ties = self.read_controls(nodes);
        let joint = self.read_joint(enterprises, persons_end);
        let markets = self.read_markets();
        let mut net = Net {
            input,
            enterprises,
            persons_end,
            nodes,
            focus,
            unit: shares.value,
            awu_unit: heads.value,
            money_unit: months.value,
            edges,
            into,
            by_holder,
            out_of,
            ties,
            joint,
            markets,
            periods: 1,
            figures: Vec::new(),
            consolidated_in: Vec::new(),
            partly_in: Vec::new(),
        };
        self.read_consolidation(&mut net, &shares);
        if self.problems.is_empty() {
            read_figures(&mut net, &heads);
        }
        net
    }

    fn check_nodes(&mut self) {
        let input = self.input;
        for (position, enterprise) in input.enterprises.iter().enumerate() {
            let at = || Pointer::root().field("enterprises").index(position);
            if !enterprise.accounts.is_empty() {
                self.check_accounts(&enterprise.accounts, &at().field("accounts"));
            }
            if let Some(estimate) = &enterprise.estimate {
                estimate.check(&at().field("estimate"), &mut self.problems);
            }
            if let Some(consolidated) = &enterprise.consolidated {
                self.check_accounts(&consolidated.accounts, &at().field("consolidated").field("accounts"));
            }
            if let Some(investor) = &enterprise.investor {
                self.check_investor(investor, &at().field("investor"));
            }
        }
        for (position, body) in input.public_bodies.iter().enumerate() {
            if let Some(investor) = &body.investor {
                self.check_investor(
                    investor,
                    &Pointer::root().field("public_bodies").index(position).field("investor"),
                );
            }
        }
    }

    fn check_accounts(&mut self, list: &[Accounts], at: &Pointer) {
        self.problems.at_most(at.clone(), list.len(), MAX_ACCOUNTS);
        for (position, entry) in list.iter().enumerate().take(MAX_ACCOUNTS) {
            entry.check(&at.index(position), &mut self.problems);
            if list.iter().take(position).any(|other| other.closing == entry.closing) {
                let place = at.index(position).field("closing");
                self.problems
                    .push(Problem::new(Code::Contradiction, place).found(entry.closing).hint(SAME_CLOSING.text()));
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
        if value.is_negative() || scaled > shares.value || value > &Ratio::one() {
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
            let holder = self.node(&holding.holder, 0, nodes, || at().field("holder"));
            let target = self.node(&holding.enterprise, 0, self.enterprises, || at().field("enterprise"));
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
            let holder = self.node(&control.holder, 0, nodes, || at().field("holder"));
            let target = self.node(&control.enterprise, 0, self.enterprises, || at().field("enterprise"));
            ties.push(Tie { holder, target, exists: control.exists.into(), source: index(position) });
        }
        ties
    }

    fn read_joint(&mut self, from: u32, below: u32) -> Vec<(Vec<u32>, Truth)> {
        let input = self.input;
        let mut groups = Vec::with_capacity(input.acting_jointly.len());
        for (position, group) in input.acting_jointly.iter().enumerate() {
            let at = Pointer::root().field("acting_jointly").index(position).field("persons");
            self.two_or_more(group.persons.len(), &at);
            let mut members: Vec<u32> = Vec::with_capacity(group.persons.len());
            for (member, id) in group.persons.iter().enumerate() {
                members.push(self.node(id, from, below, || at.index(member)));
            }
            members.sort_unstable();
            members.dedup();
            groups.push((members, group.acting_jointly.into()));
        }
        groups
    }

    fn two_or_more(&mut self, count: usize, at: &Pointer) {
        if count < 2 {
            let problem = Problem::new(Code::TooFew, at.clone()).found(count).expected(TWO_OR_MORE.text());
            self.problems.push(problem);
        }
    }

    fn read_markets(&mut self) -> Vec<(u32, u32, bool)> {
        let input = self.input;
        let mut pairs: Vec<(u32, u32, bool, u32)> = Vec::new();
        for (position, market) in input.markets.iter().enumerate() {
            let at = Pointer::root().field("markets").index(position).field("enterprises");
            self.two_or_more(market.enterprises.len(), &at);
            let mut members: Vec<u32> = Vec::with_capacity(market.enterprises.len());
            for (member, id) in market.enterprises.iter().enumerate() {
                members.push(self.node(id, 0, self.enterprises, || at.index(member)));
            }
            members.sort_unstable();
            members.dedup();
            for (skip, a) in members.iter().enumerate() {
                pairs.extend(members.iter().skip(skip + 1).map(|b| (*a, *b, market.same_or_adjacent, index(position))));
            }
        }
        pairs.sort_unstable();
        for pair in pairs.windows(2) {
            let [a, b] = pair else { continue };
            if (a.0, a.1) == (b.0, b.1) && a.2 != b.2 && b.1 != NONE {
                let place = Pointer::root().field("markets").index(b.3 as usize);
                self.problems.push(Problem::new(Code::Contradiction, place).hint(MARKET_BOTH.text()));
            }
        }
        pairs.dedup_by_key(|pair| (pair.0, pair.1));
        pairs.into_iter().map(|(a, b, same, _)| (a, b, same)).collect()
    }

    fn read_consolidation(&mut self, net: &mut Net<'a>, shares: &Common) {
        let input = self.input;
        let mut full: Vec<(u32, u32, u32)> = Vec::new();
        for (parent, enterprise) in input.enterprises.iter().enumerate() {
            let Some(consolidated) = &enterprise.consolidated else { continue };
            let at = Pointer::root().field("enterprises").index(parent).field("consolidated").field("includes");
            for (position, part) in consolidated.includes.iter().enumerate() {
                let node = self.node(&part.enterprise, 0, self.enterprises, || at.index(position).field("enterprise"));
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
                _ => twice(&mut self.problems, *parent, *position, Code::Contradiction),
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
                twice(&mut self.problems, *parent, *position, Code::Cycle);
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

impl Net<'_> {
    /// The enterprise at the top of the consolidated accounts that include a node; the node itself when none do.
    pub(super) fn top(&self, node: u32) -> u32 {
        let mut at = node;
        while let Some(parent) = self.consolidated_in.get(at as usize).copied().filter(|parent| *parent != NONE) {
            at = parent;
        }
        at
    }
}

fn read_figures(net: &mut Net<'_>, heads: &Common) {
    let input = net.input;
    let as_of = input.as_of;
    let count = |list: &[Accounts]| list.iter().filter(|entry| entry.approved && entry.closing <= as_of).count();
    let closings = |node: u32| {
        net.enterprise(node)
            .map_or(0, |e| count(&e.accounts).max(e.consolidated.as_ref().map_or(0, |c| count(&c.accounts))))
    };
    net.periods = closings(net.focus).max(closings(net.top(net.focus))).max(1);
    let (periods, unit) = (net.periods, i128::from(net.money_unit));
    let money = |amount: &Answer<Money>| amount.given().map(|money| i128::from(money.cents()) * unit);
    let convert = |entry: &Accounts| Figures {
        awu: match entry.staff.is_empty() {
            true => entry.awu.given().map(|value| i128::from(heads.scale(value))),
            false => Some(i128::from(heads.scale(&super::accounts::awu(&entry.staff, entry.months)))),
        },
        turnover: entry
            .turnover_cents
            .given()
            .map(|money| i128::from(money.cents()) * 12 * unit / i128::from(entry.months.max(1))),
        balance: money(&entry.balance_sheet_cents),
    };
    let mut own = vec![Figures::default(); input.enterprises.len() * periods];
    let mut consolidated: Vec<(u32, usize, Figures)> = Vec::new();
    for (node, enterprise) in input.enterprises.iter().enumerate() {
        let usable_own = usable(&enterprise.accounts, as_of);
        let places = own.get_mut(node * periods..(node + 1) * periods).unwrap_or_default();
        match (&enterprise.estimate, usable_own.is_empty()) {
            (Some(estimate), true) => {
                for (period, place) in places.iter_mut().enumerate() {
                    // A new enterprise: nothing before its estimate.
                    *place = match period {
                        0 => Figures {
                            awu: estimate.awu.given().map(|value| i128::from(heads.scale(value))),
                            turnover: money(&estimate.turnover_cents),
                            balance: money(&estimate.balance_sheet_cents),
                        },
                        _ => Figures { awu: Some(0), turnover: Some(0), balance: Some(0) },
                    };
                }
            }
            _ => places.iter_mut().zip(usable_own).for_each(|(place, entry)| *place = convert(entry)),
        }
        if let Some(group) = &enterprise.consolidated {
            let mut entries = usable(&group.accounts, as_of).into_iter();
            for period in 0..periods {
                let figures = entries.next().map(convert).unwrap_or_default();
                consolidated.push((index(node), period, figures));
            }
        }
    }
    // Art 6(4): a headcount that consolidated accounts lack is built from the parts.
    let parts: Vec<(u32, usize, Figures)> = consolidated
        .into_iter()
        .map(|(parent, period, mut figures)| {
            if figures.awu.is_none() && !net.partly_in.iter().any(|(_, holder, _)| net.is_within(*holder, parent)) {
                figures.awu = (0..net.enterprises)
                    .filter(|node| net.is_within(*node, parent))
                    .map(|node| own.get(node as usize * periods + period).and_then(|figures| figures.awu))
                    .sum();
            }
            (parent, period, figures)
        })
        .collect();
    net.figures = own;
    for (parent, period, figures) in parts {
        if let Some(place) = net.figures.get_mut(parent as usize * periods + period) {
            *place = figures;
        }
    }
}

impl Net<'_> {
    /// Is the node the parent itself or included in its consolidated accounts?
    pub(super) fn is_within(&self, node: u32, parent: u32) -> bool {
        let mut at = node;
        loop {
            if at == parent {
                return true;
            }
            match self.consolidated_in.get(at as usize).copied() {
                Some(above) if above != NONE => at = above,
                _ => return false,
            }
        }
    }
}

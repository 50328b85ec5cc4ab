//! What a document of `company.size` states beside ownership: accounts, joint action, markets.

use super::accounts::Accounts;
use super::denominator::{Common, gcd};
use super::graph::{FamilyTies, MAX_ACCOUNTS, MAX_DENOMINATOR, MAX_PAIRS, SizeInput};
use super::ownership::{NONE, Net, index, lookup};
use super::sentences::{COMMON_DENOMINATOR, MARKET_BOTH, SAME_CLOSING, SEATS_RANGE, TWO_OR_MORE};
use crate::base::{Answer, Code, Error, Id, Money, Pointer, Problem, Problems, Truth};

/// The three figures of one period in parts of the common units; `None`: not known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Figures {
    pub awu: Option<i128>,
    pub turnover: Option<i128>,
    pub balance: Option<i128>,
}

/// The facts, by the numbers of [`Net`].
#[derive(Debug)]
pub(super) struct Facts<'a> {
    pub input: &'a SizeInput,
    /// One annual work unit.
    pub awu_unit: i64,
    /// One cent.
    pub money_unit: i64,
    /// Groups of persons and whether they act jointly.
    pub joint: Vec<(Vec<u32>, Truth)>,
    /// Pairs of enterprises (smaller number first) with what is stated of their markets; sorted.
    markets: Vec<(u32, u32, bool)>,
    /// How many closings of the enterprise in question count.
    pub periods: usize,
    figures: Vec<Figures>,
}

/// Checks the whole document.
///
/// # Errors
/// All its problems at once.
pub(super) fn read(input: &SizeInput) -> Result<(Net<'_>, Facts<'_>), Error> {
    let mut problems = Problems::new();
    let root = Pointer::root();
    let pairs = |size: usize| size.saturating_mul(size.saturating_sub(1)) / 2;
    let stated: usize = input.markets.iter().map(|market| pairs(market.enterprises.len())).sum();
    if stated > MAX_PAIRS {
        problems.at_most(root.field("markets"), stated, MAX_PAIRS);
    }
    let members: usize = input.acting_jointly.iter().map(|group| group.persons.len()).sum();
    if members > MAX_PAIRS {
        problems.at_most(root.field("acting_jointly"), members, MAX_PAIRS);
    }
    let net = Net::read(input.ownership(), &mut problems);
    let facts = net.as_ref().map(|net| Reader { input, net, problems: &mut problems }.read());
    problems.finish()?;
    // Without problems there are both.
    net.zip(facts).ok_or_else(|| Problem::new(Code::TooMany, root).into())
}

impl<'a> Facts<'a> {
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
        let enterprise = self.input.enterprises.get(node as usize)?;
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

struct Reader<'a, 'n, 'p> {
    input: &'a SizeInput,
    net: &'n Net<'a>,
    problems: &'p mut Problems,
}

impl<'a> Reader<'a, '_, '_> {
    fn node(&mut self, id: &Id, within: std::ops::Range<u32>, at: impl FnOnce() -> Pointer) -> u32 {
        lookup(&self.net.names, id, within, self.problems, at)
    }

    fn read(mut self) -> Facts<'a> {
        self.check_all_accounts();
        let mut heads = Common::new(1);
        let mut months = Common::new(1);
        for enterprise in &self.input.enterprises {
            let consolidated = enterprise.consolidated.iter().flat_map(|consolidated| &consolidated.accounts);
            for entry in enterprise.accounts.iter().chain(consolidated) {
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
        }
        if heads.broken {
            let expected = COMMON_DENOMINATOR.with(&[("n", MAX_DENOMINATOR.into())]);
            let at = Pointer::root().field("enterprises");
            self.problems.push(Problem::new(Code::OutOfRange, at).expected(expected));
        }
        let joint = self.read_joint();
        let markets = self.read_markets();
        let mut facts = Facts {
            input: self.input,
            awu_unit: heads.value,
            money_unit: months.value,
            joint,
            markets,
            periods: 1,
            figures: Vec::new(),
        };
        if self.problems.is_empty() {
            facts.read_figures(self.net, &heads);
        }
        facts
    }

    fn check_all_accounts(&mut self) {
        let input = self.input;
        for (position, enterprise) in input.enterprises.iter().enumerate() {
            let at = || Pointer::root().field("enterprises").index(position);
            if !enterprise.accounts.is_empty() {
                self.check_accounts(&enterprise.accounts, &|| at().field("accounts"));
            }
            if let Some(board) = &enterprise.board
                && let Some(public) = board.of_public_bodies.given().filter(|public| **public > board.seats)
            {
                let expected = SEATS_RANGE.with(&[("high", board.seats.into())]);
                let place = at().field("board").field("of_public_bodies");
                self.problems.push(Problem::new(Code::OutOfRange, place).found(public).expected(expected));
            }
            if let Some(estimate) = &enterprise.estimate {
                estimate.check(&|| at().field("estimate"), self.problems);
            }
            if let Some(consolidated) = &enterprise.consolidated {
                self.check_accounts(&consolidated.accounts, &|| at().field("consolidated").field("accounts"));
            }
        }
    }

    fn check_accounts(&mut self, list: &[Accounts], at: &dyn Fn() -> Pointer) {
        if list.len() > MAX_ACCOUNTS {
            self.problems.at_most(at(), list.len(), MAX_ACCOUNTS);
        }
        for (position, entry) in list.iter().enumerate().take(MAX_ACCOUNTS) {
            entry.check(&|| at().index(position), self.problems);
            if list.iter().take(position).any(|other| other.closing == entry.closing) {
                let place = at().index(position).field("closing");
                self.problems
                    .push(Problem::new(Code::Contradiction, place).found(entry.closing).hint(SAME_CLOSING.text()));
            }
        }
    }

    fn read_joint(&mut self) -> Vec<(Vec<u32>, Truth)> {
        let input = self.input;
        let mut groups = Vec::with_capacity(input.acting_jointly.len());
        for (position, group) in input.acting_jointly.iter().enumerate() {
            let at = Pointer::root().field("acting_jointly").index(position).field("persons");
            self.two_or_more(group.persons.len(), &at);
            let mut members: Vec<u32> = Vec::with_capacity(group.persons.len());
            for (member, id) in group.persons.iter().enumerate() {
                members.push(self.node(id, self.net.enterprises..self.net.persons_end, || at.index(member)));
            }
            members.sort_unstable();
            members.dedup();
            let presumed = group.family && input.family == FamilyTies::PresumeJointAction;
            let jointly = match group.acting_jointly {
                Answer::NotAsked | Answer::DontKnow if presumed => Truth::Yes,
                stated => stated.into(),
            };
            groups.push((members, jointly));
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
                members.push(self.node(id, 0..self.net.enterprises, || at.index(member)));
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
}

impl Facts<'_> {
    fn read_figures(&mut self, net: &Net<'_>, heads: &Common) {
        let input = self.input;
        let as_of = input.as_of;
        let count = |list: &[Accounts]| list.iter().filter(|entry| entry.approved && entry.closing <= as_of).count();
        let closings = |node: u32| {
            net.enterprise(node)
                .map_or(0, |e| count(&e.accounts).max(e.consolidated.as_ref().map_or(0, |c| count(&c.accounts))))
        };
        self.periods = closings(net.focus).max(closings(net.top(net.focus))).max(1);
        let (periods, unit) = (self.periods, i128::from(self.money_unit));
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
        self.figures = own;
        for (parent, period, figures) in parts {
            if let Some(place) = self.figures.get_mut(parent as usize * periods + period) {
                *place = figures;
            }
        }
    }
}

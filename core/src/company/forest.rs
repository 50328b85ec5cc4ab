//! Who belongs together: control joins nodes, votes of joined holders are added, until nothing changes.
//!
//! The relations of Annex I Art 3(3)(a) to (d) and of Reg. (EU) 2023/2831 Art 2(2) are the same; which nodes take part
//! differs, and stands in the caller's hands.

use super::ownership::{Edge, Net};

/// Why two nodes belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Basis {
    /// Majority of votes, alone or added up among joined holders: the votes.
    Votes(i64),
    /// The control right at this place of the document.
    Right(u32),
    /// Included in full in consolidated accounts.
    Consolidated,
    /// Through a person (or the first of a group acting jointly) on the same or adjacent markets.
    Person(u32),
}

/// A step that joins two nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Link {
    pub from: u32,
    pub to: u32,
    pub basis: Basis,
}

/// Which nodes belong together; each points towards the smallest number of its tree.
pub(crate) struct Forest {
    parent: Vec<u32>,
    /// The steps that joined, a spanning forest.
    pub links: Vec<Link>,
}

impl Forest {
    /// So many nodes, each by itself.
    pub(crate) fn new(nodes: u32) -> Self {
        Self { parent: (0..nodes).collect(), links: Vec::new() }
    }
    /// The smallest number that belongs with the node.
    pub(crate) fn root(&mut self, node: u32) -> u32 {
        let mut at = node;
        while let Some(above) = self.parent.get(at as usize).copied().filter(|above| *above != at) {
            // Halve the path on the way up.
            let next = self.parent.get(above as usize).copied().unwrap_or(above);
            if let Some(place) = self.parent.get_mut(at as usize) {
                *place = next;
            }
            at = next;
        }
        at
    }
    /// Joins two nodes; false when they were joined before.
    pub(crate) fn link(&mut self, from: u32, to: u32, basis: Basis) -> bool {
        let (a, b) = (self.root(from), self.root(to));
        if a == b {
            return false;
        }
        if let Some(place) = self.parent.get_mut(a.max(b) as usize) {
            *place = a.min(b);
        }
        self.links.push(Link { from, to, basis });
        true
    }

    /// Adds up the votes of joined holders until no further enterprise is controlled. Only nodes that `counts` take
    /// part. `hopeful`: votes that are not known are taken as all that is left over, once per enterprise and group.
    pub(crate) fn close_over_votes(
        &mut self,
        net: &Net<'_>,
        counts: impl Fn(u32) -> bool,
        hopeful: bool,
        majority: impl Fn(i64) -> bool,
    ) {
        let mut sums: Vec<(u32, Sum)> = Vec::new();
        loop {
            let mut changed = false;
            for target in (0..net.enterprises).filter(|target| counts(*target)) {
                sums.clear();
                let own = self.root(target);
                for edge in net.into(target).iter().filter(|edge| counts(edge.holder)) {
                    let root = self.root(edge.holder);
                    if root == own {
                        continue;
                    }
                    match sums.iter_mut().find(|(group, _)| *group == root) {
                        Some((_, sum)) => sum.add(edge),
                        None => sums.push((root, Sum::of(edge))),
                    }
                }
                for (_, sum) in &sums {
                    let votes = sum.votes(hopeful);
                    if majority(votes) {
                        changed |= self.link(sum.holder, target, Basis::Votes(votes));
                    }
                }
            }
            if !changed {
                return;
            }
        }
    }
}

/// The votes of a group of holders in one enterprise.
struct Sum {
    known: i64,
    /// What an unknown share may hold at most: all that the known ones leave over.
    left_over: i64,
    /// The first holder.
    holder: u32,
}

impl Sum {
    const fn of(edge: &Edge) -> Self {
        Self { known: edge.votes.low, left_over: edge.votes.high - edge.votes.low, holder: edge.holder }
    }
    fn add(&mut self, edge: &Edge) {
        self.known += edge.votes.low;
        self.left_over = self.left_over.max(edge.votes.high - edge.votes.low);
    }
    const fn votes(&self, hopeful: bool) -> i64 {
        if hopeful { self.known + self.left_over } else { self.known }
    }
}

/// Shortest paths from one node along the steps that joined.
pub(crate) struct Paths {
    before: Vec<Option<Link>>,
    start: u32,
}

impl Paths {
    /// Paths among so many nodes.
    pub(crate) fn new(links: &[Link], nodes: u32, start: u32) -> Self {
        let mut before = vec![None; nodes as usize];
        let mut near: Vec<Vec<Link>> = vec![Vec::new(); nodes as usize];
        for link in links {
            for end in [link.from, link.to] {
                if let Some(list) = near.get_mut(end as usize) {
                    list.push(*link);
                }
            }
        }
        let mut queue = vec![start];
        let mut next = 0;
        while let Some(node) = queue.get(next).copied() {
            next += 1;
            for link in near.get(node as usize).into_iter().flatten() {
                let other = if link.from == node { link.to } else { link.from };
                if let Some(place) = before.get_mut(other as usize).filter(|place| place.is_none() && other != start) {
                    *place = Some(*link);
                    queue.push(other);
                }
            }
        }
        Self { before, start }
    }
    /// The steps to a node; none when it does not belong with the start.
    pub(crate) fn to(&self, node: u32) -> Vec<Link> {
        let mut path = Vec::new();
        let mut at = node;
        while at != self.start {
            let Some(link) = self.before.get(at as usize).copied().flatten() else { break };
            path.push(link);
            at = if link.to == at { link.from } else { link.to };
        }
        path.reverse();
        path
    }
}

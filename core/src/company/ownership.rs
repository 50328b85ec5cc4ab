//! Who owns and controls whom, by index and in whole numbers over a common denominator.

use super::graph::{Enterprise, Investor, Ownership, Person};
use crate::base::law::Rule;
use crate::base::{Id, Pointer, Problems, Truth};

/// Stands for no node.
pub(crate) const NONE: u32 = u32::MAX;

/// A share with its bounds, in parts of [`Net::unit`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Bounds {
    pub low: i64,
    pub high: i64,
}

/// A holding between nodes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Edge {
    pub holder: u32,
    pub target: u32,
    pub capital: Bounds,
    pub votes: Bounds,
    /// Position in the document.
    pub source: u32,
}

/// A control right between nodes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tie {
    pub holder: u32,
    pub target: u32,
    pub exists: Truth,
    /// Position in the document.
    pub source: u32,
}

/// The checked graph. Nodes are numbered: enterprises, then persons, then public bodies.
#[derive(Debug)]
pub(crate) struct Net<'a> {
    pub graph: Ownership<'a>,
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
    /// Holdings in order of target, then holder.
    pub edges: Vec<Edge>,
    pub(super) into: Vec<(u32, u32)>,
    pub(super) by_holder: Vec<u32>,
    pub(super) out_of: Vec<(u32, u32)>,
    pub ties: Vec<Tie>,
    /// The enterprise whose consolidated accounts include a node in full.
    pub consolidated_in: Vec<u32>,
    /// Proportionate inclusions: enterprise, parent, share.
    pub partly_in: Vec<(u32, u32, i64)>,
    /// Ids in order, each with its number.
    pub(super) names: Vec<(&'a str, u32)>,
}

#[allow(clippy::cast_possible_truncation)] // every count is below MAX_NODES or MAX_EDGES, checked before
pub(super) const fn index(value: usize) -> u32 {
    value as u32
}

/// The number of a node among the names; a problem when there is none in the range.
pub(super) fn lookup(
    names: &[(&str, u32)],
    id: &Id,
    within: std::ops::Range<u32>,
    problems: &mut Problems,
    at: impl FnOnce() -> Pointer,
) -> u32 {
    let found = names.binary_search_by_key(&id.as_str(), |(name, _)| name).ok();
    let node = found.and_then(|position| names.get(position)).map(|(_, node)| *node);
    if let Some(node) = node.filter(|node| within.contains(node)) {
        return node;
    }
    let known = names.iter().filter(|(_, node)| within.contains(node)).map(|(name, _)| *name);
    problems.reference(at(), id.as_str(), known);
    problems.hint_last(&super::sentences::NO_SUCH_NODE);
    NONE
}

impl<'a> Net<'a> {
    /// Does a share stand to a threshold in permille as its rule demands?
    pub(crate) fn stands(&self, rule: &Rule, share: i64) -> bool {
        let threshold = i128::from(rule.value().unwrap_or(i64::MAX)) * i128::from(self.unit);
        rule.comparison.is_some_and(|comparison| comparison.holds((i128::from(share) * 1000).cmp(&threshold)))
    }
    /// The id of a node.
    pub(crate) fn id(&self, node: u32) -> &'a Id {
        let input = self.graph;
        let at = node as usize;
        let (enterprises, persons) = (input.enterprises.len(), input.enterprises.len() + input.persons.len());
        let found = if at < enterprises {
            input.enterprises.get(at).map(|entry| &entry.id)
        } else if at < persons {
            input.persons.get(at - enterprises).map(|entry| &entry.id)
        } else {
            input.public_bodies.get(at - persons).map(|entry| &entry.id)
        };
        found.unwrap_or(input.enterprise)
    }
    pub(crate) const fn is_enterprise(&self, node: u32) -> bool {
        node < self.enterprises
    }
    pub(crate) const fn is_person(&self, node: u32) -> bool {
        node >= self.enterprises && node < self.persons_end
    }
    pub(crate) fn enterprise(&self, node: u32) -> Option<&'a Enterprise> {
        self.graph.enterprises.get(node as usize)
    }
    pub(crate) fn person(&self, node: u32) -> Option<&'a Person> {
        self.is_person(node).then(|| self.graph.persons.get((node - self.enterprises) as usize)).flatten()
    }
    /// The investor facts of an enterprise or public body.
    pub(crate) fn investor(&self, node: u32) -> Option<&'a Investor> {
        if self.is_enterprise(node) {
            return self.enterprise(node)?.investor.as_ref();
        }
        self.graph.public_bodies.get(node.checked_sub(self.persons_end)? as usize)?.investor.as_ref()
    }
    /// The holdings in an enterprise.
    pub(crate) fn into(&self, target: u32) -> &[Edge] {
        let (start, end) = self.into.get(target as usize).copied().unwrap_or_default();
        self.edges.get(start as usize..end as usize).unwrap_or_default()
    }
    /// The holdings of a node.
    pub(crate) fn out_of(&self, holder: u32) -> impl Iterator<Item = &Edge> {
        let (start, end) = self.out_of.get(holder as usize).copied().unwrap_or_default();
        let list = self.by_holder.get(start as usize..end as usize).unwrap_or_default();
        list.iter().filter_map(|position| self.edges.get(*position as usize))
    }
    /// The enterprise at the top of the consolidated accounts that include a node; the node itself when none do.
    pub(crate) fn top(&self, node: u32) -> u32 {
        let mut at = node;
        while let Some(parent) = self.consolidated_in.get(at as usize).copied().filter(|parent| *parent != NONE) {
            at = parent;
        }
        at
    }
    /// Is the node the parent itself or included in its consolidated accounts?
    pub(crate) fn is_within(&self, node: u32, parent: u32) -> bool {
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

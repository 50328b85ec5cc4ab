//! The nodes that the reasons of a report share.
//!
//! Every reason that compares a plan with another one is a search of its own, and some are as hard as the plan
//! itself. They share one number of nodes, in a fixed order: the first plan with all its reasons, the questions, the
//! assumptions, then the further plans. No search takes more than a part of what is left, so that there is always
//! something left for the next; every one looks at its root at least. What a search that is cut short leaves open
//! stands in the document as a range.

use std::cell::Cell;

use crate::funding::plan::query::{Found, Unfound};

/// The part of what is left that a search may take.
const PART: u64 = 8;

/// Nodes that most searches need.
const FEW: u64 = 16;

/// Nodes that searches share.
#[derive(Debug)]
pub(crate) struct Nodes {
    left: Cell<u64>,
    /// Most nodes of one search.
    most: u64,
    /// Searches that were cut short.
    cut: Cell<usize>,
}

impl Nodes {
    /// So many together, and so many at most for each search.
    pub(crate) const fn new(all: u64, most: u64) -> Self {
        Self { left: Cell::new(all), most, cut: Cell::new(0) }
    }

    /// Searches within what is left. Most searches need little: more is given only where little was not enough, so
    /// that a plan that brings as much as can be is not searched for an equal one with fewer applications.
    pub(crate) fn search<T: AsRef<Found>>(&self, run: impl Fn(u64) -> Result<T, Unfound>) -> Result<T, Unfound> {
        let most = (self.left.get() / PART).clamp(1, self.most.max(1));
        let few = run(most.min(FEW));
        if self.is_settled(&few) {
            return few;
        }
        let result = if most > FEW { run(most) } else { few };
        if most <= FEW || !self.is_settled(&result) {
            self.cut.set(self.cut.get() + 1);
        }
        result
    }

    /// Counts the nodes of a search; was it finished?
    fn is_settled<T: AsRef<Found>>(&self, result: &Result<T, Unfound>) -> bool {
        let (nodes, proven) = match result {
            Ok(found) => (found.as_ref().nodes, found.as_ref().proven()),
            Err(unfound) => (unfound.nodes(), matches!(unfound, Unfound::Nothing { .. })),
        };
        self.left.set(self.left.get().saturating_sub(nodes));
        proven
    }

    /// How many searches were cut short so far.
    pub(crate) fn cut(&self) -> usize {
        self.cut.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A search that needs so many nodes; what it was given in the end.
    fn run(nodes: &Nodes, wanted: u64) -> u64 {
        let given = Cell::new(0);
        let _ = nodes.search(|most| -> Result<Found, Unfound> {
            given.set(most);
            let nodes = wanted.min(most);
            Err(if wanted > most { Unfound::NodeLimit { nodes, bound: 0 } } else { Unfound::Nothing { nodes } })
        });
        given.get()
    }

    #[test]
    fn no_search_takes_everything_and_each_gets_its_root() {
        let nodes = Nodes::new(800, 90);
        assert_eq!(run(&nodes, 3), FEW, "little is enough");
        assert_eq!(run(&nodes, 200), 90, "the limit of one search");
        assert_eq!(run(&nodes, 80), 86, "an eighth of what is left: 800 - 3 - 16 - 90");
        assert_eq!(nodes.cut(), 1);
        for _ in 0..100 {
            run(&nodes, 200);
        }
        assert_eq!(run(&nodes, 1), 1);
        assert_eq!(nodes.cut(), 101);
    }
}

//! Where a search divides: an application that is filed or not, or where a row goes.

use super::bound::{Node, Prices, Terms, bits};
use super::search::Search;

/// Most items looked at before one is branched on.
const CANDIDATES: usize = 6;
/// An item decided.
pub(super) struct Child {
    pub(super) bound: i64,
    /// The item and its option; none: nobody pays, or no item was decided.
    pub(super) option: Option<(usize, usize)>,
    pub(super) node: Node,
}

/// The options that the linear program uses in part, most nearly by half first.
pub(super) fn halved(node: &Node, used: &[(usize, u64, f64)]) -> Vec<usize> {
    let mut levels: Vec<(usize, f64)> = Vec::new();
    for (option, _, level) in used {
        match levels.iter_mut().find(|(other, _)| other == option) {
            Some((_, sum)) => *sum += level,
            None => levels.push((*option, *level)),
        }
    }
    levels.retain(|(option, level)| !node.holds(*option) && (1e-5..0.999_99).contains(level));
    levels.sort_by(|a, b| (a.1 - 0.5).abs().total_cmp(&(b.1 - 0.5).abs()).then(a.0.cmp(&b.0)));
    levels.into_iter().map(|(option, _)| option).take(CANDIDATES).collect()
}

/// Unclaimed comes last.
pub(super) fn rank(choice: Option<usize>) -> usize {
    choice.unwrap_or(usize::MAX)
}

impl Search<'_> {
    /// Where a row goes.
    fn of_row(&self, row: usize) -> Option<usize> {
        let items = self.query.instance.rows.get(row)?.items;
        bits(items).find_map(|item| self.assignment.get(item).copied().flatten())
    }

    /// With the option and without it, as far as something better may lie below.
    pub(super) fn fork(&self, node: &Node, terms: &Terms, prices: &Prices, option: usize) -> Vec<Child> {
        let conflicts = self.query.instance.options.get(option).map_or(0, |rules| rules.conflicts);
        let with = Node { forced: node.forced | 1 << option, closed: node.closed | conflicts, ..node.clone() };
        let without = Node { closed: node.closed | 1 << option, ..node.clone() };
        let mut scratch = Vec::new();
        let mut children = Vec::new();
        for node in [with, without] {
            if let Some(bound) = prices.relax(terms, &node, &mut scratch)
                && bound > self.lower()
            {
                children.push(Child { bound, option: None, node });
            }
        }
        children
    }

    /// The items of a row with the options that they may be claimed under, and that nobody pays.
    pub(super) fn ways(&self, row: usize, free: u64) -> Vec<Option<(usize, usize)>> {
        let mut ways = Vec::new();
        for item in bits(self.query.instance.rows.get(row).map_or(0, |row| row.items) & free) {
            let choices = self.query.instance.choices.get(item).into_iter().flatten();
            let usable = choices.zip(self.query.allowed.get(item).into_iter().flatten()).filter(|(_, ok)| **ok);
            ways.extend(usable.map(|(choice, _)| Some((item, choice.option))));
        }
        ways.push(None);
        ways
    }

    /// What a row can be decided to be, as far as something better may lie below.
    pub(super) fn children(&self, node: &Node, terms: &Terms, prices: &Prices, row: usize) -> Vec<Child> {
        let own = self.query.instance.rows.get(row).map_or(0, |row| row.items);
        let before = self.query.instance.rows.get(row).and_then(|row| row.twin);
        let before = before.filter(|twin| self.decided >> twin & 1 == 1).map(|twin| self.of_row(twin));
        let mut children = Vec::new();
        let mut scratch = Vec::new();
        for option in self.ways(row, node.free) {
            if before.is_some_and(|twin| rank(option.map(|(_, option)| option)) < rank(twin)) {
                continue;
            }
            let free = node.free & !own & !option.map_or(0, |(item, _)| terms.spent(1 << item));
            let mut child = Node { taken: node.taken.clone(), closed: node.closed, forced: node.forced, free };
            if let Some((item, option)) = option {
                let Some(rules) = self.query.instance.options.get(option) else { continue };
                let unused = node.taken.get(option) == Some(&0);
                let first_unused = rules.copy_of.is_some_and(|first| node.taken.get(first) == Some(&0));
                if node.closed >> option & 1 == 1 || (unused && first_unused) {
                    continue;
                }
                child.closed |= rules.conflicts;
                child.forced &= !(1 << option);
                if let Some(set) = child.taken.get_mut(option) {
                    *set |= 1 << item;
                }
            }
            if let Some(bound) = prices.relax(terms, &child, &mut scratch)
                && bound > self.lower()
            {
                children.push(Child { bound, option, node: child });
            }
        }
        children
    }

    /// The rows that the linear program divides among options or quotes, the most evenly divided first.
    pub(super) fn torn(&self, terms: &Terms, node: &Node, used: &[(usize, u64, f64)]) -> Vec<usize> {
        let mut torn: Vec<(f64, usize)> = Vec::new();
        for (row, own) in terms.rows_of(node.free) {
            let mut shares: Vec<((usize, u64), f64)> = Vec::new();
            for (option, items, level) in used.iter().filter(|(_, items, _)| items & own != 0) {
                let way = (*option, items & own);
                match shares.iter_mut().find(|(other, _)| *other == way) {
                    Some((_, share)) => *share += level,
                    None => shares.push((way, *level)),
                }
            }
            let nobody = 1.0 - shares.iter().map(|(_, share)| *share).sum::<f64>();
            let most = shares.iter().map(|(_, share)| *share).fold(nobody, f64::max);
            if most < 1.0 - 1e-6 {
                torn.push((most, row));
            }
        }
        torn.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let mut rows: Vec<usize> = Vec::new();
        for (_, row) in torn.into_iter().take(CANDIDATES) {
            let row = self.first_twin(row);
            if !rows.contains(&row) {
                rows.push(row);
            }
        }
        rows
    }

    /// Parts of one position are decided in order: the first that is undecided.
    pub(super) fn first_twin(&self, mut row: usize) -> usize {
        while let Some(twin) = self.query.instance.rows.get(row).and_then(|row| row.twin) {
            if self.decided >> twin & 1 == 1 {
                break;
            }
            row = twin;
        }
        row
    }
}

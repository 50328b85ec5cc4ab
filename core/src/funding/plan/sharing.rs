//! What options share: headroom for de minimis aid, and that some of them exclude each other.

use super::instance::{Opt, bits};

/// Most sets of options outside the groups of which at most one is used; conflicts beyond them are left to branching.
const MOST: usize = 60;

/// De minimis aid.
#[derive(Debug, Clone, Copy)]
pub(super) struct Aided {
    /// Its smallest grant, in cents.
    pub(super) least: i64,
    /// It takes from this room and all later ones.
    pub(super) from: usize,
}

/// The dates on which headroom can bind: (rank, headroom up to it). `aided` is per option of de minimis aid its rank and
/// its largest grant.
pub(super) fn rooms(headroom: &[i64], aided: &[(usize, i64)]) -> Vec<(usize, i64)> {
    let mut most = 0;
    let mut rooms: Vec<(usize, i64)> = Vec::new();
    for (rank, room) in headroom.iter().enumerate() {
        // A date counts only if something is granted on it: what holds in any case is the largest so far.
        most = most.max(*room);
        match rooms.last_mut() {
            Some(last) if last.1 == most => last.0 = rank,
            _ => rooms.push((rank, most)),
        }
    }
    let wanted = |rank: usize| {
        aided.iter().filter(|(at, _)| *at <= rank).fold(0_i64, |sum, (_, grant)| sum.saturating_add(*grant))
    };
    rooms.retain(|(rank, room)| *room < wanted(*rank));
    rooms
}

/// Groups of options that exclude each other pairwise; every option is in one group.
pub(super) fn groups(options: &[Opt]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (index, option) in options.iter().enumerate() {
        let fits = |members: &&mut Vec<usize>| members.iter().all(|other| option.conflicts >> other & 1 == 1);
        match groups.iter_mut().find(fits) {
            Some(members) => members.push(index),
            None => groups.push(vec![index]),
        }
    }
    groups
}

/// Further sets of options that exclude each other pairwise: every conflict is within a group or, up to [`MOST`] of
/// them, within one of these.
pub(super) fn cliques(options: &[Opt], groups: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let set = |members: &[usize]| members.iter().fold(0_u128, |set, option| set | 1 << option);
    let mut open: Vec<u128> = options.iter().map(|option| option.conflicts).collect();
    let cover = |open: &mut Vec<u128>, members: &[usize]| {
        let inside = set(members);
        for option in members {
            if let Some(conflicts) = open.get_mut(*option) {
                *conflicts &= !inside;
            }
        }
    };
    groups.iter().for_each(|members| cover(&mut open, members));
    let mut cliques = Vec::new();
    while cliques.len() < MOST {
        let left = |option: &usize| open.get(*option).map_or(0, |conflicts| conflicts.count_ones());
        let Some(first) = (0..options.len()).max_by_key(|option| (left(option), std::cmp::Reverse(*option))) else {
            break;
        };
        if left(&first) == 0 {
            break;
        }
        let mut members = vec![first];
        let conflicts = |option: usize| options.get(option).map_or(0, |rules| rules.conflicts);
        let mut common = conflicts(first);
        while common != 0 {
            // Whoever settles most conflicts with those that are in already.
            let inside = set(&members);
            let settles = |option: &usize| open.get(*option).map_or(0, |conflicts| (conflicts & inside).count_ones());
            let Some(next) = bits(common).max_by_key(|option| (settles(option), std::cmp::Reverse(*option))) else {
                break;
            };
            members.push(next);
            common &= conflicts(next);
        }
        members.sort_unstable();
        cover(&mut open, &members);
        cliques.push(members);
    }
    cliques
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Options with these pairs in conflict.
    fn options(count: usize, pairs: &[(usize, usize)]) -> Vec<Opt> {
        let mut options = vec![Opt::default(); count];
        for (one, two) in pairs.iter().filter(|(one, two)| one != two && *one < count && *two < count) {
            options[*one].conflicts |= 1 << two;
            options[*two].conflicts |= 1 << one;
        }
        options
    }

    proptest! {
        #[test]
        fn every_conflict_lies_within_a_group_or_a_clique_and_nothing_else_does(
            count in 1_usize..20,
            pairs in prop::collection::vec((0_usize..20, 0_usize..20), 0..60),
        ) {
            let options = options(count, &pairs);
            let groups = groups(&options);
            let cliques = cliques(&options, &groups);
            prop_assert!(cliques.len() < MOST);
            let mut members: Vec<usize> = groups.iter().flatten().copied().collect();
            members.sort_unstable();
            prop_assert_eq!(members, (0..count).collect::<Vec<_>>());
            let sets: Vec<&Vec<usize>> = groups.iter().chain(&cliques).collect();
            for (one, option) in options.iter().enumerate() {
                for two in (0..count).filter(|two| *two != one) {
                    let together = sets.iter().any(|set| set.contains(&one) && set.contains(&two));
                    prop_assert_eq!(together, option.conflicts >> two & 1 == 1, "{} {}", one, two);
                }
            }
        }

        #[test]
        fn rooms_are_the_limits_that_can_be_passed(
            headroom in prop::collection::vec(0_i64..50, 1..6),
            aided in prop::collection::vec((0_usize..6, 0_i64..30), 0..8),
        ) {
            let aided: Vec<(usize, i64)> = aided.into_iter().filter(|(rank, _)| *rank < headroom.len()).collect();
            let rooms = rooms(&headroom, &aided);
            // Whatever part of the grants is made: the rooms forbid it only if the ceiling on some date of a grant does.
            for subset in 0_u32..1 << aided.len() {
                let made: Vec<(usize, i64)> =
                    aided.iter().enumerate().filter(|(bit, _)| subset >> bit & 1 == 1).map(|(_, one)| *one).collect();
                let until = |rank: usize| made.iter().filter(|(at, _)| *at <= rank).map(|(_, grant)| grant).sum::<i64>();
                let lawful = made.iter().all(|(at, _)| until(*at) <= headroom[*at]);
                let fits = rooms.iter().all(|(rank, room)| until(*rank) <= *room);
                prop_assert!(!lawful || fits);
                // Headroom that only grows says the same.
                if headroom.is_sorted() {
                    prop_assert_eq!(lawful, fits);
                }
            }
        }
    }
}

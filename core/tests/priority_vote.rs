//! What the voting methods promise, checked on random profiles; and counter-examples where one fails a promise.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use machbar::base::Id;
use machbar::priority::vote::ballots::RankedBallot;
use machbar::priority::vote::pairwise::{Square, Strength, schulze};
use machbar::priority::vote::{MethodResult, Vote, VoteInput, VotingMethod, vote};
use proptest::prelude::*;
use std::collections::BTreeSet;

use VotingMethod::{Borda, Copeland, InstantRunoff, RankedPairs, Schulze};

/// Ballots as permutations of the candidates, best first, each with the number of its voters.
type Profile = Vec<(u32, Vec<usize>)>;

fn id(name: &str) -> Id {
    Id::new(name).unwrap()
}

fn count_named(names: &[String], profile: &Profile, strength: Strength) -> Vote {
    let ranked = profile
        .iter()
        .map(|(count, ranking)| RankedBallot {
            voter: None,
            count: *count,
            ranking: ranking.iter().map(|place| vec![id(&names[*place])]).collect(),
        })
        .collect();
    let candidates = names.iter().map(|name| id(name)).collect();
    vote(&VoteInput { candidates, ranked, strength, ..VoteInput::default() }).unwrap()
}

fn names(count: usize) -> Vec<String> {
    (0..count).map(|place| format!("k{place}")).collect()
}

fn count(size: usize, profile: &Profile) -> Vote {
    count_named(&names(size), profile, Strength::WinningVotes)
}

fn by(result: &Vote, method: VotingMethod) -> &MethodResult {
    result.results.iter().find(|row| row.method == method).unwrap()
}

fn winners(result: &Vote, method: VotingMethod) -> BTreeSet<String> {
    by(result, method).winners.iter().map(ToString::to_string).collect()
}

fn profiles(most: usize) -> impl Strategy<Value = (usize, Profile)> {
    (2..=most).prop_flat_map(|size| {
        let ballot = (1..5_u32, Just((0..size).collect::<Vec<_>>()).prop_shuffle());
        (Just(size), prop::collection::vec(ballot, 1..6))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Anonymity: the order of the ballots does not matter.
    #[test]
    fn anonymity((size, profile) in profiles(5)) {
        let mut other = profile.clone();
        other.reverse();
        prop_assert_eq!(count(size, &profile), count(size, &other));
    }

    /// Neutrality: with other names the others win. (Ranked pairs only where the order of ids did not decide.)
    #[test]
    fn neutrality((size, profile) in profiles(5)) {
        let renamed: Vec<String> = (0..size).map(|place| format!("x{}", size - place)).collect();
        let (one, other) = (count(size, &profile), count_named(&renamed, &profile, Strength::WinningVotes));
        for method in [Borda, Copeland, Schulze, RankedPairs, InstantRunoff] {
            if by(&one, method).order_of_ids_decided {
                continue;
            }
            let expected: BTreeSet<String> =
                winners(&one, method).iter().map(|name| renamed[name[1..].parse::<usize>().unwrap()].clone()).collect();
            prop_assert_eq!(winners(&other, method), expected, "{:?}", method);
        }
    }

    /// Whoever beats everybody in pairs wins by Copeland, Schulze and ranked pairs.
    #[test]
    fn condorcet((size, profile) in profiles(6)) {
        let result = count(size, &profile);
        if let Some(winner) = &result.condorcet_winner {
            for method in [Copeland, Schulze, RankedPairs] {
                prop_assert_eq!(&by(&result, method).winners, &vec![winner.clone()], "{:?}", method);
            }
        }
    }

    /// Monotonicity: a winner who is raised on a ballot still wins. (Not promised by the instant run-off.)
    #[test]
    fn monotonicity((size, profile) in profiles(5), at in any::<prop::sample::Index>()) {
        let before = count(size, &profile);
        for method in [Borda, Copeland, Schulze, RankedPairs] {
            if by(&before, method).order_of_ids_decided {
                continue;
            }
            for winner in winners(&before, method) {
                let place: usize = winner[1..].parse().unwrap();
                let mut raised = profile.clone();
                let ballot = &mut raised[at.index(profile.len())].1;
                let now = ballot.iter().position(|other| *other == place).unwrap();
                if now > 0 {
                    ballot.swap(now, now - 1);
                }
                let after = count(size, &raised);
                if !by(&after, method).order_of_ids_decided {
                    prop_assert!(winners(&after, method).contains(&winner), "{:?} {}", method, winner);
                }
            }
        }
    }

    /// Reversal: a sole Schulze winner does not win when every ballot is turned round.
    #[test]
    fn reversal((size, profile) in profiles(5)) {
        let turned: Profile = profile.iter().map(|(n, ranking)| (*n, ranking.iter().rev().copied().collect())).collect();
        for strength in [Strength::WinningVotes, Strength::Margins] {
            let names = names(size);
            let won = winners(&count_named(&names, &profile, strength), Schulze);
            let back = winners(&count_named(&names, &turned, strength), Schulze);
            if won.len() == 1 {
                prop_assert!(back.is_disjoint(&won), "{:?}", strength);
            }
        }
    }

    /// Clones: a twin next to a candidate on every ballot changes nothing for the others.
    #[test]
    fn clones_do_not_matter_to_schulze_and_ranked_pairs((size, profile) in profiles(4), twin_first in any::<bool>()) {
        let (original, twin) = (size - 1, size);
        let cloned: Profile = profile
            .iter()
            .map(|(n, ranking)| {
                let both = if twin_first { [twin, original] } else { [original, twin] };
                let double = |place: &usize| if *place == original { both.to_vec() } else { vec![*place] };
                (*n, ranking.iter().flat_map(double).collect())
            })
            .collect();
        let (before, after) = (count(size, &profile), count(size + 1, &cloned));
        for method in [Schulze, RankedPairs] {
            if by(&before, method).order_of_ids_decided || by(&after, method).order_of_ids_decided {
                continue;
            }
            let merged: BTreeSet<String> = winners(&after, method)
                .into_iter()
                .map(|name| if name == format!("k{twin}") { format!("k{original}") } else { name })
                .collect();
            prop_assert_eq!(merged, winners(&before, method), "{:?}", method);
        }
    }

    /// Schulze against the definition: the strongest of all simple paths.
    #[test]
    fn schulze_paths_by_brute_force((size, profile) in profiles(5)) {
        let result = count(size, &profile);
        let votes = |a: usize, b: usize| result.pairwise[a][b];
        fn strongest(from: usize, to: usize, seen: &mut Vec<usize>, size: usize, votes: &dyn Fn(usize, usize) -> u64) -> u64 {
            let mut best = 0;
            for next in 0..size {
                let step = if votes(from, next) > votes(next, from) { votes(from, next) } else { 0 };
                if next == from || seen.contains(&next) || step == 0 {
                    continue;
                }
                let rest = if next == to { u64::MAX } else {
                    seen.push(next);
                    let rest = strongest(next, to, seen, size, votes);
                    seen.pop();
                    rest
                };
                best = best.max(step.min(rest));
            }
            best
        }
        let path = |a: usize, b: usize| strongest(a, b, &mut vec![a], size, &votes);
        for row in &by(&result, Schulze).places {
            let own: usize = row.candidate.as_str()[1..].parse().unwrap();
            let ahead = (0..size).filter(|other| *other != own && path(*other, own) > path(own, *other)).count();
            prop_assert_eq!(row.place, ahead + 1);
        }
    }
}

fn profile(ballots: &[(u32, &str)]) -> (usize, Profile) {
    let rank = |ballot: &str| ballot.bytes().map(|letter| usize::from(letter - b'a')).collect();
    (ballots[0].1.len(), ballots.iter().map(|(n, ballot)| (*n, rank(ballot))).collect())
}

fn sole(result: &Vote, method: VotingMethod) -> usize {
    assert_eq!(by(result, method).winners.len(), 1);
    by(result, method).winners[0].as_str()[1..].parse().unwrap()
}

#[test]
fn a_run_off_can_punish_the_winner_for_new_support() {
    // a wins; the two who said "bac" raise a to the first rank, and c wins.
    let (size, before) = profile(&[(6, "abc"), (5, "cab"), (4, "bca"), (2, "bac")]);
    assert_eq!(sole(&count(size, &before), InstantRunoff), 0);
    let (size, after) = profile(&[(8, "abc"), (5, "cab"), (4, "bca")]);
    assert_eq!(sole(&count(size, &after), InstantRunoff), 2);
}

#[test]
fn borda_can_pass_over_the_condorcet_winner_and_is_moved_by_clones() {
    let (size, without) = profile(&[(3, "ab"), (2, "ba")]);
    assert_eq!(sole(&count(size, &without), Borda), 0);
    // c is b's twin, behind it on every ballot.
    let (size, with) = profile(&[(3, "abc"), (2, "bca")]);
    let result = count(size, &with);
    assert_eq!(result.condorcet_winner.as_ref().unwrap().as_str(), "k0");
    assert_eq!(sole(&result, Borda), 1);
}

#[test]
fn copeland_is_moved_by_clones() {
    // A circle of three: everybody beats one other and ties.
    let (size, circle) = profile(&[(1, "abc"), (1, "bca"), (1, "cab")]);
    assert_eq!(by(&count(size, &circle), Copeland).winners.len(), 3);
    // d is a's twin, behind it on every ballot: a and c now beat two, b still one.
    let (size, cloned) = profile(&[(1, "adbc"), (1, "bcad"), (1, "cadb")]);
    let result = count(size, &cloned);
    assert_ne!(by(&result, Copeland).winners.len(), 3);
    assert!(!by(&result, Copeland).winners.iter().any(|id| id.as_str() == "k1"));
}

#[test]
fn an_empty_square_has_no_paths() {
    assert_eq!(schulze(&Square::zero(3), Strength::Margins).0, [1, 1, 1]);
}

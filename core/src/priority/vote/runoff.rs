//! Instant run-off: the weakest goes, its votes move on.

use crate::base::Ratio;

/// One round of counting.
#[derive(Debug, Clone, PartialEq)]
pub struct Count {
    /// Votes per candidate still in, in order of the candidates; none for those out.
    pub votes: Vec<Option<Ratio>>,
    /// Who goes after this round; several when they tie for the fewest votes. Empty in the last round.
    pub out: Vec<usize>,
    /// Votes of ballots that name nobody still in.
    pub exhausted: Ratio,
}

/// Rounds and places of an instant run-off.
///
/// A vote counts for the best candidate still in; several on one level share it equally. A ballot that
/// names nobody still in is exhausted. Someone with more than half of the votes that still count wins.
/// Those who tie for the fewest votes go together; if that is everybody, they share the place.
pub fn instant_runoff(size: usize, ballots: &[(u64, Vec<Vec<usize>>)]) -> (Vec<usize>, Vec<Count>) {
    let mut inside = vec![true; size];
    let mut places = vec![1; size];
    let mut rounds = Vec::new();
    loop {
        let (votes, exhausted) = count(&inside, ballots);
        let standing: Vec<(usize, &Ratio)> =
            votes.iter().enumerate().filter_map(|(place, votes)| Some((place, votes.as_ref()?))).collect();
        let total: Ratio = standing.iter().map(|(_, votes)| *votes).sum();
        let half = total.checked_div(&Ratio::from(2)).unwrap_or_else(Ratio::zero);
        let majority = standing.iter().find(|(_, votes)| **votes > half).map(|(place, _)| *place);
        let fewest = standing.iter().map(|(_, votes)| *votes).min().cloned();
        let last: Vec<usize> =
            standing.iter().filter(|(_, votes)| Some(*votes) == fewest.as_ref()).map(|(place, _)| *place).collect();
        let left = standing.len();
        if let Some(winner) = majority {
            // The rest of the field, in order of this count.
            for (place, own) in &standing {
                let better = standing.iter().filter(|(other, votes)| *other == winner || *votes > own).count();
                if let Some(cell) = places.get_mut(*place).filter(|_| *place != winner) {
                    *cell = 1 + better;
                }
            }
        }
        let over = majority.is_some() || last.len() == left;
        rounds.push(Count { votes, out: if over { Vec::new() } else { last.clone() }, exhausted });
        if over {
            return (places, rounds);
        }
        for place in &last {
            if let (Some(inside), Some(cell)) = (inside.get_mut(*place), places.get_mut(*place)) {
                *inside = false;
                *cell = 1 + left - last.len();
            }
        }
    }
}

fn count(inside: &[bool], ballots: &[(u64, Vec<Vec<usize>>)]) -> (Vec<Option<Ratio>>, Ratio) {
    let mut votes: Vec<Option<Ratio>> = inside.iter().map(|inside| inside.then(Ratio::zero)).collect();
    let mut exhausted = Ratio::zero();
    for (times, levels) in ballots {
        let weight = Ratio::from(i64::try_from(*times).unwrap_or(i64::MAX));
        let still = |place: &&usize| inside.get(**place).copied().unwrap_or(false);
        let Some(level) = levels.iter().find(|level| level.iter().any(|place| still(&place))) else {
            exhausted += &weight;
            continue;
        };
        let named: Vec<&usize> = level.iter().filter(still).collect();
        let sharers = Ratio::from(i64::try_from(named.len()).unwrap_or(1));
        let Some(share) = weight.checked_div(&sharers) else { continue };
        for place in named {
            if let Some(Some(votes)) = votes.get_mut(*place) {
                *votes += &share;
            }
        }
    }
    (votes, exhausted)
}

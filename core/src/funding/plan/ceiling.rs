//! How room under the ceiling for de minimis aid is given out.

/// A grant that wants room.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Take {
    /// Its granting date: anything that orders like the dates.
    pub(crate) rank: usize,
    /// The whole grant in cents.
    pub(crate) wanted: i64,
    /// The least that it can be cut to, in cents.
    pub(crate) least: i64,
    /// What a cent of it is worth.
    pub(crate) worth: i64,
}

/// What each grant keeps so that the ceiling holds at every granting date, at least loss; `None` when even the
/// least grants do not fit. `room` is what the ceiling leaves at the date of a rank for all grants up to it.
///
/// The limits are nested (each later date also counts everything before it), so giving out the room in order
/// of worth is optimal; ties in the order given. A date binds only if a grant is made on it.
pub(crate) fn keep(takes: &[Take], room: impl Fn(usize) -> i64) -> Option<Vec<i64>> {
    let total: i64 = takes.iter().map(|take| take.wanted).sum();
    let mut ranks: Vec<usize> = takes.iter().map(|take| take.rank).collect();
    ranks.sort_unstable();
    ranks.dedup();
    if ranks.iter().all(|rank| room(*rank) >= total) {
        return Some(takes.iter().map(|take| take.wanted).collect());
    }
    let mut slack: Vec<(usize, i64)> = ranks.iter().map(|rank| (*rank, room(*rank))).collect();
    let mut kept: Vec<i64> = takes.iter().map(|take| take.least).collect();
    for take in takes {
        slack.iter_mut().filter(|(at, _)| *at >= take.rank).for_each(|(_, room)| *room -= take.least);
    }
    if slack.iter().any(|(_, room)| *room < 0) {
        return None;
    }
    let mut order: Vec<(usize, &Take)> = takes.iter().enumerate().collect();
    order.sort_by_key(|(place, take)| (std::cmp::Reverse(take.worth), *place));
    for (place, take) in order {
        let room = slack.iter().filter(|(at, _)| *at >= take.rank).map(|(_, room)| *room).min().unwrap_or(0);
        let more = (take.wanted - take.least).min(room).max(0);
        if let Some(kept) = kept.get_mut(place) {
            *kept += more;
        }
        slack.iter_mut().filter(|(at, _)| *at >= take.rank).for_each(|(_, room)| *room -= more);
    }
    Some(kept)
}

//! SMAA-2 (Lahdelma and Salminen 2001): shares of all admissible weightings in which an item takes a rank.
//!
//! Sampled, with an explicit seed. The samples are dealt to a fixed number of partitions, each with a
//! random stream of its own and summed in order: the bytes of the result do not depend on the threads.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

/// Random streams that the samples are dealt to, whatever the number of threads.
const PARTITIONS: u64 = 64;
/// Weightings that are scored together.
const BATCH: usize = 64;

/// A value that is not known and is drawn anew for every sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Gap {
    pub(super) row: usize,
    pub(super) column: usize,
}

/// What is sampled.
#[derive(Debug, Clone)]
pub(super) struct Model<'a> {
    /// Normalised values per criterion, in which more is better; anything stands in a gap.
    pub(super) columns: &'a [Vec<f64>],
    /// Gaps, uniform on 0 to 1.
    pub(super) gaps: &'a [Gap],
    /// Criteria from the most to the least important; empty when all weightings are admissible.
    pub(super) order: &'a [usize],
    /// A fixed weighting in place of sampled ones.
    pub(super) fixed: Option<&'a [f64]>,
    pub(super) seed: u64,
    pub(super) samples: u64,
    pub(super) threads: usize,
}

/// Counts over all samples.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Counts {
    /// Per item how often it took each rank (row by row); ties share the better rank.
    pub(super) ranks: Vec<u64>,
    /// Per item the sum of the weightings in which it was first (row by row).
    pub(super) weights: Vec<f64>,
}

impl Counts {
    fn zero(rows: usize, columns: usize) -> Self {
        Self { ranks: vec![0; rows * rows], weights: vec![0.0; rows * columns] }
    }
    fn add(&mut self, other: &Self) {
        self.ranks.iter_mut().zip(&other.ranks).for_each(|(sum, count)| *sum += count);
        self.weights.iter_mut().zip(&other.weights).for_each(|(sum, weight)| *sum += weight);
    }
}

impl Model<'_> {
    fn rows(&self) -> usize {
        self.columns.first().map_or(0, Vec::len)
    }

    /// Draws all samples.
    pub(super) fn sample(&self) -> Counts {
        let threads = self.threads.clamp(1, PARTITIONS as usize);
        let mut parts: Vec<Option<Counts>> = vec![None; PARTITIONS as usize];
        if threads == 1 {
            parts.iter_mut().zip(0..).for_each(|(part, stream)| *part = Some(self.partition(stream)));
        } else {
            let each = parts.len().div_ceil(threads);
            std::thread::scope(|scope| {
                for (parts, first) in parts.chunks_mut(each).zip((0..).step_by(each)) {
                    scope.spawn(move || {
                        parts.iter_mut().zip(first..).for_each(|(part, stream)| *part = Some(self.partition(stream)));
                    });
                }
            });
        }
        let mut total = Counts::zero(self.rows(), self.columns.len());
        parts.iter().flatten().for_each(|part| total.add(part));
        total
    }

    fn partition(&self, stream: u64) -> Counts {
        let mut rng = ChaCha8Rng::seed_from_u64(self.seed);
        rng.set_stream(stream);
        let mut left = self.samples / PARTITIONS + u64::from(stream < self.samples % PARTITIONS);
        let mut counts = Counts::zero(self.rows(), self.columns.len());
        let mut batch = Batch::new(self);
        while left > 0 {
            let size = usize::try_from(left).unwrap_or(BATCH).min(BATCH);
            batch.draw(self, &mut rng, size);
            batch.count(size, &mut counts);
            left -= size as u64;
        }
        counts
    }
}

/// Samples whose sums stay in the registers of the processor while a loop runs over items or criteria.
const LANES: usize = 8;
/// One number for each sample of a batch.
type Lane = [f64; BATCH];

/// Weightings and scores of a few samples; samples lie side by side so that loops run over them.
struct Batch {
    rows: usize,
    /// Per criterion the weights; until they are sorted the cut points.
    weights: Vec<Lane>,
    /// Per item the scores.
    scores: Vec<Lane>,
    /// Pairs of cut points to put in order, one pair after the other.
    network: Vec<[usize; 2]>,
    bytes: Vec<u8>,
}

impl Batch {
    fn new(model: &Model<'_>) -> Self {
        let cuts = model.columns.len().saturating_sub(1);
        Self {
            rows: model.rows(),
            weights: vec![[0.0; BATCH]; model.columns.len()],
            scores: vec![[0.0; BATCH]; model.rows()],
            network: network(cuts),
            bytes: vec![0; 8 * cuts * BATCH],
        }
    }

    fn draw(&mut self, model: &Model<'_>, rng: &mut ChaCha8Rng, size: usize) {
        match model.fixed {
            Some(fixed) => {
                let lanes = self.weights.iter_mut().zip(fixed);
                lanes.for_each(|(lane, weight)| lane.fill(*weight));
            }
            None => self.draw_weights(model.order, rng, size),
        }
        for (row, scores) in self.scores.iter_mut().enumerate() {
            for (block, scores) in scores.as_chunks_mut().0.iter_mut().enumerate() {
                let mut sums = [0.0; LANES];
                let values = model.columns.iter().filter_map(|column| column.get(row));
                for (weights, value) in self.weights.iter().zip(values) {
                    let Some(weights) = weights.as_chunks::<LANES>().0.get(block) else { continue };
                    sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight * value);
                }
                *scores = sums;
            }
        }
        for gap in model.gaps {
            let (Some(scores), Some(weights)) = (self.scores.get_mut(gap.row), self.weights.get(gap.column)) else {
                continue;
            };
            let known = model.columns.get(gap.column).and_then(|column| column.get(gap.row)).copied().unwrap_or(0.0);
            for (score, weight) in scores.iter_mut().zip(weights).take(size) {
                *score += weight * (unit(rng.next_u64()) - known);
            }
        }
    }

    /// Uniform on the simplex: the gaps between sorted uniform cut points.
    fn draw_weights(&mut self, order: &[usize], rng: &mut ChaCha8Rng, size: usize) {
        let cuts = self.weights.len().saturating_sub(1);
        rng.fill_bytes(&mut self.bytes);
        for (sample, words) in self.bytes.chunks_exact((8 * cuts).max(8)).enumerate() {
            for (lane, word) in self.weights.iter_mut().zip(words.as_chunks().0) {
                if let Some(cell) = lane.get_mut(sample) {
                    *cell = unit(u64::from_le_bytes(*word));
                }
            }
        }
        for pair in &self.network {
            if let Ok([low, high]) = self.weights.get_disjoint_mut(*pair) {
                for (low, high) in low.iter_mut().zip(high) {
                    (*low, *high) = if *high < *low { (*high, *low) } else { (*low, *high) };
                }
            }
        }
        let mut before = [0.0; BATCH];
        for (place, lane) in self.weights.iter_mut().enumerate() {
            for (cell, before) in lane.iter_mut().zip(&mut before) {
                let cut = if place == cuts { 1.0 } else { *cell };
                (*cell, *before) = (cut - *before, cut);
            }
        }
        if !order.is_empty() {
            (0..size).for_each(|sample| reorder(&mut self.weights, order, sample));
        }
    }

    fn count(&self, size: usize, counts: &mut Counts) {
        let columns = self.weights.len();
        for (row, own) in self.scores.iter().enumerate() {
            // How many score higher, for all samples of the batch at once.
            let mut ranks = [0_u64; BATCH];
            for (block, ranks) in ranks.as_chunks_mut::<LANES>().0.iter_mut().enumerate() {
                let Some(own) = own.as_chunks::<LANES>().0.get(block) else { continue };
                let mut ahead = [0_u64; LANES];
                for other in &self.scores {
                    let Some(other) = other.as_chunks::<LANES>().0.get(block) else { continue };
                    for ((rank, own), other) in ahead.iter_mut().zip(own).zip(other) {
                        // Never near the bound of 64 bits; an overflow check here would keep the loop from running in lanes.
                        *rank = rank.wrapping_add(u64::from(other > own));
                    }
                }
                *ranks = ahead;
            }
            let Some(by_rank) = counts.ranks.get_mut(row * self.rows..(row + 1) * self.rows) else { continue };
            let Some(sums) = counts.weights.get_mut(row * columns..(row + 1) * columns) else { continue };
            for (sample, rank) in ranks.iter().enumerate().take(size) {
                if let Some(count) = usize::try_from(*rank).ok().and_then(|rank| by_rank.get_mut(rank)) {
                    *count += 1;
                }
                if *rank == 0 {
                    let drawn = self.weights.iter().filter_map(|lane| lane.get(sample));
                    sums.iter_mut().zip(drawn).for_each(|(sum, weight)| *sum += weight);
                }
            }
        }
    }
}

/// Pairs of places to compare, and to swap where they are out of order, so that everything is sorted in the end:
/// Batcher's merge exchange (Knuth, The Art of Computer Programming, volume 3, 5.2.2, algorithm M). The
/// same pairs for all samples, so that a batch is sorted side by side.
fn network(count: usize) -> Vec<[usize; 2]> {
    let mut pairs = Vec::new();
    let top = count.next_power_of_two() / 2;
    let mut p = top;
    while p > 0 {
        let (mut q, mut r, mut d) = (top, 0, p);
        loop {
            pairs.extend((0..count.saturating_sub(d)).filter(|i| i & p == r).map(|i| [i, i + d]));
            if q == p {
                break;
            }
            (d, q, r) = (q - p, q / 2, p);
        }
        p /= 2;
    }
    pairs
}

/// The largest weight to the most important criterion, and so on: uniform on the ordered part of the simplex.
fn reorder(weights: &mut [Lane], order: &[usize], sample: usize) {
    let mut drawn: Vec<f64> = weights.iter().filter_map(|lane| lane.get(sample).copied()).collect();
    drawn.sort_unstable_by(|a, b| b.total_cmp(a));
    for (criterion, weight) in order.iter().zip(drawn) {
        if let Some(cell) = weights.get_mut(*criterion).and_then(|lane| lane.get_mut(sample)) {
            *cell = weight;
        }
    }
}

/// A uniform double from 0 to 1 (1 excluded) of 53 random bits.
fn unit(word: u64) -> f64 {
    (word >> 11) as f64 * (1.0 / (1_u64 << 53) as f64)
}

/// Each sampled share lies within this of the true one in 95 of 100 runs (Hoeffding's inequality).
pub fn error_bound(samples: u64) -> f64 {
    // ln(2 / 0.05)
    const LN_40: f64 = 3.688_879_454_113_936;
    if samples == 0 { 1.0 } else { (LN_40 / (2.0 * samples as f64)).sqrt() }
}

/// Uniform numbers for resampling, from a stream that no partition uses.
pub(super) fn resampling(seed: u64) -> impl FnMut(usize) -> usize {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(PARTITIONS);
    // The product of 64 random bits with the bound: bias below 2⁻⁵⁰ for any list that fits a document.
    move |bound| usize::try_from((u128::from(rng.next_u64()) * bound as u128) >> 64).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By the 0-1 principle a network that sorts every row of zeros and ones sorts everything.
    #[test]
    fn the_network_sorts() {
        for count in 0..=16_usize {
            for bits in 0..1_u32 << count {
                let mut row: Vec<bool> = (0..count).map(|place| bits >> place & 1 == 1).collect();
                for [low, high] in network(count) {
                    if row[low] && !row[high] {
                        row.swap(low, high);
                    }
                }
                assert!(row.is_sorted(), "{count} places, {bits:b}");
            }
        }
        // As many cut points as there may be: every row of zeros and ones with one change, turned in every way.
        let count = super::super::MAX_CRITERIA - 1;
        for (ones, turn) in (0..=count).flat_map(|ones| (0..count).map(move |turn| (ones, turn))) {
            let mut row: Vec<bool> = (0..count).map(|place| (place + turn) % count < ones).collect();
            for [low, high] in network(count) {
                if row[low] && !row[high] {
                    row.swap(low, high);
                }
            }
            assert!(row.is_sorted(), "{ones} ones turned by {turn}");
        }
    }
}

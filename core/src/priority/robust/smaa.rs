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

/// Weightings and scores of a few samples; samples lie side by side so that loops run over them.
struct Batch {
    rows: usize,
    /// Per criterion a lane of weights.
    weights: Vec<[f64; BATCH]>,
    /// Per item a lane of scores.
    scores: Vec<[f64; BATCH]>,
    /// Cut points of one sample.
    cuts: Vec<f64>,
    bytes: Vec<u8>,
}

impl Batch {
    fn new(model: &Model<'_>) -> Self {
        let columns = model.columns.len();
        Self {
            rows: model.rows(),
            weights: vec![[0.0; BATCH]; columns],
            scores: vec![[0.0; BATCH]; model.rows()],
            cuts: vec![0.0; columns.saturating_sub(1)],
            bytes: vec![0; 8 * columns.saturating_sub(1) * BATCH],
        }
    }

    fn draw(&mut self, model: &Model<'_>, rng: &mut ChaCha8Rng, size: usize) {
        match model.fixed {
            Some(fixed) => self.weights.iter_mut().zip(fixed).for_each(|(lane, weight)| lane.fill(*weight)),
            None => self.draw_weights(model.order, rng, size),
        }
        for scores in &mut self.scores {
            scores.fill(0.0);
        }
        for (column, weights) in model.columns.iter().zip(&self.weights) {
            for (scores, value) in self.scores.iter_mut().zip(column) {
                scores.iter_mut().zip(weights).for_each(|(score, weight)| *score += weight * value);
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
        rng.fill_bytes(&mut self.bytes);
        let mut words =
            self.bytes.chunks_exact(8).filter_map(|word| Some(unit(u64::from_le_bytes(word.try_into().ok()?))));
        for sample in 0..size {
            self.cuts.iter_mut().zip(&mut words).for_each(|(cut, word)| *cut = word);
            sort_few(&mut self.cuts);
            let mut before = 0.0;
            for (place, lane) in self.weights.iter_mut().enumerate() {
                let cut = self.cuts.get(place).copied().unwrap_or(1.0);
                if let Some(cell) = lane.get_mut(sample) {
                    *cell = cut - before;
                }
                before = cut;
            }
            if !order.is_empty() {
                reorder(&mut self.weights, order, sample);
            }
        }
    }

    fn count(&self, size: usize, counts: &mut Counts) {
        let columns = self.weights.len();
        for (row, own) in self.scores.iter().enumerate() {
            // How many score higher, for all samples of the batch at once.
            let mut ranks = [0_u64; BATCH];
            for other in &self.scores {
                for ((rank, own), other) in ranks.iter_mut().zip(own).zip(other) {
                    // Never near the bound of 64 bits; an overflow check here would keep the loop from running in lanes.
                    *rank = rank.wrapping_add(u64::from(other > own));
                }
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

/// The largest weight to the most important criterion, and so on: uniform on the ordered part of the simplex.
fn reorder(weights: &mut [[f64; BATCH]], order: &[usize], sample: usize) {
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

/// Insertion sort: the fastest for the handful of cut points of a weighting.
fn sort_few(values: &mut [f64]) {
    if values.len() > 24 {
        values.sort_unstable_by(f64::total_cmp);
        return;
    }
    for end in 1..values.len() {
        let mut place = end;
        while place > 0 && values.get(place) < values.get(place - 1) {
            values.swap(place, place - 1);
            place -= 1;
        }
    }
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

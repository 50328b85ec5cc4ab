//! Reciprocal judgements: principal eigenvector, logarithmic least squares, circles.

use std::collections::BTreeMap;

/// Rounds after which the power method stops at the latest.
const ROUNDS: usize = 10_000;
/// Change of a weight below which it has converged.
const CONVERGED: f64 = 1e-15;

/// Judgements `aᵢⱼ` on pairs with `i < j`; pairs may be missing.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgements {
    size: usize,
    values: BTreeMap<(usize, usize), f64>,
}

impl Judgements {
    /// Judgements on that many elements.
    pub const fn new(size: usize, values: BTreeMap<(usize, usize), f64>) -> Self {
        Self { size, values }
    }
    /// `aᵢⱼ`; one on the diagonal, the reciprocal below it, none where nobody judged.
    pub fn value(&self, a: usize, b: usize) -> Option<f64> {
        match a.cmp(&b) {
            std::cmp::Ordering::Equal => Some(1.0),
            std::cmp::Ordering::Less => self.values.get(&(a, b)).copied(),
            std::cmp::Ordering::Greater => self.values.get(&(b, a)).map(|value| 1.0 / value),
        }
    }
    fn log(&self, a: usize, b: usize) -> Option<f64> {
        self.value(a, b).map(libm::log)
    }
    /// The judgements in order of the elements.
    pub fn given(&self) -> impl Iterator<Item = (usize, usize, f64)> {
        self.values.iter().map(|((a, b), value)| (*a, *b, *value))
    }
    /// Pairs that nobody judged.
    pub fn missing(&self) -> Vec<(usize, usize)> {
        let pairs = (0..self.size).flat_map(|a| (a + 1..self.size).map(move |b| (a, b)));
        pairs.filter(|pair| !self.values.contains_key(pair)).collect()
    }
    /// Elements linked by judgements, group by group.
    pub fn groups(&self) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        let mut open: Vec<usize> = (0..self.size).rev().collect();
        while let Some(first) = open.pop() {
            let mut group = vec![first];
            let mut next = 0;
            while let Some(from) = group.get(next).copied() {
                let (near, far): (Vec<usize>, Vec<usize>) =
                    open.iter().partition(|other| self.value(from, **other).is_some());
                group.extend(near);
                open = far;
                next += 1;
            }
            group.sort_unstable();
            groups.push(group);
        }
        groups
    }
    /// Triples in which the judgements run in a circle.
    pub fn circles(&self) -> Vec<(usize, usize, usize)> {
        let over = |a: usize, b: usize| self.value(a, b).is_some_and(|value| value > 1.0);
        let mut circles = Vec::new();
        for a in 0..self.size {
            for b in a + 1..self.size {
                for c in b + 1..self.size {
                    if over(a, b) && over(b, c) && over(c, a) {
                        circles.push((a, b, c));
                    } else if over(a, c) && over(c, b) && over(b, a) {
                        circles.push((a, c, b));
                    }
                }
            }
        }
        circles
    }
    /// Geometric consistency index: `2 / ((n−1)(n−2)) Σ ln²(aᵢⱼ wⱼ / wᵢ)` for logarithms of weights.
    pub fn geometric_consistency(&self, logs: &[f64]) -> f64 {
        let error = |(a, b, value): (usize, usize, f64)| Some(libm::log(value) - logs.get(a)? + logs.get(b)?);
        let squares: f64 = self.given().filter_map(error).map(|error| error * error).sum();
        let size = self.size as f64;
        2.0 * squares / ((size - 1.0) * (size - 2.0))
    }
}

/// The principal eigenvector (sum 1) and eigenvalue, by the power method.
///
/// Missing judgements (Harker 1987): zero in their place, and one more on the diagonal for each.
pub fn principal(judgements: &Judgements) -> (Vec<f64>, f64) {
    let size = judgements.size;
    let rows: Vec<Vec<f64>> = (0..size)
        .map(|a| {
            let gaps = (0..size).filter(|b| judgements.value(a, *b).is_none()).count();
            let cell = |b: usize| {
                if a == b { 1.0 + gaps as f64 } else { judgements.value(a, b).unwrap_or(0.0) }
            };
            (0..size).map(cell).collect()
        })
        .collect();
    let mut weights = vec![1.0 / size.max(1) as f64; size];
    let mut value = size as f64;
    for _ in 0..ROUNDS {
        let image: Vec<f64> =
            rows.iter().map(|row| row.iter().zip(&weights).map(|(cell, weight)| cell * weight).sum()).collect();
        // The weights sum to one, so the sum of the image is the eigenvalue.
        value = image.iter().sum();
        let next: Vec<f64> = image.iter().map(|x| x / value).collect();
        let change = next.iter().zip(&weights).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        weights = next;
        if change < CONVERGED {
            break;
        }
    }
    (weights, value)
}

/// Logarithms of the weights (sum 0) with the least squared error `Σ (ln aᵢⱼ − xᵢ + xⱼ)²` over the given pairs.
///
/// For complete judgements these are the row means: the geometric-mean weights.
pub fn least_squares(judgements: &Judgements) -> Vec<f64> {
    let size = judgements.size;
    // Normal equations: the Laplacian of the given pairs, plus one everywhere to fix the sum at zero.
    let mut system: Vec<Vec<f64>> = (0..size)
        .map(|a| {
            let others = (0..size).filter(|b| *b != a);
            let near: Vec<(usize, f64)> = others.filter_map(|b| Some((b, judgements.log(a, b)?))).collect();
            let cell = |b: usize| {
                let link = if a == b {
                    near.len() as f64
                } else if near.iter().any(|(other, _)| *other == b) {
                    -1.0
                } else {
                    0.0
                };
                link + 1.0
            };
            (0..size).map(cell).chain([near.iter().map(|(_, log)| log).sum()]).collect()
        })
        .collect();
    eliminate(&mut system);
    system.iter().map(|row| row.last().copied().unwrap_or(0.0)).collect()
}

/// Gauss–Jordan without pivoting, for symmetric positive definite systems.
fn eliminate(system: &mut [Vec<f64>]) {
    for column in 0..system.len() {
        let Some(row) = system.get_mut(column) else { return };
        let Some(pivot) = row.get(column).copied().filter(|pivot| *pivot != 0.0) else { return };
        row.iter_mut().for_each(|cell| *cell /= pivot);
        let row = row.clone();
        for (_, other) in system.iter_mut().enumerate().filter(|(index, _)| *index != column) {
            let factor = other.get(column).copied().unwrap_or(0.0);
            other.iter_mut().zip(&row).for_each(|(cell, value)| *cell -= factor * value);
        }
    }
}

/// Weights with sum 1 from their logarithms.
pub fn from_logs(logs: &[f64]) -> Vec<f64> {
    let weights: Vec<f64> = logs.iter().map(|log| libm::exp(*log)).collect();
    let sum: f64 = weights.iter().sum();
    weights.into_iter().map(|weight| weight / sum).collect()
}

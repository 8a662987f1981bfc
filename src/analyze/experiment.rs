//! What a comparison of two variants shows: the difference of their rates, with the range it may truly have.

use crate::model::{Experiment, ExperimentKind};

/// Fewer than this many asked per variant decide nothing.
pub const LEAST_ASKED: u32 = 100;

/// What an experiment shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// The rate of the first variant, 0 to 1.
    pub first: f64,
    /// The rate of the second.
    pub second: f64,
    /// First minus second: the least it may be, at 95 % confidence (Newcombe's interval from Wilson's).
    pub low: f64,
    /// The most it may be.
    pub high: f64,
    /// What it comes to.
    pub result: ExperimentResult,
}

/// What an experiment comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExperimentResult {
    /// The first variant is better.
    First,
    /// The second variant is better.
    Second,
    /// Too few were asked to tell.
    TooFew,
    /// Enough were asked, and no difference shows.
    NoDifference,
    /// It was no comparison by chance at the same time, so other causes are not ruled out.
    NotRandom,
}

/// Compares the first two variants; nothing where the numbers are missing or impossible.
pub fn compare(experiment: &Experiment) -> Option<Comparison> {
    let (&[n1, n2, ..], &[h1, h2, ..]) = (experiment.n.as_slice(), experiment.hits.as_slice()) else {
        return None;
    };
    if n1 == 0 || n2 == 0 || h1 > n1 || h2 > n2 {
        return None;
    }
    let (first, second) = (f64::from(h1) / f64::from(n1), f64::from(h2) / f64::from(n2));
    let ((l1, u1), (l2, u2)) = (wilson(first, n1), wilson(second, n2));
    let difference = first - second;
    let low = difference - ((first - l1).powi(2) + (u2 - second).powi(2)).sqrt();
    let high = difference + ((u1 - first).powi(2) + (second - l2).powi(2)).sqrt();
    let result = if experiment.kind != Some(ExperimentKind::Ab) {
        ExperimentResult::NotRandom
    } else if low > 0.0 {
        ExperimentResult::First
    } else if high < 0.0 {
        ExperimentResult::Second
    } else if n1.min(n2) < LEAST_ASKED {
        ExperimentResult::TooFew
    } else {
        ExperimentResult::NoDifference
    };
    Some(Comparison { first, second, low, high, result })
}

/// Wilson's 95 % interval of a rate.
fn wilson(rate: f64, n: u32) -> (f64, f64) {
    const Z: f64 = 1.959_964;
    let n = f64::from(n);
    let centre = rate + Z * Z / (2.0 * n);
    let margin = Z * (rate * (1.0 - rate) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    ((centre - margin) / scale, (centre + margin) / scale)
}

//! Figures in prose: their value, bound, unit, rate and direction.
//!
//! [`quantities`] finds them; [`Quantity::fits`] compares one with an approved figure. Left out are numbers that measure
//! nothing: versions, dates, years, times of day, phone numbers, list markers, ordinals, names with digits. Where the
//! grammar is in doubt it leaves out, because a figure misread is an alarm raised at good copy.

mod bound;
mod direction;
mod exclude;
mod fit;
mod numeral;
mod pieces;
mod ranges;
mod scan;
mod share;
mod unit;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::words::{Token, tokens_in};

pub use fit::{Fit, Mismatch};
pub use unit::{Period, Unit, compatible};

/// A set of numbers between two ends.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// The lower end; may be infinite.
    pub low: f64,
    /// The upper end; may be infinite.
    pub high: f64,
    /// Whether the lower end is left out.
    pub low_open: bool,
    /// Whether the upper end is left out.
    pub high_open: bool,
}

impl Interval {
    /// All numbers from `low` to `high`, both included.
    pub fn closed(low: f64, high: f64) -> Self {
        Self { low, high, low_open: false, high_open: false }
    }

    /// Whether a number is within, with room for the error of decimal fractions.
    pub fn contains(&self, value: f64) -> bool {
        let room = value.abs().max(1e-6) * 1e-9;
        let above = if self.low_open { value > self.low + room } else { value >= self.low - room };
        let below = if self.high_open { value < self.high - room } else { value <= self.high + room };
        above && below
    }
}

/// How the stated number bounds what is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Bound {
    /// `62%`
    Exact,
    /// `at least`, `a minimum of`, `or more`, `62+`, `from $45`
    AtLeast,
    /// `at most`, `no more than`, `within`, `a maximum of`
    AtMost,
    /// `up to`, `as many as`: the best case, which says nothing of the usual one
    UpTo,
    /// `about`, `around`, `~`, `nearly`, `almost`
    About,
    /// `over`, `more than`
    Over,
    /// `under`, `less than`
    Under,
    /// `on average`, `an average of`
    Average,
    /// `30–60`, `between 30 and 60`, `from 30 to 60`
    Range,
}

/// Whether what a figure counts goes up or down, by the words next to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Direction {
    /// increase, gain, grow, refill, capture, more, faster
    Up,
    /// cut, reduce, drop, lose, miss, fewer, less
    Down,
    /// No such word is near.
    #[default]
    Unknown,
}

/// A figure in prose, or the approved one it is compared with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// All its words: bound, number, unit, rate.
    pub range: Range<usize>,
    /// Its number with sign of currency, percent, or unit of time, but without the noun it counts.
    pub figure: Range<usize>,
    /// The stated number, or both ends of a range, in the base of the unit: seconds, bytes, percent.
    pub stated: (f64, f64),
    /// The values the statement admits, under the rounding its form shows: `over 30%` admits 30 to 40, without both.
    pub value: Interval,
    /// How the number bounds what is meant.
    pub bound: Bound,
    /// Whether it is called an average, whatever its bound.
    pub average: bool,
    /// What it is a number of.
    pub unit: Unit,
    /// The noun it counts or measures, singular: `vans` and `62% of slots` give `van` and `slot`.
    pub noun: Option<String>,
    /// Part and whole, of `4 of the top 10` or `2/3`; the unit is then percent.
    pub ratio: Option<(f64, f64)>,
    /// What it is counted by, singular, in order: `per van per month`.
    pub per: Vec<String>,
    /// Up or down.
    pub direction: Direction,
    /// One in the last place written, and one in the last place that is not zero; both in the base of the unit.
    step: (f64, f64),
}

/// The quantities of a text, in order and without overlap. None reaches across a sentence. Linear in the text.
pub fn quantities(text: &str, tokens: &[Token], sentences: &[Range<usize>]) -> Vec<Quantity> {
    let mut found = vec![];
    for sentence in sentences {
        scan::sentence(text, tokens_in(tokens, sentence), &mut found);
    }
    found
}

impl Quantity {
    /// The figure of an approved claim: a value in the unit as a marketer writes it (`percent`, `%`, `days`, `EUR`, `x`,
    /// `points`, `GB`, `vans`, `EUR per van per month`, or nothing) and its bound. An unknown word is a count noun.
    pub fn approved(value: f64, unit: &str, bound: Bound) -> Self {
        Self::approved_range(value, value, unit, bound)
    }

    /// The same for a figure that is approved as a range from `low` to `high`.
    pub fn approved_range(low: f64, high: f64, unit: &str, bound: Bound) -> Self {
        let (unit, factor, per) = unit::read(unit);
        let step = numeral::steps(low);
        let mut approved = Self {
            range: 0..0,
            figure: 0..0,
            stated: (low * factor, high * factor),
            value: Interval::closed(low * factor, high * factor),
            bound: if low < high && bound == Bound::Exact { Bound::Range } else { bound },
            average: bound == Bound::Average,
            noun: match &unit {
                Unit::Count(noun) => Some(noun.clone()),
                _ => None,
            },
            unit,
            ratio: None,
            per,
            direction: Direction::Unknown,
            step: (step.0 * factor, step.1 * factor),
        };
        approved.value = fit::admitted(&approved, false);
        approved
    }

    /// The same figure with a direction.
    #[must_use]
    pub fn towards(self, direction: Direction) -> Self {
        Self { direction, ..self }
    }
}

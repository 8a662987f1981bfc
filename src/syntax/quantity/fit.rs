//! Comparing a figure in copy with the approved one, as intervals under rounding.
//!
//! The decisions, by example of an approved 62 %:
//!
//! * `62%`, `62.4%` (rounds to 62), `about 60%`, `nearly two thirds`, `over 60%` fit; `60%` and `58%` do not: a number
//!   without a bound claims its last digit.
//! * Zeros are digits up to 990; from 1,000 on the last two of them stand for rounding (`20,000` fits 19,960).
//! * `over 30%` reaches to the next round number: 31 to 39 fit it, 62 does not, true as it may be.
//! * `up to 62%` never fits an average or exact 62: it names a best case. Neither does `over 62%`. `at least 62%` fits an
//!   exact 62, but no average one.
//! * An approved `at least 62` says nothing of 75: a bound is no licence for another number.
//! * Months against days or weeks have 8 % of room, so `4 weeks` is `a month` and `90 days` a quarter.

use super::unit::{Period, Unit, compatible};
use super::{Bound, Interval, Quantity};

/// How a figure in copy stands to the approved one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// The same number with the same bound.
    Same,
    /// Another form of the same number: rounded, or with a bound that the approved figure bears out.
    Rounds,
    /// The number is right, its bound is not: `up to 62%` for an average of 62 %.
    Bound,
    /// It contradicts the approved figure.
    Conflict(Mismatch),
}

/// In what a figure contradicts the approved one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mismatch {
    /// Another number.
    Value,
    /// Points for percent, or a unit that cannot be compared.
    Unit,
    /// Counted by something else: per year for per month.
    Rate,
    /// Up for down.
    Direction,
}

impl Fit {
    /// Whether the copy may say so.
    pub fn agrees(self) -> bool {
        matches!(self, Self::Same | Self::Rounds)
    }
}

impl Quantity {
    /// Compares this figure, found in copy, with the approved one.
    pub fn fits(&self, approved: &Quantity) -> Fit {
        let points = |q: &Quantity| q.unit == Unit::Points;
        if !compatible(&self.unit, &approved.unit) || points(self) != points(approved) {
            return Fit::Conflict(Mismatch::Unit);
        }
        if !self.per.is_empty() && !approved.per.is_empty() && self.per != approved.per {
            return Fit::Conflict(Mismatch::Rate);
        }
        let (up, down) = (super::Direction::Up, super::Direction::Down);
        if matches!((self.direction, approved.direction), (a, b) if (a, b) == (up, down) || (a, b) == (down, up))
        {
            return Fit::Conflict(Mismatch::Direction);
        }
        let room = room(&self.unit, &approved.unit);
        match approved.bound {
            Bound::AtLeast | Bound::Over => at_least(self, approved, room),
            Bound::AtMost | Bound::UpTo | Bound::Under => at_most(self, approved, room),
            _ => point(self, approved, room),
        }
    }
}

impl Quantity {
    /// Whether two figures of copy, of which neither is approved, cannot both be right: neither is a form of the other.
    /// Bounds of one sort are compared by their numbers: `within two minutes` promises something else than `within ten`.
    pub fn disagrees(&self, other: &Quantity) -> bool {
        let exact = |q: &Quantity| {
            let bare = Self { bound: Bound::Exact, ..q.clone() };
            Self { value: admitted(&bare, false), ..bare }
        };
        let (a, b) = match self.bound == other.bound {
            true => (exact(self), exact(other)),
            false => (self.clone(), other.clone()),
        };
        a.unit == b.unit && !a.fits(&b).agrees() && !b.fits(&a).agrees()
    }
}

fn near(a: f64, b: f64, room: f64) -> bool {
    (a - b).abs() <= a.abs().max(b.abs()) * room.max(1e-9)
}

/// The relative room that units of different length need.
fn room(copy: &Unit, approved: &Unit) -> f64 {
    let months = |p: &Period| matches!(p, Period::Month | Period::Quarter);
    let short = |p: &Period| p.seconds() < Period::Month.seconds();
    match (copy, approved) {
        (Unit::Duration(a), Unit::Duration(b)) if a == b => 0.0,
        (Unit::Duration(a), Unit::Duration(b)) if (months(a) && short(b)) || (months(b) && short(a)) => 0.08,
        (Unit::Duration(_), Unit::Duration(_)) => 0.01,
        _ => 0.0,
    }
}

/// Whether the approved number, or one of an approved range, is among those that the copy's form admits.
fn admits(copy: &Quantity, approved: &Quantity, room: f64) -> bool {
    let (low, high) = approved.stated;
    let mut value = copy.value;
    if copy.unit != approved.unit && matches!(copy.bound, Bound::Exact | Bound::Average) {
        // Rounding to weeks does not make 11 days two of them.
        let cap = copy.stated.0.abs() * 0.1;
        value = Interval::closed(value.low.max(copy.stated.0 - cap), value.high.min(copy.stated.1 + cap));
    }
    if low == high {
        return value.contains(low)
            || value.contains(low * (1.0 + room))
            || value.contains(low * (1.0 - room));
    }
    value.low <= high * (1.0 + room) && value.high >= low * (1.0 - room)
}

/// Whether the copy is more precise than the approved figure and rounds to it. Not of 99 % and more, where decimals are
/// the claim.
fn refines(copy: &Quantity, approved: &Quantity) -> bool {
    let high_stakes = approved.unit == Unit::Percent && approved.stated.0 >= 99.0;
    let half = approved.step.0 / 2.0;
    let within = Interval::closed(approved.stated.0 - half, approved.stated.1 + half);
    !high_stakes
        && copy.unit == approved.unit
        && copy.step.0 < approved.step.0
        && within.contains(copy.stated.0)
        && within.contains(copy.stated.1)
}

fn same_number(copy: &Quantity, approved: &Quantity, room: f64) -> bool {
    near(copy.stated.0, approved.stated.0, room) && near(copy.stated.1, approved.stated.1, room)
}

fn point(copy: &Quantity, approved: &Quantity, room: f64) -> Fit {
    let same = same_number(copy, approved, room);
    let admitted = admits(copy, approved, room);
    match copy.bound {
        Bound::Exact | Bound::Average | Bound::Range if same => Fit::Same,
        Bound::Exact | Bound::Average | Bound::About | Bound::Range => {
            agree(admitted || refines(copy, approved))
        }
        // `up to 60` for a range from 30 to 60
        Bound::UpTo | Bound::AtMost | Bound::Under
            if approved.bound == Bound::Range && near(copy.stated.0, approved.stated.1, room) =>
        {
            Fit::Rounds
        }
        Bound::AtLeast | Bound::Over
            if approved.bound == Bound::Range && near(copy.stated.0, approved.stated.0, room) =>
        {
            Fit::Rounds
        }
        Bound::AtLeast | Bound::AtMost if same && approved.bound == Bound::Exact => Fit::Rounds,
        _ if same => Fit::Bound,
        Bound::UpTo => Fit::Conflict(Mismatch::Value),
        _ => agree(admitted),
    }
}

fn at_least(copy: &Quantity, approved: &Quantity, room: f64) -> Fit {
    let same = same_number(copy, approved, room);
    match copy.bound {
        Bound::AtLeast | Bound::Over if same => Fit::Same,
        Bound::AtLeast | Bound::Over | Bound::Exact | Bound::About => agree(admits(copy, approved, room)),
        Bound::Average if same => Fit::Bound,
        Bound::Average => agree(admits(copy, approved, room)),
        Bound::Range => agree(near(copy.stated.0, approved.stated.0, room)),
        Bound::AtMost | Bound::UpTo | Bound::Under if copy.stated.0 < approved.stated.0 && !same => {
            Fit::Conflict(Mismatch::Value)
        }
        Bound::AtMost | Bound::UpTo | Bound::Under => Fit::Bound,
    }
}

fn at_most(copy: &Quantity, approved: &Quantity, room: f64) -> Fit {
    let same = same_number(copy, approved, room);
    match copy.bound {
        Bound::AtMost | Bound::UpTo | Bound::Under if same => Fit::Same,
        Bound::AtMost | Bound::UpTo | Bound::Under | Bound::Exact | Bound::About => {
            agree(admits(copy, approved, room))
        }
        Bound::Average if same => Fit::Bound,
        Bound::Average => agree(admits(copy, approved, room)),
        Bound::Range => agree(near(copy.stated.1, approved.stated.1, room)),
        Bound::AtLeast | Bound::Over if copy.stated.0 > approved.stated.0 && !same => {
            Fit::Conflict(Mismatch::Value)
        }
        Bound::AtLeast | Bound::Over => Fit::Bound,
    }
}

fn agree(admitted: bool) -> Fit {
    if admitted { Fit::Rounds } else { Fit::Conflict(Mismatch::Value) }
}

/// The values a statement admits; `near` for `nearly`, `just under`, `just over`.
pub(super) fn admitted(quantity: &Quantity, near: bool) -> Interval {
    let (low, high) = quantity.stated;
    let (fine, coarse) = quantity.step;
    let precise = matches!(quantity.unit, Unit::Percent | Unit::Points | Unit::Times);
    let all = quantity.unit == Unit::Percent && (low == 100.0 || low == 0.0) && quantity.ratio.is_none();
    let half = if all {
        // All and none are claims of their own: 99.9 % rounds to neither.
        0.0
    } else if precise || coarse < fine * 1000.0 {
        fine / 2.0
    } else {
        coarse / 20.0
    };
    // `about 60` may be 55 to 65, but `about 1,000` not 500: an eighth is the most.
    let about = (coarse / 2.0).min(low.abs() * 0.12).max(low.abs() * 0.025).max(half);
    let reach = if near { about } else { coarse.max(low.abs() * 0.05) };
    match quantity.bound {
        Bound::Exact | Bound::Average | Bound::Range => Interval::closed(low - half, high + half),
        Bound::About if near => Interval::closed(low - about, high),
        Bound::About => Interval::closed(low - about, high + about),
        Bound::Over => Interval { low, high: high + reach, low_open: true, high_open: true },
        Bound::AtLeast => Interval { low, high: high + reach, low_open: false, high_open: true },
        Bound::Under => Interval { low: low - reach, high, low_open: false, high_open: true },
        Bound::AtMost | Bound::UpTo => Interval { low: low - reach, high, low_open: true, high_open: false },
    }
}

//! Whether a segment is large enough for the growth the company wants, and small enough to be spoken to as one.

use crate::config::Settings;
use crate::model::Segment;

/// A goal that needs more than this share of a segment is out of its reach.
pub const MOST_SHARE: f64 = 0.5;
/// A goal that needs less than this share of a segment does not need all of it.
pub const LEAST_SHARE: f64 = 0.1;

/// How a segment's size fits the goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fit {
    /// More than half of it would have to buy.
    TooSmall,
    /// It carries the goal.
    Right,
    /// A tenth of it would do: cut it until its needs are common.
    TooBroad,
}

impl Fit {
    /// Its name: `too small`.
    pub fn name(self) -> &'static str {
        match self {
            Self::TooSmall => "too small",
            Self::Right => "right",
            Self::TooBroad => "too broad",
        }
    }
}

/// What the goal asks of a segment.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Sizing {
    /// New revenue that the goal asks for, in the company's currency.
    pub needed: f64,
    /// What the segment could pay in a year.
    pub reach: f64,
    /// The share of the segment that would have to buy, 0 upwards.
    pub share: f64,
    /// How that fits.
    pub fit: Fit,
}

/// The sizing of a segment; nothing where revenue, goal or size is not known, or the goal asks for no growth.
pub fn sizing(settings: &Settings, segment: &Segment) -> Option<Sizing> {
    let needed = settings.revenue? * (settings.growth_goal? - 1.0);
    let reach = segment.size.as_ref()?.revenue?;
    if needed <= 0.0 || reach <= 0.0 {
        return None;
    }
    let share = needed / reach;
    let fit = match share {
        s if s > MOST_SHARE => Fit::TooSmall,
        s if s < LEAST_SHARE => Fit::TooBroad,
        _ => Fit::Right,
    };
    Some(Sizing { needed, reach, share, fit })
}

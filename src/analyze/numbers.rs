//! What the watched numbers say together: the leaky bucket, the five sources of revenue, whether the teams chase their tail.
//!
//! The five sources are those of F. F. Reichheld, "The Loyalty Effect" (1996): base, more purchases, lower cost to serve,
//! referrals, price premium. Numbers are known by their ids: `won`, `lost-controllable`, `lost-uncontrollable`,
//! `revenue-base` and so on; what is not measured is left out.

use crate::model::{Measure, Metric};

/// The five sources of revenue from a customer: the id of the number, and what it is called.
pub const SOURCES: [(&str, &str); 5] = [
    ("revenue-base", "Base"),
    ("revenue-more-purchases", "More purchases"),
    ("revenue-cost-to-serve", "Lower cost to serve"),
    ("revenue-referrals", "Referrals"),
    ("revenue-price-premium", "Price premium"),
];

/// The numbers of a playbook, by their ids; those that are not to be seen are not asked.
pub trait Numbers {
    /// The number of an id.
    fn metric(&self, id: &str) -> Option<&Metric>;

    /// Its single values by period, in the order written.
    fn series(&self, id: &str) -> Vec<(String, f64)> {
        let values = self.metric(id).map(|m| m.values.iter()).into_iter().flatten();
        let single = values.filter_map(|(period, value)| match value {
            Measure::One(value) => Some((period.to_string(), *value)),
            Measure::Split(_) => None,
        });
        single.collect()
    }

    /// Its value in one period.
    fn at(&self, id: &str, period: &str) -> Option<f64> {
        self.series(id).into_iter().find(|(p, _)| p == period).map(|(_, v)| v)
    }

    /// Its newest single value.
    fn newest(&self, id: &str) -> Option<f64> {
        self.series(id).last().map(|(_, v)| *v)
    }

    /// Its newest values where it is split: the period, and what by what.
    fn newest_split(&self, id: &str) -> Option<(String, Vec<(String, f64)>)> {
        self.metric(id)?.values.iter().rev().find_map(|(period, value)| match value {
            Measure::Split(parts) => {
                Some((period.to_string(), parts.iter().map(|(name, v)| (name.to_string(), *v)).collect()))
            }
            Measure::One(_) => None,
        })
    }
}

/// Customers won and lost in one period.
#[derive(Clone, Debug, PartialEq)]
pub struct Bucket {
    /// The period.
    pub period: String,
    /// Customers won.
    pub won: f64,
    /// Lost for a reason that could have been mended.
    pub controllable: f64,
    /// Lost for another reason.
    pub uncontrollable: f64,
}

impl Bucket {
    /// How many of the new customers only fill the place of those who left.
    pub fn refill(&self) -> f64 {
        (self.controllable + self.uncontrollable).min(self.won)
    }

    /// The same as a share of those won, 0 to 1; nothing where nobody was won.
    pub fn refill_share(&self) -> Option<f64> {
        (self.won > 0.0).then(|| self.refill() / self.won)
    }

    /// Won less lost.
    pub fn growth(&self) -> f64 {
        self.won - self.controllable - self.uncontrollable
    }
}

/// The bucket, period by period; a period in which one of the two losses was not counted has none of it.
pub fn buckets(numbers: &impl Numbers) -> Vec<Bucket> {
    let lost = |id: &str, period: &str| numbers.at(id, period);
    let won = numbers.series("won").into_iter();
    let both = won.filter_map(|(period, won)| {
        let (a, b) = (lost("lost-controllable", &period), lost("lost-uncontrollable", &period));
        (a.is_some() || b.is_some()).then(|| Bucket {
            won,
            controllable: a.unwrap_or(0.0),
            uncontrollable: b.unwrap_or(0.0),
            period,
        })
    });
    both.collect()
}

/// The sources of revenue of one period or one segment.
#[derive(Clone, Debug, PartialEq)]
pub struct Sources {
    /// The period or the segment.
    pub name: String,
    /// Each of the five, in their order; nothing where it was not measured.
    pub parts: [Option<f64>; 5],
}

impl Sources {
    /// All of them.
    pub fn sum(&self) -> f64 {
        self.parts.iter().flatten().sum()
    }
}

/// The five sources, period by period.
pub fn sources(numbers: &impl Numbers) -> Vec<Sources> {
    by_name(|id| numbers.series(id))
}

/// The five sources by segment, in the newest period in which each is split.
pub fn sources_by_segment(numbers: &impl Numbers) -> Vec<Sources> {
    by_name(|id| {
        let split = numbers.newest_split(id).or_else(|| numbers.newest_split(&format!("{id}-by-segment")));
        split.map(|(_, parts)| parts).unwrap_or_default()
    })
}

fn by_name(values: impl Fn(&str) -> Vec<(String, f64)>) -> Vec<Sources> {
    let mut found: Vec<Sources> = vec![];
    for (n, (id, _)) in SOURCES.iter().enumerate() {
        for (name, value) in values(id) {
            let at = found.iter().position(|s| s.name == name).unwrap_or_else(|| {
                found.push(Sources { name: name.clone(), parts: [None; 5] });
                found.len() - 1
            });
            if let Some(part) = found.get_mut(at).and_then(|s| s.parts.get_mut(n)) {
                *part = Some(value);
            }
        }
    }
    found
}

/// Which of the five sources were never measured, by what they are called.
pub fn unmeasured_sources(numbers: &impl Numbers) -> Vec<&'static str> {
    let measured = |id: &str| numbers.metric(id).is_some_and(|m| !m.values.is_empty());
    SOURCES.iter().filter(|(id, _)| !measured(id)).map(|(_, name)| *name).collect()
}

/// One period of winning customers: what it cost, how many came, how many left before they had paid back.
#[derive(Clone, Debug, PartialEq)]
pub struct Chase {
    /// The period.
    pub period: String,
    /// What winning cost in all: the cost of one times how many.
    pub spend: f64,
    /// How many were won.
    pub won: f64,
    /// The share that left early, where it was counted.
    pub early: Option<f64>,
    /// More was spent than in the period before, on fewer or on worse customers.
    pub chasing: bool,
}

/// Whether more money brings fewer or worse customers, period by period.
pub fn tail_chasing(numbers: &impl Numbers) -> Vec<Chase> {
    let mut found: Vec<Chase> = vec![];
    for (period, won) in numbers.series("won") {
        let Some(cost) = numbers.at("cac", &period) else { continue };
        let (spend, early) = (cost * won, numbers.at("early-churn", &period));
        let chasing = found.last().is_some_and(|before| {
            let worse = early.zip(before.early).is_some_and(|(now, then)| now > then);
            spend > before.spend && (won < before.won || worse)
        });
        found.push(Chase { period, spend, won, early, chasing });
    }
    found
}

/// The newest values of a number for several names that it is split by, such as two segments: the period, and a value for
/// each; nothing where it is split by fewer than two of them.
pub fn side_by_side(metric: &Metric, names: &[&str]) -> Option<(String, Vec<Option<f64>>)> {
    metric.values.iter().rev().find_map(|(period, value)| {
        let Measure::Split(parts) = value else { return None };
        let of = |name: &&str| parts.iter().find(|(n, _)| n.as_str() == *name).map(|(_, v)| *v);
        let values: Vec<Option<f64>> = names.iter().map(of).collect();
        (values.iter().flatten().count() >= 2).then(|| (period.to_string(), values))
    })
}

/// Whether the newest single value of a number has reached its target; nothing where it has none. A number that began above
/// its target is to fall, any other is to rise.
pub fn on_target(metric: &Metric) -> Option<bool> {
    let target = metric.target?;
    let mut values = metric.values.iter().filter_map(|(_, value)| match value {
        Measure::One(value) => Some(*value),
        Measure::Split(_) => None,
    });
    let first = values.next()?;
    let last = values.next_back().unwrap_or(first);
    Some(if first > target { last <= target } else { last >= target })
}

/// When a customer of one segment has paid back what it cost to win them.
#[derive(Clone, Debug, PartialEq)]
pub struct Payback {
    /// The segment, as the numbers are split.
    pub segment: String,
    /// What it costs to win one.
    pub cost: f64,
    /// What one leaves over in a month.
    pub margin: f64,
    /// After how many months the cost is back.
    pub months: f64,
}

/// The payback of each segment for which `cac-by-segment` and `margin-month-by-segment` are known, in the order of the first.
pub fn payback_by_segment(numbers: &impl Numbers) -> Vec<Payback> {
    let split = |id: &str| numbers.newest_split(id).map(|(_, parts)| parts).unwrap_or_default();
    let margins = split("margin-month-by-segment");
    let both = split("cac-by-segment").into_iter().filter_map(|(segment, cost)| {
        let margin =
            margins.iter().find(|(name, _)| *name == segment).map(|(_, m)| *m).filter(|m| *m > 0.0)?;
        Some(Payback { segment, cost, margin, months: cost / margin })
    });
    both.collect()
}

//! How far the teams have come together by what is ticked, whatever level is claimed, and what is missing for the next.

use crate::config::{Alignment, Maturity, Tick};

/// Where the teams stand.
#[derive(Clone, Debug)]
pub struct Standing<'a> {
    /// The highest level of which everything, and of the levels below it, is true.
    pub reached: Maturity,
    /// The level claimed.
    pub claimed: Option<Maturity>,
    /// The level after the one reached; nothing at the top.
    pub next: Option<Maturity>,
    /// What is not true yet of the next level, in the order written.
    pub missing: Vec<&'a Tick>,
    /// How many things are true and how many there are, level by level from the lowest; levels without any are left out.
    pub counts: Vec<(Maturity, usize, usize)>,
    /// What is ticked and shown by nothing.
    pub unshown: Vec<&'a Tick>,
}

impl Standing<'_> {
    /// Whether more is claimed than is ticked.
    pub fn overclaimed(&self) -> bool {
        self.claimed.is_some_and(|claimed| rank(claimed) > rank(self.reached))
    }
}

/// Where the teams stand by the record.
pub fn standing(alignment: &Alignment) -> Standing<'_> {
    let of = |level: Maturity| alignment.items.iter().filter(move |t| t.level == Some(level));
    let whole = |level: Maturity| of(level).next().is_some() && of(level).all(|t| t.done);
    let levels = Maturity::ALL.iter().map(|(_, level)| *level);
    // The lowest level is where everybody begins.
    let above = levels.clone().skip(1);
    let reached = above.take_while(|level| whole(*level)).last().unwrap_or(Maturity::Ambiguous);
    let next = levels.clone().find(|level| rank(*level) == rank(reached) + 1);
    let counts = levels.filter_map(|level| {
        let all = of(level).count();
        (all > 0).then(|| (level, of(level).filter(|t| t.done).count(), all))
    });
    Standing {
        reached,
        claimed: alignment.level,
        next,
        missing: next.map(|n| of(n).filter(|t| !t.done).collect()).unwrap_or_default(),
        counts: counts.collect(),
        unshown: alignment.items.iter().filter(|t| t.done && t.evidence.is_none()).collect(),
    }
}

fn rank(level: Maturity) -> usize {
    Maturity::ALL.iter().position(|(_, l)| *l == level).unwrap_or(0)
}

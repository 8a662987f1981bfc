//! How well marketing and sales work together: the level claimed, and what shows it.

use crate::shape::{Date, Phrase};
use crate::{choice, record};

choice! {
    /// How far marketing and sales have come together.
    pub Maturity("maturity level") {
        /// Each team works for itself.
        Ambiguous = "ambiguous",
        /// They share personas, journey maps and plans.
        Collaborative = "collaborative",
        /// They share goals, numbers, budget and rewards.
        Aligned = "aligned",
    }
}

record! {
    /// How well marketing and sales work together.
    pub Alignment("alignment: a mapping") {
        /// The level that the company claims.
        level: Option<Maturity>,
        /// What is true already, with evidence.
        items: Vec<Tick>,
        /// The way to the next level.
        steps: Vec<AlignmentStep>,
        /// What the teams do together again and again.
        rituals: Vec<Ritual>,
    }
}

record! {
    /// One thing that aligned companies do.
    pub Tick("an item: a mapping with `name` and `done`") {
        /// What it is.
        name: Phrase,
        /// The level it belongs to.
        level: Option<Maturity>,
        /// Whether it is so.
        done: bool,
        /// What shows it.
        evidence: Option<Phrase>,
    }
}

record! {
    /// A step towards alignment.
    pub AlignmentStep("a step: a mapping with `name`") {
        /// What is to be done.
        name: Phrase,
        /// Who does it.
        owner: Option<Phrase>,
        /// By when.
        due: Option<Date>,
        /// Whether it is done.
        done: bool,
    }
}

record! {
    /// A meeting or habit that keeps teams together.
    pub Ritual("a ritual: a mapping with `name`") {
        /// What it is.
        name: Phrase,
        /// How often: `weekly`.
        cadence: Option<Phrase>,
        /// Who sees to it.
        owner: Option<Phrase>,
    }
}

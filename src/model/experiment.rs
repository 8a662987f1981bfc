//! Experiments: what was tried, and what came out.

use crate::item::Kind;
use crate::shape::{Date, Phrase};
use crate::{choice, record};

record! {
    /// A comparison of two ways to say or do something.
    pub Experiment("an experiment: a mapping with `id`") {
        /// What people call it.
        name: Option<Phrase>,
        /// How it was compared.
        kind: Option<ExperimentKind>,
        /// What was compared: `why-stay-ops/a`.
        variants: Vec<Phrase>,
        /// What was counted.
        metric: Option<Phrase>,
        /// How many were asked, per variant.
        n: Vec<u32>,
        /// How many did it, per variant.
        hits: Vec<u32>,
        /// When it ran: the first and the last day.
        dates: Vec<Date>,
        /// The variant that won, written as under `variants`.
        winner: Option<Phrase>,
        /// What was concluded.
        verdict: Option<Phrase>,
    }
}

choice! {
    /// How an experiment compared.
    pub ExperimentKind("experiment kind: a-b, before-after or broad-vs-narrow") {
        /// At the same time, by chance.
        Ab = "a-b",
        /// One after the other.
        BeforeAfter = "before-after",
        /// A narrow segment against the broad market.
        BroadVsNarrow = "broad-vs-narrow",
    }
}

impl Kind for Experiment {
    const KEY: &'static str = "experiments";
    const NOUN: &'static str = "experiment";
    const LABEL: &'static str = "Experiments";
    fn title(&self) -> Option<&str> {
        self.name.as_deref()
    }
}

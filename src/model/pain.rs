//! Pains: problems a buyer has before they meet us.

use super::{Claim, Persona, Research, Trigger};
use crate::item::Kind;
use crate::record;
use crate::shape::{Phrase, Prose, Ref};

record! {
    /// A problem that buyers have and would pay to be rid of.
    pub Pain("a pain: a mapping with `id` and `statement`") {
        /// What people call it.
        name: Option<Phrase>,
        /// The pain as a buyer would say it.
        statement: Prose,
        /// How much it hurts, from 1 (hardly) to 5 (cannot go on).
        severity: Option<u32>,
        /// How often it is felt: `daily`, `weekly`, `every renewal`.
        frequency: Option<Phrase>,
        /// Whether there is money to be rid of it, and whose.
        budget: Option<Phrase>,
        /// What it costs to leave it as it is.
        cost_of_inaction: Option<CostOfInaction>,
        /// Buyers do not see it yet.
        unconsidered: bool,
        /// How buyers say it.
        words: Vec<Phrase>,
        /// Questions that bring it to light.
        questions: Vec<Phrase>,
        /// Who feels it (besides the personas that name it themselves).
        personas: Vec<Ref<Persona>>,
        /// What makes it acute.
        triggers: Vec<Ref<Trigger>>,
        /// Research that shows it is real.
        evidence: Vec<Ref<Research>>,
    }
}

record! {
    /// What it costs to leave a pain as it is.
    pub CostOfInaction("a cost of inaction: a mapping with `text`") {
        /// In a sentence.
        text: Prose,
        /// The claim that backs it.
        claim: Option<Ref<Claim>>,
    }
}

impl Kind for Pain {
    const KEY: &'static str = "pains";
    const NOUN: &'static str = "pain";
    const LABEL: &'static str = "Pains";
    fn title(&self) -> Option<&str> {
        self.name.as_deref()
    }
}

//! Trigger events: what makes a pain acute.

use crate::item::Kind;
use crate::shape::{Phrase, Prose};
use crate::{choice, record};

record! {
    /// An event that makes a pain acute.
    pub Trigger("a trigger: a mapping with `id` and `event`") {
        /// What happens.
        event: Prose,
        /// What sort of event it is.
        kind: Option<TriggerKind>,
        /// When it comes: `each spring`, `after an audit`.
        when: Option<Phrase>,
        /// How you notice it from outside.
        signals: Vec<Phrase>,
        /// Since when it matters: `2025`, `new rule of 2026-01`.
        since: Option<Phrase>,
    }
}

choice! {
    /// What sort of event a trigger is.
    pub TriggerKind("trigger kind: crisis, change or deadline") {
        /// Something broke.
        Crisis = "crisis",
        /// Something is different.
        Change = "change",
        /// Something is due.
        Deadline = "deadline",
    }
}

impl Kind for Trigger {
    const KEY: &'static str = "triggers";
    const NOUN: &'static str = "trigger";
    const LABEL: &'static str = "Triggers";
    fn title(&self) -> Option<&str> {
        Some(&self.event)
    }
}

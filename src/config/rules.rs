//! Which rules run, at what level, with which options.

use crate::finding::Severity;
use crate::shape::{Entries, Phrase};
use crate::{choice, record};

choice! {
    /// At what level a rule speaks.
    pub Level("level: off, info, warning or error") {
        /// The rule does not run.
        Off = "off",
        /// Good to know.
        Info = "info",
        /// Should be changed.
        Warning = "warning",
        /// Must be changed.
        Error = "error",
    }
}

impl Level {
    /// The severity, or nothing for `off`.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Info => Some(Severity::Info),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

record! {
    /// Which rules run, at what level.
    pub RuleSettings("rule settings: a mapping") {
        /// The level of a rule (`term/banned`) or of a whole family (`voice`).
        levels: Entries<Phrase, Level>,
        /// Options of a rule, by rule and name.
        options: Entries<Phrase, Entries<Phrase, f64>>,
    }
}

//! Which rules run, at what level, with which options.

use crate::finding::{Certainty, Severity};
use crate::shape::{Entries, Phrase};
use crate::text::Spanned;
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

choice! {
    /// How much is told by rules whose level nobody sets.
    pub Profile("profile: minimal, standard or strict") {
        /// Only errors that are certain from the words alone.
        Minimal = "minimal",
        /// The default of each rule.
        Standard = "standard",
        /// Every rule, also those that are off by default; notes become warnings.
        Strict = "strict",
    }
}

choice! {
    /// How sure a finding must be.
    pub LeastCertainty("certainty: advisory, strong or exact") {
        /// A hint for a person to weigh.
        Advisory = "advisory",
        /// Decided from context; right in at least 85 of 100 cases.
        Strong = "strong",
        /// Decided from the words alone; right in at least 95 of 100 cases.
        Exact = "exact",
    }
}

impl LeastCertainty {
    /// The certainty that a finding must have at least.
    pub fn certainty(self) -> Certainty {
        match self {
            Self::Advisory => Certainty::Advisory,
            Self::Strong => Certainty::Strong,
            Self::Exact => Certainty::Exact,
        }
    }
}

record! {
    /// Which rules run, at what level.
    pub RuleSettings("rule settings: a mapping") {
        /// How much is told by rules that `levels` does not speak of; `standard` where absent.
        profile: Option<Spanned<Profile>>,
        /// The level of a rule (`term/banned`) or of a whole family (`voice`).
        levels: Entries<Phrase, Level>,
        /// Options of a rule, by rule and name.
        options: Entries<Phrase, Entries<Phrase, f64>>,
        /// Findings that are less sure than this are not told.
        min_certainty: Option<Spanned<LeastCertainty>>,
    }
}

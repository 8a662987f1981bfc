//! Findings and faults: what a check has to say, and where. Knows no format, no rule and no terminal.
//!
//! A [`Finding`] is a judgement about copy or messaging; a [`Fault`] says that something could not be read, so it was
//! NOT CHECKED. Neither can be built without a place.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::text::{Edit, Place, kept};

/// How bad it is. Ordered: info < warning < error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Good to know.
    Info,
    /// Should be changed.
    Warning,
    /// Must be changed: a buyer would hear something wrong.
    Error,
}

impl Severity {
    /// The name used in settings and reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// How sure the rule is. Ordered: advisory < strong < exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// A hint for a person to weigh.
    Advisory,
    /// Decided from context; right in at least 85 of 100 cases.
    Strong,
    /// Decided from the words alone; right in at least 95 of 100 cases.
    Exact,
}

impl Certainty {
    /// The name used in settings and reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Advisory => "advisory",
            Self::Strong => "strong",
            Self::Exact => "exact",
        }
    }
}

/// The item of the messaging that a finding is about: `claim` and `refill-rate`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Object {
    /// The kind, in the singular: `claim`, `term`, `pain`.
    #[serde(deserialize_with = "kept::name")]
    pub kind: kept::Name,
    /// Its id, or the term itself.
    pub id: String,
}

/// Another place that helps to understand a finding: the approved text, the other definition.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Related {
    /// Where.
    pub place: Place,
    /// What stands there, as a short phrase.
    pub label: String,
}

/// A change that mends a finding.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Fix {
    /// What it does, as a short phrase: `replace by "Slot Refill"`.
    pub title: String,
    /// Whether it cannot change the meaning and may be applied without a look.
    pub safe: bool,
    /// The edits, all in the finding's source.
    pub edits: Vec<Edit>,
}

/// What is known of the copy that a finding stands in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// The team that wrote it.
    pub team: Option<Arc<str>>,
    /// The stage it is for.
    pub stage: Option<Arc<str>>,
}

/// Why words cannot be replaced where they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unfixable {
    /// Markup or a line end stands between them.
    Split,
    /// The file writes them otherwise than they read: by an entity, an escape.
    Encoded,
    /// Their place is known only roughly.
    Unplaced,
}

impl Unfixable {
    /// Why, as a phrase.
    pub fn words(self) -> &'static str {
        match self {
            Self::Split => "the words are split by markup or a line end",
            Self::Encoded => "the words are not written letter by letter in the file",
            Self::Unplaced => "the exact place in the file is not known",
        }
    }
}

/// A judgement of one rule about one place. What the rule said is shared, so that findings are copied for next to nothing;
/// who changes it in a copy changes that copy alone.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Finding {
    judgement: Arc<Judgement>,
    /// How bad.
    pub severity: Severity,
    /// What is known of the copy it stands in; nothing for a finding about the messaging. Set by the check.
    #[serde(skip)]
    pub context: Option<Context>,
}

/// What a rule said about one place.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Judgement {
    /// The rule's id: `term/banned`.
    #[serde(deserialize_with = "kept::name")]
    pub rule: kept::Name,
    /// The item it is about.
    pub object: Option<Object>,
    /// How sure.
    pub certainty: Certainty,
    /// What is wrong: a lowercase phrase that quotes the copy.
    pub message: String,
    /// Why it matters, from the buyer's view, with the approved item.
    pub why: String,
    /// What to do.
    pub help: String,
    /// Where.
    pub place: Place,
    /// Evidence elsewhere.
    pub related: Vec<Related>,
    /// Changes that mend it.
    pub fixes: Vec<Fix>,
    /// Why a known change cannot be made here.
    pub unfixable: Option<Unfixable>,
    /// Stays the same when lines move: rule, object, match, words around it, ordinal. Set by the check.
    pub fingerprint: String,
}

impl Deref for Finding {
    type Target = Judgement;

    fn deref(&self) -> &Judgement {
        &self.judgement
    }
}

impl DerefMut for Finding {
    fn deref_mut(&mut self) -> &mut Judgement {
        Arc::make_mut(&mut self.judgement)
    }
}

impl Finding {
    /// A finding at a place; the check sets severity, certainty and fingerprint from the rule and the settings.
    pub fn new(rule: &'static str, place: Place, message: impl Into<String>) -> Self {
        let judgement = Judgement {
            rule,
            object: None,
            certainty: Certainty::Exact,
            message: message.into(),
            why: String::new(),
            help: String::new(),
            place,
            related: vec![],
            fixes: vec![],
            unfixable: None,
            fingerprint: String::new(),
        };
        Self { judgement: Arc::new(judgement), severity: Severity::Warning, context: None }
    }

    /// Sets how bad it is, where that differs from the rule's own.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Sets how sure it is, where that differs from the rule's own.
    #[must_use]
    pub fn certainty(mut self, certainty: Certainty) -> Self {
        self.certainty = certainty;
        self
    }

    /// Says which item it is about.
    #[must_use]
    pub fn about(mut self, kind: &'static str, id: impl Into<String>) -> Self {
        self.object = Some(Object { kind, id: id.into() });
        self
    }

    /// Says why it matters.
    #[must_use]
    pub fn why(mut self, why: impl Into<String>) -> Self {
        self.why = why.into();
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// Adds evidence.
    #[must_use]
    pub fn related(mut self, place: Place, label: impl Into<String>) -> Self {
        self.related.push(Related { place, label: label.into() });
        self
    }

    /// Adds a fix.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fixes.push(fix);
        self
    }

    /// Says why a known change cannot be made here.
    #[must_use]
    pub fn unfixable(mut self, why: Unfixable) -> Self {
        self.unfixable = Some(why);
        self
    }
}

/// Something that could not be read, so it was not checked. Any fault ends the run with exit code 2.
#[derive(Clone, Debug)]
pub struct Fault {
    /// What kind of fault: `yaml/duplicate-key`, `file/encoding`, `settings/unknown-rule`.
    pub code: &'static str,
    /// Where.
    pub place: Place,
    /// What is wrong: a lowercase phrase.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// Other places: the first of two equal keys.
    pub related: Vec<Related>,
}

impl Fault {
    /// A fault at a place.
    pub fn new(
        code: &'static str,
        place: Place,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self { code, place, message: message.into(), help: help.into(), related: vec![] }
    }

    /// Adds another place.
    #[must_use]
    pub fn related(mut self, place: Place, label: impl Into<String>) -> Self {
        self.related.push(Related { place, label: label.into() });
        self
    }
}

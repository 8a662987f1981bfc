//! What one run of the check is asked for, on top of what the settings say.

use crate::config::{LeastCertainty, Profile};
use crate::rules::{RULES, Rule, rule};
use crate::shape::did_you_mean;

/// A rule or a family of rules, by its name.
#[derive(Clone, Copy, Debug)]
pub enum Named {
    /// One rule.
    Rule(&'static Rule),
    /// All rules of a family.
    Family(&'static str),
}

impl Named {
    /// The rule or family of a name.
    ///
    /// # Errors
    /// What was meant, perhaps.
    pub fn parse(name: &str) -> Result<Self, String> {
        if let Some(rule) = rule(name) {
            return Ok(Self::Rule(rule));
        }
        match RULES.iter().find(|r| r.family() == name) {
            Some(rule) => Ok(Self::Family(rule.family())),
            None => Err(did_you_mean(name, RULES.iter().flat_map(|r| [r.id, r.family()]))),
        }
    }

    /// Whether a rule is meant.
    pub fn means(self, rule: &Rule) -> bool {
        match self {
            Self::Rule(named) => named.id == rule.id,
            Self::Family(family) => rule.family() == family,
        }
    }
}

/// What one run is asked for; what it does not say is as the settings have it.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// Only these rules run; one that is named itself runs even if it is off. All where empty.
    pub select: Vec<Named>,
    /// These rules do not run.
    pub ignore: Vec<Named>,
    /// How much is told by rules whose level nobody sets.
    pub profile: Option<Profile>,
    /// How sure a finding must be.
    pub min_certainty: Option<LeastCertainty>,
    /// How many findings of one rule are shown.
    pub max_per_rule: Option<usize>,
}

//! At what level each rule speaks.

use std::collections::{BTreeMap, BTreeSet};

use crate::config::{Config, Level};
use crate::finding::{Fault, Severity};
use crate::rules::{RULES, Rule, rule};
use crate::shape::did_you_mean;

/// The levels that settings give to rules.
#[derive(Clone, Debug, Default)]
pub struct Levels {
    levels: BTreeMap<&'static str, Level>,
    on: BTreeSet<&'static str>,
}

impl Levels {
    /// The levels of the settings; unknown rules, families and options are told. A rule's own level counts before its
    /// family's.
    pub fn of(config: &Config) -> (Self, Vec<Fault>) {
        let (mut levels, mut faults) = (BTreeMap::new(), vec![]);
        let Some(settings) = &config.settings.rules else { return (Self::default(), faults) };
        let unknown = |name: &crate::shape::Phrase| {
            let names = RULES.iter().flat_map(|r| [r.id, r.family()]);
            let hint = did_you_mean(name, names);
            Fault::new(
                "settings/unknown-rule",
                config.place(name.span()),
                format!("there is no rule `{name}`"),
                hint,
            )
        };
        for (name, level) in settings.levels.iter() {
            let mut known = false;
            for rule in RULES.iter().filter(|r| r.family() == name.as_str()) {
                levels.entry(rule.id).or_insert(*level);
                known = true;
            }
            if !known && rule(name).is_none() {
                faults.push(unknown(name));
            }
        }
        for (name, level) in settings.levels.iter() {
            if let Some(rule) = rule(name) {
                levels.insert(rule.id, *level);
            }
        }
        for (name, options) in settings.options.iter() {
            let Some(rule) = rule(name) else {
                faults.push(unknown(name));
                continue;
            };
            for (option, _) in options.iter() {
                if rule.options.iter().all(|o| o.name != option.as_str()) {
                    faults.push(Fault::new(
                        "settings/unknown-option",
                        config.place(option.span()),
                        format!("rule `{name}` has no option `{option}`"),
                        did_you_mean(option, rule.options.iter().map(|o| o.name)),
                    ));
                }
            }
        }
        (Self { levels, on: BTreeSet::new() }, faults)
    }

    /// Levels that let some rules run, whatever their default.
    pub fn all(rules: &[&'static Rule]) -> Self {
        Self { levels: BTreeMap::new(), on: rules.iter().map(|r| r.id).collect() }
    }

    /// Whether a rule runs.
    pub fn runs(&self, rule: &Rule) -> bool {
        self.levels.get(rule.id).map_or(rule.on || self.on.contains(rule.id), |level| *level != Level::Off)
    }

    /// The severity that settings give to a rule's findings.
    pub fn severity(&self, rule: &str) -> Option<Severity> {
        self.levels.get(rule).and_then(|level| level.severity())
    }
}

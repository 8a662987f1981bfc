//! Findings that remarks and settings silence, each with its reason, and what came of every remark.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Levels, Named};
use crate::analyze::{Remark, is_reason, remarks_in_yaml};
use crate::finding::{Fault, Finding};
use crate::project::{Patterns, Project};
use crate::rules::{Fate, Heeded, rule};
use crate::text::{Place, Source, Span};

/// A finding that a remark silences.
#[derive(Clone, Debug)]
pub struct Suppressed {
    /// The finding.
    pub finding: Finding,
    /// Why it is silenced.
    pub reason: String,
    /// Where the remark stands.
    pub by: Place,
}

/// All remarks of a project, and what they silenced so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Silencing {
    standing: Vec<Standing>,
    /// The remarks that speak of their own file, by its path.
    of_file: BTreeMap<String, Vec<usize>>,
    /// Those of settings, which speak of others.
    of_settings: Vec<usize>,
    /// Remarks that are none.
    pub faults: Vec<Fault>,
}

/// A remark in its file, and what it silenced so far.
#[derive(Clone, Debug)]
struct Standing {
    remark: Remark,
    source: Arc<Source>,
    /// The files that settings speak of; a remark speaks of its own.
    files: Option<Arc<Patterns>>,
    /// What it names, as far as there are such rules.
    named: Vec<Named>,
    used: bool,
}

impl Standing {
    fn silences(&self, finding: &Finding) -> bool {
        let place = &finding.place;
        let here = match &self.files {
            Some(files) => files.match_path(place.path()),
            None => self.remark.within.contains(place.first()),
        };
        here && rule(finding.rule).is_some_and(|rule| self.named.iter().any(|n| n.means(rule)))
            && is_reason(&self.remark.reason)
            && self.remark.is_about(place)
    }

    fn place(&self) -> Place {
        Place::new(&self.source, self.remark.at)
    }
}

impl Silencing {
    /// The remarks of messaging and settings.
    pub(super) fn of(project: &Project) -> Self {
        let mut silencing = Self::default();
        for source in project.sources.iter().chain(project.config.sources()) {
            let (remarks, faults) = remarks_in_yaml(source);
            silencing.faults.extend(faults);
            for remark in remarks {
                silencing.add(source, remark, None);
            }
        }
        for layer in project.config.all_layers() {
            for entry in &layer.files.suppress {
                let files = Patterns::of(&entry.files, layer, &mut silencing.faults);
                let remark = Remark::of(&entry.silence, Span::default());
                silencing.add(layer.source, remark, Some(Arc::new(files)));
            }
        }
        silencing
    }

    /// The same with the remarks of copy, each with its file.
    pub(super) fn with<'r>(mut self, in_copy: impl Iterator<Item = (&'r Arc<Source>, &'r Remark)>) -> Self {
        for (source, remark) in in_copy {
            self.add(source, remark.clone(), None);
        }
        self
    }

    /// A remark that names an unknown rule silences nothing and is told.
    fn add(&mut self, source: &Arc<Source>, remark: Remark, files: Option<Arc<Patterns>>) {
        let mut named = vec![];
        for name in &remark.rules {
            match Named::parse(name) {
                Ok(rule) => named.push(rule),
                Err(hint) => {
                    let code = if files.is_some() { "settings/unknown-rule" } else { "copy/suppression" };
                    let what = format!("there is no rule `{name}` to ignore");
                    self.faults.push(Fault::new(code, Place::new(source, remark.at), what, hint));
                }
            }
        }
        if named.len() == remark.rules.len() {
            let number = self.standing.len();
            match files {
                Some(_) => self.of_settings.push(number),
                None => self.of_file.entry(source.path().to_owned()).or_default().push(number),
            }
            self.standing.push(Standing { remark, source: Arc::clone(source), files, named, used: false });
        }
    }

    /// Parts findings from those that are silenced.
    pub(super) fn part(&mut self, findings: Vec<Finding>) -> (Vec<Finding>, Vec<Suppressed>) {
        let (mut kept, mut suppressed) = (vec![], vec![]);
        for finding in findings {
            let of_file = self.of_file.get(finding.place.path()).into_iter().flatten();
            let silencing = |n: &&usize| self.standing.get(**n).is_some_and(|s| s.silences(&finding));
            let number = of_file.chain(&self.of_settings).find(silencing).copied();
            match number.and_then(|n| self.standing.get_mut(n)) {
                Some(standing) => {
                    standing.used = true;
                    let (reason, by) = (standing.remark.reason.clone(), standing.place());
                    suppressed.push(Suppressed { finding, reason, by });
                }
                None => kept.push(finding),
            }
        }
        (kept, suppressed)
    }

    /// What came of every remark. Nothing is said of one about a rule that did not run; `whole`: everything was read.
    pub(super) fn heeded(&self, levels: &Levels, whole: bool) -> Vec<Heeded> {
        let fate = |standing: &Standing| {
            let path = if standing.files.is_some() { None } else { Some(standing.source.path()) };
            match standing.used {
                true => Fate::Silenced,
                false if whole && standing.named.iter().all(|named| levels.ran(*named, path)) => Fate::Idle,
                false => Fate::Unknown,
            }
        };
        let heeded = self.standing.iter().map(|standing| Heeded {
            place: standing.place(),
            rules: standing.remark.rules.clone(),
            reason: standing.remark.reason.clone(),
            fate: fate(standing),
        });
        heeded.collect()
    }
}

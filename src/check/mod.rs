//! Running the rules: which, at what level, in parallel; the outcome is sorted and the same for any number of threads.

mod cache;
mod checker;
mod context;
mod fingerprint;
mod levels;
mod progress;
mod suppression;

use crate::analyze::Mention;
use crate::finding::{Fault, Finding, Severity};
use crate::project::Project;
use crate::rules::{RULES, Rule};
use crate::shape::Date;
use crate::text::Span;

pub use cache::Cache;
pub use checker::Checker;
pub use fingerprint::Print;
pub use levels::Levels;
pub use progress::Progress;
pub use suppression::Suppressed;

/// What a check came to. Nothing in it is right by default: look at [`Outcome::verdict`].
#[must_use]
#[derive(Debug)]
pub struct Outcome {
    /// Findings, sorted by path, place and rule.
    pub findings: Vec<Finding>,
    /// Findings that a remark in the copy silences, sorted alike.
    pub suppressed: Vec<Suppressed>,
    /// What was not checked, sorted by path and place.
    pub faults: Vec<Fault>,
    /// Where copy speaks of items of the messaging, sorted by item and place.
    pub mentions: Vec<Mention>,
    /// How much was checked.
    pub checked: Checked,
    /// The day on which dates were judged.
    pub as_of: Date,
}

/// How much was checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Checked {
    /// Copy files.
    pub copy_files: usize,
    /// Words in them.
    pub words: usize,
    /// Messaging items.
    pub items: usize,
    /// Rules that ran.
    pub rules: usize,
}

/// What an outcome means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Everything was checked, and nothing was found at or above the level asked for.
    Clean,
    /// Something was found at or above the level asked for.
    Findings,
    /// Something was not checked.
    NotChecked,
}

impl Outcome {
    /// What it means, when findings from `fail_on` upwards count.
    pub fn verdict(&self, fail_on: Severity) -> Verdict {
        if !self.faults.is_empty() {
            Verdict::NotChecked
        } else if self.findings.iter().any(|f| f.severity >= fail_on) {
            Verdict::Findings
        } else {
            Verdict::Clean
        }
    }

    /// How many findings have a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|f| f.severity == severity).count()
    }
}

/// Runs every rule that the settings leave on.
pub fn check(project: &Project) -> Outcome {
    check_remembering(project, &Cache::default(), false, &Progress::default()).0
}

/// The same for a project opened with a cache as its memory; also what is to be remembered after it, if anything is new.
/// `part`: the project was opened with a part of its copy. `progress` says meanwhile how far it has come.
pub fn check_remembering(
    project: &Project,
    cache: &Cache,
    part: bool,
    progress: &Progress,
) -> (Outcome, Option<Vec<u8>>) {
    let (levels, told) = Levels::of(&project.config);
    let checker = Checker::recall(project, RULES, levels, cache, progress);
    let mut outcome = checker.outcome(project);
    outcome.faults.extend(told);
    sort_faults(&mut outcome.faults);
    (outcome, checker.memory(project, cache, part))
}

/// Runs some rules at the levels given.
pub fn check_with(project: &Project, rules: &[&'static Rule], levels: &Levels) -> Outcome {
    Checker::run(project, rules, levels.clone()).outcome(project)
}

/// By what each finding of an outcome is known again, in order, if each file had the path that `path` gives it. What a
/// remark silences counts in the numbering only.
pub fn prints(outcome: &Outcome, path: &dyn Fn(&str) -> String) -> Vec<Print> {
    let silenced = outcome.suppressed.iter().map(|s| (&s.finding, false));
    let mut all: Vec<(&Finding, bool)> = outcome.findings.iter().map(|f| (f, true)).chain(silenced).collect();
    all.sort_by(|a, b| order(a.0).cmp(&order(b.0)));
    let prints = fingerprint::of(all.iter().map(|(f, _)| *f), path);
    prints.into_iter().zip(&all).filter(|(_, (_, told))| *told).map(|(print, _)| print).collect()
}

fn order(finding: &Finding) -> (&str, Span, &str, &str) {
    (finding.place.path(), finding.place.first(), finding.rule, &finding.message)
}

fn sort_faults(faults: &mut [Fault]) {
    faults.sort_by(|a, b| {
        (a.place.path(), a.place.first(), a.code, &a.message).cmp(&(
            b.place.path(),
            b.place.first(),
            b.code,
            &b.message,
        ))
    });
}

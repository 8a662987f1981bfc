//! Running the rules: which, at what level, in parallel; the outcome is sorted and the same for any number of threads.

mod baseline;
mod cache;
mod checker;
mod choice;
mod context;
mod effective;
mod fingerprint;
mod levels;
mod progress;
mod suppression;

use std::collections::BTreeMap;

use crate::analyze::{Mention, VoiceGap};
use crate::finding::{Fault, Finding, Severity};
use crate::project::Project;
use crate::rules::{RULES, Rule};
use crate::shape::Date;
use crate::text::Span;

pub use baseline::{BASELINE, Baseline, Known};
pub use cache::Cache;
pub use checker::Checker;
pub use choice::{Choice, Named};
pub use effective::{Effective, effective};
pub use fingerprint::Print;
pub use levels::{Decided, Levels, Origin};
pub use progress::Progress;
pub use suppression::Suppressed;

/// What a check came to. Nothing in it is right by default: look at [`Outcome::verdict`].
#[must_use]
#[derive(Debug)]
pub struct Outcome {
    /// Findings, sorted by path, place and rule.
    pub findings: Vec<Finding>,
    /// Findings that a remark or the settings silence, sorted alike.
    pub suppressed: Vec<Suppressed>,
    /// Findings that the baseline knows, sorted alike; they do not fail.
    pub known: Vec<Finding>,
    /// Entries of the baseline whose finding is gone, sorted.
    pub stale: Vec<Known>,
    /// Findings beyond those that are shown of one rule, sorted alike; they fail like those shown.
    pub cut: Vec<Finding>,
    /// What was not checked, sorted by path and place.
    pub faults: Vec<Fault>,
    /// Where copy speaks of items of the messaging, sorted by item and place.
    pub mentions: Vec<Mention>,
    /// How each two teams speak about one stage to one persona, by stage, persona and teams.
    pub voice: Vec<VoiceGap>,
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
        } else if self.all().any(|f| f.severity >= fail_on) {
            Verdict::Findings
        } else {
            Verdict::Clean
        }
    }

    /// The findings that are shown and those that are not.
    pub fn all(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().chain(&self.cut)
    }

    /// How many findings have a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.all().filter(|f| f.severity == severity).count()
    }

    /// Shows all findings again.
    pub fn uncut(&mut self) {
        self.findings.append(&mut self.cut);
        self.findings.sort_by(|a, b| order(a).cmp(&order(b)));
    }

    /// Shows only so many findings of each rule: the gravest first, then in their order.
    pub fn cut_to(&mut self, most: usize) {
        let mut ranked: Vec<usize> = (0..self.findings.len()).collect();
        ranked.sort_by_key(|at| std::cmp::Reverse(self.findings.get(*at).map(|f| f.severity)));
        let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
        let mut stays = vec![false; self.findings.len()];
        for at in ranked {
            let (Some(finding), Some(stays)) = (self.findings.get(at), stays.get_mut(at)) else { continue };
            let count = shown.entry(finding.rule).or_default();
            *stays = *count < most;
            *count += 1;
        }
        let mut stays = stays.into_iter();
        let (findings, cut) =
            std::mem::take(&mut self.findings).into_iter().partition(|_| stays.next().unwrap_or(true));
        (self.findings, self.cut) = (findings, cut);
    }
}

/// Runs every rule that the settings leave on.
pub fn check(project: &Project) -> Outcome {
    check_chosen(project, &Choice::default(), &Cache::default(), &Progress::default()).0
}

/// Runs the rules that the settings leave on, as one run asks for them, for a project opened with a cache as its memory;
/// also what is to be remembered after it, if anything is new. `progress` says meanwhile how far it has come.
pub fn check_chosen(
    project: &Project,
    choice: &Choice,
    cache: &Cache,
    progress: &Progress,
) -> (Outcome, Option<Vec<u8>>) {
    let (outcome, checker) = run_chosen(project, choice, cache, progress);
    (outcome, checker.memory(project, cache))
}

/// The same, with the check itself: ask it what is to be remembered, if anything is.
pub fn run_chosen(
    project: &Project,
    choice: &Choice,
    cache: &Cache,
    progress: &Progress,
) -> (Outcome, Checker) {
    let (levels, told) = Levels::chosen(&project.config, choice);
    let checker = Checker::recall(project, RULES, levels, cache, progress);
    let mut outcome = checker.outcome(project);
    outcome.faults.extend(told);
    sort_faults(&mut outcome.faults);
    (outcome, checker)
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

/// Gives faults their order: by path, place, code and message.
pub fn sort_faults(faults: &mut [Fault]) {
    faults.sort_by(|a, b| {
        (a.place.path(), a.place.first(), a.code, &a.message).cmp(&(
            b.place.path(),
            b.place.first(),
            b.code,
            &b.message,
        ))
    });
}

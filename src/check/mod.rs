//! Running the rules: which, at what level, in parallel; the outcome is sorted and the same for any number of threads.

mod fingerprint;
mod levels;
mod suppression;

use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::prelude::*;

use crate::analyze::{Digest, Facts, Lexicon, Mention};
use crate::finding::{Fault, Finding, Severity};
use crate::limits;
use crate::project::{Piece, Project};
use crate::rules::{Check, CopyView, CorpusView, ProjectView, RULES, Rule};
use crate::shape::Date;
use crate::text::{Place, Span};

pub use levels::Levels;
pub use suppression::Suppressed;

/// What a check came to. Nothing in it is right by default: look at [`Outcome::verdict`].
#[must_use]
#[derive(Debug)]
pub struct Outcome {
    /// Findings, sorted by path, place and rule.
    pub findings: Vec<Finding>,
    /// Findings that a remark in the copy silences, in the order of the copy.
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
    let (levels, told) = Levels::of(&project.config);
    let mut outcome = check_with(project, RULES, &levels);
    outcome.faults.extend(told);
    sort_faults(&mut outcome.faults);
    outcome
}

/// Runs some rules at the levels given.
pub fn check_with(project: &Project, rules: &[&'static Rule], levels: &Levels) -> Outcome {
    let rules: Vec<&'static Rule> = rules.iter().copied().filter(|r| levels.runs(r)).collect();
    let lexicon = Lexicon::of(project, rules.iter().flat_map(|r| r.cues));
    let judged: Vec<Judged> = project
        .pieces
        .par_iter()
        .enumerate()
        .map(|(at, piece)| guarded(at, piece, || judge(project, &lexicon, &rules, at, piece)))
        .collect();
    let mut faults: Vec<Fault> = project.faults.clone();
    let (mut findings, mut digests, mut suppressed) = (vec![], vec![], vec![]);
    let mut checked =
        Checked { items: project.playbook.items().count(), rules: rules.len(), ..Checked::default() };
    for (piece, judged) in project.pieces.iter().zip(judged) {
        if piece.is_file() {
            checked.copy_files += 1;
            checked.words += judged.digest.words;
        }
        findings.extend(judged.findings);
        digests.push(judged.digest);
        suppressed.extend(judged.suppressed);
        faults.extend(judged.faults);
    }
    let whole: Vec<Vec<Finding>> = rules
        .par_iter()
        .map(|rule| match rule.check {
            Check::Project(run) => run(&ProjectView { rule, project, lexicon: &lexicon }),
            Check::Corpus(run) => run(&CorpusView { rule, project, lexicon: &lexicon, digests: &digests }),
            Check::Copy(_) => vec![],
        })
        .collect();
    findings.extend(whole.into_iter().flatten());
    for finding in &mut findings {
        if let Some(severity) = levels.severity(finding.rule) {
            finding.severity = severity;
        }
    }
    findings.sort_by(|a, b| order(a).cmp(&order(b)));
    fingerprint::set(&mut findings);
    let mut mentions: Vec<Mention> = digests.into_iter().flat_map(|d| d.mentions).collect();
    mentions.sort_by(|a, b| {
        (&a.item, a.place.path(), a.place.first(), a.kind).cmp(&(
            &b.item,
            b.place.path(),
            b.place.first(),
            b.kind,
        ))
    });
    sort_faults(&mut faults);
    Outcome { findings, suppressed, faults, mentions, checked, as_of: project.as_of }
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

/// What came of one piece.
#[derive(Default)]
struct Judged {
    findings: Vec<Finding>,
    digest: Digest,
    suppressed: Vec<Suppressed>,
    faults: Vec<Fault>,
}

fn judge(project: &Project, lexicon: &Lexicon, rules: &[&'static Rule], at: usize, piece: &Piece) -> Judged {
    let facts = Facts::of(piece, lexicon);
    let mut judged = Judged { digest: Digest::of(at, project, lexicon, &facts), ..Judged::default() };
    for rule in rules {
        if let Check::Copy(run) = rule.check {
            judged.findings.extend(run(&CopyView { rule, project, lexicon, facts: &facts }));
        }
    }
    (judged.findings, judged.suppressed, judged.faults) = suppression::part(&piece.copy, judged.findings);
    let most = limits::FINDINGS_PER_FILE;
    if judged.findings.len() > most {
        let what = format!("more than {most} findings in one file; the rest is not told");
        judged.findings.truncate(most);
        let place = Place::new(&piece.copy.source, Span::default());
        judged.faults.push(Fault::new("limit/findings", place, what, "mend some of them, or split the file"));
    }
    judged
}

/// Judges one piece; a panic costs that piece only.
fn guarded(at: usize, piece: &Piece, f: impl FnOnce() -> Judged) -> Judged {
    catch_unwind(AssertUnwindSafe(f)).unwrap_or_else(|_| {
        let place = Place::new(&piece.copy.source, Span::default());
        let help = "this is a fault in refrain, please report it with the file; everything else was checked";
        let fault = Fault::new("internal/panic", place, "checking this file failed unexpectedly", help);
        Judged { faults: vec![fault], digest: Digest { piece: at, ..Digest::default() }, ..Judged::default() }
    })
}

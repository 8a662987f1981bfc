//! The messaging tried on its own example lines: each bad one must be found by a rule about its item, each good one by
//! none. And what of it no copy and no example ever speaks of.

mod against;
mod human;
mod json;

use crate::analyze::Unseen;
use crate::check::{Checker, Levels};
use crate::finding::{Fault, Finding, Severity};
use crate::project::{Project, Sample, samples};
use crate::rules::RULES;
use crate::text::Place;

pub use against::{Change, against};

/// What came of trying a project's examples.
#[derive(Debug)]
pub struct Rehearsal {
    /// How many example lines were tried.
    pub tried: usize,
    /// Those that did not come out as marked, in the order of the messaging.
    pub failed: Vec<Failed>,
    /// Terms, claims and banned words that no copy and no example speaks of.
    pub unseen: Vec<Unseen>,
    /// What could not be read, so was not tried.
    pub faults: Vec<Fault>,
}

/// An example line that did not come out as marked.
#[derive(Debug)]
pub struct Failed {
    /// What the item is called: `term`.
    pub noun: &'static str,
    /// The item's id.
    pub id: String,
    /// Whether it is marked bad.
    pub wrong: bool,
    /// The line.
    pub line: String,
    /// Where it is written.
    pub place: Place,
    /// What was found in it.
    pub came: Vec<Came>,
}

/// A finding in an example line.
#[derive(Clone, Debug)]
pub struct Came {
    /// The rule.
    pub rule: &'static str,
    /// What it says.
    pub message: String,
}

/// Tries every example line of a project by the rules that its settings leave on.
pub fn rehearse(project: &Project) -> Rehearsal {
    let (levels, mut faults) = Levels::of(&project.config);
    let checker = Checker::run(project, RULES, levels);
    let samples = samples(&project.playbook);
    let mut failed = vec![];
    for sample in &samples {
        let (findings, told) = checker.of_sample(project, &sample.piece);
        let about = |f: &&Finding| is_about(f, sample);
        let right = if sample.wrong {
            findings.iter().any(|f| about(&f))
        } else {
            !findings.iter().any(|f| about(&f) || f.severity > Severity::Info)
        };
        if !right {
            let came = findings.iter().map(|f| Came { rule: f.rule, message: f.message.to_string() });
            failed.push(Failed {
                noun: sample.noun,
                id: sample.item.id.clone(),
                wrong: sample.wrong,
                line: sample.piece.source().text().trim().to_owned(),
                place: sample.place.clone(),
                came: came.collect(),
            });
        }
        // What could not be read of a line is told at the line.
        faults.extend(told.into_iter().map(|fault| Fault { place: sample.place.clone(), ..fault }));
    }
    faults.extend(project.faults.iter().cloned());
    Rehearsal { tried: samples.len(), failed, unseen: checker.unseen(project), faults }
}

/// Whether a finding is about the item of an example line, and where the line is for some words, about one of them.
fn is_about(finding: &Finding, sample: &Sample) -> bool {
    let of_item = |kind: &str, id: &str| kind == sample.noun && (kind == "voice" || id == sample.item.id);
    match &finding.object {
        Some(object) if sample.words.is_empty() => of_item(object.kind, &object.id),
        Some(object) => of_item(object.kind, &object.id) && sample.words.contains(&object.id),
        None => sample.noun == "voice" && finding.rule.starts_with("voice/"),
    }
}

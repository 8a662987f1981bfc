//! model/stage-gap: a stage or a persona at a stage that nobody writes for.

use super::{Check, ProjectView, Rule};
use crate::analyze::Coverage;
use crate::finding::{Certainty, Finding, Severity};

pub static RULE: Rule = Rule {
    id: "model/stage-gap",
    summary: "a stage or a persona at a stage that nobody writes for",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("model_stage_gap.md"),
    cues: &[],
    options: &[],
    check: Check::Project(check),
};

fn check(view: &ProjectView) -> Vec<Finding> {
    let coverage = Coverage::of(view.project);
    let mut findings = vec![];
    let personas = &view.project.playbook.personas;
    for (at, stage) in view.project.config.stages.iter().enumerate() {
        let cells: Vec<_> = coverage.of_stage(at).collect();
        let place = view.project.config.place(stage.span.unwrap_or_default());
        let about = |what: String| {
            view.rule
                .finding(place.clone(), what)
                .about("stage", stage.id.clone())
                .why(format!("a buyer who asks \"{}\" hears nothing, or something made up", stage.question))
        };
        let empty: Vec<&str> = cells
            .iter()
            .filter(|c| c.messages.is_empty())
            .filter_map(|c| personas.get(c.persona))
            .map(|p| p.id.as_str())
            .collect();
        if !cells.is_empty() && empty.len() == cells.len() {
            findings.push(
                about(format!("no message answers {}", stage.id))
                    .help("write one under `messages:` with this stage"),
            );
        } else if !empty.is_empty() {
            let what = format!("nobody wrote a message of {} for {}", stage.id, empty.join(", "));
            findings.push(
                about(what)
                    .severity(Severity::Info)
                    .help("write one, or add the persona to a message that fits"),
            );
        }
        let spoken = view
            .project
            .pieces
            .iter()
            .any(|p| p.is_file() && p.attributes.stage.as_deref() == Some(&stage.id));
        let copy_exists = view.project.pieces.iter().any(|p| p.is_file());
        if copy_exists && !spoken {
            findings.push(
                about(format!("no copy is made for {}", stage.id))
                    .help("map a file to this stage, or write one"),
            );
        }
    }
    findings
}

//! model/stage-gap: a stage, or a persona at a stage, that lacks a message, copy, proof or an owner.

use super::{Check, ProjectView, Rule};
use crate::analyze::{Cell, Coverage, Lack};
use crate::config::{Half, Stage};
use crate::finding::{Certainty, Finding, Severity};
use crate::item::Status;

pub static RULE: Rule = Rule {
    id: "model/stage-gap",
    summary: "a stage, or a persona at a stage, that lacks a message, copy, proof or an owner",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("model_stage_gap.md"),
    cues: &[],
    options: &[],
    rests_on: &["claims", "messages", "personas", "plays"],
    check: Check::Project(check),
};

fn check(view: &ProjectView) -> Vec<Finding> {
    let coverage = Coverage::of(view.project);
    let mut findings = vec![];
    for (at, stage) in view.project.config.stages.iter().enumerate() {
        let cells: Vec<&Cell> = coverage.of_stage(at).collect();
        findings.extend(messages(view, stage, &cells));
        findings.extend(copy(view, stage, &cells));
        findings.extend(proof(view, stage, &cells));
        findings.extend(readiness(view, stage, &cells));
    }
    findings.extend(owners(view, &coverage));
    findings.extend(no_reason_to_stay(view));
    findings
}

/// A finding about a stage, where the settings speak of it.
fn about(view: &ProjectView, stage: &Stage, what: String) -> Finding {
    let place = view.project.config.place(stage.span.unwrap_or_default());
    view.rule
        .finding(place, what)
        .about("stage", stage.id.clone())
        .why(format!("a buyer who asks \"{}\" hears nothing, or something made up", stage.question))
}

/// The personas of cells, by their ids.
fn names<'c>(view: &ProjectView, cells: impl Iterator<Item = &'c &'c Cell>) -> Vec<String> {
    let personas = &view.project.playbook.personas;
    cells.filter_map(|c| personas.get(c.persona)).map(|p| p.id.as_str().to_owned()).collect()
}

fn messages(view: &ProjectView, stage: &Stage, cells: &[&Cell]) -> Option<Finding> {
    let empty = names(view, cells.iter().filter(|c| c.messages.is_empty()));
    if empty.is_empty() {
        return None;
    }
    if empty.len() == cells.len() {
        let finding = about(view, stage, format!("no message answers {}", stage.id));
        return Some(finding.help("write one under `messages:` with this stage"));
    }
    let what = format!("nobody wrote a message of {} for {}", stage.id, empty.join(", "));
    let finding = about(view, stage, what).severity(Severity::Info);
    Some(finding.help("write one, or add the persona to a message that fits"))
}

/// The stages of the copy files, and the teams that made them.
fn made_for<'p>(view: &ProjectView<'p>) -> impl Iterator<Item = (&'p str, Option<&'p str>)> {
    let files = view.project.pieces.iter().filter(|p| p.is_file());
    files.filter_map(|p| p.attributes.stage.as_deref().map(|stage| (stage, p.attributes.team.as_deref())))
}

fn copy(view: &ProjectView, stage: &Stage, cells: &[&Cell]) -> Vec<Finding> {
    // A project of messaging alone, whose copy lies elsewhere, has no gap here.
    if !view.project.pieces.iter().any(|p| p.is_file()) {
        return vec![];
    }
    if made_for(view).all(|(of, _)| of != stage.id) {
        let finding = about(view, stage, format!("no copy is made for {}", stage.id));
        return vec![finding.help("map a file to this stage, or write one")];
    }
    let mut findings = vec![];
    let without =
        names(view, cells.iter().filter(|c| !c.messages.is_empty() && c.lacks.contains(&Lack::Copy)));
    if !without.is_empty() {
        let what = format!("no copy of {} is made for {}", stage.id, without.join(", "));
        findings.push(
            about(view, stage, what)
                .severity(Severity::Info)
                .why("the message is there, and the reader it is for meets a text for somebody else")
                .help("name the persona in the copy map where a file is for them, or write one"),
        );
    }
    let sells = |team: Option<&str>| team == Some("sales");
    let sales = made_for(view).any(|(_, team)| sells(team));
    if sales && stage.half == Half::Acquire && !made_for(view).any(|(of, team)| of == stage.id && sells(team))
    {
        findings.push(
            about(view, stage, format!("sales has no piece of copy for {}", stage.id))
                .severity(Severity::Info)
                .why("a rep without a piece for this moment writes one alone, on the evening before")
                .help("give sales a mail, a call sheet or a page for this stage"),
        );
    }
    findings
}

fn proof(view: &ProjectView, stage: &Stage, cells: &[&Cell]) -> Option<Finding> {
    let told = || cells.iter().filter(|c| !c.messages.is_empty());
    let without = names(view, told().filter(|c| c.lacks.contains(&Lack::Proof)));
    if without.is_empty() {
        return None;
    }
    let all = without.len() == told().count();
    let what = match all {
        true => format!("nothing that is said at {} has proof today", stage.id),
        false => format!("nothing that is said at {} to {} has proof today", stage.id, without.join(", ")),
    };
    Some(
        about(view, stage, what)
            .severity(if all { Severity::Warning } else { Severity::Info })
            .why(format!(
                "a buyer who asks \"{}\" hears a promise and nothing that bears it out",
                stage.question
            ))
            .help("let a message of this stage use a claim whose proof holds (`claims:`)"),
    )
}

/// What the settings call ready or not, against what there is.
fn readiness(view: &ProjectView, stage: &Stage, cells: &[&Cell]) -> Vec<Finding> {
    let approved = view.approved(&view.project.playbook.messages).any(|m| m.stage.id() == stage.id);
    let files = view.project.pieces.iter().any(|p| p.is_file());
    let copied = !files || made_for(view).any(|(of, _)| of == stage.id);
    let parts = [
        ("message", stage.ready.message, cells.is_empty() || approved),
        ("content", stage.ready.content, copied),
        ("skill", stage.ready.skill, true),
    ];
    let mut findings = vec![];
    for (part, _, _) in parts.iter().filter(|(_, ready, there)| *ready == Some(true) && !there) {
        let what = format!("the {part} of {} is called ready, and there is none", stage.id);
        findings.push(
            about(view, stage, what)
                .why("who reads that it is ready does not look, and finds nothing when the buyer asks")
                .help(format!("write it, or set `{part}: false` under `ready:`")),
        );
    }
    let open: Vec<&str> = parts.iter().filter(|(_, ready, _)| *ready == Some(false)).map(|p| p.0).collect();
    if !open.is_empty() {
        let verb = if open.len() == 1 { "is" } else { "are" };
        let what = format!("of {}, the {} {verb} not ready", stage.id, open.join(" and the "));
        findings.push(
            about(view, stage, what)
                .severity(Severity::Info)
                .why("a stage holds with three things: a message, something to send, and people who have practised it")
                .help("finish it, and set it to `true` under `ready:`"),
        );
    }
    findings
}

/// No stage and no message has an owner. Single stages and messages without one are told by another rule.
fn owners(view: &ProjectView, coverage: &Coverage) -> Option<Finding> {
    let mut told = coverage.cells().iter().filter(|c| !c.messages.is_empty()).peekable();
    let nobody = told.peek().is_some() && told.all(|c| c.lacks.contains(&Lack::Owner));
    let settings = &view.project.config.settings;
    nobody.then(|| {
        view.rule
            .finding(view.project.config.place(settings.company.span()), "nobody answers for any stage")
            .severity(Severity::Info)
            .about("settings", "stages")
            .why("what all teams are to look after, each leaves to the others; the keep side first of all")
            .help("add under `stages:` for each an entry `- {id: why-stay, owner: success}`")
    })
}

/// A segment that has customers, and no message that says why they should stay.
fn no_reason_to_stay(view: &ProjectView) -> Vec<Finding> {
    let playbook = &view.project.playbook;
    let mut findings = vec![];
    for segment in view.approved(&playbook.segments) {
        let id = segment.id.as_str();
        let current = playbook.customers.iter().filter(|c| c.status != Status::Retired && c.churn.is_none());
        let count = current.filter(|c| c.segment.as_ref().is_some_and(|s| s.id() == id)).count();
        let mut stays = playbook.messages.iter().filter(|m| m.status != Status::Retired);
        let reason = stays.any(|m| {
            m.stage.id() == "why-stay" && (m.segments.is_empty() || m.segments.iter().any(|s| s.id() == id))
        });
        if count > 0 && !reason {
            findings.push(
                view.about(segment, format!("no message gives the customers of `{id}` a reason to stay"))
                    .why("a customer who is not told why to stay compares prices")
                    .help("write one of the stage why-stay for this segment, with their results first"),
            );
        }
    }
    findings
}

//! play/step: a step of a play without owner, channel or message.

use super::{Check, ProjectView, Rule};
use crate::finding::{Certainty, Finding, Severity};
use crate::item::Status;
use crate::text::Place;

pub static RULE: Rule = Rule {
    id: "play/step",
    summary: "a step of a play without owner, channel or message",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("play_step.md"),
    cues: &[],
    options: &[],
    check: Check::Project(check),
};

fn check(view: &ProjectView) -> Vec<Finding> {
    let mut findings = vec![];
    for play in view.project.playbook.plays.iter().filter(|p| p.status != Status::Retired) {
        for step in &play.steps {
            let mut lacks = vec![];
            if step.owner.is_none() {
                lacks.push("owner");
            }
            // A hand-off is an inner step: the buyer sees no message in it.
            let inner = step.hand_off.is_some() || step.does.is_some();
            if step.channel.is_none() && !inner {
                lacks.push("channel");
            }
            if step.message.is_none() && !inner {
                lacks.push("message");
            }
            if lacks.is_empty() {
                continue;
            }
            let place = Place::new(&play.source, step.touch.span());
            findings.push(
                view.rule
                    .finding(place, format!("the step \"{}\" has no {}", step.touch, lacks.join(" and no ")))
                    .about("play", play.id.as_str())
                    .why("a touchpoint that is nobody's, or says nothing agreed, is where buyers hear another voice")
                    .help(format!("add `{}:` to the step", lacks.join(":` and `"))),
            );
        }
    }
    findings
}

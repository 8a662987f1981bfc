//! play/step: a step of a play without owner, channel or message, or with one for the other half.

use super::{Check, MessagingView, Rule};
use crate::config::Half;
use crate::finding::{Certainty, Finding, Severity};
use crate::item::{Item, Status};
use crate::model::{Play, PlayStep};
use crate::text::Place;

pub static RULE: Rule = Rule {
    id: "play/step",
    summary: "a step of a play without owner, channel or message, or with one for the other half",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("play_step.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Messaging(check),
};

fn check(view: &MessagingView) -> Vec<Finding> {
    let mut findings = vec![];
    for play in view.messaging.playbook.plays.iter().filter(|p| p.status != Status::Retired) {
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
            findings.extend(other_half(view, play, step));
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

/// A step that tells customers the story for strangers, or strangers the story for customers. Within one half a play may go
/// on to the next stage, and after a hand-over to the other half.
fn other_half(view: &MessagingView, play: &Item<Play>, step: &PlayStep) -> Option<Finding> {
    let project = view.messaging;
    let (of_play, message) = (project.config.stage(play.stage.as_ref()?.id())?, step.message.as_ref()?);
    let told = project.of(&project.playbook.messages, message.id())?;
    let of_message = project.config.stage(told.stage.id())?;
    let up_to = play.steps.iter().take_while(|s| s.touch.span() != step.touch.span()).chain([step]);
    let handed_over = up_to.into_iter().any(|s| s.hand_off.is_some());
    if of_play.half == of_message.half || (of_play.half == Half::Acquire && handed_over) {
        return None;
    }
    let what =
        format!("the step \"{}\" of a {} play brings a {} message", step.touch, of_play.id, of_message.id);
    let why = match of_play.half {
        Half::Keep => "to a customer we are the way it is done today: a story against that speaks against us",
        Half::Acquire => "who has not bought yet has no results with us, and no decision to confirm",
    };
    Some(
        view.rule
            .finding(Place::new(&play.source, message.span()), what)
            .about("play", play.id.as_str())
            .why(why)
            .help(format!("name a message of {}, or of another stage of that half", of_play.id))
            .related(Place::new(&told.source, told.id.span()), "the message stands here"),
    )
}

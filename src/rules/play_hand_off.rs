//! play/hand-off: a hand-off without contents, time, doubt or next step.

use super::{Check, MessagingView, Rule};
use crate::config::Half;
use crate::finding::{Certainty, Finding, Severity};
use crate::item::Status;
use crate::model::Play;
use crate::text::Place;

pub static RULE: Rule = Rule {
    id: "play/hand-off",
    summary: "a hand-off without contents, time, doubt or next step",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("play_hand_off.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Messaging(check),
};

fn check(view: &MessagingView) -> Vec<Finding> {
    let mut findings = vec![];
    for play in view.messaging.playbook.plays.iter().filter(|p| p.status != Status::Retired) {
        for (at, step) in play.steps.iter().enumerate() {
            let Some(hand_off) = &step.hand_off else { continue };
            let mut lacks = vec![];
            if hand_off.with.is_empty() {
                lacks.push("`with` (what is handed over)");
            }
            if hand_off.within.is_none() {
                lacks.push("`within` (in what time)");
            }
            match (&hand_off.doubt, &hand_off.answer) {
                (None, _) => lacks.push("`doubt` (what the buyer fears at this moment)"),
                (Some(_), None) => lacks.push("`answer` (what answers the doubt)"),
                _ => {}
            }
            let to = hand_off.to.id();
            let goes_on =
                play.steps.iter().skip(at + 1).any(|s| s.owner.as_ref().is_some_and(|o| o.id() == to));
            let after_purchase = keeps(view, to) && step.owner.as_ref().is_none_or(|o| o.id() != to);
            if after_purchase && !hand_off.with.is_empty() && !hand_off.with.iter().any(|w| is_promise(w)) {
                lacks.push("the promises made or the outcome wanted, among `with`");
            }
            // Where the play ends with it, the team goes on in another one.
            let anywhere = !after_purchase || view.messaging.playbook.plays.iter().any(|p| has_step(p, to));
            let last = at + 1 == play.steps.len() && !play.exit.is_empty() && anywhere;
            if !goes_on && !last {
                lacks.push("a later step of the team that takes over");
            }
            if lacks.is_empty() {
                continue;
            }
            let place = Place::new(&play.source, hand_off.to.span());
            findings.push(
                view.rule
                    .finding(place, format!("the hand-off to {to} lacks {}", lacks.join(", ")))
                    .about("play", play.id.as_str())
                    .why("each hand-over plants a seed of doubt; the buyer sees one company, not its departments")
                    .help("add what is missing, so that the other team can go on without asking again"),
            );
        }
    }
    findings
}

/// Whether a team looks after customers: it owns a stage of the keep side, or is called so.
fn keeps(view: &MessagingView, team: &str) -> bool {
    let mut stages = view.messaging.config.stages.iter().filter(|s| s.half == Half::Keep);
    stages.any(|s| s.owner.as_deref() == Some(team))
        || matches!(team, "success" | "customer-success" | "service")
}

fn has_step(play: &Play, team: &str) -> bool {
    play.steps.iter().any(|s| s.owner.as_ref().is_some_and(|o| o.id() == team))
}

/// Whether what is handed over tells what the buyer was promised or wants.
fn is_promise(what: &str) -> bool {
    let what = what.to_lowercase();
    let words = [
        "promis",
        "outcome",
        "agreed",
        "agreement",
        "goal",
        "expect",
        "commit",
        "success criteria",
        "result",
        "want",
        "need",
        "pain",
    ];
    words.iter().any(|word| what.contains(word))
}

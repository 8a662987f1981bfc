//! play/exit: a play that does not say how it ends.

use super::{Check, MessagingView, Rule};
use crate::finding::{Certainty, Finding, Severity};
use crate::shape::{is_slug, near};
use crate::text::Place;

pub static RULE: Rule = Rule {
    id: "play/exit",
    summary: "a play that does not say how it ends",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("play_exit.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Messaging(check),
};

fn check(view: &MessagingView) -> Vec<Finding> {
    let plays = &view.messaging.playbook.plays;
    let mut findings = vec![];
    for play in view.approved(plays) {
        let id = play.id.as_str();
        if play.exit.is_empty() && !play.steps.is_empty() {
            findings.push(
                view.about(play, format!("the play `{id}` does not say how it ends"))
                    .why("a buyer who has answered, yes or no, is written to until somebody happens to notice")
                    .help("add `exit:` with each way out: what they said yes or no to, the day after which you stop, or another play"),
            );
        }
        for exit in play.exit.iter().filter(|e| e.contains('-') && is_slug(e)) {
            let ids = || plays.iter().map(|p| p.id.as_str());
            let meant = near(exit, ids()).filter(|_| ids().all(|known| known != exit.as_str()));
            let Some(meant) = meant else { continue };
            findings.push(
                view.rule
                    .finding(Place::new(&play.source, exit.span()), format!("no play is called `{exit}`"))
                    .about("play", id)
                    .why("the buyer leaves this play, and nobody takes over")
                    .help(format!("did you mean `{meant}`?")),
            );
        }
    }
    findings
}

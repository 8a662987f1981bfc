//! play/gap: customers hear nothing for too long in their first 90 days.

use super::{Check, MessagingView, Rule, RuleOption};
use crate::analyze::silence;
use crate::finding::{Certainty, Finding, Severity};
use crate::item::Item;
use crate::model::{Message, Play};
use crate::syntax::quantity::{Unit, quantities};
use crate::syntax::words::{sentences, tokens};
use crate::text::Place;

pub static RULE: Rule = Rule {
    id: "play/gap",
    summary: "customers hear nothing for too long in their first 90 days",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("play_gap.md"),
    cues: &[],
    options: &[
        RuleOption { name: "days", default: 30.0, description: "The longest time without a touch, in days." },
        RuleOption { name: "until", default: 90.0, description: "The last day that is looked at." },
    ],
    rests_on: &["messages", "plays"],
    check: Check::Messaging(check),
};

/// The stage that the first days belong to.
const STAGE: &str = "first-90-days";

fn check(view: &MessagingView) -> Vec<Finding> {
    let playbook = &view.messaging.playbook;
    let plays: Vec<&Item<Play>> = view
        .approved(&playbook.plays)
        .filter(|p| p.stage.as_ref().is_some_and(|s| s.id() == STAGE))
        .collect();
    let mut findings: Vec<Finding> = plays.iter().filter_map(|play| quiet(view, play)).collect();
    let messages: Vec<&Item<Message>> =
        view.approved(&playbook.messages).filter(|m| m.stage.id() == STAGE).collect();
    if let Some(first) = messages.first().filter(|_| plays.is_empty() && !playbook.plays.is_empty()) {
        findings.push(
            view.about(*first, "no play brings what is said in the first 90 days")
                .why("\"did I choose right?\" is asked every day after the signature, and nobody is told to answer")
                .help("write a play of the stage first-90-days, with the day of each touch"),
        );
    }
    findings.extend(messages.iter().filter_map(|message| open_fix(view, message)));
    findings
}

/// The longest stretch without a touch from the first day to the ninetieth.
fn quiet(view: &MessagingView, play: &Item<Play>) -> Option<Finding> {
    let gap = silence(play, view.option("until") as i32)?;
    if f64::from(gap.days()) <= view.option("days") {
        return None;
    }
    let (days, from, to) = (gap.days(), gap.from, gap.to);
    let id = play.id.as_str();
    let span = gap.after.map_or(play.id.span(), |s| s.touch.span());
    let what = format!("in `{id}` customers hear nothing for {days} days, from day {from} to day {to}");
    Some(
        view.rule
            .finding(Place::new(&play.source, span), what)
            .about("play", id)
            .why("in the first 90 days a customer asks whether they chose right, and takes silence for an answer")
            .help("add a touch in between: a first result, a question, the next milestone"),
    )
}

/// A fast fix is promised without a time.
fn open_fix(view: &MessagingView, message: &Item<Message>) -> Option<Finding> {
    let (_, text) = message.steps.iter().find(|(step, _)| step.as_str() == "fast-fix")?;
    let tokens = tokens(text);
    let sentences = sentences(text, &tokens);
    let timed = quantities(text, &tokens, &sentences).iter().any(|q| matches!(q.unit, Unit::Duration(_)));
    let lower = text.to_lowercase();
    let named = ["today", "tomorrow", "the same day", "same-day", "overnight", "within the hour", "{{"];
    if timed || named.iter().any(|t| lower.contains(t)) {
        return None;
    }
    let id = message.id.as_str();
    Some(
        view.rule
            .finding(Place::new(&message.source, text.span()), format!("the fast fix of `{id}` names no time"))
            .about("message", id)
            .why("\"we mend it fast\" is what the last supplier said as well; a time can be kept, and shown to be kept")
            .help("say within how many hours or days it is mended, or worked around"),
    )
}

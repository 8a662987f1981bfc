//! study/feedback: a message that buyers said is off, and nobody changed.

use super::{Check, MessagingView, Rule, RuleOption};
use crate::analyze::days;
use crate::finding::{Certainty, Finding, Severity};
use crate::item::Item;
use crate::model::{Message, Reception, Research};
use crate::shape::Date;

pub static RULE: Rule = Rule {
    id: "study/feedback",
    summary: "a message that buyers said is off, and nobody changed",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("study_feedback.md"),
    cues: &[],
    options: &[
        RuleOption {
            name: "least",
            default: 2.0,
            description: "The fewest misses that speak against a message.",
        },
        RuleOption {
            name: "days",
            default: 30.0,
            description: "How long an answer to a single miss may take, in days.",
        },
    ],
    rests_on: &[],
    check: Check::Messaging(check),
};

fn check(view: &MessagingView) -> Vec<Finding> {
    let playbook = &view.messaging.playbook;
    let mut findings = vec![];
    for message in view.approved(&playbook.messages) {
        let changed = last_change(message);
        let heard: Vec<&Item<Research>> = view
            .approved(&playbook.research)
            .filter(|r| r.verdict.is_some())
            .filter(|r| r.message.as_ref().is_some_and(|m| m.id() == message.id.as_str()))
            // What was said before the message changed was said of another one.
            .filter(|r| changed.is_none_or(|day| r.date.is_none_or(|date| date > day)))
            .collect();
        let landed = heard.iter().filter(|r| r.verdict == Some(Reception::Landed)).count();
        let against: Vec<&&Item<Research>> =
            heard.iter().filter(|r| r.verdict != Some(Reception::Landed)).collect();
        if let Some(finding) = missed(view, message, landed, &against) {
            findings.push(finding);
            continue;
        }
        findings.extend(unanswered(view, message, &against));
    }
    findings
}

/// The day on which the message last became another: its last former wording ended.
fn last_change(message: &Message) -> Option<Date> {
    message.was.iter().filter_map(|f| f.until).max()
}

/// More buyers did not see themselves in it than did.
fn missed(
    view: &MessagingView,
    message: &Item<Message>,
    landed: usize,
    against: &[&&Item<Research>],
) -> Option<Finding> {
    let count = against.len();
    if count <= landed || (count as f64) < view.option("least") {
        return None;
    }
    let id = message.id.as_str();
    let what = format!("the message `{id}` missed with {count} buyers and landed with {landed}");
    let finding = view
        .about(message, what)
        .why(format!("buyers say that it is not about them{}", quote(against)))
        .help("change it in their words, and keep the old wording under `was:` with the reason");
    Some(against.iter().fold(finding, |f, r| f.related(place(r), "it was said here")))
}

/// Somebody said that it is off, longer ago than an answer takes.
fn unanswered(
    view: &MessagingView,
    message: &Item<Message>,
    against: &[&&Item<Research>],
) -> Option<Finding> {
    let reviewed = message.header.reviewed;
    let open = |r: &&&&Item<Research>| {
        r.date.is_some_and(|date| {
            let answered = reviewed.is_some_and(|day| day > date);
            !answered && days(date, view.messaging.as_of) as f64 > view.option("days")
        })
    };
    let first = against.iter().filter(open).min_by_key(|r| r.date)?;
    let (id, date) = (message.id.as_str(), first.date?);
    Some(
        view.about(
            message,
            format!("nobody has looked at `{id}` since a buyer said on {date} that it missed"),
        )
        .why(format!(
            "who tells you what is wrong and sees it again does not tell you twice{}",
            quote(&[**first].iter().collect::<Vec<_>>())
        ))
        .help("change it, with the old wording under `was:`; or keep it and set `reviewed:`")
        .related(place(first), "it was said here"),
    )
}

fn quote(heard: &[&&Item<Research>]) -> String {
    let said = heard.iter().find_map(|r| r.quotes.first());
    said.map(|q| format!(": \"{q}\"")).unwrap_or_default()
}

fn place(research: &Item<Research>) -> crate::text::Place {
    crate::text::Place::new(&research.source, research.id.span())
}

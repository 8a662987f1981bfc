//! model/review-overdue: an item that nobody has looked at for longer than its kind allows.

use super::{Check, MessagingView, Rule};
use crate::analyze::{Freshness, days, freshness};
use crate::finding::{Certainty, Finding, Severity};

pub static RULE: Rule = Rule {
    id: "model/review-overdue",
    summary: "an item that nobody has looked at for longer than its kind allows",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("model_review_overdue.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Messaging(check),
};

fn check(view: &MessagingView) -> Vec<Finding> {
    let as_of = view.messaging.as_of;
    let mut findings = vec![];
    for item in view.messaging.playbook.items() {
        let Freshness::ReviewDue(reviewed) = freshness(item, as_of) else { continue };
        let (noun, id) = (item.noun(), item.id().as_str());
        let ago = days(reviewed, as_of);
        findings.push(
            view.about(
                item,
                format!("nobody has looked at the {noun} `{id}` since {reviewed}, {ago} days ago"),
            )
            .why("a playbook that was right last year is told to buyers as if it were right today")
            .help("look at it, change what is not so any more, and set `reviewed:` to the day; or retire it"),
        );
    }
    findings
}

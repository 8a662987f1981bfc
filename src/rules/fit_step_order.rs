//! fit/step-order: the steps of a message stand in another order than its stage tells them.

use super::{Check, MessagingView, Rule};
use crate::config::Order;
use crate::finding::{Certainty, Finding, Severity};
use crate::item::Status;
use crate::text::Place;

pub static RULE: Rule = Rule {
    id: "fit/step-order",
    summary: "the steps of a message stand in another order than its stage tells them",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("fit_step_order.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Messaging(check),
};

fn check(view: &MessagingView) -> Vec<Finding> {
    let mut findings = vec![];
    for message in view.messaging.playbook.messages.iter().filter(|m| m.status != Status::Retired) {
        let Some(stage) = view.messaging.config.stage(message.stage.id()) else { continue };
        let position = |id: &str| stage.steps.iter().position(|s| s.id.as_str() == id);
        let mut furthest: Option<(usize, &str)> = None;
        for (key, _) in message.steps.iter() {
            let Some(at) = position(key) else { continue };
            match furthest {
                Some((far, before)) if at < far => {
                    let place = Place::new(&message.source, key.span());
                    let (severity, sure) = match stage.order {
                        Order::Documented => (Severity::Warning, "was tested and published"),
                        Order::Suggested => (Severity::Info, "is a suggestion"),
                    };
                    let all: Vec<&str> = stage.steps.iter().map(|s| s.id.as_str()).collect();
                    findings.push(
                        view.rule
                            .finding(place, format!("`{key}` comes after `{before}`"))
                            .severity(severity)
                            .about("message", message.id.as_str())
                            .why(format!("the order of {} {sure}: {}", stage.id, all.join(" > ")))
                            .help(format!("move `{key}` before `{before}`")),
                    );
                }
                _ => furthest = Some((at, key)),
            }
        }
    }
    findings
}

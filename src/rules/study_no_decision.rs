//! study/no-decision: a study after which nothing was decided or done.

use super::{Check, MessagingView, Rule, RuleOption};
use crate::analyze::days;
use crate::finding::{Certainty, Finding, Severity};
use crate::model::ResearchKind;
use crate::text::Place;

pub static RULE: Rule = Rule {
    id: "study/no-decision",
    summary: "a study after which nothing was decided or done",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("study_no_decision.md"),
    cues: &[],
    options: &[RuleOption {
        name: "days",
        default: 30.0,
        description: "How long after a study its decision may take, in days.",
    }],
    rests_on: &[],
    check: Check::Messaging(check),
};

fn check(view: &MessagingView) -> Vec<Finding> {
    let wait = view.option("days");
    let mut findings = vec![];
    for study in view.approved(&view.messaging.playbook.research) {
        let asked =
            matches!(study.kind, ResearchKind::Validation | ResearchKind::WinLoss | ResearchKind::Survey);
        let fresh = study.date.is_some_and(|date| days(date, view.messaging.as_of) as f64 <= wait);
        let id = study.id.as_str();
        match &study.decision {
            None if asked && !fresh => findings.push(
                view.about(study, format!("nothing was decided after the study `{id}`"))
                    .why("people gave an hour each to say what hurts; what they said helps no buyer until somebody acts on it")
                    .help("add `decision: {verdict: go, reason: ..., action: ...}`; not now, with a date, is a decision too"),
            ),
            Some(decision) if decision.action.is_none() && !fresh => findings.push(
                view.rule
                    .finding(
                        Place::new(&study.source, decision.verdict.span()),
                        format!("\"{}\" was decided after `{id}`, and nobody says what is done", decision.verdict),
                    )
                    .about("research", id)
                    .why("a verdict without a next step leaves copy and calls as they were")
                    .help("add `action:` with what changes, for whom"),
            ),
            _ => {}
        }
    }
    findings
}

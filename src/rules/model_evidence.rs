//! model/evidence: a pain that no buyer was heard to have.

use super::{Check, ProjectView, Rule};
use crate::analyze::{asks_teams, hears_buyers, research_on};
use crate::finding::{Certainty, Finding, Severity};
use crate::item::{Item, Status};
use crate::model::Pain;
use crate::text::Place;

pub static RULE: Rule = Rule {
    id: "model/evidence",
    summary: "a pain that no buyer was heard to have",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("model_evidence.md"),
    cues: &[],
    options: &[],
    rests_on: &["research"],
    check: Check::Project(check),
};

fn check(view: &ProjectView) -> Vec<Finding> {
    let mut findings = vec![];
    for pain in view.approved(&view.project.playbook.pains) {
        let research = research_on(view.project, pain);
        if research.iter().any(|r| hears_buyers(r)) {
            continue;
        }
        let id = pain.id.as_str();
        let (what, help) = match research.first() {
            Some(other) if asks_teams(other) => (
                format!(
                    "no buyer was heard to have the pain `{id}`: `{}` asked our own teams",
                    other.id.as_str()
                ),
                "ask buyers how much it hurts; teams know what they hear, and guess the rest",
            ),
            Some(report) => (
                format!(
                    "no buyer was heard to have the pain `{id}`: `{}` tells of the market",
                    report.id.as_str()
                ),
                "ask buyers how much it hurts; a report says how large a market is, not that anybody in it hurts",
            ),
            None => (
                format!("no buyer was heard to have the pain `{id}`"),
                "ask buyers, and name the study or the call under `evidence:`; until then make it `status: draft`",
            ),
        };
        let why = match rests_on(view, pain).as_slice() {
            [] => "what we guess that hurts buyers is not what makes them buy".to_owned(),
            some => {
                format!("what we guess that hurts is no reason to buy, and {} rests on it", some.join(", "))
            }
        };
        let finding = view.about(pain, what).why(why).help(help);
        findings.push(match research.first() {
            Some(report) => {
                finding.related(Place::new(&report.source, report.id.span()), "what it rests on stands here")
            }
            None => finding,
        });
    }
    findings
}

/// The value propositions that promise to relieve a pain.
fn rests_on(view: &ProjectView, pain: &Item<Pain>) -> Vec<String> {
    let props = view.project.playbook.value_props.iter().filter(|v| v.status != Status::Retired);
    let on_it = props.filter(|v| v.pains.iter().any(|p| p.id() == pain.id.as_str()));
    on_it.map(|v| format!("`{}`", v.id.as_str())).collect()
}

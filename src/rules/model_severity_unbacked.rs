//! model/severity-unbacked: a severity of 4 or 5 that no study bears out.

use super::{Check, ProjectView, Rule, RuleOption};
use crate::analyze::{asked, hears_buyers, is_study, research_on};
use crate::finding::{Certainty, Finding, Severity};

pub static RULE: Rule = Rule {
    id: "model/severity-unbacked",
    summary: "a severity of 4 or 5 that no study bears out",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("model_severity_unbacked.md"),
    cues: &[],
    options: &[RuleOption {
        name: "least",
        default: 5.0,
        description: "The fewest people that a study must have asked.",
    }],
    rests_on: &["research"],
    check: Check::Project(check),
};

fn check(view: &ProjectView) -> Vec<Finding> {
    let least = view.option("least");
    let mut findings = vec![];
    for pain in view.approved(&view.project.playbook.pains) {
        let Some(severity) = pain.severity.filter(|s| *s >= 4) else { continue };
        let research = research_on(view.project, pain);
        let enough = |r: &crate::model::Research| asked(r).is_none_or(|n| f64::from(n) >= least);
        // Where nobody was heard at all, that is told by another rule.
        let heard: Vec<_> = research.iter().filter(|r| hears_buyers(r)).collect();
        if heard.is_empty() || heard.iter().any(|r| is_study(r) && enough(r)) {
            continue;
        }
        let names: Vec<String> = heard.iter().map(|r| format!("`{}`", r.id.as_str())).collect();
        let id = pain.id.as_str();
        let kind = if heard.iter().any(|r| is_study(r)) { "too few people" } else { "single voices" };
        findings.push(
            view.about(pain, format!("the severity {severity} of `{id}` rests on {kind}: {}", names.join(", ")))
                .why("a pain that one buyer shouts about may be one buyer's; the story for all of them rests on it")
                .help("ask several buyers how much it hurts, from 1 to 5, or rate it lower until you have"),
        );
    }
    findings
}

//! model/balance: far more is said to win customers than to keep them.

use super::{Check, ProjectView, Rule, RuleOption};
use crate::analyze::Coverage;
use crate::config::Half;
use crate::finding::{Certainty, Finding, Severity};

pub static RULE: Rule = Rule {
    id: "model/balance",
    summary: "far more is said to win customers than to keep them",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("model_balance.md"),
    cues: &[],
    options: &[
        RuleOption {
            name: "ratio",
            default: 3.0,
            description: "The most messages or pieces of copy to win customers for each one to keep them.",
        },
        RuleOption {
            name: "gap",
            default: 0.1,
            description: "How far the share of messages for customers may lie below their share of revenue, 0 to 1.",
        },
    ],
    rests_on: &["messages", "personas", "segments"],
    check: Check::Project(check),
};

fn check(view: &ProjectView) -> Vec<Finding> {
    let coverage = Coverage::of(view.project);
    let (acquire, keep) = (coverage.half(Half::Acquire), coverage.half(Half::Keep));
    let settings = &view.project.config.settings;
    let most = view.option("ratio");
    let over = |win: usize, keep: usize| win as f64 > most * keep as f64 && win as f64 > most;
    let mut parts = vec![];
    if over(acquire.messages, keep.messages) {
        parts.push(format!("{} messages to win customers, {} to keep them", acquire.messages, keep.messages));
    }
    if over(acquire.copy, keep.copy) {
        parts.push(format!("{} pieces of copy to win customers, {} to keep them", acquire.copy, keep.copy));
    }
    let mut findings = vec![];
    if !parts.is_empty() {
        let place = view.project.config.place(settings.company.span());
        findings.push(
            view.rule
                .finding(place, format!("{}: more than {most} to one", parts.join("; ")))
                .about("settings", "stages")
                .why("customers are told in detail why to come, and nothing about why to stay: they hear that from a rival")
                .help("write for the stages after the purchase: first-90-days, why-stay, why-pay, why-evolve"),
        );
    }
    if let (Some(share), Some(revenue)) = (coverage.keep_share(), &settings.revenue_from_existing)
        && share + view.option("gap") < revenue.value
    {
        let percent = |share: f64| format!("{}%", (share * 100.0).round());
        let what = format!(
            "{} of the messages serve the customers who bring {} of the revenue",
            percent(share),
            percent(revenue.value)
        );
        findings.push(
            view.rule
                .finding(view.project.config.place(revenue.span), what)
                .severity(Severity::Info)
                .about("settings", "revenue_from_existing")
                .why("where the money comes from is where a wrong word costs most")
                .help("begin with the persona and the stage of the next renewals"),
        );
    }
    findings
}

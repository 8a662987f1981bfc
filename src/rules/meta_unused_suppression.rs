//! meta/unused-suppression: a remark that silences nothing.

use super::{Check, Fate, RemarksView, Rule};
use crate::analyze::is_reason;
use crate::finding::{Certainty, Finding, Severity};

pub static RULE: Rule = Rule {
    id: "meta/unused-suppression",
    summary: "a remark that silences nothing",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("meta_unused_suppression.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Remarks(check),
};

fn check(view: &RemarksView) -> Vec<Finding> {
    // A remark about the remarks' own rules is judged by what it silences, which is not known yet.
    let of_remarks =
        |rule: &String| rule == "meta" || rule == view.rule.id || rule == "meta/suppression-reason";
    let idle = view.remarks.iter().filter(|remark| remark.fate == Fate::Idle && is_reason(&remark.reason));
    idle.filter(|remark| !remark.rules.iter().any(of_remarks))
        .map(|remark| {
            view.rule
                .finding(
                    remark.place.clone(),
                    format!("nothing is left to silence for {}", remark.rules.join(", ")),
                )
                .why("what it silenced was mended or moved; left here, it would hide the next mistake")
                .help("take it out, or move it to where the words stand now")
        })
        .collect()
}

//! meta/suppression-reason: a remark that silences a rule and does not say why.

use super::{Check, RemarksView, Rule};
use crate::analyze::is_reason;
use crate::finding::{Certainty, Finding, Severity};

pub static RULE: Rule = Rule {
    id: "meta/suppression-reason",
    summary: "a remark that silences a rule and does not say why",
    severity: Severity::Error,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("meta_suppression_reason.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Remarks(check),
};

fn check(view: &RemarksView) -> Vec<Finding> {
    let unfounded = view.remarks.iter().filter(|remark| !is_reason(&remark.reason));
    unfounded
        .map(|remark| {
            let rules = remark.rules.join(", ");
            let what = match remark.reason.as_str() {
                "" => format!("no reason is given to silence {rules}"),
                reason => format!("\"{reason}\" does not say why {rules} is to be silent here"),
            };
            view.rule
                .finding(remark.place.clone(), what)
                .why("without a reason nobody can tell later whether it still holds, so it silences nothing")
                .help("say why the words are right here: who agreed, whom they quote, where that is written")
        })
        .collect()
}

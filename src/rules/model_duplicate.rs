//! model/duplicate: two items with one id, or two that say nearly the same.

use super::{Check, ProjectView, Rule};
use crate::finding::{Certainty, Finding, Severity};
use std::collections::BTreeMap;

use crate::item::AnyItem;
use crate::model::KINDS;

pub static RULE: Rule = Rule {
    id: "model/duplicate",
    summary: "two items with one id, or two that say nearly the same",
    severity: Severity::Error,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("model_duplicate.md"),
    cues: &[],
    options: &[],
    check: Check::Project(check),
};

fn check(view: &ProjectView) -> Vec<Finding> {
    let same_id = view.project.graph.duplicates().iter().map(|d| {
        let noun = view.project.at(&d.key).map_or(d.key.kind, |i| i.noun());
        view.rule
            .finding(d.second.clone(), format!("a second {noun} bears the id `{}`", d.key.id))
            .about(noun, d.key.id.clone())
            .why("other files refer to it by this id, and only the first is found")
            .help("rename one, or merge the two")
            .related(d.first.clone(), "the first stands here")
    });
    let mut findings: Vec<Finding> = same_id.collect();
    for kind in KINDS {
        let mut seen: BTreeMap<String, &dyn AnyItem> = BTreeMap::new();
        for item in view.project.playbook.of_kind(kind.key) {
            let words = normal(item.title());
            if words.split(' ').count() < 3 {
                continue;
            }
            match seen.get(&words) {
                Some(first) if first.id() != item.id() => findings.push(
                    view.about(
                        item,
                        format!("this {} says the same as `{}`", kind.noun, first.id().as_str()),
                    )
                    .severity(Severity::Warning)
                    .why("two items for one thing drift apart, and each team quotes another one")
                    .help("keep one, and let the other's users refer to it")
                    .related(first.place(), "the other stands here"),
                ),
                Some(_) => {}
                None => {
                    seen.insert(words, item);
                }
            }
        }
    }
    findings
}

/// Words without case, marks and articles, so that near-equal texts become equal.
fn normal(text: &str) -> String {
    let lower = text.to_lowercase();
    let words =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !matches!(*w, "" | "a" | "an" | "the"));
    words.collect::<Vec<_>>().join(" ")
}

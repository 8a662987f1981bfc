//! model/reference: a reference to an item that does not exist.

use super::{Check, ProjectView, Rule};
use crate::finding::{Certainty, Finding, Fix, Severity};
use crate::model::KINDS;
use crate::text::Edit;

pub static RULE: Rule = Rule {
    id: "model/reference",
    summary: "a reference to an item that does not exist",
    severity: Severity::Error,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("model_reference.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Project(check),
};

fn check(view: &ProjectView) -> Vec<Finding> {
    let in_copy = view.project.pieces.iter().flat_map(|p| &p.missing);
    view.project
        .graph
        .missing()
        .iter()
        .chain(in_copy)
        .map(|missing| {
            let what = format!("there is no {} `{}`", noun(missing.kind), missing.id);
            let finding = view.rule.finding(missing.place.clone(), what);
            // It may as well be an item that nobody has written yet, so a look is needed.
            let nearest = view.project.graph.nearest(missing.kind, &missing.id);
            let fix = nearest.filter(|_| missing.place.text() == missing.id).map(|id| Fix {
                title: format!("replace by `{id}`"),
                safe: false,
                edits: vec![Edit { span: missing.place.first(), text: id.to_owned() }],
            });
            let finding = fix.into_iter().fold(finding, Finding::fix);
            let finding = match &missing.from {
                Some(from) => finding.about(noun(from.kind), from.id.clone()),
                None => finding,
            };
            finding.why("what refers to nothing is left out of pages and checks").help(missing.hint.clone())
        })
        .collect()
}

fn noun(kind: &'static str) -> &'static str {
    KINDS.iter().find(|k| k.key == kind).map_or(kind.trim_end_matches('s'), |k| k.noun)
}

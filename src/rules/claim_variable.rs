//! claim/variable: a template that asks the approved figures for what they do not have.

use super::{Check, CopyView, Rule};
use crate::analyze::{List, Variable, withdrawn};
use crate::finding::{Certainty, Finding, Severity};
use crate::shape::did_you_mean;
use crate::text::Place;

pub static RULE: Rule = Rule {
    id: "claim/variable",
    summary: "a template that asks for a figure or wording which is not there",
    severity: Severity::Error,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("claim_variable.md"),
    cues: &[],
    options: &[],
    rests_on: &["claims"],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    view.facts.variables().iter().filter_map(|variable| wrong(view, variable)).collect()
}

/// What is wrong with a variable, if anything is.
fn wrong(view: &CopyView, variable: &Variable) -> Option<Finding> {
    let (project, id, list) = (view.project, variable.id.as_str(), variable.list);
    let source = view.facts.piece.source();
    let at = |span| Place::new(source, span);
    let told = |place, message: String| {
        let finding = view.rule.finding(place, message).about("claim", id);
        finding.why("the website shows nothing in its place, and no reader tells you")
    };
    let Some(claim) = project.of(&project.playbook.claims, id) else {
        let ids = project.playbook.claims.iter().filter(|claim| List::of(claim) == list);
        let help = did_you_mean(id, ids.map(|claim| claim.id.as_str()));
        return Some(told(at(variable.span), format!("there is no claim `{id}` to take from")).help(help));
    };
    if let Some(why) = withdrawn(claim, project.as_of) {
        let help = "renew the claim, or take the sentence out of the template";
        let finding = told(at(variable.span), format!("the claim `{id}` is withdrawn ({why})")).help(help);
        return Some(finding.related(Place::new(&claim.source, claim.id.span()), "the claim stands here"));
    }
    let own = List::of(claim);
    if own != list {
        let what = match own {
            List::Figures => "has a figure",
            List::Wordings => "has no figure",
        };
        let help = format!("write `{}` for `{}`", own.name(), list.name());
        return Some(
            told(at(variable.span), format!("the claim `{id}` {what}, so it stands under `{}`", own.name()))
                .help(help),
        );
    }
    let (field, span) =
        variable.field.as_ref().filter(|(field, _)| !list.fields().contains(&field.as_str()))?;
    let help = did_you_mean(field, list.fields().iter().copied());
    Some(told(at(*span), format!("nothing called `{field}` is told of a claim")).help(help))
}

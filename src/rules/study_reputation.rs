//! study/reputation: what customers say in public, and nobody has answered: blame for what a claim promises, praise that no
//! message uses.

use super::{Check, ProjectView, Rule};
use crate::analyze::{Gap, Theme, themes};
use crate::finding::{Certainty, Finding, Severity};
use crate::item::{Item, Status};
use crate::model::Claim;
use crate::text::Place;

pub static RULE: Rule = Rule {
    id: "study/reputation",
    summary: "what customers say in public, and nobody has answered",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("study_reputation.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Project(check),
};

fn check(view: &ProjectView) -> Vec<Finding> {
    let open = themes(view.project).into_iter().filter(|theme| theme.research.decision.is_none());
    let approved = open.filter(|theme| theme.research.status == Status::Approved);
    approved
        .flat_map(|theme| match theme.gap {
            Gap::Against => promised(view, &theme),
            Gap::Unsaid => vec![unsaid(view, &theme)],
            Gap::Said | Gap::Unanswered | Gap::Neutral => vec![],
        })
        .collect()
}

/// Blame for what a claim promises that nobody has looked at since.
fn promised(view: &ProjectView, theme: &Theme) -> Vec<Finding> {
    let book = &view.project.playbook;
    let of_theme = theme.research.claims.iter().filter_map(|c| view.project.of(&book.claims, c.id()));
    let looked_at = |claim: &Item<Claim>| {
        let reviewed = claim.header.reviewed.zip(theme.research.date);
        reviewed.is_some_and(|(reviewed, said)| reviewed > said)
    };
    let open = of_theme.filter(|claim| claim.status == Status::Approved && !looked_at(claim));
    open.map(|claim| {
        let id = claim.id.as_str();
        view.about(theme.research, format!("customers speak against the claim `{id}`: {}", said(theme)))
            .why("a buyer reads the reviews before the call, and holds them against what we promise")
            .help(
                "qualify the claim and set its `reviewed:`, or write under `decision:` what is done about it",
            )
            .related(Place::new(&claim.source, claim.says.span()), "it is promised here")
    })
    .collect()
}

/// Praise that no message uses.
fn unsaid(view: &ProjectView, theme: &Theme) -> Finding {
    view.about(theme.research, format!("customers praise what no message says: {}", said(theme)))
        .why("what customers tell each other is the story that buyers believe first")
        .help(
            "start a message from it (its `claims:` or `pains:`), or write under `decision:` why it stays unsaid",
        )
}

/// The theme in the customers' words, else in ours.
fn said(theme: &Theme) -> String {
    let quoted = theme.research.quotes.first().map(|q| format!("\"{q}\""));
    quoted
        .or_else(|| theme.research.theme.as_ref().map(ToString::to_string))
        .unwrap_or_else(|| theme.research.title().to_owned())
}

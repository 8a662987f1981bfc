//! claim/superseded: a figure or wording that was approved once and is not any more.

use super::{Check, CopyView, Rule};
use crate::analyze::{Relation, Role, Said, counted, restated};
use crate::finding::{Certainty, Finding, Severity};
use crate::item::AnyItem;
use crate::model::Former;
use crate::text::Place;

pub static RULE: Rule = Rule {
    id: "claim/superseded",
    summary: "a figure or wording that was approved once and is not any more",
    severity: Severity::Error,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("claim_superseded.md"),
    cues: &[],
    options: &[],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    let mut findings = wordings(view);
    findings.extend(figures(view));
    findings
}

fn figures(view: &CopyView) -> Vec<Finding> {
    let mut findings = vec![];
    for found in view.facts.figures(view.project, view.lexicon) {
        let Relation::Former(n) = found.relation else { continue };
        let passage = view.facts.passages.get(found.passage);
        let quantity = passage.and_then(|p| p.quantities().get(found.quantity));
        let claim = view.project.playbook.claims.get(found.claim);
        let (Some(passage), Some(quantity), Some(claim)) = (passage, quantity, claim) else { continue };
        let (Some(figure), Some(former)) = (&claim.figure, claim.replaces.get(n)) else { continue };
        let Some(own) = view.lexicon.approved(found.claim) else { continue };
        let range = counted(quantity);
        let said = passage.slice(&range);
        let now = own.shown();
        let id = claim.id.as_str();
        let message = format!("\"{said}\" was right {}; now it is {now} ({id})", until(former));
        let mut finding = view
            .finding(passage, range.clone(), message)
            .about("claim", id)
            .why(why(former, &claim.says))
            .help(format!("write {now}, or say of when the old figure is"))
            .related(
                Place::new(&claim.source, figure.span().unwrap_or(claim.says.span())),
                "the figure of today stands here",
            );
        if let Some(text) =
            own.figure().and_then(|own| restated(passage.slice(&quantity.figure), quantity, own))
            && let Some(fix) = view.replacement(passage, quantity.figure.clone(), &text, true)
        {
            finding = finding.fix(fix);
        }
        findings.push(finding);
    }
    findings
}

fn wordings(view: &CopyView) -> Vec<Finding> {
    let book = &view.project.playbook;
    let former = |role: &Role| match *role {
        Role::ClaimFormer(at, n) => {
            let claim = book.claims.get(at)?;
            Some((claim as &dyn AnyItem, claim.replaces.get(n)?, claim.says.as_str(), claim.says.span()))
        }
        Role::MessageFormer(at, n) => {
            let message = book.messages.get(at)?;
            let now = message.headline.as_ref().or(message.short.as_ref()).or(message.long.as_ref());
            let (text, span) = now.map_or(("", message.id.span()), |p| (p.as_str(), p.span()));
            Some((message as &dyn AnyItem, message.was.get(n)?, text, span))
        }
        _ => None,
    };
    let mut findings = vec![];
    for (passage, hit, _, (item, former, now, span)) in view.facts.hits(view.lexicon, former) {
        let own = view
            .facts
            .piece
            .item
            .as_ref()
            .is_some_and(|k| (k.kind, &*k.id) == (item.kind(), item.id().as_str()));
        let right_then = match passage.said(&passage.sentence_at(hit.range.start)) {
            Said::Now => false,
            Said::Before => true,
            Said::On(day) => former.until.is_none_or(|until| day <= until),
        };
        if own || right_then || !view.is_use(passage, hit) {
            continue;
        }
        let said = passage.slice(&hit.range);
        let (noun, id) = (item.noun(), item.id().as_str());
        findings.push(
            view.finding(
                passage,
                hit.range.clone(),
                format!("\"{said}\" was right {} ({id})", until(former)),
            )
            .about(noun, id)
            .why(why(former, now))
            .help("take over the wording of today, or say of when the old one is")
            .related(Place::new(item.source(), span), "the wording of today stands here"),
        );
    }
    findings
}

fn until(former: &Former) -> String {
    former.until.map_or("once".to_owned(), |day| format!("until {day}"))
}

fn why(former: &Former, now: &str) -> String {
    let reason = former.reason.as_ref().map(|r| format!("it changed because {}; ", r.trim_end_matches('.')));
    let now = now.trim();
    let today = if now.is_empty() { String::new() } else { format!("; approved is: {now}") };
    format!(
        "{}a buyer who meets the old and the new asks which one is true{today}",
        reason.unwrap_or_default()
    )
}

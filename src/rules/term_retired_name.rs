//! term/retired-name: a name that a product, feature or company no longer bears.

use super::term_applies;
use super::{Check, CopyView, Rule};
use crate::analyze::Role;
use crate::config::Level;
use crate::finding::{Certainty, Finding, Severity};
use crate::item::{AnyItem, Item};
use crate::model::Term;
use crate::syntax::dates::formerly;
use crate::text::Place;

pub static RULE: Rule = Rule {
    id: "term/retired-name",
    summary: "a name that a product, feature or company no longer bears",
    severity: Severity::Error,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("term_retired_name.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    let book = &view.project.playbook;
    let retired = |role: &Role| match *role {
        Role::TermNot(at, _) => {
            let term = book.terms.get(at).filter(|t| t.former)?;
            Some(Retired {
                kind: "term",
                now: &term.preferred,
                id: term.id.as_str(),
                place: term.place(),
                term: Some(term),
            })
        }
        Role::OfferFormer(at, _) => {
            let offer = book.offers.get(at)?;
            Some(Retired {
                kind: "offer",
                now: &offer.name,
                id: offer.id.as_str(),
                place: offer.place(),
                term: None,
            })
        }
        _ => None,
    };
    let mut findings: Vec<Finding> = vec![];
    let mut seen = None;
    for (passage, hit, entry, name) in view.facts.hits(view.lexicon, retired) {
        let said = passage.slice(&hit.range);
        let at = Some((passage.index, hit.range.clone()));
        let dated = view.facts.piece.attributes.dated;
        let right_then = match name.term {
            Some(term) => {
                !term_applies(term, view, passage)
                    || dated.zip(term.since).is_some_and(|(dated, since)| dated < since)
            }
            // A term for the same old name knows since when. A common word is the old name only when it is written as one.
            None => {
                let known = |t: &&Item<Term>| t.former && t.not.iter().any(|n| **n == *entry.phrase);
                book.terms.iter().any(|t| known(&t))
                    || entry.phrase.starts_with(char::is_uppercase) && !said.starts_with(char::is_uppercase)
            }
        };
        let formerly = formerly(passage.text(), passage.tokens(), &hit.range);
        if seen == at || right_then || formerly || !view.is_use(passage, hit) {
            continue;
        }
        seen = at;
        let (now, sure) = view.instead(passage, hit, &entry.phrase, name.now);
        let mut finding = view
            .finding(passage, hit.range.clone(), format!("\"{said}\" is now called \"{}\"", name.now))
            .about(name.kind, name.id)
            .why("a buyer who knows the new name wonders whether the old one is another product")
            .help(format!("write \"{now}\", or \"formerly {said}\" where the old name must stand"))
            .related(name.place, "the new name stands here");
        if let Some(severity) = name.term.and_then(|t| t.severity).and_then(Level::severity) {
            finding = finding.severity(severity);
        }
        findings.push(view.replacing(finding, passage, hit.range.clone(), &now, sure));
    }
    findings
}

/// A name that is no longer borne.
struct Retired<'a> {
    kind: &'static str,
    now: &'a str,
    id: &'a str,
    place: Place,
    term: Option<&'a Item<Term>>,
}

//! term/case: a name that is not written the way it is spelled.

use super::term_applies;
use super::{Check, CopyView, Rule};
use crate::analyze::{Entry, Exemption, Hit, PassageFacts, Role};
use crate::finding::{Certainty, Finding, Severity};
use crate::item::{AnyItem, Item};
use crate::model::{Term, TermKind};

pub static RULE: Rule = Rule {
    id: "term/case",
    summary: "a name that is not written the way it is spelled",
    severity: Severity::Error,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("term_case.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    let book = &view.project.playbook;
    let spelled = |role: &Role| match *role {
        Role::TermUse(at) => {
            book.terms.get(at).filter(|t| is_name(t)).map(|t| ("term", t.id.as_str(), Some(t.place())))
        }
        Role::TermSpelling(at) => book.terms.get(at).map(|t| ("term", t.id.as_str(), Some(t.place()))),
        Role::Company => Some(("company", "company", None)),
        _ => None,
    };
    let mut findings: Vec<Finding> = vec![];
    let mut seen = None;
    for (passage, hit, entry, (kind, id, place)) in view.facts.hits(view.lexicon, spelled) {
        let said = passage.slice(&hit.range);
        let right = right_form(view, passage, hit, entry);
        let applies = match entry.role {
            Role::TermUse(at) | Role::TermSpelling(at) => {
                book.terms.get(at).is_none_or(|t| term_applies(t, view, passage))
            }
            _ => true,
        };
        let shouted = said.chars().any(char::is_alphabetic) && !said.chars().any(char::is_lowercase);
        let Some(right) =
            right.filter(|_| applies && !shouted && seen != Some((passage.index, hit.range.clone())))
        else {
            continue;
        };
        if matches!(
            passage.exemption(&hit.range),
            Some(Exemption::Guidance | Exemption::Mentioned | Exemption::Quoted | Exemption::Struck)
        ) {
            continue;
        }
        if in_address(passage.text(), hit) || is_common_noun(passage, hit, said) {
            continue;
        }
        seen = Some((passage.index, hit.range.clone()));
        let mut finding = view
            .finding(passage, hit.range.clone(), format!("\"{said}\" is spelled \"{right}\""))
            .about(kind, id)
            .why("a name that is spelled in several ways looks like several things, and is not found by search")
            .help(format!("write \"{right}\""));
        if let Some(place) = place {
            finding = finding.related(place, "the glossary spells it here");
        }
        findings.push(view.replacing(finding, passage, hit.range.clone(), &right, true));
    }
    findings
}

/// Whether the hit is a part of an address or a handle: `dockhand.example`, `@dockhand`.
fn in_address(text: &str, hit: &Hit) -> bool {
    let before = text.get(..hit.range.start).and_then(|t| t.chars().next_back());
    let mut after = text.get(hit.range.end..).unwrap_or("").chars();
    let dotted =
        matches!(after.next(), Some('.' | '@' | '/')) && after.next().is_some_and(char::is_alphanumeric);
    dotted || matches!(before, Some('@' | '/' | '.' | '#' | '_'))
}

/// A name of ordinary words is in small letters nothing but these words where they are a noun with an article, or follow
/// who does something: `a night desk lamp`, `the kestrel in our logo`, `we fixed nest boxes`.
fn is_common_noun(passage: &PassageFacts, hit: &Hit, said: &str) -> bool {
    let before = passage.text().get(..hit.range.start).unwrap_or("").trim_end();
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("").to_lowercase();
    let led = before.ends_with(char::is_alphanumeric)
        && "a an the this that these those some any no my his her their we you they i"
            .split(' ')
            .any(|w| w == word);
    let opens_with_article = said.split_once(' ').is_some_and(|(first, _)| first.eq_ignore_ascii_case("the"));
    led && !opens_with_article && !said.chars().any(|c| c.is_uppercase() || !(c.is_alphabetic() || c == ' '))
}

/// A term whose spelling is part of it.
fn is_name(term: &Item<Term>) -> bool {
    match term.case_sensitive {
        Some(sensitive) => sensitive,
        None => matches!(term.kind, Some(TermKind::Product | TermKind::Brand)),
    }
}

/// The right spelling where the hit is spelled otherwise and no other entry at the same place spells it so.
fn right_form(view: &CopyView, passage: &PassageFacts, hit: &Hit, entry: &Entry) -> Option<String> {
    let plain = |text: &str| text.replace(['\u{2019}', '\u{2018}'], "'").replace('\u{A0}', " ");
    let said = plain(passage.slice(&hit.range));
    let same_place =
        passage.hits.iter().filter(|h| h.range == hit.range).filter_map(|h| view.lexicon.entry(h.entry));
    let fits = same_place
        .filter(|e| !matches!(e.role, Role::TermSpelling(_) | Role::ClaimAnchor(_)))
        .any(|e| e.form == said || said == first_up(&e.form));
    (!fits).then(|| match entry.role {
        Role::TermSpelling(_) => entry.phrase.to_string(),
        _ => entry.form.clone(),
    })
}

fn first_up(form: &str) -> String {
    let mut chars = form.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

//! Home: who are you talking to, and at what moment?

use tera::Value;

use super::{PageType, list_url, single};
use crate::analyze::{CellState, Freshness, Urgency, claim_freshness, freshness, urgency};
use crate::finding::Severity;
use crate::model::{KINDS, Measure};
use crate::site::edition::Edition;
use crate::site::sheet::{Head, Sheet};
use crate::site::view::{map, measured, one_of};

/// How many pains the page shows.
const PAINS: usize = 6;

pub static PAGE: PageType = PageType {
    name: "home",
    template: "home.html",
    kind: None,
    addresses: |_| single("index.html"),
    sheet: |edition, _| sheet(edition),
};

fn sheet(edition: &Edition) -> Sheet {
    let book = &edition.project.playbook;
    let mut head =
        Head::new(edition.project.config.title(), "home", "Who are you talking to, and at what moment?");
    head.crumbs.clear();
    let mut pains: Vec<usize> = edition.shown(&book.pains).map(|(at, _)| at).collect();
    let weight = |at: &usize| {
        book.pains.get(*at).map(|p| {
            let rank = match urgency(p).0 {
                Urgency::MustHave => 0,
                Urgency::NiceToHave => 1,
                Urgency::Unrated => 2,
            };
            (rank, std::cmp::Reverse(p.severity.unwrap_or(0)))
        })
    };
    pains.sort_by_key(weight);
    pains.truncate(PAINS);
    let refs =
        |kind, ids: Vec<&str>| ids.into_iter().map(|id| edition.reference(kind, id)).collect::<Vec<_>>();
    let plays = edition.shown(&book.plays).map(|(_, p)| p.id.as_str()).collect();
    let rivals = edition.shown(&book.competitors).map(|(_, c)| c.id.as_str()).collect();
    let body = vec![
        ("halves", edition.halves()),
        ("rows", edition.rows()),
        ("pains", Value::from(edition.views("pains", &pains))),
        ("plays", Value::from(refs("plays", plays))),
        ("rivals", Value::from(refs("competitors", rivals))),
        ("changes", Value::from(edition.news.latest(edition, 5))),
        ("metric", metric(edition)),
        ("counts", counts(edition)),
        ("attention", attention(edition)),
        ("first", Value::from(first(edition))),
    ];
    Sheet { head, body, entries: vec![] }
}

/// What to write first, in the order in which one leads to the next; nothing once one conversation is ready.
fn first(edition: &Edition) -> Vec<Value> {
    if edition.coverage.cells().iter().any(|cell| cell.state() == CellState::Ready) {
        return vec![];
    }
    let step = |key: &'static str, words: &str| {
        map! { "key": key, "title": one_of(key), "words": words, "done": edition.count(key) > 0 }
    };
    vec![
        step("personas", "who takes part in the purchase, and what a good outcome is for them"),
        step("pains", "what hurts them, in their own words"),
        step("claims", "what may be stated as fact, and what proves it"),
        step("messages", "what to say to one persona at one moment, step by step"),
        step("objections", "what they hold against it, and the answer"),
    ]
}

/// The first number that all teams share.
fn metric(edition: &Edition) -> Value {
    let book = &edition.project.playbook;
    let Some((_, metric)) = edition.shown(&book.metrics).find(|(_, m)| m.shared) else {
        return Value::none();
    };
    let Some((period, Measure::One(value))) = metric.values.last() else { return Value::none() };
    map! {
        "name": &*metric.name,
        "value": measured(metric, *value),
        "target": metric.target.map(|t| measured(metric, t)),
        "made": metric.target.map(|t| *value >= t),
        "period": &**period,
        "url": edition.page_of("metrics", metric.id.as_str()).unwrap_or(""),
    }
}

fn counts(edition: &Edition) -> Value {
    let counted = KINDS.iter().filter(|k| k.key != "voice").filter_map(|kind| {
        let count = edition.count(kind.key);
        let title = if count == 1 { one_of(kind.key) } else { kind.label };
        (count > 0).then(|| map! { "title": title, "count": count, "url": list_url(kind.key) })
    });
    Value::from(counted.collect::<Vec<_>>())
}

/// What somebody should look at, each with its number and page.
fn attention(edition: &Edition) -> Value {
    let (book, as_of) = (&edition.project.playbook, edition.project.as_of);
    let state = |state: Freshness| match state {
        Freshness::Expired(_) => Some(true),
        Freshness::DueBy(_) | Freshness::ReviewDue(_) => Some(false),
        _ => None,
    };
    let claims: Vec<bool> =
        edition.shown(&book.claims).filter_map(|(_, c)| state(claim_freshness(c, as_of))).collect();
    let messages: Vec<bool> =
        edition.shown(&book.messages).filter_map(|(_, m)| state(freshness(m, as_of))).collect();
    let cards: Vec<bool> =
        edition.shown(&book.competitors).filter_map(|(_, c)| state(freshness(c, as_of))).collect();
    let count = |list: &[bool], expired| list.iter().filter(|e| **e == expired).count();
    let cells = |wanted| edition.coverage.cells().iter().filter(|c| c.state() == wanted).count();
    let told = [
        (["claim expired", "claims expired"], count(&claims, true), "claims.html"),
        (["claim due", "claims due"], count(&claims, false), "claims.html"),
        (["message to look at", "messages to look at"], messages.len(), "messages.html"),
        (["battlecard to look at", "battlecards to look at"], cards.len(), "competitors.html"),
        (["gap", "gaps"], cells(CellState::Gap), "coverage.html"),
        (["thin conversation", "thin conversations"], cells(CellState::Thin), "coverage.html"),
        (["error", "errors"], edition.outcome.count(Severity::Error), "consistency.html"),
        (["warning", "warnings"], edition.outcome.count(Severity::Warning), "consistency.html"),
        (["not checked", "not checked"], edition.outcome.faults.len(), "consistency.html#unchecked"),
    ];
    let told = told.into_iter().filter(|(_, count, _)| *count > 0);
    let view = told.map(|([one, many], count, url)| {
        map! { "title": if count == 1 { one } else { many }, "count": count, "url": url }
    });
    Value::from(view.collect::<Vec<_>>())
}

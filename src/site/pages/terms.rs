//! The glossary: say this, not that, and why.

use tera::Value;

use super::{PageType, single};
use crate::item::Item;
use crate::model::Term;
use crate::site::edition::Edition;
use crate::site::sheet::{Head, Sheet, entry};
use crate::site::view::{day, map, maybe, ordinary, texts};

pub static PAGE: PageType = PageType {
    name: "terms",
    template: "terms.html",
    kind: Some("terms"),
    addresses: |_| single("terms.html"),
    sheet: |edition, _| sheet(edition),
};

fn sheet(edition: &Edition) -> Sheet {
    let mut terms: Vec<&Item<Term>> =
        edition.shown(&edition.project.playbook.terms).map(|(_, term)| term).collect();
    terms.sort_by_key(|t| (t.preferred.to_lowercase(), t.id.as_str().to_owned()));
    let lead = "One word for one thing: what we say, what we do not say, and why.";
    let entries = terms.iter().map(|term| {
        let words = term.also.iter().chain(&term.not).map(ToString::to_string).collect();
        let line = term.means.as_deref().or(term.why.as_deref()).unwrap_or("");
        entry(edition, *term, words, line)
    });
    Sheet {
        head: Head::new("Terms", "terms", lead).lead(lead),
        entries: entries.collect(),
        body: vec![("terms", Value::from(terms.iter().map(|t| view(t)).collect::<Vec<_>>()))],
    }
}

fn view(term: &Item<Term>) -> Value {
    let why = [term.means.as_deref(), term.why.as_deref()];
    let sentence = |text: &str| format!("{}.", text.trim_end_matches('.'));
    let why: Vec<String> = why.into_iter().flatten().map(sentence).collect();
    let teams: Vec<String> = term.audience.iter().map(|t| ordinary(t.id())).collect();
    map! {
        "use": &*term.preferred,
        "id": term.id.as_str(),
        "kind": term.kind.map(|k| ordinary(k.name())),
        "not": texts(&term.not),
        "also": texts(&term.also),
        "means": maybe(term.means.as_ref()),
        "why": (!why.is_empty()).then(|| why.join(" ")),
        "former": term.former,
        "since": term.since.map(day),
        "severity": term.severity.map(|s| s.name()),
        "audience": teams,
    }
}

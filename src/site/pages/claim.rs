//! A claim: how to say it, its proof, where it is said, and where copy says it differently.

use std::collections::BTreeMap;

use tera::Value;

use super::{PageType, Subject, each};
use crate::graph::Key;
use crate::item::Item;
use crate::model::{Claim, Former};
use crate::site::api;
use crate::site::edition::Edition;
use crate::site::prose::plain;
use crate::site::sheet::{Head, Sheet, entry, uses};
use crate::site::view::{self, day, map, number, texts};

pub static PAGE: PageType = PageType {
    name: "claim",
    template: "claim.html",
    kind: Some("claims"),
    addresses: |edition| each(edition, &edition.project.playbook.claims),
    sheet,
};

fn sheet(edition: &Edition, (at, _): Subject) -> Sheet {
    let Some(claim) = edition.project.playbook.claims.get(at) else { return Sheet::empty(PAGE.name) };
    let key = Key::of(claim);
    let findings = edition.findings_about("claim", claim.id.as_str());
    let (findings, noted): (Vec<_>, Vec<_>) =
        findings.iter().partition(|f| edition.piece(f.place.path()).is_some());
    let shown =
        |all: Vec<_>| Value::from(all.into_iter().map(|f| view::finding(edition, f)).collect::<Vec<_>>());
    let mut head = Head::of_item(edition, claim, ("Claims", "claims.html"), &claim.says);
    // Here alone there is room for the whole wording.
    head.title = plain(&claim.says);
    if let Some(view) = edition.claim(claim.id.as_str()) {
        head.freshness = view.get_from_path("freshness").cloned().unwrap_or_else(Value::none);
    }
    let words = claim.variants.iter().chain([&claim.says]).map(|text| plain(text)).collect();
    Sheet {
        head,
        body: vec![
            ("claim", whole(edition, at, claim)),
            ("website", api::snippets(edition, claim)),
            ("uses", uses(edition, &key)),
            ("findings", shown(findings)),
            ("noted", shown(noted)),
        ],
        entries: vec![entry(edition, claim, words, &claim.says)],
    }
}

/// The claim as others show it, with what only its own page shows.
fn whole(edition: &Edition, at: usize, claim: &Item<Claim>) -> Value {
    let view = edition.views("claims", &[at]).pop().and_then(Value::into_map).unwrap_or_default();
    let mut pairs: BTreeMap<String, Value> =
        view.into_iter().map(|(k, v)| (k.as_str().unwrap_or("").to_owned(), v)).collect();
    let kept = claim.kept_by.as_ref().map(|m| edition.reference("messages", m.id()));
    let own = [
        ("promise", Value::from(claim.promise)),
        ("kept_by", Value::from(kept)),
        ("accepts", texts(&claim.accepts)),
        ("variants", texts(&claim.variants)),
        ("contradicts", texts(&claim.contradicts)),
        ("never_with", never_with(edition, claim)),
        ("replaces", Value::from(claim.replaces.iter().map(former).collect::<Vec<_>>())),
        ("regions", texts(&claim.regions)),
    ];
    pairs.extend(own.into_iter().map(|(k, v)| (k.to_owned(), v)));
    Value::from(pairs)
}

/// Claims or phrases it must not stand with; a claim is shown by its wording.
fn never_with(edition: &Edition, claim: &Item<Claim>) -> Value {
    let words = |text: &crate::shape::Phrase| {
        let other = edition.project.of(&edition.project.playbook.claims, text);
        Value::from(other.map_or(&**text, |c| &*c.says))
    };
    Value::from(claim.never_with.iter().map(words).collect::<Vec<_>>())
}

fn former(former: &Former) -> Value {
    let text = former.wording.as_deref().map_or_else(|| former.value.map(number), |w| Some(w.to_owned()));
    map! { "text": text.unwrap_or_default(), "until": former.until.map(day) }
}

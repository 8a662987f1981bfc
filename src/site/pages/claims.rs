//! The claim register: approved wordings with figure, state and proof; the promise ledger; what is said in two ways.

use std::collections::BTreeMap;

use tera::Value;

use super::{PageType, single};
use crate::analyze::{Freshness, claim_freshness};
use crate::graph::Key;
use crate::item::{AnyItem, Item};
use crate::model::Claim;
use crate::site::edition::Edition;
use crate::site::sheet::{Head, Sheet, file_title, placed};
use crate::site::view::map;

pub static PAGE: PageType = PageType {
    name: "claims",
    template: "claims.html",
    kind: None,
    addresses: |_| single("claims.html"),
    sheet: |edition, _| sheet(edition),
};

fn sheet(edition: &Edition) -> Sheet {
    let claims: Vec<(usize, &Item<Claim>)> = edition.shown(&edition.project.playbook.claims).collect();
    let lead = "What we may state as fact, how it is worded, and what shows that it is true.";
    Sheet {
        head: Head::new("Claims", "claims", lead).lead(lead),
        body: vec![
            ("groups", Value::from(groups(edition, &claims))),
            ("totals", totals(edition, &claims)),
            ("promises", promises(edition, &claims)),
            ("contradictions", Value::from(contradictions(edition, &claims))),
        ],
        entries: vec![],
    }
}

/// The claims by the file that holds them: whoever parted them so knows what belongs together.
fn groups(edition: &Edition, claims: &[(usize, &Item<Claim>)]) -> Vec<Value> {
    let mut files: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for (at, claim) in claims {
        files.entry(file_title(claim.place().path())).or_default().push(row(edition, *at, claim));
    }
    let group = |(title, claims): (String, Vec<Value>)| {
        let id = title.to_lowercase().replace(|c: char| !c.is_alphanumeric(), "-");
        map! { "title": title, "id": id, "claims": claims }
    };
    files.into_iter().map(group).collect()
}

fn row(edition: &Edition, at: usize, claim: &Item<Claim>) -> Value {
    let uses = edition.mentions_of(&Key::of(claim)).len();
    let view = edition.views("claims", &[at]).pop().and_then(Value::into_map).unwrap_or_default();
    let mut pairs: BTreeMap<String, Value> =
        view.into_iter().map(|(k, v)| (k.as_str().unwrap_or("").to_owned(), v)).collect();
    pairs.insert("uses".to_owned(), Value::from(uses));
    pairs.insert("promise".to_owned(), Value::from(claim.promise));
    let kept = claim.kept_by.as_ref().map(|m| edition.reference("messages", m.id()));
    pairs.insert("kept_by".to_owned(), Value::from(kept));
    Value::from(pairs)
}

fn totals(edition: &Edition, claims: &[(usize, &Item<Claim>)]) -> Value {
    let mut counts: BTreeMap<(u8, &str, &str), usize> = BTreeMap::new();
    for (_, claim) in claims {
        let state = match claim_freshness(claim, edition.project.as_of) {
            Freshness::Expired(_) => (0, "expired", "expired"),
            Freshness::DueBy(_) | Freshness::ReviewDue(_) => (1, "due", "due soon"),
            Freshness::Draft => (2, "draft", "not to be stated yet"),
            Freshness::GoodUntil(_) | Freshness::Verified(_) => (3, "verified", "verified"),
            Freshness::Unknown => (4, "unknown", "never verified"),
            Freshness::Retired => (5, "retired", "retired"),
        };
        *counts.entry(state).or_default() += 1;
    }
    let total =
        counts.iter().map(|((_, state, words), n)| map! { "state": *state, "words": *words, "count": *n });
    Value::from(total.collect::<Vec<_>>())
}

/// Promises: where they are made, who keeps them, whether they are proven.
fn promises(edition: &Edition, claims: &[(usize, &Item<Claim>)]) -> Value {
    let promise = |(_, claim): &(usize, &Item<Claim>)| {
        let key = Key::of(*claim);
        let mut files: Vec<&str> = edition.mentions_of(&key).iter().map(|m| m.place.path()).collect();
        files.dedup();
        let copy = files.into_iter().map(|path| map! { "title": file_title(path), "url": "", "place": path });
        let graph = &edition.project.graph;
        let messages =
            graph.links_to(&key).iter().filter(|l| l.from.kind == "messages" && l.field == "claims");
        let messages = messages.map(|l| edition.at(&l.from));
        map! {
            "claim": edition.at(&key),
            "made": messages.chain(copy).collect::<Vec<_>>(),
            "kept_by": claim.kept_by.as_ref().map(|m| edition.reference("messages", m.id())),
            "proof": claim_freshness(claim, edition.project.as_of).is_usable(),
        }
    };
    Value::from(claims.iter().filter(|(_, c)| c.promise).map(promise).collect::<Vec<_>>())
}

/// Claims whose wording or figure copy states in another way, as far as the check found.
fn contradictions(edition: &Edition, claims: &[(usize, &Item<Claim>)]) -> Vec<Value> {
    let of = |(_, claim): &(usize, &Item<Claim>)| {
        let findings = edition.findings_about("claim", claim.id.as_str());
        let other = |rule: &str| {
            matches!(rule, "claim/contradiction" | "claim/number-conflict" | "claim/contradicts")
        };
        let values = findings.iter().filter(|f| other(f.rule)).map(|f| {
            let place = placed(&f.place);
            map! { "text": f.place.text(), "use": map! { "title": place.clone(), "place": place, "url": "" } }
        });
        let values: Vec<Value> = values.collect();
        (!values.is_empty()).then(|| map! { "claim": edition.at(&Key::of(*claim)), "values": values })
    };
    claims.iter().filter_map(of).collect()
}

//! A customer: who may name them where, what they were promised and what they got, what to hand over with them.

use tera::Value;

use super::{PageType, Subject, each, list_url};
use crate::analyze::referees;
use crate::graph::Key;
use crate::model::Reference;
use crate::site::edition::Edition;
use crate::site::sheet::{Head, Sheet, entry, uses};
use crate::site::view::{day, map, maybe, texts, who};

pub static PAGE: PageType = PageType {
    name: "customer",
    template: "customer.html",
    kind: Some("customers"),
    addresses: |edition| each(edition, &edition.project.playbook.customers),
    sheet,
};

fn sheet(edition: &Edition, (at, _): Subject) -> Sheet {
    let book = &edition.project.playbook;
    let Some(customer) = book.customers.get(at) else { return Sheet::empty(PAGE.name) };
    let id = customer.id.as_str();
    let outcome = customer.outcome.as_deref().unwrap_or("");
    let referee = referees(edition.project).into_iter().find(|r| r.customer.id.as_str() == id);
    let level = referee.as_ref().map_or(Reference::None, |r| r.level);
    let (words, state) = match level {
        Reference::Public => ("May be named to everybody.", "verified"),
        Reference::NamedPrivate => ("May be named in talks with single buyers, never in writing.", "due"),
        Reference::Internal => ("Is known only inside: do not name.", "internal"),
        Reference::None => ("May not be named.", "expired"),
    };
    let known = |kind: &'static str, id: &String| {
        edition.page_of(kind, id).is_some().then(|| edition.reference(kind, id))
    };
    let quotes = book.claims.iter().filter(|c| edition.page_of("claims", c.id.as_str()).is_some());
    let quotes = quotes.flat_map(|c| c.proof.iter().map(move |p| (c, p)));
    let quotes = quotes.filter(|(_, p)| p.customer.as_ref().is_some_and(|c| c.id() == id));
    let quotes = quotes.filter_map(|(claim, proof)| {
        let quote = proof.quote.as_ref()?;
        Some(map! {
            "quote": &**quote, "by": maybe(proof.by.as_ref()),
            "claim": edition.reference("claims", claim.id.as_str()),
        })
    });
    let promises = customer.promise.iter().filter_map(|promise| {
        let claim = edition.project.of(&book.claims, promise.id())?;
        let view = edition.claim(promise.id())?;
        let keeper = claim.kept_by.as_ref().filter(|m| edition.page_of("messages", m.id()).is_some());
        Some(map! {
            "claim": view,
            "kept_by": keeper.map(|m| edition.reference("messages", m.id())),
            "owner": claim.header.owner.as_deref().map(who),
        })
    });
    let said = edition.shown(&book.research);
    let said = said.filter(|(_, r)| r.customer.as_ref().is_some_and(|c| c.id() == id)).map(|(_, r)| {
        map! { "ref": edition.reference("research", r.id.as_str()), "quotes": texts(&r.quotes) }
    });
    let churn = customer.churn.as_ref().map(|churn| {
        map! {
            "date": day(churn.date), "reason": maybe(churn.reason.as_ref()),
            "controllable": churn.controllable,
        }
    });
    let fit = |kind: &'static str, ids: Option<Vec<String>>| {
        ids.unwrap_or_default().iter().filter_map(|id| known(kind, id)).collect::<Vec<_>>()
    };
    let pains = referee.as_ref().map(|r| r.pains.iter().cloned().collect());
    let stages = referee.as_ref().map(|r| r.stages.iter().cloned().collect());
    let facts = map! {
        "segment": customer.segment.as_ref().map(|s| edition.reference("segments", s.id())),
        "since": customer.since.map(day),
        "nps": customer.nps,
        "advocate": customer.advocate,
        "outcome": maybe(customer.outcome.as_ref()),
        "permission": maybe(customer.permission.as_ref()),
        "words": words,
        "state": state,
        "churn": churn,
    };
    Sheet {
        head: Head::of_item(edition, customer, ("Customers", &list_url("customers")), outcome),
        body: vec![
            ("customer", facts),
            ("promises", Value::from(promises.collect::<Vec<_>>())),
            ("quotes", Value::from(quotes.collect::<Vec<_>>())),
            ("said", Value::from(said.collect::<Vec<_>>())),
            ("pains", Value::from(fit("pains", pains))),
            ("stages", Value::from(fit("stages", stages))),
            ("uses", uses(edition, &Key::of(customer))),
        ],
        entries: vec![entry(edition, customer, vec![], outcome)],
    }
}

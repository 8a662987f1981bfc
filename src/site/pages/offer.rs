//! An offer: from feature to benefit to pain.

use tera::Value;

use super::{PageType, Subject, each, list_url};
use crate::graph::Key;
use crate::site::edition::Edition;
use crate::site::sheet::{Head, Sheet, entry, uses};
use crate::site::view::{map, maybe, texts};

pub static PAGE: PageType = PageType {
    name: "offer",
    template: "offer.html",
    kind: Some("offers"),
    addresses: |edition| each(edition, &edition.project.playbook.offers),
    sheet,
};

fn sheet(edition: &Edition, (at, _): Subject) -> Sheet {
    let project = edition.project;
    let Some(offer) = project.playbook.offers.get(at) else { return Sheet::empty(PAGE.name) };
    let key = Key::of(offer);
    let says = offer.says.as_deref().unwrap_or("");
    let rungs = offer.solves.iter().enumerate().filter_map(|(n, pain)| {
        let position = project.graph.position_of("pains", pain.id())?;
        let pain = edition.views("pains", &[position]).pop()?;
        let benefit = offer.benefits.get(n).or(offer.benefits.last());
        Some(map! { "feature": &*offer.name, "benefit": maybe(benefit), "pain": pain })
    });
    let shape = map! {
        "ref": edition.at(&key),
        "kind": offer.kind.map(|k| k.name()),
        "says": maybe(offer.says.as_ref()),
        "benefits": texts(&offer.benefits),
        "aka": texts(&offer.aka),
        "former": texts(&offer.former),
        "price": maybe(offer.price.as_ref()),
        "includes": edition.references(&offer.includes),
    };
    let mut head = Head::of_item(edition, offer, ("Offers", &list_url("offers")), says);
    head.lead = offer.says.as_ref().map(ToString::to_string);
    let words = offer.aka.iter().chain(&offer.former).map(ToString::to_string).collect();
    Sheet {
        head,
        body: vec![
            ("offer", shape),
            ("ladder", Value::from(rungs.collect::<Vec<_>>())),
            ("messages", edition.referring(&key, "messages")),
            ("uses", uses(edition, &key)),
        ],
        entries: vec![entry(edition, offer, words, says)],
    }
}

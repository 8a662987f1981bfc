//! Triggers: event, pain, first message, play, side by side.

use tera::Value;

use super::{PageType, single};
use crate::analyze::response;
use crate::site::edition::Edition;
use crate::site::sheet::{Head, Sheet};
use crate::site::view::{map, maybe, ordinary, texts};

pub static PAGE: PageType = PageType {
    name: "triggers",
    template: "triggers.html",
    kind: None,
    addresses: |_| single("triggers.html"),
    sheet: |edition, _| sheet(edition),
};

fn sheet(edition: &Edition) -> Sheet {
    let lead = "Something happened. What it hurts, what to say first, and which play begins.";
    let book = &edition.project.playbook;
    let rows = edition.shown(&book.triggers).map(|(_, trigger)| {
        let response = response(edition.project, trigger);
        let of = |kind: &'static str, positions: &[usize]| {
            let items = positions.iter().filter_map(|at| book.nth(kind, *at));
            let known = items.filter(|i| edition.page_of(kind, i.id().as_str()).is_some());
            known.map(|i| edition.reference(kind, i.id().as_str())).collect::<Vec<_>>()
        };
        map! {
            "ref": edition.reference("triggers", trigger.id.as_str()),
            "kind": trigger.kind.map(|k| ordinary(k.name())),
            "when": maybe(trigger.when.as_ref()),
            "signals": texts(&trigger.signals),
            "pains": of("pains", &response.pains),
            "messages": of("messages", &response.messages),
            "named": response.named,
            "plays": of("plays", &response.plays),
        }
    });
    Sheet {
        head: Head::new("Triggers", PAGE.name, lead).lead(lead),
        body: vec![("rows", Value::from(rows.collect::<Vec<_>>()))],
        entries: vec![],
    }
}

//! A pain: must they solve it, what leaving it costs, how to find it, what relieves it.

use tera::Value;

use super::{PageType, Subject, each, list_url};
use crate::graph::Key;
use crate::site::edition::Edition;
use crate::site::sheet::{Head, Sheet, entry, uses};

pub static PAGE: PageType = PageType {
    name: "pain",
    template: "pain.html",
    kind: Some("pains"),
    addresses: |edition| each(edition, &edition.project.playbook.pains),
    sheet,
};

fn sheet(edition: &Edition, (at, _): Subject) -> Sheet {
    let Some(pain) = edition.project.playbook.pains.get(at) else { return Sheet::empty(PAGE.name) };
    let key = Key::of(pain);
    let words = pain.words.iter().map(ToString::to_string).collect();
    let messages = edition.positions_referring(&key, "messages");
    Sheet {
        head: Head::of_item(edition, pain, ("Pains", &list_url("pains")), &pain.statement),
        body: vec![
            ("pain", Value::from(edition.views("pains", &[at]).pop())),
            ("personas", edition.both_ways(&key, "personas")),
            ("triggers", edition.references(&pain.triggers)),
            ("offers", edition.referring(&key, "offers")),
            ("value_props", edition.referring(&key, "value_props")),
            ("messages", Value::from(edition.views("messages", &messages))),
            ("evidence", edition.references(&pain.evidence)),
            ("uses", uses(edition, &key)),
        ],
        entries: vec![entry(edition, pain, words, &pain.statement)],
    }
}

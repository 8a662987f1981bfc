//! An objection: what they say, what it means, how to respond.

use tera::Value;

use super::{PageType, Subject, each, list_url};
use crate::graph::Key;
use crate::site::edition::Edition;
use crate::site::sheet::{Head, Sheet, entry, uses};

pub static PAGE: PageType = PageType {
    name: "objection",
    template: "objection.html",
    kind: Some("objections"),
    addresses: |edition| each(edition, &edition.project.playbook.objections),
    sheet,
};

fn sheet(edition: &Edition, (at, _): Subject) -> Sheet {
    let Some(objection) = edition.project.playbook.objections.get(at) else { return Sheet::empty(PAGE.name) };
    let key = Key::of(objection);
    let words = objection.means.iter().map(ToString::to_string).collect();
    Sheet {
        head: Head::of_item(edition, objection, ("Objections", &list_url("objections")), &objection.respond),
        body: vec![
            ("objection", Value::from(edition.views("objections", &[at]).pop())),
            ("stages", edition.references(&objection.stage)),
            ("personas", edition.references(&objection.personas)),
            ("uses", uses(edition, &key)),
        ],
        entries: vec![entry(edition, objection, words, &objection.respond)],
    }
}

//! An objection: what they say, what it means, how to respond.

use tera::Value;

use super::{PageType, Subject, each, list_url};
use crate::graph::Key;
use crate::site::edition::{Edition, title};
use crate::site::sheet::{Head, Sheet, entry, uses};
use crate::site::view::{link, map};

/// How many conversations the page links to.
const TALKS: usize = 12;

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
            ("talks", talks(edition, at)),
            ("uses", uses(edition, &key)),
        ],
        entries: vec![entry(edition, objection, words, &objection.respond)],
    }
}

/// The conversations in which it comes up, and how many more there are.
fn talks(edition: &Edition, objection: usize) -> Value {
    let cells = edition.coverage.cells().iter().filter_map(|cell| {
        let persona = edition.project.playbook.personas.get(cell.persona)?;
        let stage = edition.stage_at(cell.stage)?;
        let objections = edition.conversations.objections(&stage.id, persona.id.as_str());
        let url = edition.talk(cell).filter(|_| objections.contains(&objection))?;
        Some(link(&format!("{}: {}", title(persona), stage.question), url))
    });
    let mut all: Vec<Value> = cells.collect();
    let more = all.len().saturating_sub(TALKS);
    all.truncate(TALKS);
    map! { "shown": all, "more": more }
}

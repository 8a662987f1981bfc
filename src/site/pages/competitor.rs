//! A battlecard: why we win, why we lose, landmine questions, what never to say.

use tera::Value;

use super::{PageType, Subject, each, list_url};
use crate::graph::Key;
use crate::site::edition::Edition;
use crate::site::sheet::{Head, Sheet, entry, uses};

pub static PAGE: PageType = PageType {
    name: "competitor",
    template: "competitor.html",
    kind: Some("competitors"),
    addresses: |edition| each(edition, &edition.project.playbook.competitors),
    sheet,
};

fn sheet(edition: &Edition, (at, _): Subject) -> Sheet {
    let Some(rival) = edition.project.playbook.competitors.get(at) else { return Sheet::empty(PAGE.name) };
    let key = Key::of(rival);
    let line = rival.we_win_when.first().map_or("", |w| &**w);
    let words = rival.aka.iter().map(ToString::to_string).collect();
    Sheet {
        head: Head::of_item(edition, rival, ("Battlecards", &list_url("competitors")), line),
        body: vec![
            ("rival", Value::from(edition.views("competitors", &[at]).pop())),
            ("objections", Value::from(objections(edition, &key))),
            ("value_props", edition.referring(&key, "value_props")),
            ("uses", uses(edition, &key)),
        ],
        entries: vec![entry(edition, rival, words, line)],
    }
}

/// Objections whose words name the rival.
fn objections(edition: &Edition, key: &Key) -> Vec<Value> {
    let book = &edition.project.playbook;
    let Some(rival) = edition.project.of(&book.competitors, &key.id) else { return vec![] };
    let names: Vec<String> =
        std::iter::once(&rival.name).chain(&rival.aka).map(|n| n.to_lowercase()).collect();
    let named = |text: &str| {
        let text = text.to_lowercase();
        names.iter().any(|name| text.contains(name.as_str()))
    };
    let found = book
        .objections
        .iter()
        .enumerate()
        .filter(|(_, o)| named(&o.says) || o.means.as_deref().is_some_and(&named) || named(&o.respond));
    edition.views("objections", &found.map(|(at, _)| at).collect::<Vec<_>>())
}

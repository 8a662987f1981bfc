//! A message: its story step by step, claims, former wordings, how it landed.

use tera::Value;

use super::{PageType, Subject, each, list_url};
use crate::graph::Key;
use crate::item::Item;
use crate::model::{Former, Message, Reception};
use crate::site::edition::Edition;
use crate::site::sheet::{Head, Sheet, entry, uses};
use crate::site::view::{day, map, maybe, number, texts};

pub static PAGE: PageType = PageType {
    name: "message",
    template: "message.html",
    kind: Some("messages"),
    addresses: |edition| each(edition, &edition.project.playbook.messages),
    sheet,
};

fn sheet(edition: &Edition, (at, _): Subject) -> Sheet {
    let Some(message) = edition.project.playbook.messages.get(at) else { return Sheet::empty(PAGE.name) };
    let key = Key::of(message);
    let line = message.short.as_deref().or(message.headline.as_deref()).unwrap_or("");
    let value_prop = message.value_prop.as_ref().map(|v| edition.reference("value_props", v.id()));
    Sheet {
        head: Head::of_item(edition, message, ("Messages", &list_url("messages")), line),
        body: vec![
            ("message", Value::from(edition.views("messages", &[at]).pop())),
            ("value_prop", Value::from(value_prop)),
            ("was", Value::from(message.was.iter().map(former).collect::<Vec<_>>())),
            ("assets", texts(&message.assets)),
            ("feedback", feedback(edition, message)),
            ("uses", uses(edition, &key)),
        ],
        entries: vec![entry(edition, message, vec![], line)],
    }
}

fn former(former: &Former) -> Value {
    let text = former.wording.as_deref().map_or_else(|| former.value.map(number), |w| Some(w.to_owned()));
    map! { "text": text.unwrap_or_default(), "until": former.until.map(day), "reason": maybe(former.reason.as_ref()) }
}

/// How it landed, from research that names it.
fn feedback(edition: &Edition, message: &Item<Message>) -> Value {
    let book = &edition.project.playbook;
    let (mut landed, mut missed, mut quotes) = (0, 0, vec![]);
    for at in edition.positions_referring(&Key::of(message), "research") {
        let Some(research) = book.research.get(at) else { continue };
        let verdict = match research.verdict {
            Some(Reception::Landed) => {
                landed += 1;
                "landed"
            }
            Some(Reception::Missed) => {
                missed += 1;
                "missed"
            }
            Some(Reception::Wrong) => {
                missed += 1;
                "wrong"
            }
            None => "said",
        };
        let source = edition.reference("research", research.id.as_str());
        let quote = |text: &crate::shape::Phrase| {
            map! { "text": &**text, "verdict": verdict, "source": source.clone() }
        };
        quotes.extend(research.quotes.iter().map(quote));
    }
    map! { "landed": landed, "missed": missed, "quotes": quotes }
}

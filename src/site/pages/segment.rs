//! A segment: common needs, signs, size against the goal, the one reason to stay.

use tera::Value;

use super::{PageType, Subject, each, list_url};
use crate::analyze::sizing;
use crate::graph::Key;
use crate::item::Item;
use crate::model::Segment;
use crate::site::edition::Edition;
use crate::site::sheet::{Head, Sheet, entry, uses};
use crate::site::view::{day, map, maybe, money, number, texts};

/// The stage whose message is the one reason to stay.
const STAY: &str = "why-stay";

pub static PAGE: PageType = PageType {
    name: "segment",
    template: "segment.html",
    kind: Some("segments"),
    addresses: |edition| each(edition, &edition.project.playbook.segments),
    sheet,
};

fn sheet(edition: &Edition, (at, _): Subject) -> Sheet {
    let Some(segment) = edition.project.playbook.segments.get(at) else { return Sheet::empty(PAGE.name) };
    let key = Key::of(segment);
    let needs = segment.common_needs.first().map_or("", |n| &**n);
    let best = segment.best_customer.as_ref().map(|best| {
        map! {
            "traits": texts(&best.traits),
            "share": best.share_of_revenue.map(|s| format!("{}\u{a0}%", number(s * 100.0))),
            "as_of": best.as_of.map(day),
        }
    });
    let shape = map! {
        "ref": edition.at(&key),
        "focus": segment.focus.map(|f| f.name()),
        "common_needs": texts(&segment.common_needs),
        "words": texts(&segment.words),
        "ready_when": texts(&segment.ready_when),
        "interested_when": texts(&segment.interested_when),
        "best": best,
    };
    let settings = &edition.project.config.settings;
    let size = segment.size.as_ref().map(|size| {
        map! {
            "accounts": size.accounts.map(|n| number(f64::from(n))),
            "revenue": size.revenue.map(|r| money(settings, r)),
            "source": maybe(size.source.as_ref()),
        }
    });
    let words = segment.words.iter().map(ToString::to_string).collect();
    Sheet {
        head: Head::of_item(edition, segment, ("Segments", &list_url("segments")), needs),
        body: vec![
            ("segment", shape),
            ("size", Value::from(size)),
            ("sizing", Value::from(sized(edition, segment))),
            ("stay", Value::from(stay(edition, segment))),
            ("personas", edition.referring(&key, "personas")),
            ("customers", edition.referring(&key, "customers")),
            ("uses", uses(edition, &key)),
        ],
        entries: vec![entry(edition, segment, words, needs)],
    }
}

fn sized(edition: &Edition, segment: &Item<Segment>) -> Option<Value> {
    let settings = &edition.project.config.settings;
    let sizing = sizing(settings, segment)?;
    let share = format!("{}\u{a0}%", number((sizing.share * 100.0).round()));
    let words = format!(
        "The goal asks for {} of new revenue; the segment could pay {} a year, so {share} of it would have to buy.",
        money(settings, sizing.needed),
        money(settings, sizing.reach)
    );
    Some(
        map! { "needed": money(settings, sizing.needed), "share": share, "verdict": sizing.fit.name(), "words": words },
    )
}

/// The first message at the stage of renewal that names the segment.
fn stay(edition: &Edition, segment: &Item<Segment>) -> Option<Value> {
    let book = &edition.project.playbook;
    let links = edition.project.graph.links_to(&Key::of(segment)).iter();
    let mut messages = links
        .filter(|l| l.from.kind == "messages")
        .filter_map(|l| edition.project.graph.position(&l.from))
        .filter(|at| book.messages.get(*at).is_some_and(|m| m.stage.id() == STAY));
    edition.views("messages", &[messages.next()?]).pop()
}

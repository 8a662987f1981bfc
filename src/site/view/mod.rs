//! What templates see of an item: values of one shape wherever they appear. Every key is always there; a list is never
//! missing, a text may be.

mod claim;
mod experiment;
mod finding;
mod measure;
mod message;
mod pain;
mod survey;
mod touch;
mod trend;
mod words;

use std::collections::BTreeMap;
use std::ops::Deref;

use tera::Value;

use super::edition::Edition;
use crate::analyze::{Freshness, bears_own_day, freshness};
use crate::item::AnyItem;
use crate::model::KINDS;
use crate::shape::Date;
use crate::text::Place;

pub use claim::{claim, objection, rival};
pub use experiment::{experiment, variant_name};
pub use finding::finding;
pub use measure::{measure, measured, on_axis};
pub use message::{hand_off, message, question_beside, stage_head, step_title};
pub use pain::pain;
pub use survey::survey_charts;
pub use touch::{Touch, meeting, touch, touches_of};
pub use trend::{metric_row, split_name, trend};
pub use words::{day, figure, money, number, occasion, ordinary, sentence, who};

/// A mapping with known keys.
macro_rules! map {
    ($($key:literal: $value:expr),* $(,)?) => {
        $crate::site::view::of_pairs([$(($key, ::tera::Value::from($value))),*])
    };
}
pub(in crate::site) use map;

/// A mapping from its pairs.
pub fn of_pairs<const N: usize>(pairs: [(&'static str, Value); N]) -> Value {
    Value::from(BTreeMap::from(pairs))
}

/// A text that may be missing.
pub fn maybe<T: Deref<Target = str>>(text: Option<&T>) -> Value {
    text.map_or_else(Value::none, |t| Value::from(&**t))
}

/// A chart, which is SVG whose texts are escaped; nothing where there is none.
pub fn chart(svg: Option<String>) -> Value {
    svg.map_or_else(Value::none, |svg| Value::safe_string(&svg))
}

/// A list of texts.
pub fn texts<T: Deref<Target = str>>(list: &[T]) -> Value {
    Value::from(list.iter().map(|t| Value::from(&**t)).collect::<Vec<_>>())
}

/// A day as 2026-11-01, or nothing.
pub fn iso(date: Option<Date>) -> Value {
    date.map_or_else(Value::none, |d| Value::from(d.to_string()))
}

/// A reference to something: kind, id, title, url, internal.
pub fn reference(kind: &str, id: &str, title: &str, url: &str, internal: bool) -> Value {
    map! { "kind": kind, "id": id, "title": title, "url": url, "internal": internal }
}

/// A freshness in words, with who answers for it.
pub fn fresh(state: Freshness, item: &dyn AnyItem) -> Value {
    let (name, words) = match state {
        Freshness::Retired => ("retired", "Retired".to_owned()),
        Freshness::Draft => ("draft", status_words(item)),
        Freshness::Expired(date) => ("expired", format!("Expired {}", day(date))),
        Freshness::DueBy(date) => ("due", format!("Expires {}", day(date))),
        Freshness::ReviewDue(date) => ("due", format!("Last looked at {}", day(date))),
        Freshness::GoodUntil(date) => ("verified", format!("Good until {}", day(date))),
        Freshness::Verified(date) => ("verified", format!("Verified {}", day(date))),
        Freshness::Unknown if bears_own_day(item.kind()) => ("unknown", String::new()),
        Freshness::Unknown => ("unknown", "Never verified".to_owned()),
    };
    let header = item.header();
    let told = match state {
        Freshness::Expired(date)
        | Freshness::DueBy(date)
        | Freshness::ReviewDue(date)
        | Freshness::GoodUntil(date)
        | Freshness::Verified(date) => Some(date),
        _ => None,
    };
    let dates = [("Reviewed", header.reviewed), ("Expires", header.expires)];
    let also = dates.into_iter().filter_map(|(what, date)| Some((what, date.filter(|d| Some(*d) != told)?)));
    map! {
        "state": name,
        "words": words,
        "also": also.map(|(what, date)| format!("{what} {}", day(date))).collect::<Vec<_>>(),
        "owner": header.owner.as_deref().map(who),
        "reviewed": iso(header.reviewed),
        "expires": iso(header.expires),
    }
}

fn status_words(item: &dyn AnyItem) -> String {
    match item.status() {
        crate::item::Status::Approved => "Draft: no proof".to_owned(),
        status => ordinary(status.name()),
    }
}

/// The freshness of an item by its header.
pub fn freshness_of(edition: &Edition, item: &dyn AnyItem) -> Value {
    fresh(freshness(item, edition.project.as_of), item)
}

/// Where something is written: path, line, and where it can be edited.
pub fn source(edition: &Edition, place: &Place) -> Value {
    let line = place.start().line;
    map! { "path": place.path(), "line": line, "url": edition.edit_url(place.path(), line) }
}

/// What one item of a kind is called: `value_props` is "Value proposition".
pub fn one_of(kind: &str) -> &'static str {
    KINDS.iter().find(|k| k.key == kind).map_or("", |k| k.label.trim_end_matches('s'))
}

/// A link with a title, for ways on and back.
pub fn link(title: &str, url: &str) -> Value {
    map! { "title": title, "url": url }
}

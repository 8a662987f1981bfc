//! The past of one item as a person reads it: when, by whom, from what to what; the newest first.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::lock::Lock;
use super::past::{Past, Step};
use super::state::{Event, FieldChange, ItemChange, State, compare};
use super::value::Value;
use super::words::{Piece, word_diff};
use crate::model::KINDS;
use crate::shape::did_you_mean;

/// A kind's noun and an id.
type Name = (&'static str, String);

/// The past of an item, by its id or its kind and id, from git and from what is not committed yet.
///
/// # Errors
/// What to ask for instead, where nothing ever had that name.
pub fn story(asked: &str, past: &Past, now: &State) -> Result<String, String> {
    let uncommitted = compare(&past.state, now);
    let changes = past.steps.iter().flat_map(|s| &s.items).chain(&uncommitted);
    let known: BTreeSet<Name> = changes.map(|c| (c.noun, c.id.clone())).collect();
    let mut text = String::new();
    for name in named(asked, &known)? {
        let of = |items: &[ItemChange]| items.iter().find(|c| (c.noun, &c.id) == (name.0, &name.1)).cloned();
        if let Some(change) = of(&uncommitted) {
            let _ = writeln!(text, "not committed yet\n{}", told(&change));
        }
        for Step { commit, items } in past.steps.iter().rev() {
            if let Some(change) = of(items) {
                let _ =
                    writeln!(text, "{}  {}  {}  {}", commit.day, commit.short(), commit.by, commit.subject);
                let _ = writeln!(text, "{}", told(&change));
            }
        }
        text = headed(&name, now, &text);
    }
    Ok(text)
}

/// The past of an item as far as the lock file tells: what was approved, and until when.
///
/// # Errors
/// What to ask for instead, where the lock file knows nothing of that name.
pub fn story_of_lock(asked: &str, lock: &Lock, now: &State) -> Result<String, String> {
    let formers = lock.formers();
    let noun = |kind: &str| KINDS.iter().find(|k| k.noun == kind).map(|k| k.noun);
    let mut known: BTreeSet<Name> =
        formers.iter().filter_map(|f| Some((noun(&f.kind)?, f.id.clone()))).collect();
    known.extend(now.items().map(|i| (i.noun, i.id.clone())));
    let mut text = String::new();
    for name in named(asked, &known)? {
        let mut own: Vec<_> =
            formers.iter().filter(|f| (f.kind.as_str(), &f.id) == (name.0, &name.1)).collect();
        own.sort_by(|a, b| (b.until, &a.field, &a.was).cmp(&(a.until, &b.field, &b.was)));
        for former in own {
            let by = former.by.as_ref().map_or(String::new(), |by| format!("  {by}"));
            let commit = former.commit.as_ref().map_or("", |id| id.get(..10).unwrap_or(id));
            let _ = writeln!(text, "until {}  {commit}{by}", former.until);
            let _ = writeln!(text, "  {}: {}\n", former.field, former.was.shown());
        }
        text = headed(&name, now, &text);
    }
    Ok(text)
}

fn headed(name: &Name, now: &State, text: &str) -> String {
    let item = now.items().find(|i| (i.noun, &i.id) == (name.0, &name.1));
    let title = item.map_or("it is gone", |i| i.title.trim());
    format!("{} {}: {title}\n\n{text}", name.0, name.1)
}

/// The items that a name means: `refill-rate`, `claim/refill-rate` or `claims/refill-rate`.
fn named(asked: &str, known: &BTreeSet<Name>) -> Result<Vec<Name>, String> {
    let (kind, id) = match asked.split_once('/') {
        Some((kind, id)) => (Some(kind), id),
        None => (None, asked),
    };
    let is_kind =
        |noun: &str| kind.is_none_or(|k| KINDS.iter().any(|i| i.noun == noun && (i.noun == k || i.key == k)));
    let found: Vec<Name> = known.iter().filter(|(noun, i)| i == id && is_kind(noun)).cloned().collect();
    if found.is_empty() { Err(did_you_mean(id, known.iter().map(|(_, id)| id.as_str()))) } else { Ok(found) }
}

/// What changed of an item, a field a line.
fn told(change: &ItemChange) -> String {
    match change.event {
        Event::Added => return format!("  new: {}\n", change.title.trim()),
        Event::Removed => return format!("  removed: {}\n", change.title.trim()),
        Event::Changed => {}
    }
    let lines = change.fields.iter().map(|f| format!("  {}: {}\n", f.field, difference(f)));
    lines.collect()
}

/// A field's change on one line: `[-58%-] {+62%+} of slots`, and of a figure `58% -> 62%`.
pub fn difference(field: &FieldChange) -> String {
    let figure = |values: &[Value]| matches!(values, [Value::Figure(_)]);
    let (was, now) = (FieldChange::shown(&field.was), FieldChange::shown(&field.now));
    if figure(&field.was) && figure(&field.now) {
        return format!("{was} -> {now}");
    }
    let pieces = word_diff(&was, &now).into_iter().map(|piece| match piece {
        Piece::Same(text) => text,
        Piece::Was(text) => format!("[-{text}-]"),
        Piece::Now(text) => format!("{{+{text}+}}"),
    });
    pieces.collect::<Vec<_>>().join(" ")
}

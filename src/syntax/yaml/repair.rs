//! Reading on after an error: what cannot be read as a whole is read piece by piece.
//!
//! Every level of splitting reads each byte once more, and there are at most [`LEVELS`] of them, so the cost stays
//! linear in the size of the file however many pieces are broken.

use super::entries::Entries;
use super::split::{Split, split};
use super::state::State;
use super::tree::{Broken, Part, parse};
use super::{Node, Value, faults};
use crate::text::Span;

/// Root mapping, entry, list, item, mapping, and the same once more below.
const LEVELS: usize = 10;

/// Reads `text`, which begins at byte `base` of the source; what is broken costs its own piece.
pub(super) fn read(state: &mut State, text: &str, base: usize, level: usize) -> Part {
    let before = state.now();
    let broken = match parse(state, text, base) {
        Ok(part) => return part,
        Err(broken) => broken,
    };
    let Broken { part, error, last } = *broken;
    let Some(split) = split(text).filter(|_| level < LEVELS) else {
        faults::scan(state, before.faults(), text, base, last, &error);
        return part;
    };
    state.back_to(&before);
    let part = pieces(state, split, text, base, level);
    if state.faults.len() == before.faults() {
        // Each piece alone is sound, so what is wrong is how they stand together.
        faults::scan(state, before.faults(), text, base, last, &error);
    }
    part
}

fn pieces(state: &mut State, split: Split, text: &str, base: usize, level: usize) -> Part {
    match split {
        Split::Entries(pieces) => {
            let pieces = pieces.into_iter().map(|p| (base + p.start, text.get(p).unwrap_or("")));
            entries(state, pieces, level)
        }
        Split::Items(pieces) => {
            let pieces = pieces.into_iter().map(|p| (base + p.start, text.get(p).unwrap_or("")));
            items(state, pieces, level)
        }
        Split::Value(at) => value(state, text, base, at, level),
        Split::Item(dash) => item(state, text, base, dash, level),
        Split::Braces(braces, pieces) => {
            let pieces = pieces.into_iter().map(|p| (base + p.start, text.get(p).unwrap_or("")));
            let part = entries(state, pieces, level);
            let span = Span::new(base + braces.start, base + braces.end);
            Part { node: part.node.map(|node| Node { span, ..node }), ..part }
        }
    }
}

fn entries<'t>(state: &mut State, pieces: impl Iterator<Item = (usize, &'t str)>, level: usize) -> Part {
    let (mut all, mut whole, mut cut) = (Entries::default(), None::<Span>, false);
    for (base, text) in pieces {
        if state.stopped {
            break;
        }
        let part = read(state, text, base, level + 1);
        cut |= part.cut;
        let Some(node) = part.node else { continue };
        whole = Some(whole.map_or(node.span, |w| w.to(node.span)));
        match node.value {
            Value::Map(entries) => entries.into_iter().for_each(|e| all.add(e.key, e.value, state)),
            _ => faults::not_an_entry(state, node.span),
        }
    }
    let node = whole.map(|span| Node { span, value: Value::Map(all.into_vec()) });
    Part { node, cut: cut | state.stopped }
}

fn items<'t>(state: &mut State, pieces: impl Iterator<Item = (usize, &'t str)>, level: usize) -> Part {
    let (mut all, mut whole, mut cut) = (vec![], None::<Span>, false);
    for (base, text) in pieces {
        if state.stopped {
            break;
        }
        let part = read(state, text, base, level + 1);
        cut |= part.cut;
        let Some(node) = part.node else { continue };
        whole = Some(whole.map_or(node.span, |w| w.to(node.span)));
        match node.value {
            Value::List(items) => all.extend(items),
            _ => faults::not_an_entry(state, node.span),
        }
    }
    let node = whole.map(|span| Node { span, value: Value::List(all) });
    Part { node, cut: cut | state.stopped }
}

/// An entry whose value stands on the lines from `at` on: the key by itself, then the value by itself.
fn value(state: &mut State, text: &str, base: usize, at: usize, level: usize) -> Part {
    let (key, below) = text.split_at_checked(at).unwrap_or((text, ""));
    let mut part = read(state, key, base, LEVELS);
    if let Some(Node { span, value: Value::Map(entries) }) = &mut part.node
        && let [entry] = entries.as_mut_slice()
    {
        match inner(state, below, base + at, level) {
            Some(node) => {
                *span = span.to(node.span);
                entry.value = node;
            }
            None => {
                entries.clear();
                part.cut = true;
            }
        }
    }
    part
}

/// An item of a list: its `-` becomes a blank, so that its first line is indented like the others.
fn item(state: &mut State, text: &str, base: usize, dash: usize, level: usize) -> Part {
    let (before, rest) = text.split_at_checked(dash).unwrap_or(("", text));
    let blanked = format!("{before} {}", rest.get(1..).unwrap_or(""));
    let start = Span::new(base + dash, base + dash + 1);
    let item = inner(state, &blanked, base, level);
    let span = item.as_ref().map_or(start, |item| start.to(item.span));
    let node = Node { span, value: Value::List(item.into_iter().collect()) };
    Part { node: Some(node), cut: false }
}

/// Reads a value that stands inside another and notes where it is cut.
fn inner(state: &mut State, text: &str, base: usize, level: usize) -> Option<Node> {
    let part = read(state, text, base, level + 1);
    if let Some(Node { span, value: Value::Map(_) }) = &part.node
        && part.cut
    {
        state.cut.push(*span);
    }
    part.node
}

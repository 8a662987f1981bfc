//! YAML as a tree in which every key and value knows its place.
//!
//! YAML 1.2 core: `no`, `on`, `yes` and `1.10` stay text; what a plain scalar means is decided by the type that reads
//! it. Duplicate keys, unknown tags, merge keys, tabs, several documents, alias bombs and deep nesting are faults at their
//! place, and the rest of the file is still read.

mod align;
mod document;
mod entries;
mod faults;
mod repair;
mod resolve;
mod split;
mod state;
mod tree;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

use std::sync::Arc;

pub use resolve::Resolved;

use crate::finding::Fault;
use crate::limits;
use crate::text::{Map, RunKind, Source, Span};

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// From the first to the last byte of the value.
    pub span: Span,
    /// The value.
    pub value: Value,
}

/// What a node holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing, `null` or `~`, written plain.
    Null,
    /// Any other scalar.
    Scalar(Scalar),
    /// A sequence.
    List(Vec<Node>),
    /// A mapping, in the order written; keys are unique (of two equal keys the first is kept).
    Map(Vec<Entry>),
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: Scalar,
    /// The value.
    pub value: Node,
}

/// How a scalar was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// `'...'`
    Single,
    /// `"..."`
    Double,
    /// `|`
    Literal,
    /// `>`
    Folded,
}

/// A scalar: its decoded text and where it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Scalar {
    /// The decoded text.
    pub text: String,
    /// How it was written.
    pub style: Style,
    /// Where, quotes and block indicator included. For an alias: where the anchored scalar stands.
    pub span: Span,
}

impl Scalar {
    /// The way from the decoded text back to the file: folded line breaks are synthetic, escapes are replaced, all else
    /// is verbatim. Where no way can be had, one replaced run for the whole scalar, so that places are told as
    /// approximate.
    pub fn map(&self, source: &Source) -> Map {
        let exact = align::align(source.slice(self.span), self.span.start(), &self.text, self.style);
        exact.unwrap_or_else(|| {
            let mut map = Map::default();
            map.push(self.text.len(), self.span, RunKind::Replaced);
            map
        })
    }
}

/// A tree, as far as it could be read, and what was wrong.
#[derive(Debug)]
pub struct Tree {
    /// The document's root; nothing where the file is empty or could not be read at all.
    pub root: Option<Node>,
    /// What could not be read, in the order of the places.
    pub faults: Vec<Fault>,
    /// The spans of mappings that lack an entry because it could not be read, sorted: a key that is missing there is no
    /// second fault.
    pub cut: Vec<Span>,
}

impl Tree {
    /// Whether a mapping with this span lacks an entry that could not be read.
    pub fn is_cut(&self, mapping: Span) -> bool {
        self.cut.binary_search(&mapping).is_ok()
    }
}

/// Reads the YAML in a span of a source (the whole file, or its front matter).
///
/// Never fails: what is broken costs its own entry or item, and is told as a fault.
pub fn read(source: &Arc<Source>, within: Span) -> Tree {
    let mut state = state::State::new(source);
    let text = source.slice(within);
    let mut root = None;
    if text.len() > limits::YAML_BYTES {
        let message =
            format!("{} bytes of YAML are more than the limit of {}", text.len(), limits::YAML_BYTES);
        let place = Span::new(within.start(), within.start());
        state.fault("yaml/too-large", place, message, "split the file in two");
    } else {
        let body = document::first(&mut state, text, within.start());
        let part =
            repair::read(&mut state, text.get(body.clone()).unwrap_or(""), within.start() + body.start, 0);
        root = part.node;
        state.no_nul(within);
        state.cut.extend(root.as_ref().filter(|_| part.cut).map(|root| root.span));
    }
    let (mut faults, mut cut) = (state.faults, state.cut);
    faults.sort_by_key(|fault| fault.place.whole());
    cut.sort();
    Tree { root, faults, cut }
}

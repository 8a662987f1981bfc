//! Typed reading of a YAML tree, and its JSON Schema, from one definition.
//!
//! A type that implements [`Shape`] says how it is read from a node, what its JSON Schema is, and which references and
//! which prose it holds. The [`record!`](crate::record) and [`choice!`](crate::choice) macros write all of that for a
//! mapping and for a list of words, from the same doc comments, so the reader and the schema cannot drift apart.

mod choice;
mod near;
mod record;
mod scalars;
mod series;

use std::sync::Arc;

use serde_json::{Map as JsonMap, Value as Json};

use crate::finding::Fault;
use crate::syntax::yaml::{Node, Style, Value};
use crate::text::{Place, Source, Span, Spanned};

pub use choice::read_choice;
pub use near::{did_you_mean, near};
pub use record::{Fields, Property, Record, object_schema, read_record};
pub use scalars::{Date, Id, Phrase, Prose, Ref, Target, is_slug, slug};
pub use series::{AtLeastOne, Entries, Key, entries_of};

/// A type that can be read from a YAML node.
pub trait Shape: Sized {
    /// What is expected, as a phrase for errors: `a date such as 2026-11-01`.
    fn expected() -> String;

    /// Reads a node. Nothing: it could not be read, and a fault was told.
    fn read(node: &Node, cx: &mut Reading) -> Option<Self>;

    /// The value where the key is absent; nothing for a required one.
    fn absent() -> Option<Self> {
        None
    }

    /// The JSON Schema; records put themselves among the definitions and answer with a reference.
    fn schema(schemas: &mut Schemas) -> Json;

    /// Shows every reference and every prose text to a visitor.
    fn walk(&self, path: &mut Trail, visitor: &mut dyn Visitor) {
        let _ = (path, visitor);
    }

    /// Takes out every reference to what is gone. One that must be there stays, and leads nowhere.
    fn prune(&mut self, gone: &Gone) {
        let _ = gone;
    }

    /// Whether it is itself a reference to what is gone.
    fn is_gone(&self, gone: &Gone) -> bool {
        let _ = gone;
        false
    }
}

/// Whether an item is gone, by the key of its kind and its id.
pub type Gone<'g> = dyn Fn(&'static str, &str) -> bool + 'g;

/// Reading one source: the source and the faults so far.
#[derive(Debug)]
pub struct Reading {
    /// The source that the nodes stand in.
    pub source: Arc<Source>,
    /// What could not be read.
    pub faults: Vec<Fault>,
    /// The spans of mappings that lack an entry because it could not be read, sorted: a key that is missing there is no
    /// second fault.
    pub cut: Vec<Span>,
    /// Items that have an id but could not be read whole: the key of their kind, and the id. What refers to them is not
    /// wrong.
    pub unread: Vec<(&'static str, String)>,
    /// The items that were met, whether read whole or not: their spans, and whether their ids are known.
    pub met: Vec<(Span, bool)>,
}

impl Reading {
    /// Begins to read a source.
    pub fn new(source: &Arc<Source>) -> Self {
        Self { source: Arc::clone(source), faults: vec![], cut: vec![], unread: vec![], met: vec![] }
    }

    /// The place of a span.
    pub fn place(&self, span: Span) -> Place {
        Place::new(&self.source, span)
    }

    /// Tells a fault.
    pub fn fault(
        &mut self,
        code: &'static str,
        span: Span,
        what: impl Into<String>,
        help: impl Into<String>,
    ) {
        let place = self.place(span);
        self.faults.push(Fault::new(code, place, what, help));
    }

    /// Tells that a node has the wrong type.
    pub fn wrong_type(&mut self, node: &Node, expected: &str) {
        let mut help = format!("write {expected}");
        let found = match &node.value {
            Value::Null => "nothing".to_owned(),
            Value::Scalar(s) if matches!(s.style, Style::Single | Style::Double) => {
                help.push_str(" without quotes");
                format!("the text `{}`", shorten(&s.text))
            }
            Value::Scalar(s) => format!("`{}`", shorten(&s.text)),
            Value::List(_) => "a list".to_owned(),
            Value::Map(_) => "a mapping".to_owned(),
        };
        self.fault(
            "yaml/wrong-type",
            head(&self.source, node.span),
            format!("{found} where {} is expected", expected.split(": ").next().unwrap_or(expected)),
            help,
        );
    }
}

/// The first line of a span, so that an error about a whole block marks its beginning.
fn head(source: &Source, span: Span) -> Span {
    let line = source.line_span(source.line_of(span.start()));
    Span::new(span.start(), span.end().min(line.end()).max(span.start()))
}

fn shorten(text: &str) -> String {
    let line = text.lines().next().unwrap_or("");
    match line.char_indices().nth(60) {
        Some((at, _)) => format!("{}...", line.get(..at).unwrap_or("")),
        None => line.to_owned(),
    }
}

/// The definitions that a schema refers to, by name.
#[derive(Debug, Default)]
pub struct Schemas {
    /// `$defs`, sorted when written.
    pub definitions: std::collections::BTreeMap<&'static str, Json>,
}

impl Schemas {
    /// A whole schema document for a root type.
    pub fn document<T: Shape>(title: &str) -> Json {
        let mut schemas = Self::default();
        let root = T::schema(&mut schemas);
        schemas.finish(title, root)
    }

    /// A whole schema document for a root that refers to these definitions.
    pub fn finish(self, title: &str, root: Json) -> Json {
        let mut document = JsonMap::new();
        document.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
        document.insert("title".into(), title.into());
        if let Json::Object(root) = root {
            document.extend(root);
        }
        document.insert(
            "$defs".into(),
            Json::Object(self.definitions.into_iter().map(|(k, v)| (k.into(), v)).collect()),
        );
        Json::Object(document)
    }
}

/// Sees what a value holds: references to other items, and prose.
pub trait Visitor {
    /// A reference to an item of a kind (its key: `pains`).
    fn reference(&mut self, path: &Trail, kind: &'static str, id: &Spanned<String>);
    /// A Markdown text that buyers may read.
    fn prose(&mut self, path: &Trail, prose: &Prose);
}

/// The way from an item to one of its values: `steps.document-results`.
#[derive(Debug, Default)]
pub struct Trail(Vec<String>);

impl Trail {
    /// Walks into a key.
    pub fn within<R>(&mut self, key: &str, f: impl FnOnce(&mut Self) -> R) -> R {
        self.0.push(key.to_owned());
        let result = f(self);
        self.0.pop();
        result
    }

    /// The first key: the field of the item.
    pub fn field(&self) -> &str {
        self.0.first().map_or("", String::as_str)
    }
}

impl std::fmt::Display for Trail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.join("."))
    }
}

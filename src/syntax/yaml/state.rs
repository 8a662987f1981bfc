//! What one reading of a file carries along: faults, anchors, and how much has been spent of the limits.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Node, Scalar, Value};
use crate::finding::Fault;
use crate::limits;
use crate::text::{Place, Source, Span};

/// How many nodes and bytes of scalars there are, aliases expanded.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Size {
    pub(super) nodes: usize,
    pub(super) bytes: usize,
    /// The levels of nesting below and with this node; a scalar has none.
    pub(super) height: usize,
}

impl Size {
    /// The size of a tree; its depth is limited, so this may recurse.
    pub(super) fn of(node: &Node) -> Self {
        let mut size = Self { nodes: 1, bytes: 0, height: 0 };
        let mut add = |inner: Self| {
            size.nodes += inner.nodes;
            size.bytes += inner.bytes;
            size.height = size.height.max(inner.height + 1);
        };
        match &node.value {
            Value::Null => {}
            Value::Scalar(scalar) => size.bytes = scalar.text.len(),
            Value::List(items) => items.iter().for_each(|item| add(Self::of(item))),
            Value::Map(entries) => entries.iter().for_each(|entry| {
                add(Self { nodes: 1, bytes: entry.key.text.len(), height: 0 });
                add(Self::of(&entry.value));
            }),
        }
        size
    }
}

/// An anchored value; nothing while it is still being read, when an alias to it would hold itself.
type Anchored = Option<Arc<Node>>;

/// The state of one reading.
pub(super) struct State<'a> {
    pub(super) source: &'a Arc<Source>,
    pub(super) faults: Vec<Fault>,
    /// Spans of mappings of which a part could not be read.
    pub(super) cut: Vec<Span>,
    /// Whether a limit was reached, so that nothing more is read.
    pub(super) stopped: bool,
    spent: Size,
    aliases: usize,
    anchors: BTreeMap<String, Vec<Anchored>>,
    /// The names of the anchors in the order they came, so that a reading can be undone.
    anchored: Vec<String>,
}

/// A moment of a reading, to return to.
pub(super) struct Moment {
    faults: usize,
    cut: usize,
    spent: Size,
    aliases: usize,
    anchored: usize,
}

impl Moment {
    /// How many faults there were.
    pub(super) fn faults(&self) -> usize {
        self.faults
    }
}

impl<'a> State<'a> {
    pub(super) fn new(source: &'a Arc<Source>) -> Self {
        Self {
            source,
            faults: vec![],
            cut: vec![],
            stopped: false,
            spent: Size::default(),
            aliases: 0,
            anchors: BTreeMap::new(),
            anchored: vec![],
        }
    }

    /// Notes a fault; past the limit one last fault says that there are more.
    pub(super) fn fault(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let place = Place::new(self.source, span);
        self.push(Fault::new(code, place, message, help));
    }

    pub(super) fn push(&mut self, fault: Fault) {
        match self.faults.len() {
            n if n < limits::FINDINGS_PER_FILE => self.faults.push(fault),
            limits::FINDINGS_PER_FILE => {
                let limit = limits::FINDINGS_PER_FILE;
                let message = format!("more than {limit} faults in this file; the rest are not told");
                self.faults.push(Fault::new(
                    "yaml/too-many",
                    fault.place,
                    message,
                    "mend these and check again",
                ));
            }
            _ => {}
        }
    }

    /// A limit was reached: says which, and stops the reading.
    fn stop(&mut self, span: Span, what: &str, limit: usize) {
        if !self.stopped {
            let message = format!("more than {limit} {what} in one file, aliases expanded");
            self.fault("yaml/too-large", span, message, "split the file, or use fewer aliases");
            self.stopped = true;
        }
    }

    /// Counts nodes and bytes; false where that is too much, and the reading stops.
    pub(super) fn spend(&mut self, size: Size, span: Span) -> bool {
        self.spent.nodes += size.nodes;
        self.spent.bytes += size.bytes;
        if self.spent.nodes > limits::YAML_NODES {
            self.stop(span, "values", limits::YAML_NODES);
        } else if self.spent.bytes > limits::YAML_SCALARS {
            self.stop(span, "bytes of text", limits::YAML_SCALARS);
        }
        !self.stopped
    }

    pub(super) fn now(&self) -> Moment {
        Moment {
            faults: self.faults.len(),
            cut: self.cut.len(),
            spent: self.spent,
            aliases: self.aliases,
            anchored: self.anchored.len(),
        }
    }

    /// Undoes everything since a moment.
    pub(super) fn back_to(&mut self, moment: &Moment) {
        self.faults.truncate(moment.faults);
        self.cut.truncate(moment.cut);
        self.spent = moment.spent;
        self.aliases = moment.aliases;
        for name in self.anchored.drain(moment.anchored..).rev() {
            if let Some(values) = self.anchors.get_mut(&name) {
                values.pop();
            }
        }
    }

    /// An anchor was met; its value is set when it has been read.
    pub(super) fn anchor(&mut self, name: &str) {
        self.anchors.entry(name.to_owned()).or_default().push(None);
        self.anchored.push(name.to_owned());
    }

    /// The value of the last anchor of that name has been read. The copy that is kept counts against the limits.
    pub(super) fn anchored(&mut self, name: &str, node: &Node) {
        if self.spend(Size::of(node), node.span)
            && let Some(last) = self.anchors.get_mut(name).and_then(|values| values.last_mut())
        {
            *last = Some(Arc::new(node.clone()));
        }
    }

    /// The value an alias stands for, at nesting `depth`; nothing, and a fault, where it cannot be had.
    pub(super) fn alias(&mut self, name: &str, span: Span, depth: usize) -> Option<Node> {
        let Some(value) = self.anchors.get(name).and_then(|values| values.last()) else {
            let message = format!("`*{name}` stands for nothing: no `&{name}` comes before it");
            self.fault("yaml/alias", span, message, "put text that begins with `*` in quotes");
            return None;
        };
        let Some(value) = value.clone() else {
            let message = format!("`*{name}` stands inside `&{name}` itself, so it would never end");
            self.fault("yaml/alias", span, message, "write the value out instead");
            return None;
        };
        self.aliases += 1;
        if self.aliases > limits::YAML_ALIASES {
            self.stop(span, "aliases", limits::YAML_ALIASES);
            return None;
        }
        let size = Size::of(&value);
        if !self.spend(size, span) {
            return None;
        }
        if depth + size.height > limits::YAML_DEPTH {
            self.too_deep(span);
            return None;
        }
        let mut node = Node::clone(&value);
        node.span = span;
        Some(node)
    }

    /// A NUL in a comment is not told by the parser, but such a file is not text.
    pub(super) fn no_nul(&mut self, within: Span) {
        if let Some(at) = self.source.slice(within).find('\0')
            && self.faults.is_empty()
        {
            let span = Span::new(within.start() + at, within.start() + at + 1);
            self.fault("yaml/character", span, "the control character U+0000 is not text", "delete it");
        }
    }

    pub(super) fn too_deep(&mut self, span: Span) {
        let message = format!("nested more than {} levels deep", limits::YAML_DEPTH);
        self.fault("yaml/too-deep", span, message, "write it flatter");
    }

    /// Of two equal keys the first is kept; the fault names both lines.
    pub(super) fn duplicate(&mut self, first: Span, key: &Scalar) {
        let line = self.source.line_of(first.start());
        let message =
            format!("the key `{}` stands here again; it is already on line {line}", shown(&key.text));
        let fault = Fault::new(
            "yaml/duplicate-key",
            Place::new(self.source, key.span),
            message,
            "keep one of the two; the first is read",
        );
        self.push(fault.related(Place::new(self.source, first), "first here"));
    }
}

/// A text as it is told in a message: the first line's beginning.
pub(super) fn shown(text: &str) -> String {
    let line = text.lines().next().unwrap_or("");
    match line.char_indices().nth(60) {
        Some((at, _)) => format!("{}...", line.get(..at).unwrap_or("")),
        None => line.to_owned(),
    }
}

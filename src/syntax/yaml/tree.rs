//! From parser events to a tree with places. Nothing here recurses: open values stand on a stack no higher than the
//! depth limit.

use granit_parser::{Event, Parser, ScalarStyle, ScanError, Span as Range, StructureStyle, Tag};

use super::entries::Entries;
use super::state::{Size, State};
use super::{Node, Scalar, Style, Value, align, faults};
use crate::limits;
use crate::text::Span;

/// What came of reading one stretch of text.
pub(super) struct Part {
    /// The value, as far as it could be read.
    pub(super) node: Option<Node>,
    /// Whether the value itself (not only one inside it) lacks something that could not be read.
    pub(super) cut: bool,
}

/// A stretch that could be read only up to an error.
pub(super) struct Broken {
    /// What came before the error.
    pub(super) part: Part,
    /// The parser's error.
    pub(super) error: ScanError,
    /// The end of what was understood before the error.
    pub(super) last: usize,
}

/// Reads one document from `text`, which begins at byte `base` of the source.
pub(super) fn parse(state: &mut State, text: &str, base: usize) -> Result<Part, Box<Broken>> {
    let options = granit_parser::options! {
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        disallow_directives: true,
    };
    let mut builder =
        Builder { state, text, base, open: vec![], skipped: 0, anchored: None, root: None, last: 0 };
    for event in Parser::new_from_str_with_options(text, options) {
        match event {
            Ok((event, range)) => builder.event(&event, &range),
            Err(error) => {
                let last = builder.last;
                builder.doubt(error.marker().byte_offset().unwrap_or(last));
                let part = builder.abandon();
                return Err(Box::new(Broken { part, error, last }));
            }
        }
        if builder.state.stopped {
            return Ok(builder.abandon());
        }
    }
    Ok(Part { node: builder.root, cut: false })
}

/// A collection that is still open.
struct Open {
    start: usize,
    end: usize,
    flow: bool,
    anchor: Option<String>,
    holds: Holds,
    cut: bool,
}

enum Holds {
    List(Vec<Node>),
    Map(Entries, Key),
}

/// Which half of an entry comes next.
enum Key {
    /// A key.
    Awaited,
    /// The value of this key.
    Read(Scalar),
    /// A value that is not kept, because its key is not.
    Refused,
}

struct Builder<'s, 'a, 't> {
    state: &'s mut State<'a>,
    text: &'t str,
    base: usize,
    open: Vec<Open>,
    /// How many collections are open below the depth limit.
    skipped: usize,
    /// A scalar that was just read and has an anchor, whose name comes next.
    anchored: Option<Node>,
    root: Option<Node>,
    /// Where the last event ended, in `text`.
    last: usize,
}

impl Builder<'_, '_, '_> {
    fn span(&self, range: &Range) -> Span {
        let bytes = range.byte_range().unwrap_or(self.last..self.last);
        Span::new(self.base + bytes.start, self.base + bytes.end)
    }

    fn event(&mut self, event: &Event, range: &Range) {
        let span = self.span(range);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.scalar(text, *style, *anchor, tag.as_deref(), range)
            }
            Event::SequenceStart(style, _, tag) => {
                self.start(Holds::List(vec![]), *style, tag.as_deref(), range);
                self.begin_at_dash(span);
            }
            Event::MappingStart(style, _, tag) => {
                let map = Holds::Map(Entries::default(), Key::Awaited);
                self.start(map, *style, tag.as_deref(), range);
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            Event::Alias(_) => {
                let name = range.slice(self.text).unwrap_or("").trim_start_matches('*').to_owned();
                self.alias(&name, span);
            }
            Event::UnresolvedAlias(name) => self.alias(name, span),
            Event::Anchor(_, name) if self.skipped == 0 => self.anchor(name),
            _ => return,
        }
        if !matches!(event, Event::Anchor(..)) {
            self.last = self.last.max(span.end() - self.base);
        }
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, anchor: usize, tag: Option<&Tag>, range: &Range) {
        self.tag(tag, range);
        if self.skipped > 0 {
            return;
        }
        let span = self.span(range);
        let written = !span.is_empty();
        let style = match style {
            ScalarStyle::SingleQuoted => Style::Single,
            ScalarStyle::DoubleQuoted => Style::Double,
            ScalarStyle::Literal => Style::Literal,
            ScalarStyle::Folded => Style::Folded,
            _ => Style::Plain,
        };
        let span = match style {
            Style::Literal | Style::Folded => self.block_span(text, style, span),
            _ => span,
        };
        if !self.state.spend(Size { nodes: 1, bytes: text.len(), height: 0 }, span) {
            return;
        }
        if style == Style::Plain {
            self.no_comment_inside(range);
        }
        let null = style == Style::Plain && (!written || matches!(text, "~" | "null" | "Null" | "NULL"));
        let scalar = Scalar { text: text.to_owned(), style, span };
        if self.key_awaited() {
            self.key(written.then_some(scalar), span);
            return;
        }
        let node = Node { span, value: if null { Value::Null } else { Value::Scalar(scalar) } };
        if anchor != 0 {
            self.anchored = Some(node.clone());
        }
        self.attach(Some(node), span);
    }

    /// A comment behind a tab cuts a plain text in two without the parser's notice.
    fn no_comment_inside(&mut self, range: &Range) {
        let raw = range.slice(self.text).unwrap_or("");
        let mut at = self.span(range).start();
        for (number, line) in raw.split_inclusive('\n').enumerate() {
            let blanks = line.len() - line.trim_start().len();
            if number > 0 && line.trim_start().starts_with('#') {
                faults::comment_inside(self.state, Span::new(at + blanks, at + blanks + 1));
            }
            at += line.len();
        }
    }

    /// The span of a block scalar from its indicator to the end of its text; the parser tells only where its lines are.
    fn block_span(&self, text: &str, style: Style, lines: Span) -> Span {
        let start = before_value(self.text, self.last, lines.start() - self.base);
        let raw = self.text.get(start..lines.end() - self.base).unwrap_or("");
        let start = self.base + start;
        let header = raw.lines().next().unwrap_or("").trim_end().len();
        let end = align::align(raw, start, text, style)
            .map_or(lines.end(), |map| map.runs().last().map_or(0, |run| run.source.end()));
        Span::new(start, end.max(start + header))
    }

    fn key_awaited(&self) -> bool {
        matches!(self.open.last(), Some(Open { holds: Holds::Map(_, Key::Awaited), .. }))
    }

    /// A key was read; nothing where none was written before the `:`.
    fn key(&mut self, key: Option<Scalar>, span: Span) {
        let merge = key.as_ref().is_some_and(|k| k.style == Style::Plain && k.text == "<<");
        if merge {
            self.state.fault(
                "yaml/merge-key",
                span,
                "merge keys (`<<`) are not read",
                "write the keys out, or use an alias for each value",
            );
        } else if key.is_none() {
            self.state.fault("yaml/key", span, "a key is missing before `:`", "write `key: value`");
        }
        if let Some(Open { holds: Holds::Map(_, next), cut, end, .. }) = self.open.last_mut() {
            *end = (*end).max(span.end());
            *cut |= merge || key.is_none();
            *next = key.filter(|_| !merge).map_or(Key::Refused, Key::Read);
        }
    }

    /// Adds a value to the collection it stands in; nothing where it could not be read.
    fn attach(&mut self, node: Option<Node>, span: Span) {
        let Some(parent) = self.open.last_mut() else {
            self.root = self.root.take().or(node);
            return;
        };
        parent.end = parent.end.max(span.end());
        match &mut parent.holds {
            Holds::List(items) => items.extend(node),
            Holds::Map(_, next @ Key::Awaited) => {
                *next = Key::Refused;
                parent.cut = true;
                let help = "put text that begins with `{`, `[` or `*` in quotes";
                self.state.fault("yaml/key", span, "a key must be plain text", help);
            }
            Holds::Map(entries, next) => match (std::mem::replace(next, Key::Awaited), node) {
                (Key::Read(key), Some(value)) => entries.add(key, value, self.state),
                (Key::Read(_), None) => parent.cut = true,
                _ => {}
            },
        }
    }

    fn start(&mut self, holds: Holds, style: StructureStyle, tag: Option<&Tag>, range: &Range) {
        self.tag(tag, range);
        let span = self.span(range);
        if self.skipped > 0 || self.open.len() >= limits::YAML_DEPTH {
            if self.skipped == 0 {
                self.state.too_deep(span);
            }
            self.skipped += 1;
            return;
        }
        if self.state.spend(Size { nodes: 1, bytes: 0, height: 0 }, span) {
            let flow = style == StructureStyle::Flow;
            let (start, end) = (span.start(), span.end());
            self.open.push(Open { start, end, flow, anchor: None, holds, cut: false });
        }
    }

    /// Of a list that is not indented the parser tells only where its first item's value is.
    fn begin_at_dash(&mut self, span: Span) {
        let Some(open) = self.open.last_mut().filter(|open| self.skipped == 0 && !open.flow) else { return };
        let end = span.start() - self.base;
        let mut at = self.last;
        for line in self.text.get(self.last..end).unwrap_or("").split_inclusive(['\n', '\r']) {
            let blanks = line.len() - line.trim_start_matches(' ').len();
            if line.get(blanks..).is_some_and(|l| l.starts_with('-')) {
                open.start = self.base + at + blanks;
                return;
            }
            at += line.len();
        }
    }

    fn end(&mut self, span: Span) {
        if self.skipped > 0 {
            self.skipped -= 1;
            if self.skipped == 0 {
                self.attach(None, span);
            }
            return;
        }
        let Some(mut open) = self.open.pop() else { return };
        // Where a block ends, the parser tells the beginning of what follows.
        if open.flow && !span.is_empty() {
            open.end = span.end();
        }
        let anchor = open.anchor.take();
        let (node, cut) = close(open);
        if cut {
            self.state.cut.push(node.span);
        }
        if let Some(name) = anchor {
            self.state.anchored(&name, &node);
        }
        let span = node.span;
        self.attach(Some(node), span);
    }

    fn anchor(&mut self, name: &str) {
        self.state.anchor(name);
        match self.anchored.take() {
            Some(node) => self.state.anchored(name, &node),
            None => {
                if let Some(open) = self.open.last_mut() {
                    open.anchor = Some(name.to_owned());
                }
            }
        }
    }

    fn alias(&mut self, name: &str, span: Span) {
        if self.skipped == 0 {
            let node = self.state.alias(name, span, self.open.len());
            self.attach(node, span);
        }
    }

    fn tag(&mut self, tag: Option<&Tag>, range: &Range) {
        if tag.is_none() {
            return;
        }
        let place = range.tag_span().unwrap_or(*range);
        let written = place.slice(self.text).unwrap_or("").to_owned();
        let span = self.span(&place);
        self.state.fault(
            "yaml/tag",
            span,
            format!("the tag `{written}` is not read: no tags are used here"),
            "remove the tag; quotes keep a value text",
        );
    }

    /// A value that an error follows at once on its line is only half of what was meant (`We promise: a slot`): better
    /// none than half of it.
    fn doubt(&mut self, error: usize) {
        let between = self.text.get(self.last..error).unwrap_or("\n");
        if between.chars().all(|c| c == ' ') {
            match self.open.last_mut().map(|open| &mut open.holds) {
                Some(Holds::List(items)) => drop(items.pop()),
                Some(Holds::Map(entries, Key::Awaited)) => entries.forget_last(),
                _ => {}
            }
        }
    }

    /// Closes what is open after an error: every open value lacks something.
    fn abandon(mut self) -> Part {
        self.skipped = 0;
        let mut cut = self.root.is_none();
        while let Some(open) = self.open.pop() {
            let (node, _) = close(open);
            if self.open.is_empty() {
                self.root = Some(node);
                cut = true;
            } else {
                if matches!(node.value, Value::Map(_)) {
                    self.state.cut.push(node.span);
                }
                let span = node.span;
                self.attach(Some(node), span);
            }
        }
        Part { node: self.root, cut }
    }
}

fn close(open: Open) -> (Node, bool) {
    let span = Span::new(open.start, open.end);
    let value = match open.holds {
        Holds::List(items) => Value::List(items),
        Holds::Map(entries, _) => Value::Map(entries.into_vec()),
    };
    (Node { span, value }, open.cut)
}

/// Where a value begins that follows byte `from`: behind `:`, `-`, `?`, blanks, comments, anchors and tags.
pub(super) fn before_value(text: &str, from: usize, to: usize) -> usize {
    let bytes = text.as_bytes();
    let skip = |mut at: usize, stop: &[u8]| {
        while at < to && !bytes.get(at).is_none_or(|b| stop.contains(b)) {
            at += 1;
        }
        at
    };
    let mut at = from;
    while at < to {
        at = match bytes.get(at) {
            Some(b' ' | b'\t' | b'\n' | b'\r' | b':' | b'-' | b'?' | b',' | b'[' | b'{' | b'.') => at + 1,
            // A byte order mark can stand at the very beginning only; elsewhere it is an error.
            Some(0xEF | 0xBB | 0xBF) => at + 1,
            Some(b'#') => skip(at, b"\n\r"),
            Some(b'&' | b'!') => skip(at, b" \t\n\r"),
            _ => break,
        };
    }
    at
}

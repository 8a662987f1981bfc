//! What HTML elements mean for copy: which begin a block, which mark text, which hold no copy.
//!
//! Elements that a browser closes by itself (`<p>`, `<li>`, `<td>` ...) are closed here as well; an end tag without a
//! start is passed over. At [`HTML_DEPTH`] open elements the reading stops, and says so.

use crate::limits::{HTML_ATTRIBUTES, HTML_DEPTH};
use crate::syntax::html::{Start, Token, tokens};
use crate::text::Span;

use super::draft::Marking;
use super::grid::Grid;
use super::reader::Reader;
use super::{Cell, Part};

/// The elements that are open, and the tables among them.
#[derive(Default)]
pub(super) struct Elements {
    open: Vec<Open>,
    grids: Vec<Grid>,
    /// Below this depth elements belong to an outer Markdown block and may not be closed yet.
    floor: usize,
    /// End tags for elements below the floor.
    later: Vec<String>,
    /// Whether the raw text of a `<noscript>` is being read.
    in_noscript: bool,
    /// Whether the limit of depth was met; nothing further is read.
    pub(super) stopped: bool,
}

struct Open {
    name: String,
    /// Whether it began a block.
    block: bool,
    effect: Effect,
    span: Span,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Effect {
    None,
    Mark(Marking),
    /// Its content is not copy.
    Mute,
    /// Its content is one mark in the text around it.
    Opaque,
    Table,
}

const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "data", "del", "dfn", "em", "font", "i", "ins",
    "mark", "nobr", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "slot", "small", "span", "strike", "strong",
    "sub", "sup", "time", "u", "var", "code", "kbd", "samp", "tt", "math", "svg", "script", "style",
    "template", "picture",
];
/// An open `<p>` ends where one of these begins.
const CLOSES_PARAGRAPH: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "li",
    "listing",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "plaintext",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "ul",
    "xmp",
];
const MUTE: &[&str] =
    &["script", "style", "template", "svg", "math", "iframe", "noembed", "noframes", "rp", "rt"];
const OPAQUE: &[&str] = &["code", "pre", "kbd", "samp", "tt", "xmp", "listing"];

impl Reader<'_> {
    /// Takes in one token. `jsx` tokens come from MDX: unknown elements may hold copy in any attribute, `/>` closes.
    /// `alone` says that the tag has its line to itself.
    pub(super) fn token(&mut self, token: &Token, jsx: bool, alone: bool) {
        if self.elements.stopped {
            return;
        }
        match token {
            Token::Text(span) => {
                // Browsers with scripts do not read the inside of `<noscript>`, others do.
                if self.elements.open.last().is_some_and(|o| o.name == "noscript")
                    && !self.elements.in_noscript
                {
                    self.elements.in_noscript = true;
                    for token in tokens(self.masked.get(span.range()).unwrap_or(""), span.start()) {
                        self.token(&token, jsx, alone);
                    }
                    self.elements.in_noscript = false;
                } else if self.draft.muted == 0 {
                    self.write_raw(*span);
                } else {
                    self.advance(span.end());
                }
            }
            Token::Comment(span) => {
                let raw = self.text.get(span.range()).unwrap_or("");
                if raw.starts_with("<!--") && !raw.ends_with("-->") && !raw.ends_with("--!>") {
                    self.unfinished(*span);
                } else if let Some(text) = raw.strip_prefix("<!--") {
                    self.draft.comment(text.strip_suffix("-->").unwrap_or(text), *span);
                }
            }
            Token::Start(start) => self.start(start, jsx, alone),
            Token::End { name, span } => self.end(name, *span),
            Token::Doctype(_) => {}
            Token::Unfinished(span) => self.unfinished(*span),
        }
    }

    fn unfinished(&mut self, span: Span) {
        self.draft.unread(
            "html/unfinished",
            span,
            "a tag or remark that is never finished: the text in it was not checked".to_owned(),
            "close it with `>` (a remark with `-->`)",
        );
    }

    fn start(&mut self, start: &Start, jsx: bool, alone: bool) {
        let name = start.name.as_str();
        let component =
            jsx && self.text.as_bytes().get(start.span.start() + 1).is_some_and(u8::is_ascii_uppercase);
        let custom = component || name.contains('-');
        let known_inline = !custom && INLINE.contains(&name);
        let void = !custom && VOID.contains(&name);
        let block = if custom || void { alone && custom } else { !known_inline };
        self.close_implied(name, start.span.start());
        if start.too_many {
            self.draft.unread(
                "html/attributes",
                start.span,
                format!("`<{name}>` has more than {HTML_ATTRIBUTES} attributes: the rest was not checked"),
                "take out attributes; the limit is fixed",
            );
        }
        let hidden = self.is_hidden(start);
        if self.draft.muted == 0 && !hidden {
            self.attributes(start, custom);
        }
        if void {
            match name {
                "br" | "img" | "input" => self.draft.blank(start.span),
                "hr" => self.draft.close(),
                _ => {}
            }
            return;
        }
        let foreign = self.elements.open.iter().rev().any(|o| o.name == "svg" || o.name == "math");
        if start.self_closing && (jsx || foreign || name == "svg" || name == "math") {
            if block {
                self.draft.close();
            }
            return;
        }
        if self.elements.open.len() >= HTML_DEPTH {
            self.elements.stopped = true;
            self.draft.unread(
                "html/depth",
                start.span,
                format!(
                    "more than {HTML_DEPTH} elements inside each other: nothing from here on was checked"
                ),
                "close elements that are open; the limit is fixed",
            );
            return;
        }
        self.open(start, block, hidden, custom);
    }

    fn open(&mut self, start: &Start, block: bool, hidden: bool, custom: bool) {
        let name = if custom { "" } else { start.name.as_str() };
        let effect = match name {
            _ if hidden || MUTE.contains(&name) => Effect::Mute,
            _ if OPAQUE.contains(&name) => Effect::Opaque,
            "a" if start.get("href").is_some() => Effect::Mark(Marking::Link),
            "del" | "s" | "strike" => Effect::Mark(Marking::Struck),
            "q" => Effect::Mark(Marking::Quote),
            "table" => Effect::Table,
            _ => Effect::None,
        };
        if block {
            self.enter(name, start);
        }
        match effect {
            Effect::Mark(marking) => {
                let text = self.text;
                let target = start.get("href").and_then(|a| text.get(a.span.range()));
                self.draft.mark(marking, target.unwrap_or(""));
            }
            Effect::Mute | Effect::Opaque => self.draft.muted += 1,
            Effect::Table => {
                let layout =
                    start.get("role").is_some_and(|r| r.value == "presentation" || r.value == "none");
                let number = if layout { None } else { Some(self.draft.table()) };
                self.elements.grids.push(Grid::new(number));
            }
            Effect::None => {}
        }
        self.elements.open.push(Open { name: start.name.clone(), block, effect, span: start.span });
    }

    /// Begins the block of an element.
    fn enter(&mut self, name: &str, start: &Start) {
        let part = match name {
            "title" => Part::Title,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                Part::Heading(name.as_bytes().get(1).map_or(1, |b| b - b'0'))
            }
            "li" | "dt" | "dd" | "option" => Part::ListItem,
            "figcaption" | "caption" | "legend" => Part::Caption,
            "button" => Part::Button,
            "blockquote" => return self.draft.enter_quote(),
            "tr" => {
                if let Some(grid) = self.elements.grids.last_mut() {
                    grid.row();
                }
                Part::Paragraph
            }
            "td" | "th" => {
                let count = |name: &str| {
                    start.get(name).and_then(|a| a.value.trim().parse::<u16>().ok()).unwrap_or(1)
                };
                let (columns, rows) = (count("colspan").into(), count("rowspan").into());
                let place = self.elements.grids.last_mut().and_then(|g| g.cell(columns, rows));
                place.map_or(Part::Paragraph, |(table, row, column)| {
                    Part::Cell(Cell { table, row, column, header: name == "th" })
                })
            }
            _ => Part::Paragraph,
        };
        self.draft.enter(part);
    }

    /// An end tag.
    fn end(&mut self, name: &str, span: Span) {
        let barriers: &[&str] = match name {
            "table" | "td" | "th" | "tr" | "thead" | "tbody" | "tfoot" => &["table"],
            _ => &["td", "th", "table", "button", "template", "object"],
        };
        let inline = INLINE.contains(&name);
        let named = |o: &Open| o.name == name;
        let found = self
            .elements
            .open
            .iter()
            .enumerate()
            .rev()
            .take_while(|(_, o)| named(o) || inline || !barriers.contains(&o.name.as_str()));
        let Some((at, inner)) = found.filter(|(_, o)| named(o)).map(|(at, o)| (at, o.block)).next() else {
            if name == "br" || name == "p" {
                self.draft.close();
            }
            return;
        };
        if at < self.elements.floor {
            self.elements.later.push(name.to_owned());
        } else if inline && !inner {
            let open = self.elements.open.remove(at);
            self.undo(&open, span.end());
        } else {
            self.close_to(at, span.end());
        }
    }

    /// Closes what a browser closes when an element begins.
    fn close_implied(&mut self, name: &str, at: usize) {
        let (closed, barriers): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol", "menu", "table"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl", "table"]),
            "option" | "optgroup" => (&["option"], &["select", "datalist"]),
            "td" | "th" => (&["td", "th"], &["tr", "table"]),
            "tr" => (&["tr"], &["table"]),
            "thead" | "tbody" | "tfoot" => (&["thead", "tbody", "tfoot"], &["table"]),
            "body" => (&["head"], &[]),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                (&["h1", "h2", "h3", "h4", "h5", "h6"], &["div", "section", "td", "th", "li", "table"])
            }
            "a" => (&["a"], &["td", "th", "table"]),
            "button" => (&["button"], &[]),
            _ => (&[], &[]),
        };
        self.close_nearest(closed, barriers, at);
        if CLOSES_PARAGRAPH.contains(&name) {
            self.close_nearest(&["p"], &["td", "th", "table", "button", "caption", "object", "template"], at);
        }
    }

    fn close_nearest(&mut self, closed: &[&str], barriers: &[&str], at: usize) {
        let open = self.elements.open.iter().enumerate().skip(self.elements.floor).rev();
        let found = open
            .take_while(|(_, o)| !barriers.contains(&o.name.as_str()))
            .find(|(_, o)| closed.contains(&o.name.as_str()))
            .map(|(at, _)| at);
        if let Some(first) = found {
            self.close_to(first, at);
        }
    }

    /// Closes the elements from a depth on; the innermost first. `at` is where the closing stands in the source.
    pub(super) fn close_to(&mut self, depth: usize, at: usize) {
        while self.elements.open.len() > depth {
            let Some(open) = self.elements.open.pop() else { break };
            self.undo(&open, at);
        }
    }

    fn undo(&mut self, open: &Open, at: usize) {
        match open.effect {
            Effect::None => {}
            Effect::Mark(marking) => self.draft.unmark(marking),
            Effect::Mute => self.draft.muted -= 1,
            Effect::Opaque => {
                self.draft.muted -= 1;
                self.draft.opaque(Span::new(open.span.start(), at));
            }
            Effect::Table => {
                self.elements.grids.pop();
            }
        }
        if open.block {
            self.draft.leave();
        }
    }

    /// Begins a Markdown block: what is opened in it is closed with it. Gives the floor to go back to.
    pub(super) fn raise_floor(&mut self) -> usize {
        std::mem::replace(&mut self.elements.floor, self.elements.open.len())
    }

    /// Closes what was opened since the floor was raised.
    pub(super) fn clear_floor(&mut self, at: usize) {
        self.close_to(self.elements.floor, at);
    }

    /// Ends a Markdown block; end tags that were met in it for elements around it count now.
    pub(super) fn lower_floor(&mut self, to: usize, at: usize) {
        self.elements.floor = to;
        for name in std::mem::take(&mut self.elements.later) {
            self.end(&name, Span::new(at, at));
        }
    }

    /// Closes all elements at the end of the text. One that hides everything up to there is told.
    pub(super) fn close_all(&mut self) {
        let hides = |o: &&Open| matches!(o.effect, Effect::Mute | Effect::Opaque);
        if let Some(open) = self.elements.open.iter().find(hides) {
            let (name, span) = (open.name.clone(), open.span);
            self.draft.unread(
                "html/unclosed",
                span,
                format!("`<{name}>` is never closed: it hides all text from here on, which was not checked"),
                &format!("close it with `</{name}>`"),
            );
        }
        self.elements.floor = 0;
        self.close_to(0, self.text.len());
    }

    /// Whether an element is hidden from every reader. `display: none` is not looked at: mails hide their preheader so.
    /// In JSX, what an expression says is not known, so only a plain `true` hides.
    fn is_hidden(&self, start: &Start) -> bool {
        let says = |name: &str, hides: fn(&str) -> bool| {
            start.get(name).is_some_and(|a| {
                let raw = self.slice(a.span);
                if self.in_tag && raw.starts_with('{') { raw == "{true}" } else { hides(&a.value) }
            })
        };
        says("hidden", |v| !v.eq_ignore_ascii_case("until-found"))
            || says("aria-hidden", |v| v.eq_ignore_ascii_case("true"))
    }

    pub(super) fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }
}

//! A Markdown text as passages.
//!
//! Tables, strikethrough, footnotes, task lists, heading attributes and alert boxes are read; metadata blocks are not
//! (front matter is cut off before), and punctuation stays as written. A code block without a language, or with `text`,
//! holds prose: sales files keep mails in them. Other code is not copy. What is indented by four blanks in an MDX element
//! is read as plain lines, so `*` and `_` stay in its text.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Parser, Tag, TagEnd};

use crate::finding::Fault;
use crate::syntax::html::{Token, tokens};
use crate::syntax::markdown::{holds_prose, options};
use crate::syntax::tags::Dialect;
use crate::text::{Map, Source, Span};

use super::draft::Marking;
use super::lines::paragraphs;
use super::reader::{Piece, Prepared, Reader};
use super::{Cell, Part, Passage, Reading};

/// Reads Markdown from an offset on. Offsets in the result count from the start of `text`.
pub fn markdown(text: &str, from: usize, dialect: Dialect) -> Reading {
    let prepared = Prepared::new(text, dialect);
    let reader = prepared.reader(text);
    let masked = reader.masked;
    let mut walk = Walk {
        reader,
        masked,
        mdx: dialect == Dialect::Mdx,
        floors: vec![],
        pieces: vec![],
        gathered: None,
        info: None,
        skipped_text: 0,
        table: None,
        titles: vec![],
    };
    let parser = Parser::new_ext(masked.get(from..).unwrap_or(""), options());
    let definitions = parser.reference_definitions().iter();
    walk.titles = definitions
        .filter_map(|(_, d)| walk.title_piece(d.title.as_ref()?, shifted(&d.span, from)))
        .collect();
    walk.titles.sort_by_key(|t| std::cmp::Reverse(t.span));
    for (event, range) in parser.into_offset_iter() {
        walk.event(event, shifted(&range, from));
    }
    walk.flush();
    walk.titles_before(text.len());
    let mut reader = walk.reader;
    reader.advance(text.len());
    reader.close_all();
    reader.draft.finish()
}

/// Reads Markdown that stands in another text (a YAML value). `outer` leads from `text` to the file; each passage is
/// told as `part`. What could not be read comes with the passages.
pub fn markdown_passages(
    source: &Arc<Source>,
    text: &str,
    outer: &Map,
    part: &Part,
) -> (Vec<Passage>, Vec<Fault>) {
    let reading = markdown(text, 0, Dialect::Markdown).through(outer);
    let mut passages = reading.passages;
    for passage in &mut passages {
        passage.part = part.clone();
    }
    (passages, reading.unread.into_iter().map(|u| u.fault(source)).collect())
}

fn shifted(range: &Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}

/// The walk over the events of one text.
struct Walk<'t> {
    reader: Reader<'t>,
    masked: &'t str,
    mdx: bool,
    /// For each open block, the floor of elements outside it.
    floors: Vec<usize>,
    /// Text that has been met but not written: addresses and remarks may run over several events.
    pieces: Vec<Piece>,
    /// The lines of a code or HTML block, while in one.
    gathered: Option<Vec<Span>>,
    /// What stands behind the opening fence of that code block; nothing where it is indented.
    info: Option<String>,
    /// How many autolinks are open whose text is their address.
    skipped_text: usize,
    table: Option<Cell>,
    /// Titles of link definitions that are still to come, the last one first.
    titles: Vec<Piece>,
}

impl<'t> Walk<'t> {
    fn event(&mut self, event: Event<'t>, range: Range<usize>) {
        let span = Span::new(range.start, range.end);
        if let Event::Text(text) = &event {
            return self.text(text, span);
        }
        self.flush();
        if !matches!(event, Event::End(_)) {
            self.reader.advance(span.start());
            self.titles_before(span.start());
        }
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag, span),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {
                self.reader.draft.opaque(span);
                self.reader.skip(span.end());
            }
            Event::Html(_) => match &mut self.gathered {
                Some(lines) => lines.push(span),
                None => self.html(span, self.masked.get(span.range()).unwrap_or(""), &[span]),
            },
            Event::InlineHtml(_) => {
                self.html(span, self.masked.get(span.range()).unwrap_or(""), &[span]);
            }
            Event::SoftBreak | Event::HardBreak => self.reader.draft.blank(span),
            Event::Rule => self.reader.draft.close(),
            Event::Text(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'t>, span: Span) {
        match tag {
            Tag::Paragraph | Tag::FootnoteDefinition(_) => self.enter(Part::Paragraph),
            Tag::Heading { level, .. } => self.enter(Part::Heading(level_of(level))),
            Tag::BlockQuote(None) => {
                self.floors.push(self.reader.raise_floor());
                self.reader.draft.enter_quote();
            }
            // `> [!NOTE]` is a box, not somebody's words.
            Tag::BlockQuote(Some(_)) => self.enter(Part::Paragraph),
            Tag::Item => self.enter(Part::ListItem),
            Tag::CodeBlock(kind) => {
                self.info = match kind {
                    CodeBlockKind::Fenced(info) => Some(info.to_string()),
                    CodeBlockKind::Indented => None,
                };
                self.gathered = Some(vec![]);
            }
            Tag::HtmlBlock => self.gathered = Some(vec![]),
            Tag::Table(_) => {
                let table = self.reader.draft.table();
                self.table = Some(Cell { table, row: 0, column: 0, header: true });
            }
            Tag::TableCell => {
                let part = self.table.map_or(Part::Paragraph, Part::Cell);
                self.enter(part);
            }
            Tag::Strikethrough => self.reader.draft.mark(Marking::Struck, ""),
            Tag::Link { link_type, dest_url, title, .. } => {
                let target = self.original(&dest_url, span);
                self.reader.draft.mark(Marking::Link, &target);
                if matches!(link_type, LinkType::Autolink | LinkType::Email) {
                    self.reader.draft.opaque(span);
                    self.reader.skip(span.end());
                    self.skipped_text += 1;
                } else if link_type == LinkType::Inline {
                    self.title(&title, span);
                }
            }
            Tag::Image { link_type, title, .. } => {
                if link_type == LinkType::Inline {
                    self.title(&title, span);
                }
                self.reader.draft.blank(span);
                self.reader.draft.begin_aside(Part::AltText);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Paragraph
            | TagEnd::FootnoteDefinition
            | TagEnd::Heading(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::Item => self.leave(span.end()),
            TagEnd::CodeBlock => self.code(),
            TagEnd::HtmlBlock => {
                let lines = self.gathered.take().unwrap_or_default();
                if let Some((whole, block)) = self.joined(&lines) {
                    self.html(whole, &block, &lines);
                    self.reader.draft.close();
                }
            }
            TagEnd::TableCell => {
                self.leave(span.end());
                if let Some(cell) = &mut self.table {
                    cell.column += 1;
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                if let Some(cell) = &mut self.table {
                    (cell.row, cell.column, cell.header) = (cell.row + 1, 0, false);
                }
            }
            TagEnd::Table => self.table = None,
            TagEnd::Strikethrough => self.reader.draft.unmark(Marking::Struck),
            TagEnd::Link => {
                self.reader.draft.unmark(Marking::Link);
                self.skipped_text = self.skipped_text.saturating_sub(1);
            }
            TagEnd::Image => self.reader.draft.end_aside(),
            _ => {}
        }
    }

    fn enter(&mut self, part: Part) {
        self.floors.push(self.reader.raise_floor());
        self.reader.draft.enter(part);
    }

    /// Ends a block, with all HTML elements that were opened in it.
    fn leave(&mut self, at: usize) {
        self.reader.clear_floor(at);
        self.reader.draft.leave();
        let floor = self.floors.pop().unwrap_or(0);
        self.reader.lower_floor(floor, at);
    }

    /// Takes up a piece of text. A backslash before it belongs to it.
    fn text(&mut self, text: &str, span: Span) {
        if let Some(lines) = &mut self.gathered {
            lines.push(span);
            return;
        }
        if self.skipped_text > 0 {
            return;
        }
        let same = self.masked.get(span.range()) == Some(text);
        let end = self.pieces.last().map(|p| p.span.end());
        let before = span.start().checked_sub(1).and_then(|at| self.masked.get(at..span.start()));
        let escaped = before == Some("\\") && end.is_none_or(|end| end < span.start());
        let first = text.chars().next().map_or(0, char::len_utf8);
        if escaped && same && text.starts_with(|c: char| c.is_ascii_punctuation()) {
            let mark = Span::new(span.start() - 1, span.start() + first);
            self.pieces.push(Piece { span: mark, text: text.get(..first).map(str::to_owned) });
            let rest = Span::new(span.start() + first, span.end());
            if !rest.is_empty() {
                self.pieces.push(Piece { span: rest, text: None });
            }
        } else if same
            && let Some(last) = self.pieces.last_mut()
            && last.text.is_none()
            && last.span.end() == span.start()
        {
            last.span = last.span.to(span);
        } else {
            self.pieces.push(Piece { span, text: (!same).then(|| text.to_owned()) });
        }
    }

    fn flush(&mut self) {
        let pieces = std::mem::take(&mut self.pieces);
        if !self.reader.elements.stopped {
            self.reader.write(&pieces);
        }
    }

    /// Reads HTML that stands at a span. Its text is what stands on its lines, without quote marks between them.
    fn html(&mut self, span: Span, text: &str, lines: &[Span]) {
        for token in tokens(text, span.start()) {
            self.reader.advance(token.span().start());
            let Token::Text(text) = token else {
                self.reader.token(&token, self.mdx, false);
                continue;
            };
            let first = lines.partition_point(|l| l.end() <= text.start());
            for line in lines.iter().skip(first).take_while(|l| l.start() < text.end()) {
                let part = Span::new(line.start().max(text.start()), line.end().min(text.end()));
                self.reader.token(&Token::Text(part), self.mdx, false);
            }
        }
    }

    /// Writes the title of a link or image that stands in place.
    fn title(&mut self, title: &CowStr<'_>, within: Span) {
        if let Some(piece) = self.title_piece(title, within.range()) {
            self.write_title(piece);
        }
    }

    /// Writes the titles of link definitions that stand before an offset.
    fn titles_before(&mut self, at: usize) {
        while let Some(piece) = self.titles.pop_if(|t| t.span.start() < at) {
            self.write_title(piece);
        }
    }

    fn write_title(&mut self, piece: Piece) {
        self.reader.draft.begin_aside(Part::LinkTitle);
        self.reader.write_beside(&[piece]);
        self.reader.draft.end_aside();
    }

    /// Where a title stands: borrowed from the text, or right before the closing mark of its link. A title with escapes
    /// is told as standing somewhere in the link.
    fn title_piece(&self, title: &CowStr<'_>, within: Range<usize>) -> Option<Piece> {
        if title.trim().is_empty() {
            return None;
        }
        let before_mark = || {
            let whole = self.masked.get(within.clone())?;
            let inner = whole.strip_suffix(')').unwrap_or(whole).trim_end();
            let inner = inner.get(..inner.len().checked_sub(1)?)?;
            let start = within.start + inner.strip_suffix(&**title)?.len();
            Some(Span::new(start, start + title.len()))
        };
        let within = Span::new(within.start, within.end);
        Some(match self.place(title).or_else(before_mark) {
            Some(span) => Piece { span, text: None },
            None => Piece { span: within, text: Some(title.to_string()) },
        })
    }

    /// Where a string that the parser borrowed from the text stands in it.
    fn place(&self, text: &CowStr<'_>) -> Option<Span> {
        let CowStr::Borrowed(text) = text else { return None };
        let at = (text.as_ptr() as usize).checked_sub(self.masked.as_ptr() as usize)?;
        let inside = self.masked.get(at..at + text.len())?;
        (inside == *text).then(|| Span::new(at, at + text.len()))
    }

    /// A target as the author wrote it. Where it holds escapes and template tags, the tags are put back in their order.
    fn original(&self, target: &CowStr<'_>, link: Span) -> String {
        if let Some(written) = self.place(target).and_then(|span| self.reader.text.get(span.range())) {
            return written.to_owned();
        }
        // From the end, because tags in the text of the link stand before those in its target.
        let (mut written, mut rest) = (String::new(), &**target);
        let tags: Vec<Span> = self.reader.tags_in(link).collect();
        let tags = tags.get(tags.len().saturating_sub(64)..).unwrap_or(&[]);
        for &tag in tags.iter().rev() {
            if let Some((before, after)) = rest.rsplit_once(&"x".repeat(tag.len())) {
                written = [self.reader.slice(tag), after, &written].concat();
                rest = before;
            }
        }
        rest.to_owned() + &written
    }

    /// A code block: prose without a language, else not copy.
    fn code(&mut self) {
        let lines = self.gathered.take().unwrap_or_default();
        let info = self.info.take();
        if !holds_prose(info.as_deref().unwrap_or("")) {
            return;
        }
        if let Some((whole, block)) = self.joined(&lines).filter(|(_, block)| !is_code(block)) {
            // MDX has no indented code: what is indented there is the content of an element.
            if info.is_none() && self.mdx {
                self.reader.draft.enter(Part::Paragraph);
            } else {
                self.reader.draft.enter_fence();
            }
            paragraphs(&mut self.reader, &block, whole.start(), false);
            self.reader.draft.leave();
        }
    }

    /// The lines of a block as one text of the same length as their place: quote marks and indents become blanks.
    fn joined(&self, lines: &[Span]) -> Option<(Span, String)> {
        let whole = lines.first()?.to(*lines.last()?);
        let mut block = String::with_capacity(whole.len());
        for line in lines {
            let gap = self.masked.get(whole.start() + block.len()..line.start())?;
            block.extend(gap.bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }));
            block.push_str(self.masked.get(line.range())?);
        }
        Some((whole, block))
    }
}

/// Whether each line of a block without a language is one of a program: `status: open`, `let x = 3;`, `$ refrain check`.
fn is_code(block: &str) -> bool {
    let code = |line: &str| {
        let key = line.split_once(':').map_or("", |(key, _)| key);
        let is_key = !key.is_empty()
            && key
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-' | '.'));
        is_key
            || line.starts_with(['$', '<', '{', '}', '#'])
            || line.ends_with([';', '{', '}', '('])
            || line.contains("()")
            || line.contains(" = ")
    };
    let mut lines = block.lines().map(str::trim).filter(|l| !l.is_empty()).peekable();
    lines.peek().is_some() && lines.all(code)
}

fn level_of(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

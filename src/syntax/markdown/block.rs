//! A whole Markdown text as HTML blocks.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, LinkType, Parser, Tag, TagEnd};

use crate::limits::MARKDOWN_OUTPUT;

use super::inline::write_bits;
use super::{Links, Masked, escape, is_bare, options};

/// How the headings of a text fit into the page around it.
#[derive(Clone, Copy, Debug)]
pub struct Headings<'a> {
    /// The level that `#` gets, 1 to 6; deeper ones follow, none beyond 6.
    pub first: u8,
    /// What every id begins with, so that two texts on a page have none in common; without it headings have no ids, and
    /// footnotes are not linked.
    pub prefix: Option<&'a str>,
}

impl Default for Headings<'_> {
    fn default() -> Self {
        Self { first: 2, prefix: None }
    }
}

/// Markdown as HTML that is safe in any page. The same text gives the same bytes.
pub fn to_html(markdown: &str, headings: Headings<'_>, links: Links<'_>) -> String {
    if is_bare(markdown) {
        return format!("<p>{}</p>\n", escaped(markdown));
    }
    let masked = Masked::new(markdown);
    let events: Vec<_> = Parser::new_ext(&masked.masked, options()).into_offset_iter().collect();
    let mut writer = Writer {
        masked: &masked,
        headings,
        links,
        out: String::new(),
        open: vec![],
        alignments: vec![],
        column: 0,
        head: false,
        raw: None,
        notes: BTreeMap::new(),
        referenced: BTreeSet::new(),
        ids: BTreeSet::new(),
        repeats: BTreeMap::new(),
        ids_of: heading_ids(&events, &masked),
    };
    let limit = markdown.len().saturating_mul(MARKDOWN_OUTPUT.0).saturating_add(MARKDOWN_OUTPUT.1);
    for (event, range) in &events {
        if writer.out.len() > limit {
            break;
        }
        writer.event(event, range);
    }
    for close in writer.open.iter().rev() {
        writer.out.push_str(close);
    }
    writer.out
}

/// The slug of each heading, in order: its letters and digits in lower case, joined by `-`.
fn heading_ids(
    events: &[(Event<'_>, Range<usize>)],
    masked: &Masked<'_>,
) -> std::collections::VecDeque<String> {
    let mut slugs = std::collections::VecDeque::new();
    let mut slug: Option<String> = None;
    for (event, range) in events {
        match event {
            Event::Start(Tag::Heading { .. }) => slug = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => slugs.extend(slug.take()),
            Event::Text(_) | Event::Code(_) => {
                let text = masked.text.get(range.clone()).unwrap_or("");
                if let Some(slug) = &mut slug {
                    slug.push_str(text);
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some(slug) = &mut slug {
                    slug.push(' ');
                }
            }
            _ => {}
        }
    }
    slugs.into_iter().map(|s| slugged(&s)).collect()
}

fn slugged(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

struct Writer<'m> {
    masked: &'m Masked<'m>,
    headings: Headings<'m>,
    links: Links<'m>,
    out: String,
    /// The end tags of what is open.
    open: Vec<&'static str>,
    alignments: Vec<Alignment>,
    column: usize,
    head: bool,
    /// An HTML block that is shown as text.
    raw: Option<String>,
    /// Footnotes by label, numbered as they are met.
    notes: BTreeMap<String, usize>,
    referenced: BTreeSet<usize>,
    ids: BTreeSet<String>,
    /// How often an id was wanted, so that the next number is known.
    repeats: BTreeMap<String, usize>,
    ids_of: std::collections::VecDeque<String>,
}

impl Writer<'_> {
    fn event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => {
                let bits = self.masked.bits(text, range.clone());
                write_bits(&bits, &mut self.out);
            }
            Event::Code(text) => {
                self.out.push_str("<code>");
                escape(&mut self.out, text);
                self.out.push_str("</code>");
            }
            Event::Html(text) | Event::InlineHtml(text) => match &mut self.raw {
                Some(raw) => raw.push_str(text),
                None => escape(&mut self.out, text),
            },
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak => self.out.push_str("<br>\n"),
            Event::Rule => self.out.push_str("<hr>\n"),
            Event::TaskListMarker(done) => {
                self.out.push_str(if *done {
                    "<span class=\"task\">☑</span> "
                } else {
                    "<span class=\"task\">☐</span> "
                });
            }
            Event::FootnoteReference(label) => {
                let number = self.note(label);
                let link = match self.headings.prefix.map(escaped) {
                    Some(prefix) => {
                        let first = self.referenced.insert(number);
                        let id = if first { format!(" id=\"{prefix}ref-{number}\"") } else { String::new() };
                        format!("<sup><a href=\"#{prefix}note-{number}\"{id}>{number}</a></sup>")
                    }
                    None => format!("<sup>{number}</sup>"),
                };
                self.out.push_str(&link);
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => escape(&mut self.out, text),
        }
    }

    fn open(&mut self, start: &str, end: &'static str) {
        self.out.push_str(start);
        self.open.push(end);
    }

    fn close(&mut self) {
        if let Some(end) = self.open.pop() {
            self.out.push_str(end);
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Paragraph => self.open("<p>", "</p>\n"),
            Tag::Heading { level, .. } => self.heading(*level as u8),
            Tag::BlockQuote(kind) => {
                let start = match kind {
                    None => "<blockquote>\n",
                    Some(BlockQuoteKind::Note) => "<blockquote class=\"note\">\n",
                    Some(BlockQuoteKind::Tip) => "<blockquote class=\"tip\">\n",
                    Some(BlockQuoteKind::Important) => "<blockquote class=\"important\">\n",
                    Some(BlockQuoteKind::Warning) => "<blockquote class=\"warning\">\n",
                    Some(BlockQuoteKind::Caution) => "<blockquote class=\"caution\">\n",
                };
                self.open(start, "</blockquote>\n");
            }
            Tag::CodeBlock(kind) => {
                let language = match kind {
                    CodeBlockKind::Fenced(info) => info.split([' ', ',']).next().unwrap_or(""),
                    CodeBlockKind::Indented => "",
                };
                let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'+';
                if !language.is_empty() && language.bytes().all(plain) {
                    self.open(&format!("<pre><code class=\"language-{language}\">"), "</code></pre>\n");
                } else {
                    self.open("<pre><code>", "</code></pre>\n");
                }
            }
            Tag::HtmlBlock => self.raw = Some(String::new()),
            Tag::List(None) => self.open("<ul>\n", "</ul>\n"),
            Tag::List(Some(1)) => self.open("<ol>\n", "</ol>\n"),
            Tag::List(Some(first)) => self.open(&format!("<ol start=\"{first}\">\n"), "</ol>\n"),
            Tag::Item => self.open("<li>", "</li>\n"),
            Tag::FootnoteDefinition(label) => {
                let number = self.note(label);
                let start = match self.headings.prefix.map(escaped) {
                    Some(prefix) => format!(
                        "<div class=\"footnote\" id=\"{prefix}note-{number}\"><a href=\"#{prefix}ref-{number}\">{number}</a>\n"
                    ),
                    None => format!("<div class=\"footnote\"><sup>{number}</sup>\n"),
                };
                self.open(&start, "</div>\n");
            }
            Tag::Table(alignments) => {
                self.alignments.clone_from(alignments);
                self.open("<table>\n", "</table>\n");
            }
            Tag::TableHead => {
                (self.column, self.head) = (0, true);
                self.open("<thead>\n<tr>", "</tr>\n</thead>\n");
            }
            Tag::TableRow => {
                self.column = 0;
                self.open("<tr>", "</tr>\n");
            }
            Tag::TableCell => self.cell(),
            Tag::Emphasis => self.open("<em>", "</em>"),
            Tag::Strong => self.open("<strong>", "</strong>"),
            Tag::Strikethrough => self.open("<del>", "</del>"),
            Tag::Link { link_type, dest_url, title, .. } => {
                let filled = self.masked.is_filled(dest_url, range);
                let mail = *link_type == LinkType::Email;
                let target = if mail { format!("mailto:{dest_url}") } else { dest_url.to_string() };
                self.link((!filled).then_some(target.as_str()), title);
            }
            _ => self.open("", ""),
        }
    }

    fn end(&mut self, tag: &TagEnd) {
        match tag {
            TagEnd::HtmlBlock => {
                let raw = self.raw.take().unwrap_or_default();
                self.out.push_str("<p class=\"raw\">");
                escape(&mut self.out, raw.trim_end());
                self.out.push_str("</p>\n");
            }
            TagEnd::TableHead => {
                self.close();
                self.head = false;
                self.open("<tbody>\n", "</tbody>\n");
            }
            TagEnd::Table => {
                self.close();
                self.close();
            }
            _ => self.close(),
        }
    }

    fn heading(&mut self, level: u8) {
        let level = (self.headings.first.clamp(1, 6) - 1 + level).min(6);
        let slug = self.ids_of.pop_front().filter(|s| !s.is_empty()).unwrap_or_else(|| "section".to_owned());
        let id = self
            .headings
            .prefix
            .map(|prefix| format!(" id=\"{}\"", escaped(&self.id(&format!("{prefix}{slug}")))));
        let end = ["</h1>\n", "</h2>\n", "</h3>\n", "</h4>\n", "</h5>\n", "</h6>\n"];
        let start = format!("<h{level}{}>", id.unwrap_or_default());
        self.open(&start, end.get(usize::from(level) - 1).copied().unwrap_or("</h6>\n"));
    }

    /// The id itself where it is free, else with the next number.
    fn id(&mut self, base: &str) -> String {
        let mut id = base.to_owned();
        while !self.ids.insert(id.clone()) {
            let number = self.repeats.entry(base.to_owned()).or_insert(1);
            *number += 1;
            id = format!("{base}-{number}");
        }
        id
    }

    fn cell(&mut self) {
        let class = match self.alignments.get(self.column) {
            Some(Alignment::Center) => " class=\"center\"",
            Some(Alignment::Right) => " class=\"right\"",
            _ => "",
        };
        self.column += 1;
        if self.head {
            self.open(&format!("<th scope=\"col\"{class}>"), "</th>");
        } else {
            self.open(&format!("<td{class}>"), "</td>");
        }
    }

    fn link(&mut self, target: Option<&str>, title: &str) {
        let Some(target) = target.and_then(self.links) else { return self.open("", "") };
        let title = if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escaped(title)) };
        self.open(&format!("<a href=\"{}\"{title}>", escaped(&target)), "</a>");
    }

    fn note(&mut self, label: &str) -> usize {
        let next = self.notes.len() + 1;
        *self.notes.entry(label.to_owned()).or_insert(next)
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(&mut out, text);
    out
}

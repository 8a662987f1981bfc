//! Markdown of the messaging as safe HTML: the filters `md`, `line` and `plain` of templates.
//!
//! Raw HTML is shown as text, images as their words, and a link leads to another page of the site, to the web or to a
//! mailbox, or is no link.

use std::fmt::Write as _;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use tera::{Kwargs, State, Tera, Value};

use crate::model::KINDS;

/// What stands in an `href` before a path from the top of the site, until the page that holds it is known. It can occur
/// only where this module writes it, because every other quotation mark is escaped.
pub const FROM_TOP: &str = "=\"refrain:";

/// Registers the filters.
pub fn register(tera: &mut Tera) {
    tera.register_filter("md", |s: &str, _: Kwargs, _: &State| Value::safe_string(&blocks(s, 2)));
    tera.register_filter("line", |s: &str, _: Kwargs, _: &State| Value::safe_string(&line(s)));
    tera.register_filter("plain", |s: &str, _: Kwargs, _: &State| Value::from(plain(s)));
}

/// The text as blocks of HTML; headings go `shift` levels down.
pub fn blocks(text: &str, shift: usize) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    if is_plain(text) {
        out.push_str("<p>");
        escape(&mut out, text);
        out.push_str("</p>\n");
    } else {
        Writer { out: &mut out, shift, inline: false, open: vec![], cells: vec![] }.write(text);
    }
    out
}

/// The text as HTML within one paragraph; blocks become lines.
pub fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    if is_plain(text) {
        escape(&mut out, text);
    } else {
        Writer { out: &mut out, shift: 0, inline: true, open: vec![], cells: vec![] }.write(text);
    }
    while out.ends_with([' ', '\n']) || out.ends_with("<br>") {
        out.truncate(out.trim_end_matches([' ', '\n']).trim_end_matches("<br>").len());
    }
    out
}

/// The words of the text, without any mark.
pub fn plain(text: &str) -> String {
    if is_plain(text) {
        return text.trim().to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for event in Parser::new_ext(text, options()) {
        match event {
            Event::Text(t) | Event::Code(t) | Event::Html(t) | Event::InlineHtml(t) => out.push_str(&t),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            Event::End(end) if is_block(end) && !out.is_empty() && !out.ends_with(' ') => out.push(' '),
            _ => {}
        }
    }
    out.trim_end().to_owned()
}

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH
}

/// Whether Markdown would read the text as one paragraph of bare words.
fn is_plain(text: &str) -> bool {
    let first = text.bytes().next().unwrap_or(b'a');
    let marks = |b: u8| b"*_`[]<>&\\#|~!\n\r\t".contains(&b);
    let opens = first.is_ascii_digit() || b"+-= :".contains(&first);
    !opens && !text.bytes().any(marks)
}

fn is_block(end: TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::Item
            | TagEnd::TableCell
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
    )
}

/// Escapes text for HTML, in elements and in quoted attributes.
pub fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#x27;"),
            // Would turn round or hide what stands beside it.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
}

/// Writes events as HTML, through this one match.
struct Writer<'o> {
    out: &'o mut String,
    shift: usize,
    inline: bool,
    open: Vec<bool>,
    cells: Vec<&'static str>,
}

impl Writer<'_> {
    fn write(mut self, text: &str) {
        for event in Parser::new_ext(text, options()) {
            self.event(event);
        }
    }

    fn event(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(end) => self.end(end),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => escape(self.out, &text),
            Event::Code(text) => {
                self.out.push_str("<code>");
                escape(self.out, &text);
                self.out.push_str("</code>");
            }
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak => self.out.push_str("<br>\n"),
            Event::Rule if !self.inline => self.out.push_str("<hr>\n"),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag) {
        match tag {
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Link { dest_url, .. } => {
                let href = href(dest_url);
                self.open.push(href.is_some());
                if let Some(href) = href {
                    let _ = write!(self.out, "<a href{href}>");
                }
            }
            _ if self.inline => {}
            Tag::Paragraph => self.out.push_str("<p>"),
            Tag::Heading { level, .. } => {
                let _ = write!(self.out, "<h{}>", self.level(*level));
            }
            Tag::BlockQuote(_) => self.out.push_str("<blockquote>\n"),
            Tag::CodeBlock(kind) => {
                self.out.push_str("<pre><code");
                if let CodeBlockKind::Fenced(info) = kind
                    && let Some(language) = info.split_whitespace().next()
                {
                    self.out.push_str(" class=\"language-");
                    escape(self.out, language);
                    self.out.push('"');
                }
                self.out.push('>');
            }
            Tag::List(Some(1)) => self.out.push_str("<ol>\n"),
            Tag::List(Some(n)) => {
                let _ = writeln!(self.out, "<ol start=\"{n}\">");
            }
            Tag::List(None) => self.out.push_str("<ul>\n"),
            Tag::Item => self.out.push_str("<li>"),
            Tag::Table(_) => self.out.push_str("<table>\n"),
            Tag::TableHead => {
                self.cells.push("th");
                self.out.push_str("<thead><tr>");
            }
            Tag::TableRow => self.out.push_str("<tr>"),
            Tag::TableCell => {
                let _ = write!(self.out, "<{}>", self.cells.last().unwrap_or(&"td"));
            }
            _ => {}
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</del>"),
            TagEnd::Link => self.out.push_str(if self.open.pop() == Some(true) { "</a>" } else { "" }),
            _ if self.inline => self.out.push_str(if is_block(end) { "<br>\n" } else { "" }),
            TagEnd::Paragraph => self.out.push_str("</p>\n"),
            TagEnd::Heading(level) => {
                let _ = writeln!(self.out, "</h{}>", self.level(level));
            }
            TagEnd::BlockQuote(_) => self.out.push_str("</blockquote>\n"),
            TagEnd::CodeBlock => self.out.push_str("</code></pre>\n"),
            TagEnd::List(true) => self.out.push_str("</ol>\n"),
            TagEnd::List(false) => self.out.push_str("</ul>\n"),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::Table => self.out.push_str("</tbody></table>\n"),
            TagEnd::TableHead => {
                self.cells.pop();
                self.out.push_str("</tr></thead><tbody>\n");
            }
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            TagEnd::TableCell => {
                let _ = write!(self.out, "</{}>", self.cells.last().unwrap_or(&"td"));
            }
            _ => {}
        }
    }

    fn level(&self, level: HeadingLevel) -> usize {
        (level as usize + self.shift).min(6)
    }
}

/// What follows `href` for a link's destination; nothing where it may not be a link. A destination without a scheme is a
/// path from the top of the site; `claim:refill-rate` is an item of the playbook.
fn href(destination: &str) -> Option<String> {
    let destination = destination.trim();
    let odd = |c: char| c.is_control() || c == '\\' || c.is_whitespace();
    if destination.is_empty() || destination.chars().any(odd) || destination.starts_with("//") {
        return None;
    }
    let mut out = String::from("=\"");
    let scheme = destination.split_once(':').filter(|(s, _)| !s.contains(['/', '#', '?', '.']));
    match scheme {
        Some((scheme, _)) if ["http", "https", "mailto", "tel"].contains(&&*scheme.to_ascii_lowercase()) => {
            escape(&mut out, destination);
        }
        Some((noun, id)) if KINDS.iter().any(|k| k.noun == noun) => {
            out = FROM_TOP.to_owned();
            escape(&mut out, &format!("{noun}/{id}.html"));
        }
        Some(_) => return None,
        None if destination.starts_with('#') => escape(&mut out, destination),
        None => {
            out = FROM_TOP.to_owned();
            escape(&mut out, destination.trim_start_matches("./").trim_start_matches('/'));
        }
    }
    out.push('"');
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_elements_and_html_stays_text() {
        assert_eq!(
            line("62% of **slots** & <b onclick=x>more</b>"),
            "62% of <strong>slots</strong> &amp; &lt;b onclick=x&gt;more&lt;/b&gt;"
        );
        assert_eq!(line("One.\n\nTwo."), "One.<br>\nTwo.");
        assert_eq!(blocks("- a\n- b\n", 2), "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n");
        assert_eq!(blocks("plain words", 2), "<p>plain words</p>\n");
        assert_eq!(blocks("# Top", 2), "<h3>Top</h3>\n");
        assert_eq!(blocks("<script>alert(1)</script>", 0), "&lt;script&gt;alert(1)&lt;/script&gt;");
        assert_eq!(plain("**Bold** [link](x.html)\n\nnext"), "Bold link next");
    }

    #[test]
    fn a_link_leads_to_a_page_the_web_or_a_mailbox_or_is_none() {
        assert_eq!(line("[a](claim:refill-rate)"), "<a href=\"refrain:claim/refill-rate.html\">a</a>");
        assert_eq!(line("[a](/claims.html#x)"), "<a href=\"refrain:claims.html#x\">a</a>");
        assert_eq!(line("[a](https://x.example/?a=1&b)"), "<a href=\"https://x.example/?a=1&amp;b\">a</a>");
        for bad in [
            "javascript:alert(1)",
            "JAVASCRIPT:x",
            "data:text/html,x",
            "//evil.example",
            "vbscript:x",
            "/\\evil",
            "java&#9;script:x",
        ] {
            assert_eq!(line(&format!("[a]({bad})")), "a", "{bad}");
        }
        assert_eq!(line("![alt](javascript:x)"), "alt");
    }
}

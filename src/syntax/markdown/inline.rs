//! Markdown as lines of HTML: a title, a list entry, a table cell of the site.

use pulldown_cmark::{Event, Parser, Tag};

use super::{Bit, Links, Masked, escape, is_bare, options};

/// Markdown as inline HTML that is safe in any page. Paragraphs and list items become lines parted by `<br>`; a `#` or a
/// number at the beginning stays as written.
pub fn to_inline_html(markdown: &str, links: Links<'_>) -> String {
    let mut out = String::with_capacity(markdown.len() + 16);
    if is_bare(markdown) {
        escape(&mut out, markdown);
        return out;
    }
    for line in lines(markdown) {
        if !out.is_empty() {
            out.push_str("<br>\n");
        }
        write_line(&line, links, &mut out);
    }
    out
}

/// The paragraphs and items of a text, each on one line. The mark of an item goes where there are several lines.
fn lines(markdown: &str) -> Vec<String> {
    let (mut lines, mut fresh): (Vec<String>, bool) = (vec![], true);
    for line in markdown.lines().map(str::trim) {
        if line.is_empty() {
            fresh = true;
            continue;
        }
        let item = line.strip_prefix("- ").or(line.strip_prefix("* "));
        match lines.last_mut().filter(|_| !fresh && item.is_none()) {
            Some(last) => {
                last.push(' ');
                last.push_str(line);
            }
            None => lines.push(line.to_owned()),
        }
        fresh = false;
    }
    if lines.len() > 1 {
        for line in &mut lines {
            if let Some(item) = line.strip_prefix("- ").or(line.strip_prefix("* ")) {
                *line = item.to_owned();
            }
        }
    }
    lines
}

fn write_line(line: &str, links: Links<'_>, out: &mut String) {
    // A comma in front keeps the parser from seeing a block, and lets marks behind it open as at a beginning.
    let line = format!(",{line}");
    let masked = Masked::new(&line);
    let begin = out.len();
    let mut open: Vec<&'static str> = vec![];
    for (event, range) in Parser::new_ext(&masked.masked, options()).into_offset_iter() {
        match &event {
            Event::Text(text) => write_bits(&masked.bits(text, range), out),
            Event::Code(text) => {
                out.push_str("<code>");
                escape(out, text);
                out.push_str("</code>");
            }
            Event::Html(text) | Event::InlineHtml(text) => escape(out, text),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            Event::Start(tag) => {
                let (start, end) = match tag {
                    Tag::Emphasis => ("<em>", "</em>"),
                    Tag::Strong => ("<strong>", "</strong>"),
                    Tag::Strikethrough => ("<del>", "</del>"),
                    Tag::Link { dest_url, .. } if !masked.is_filled(dest_url, &range) => {
                        match links(dest_url) {
                            Some(target) => {
                                out.push_str("<a href=\"");
                                escape(out, &target);
                                ("\">", "</a>")
                            }
                            None => ("", ""),
                        }
                    }
                    _ => ("", ""),
                };
                out.push_str(start);
                open.push(end);
            }
            Event::End(_) => out.push_str(open.pop().unwrap_or("")),
            _ => {}
        }
    }
    if out.get(begin..).is_some_and(|o| o.starts_with(',')) {
        out.remove(begin);
    }
}

/// Writes running text, with template values marked.
pub(super) fn write_bits(bits: &[Bit<'_>], out: &mut String) {
    for bit in bits {
        match bit {
            Bit::Text(text) => escape(out, text),
            Bit::Slot(value) => {
                out.push_str("<span class=\"slot\">");
                escape(out, value);
                out.push_str("</span>");
            }
        }
    }
}

//! Markdown as one line of HTML: a title, a list entry, a table cell of the site.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::{Bit, Masked, escape, options, safe_target};

/// Markdown as inline HTML that is safe in any page. There are no blocks in it: line breaks are blanks, `#` and `-` at its
/// beginning stay as written. Without `links` their text is kept alone, for a place that is a link already.
pub fn to_inline_html(markdown: &str, links: bool) -> String {
    // A comma in front keeps the parser from seeing a block, and lets marks behind it open as at a beginning.
    let line = format!(",{}", markdown.trim().replace(['\n', '\r'], " "));
    let masked = Masked::new(&line);
    let mut out = String::new();
    let mut open: Vec<&'static str> = vec![];
    let mut images = 0;
    for (event, range) in Parser::new_ext(&masked.masked, options()).into_offset_iter() {
        let (start, end) = match &event {
            Event::Text(text) => {
                let bits = masked.bits(text, range.clone());
                let before = out.len();
                if images == 0 {
                    write_bits(&bits, &mut out);
                } else {
                    escape(masked.text.get(range.clone()).unwrap_or(""), &mut out);
                }
                if range.start == 0 && out.get(before..).is_some_and(|o| o.starts_with(',')) {
                    out.remove(before);
                }
                continue;
            }
            Event::Code(text) => {
                out.push_str("<code>");
                escape(text, &mut out);
                out.push_str("</code>");
                continue;
            }
            Event::Html(text) | Event::InlineHtml(text) => {
                escape(text, &mut out);
                continue;
            }
            Event::SoftBreak | Event::HardBreak => {
                out.push(' ');
                continue;
            }
            Event::Start(Tag::Emphasis) => ("<em>".to_owned(), "</em>"),
            Event::Start(Tag::Strong) => ("<strong>".to_owned(), "</strong>"),
            Event::Start(Tag::Strikethrough) => ("<del>".to_owned(), "</del>"),
            Event::Start(Tag::Link { dest_url, .. }) => {
                let safe = safe_target(dest_url).filter(|_| links && !masked.is_filled(dest_url, &range));
                match safe {
                    Some(target) => {
                        let mut start = "<a href=\"".to_owned();
                        escape(target, &mut start);
                        (start + "\">", "</a>")
                    }
                    None => (String::new(), ""),
                }
            }
            Event::Start(tag) => {
                images += usize::from(matches!(tag, Tag::Image { .. }));
                (String::new(), "")
            }
            Event::End(tag) => {
                images -= usize::from(matches!(tag, TagEnd::Image));
                out.push_str(open.pop().unwrap_or(""));
                continue;
            }
            _ => continue,
        };
        out.push_str(&start);
        open.push(end);
    }
    out
}

/// Writes running text, with template values marked.
pub(super) fn write_bits(bits: &[Bit<'_>], out: &mut String) {
    for bit in bits {
        match bit {
            Bit::Text(text) => escape(text, out),
            Bit::Slot(value) => {
                out.push_str("<span class=\"slot\">");
                escape(value, out);
                out.push_str("</span>");
            }
        }
    }
}

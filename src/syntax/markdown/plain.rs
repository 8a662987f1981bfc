//! Markdown as plain text on one line: for the search index, a title, a description.

use pulldown_cmark::{Event, Parser, TagEnd};

use super::{Bit, Masked, is_bare, options};

/// The words of Markdown without any mark, on one line. Code, HTML and template values stay as written.
pub fn to_plain(markdown: &str) -> String {
    if is_bare(markdown) {
        return markdown.to_owned();
    }
    let masked = Masked::new(markdown);
    let mut out = String::with_capacity(markdown.len());
    for (event, range) in Parser::new_ext(&masked.masked, options()).into_offset_iter() {
        match &event {
            Event::Text(text) => {
                for bit in masked.bits(text, range) {
                    let (Bit::Text(text) | Bit::Slot(text)) = bit;
                    push_words(&mut out, text);
                }
            }
            Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => push_words(&mut out, text),
            Event::SoftBreak | Event::HardBreak => push_words(&mut out, " "),
            Event::End(end) if is_block(*end) => push_words(&mut out, " "),
            _ => {}
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Appends text with each run of white space as one blank.
fn push_words(out: &mut String, text: &str) {
    let mut words = text.split(char::is_whitespace);
    out.push_str(words.next().unwrap_or(""));
    for word in words {
        if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
        out.push_str(word);
    }
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

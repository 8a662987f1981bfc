//! Markdown as plain text: for the search index, a mail, a description.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::{Bit, Masked, options};

/// Markdown as plain text: paragraphs parted by a blank line, items with `- ` or their number, cells with ` | `. Marks of
/// emphasis and link targets are gone; code, HTML and template values stay as written.
pub fn to_plain(markdown: &str) -> String {
    let masked = Masked::new(markdown);
    let mut out = String::new();
    // The numbers of open ordered lists; nothing for a list without numbers.
    let mut lists: Vec<Option<u64>> = vec![];
    for (event, range) in Parser::new_ext(&masked.masked, options()).into_offset_iter() {
        match &event {
            Event::Text(text) => {
                for bit in masked.bits(text, range.clone()) {
                    let (Bit::Text(text) | Bit::Slot(text)) = bit;
                    out.push_str(text);
                }
            }
            Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => out.push_str(text),
            Event::SoftBreak => out.push(' '),
            Event::HardBreak => out.push('\n'),
            Event::Start(Tag::List(first)) => {
                end_line(&mut out);
                lists.push(*first);
            }
            Event::End(TagEnd::List(_)) => {
                lists.pop();
                if lists.is_empty() {
                    end_block(&mut out);
                }
            }
            Event::Start(Tag::Item) => {
                end_line(&mut out);
                let depth = lists.len().saturating_sub(1).min(16);
                out.push_str(&"  ".repeat(depth));
                match lists.last_mut() {
                    Some(Some(number)) => {
                        out.push_str(&format!("{number}. "));
                        *number = number.saturating_add(1);
                    }
                    _ => out.push_str("- "),
                }
            }
            Event::End(TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead) => end_line(&mut out),
            Event::End(TagEnd::Paragraph) if !lists.is_empty() => end_line(&mut out),
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::CodeBlock
                | TagEnd::HtmlBlock
                | TagEnd::Table
                | TagEnd::BlockQuote(_)
                | TagEnd::FootnoteDefinition,
            ) => end_block(&mut out),
            Event::Start(Tag::TableCell) if !out.is_empty() && !out.ends_with('\n') => out.push_str(" | "),
            _ => {}
        }
    }
    out.truncate(out.trim_end().len());
    out
}

fn end_line(out: &mut String) {
    out.truncate(out.trim_end_matches(' ').len());
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

fn end_block(out: &mut String) {
    end_line(out);
    if !out.is_empty() && !out.ends_with("\n\n") {
        out.push('\n');
    }
}

//! Markdown as safe HTML for the playbook site, as plain text, and as runs for documents. Copy is read elsewhere, with its places.
//!
//! HTML in Markdown is shown as text, never passed on; an image is told by its words. A link leads where the caller's
//! [`Links`] say, or is none. Template values (`{{first_name}}`) become `<span class="slot">`. Output is bounded by
//! [`MARKDOWN_OUTPUT`](crate::limits::MARKDOWN_OUTPUT), and every element that was opened is closed.

mod block;
mod inline;
mod plain;
mod runs;

pub use block::{Headings, to_html};
pub use inline::to_inline_html;
pub use plain::to_plain;
pub use runs::{Mark, Paragraph, Run, to_paragraphs};

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CowStr, Options};

use super::tags::{self, Dialect, Kind, Tag};

/// Whether a fenced block holds prose, by what stands behind its opening fence.
pub fn holds_prose(info: &str) -> bool {
    let language = info.trim().split([' ', ',', '{']).next().unwrap_or("");
    ["", "text", "txt", "plain", "plaintext", "email", "mail"]
        .iter()
        .any(|l| language.eq_ignore_ascii_case(l))
}

/// What is read beside CommonMark: tables, strikethrough, footnotes, task lists, heading attributes, alert boxes.
/// Metadata blocks are never read, and punctuation stays as written.
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
}

/// The target of a link if a page may hold it: `http`, `https`, `mailto`, `tel`, relative, or `#`. A browser drops control
/// characters and takes `\` for `/`, so a target that has one is refused.
pub fn safe_target(target: &str) -> Option<&str> {
    let target = target.trim();
    if target.contains(|c: char| c.is_control() || c == '\\') || target.starts_with("//") {
        return None;
    }
    let head = target.split(['/', '?', '#']).next().unwrap_or("");
    match head.split_once(':') {
        None => Some(target),
        Some((scheme, _)) => ["http", "https", "mailto", "tel"]
            .iter()
            .any(|s| scheme.eq_ignore_ascii_case(s))
            .then_some(target),
    }
}

/// Where a link leads: the `href` for a target as it was written, or nothing where it may not be a link.
pub type Links<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Links to the web, to a mailbox, to a telephone and within the site, by [`safe_target`].
pub fn web_links(target: &str) -> Option<String> {
    safe_target(target).map(str::to_owned)
}

/// Appends text for HTML, in elements and in quoted attributes.
pub fn escape(out: &mut String, text: &str) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate().filter(|(_, byte)| ESCAPED[usize::from(*byte)]) {
        let (escaped, length) = match byte {
            b'&' => ("&amp;", 1),
            b'<' => ("&lt;", 1),
            b'>' => ("&gt;", 1),
            b'"' => ("&quot;", 1),
            b'\'' => ("&#x27;", 1),
            // Would turn round or hide what stands beside it.
            _ => match text.get(at..).and_then(|rest| rest.chars().next()) {
                Some('\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') => ("\u{fffd}", 3),
                _ => continue,
            },
        };
        out.push_str(text.get(from..at).unwrap_or(""));
        out.push_str(escaped);
        from = at + length;
    }
    out.push_str(text.get(from..).unwrap_or(""));
}

/// The bytes that are escaped, and the first byte of the characters that are.
const ESCAPED: [bool; 256] = among(b"&<>\"'\xe2");

/// A table of bytes that tells in one step whether a byte is one of these.
pub const fn among(bytes: &[u8]) -> [bool; 256] {
    let (mut table, mut at) = ([false; 256], 0);
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
}

/// The bytes that may mean something to Markdown, or to a template, wherever they stand.
const MARKS: [bool; 256] = among(b"*_`[]<>&\\#|~!{}%$\n\r\t");

/// Whether Markdown would read the text as one paragraph of bare words. Most texts of a site are.
fn is_bare(text: &str) -> bool {
    let first = text.bytes().next().unwrap_or(b'a');
    let opens = first.is_ascii_digit() || b"+-= :".contains(&first);
    !opens && !text.ends_with(' ') && !text.bytes().any(|b| MARKS[usize::from(b)])
}

/// A Markdown text whose template values are masked while it is parsed.
struct Masked<'m> {
    text: &'m str,
    masked: Cow<'m, str>,
    values: Vec<Tag>,
}

/// Whether a text has any of the bytes that a template value begins with: most have none and need no scan.
fn may_hold_values(text: &str) -> bool {
    let mut before = 0;
    text.bytes().any(|byte| {
        let double = std::mem::replace(&mut before, byte);
        match byte {
            b'{' | b'$' | b'<' => true,
            b'|' => double == b'*',
            b'%' => double == b'%',
            _ => false,
        }
    })
}

/// A stretch of running text.
enum Bit<'m> {
    Text(&'m str),
    /// A template value, marks included.
    Slot(&'m str),
}

impl<'m> Masked<'m> {
    fn new(text: &'m str) -> Self {
        if !may_hold_values(text) {
            return Self { text, masked: Cow::Borrowed(text), values: vec![] };
        }
        let mut values = tags::find(text, Dialect::Markdown);
        values.retain(|t| t.kind == Kind::Value);
        let masked = Cow::Owned(tags::mask(text, &values));
        Self { text, masked, values }
    }

    /// The text of an event as it was before masking. `from` is added to the event's range by the caller.
    fn bits<'a>(&'a self, text: &'a str, range: Range<usize>) -> Vec<Bit<'a>> {
        if self.masked.get(range.clone()) != Some(text) {
            return vec![Bit::Text(text)];
        }
        let first = self.values.partition_point(|t| t.span.end() <= range.start);
        let (mut bits, mut at) = (vec![], range.start);
        for tag in self.values.iter().skip(first).take_while(|t| t.span.start() < range.end) {
            bits.extend(self.text.get(at..tag.span.start()).map(Bit::Text));
            // A value that began in the event before was written there.
            if tag.span.start() >= range.start {
                bits.extend(self.text.get(tag.span.range()).map(Bit::Slot));
            }
            at = tag.span.end();
        }
        bits.extend(self.text.get(at..range.end).map(Bit::Text));
        bits
    }

    /// Whether a link's target may hold a template value: then it is none that a page can have.
    fn is_filled(&self, target: &CowStr<'_>, link: &Range<usize>) -> bool {
        let within = match target {
            CowStr::Borrowed(target) => {
                let at = (target.as_ptr() as usize).wrapping_sub(self.masked.as_ptr() as usize);
                if at < self.masked.len() { at..at + target.len() } else { link.clone() }
            }
            _ => link.clone(),
        };
        let first = self.values.partition_point(|t| t.span.end() <= within.start);
        self.values.get(first).is_some_and(|t| t.span.start() < within.end)
    }
}

#[cfg(test)]
mod tests;

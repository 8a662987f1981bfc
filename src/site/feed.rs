//! The feed of changes (Atom, RFC 4287): an entry for each commit that changed messaging, the newest first.
//!
//! An entry's id is made from its commit, so it stays the same wherever the site lies and whenever it is built.

use std::fmt::Write;

use super::edition::Edition;
use super::news;
use super::prose::escape;
use crate::analyze::{became, told};
use crate::history::{ItemChange, Piece, Step};
use crate::model::KINDS;

/// Where it lies in the site.
pub const PATH: &str = "feed.xml";

/// How many entries it has.
const ENTRIES: usize = 50;
/// How many items of one commit an entry names.
const ITEMS: usize = 20;

/// The feed of an edition; `base` is the site's address, with `/` at its end. Nothing where there is nothing to tell.
pub fn feed(edition: &Edition, base: &str) -> Option<Vec<u8>> {
    let steps = edition.news.steps;
    let (first, last) = (steps.first()?, steps.last()?);
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n",
    );
    let audience = edition.options.audience.as_deref();
    // An edition is a feed of its own, because its entries tell less.
    let own =
        xxhash_rust::xxh3::xxh3_128(format!("{} {}", first.commit.id, audience.unwrap_or("")).as_bytes());
    element(&mut xml, "id", &urn(&format!("{own:032x}")));
    let title = edition.project.config.title();
    element(&mut xml, "title", &format!("{title}: what changed"));
    element(&mut xml, "updated", &moment(last));
    link(&mut xml, "self", &format!("{base}{PATH}"), "application/atom+xml");
    link(&mut xml, "alternate", &format!("{base}changes.html"), "text/html");
    let _ = writeln!(xml, "<generator version=\"{0}\">refrain</generator>", env!("CARGO_PKG_VERSION"));
    for (at, step) in steps.iter().enumerate().rev().take(ENTRIES) {
        entry(&mut xml, edition, base, at, step);
    }
    xml.push_str("</feed>\n");
    Some(xml.into_bytes())
}

fn entry(xml: &mut String, edition: &Edition, base: &str, at: usize, step: &Step) {
    xml.push_str("<entry>\n");
    element(xml, "id", &urn(&step.commit.id));
    let title = match step.commit.subject.trim() {
        "" => format!("{} changed", count(step.items.len())),
        subject => subject.to_owned(),
    };
    element(xml, "title", &title);
    element(xml, "updated", &moment(step));
    xml.push_str("<author>");
    let by = if step.commit.by.trim().is_empty() { "unknown" } else { &step.commit.by };
    element(xml, "name", by);
    xml.push_str("</author>\n");
    link(xml, "alternate", &format!("{base}{}", edition.news.url_of(at)), "text/html");
    for kind in KINDS.iter().filter(|k| step.items.iter().any(|change| change.kind == k.key)) {
        let _ = writeln!(xml, "<category term=\"{}\" label=\"{}\"/>", kind.key, kind.label);
    }
    let mut html = String::from("<ul>");
    step.items.iter().take(ITEMS).for_each(|change| item(&mut html, edition, base, change));
    html.push_str("</ul>");
    if step.items.len() > ITEMS {
        let _ = write!(html, "<p>and {} more</p>", count(step.items.len() - ITEMS));
    }
    xml.push_str("<content type=\"html\">");
    put(xml, &html);
    xml.push_str("</content>\n</entry>\n");
}

/// A change of an item as an entry of a list.
fn item(html: &mut String, edition: &Edition, base: &str, change: &ItemChange) {
    html.push_str("<li>");
    let label = KINDS.iter().find(|k| k.key == change.kind).map_or("", |k| k.label.trim_end_matches('s'));
    let _ = write!(html, "{label} ");
    let title = news::title_of(change);
    match edition.page_of(change.kind, &change.id) {
        Some(url) => {
            html.push_str("<a href=\"");
            put(html, base);
            put(html, url);
            html.push_str("\">");
            put(html, &title);
            html.push_str("</a>");
        }
        None => put(html, &title),
    }
    let _ = write!(html, " {}", became(change).name());
    for field in told(change).into_iter().take(4) {
        html.push_str("<br>");
        put(html, &news::field_title(&field.field));
        html.push(':');
        for piece in crate::analyze::wording(field) {
            let (open, text, close) = match &piece {
                Piece::Same(text) => (" ", text, ""),
                Piece::Was(text) => (" <del>", text, "</del>"),
                Piece::Now(text) => (" <ins>", text, "</ins>"),
            };
            html.push_str(open);
            put(html, text);
            html.push_str(close);
        }
    }
    html.push_str("</li>");
}

fn count(number: usize) -> String {
    format!("{number} {}", if number == 1 { "item" } else { "items" })
}

fn element(xml: &mut String, name: &str, text: &str) {
    let _ = write!(xml, "<{name}>");
    put(xml, text);
    let _ = writeln!(xml, "</{name}>");
}

fn link(xml: &mut String, rel: &str, href: &str, kind: &str) {
    let _ = write!(xml, "<link rel=\"{rel}\" type=\"{kind}\" href=\"");
    put(xml, href);
    xml.push_str("\"/>\n");
}

/// Text for XML: marks escaped, and characters that XML 1.0 has no way to write left out.
fn put(xml: &mut String, text: &str) {
    let allowed = |c: &char| match *c {
        '\t' | '\n' | '\r' => true,
        c => c >= ' ' && !matches!(c, '\u{FFFE}' | '\u{FFFF}'),
    };
    escape(xml, &text.chars().filter(allowed).collect::<String>());
}

/// A moment as RFC 3339 has it.
fn moment(step: &Step) -> String {
    let moment = jiff::Timestamp::from_second(step.commit.at).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    moment.to_string()
}

/// A name that stays: a UUID of version 8 (RFC 9562) from the first digits of a digest.
fn urn(digest: &str) -> String {
    let digit =
        |at: usize| digest.get(at..=at).filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit())).unwrap_or("0");
    let mut name = String::from("urn:uuid:");
    for at in 0..32 {
        if matches!(at, 8 | 12 | 16 | 20) {
            name.push('-');
        }
        name.push_str(match at {
            12 => "8",
            16 => match digit(16) {
                "0" | "4" | "8" | "c" => "8",
                "1" | "5" | "9" | "d" => "9",
                "2" | "6" | "a" | "e" => "a",
                _ => "b",
            },
            at => digit(at),
        });
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_uuid_and_hostile_text_stays_text() {
        let name = urn("5ca9a91d2f3e4b5a6c7d8e9f0a1b2c3d4e5f6071");
        assert_eq!(name, "urn:uuid:5ca9a91d-2f3e-8b5a-ac7d-8e9f0a1b2c3d");
        let mut xml = String::new();
        put(&mut xml, "a<b>&\u{8}\"c\u{FFFF}");
        assert_eq!(xml, "a&lt;b&gt;&amp;&quot;c");
    }
}

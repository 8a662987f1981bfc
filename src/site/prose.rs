//! Markdown of the messaging as safe HTML: the filters `md`, `line` and `plain` of templates.
//!
//! Raw HTML is shown as text, images as their words, and a link leads to another page of the site, to the web or to a
//! mailbox, or is no link.

use tera::{Kwargs, State, Tera, Value};

use crate::model::KINDS;
use crate::shape::is_slug;
use crate::syntax::markdown::{self, Headings};

pub use crate::syntax::markdown::escape;

/// What stands in an `href` before a path from the top of the site, until the page that holds it is known. It can occur
/// only where this module writes it, because every other quotation mark is escaped.
pub const FROM_TOP: &str = "=\"refrain:";
/// The same without the quotation mark. No content can write it: `refrain` is no scheme a link may have.
const TOP: &str = "refrain:";

/// The names of the filters.
pub const FILTERS: &[&str] = &["line", "md", "plain"];

/// Registers the filters.
pub fn register(tera: &mut Tera) {
    tera.register_filter("md", |s: &str, _: Kwargs, _: &State| Value::safe_string(&blocks(s, 2)));
    tera.register_filter("line", |s: &str, _: Kwargs, _: &State| Value::safe_string(&line(s)));
    tera.register_filter("plain", |s: &str, _: Kwargs, _: &State| Value::from(plain(s)));
}

/// The text as blocks of HTML; headings go `shift` levels down.
pub fn blocks(text: &str, shift: u8) -> String {
    if is_bare(text) {
        return format!("<p>{}</p>\n", line(text));
    }
    markdown::to_html(text, Headings { first: 1 + shift, prefix: None }, &href)
}

/// The text as HTML within one paragraph; blocks become lines.
pub fn line(text: &str) -> String {
    if is_bare(text) {
        let mut out = String::with_capacity(text.len() + 16);
        escape(&mut out, text);
        return out;
    }
    markdown::to_inline_html(text, &href)
}

/// The words of the text on one line, without any mark.
pub fn plain(text: &str) -> String {
    if is_bare(text) {
        return text.trim_end().to_owned();
    }
    let plain = markdown::to_plain(text);
    if is_tidy(&plain) { plain } else { plain.split_whitespace().collect::<Vec<_>>().join(" ") }
}

/// The beginning of a plain text, cut between two words where it has more than so many characters.
pub fn shortened(text: &str, most: usize) -> String {
    let Some((cut, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let beginning = text.get(..cut).unwrap_or(text);
    let whole = match text.get(cut..) {
        Some(rest) if rest.starts_with(' ') => beginning,
        _ => beginning.rsplit_once(' ').map_or(beginning, |(whole, _)| whole),
    };
    format!(
        "{}\u{2026}",
        whole.trim_end_matches(|c: char| !c.is_alphanumeric() && !")%\"'\u{201d}".contains(c))
    )
}

/// Whether words are parted by single blanks, and nothing stands before the first or behind the last.
pub fn is_tidy(text: &str) -> bool {
    let mut before = ' ';
    let mut part = |c: char| {
        let double = std::mem::replace(&mut before, c) == ' ';
        !c.is_whitespace() || (c == ' ' && !double)
    };
    text.chars().all(&mut part) && before != ' '
}

/// The bytes that may mean something to Markdown wherever they stand.
const MARKS: [bool; 256] = markdown::among(b"*_`[]<>&\\#|~!{}@\n\r\t");

/// Whether Markdown would read the text as one paragraph of bare words; most texts of a playbook are, and need no parser.
fn is_bare(text: &str) -> bool {
    let bytes = text.as_bytes();
    let first = bytes.first().copied().unwrap_or(b' ');
    let opens = first.is_ascii_digit() || b"+-= :".contains(&first);
    let mut before = 0;
    let mut bare = |byte: u8| {
        let doubled = byte == before && (byte == b'%' || byte == b' ');
        before = byte;
        !doubled && !MARKS[usize::from(byte)]
    };
    !opens && bytes.iter().all(|byte| bare(*byte))
}

/// Where a link leads; nothing where it may not be a link. A destination without a scheme is a path from the top of the
/// site; `claim:refill-rate` is an item of the playbook.
fn href(destination: &str) -> Option<String> {
    let destination = destination.trim();
    if destination.is_empty() || destination.contains(char::is_whitespace) {
        return None;
    }
    if let Some((noun, id)) = destination.split_once(':')
        && KINDS.iter().any(|k| k.noun == noun)
    {
        return is_slug(id).then(|| format!("{TOP}{noun}/{id}.html"));
    }
    let target = markdown::safe_target(destination)?;
    let own = !target.starts_with('#') && !target.split(['/', '?', '#']).next()?.contains(':');
    let path = || target.trim_start_matches("./").trim_start_matches('/');
    Some(if own { format!("{TOP}{}", path()) } else { target.to_owned() })
}

/// Where a link of the messaging leads for a reader outside the site: pages of the site are reached by its address on the
/// web, with `/` at the end; where it has none they are no links.
pub fn link_from_outside(destination: &str, base: Option<&str>) -> Option<String> {
    let target = href(destination)?;
    match target.strip_prefix(TOP) {
        Some(path) => base.map(|base| format!("{base}{path}")),
        None => (!target.starts_with('#')).then_some(target),
    }
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
        assert_eq!(
            blocks("<script>alert(1)</script>", 0),
            "<p class=\"raw\">&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"
        );
        assert_eq!(plain("**Bold** [link](x.html)\n\nnext"), "Bold link next");
    }

    #[test]
    fn bare_words_are_written_as_the_parser_would_have_them() {
        for text in ["Plain words.", "It's \"so\", 5 of 62% - fine; a+b = c", "é ü 見積り"] {
            assert!(is_bare(text), "{text}");
            assert_eq!(line(text), markdown::to_inline_html(text, &href));
            assert_eq!(blocks(text, 2), markdown::to_html(text, Headings { first: 3, prefix: None }, &href));
            assert_eq!(plain(text), markdown::to_plain(text));
        }
        for text in
            ["- a", "1. x", "a@b.example", "%%name%%", "{{name}}", "a & b", "one\n\ntwo", "# x", "a *b*"]
        {
            assert!(!is_bare(text), "{text}");
        }
    }

    #[test]
    fn a_long_text_is_cut_between_two_words() {
        assert_eq!(shortened("Live in 14 days", 15), "Live in 14 days");
        assert_eq!(shortened("Live in 14 days", 14), "Live in 14…");
        assert_eq!(shortened("Live in 14 days", 10), "Live in 14…");
        assert_eq!(shortened("Late, as ever", 6), "Late…");
        assert_eq!(shortened("Rechnungsverzug", 8), "Rechnung…");
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
            "claim:../../x",
            "claim:x\"y",
        ] {
            assert_eq!(line(&format!("[a]({bad})")), "a", "{bad}");
        }
        assert_eq!(line("![alt](javascript:x)"), "alt");
        assert_eq!(line("{{vans}} vans"), "<span class=\"slot\">{{vans}}</span> vans");
    }
}

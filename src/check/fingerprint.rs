//! Fingerprints: the same finding bears the same one when lines around it move.

use std::collections::BTreeMap;

use xxhash_rust::xxh3::xxh3_128;

use crate::finding::Finding;
use crate::text::Span;

/// Sets the fingerprint of each finding from its path, rule, item, match, the words around it, and, where all of these
/// are equal, its number. The findings must be sorted.
pub(super) fn set(findings: &mut [Finding]) {
    let mut seen: BTreeMap<u128, u32> = BTreeMap::new();
    for finding in findings {
        let place = &finding.place;
        let source = place.source();
        let line = source.line_span(source.line_of(place.first().start()));
        let (before, after) = around(source.text(), line, place.first());
        let object = finding.object.as_ref().map_or(String::new(), |o| format!("{}/{}", o.kind, o.id));
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let parts = [place.path(), finding.rule, &object, &words(&place.text()), &before, &after].join("\0");
        let base = xxh3_128(parts.as_bytes());
        let ordinal = seen.entry(base).or_default();
        finding.fingerprint = format!("{:032x}", xxh3_128(format!("{parts}\0{ordinal}").as_bytes()));
        *ordinal += 1;
    }
}

/// How many words on each side tell one match from another.
const WORDS: usize = 5;
/// How many bytes on each side are looked at, so that a long line costs no more than a short one.
const BYTES: usize = 200;

/// The words before and after a match on its line.
fn around(text: &str, line: Span, matched: Span) -> (String, String) {
    let (mut from, mut to) =
        (matched.start().saturating_sub(BYTES).max(line.start()), (matched.end() + BYTES).min(line.end()));
    while !text.is_char_boundary(from) {
        from += 1;
    }
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let mut before: Vec<&str> =
        text.get(from..matched.start()).unwrap_or("").split_whitespace().rev().take(WORDS).collect();
    before.reverse();
    let after: Vec<&str> = text.get(matched.end()..to).unwrap_or("").split_whitespace().take(WORDS).collect();
    (before.join(" "), after.join(" "))
}

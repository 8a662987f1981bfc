//! Fingerprints: the same finding bears the same one when lines around it move.

use std::collections::BTreeMap;

use xxhash_rust::xxh3::xxh3_128;

use crate::finding::Finding;
use crate::text::Span;

/// By what a finding is known again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Print {
    /// Path, rule, item, match, the words on both sides, and, where all of these are equal, its number.
    pub whole: String,
    /// The same with the words before the match only, and without a number.
    pub before: u128,
    /// The same with the words behind the match only.
    pub behind: u128,
}

/// Sets the fingerprint of each finding. The findings must be sorted.
pub(super) fn set(findings: &mut [Finding]) {
    let all = of(findings.iter(), &str::to_owned);
    for (finding, print) in findings.iter_mut().zip(all) {
        finding.fingerprint = print.whole;
    }
}

/// The prints of sorted findings, as if each file had the path that `path` gives it.
pub(super) fn of<'f>(
    findings: impl Iterator<Item = &'f Finding>,
    path: &dyn Fn(&str) -> String,
) -> Vec<Print> {
    let mut seen: BTreeMap<u128, u32> = BTreeMap::new();
    let mut all = vec![];
    for finding in findings {
        let place = &finding.place;
        let source = place.source();
        let line = source.line_span(source.line_of(place.first().start()));
        // A finding about a whole file stands before its first word, whichever that is.
        let empty = place.spans().all(Span::is_empty);
        let (before, after) =
            if empty { Default::default() } else { around(source.text(), line, place.first()) };
        let object = finding.object.as_ref().map_or(String::new(), |o| format!("{}/{}", o.kind, o.id));
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let base = [&path(place.path()), finding.rule, &object, &words(&place.text())].join("\0");
        let half = |side: &str, words: &str| xxh3_128(format!("{base}\0{side}\0{words}").as_bytes());
        let (half_before, half_behind) = (half("before", &before), half("behind", &after));
        let parts = [base.as_str(), &before, &after].join("\0");
        let ordinal = seen.entry(xxh3_128(parts.as_bytes())).or_default();
        let whole = format!("{:032x}", xxh3_128(format!("{parts}\0{ordinal}").as_bytes()));
        *ordinal += 1;
        all.push(Print { whole, before: half_before, behind: half_behind });
    }
    all
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

//! Fingerprints: the same finding bears the same one when lines around it move.

use std::collections::BTreeMap;

use xxhash_rust::xxh3::xxh3_128;

use crate::finding::Finding;

/// Sets the fingerprint of each finding from its path, rule, item, match, the words around it, and, where all of these
/// are equal, its number. The findings must be sorted.
pub(super) fn set(findings: &mut [Finding]) {
    let mut seen: BTreeMap<u128, u32> = BTreeMap::new();
    for finding in findings {
        let place = &finding.place;
        let source = place.source();
        let line = source.slice(source.line_span(source.line_of(place.first().start())));
        let object = finding.object.as_ref().map_or(String::new(), |o| format!("{}/{}", o.kind, o.id));
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let parts = [place.path(), finding.rule, &object, &words(&place.text()), &words(line)].join("\0");
        let base = xxh3_128(parts.as_bytes());
        let ordinal = seen.entry(base).or_default();
        finding.fingerprint = format!("{:032x}", xxh3_128(format!("{parts}\0{ordinal}").as_bytes()));
        *ordinal += 1;
    }
}

//! The search index: which items hold which terms, as one classic script that also loads from `file://`.
//!
//! The format and the rules for terms are told at the top of `themes/default/assets/search.js`, which reads it; a change
//! here is a change there. Items and terms are written in one order only, so equal input gives equal bytes.

use std::collections::HashMap;

use rayon::prelude::*;
use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

/// One thing that can be found.
#[derive(Clone, Debug, Default)]
pub struct Item {
    /// What it is called.
    pub title: String,
    /// Where it is, from the top of the site.
    pub url: String,
    /// The id of its kind, one of `Labels::kinds`.
    pub kind: String,
    /// For each facet, in the order of `Labels::facets`, the ids of the values it has.
    pub facets: Vec<Vec<String>>,
    /// Other names, and the words buyers use for it.
    pub words: Vec<String>,
    /// The rest of its text, plain.
    pub body: String,
    /// A line or two to show with it.
    pub excerpt: String,
}

/// An id and what it is called.
pub type Label = (String, String);

/// What the numbers in the index stand for.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    /// Kinds of items; among equals the first goes first.
    pub kinds: Vec<Label>,
    /// Facets (persona, stage, team) with their values.
    pub facets: Vec<(Label, Vec<Label>)>,
}

/// A term longer than this is cut: nobody types more, and a pasted blob must not fill the index.
const MAX_TERM_CHARS: usize = 40;
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const BASE_36: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// Title, place, kind, facet values, excerpt.
type Entry<'a> = (&'a str, &'a str, usize, Vec<Vec<usize>>, &'a str);

#[derive(Serialize)]
struct Script<'a> {
    v: u8,
    kinds: &'a [Label],
    facets: Vec<(&'a str, &'a str, &'a [Label])>,
    items: Vec<Entry<'a>>,
    terms: String,
    posts: String,
}

/// The bytes of `search-index.js`. An item of an unknown kind goes with the last kind, an unknown facet value is left out.
pub fn index(labels: &Labels, items: &[Item]) -> Vec<u8> {
    let found: Vec<Vec<(String, u32)>> = items.par_iter().map(item_terms).collect();
    let mut posts: HashMap<&str, Vec<(u32, u32)>> = HashMap::new();
    for (number, terms) in (0u32..).zip(&found) {
        for (term, field) in terms {
            let list = posts.entry(term).or_default();
            // Fields come best first, so that the first posting of an item is the one to keep.
            if list.last().is_none_or(|(last, _)| *last != number) {
                list.push((number, *field));
            }
        }
    }
    let mut posts: Vec<(&str, Vec<(u32, u32)>)> = posts.into_iter().collect();
    posts.par_sort_unstable_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));

    let kind = |id: &str| {
        labels.kinds.iter().position(|(k, _)| k == id).unwrap_or(labels.kinds.len().saturating_sub(1))
    };
    let values = |item: &Item| -> Vec<Vec<usize>> {
        let with = |(n, (_, known)): (usize, &(Label, Vec<Label>))| {
            let ids = item.facets.get(n).map_or(&[][..], Vec::as_slice);
            ids.iter().filter_map(|id| known.iter().position(|(k, _)| k == id)).collect()
        };
        labels.facets.iter().enumerate().map(with).collect()
    };
    let script = Script {
        v: 1,
        kinds: &labels.kinds,
        facets: labels
            .facets
            .iter()
            .map(|((id, title), values)| (id.as_str(), title.as_str(), values.as_slice()))
            .collect(),
        items: items
            .iter()
            .map(|i| (i.title.as_str(), i.url.as_str(), kind(&i.kind), values(i), i.excerpt.as_str()))
            .collect(),
        terms: front_coded(posts.iter().map(|(term, _)| *term)),
        posts: coded_posts(posts.iter().map(|(_, list)| list.as_slice())),
    };
    let mut out = b"self.REFRAIN_SEARCH=".to_vec();
    // Writing plain strings and numbers to memory cannot fail; an empty index would be the honest answer if it did.
    if serde_json::to_writer(&mut out, &script).is_err() {
        out.extend_from_slice(b"null");
    }
    out.extend_from_slice(b";\n");
    out
}

fn item_terms(item: &Item) -> Vec<(String, u32)> {
    let mut out = vec![];
    let mut add = |text: &str, field| out.extend(terms(text).into_iter().map(|t| (t, field)));
    add(&item.title, 0);
    item.words.iter().for_each(|w| add(w, 1));
    add(&item.body, 2);
    add(&item.excerpt, 2);
    out
}

/// The terms of a text, in its order, with repeats.
pub fn terms(text: &str) -> Vec<String> {
    let folded = fold(text);
    let mut out: Vec<String> = vec![];
    let mut word = String::new();
    let mut length = 0;
    for c in folded.chars() {
        let alone = stands_alone(c);
        if (alone || !c.is_alphanumeric()) && !word.is_empty() {
            out.push(std::mem::take(&mut word));
            length = 0;
        }
        if alone {
            out.push(c.to_string());
        } else if c.is_alphanumeric() {
            if length < MAX_TERM_CHARS {
                word.push(c);
            }
            length += 1;
        }
    }
    if !word.is_empty() {
        out.push(word);
    }
    out
}

/// Scripts that put no blanks between words are found by their single characters.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn fold(text: &str) -> String {
    let decomposed: String = if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        text.nfkd().collect::<String>().to_lowercase()
    };
    let mut out = String::with_capacity(decomposed.len());
    for c in decomposed.chars() {
        match c {
            '\u{300}'..='\u{36f}' | '\'' | '\u{2019}' | '\u{2bc}' => {}
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'ı' => out.push('i'),
            c => out.push(c),
        }
    }
    out
}

fn front_coded<'a>(terms: impl Iterator<Item = &'a str>) -> String {
    let mut out = String::new();
    let mut last = "";
    for term in terms {
        let (mut units, mut bytes) = (0, 0);
        for (a, b) in last.chars().zip(term.chars()) {
            if a != b || units + a.len_utf16() >= BASE_36.len() {
                break;
            }
            units += a.len_utf16();
            bytes += a.len_utf8();
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push(char::from(BASE_36[units]));
        out.push_str(&term[bytes..]);
        last = term;
    }
    out
}

fn coded_posts<'a>(lists: impl Iterator<Item = &'a [(u32, u32)]>) -> String {
    let mut out = String::new();
    for list in lists {
        let mut next = 0;
        for (item, field) in list {
            number(&mut out, (item + 1 - next) * 4 + field);
            next = item + 1;
        }
        number(&mut out, 0);
    }
    out
}

fn number(out: &mut String, mut value: u32) {
    loop {
        let digit = (value & 31) as usize;
        value >>= 5;
        out.push(char::from(DIGITS[digit | if value > 0 { 32 } else { 0 }]));
        if value == 0 {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        terms(text).join(" ")
    }

    #[test]
    fn terms_are_folded_so_that_a_phone_keyboard_finds_them() {
        assert_eq!(words("Größe, Don’t don't CAFÉ naïve Łódź"), "grosse dont dont cafe naive lodz");
        assert_eq!(words("62% of 1.10 — ﬁne"), "62 of 1 10 fine");
        assert_eq!(words("見積り van"), "見 積 り van");
        assert_eq!(words(&"x".repeat(90)).len(), MAX_TERM_CHARS);
        assert_eq!(words("… ‘’ 💡"), "");
    }

    #[test]
    fn terms_and_postings_are_coded_as_the_reader_expects() {
        assert_eq!(
            front_coded(["refill", "refilled", "refills", "renewal"].into_iter()),
            "0refill 6ed 6s 2newal"
        );
        // Item 0 by title: 1 * 4 + 0 = 4 = E; then item 9 by body: 9 * 4 + 2 = 38 = 6 + 32 | 1 = mB; then the zero.
        assert_eq!(coded_posts([&[(0, 0), (9, 2)][..]].into_iter()), "EmBA");
    }

    #[test]
    fn an_item_keeps_the_best_field_of_a_term() {
        let items = [Item { title: "Refill".into(), body: "refill refill".into(), ..Item::default() }];
        let script = String::from_utf8(index(&Labels::default(), &items)).unwrap();
        assert!(script.contains(r#""terms":"0refill","posts":"EA""#), "{script}");
    }

    #[test]
    fn equal_items_give_equal_bytes() {
        let items: Vec<Item> = (0..200)
            .map(|n| Item {
                title: format!("Item {n}"),
                body: format!("alpha{} beta{} gamma", n % 7, n % 11),
                ..Item::default()
            })
            .collect();
        let first = index(&Labels::default(), &items);
        assert!((0..5).all(|_| index(&Labels::default(), &items) == first));
    }
}

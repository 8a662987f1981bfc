//! The search index: which items hold which terms, as one classic script that also loads from `file://`.
//!
//! `assets/search-index.js` sets one global, which `themes/default/assets/search-engine.js` reads; a change here is a change there.
//! Items and terms are written in one order only, so equal input gives equal bytes.
//!
//! ```text
//! self.REFRAIN_SEARCH = {
//!   "v": 2,
//!   "kinds":  [[id, title], ...]                       order = which kind goes first among equals
//!   "facets": [[id, title, [[id, title], ...]], ...]   persona, stage, team
//!   "alike":  ["price cost expensive", ...]            terms that stand for each other
//!   "items":  [[title, url, kind, [[...], [...], [...]], excerpt, more], ...]
//!             kind and facet values are numbers into the lists above, url is relative to the top of the site, more is
//!             text to show in place of the excerpt where the words that were found stand in it
//!   "terms":  all terms, unique, sorted by UTF-16 units, joined by blanks; each is one base-36 digit that says how many
//!             UTF-16 units it shares with the term before it (0 to 35), then the rest: "0refill 6ed 6s 2newal"
//!   "posts":  for each term, in the order of "terms", its postings and then a zero. All are numbers in base 64 with the
//!             least digit first (A-Z a-z 0-9 + /; five bits a digit, the sixth says that more follow). A posting is
//!             (items onward from the last one, the first counted from -1) * 4 + field; field is 0 for the title, 1 for
//!             words (other names, buyers' words), 2 for the body, the best one only
//! };
//! ```

mod alike;
mod fold;

use std::collections::HashMap;

use rayon::prelude::*;
use serde::Serialize;

use crate::text::WordMap;

pub use fold::terms;

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
    /// The rest of its text, plain; shown where what was found stands in it.
    pub body: String,
    /// Text that is found but never shown.
    pub unshown: String,
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
    /// Texts of one word that stand for each other, such as a term and what others call it.
    pub alike: Vec<Vec<String>>,
}

/// Characters of running text that an index holds to show around what was found, shared among the items.
const SHOWN_CHARS: usize = 360_000;
/// As many for one item, at least and at most. Below the least a text would be cut before it says anything.
const SHOWN_OF_ITEM: (usize, usize) = (140, 420);

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const BASE_36: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// Title, place, kind, facet values, excerpt, text to show.
type Entry<'a> = (&'a str, &'a str, usize, Vec<Vec<usize>>, &'a str, &'a str);

#[derive(Serialize)]
struct Script<'a> {
    v: u8,
    kinds: &'a [Label],
    facets: Vec<(&'a str, &'a str, &'a [Label])>,
    alike: Vec<String>,
    items: Vec<Entry<'a>>,
    terms: String,
    posts: String,
}

/// Things that can be found, with the terms that find them. It is added to one by one, so that no text is held longer than it
/// takes to read it.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// Of their texts no more is left than is shown.
    items: Vec<Item>,
    /// For each term the items that hold it: the number of the item * 4 + the best field that it stands in.
    posts: WordMap<String, Vec<u32>>,
}

impl Catalogue {
    /// Adds an item as the last one.
    pub fn add(&mut self, mut item: Item) {
        let number = u32::try_from(self.items.len()).unwrap_or(u32::MAX >> 2);
        let mut post = |text: &str, field: u32| {
            fold::each_term(text, &mut |term| match self.posts.get_mut(term) {
                // Better fields come first, so what is known of this item already is the best.
                Some(list) if list.last().is_some_and(|last| last >> 2 == number) => {}
                Some(list) => list.push(number * 4 + field),
                None => drop(self.posts.insert(term.to_owned(), vec![number * 4 + field])),
            });
        };
        post(&item.title, 0);
        compounds(&item.title).for_each(|c| post(&c, 0));
        for words in std::mem::take(&mut item.words) {
            post(&words, 1);
            compounds(&words).for_each(|c| post(&c, 1));
        }
        post(&item.body, 2);
        post(&std::mem::take(&mut item.unshown), 2);
        post(&item.excerpt, 2);
        if let Some((more, _)) = item.body.char_indices().nth(SHOWN_OF_ITEM.1 + 1) {
            item.body.truncate(more);
            item.body.shrink_to_fit();
        }
        let excerpt = beginning(&item.excerpt, SHOWN_OF_ITEM.1).len();
        item.excerpt.truncate(excerpt);
        item.excerpt.shrink_to_fit();
        self.items.push(item);
    }

    /// Adds the items of another behind its own.
    pub fn append(&mut self, other: Self) {
        if self.items.is_empty() {
            *self = other;
            return;
        }
        let before = u32::try_from(self.items.len()).unwrap_or(u32::MAX >> 2) * 4;
        self.items.extend(other.items);
        for (term, list) in other.posts {
            self.posts.entry(term).or_default().extend(list.into_iter().map(|post| post + before));
        }
    }

    /// The bytes of `search-index.js`. An item of an unknown kind goes with the last kind, an unknown facet value is left out.
    pub fn index(&self, labels: &Labels) -> Vec<u8> {
        let mut posts: Vec<(&str, &[u32])> = self.posts.iter().map(|(t, list)| (&**t, &**list)).collect();
        posts.par_sort_unstable_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));

        let kind = |id: &str| {
            labels.kinds.iter().position(|(k, _)| k == id).unwrap_or(labels.kinds.len().saturating_sub(1))
        };
        let known: Vec<HashMap<&str, usize>> =
            labels.facets.iter().map(|(_, values)| numbered(values)).collect();
        let values = |item: &Item| -> Vec<Vec<usize>> {
            let with = |(n, known): (usize, &HashMap<&str, usize>)| {
                let ids = item.facets.get(n).map_or(&[][..], Vec::as_slice);
                ids.iter().filter_map(|id| known.get(&**id).copied()).collect()
            };
            known.iter().enumerate().map(with).collect()
        };
        let (least, most) = SHOWN_OF_ITEM;
        let shown = (SHOWN_CHARS / self.items.len().max(1)).clamp(least, most);
        let script = Script {
            v: 2,
            kinds: &labels.kinds,
            facets: labels
                .facets
                .iter()
                .map(|((id, title), values)| (id.as_str(), title.as_str(), values.as_slice()))
                .collect(),
            alike: alike::groups(&labels.alike),
            items: self.items.iter().map(|i| entry(i, kind(&i.kind), values(i), shown)).collect(),
            terms: front_coded(posts.iter().map(|(term, _)| *term)),
            posts: coded_posts(posts.iter().map(|(_, list)| *list)),
        };
        let mut out = b"self.REFRAIN_SEARCH=".to_vec();
        // Writing plain strings and numbers to memory cannot fail; an empty index would be the honest answer if it did.
        if serde_json::to_writer(&mut out, &script).is_err() {
            out.extend_from_slice(b"null");
        }
        out.extend_from_slice(b";\n");
        out
    }
}

/// The bytes of `search-index.js` for these items.
pub fn index(labels: &Labels, items: &[Item]) -> Vec<u8> {
    let mut catalogue = Catalogue::default();
    items.iter().for_each(|item| catalogue.add(item.clone()));
    catalogue.index(labels)
}

fn entry(item: &Item, kind: usize, facets: Vec<Vec<usize>>, shown: usize) -> Entry<'_> {
    (&item.title, &item.url, kind, facets, &item.excerpt, beginning(&item.body, shown))
}

/// The first characters of a text, up to the end of a word.
fn beginning(text: &str, chars: usize) -> &str {
    let Some((end, _)) = text.char_indices().nth(chars) else { return text };
    let cut = text.get(..end).unwrap_or(text);
    cut.rsplit_once(char::is_whitespace).map_or(cut, |(before, _)| before)
}

/// The number of each label; of two with one id, the first.
fn numbered(labels: &[Label]) -> HashMap<&str, usize> {
    labels.iter().enumerate().rev().map(|(at, (id, _))| (&**id, at)).collect()
}

/// `No-show` is `noshow` too, because people write it so.
fn compounds(text: &str) -> impl Iterator<Item = String> + '_ {
    let two = |word: &&str| word.split('-').filter(|part| !part.is_empty()).count() == 2;
    text.split_whitespace().filter(two).map(|word| word.replace('-', ""))
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

fn coded_posts<'a>(lists: impl Iterator<Item = &'a [u32]>) -> String {
    let mut out = String::new();
    for list in lists {
        let mut next = 0;
        for post in list {
            let (item, field) = (post >> 2, post & 3);
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

    fn catalogue(items: &[Item]) -> Catalogue {
        let mut catalogue = Catalogue::default();
        items.iter().for_each(|item| catalogue.add(item.clone()));
        catalogue
    }

    #[test]
    fn terms_and_postings_are_coded_as_the_reader_expects() {
        assert_eq!(
            front_coded(["refill", "refilled", "refills", "renewal"].into_iter()),
            "0refill 6ed 6s 2newal"
        );
        // Item 0 by title: 1 * 4 + 0 = 4 = E; then item 9 by body: 9 * 4 + 2 = 38 = 6 + 32 | 1 = mB; then the zero.
        assert_eq!(coded_posts([&[0, 9 * 4 + 2][..]].into_iter()), "EmBA");
    }

    #[test]
    fn an_item_keeps_the_best_field_of_a_term() {
        let items = [Item { title: "Refill".into(), body: "refill refill".into(), ..Item::default() }];
        let script = String::from_utf8(catalogue(&items).index(&Labels::default())).unwrap();
        assert!(script.contains(r#""terms":"0refill","posts":"EA""#), "{script}");
    }

    #[test]
    fn text_to_show_ends_with_a_word_and_compounds_are_one_word_too() {
        assert_eq!(beginning("Größe der Tour", 8), "Größe");
        assert_eq!(beginning("Größe", 8), "Größe");
        let all = |text| compounds(text).collect::<Vec<_>>();
        assert_eq!(all("A no-show, an e-mail - and why-you-ops"), ["noshow,", "email"]);
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
        let first = catalogue(&items).index(&Labels::default());
        assert!((0..5).all(|_| catalogue(&items).index(&Labels::default()) == first));
        for cut in [0, 1, 77, 199, 200] {
            let (one, other) = items.split_at(cut);
            let mut both = catalogue(one);
            both.append(catalogue(other));
            assert_eq!(both.index(&Labels::default()), first, "{cut}");
        }
    }

    #[test]
    fn no_more_of_a_text_is_kept_than_is_shown() {
        let long = "größer als alles ".repeat(100);
        let (body, excerpt) = (long.clone(), format!("{long}last"));
        let items = [Item { body, excerpt, unshown: "hidden".into(), ..Item::default() }];
        let kept = catalogue(&items);
        assert_eq!(kept.items[0].excerpt, beginning(&long, SHOWN_OF_ITEM.1));
        assert!(kept.posts.contains_key("last"));
        assert_eq!(beginning(&kept.items[0].body, SHOWN_OF_ITEM.1), beginning(&long, SHOWN_OF_ITEM.1));
        assert!(kept.items[0].body.len() < long.len());
        assert!(kept.posts.contains_key("hidden"));
    }
}

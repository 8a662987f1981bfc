//! Dead links: every link of every page leads to a file of the site, and to a place in it.
//!
//! What a page links to and may be linked by is noted when it is rendered, in a few numbers, so that no page need be kept.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::address::target;
use crate::finding::Fault;
use crate::text::{Place, Source, Span};

/// The page whose address is not known: its links start from the site's own.
const ANYWHERE: &str = "404.html";

/// What some pages link to, and the places in them.
#[derive(Debug, Default)]
pub struct Found {
    /// Places, by page and name.
    ids: Vec<u64>,
    /// The first page that has a link, of all in one folder: from there it leads to the same place.
    links: HashMap<u64, Link>,
}

/// A link and where it stands.
#[derive(Debug)]
struct Link {
    page: String,
    at: usize,
    href: String,
}

impl Found {
    /// Notes a page.
    ///
    /// Attributes are found by their quotation marks. Text in a page has its own escaped, so what stands before one is a
    /// tag or a template's own words, and these do not end in `href=`.
    pub fn read(&mut self, path: &str, text: &str) {
        let page = xxh3_64(path.as_bytes());
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let folder = if path == ANYWHERE { page } else { xxh3_64(folder.as_bytes()) };
        let first = self.ids.len();
        let mut own = vec![];
        let (bytes, mut at) = (text.as_bytes(), 0);
        let mut marks = memchr::memchr_iter(b'"', bytes);
        while let Some(quote) = marks.next() {
            let before = text.get(at..quote).unwrap_or("");
            at = quote + 1;
            let is_id = before.ends_with(" id=");
            if !is_id && !before.ends_with(" href=") && !before.ends_with(" src=") {
                continue;
            }
            let Some(end) = marks.next() else { break };
            let value = text.get(at..end).unwrap_or("");
            if is_id {
                self.ids.push(xxh3_64_with_seed(value.as_bytes(), page));
            } else if value.starts_with('#') {
                own.push((at, value));
            } else {
                let key = xxh3_64_with_seed(value.as_bytes(), folder);
                self.note(key, path, at, value);
            }
            at = end + 1;
        }
        let ids = self.ids.get(first..).unwrap_or_default();
        let dead = |value: &str| {
            let id = value.trim_start_matches('#');
            !id.is_empty() && id != "top" && !ids.contains(&xxh3_64_with_seed(id.as_bytes(), page))
        };
        own.retain(|(_, value)| dead(value));
        for (at, value) in own {
            self.note(xxh3_64_with_seed(value.as_bytes(), page), path, at, value);
        }
    }

    fn note(&mut self, key: u64, page: &str, at: usize, href: &str) {
        let first = |link: &Link| (page, at) < (link.page.as_str(), link.at);
        match self.links.entry(key) {
            Entry::Vacant(free) => {
                free.insert(Link { page: page.to_owned(), at, href: href.to_owned() });
            }
            Entry::Occupied(mut taken) if first(taken.get()) => {
                let link = taken.get_mut();
                (link.page, link.at) = (page.to_owned(), at);
            }
            Entry::Occupied(_) => {}
        }
    }

    /// Adds what was noted of other pages.
    pub fn add(&mut self, other: Self) {
        self.ids.extend(other.ids);
        for (key, link) in other.links {
            self.note(key, &link.page, link.at, &link.href);
        }
    }

    /// A fault for each dead link, once, at its place in the first page that has it. `base` is the path of the site's
    /// address, from which the page for what is not there links; `text` gives a page again.
    pub fn dead(
        self,
        files: &HashSet<&str>,
        base: &str,
        text: &dyn Fn(&str) -> Option<String>,
    ) -> Vec<Fault> {
        let ids: HashSet<u64> = self.ids.into_iter().collect();
        let dead = self.links.into_values().filter_map(|link| {
            let from_top = if link.page == ANYWHERE { link.href.strip_prefix(base) } else { None };
            let (target, what) = check(files, &ids, &link.page, from_top.unwrap_or(&link.href))?;
            Some((link, target, what))
        });
        let mut dead: Vec<(Link, String, String)> = dead.collect();
        dead.sort_by(|(a, ..), (b, ..)| (&a.page, a.at).cmp(&(&b.page, b.at)));
        let mut told = HashSet::new();
        dead.retain(|(_, target, _)| told.insert(target.clone()));
        dead.into_iter()
            .map(|(link, _, what)| {
                let span = Span::new(link.at, link.at + link.href.len());
                let place = match text(&link.page) {
                    Some(text) => Place::new(&Source::new(&*link.page, &*text), span),
                    None => Place::new(&Source::new(&*link.page, ""), Span::default()),
                };
                let help = "mend the link where it is written, or in the template that makes it";
                Fault::new("site/dead-link", place, what, help)
            })
            .collect()
    }
}

fn check(files: &HashSet<&str>, ids: &HashSet<u64>, page: &str, href: &str) -> Option<(String, String)> {
    let (path, fragment) = target(page, href)?;
    let path = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path };
    if !files.contains(path.as_str()) {
        return Some((path, format!("the link `{href}` leads to no page")));
    }
    let fragment = fragment.filter(|f| !f.is_empty() && f != "top")?;
    let known = ids.contains(&xxh3_64_with_seed(fragment.as_bytes(), xxh3_64(path.as_bytes())));
    let what = || format!("the link `{href}` leads to no place on `{path}`");
    (!known).then(|| (format!("{path}#{fragment}"), what()))
}

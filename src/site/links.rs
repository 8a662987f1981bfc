//! Dead links: every link of every page leads to a file of the site, and to a place in it.
//!
//! What a page links to and may be linked by is noted when it is rendered, in a few numbers, so that no page need be kept.

use std::collections::HashSet;
use std::collections::hash_map::Entry;
use std::ops::Range;

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::address::target;
use crate::finding::Fault;
use crate::text::{KeyMap, KeySet, Place, Source, Span};

/// The page whose address is not known: its links start from the site's own.
const ANYWHERE: &str = "404.html";

/// What some pages link to, and the places in them.
#[derive(Debug, Default)]
pub struct Found<'p> {
    /// Places, by page and name.
    ids: Vec<u64>,
    /// The first page that has a link, of all in one folder: from there it leads to the same place.
    links: KeyMap<Link<'p>>,
    /// The links of a page to places of its own.
    own: Vec<Range<usize>>,
}

/// A link and where it stands.
#[derive(Debug)]
struct Link<'p> {
    page: Page<'p>,
    at: usize,
    href: Box<[u8]>,
}

/// A page, which is before another by its number among those in order, or where both bear one, by its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Page<'p> {
    /// Its number.
    pub number: usize,
    /// Where it lies.
    pub path: &'p str,
}

impl<'p> Found<'p> {
    /// Notes a page.
    ///
    /// Attributes are found by their quotation marks. Text in a page has its own escaped, so what stands before one is a
    /// tag or a template's own words, and these do not end in `href=`.
    pub fn read(&mut self, page: Page<'p>, bytes: &[u8]) {
        let Page { path, .. } = page;
        let key = xxh3_64(path.as_bytes());
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let folder = if path == ANYWHERE { key } else { xxh3_64(folder.as_bytes()) };
        let first = self.ids.len();
        let mut own = std::mem::take(&mut self.own);
        let mut at = 0;
        let mut marks = memchr::memchr_iter(b'"', bytes);
        while let Some(quote) = marks.next() {
            let before = bytes.get(at..quote).unwrap_or_default();
            at = quote + 1;
            let is_id = before.ends_with(b" id=");
            if !is_id && !before.ends_with(b" href=") && !before.ends_with(b" src=") {
                continue;
            }
            let Some(end) = marks.next() else { break };
            let value = bytes.get(at..end).unwrap_or_default();
            if is_id {
                self.ids.push(xxh3_64_with_seed(value, key));
            } else if value.starts_with(b"#") {
                own.push(at..end);
            } else {
                self.note(xxh3_64_with_seed(value, folder), page, at, value);
            }
            at = end + 1;
        }
        for range in own.drain(..) {
            let (at, value) = (range.start, bytes.get(range).unwrap_or_default());
            let id = value.iter().position(|b| *b != b'#').and_then(|at| value.get(at..)).unwrap_or_default();
            let ids = self.ids.get(first..).unwrap_or_default();
            if !id.is_empty() && id != b"top" && !ids.contains(&xxh3_64_with_seed(id, key)) {
                self.note(xxh3_64_with_seed(value, key), page, at, value);
            }
        }
        self.own = own;
    }

    fn note(&mut self, key: u64, page: Page<'p>, at: usize, href: &[u8]) {
        match self.links.entry(key) {
            Entry::Vacant(free) => drop(free.insert(Link { page, at, href: href.into() })),
            Entry::Occupied(mut taken) => taken.get_mut().rather((page, at)),
        }
    }

    /// Adds what was noted of other pages.
    pub fn add(&mut self, mut other: Self) {
        if self.links.len() < other.links.len() {
            std::mem::swap(self, &mut other);
        }
        self.ids.append(&mut other.ids);
        for (key, link) in other.links {
            match self.links.entry(key) {
                Entry::Vacant(free) => drop(free.insert(link)),
                Entry::Occupied(mut taken) => taken.get_mut().rather((link.page, link.at)),
            }
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
        let ids: KeySet = self.ids.into_iter().collect();
        let dead = self.links.into_values().filter_map(|link| {
            let path = link.page.path;
            let href = String::from_utf8_lossy(&link.href);
            let from_top = if path == ANYWHERE { href.strip_prefix(base) } else { None };
            let (target, what) = check(files, &ids, path, from_top.unwrap_or(&href))?;
            Some((link, target, what))
        });
        let mut dead: Vec<(Link, String, String)> = dead.collect();
        dead.sort_by_key(|(link, ..)| (link.page.path, link.at));
        let mut told = HashSet::new();
        dead.retain(|(_, target, _)| told.insert(target.clone()));
        dead.into_iter()
            .map(|(link, _, what)| {
                let span = Span::new(link.at, link.at + link.href.len());
                let path = link.page.path;
                let place = match text(path) {
                    Some(text) => Place::new(&Source::new(path, &*text), span),
                    None => Place::new(&Source::new(path, ""), Span::default()),
                };
                let help = "mend the link where it is written, or in the template that makes it";
                Fault::new("site/dead-link", place, what, help)
            })
            .collect()
    }
}

impl<'p> Link<'p> {
    /// Stands where it was found before, or here if that comes first.
    fn rather(&mut self, here: (Page<'p>, usize)) {
        (self.page, self.at) = here.min((self.page, self.at));
    }
}

fn check(files: &HashSet<&str>, ids: &KeySet, page: &str, href: &str) -> Option<(String, String)> {
    // Most lead over the top of the site straight to a file.
    let straight = match page.matches('/').count() {
        0 => Some(href),
        1 => href.strip_prefix("../"),
        _ => None,
    };
    if straight.is_some_and(|path| files.contains(path)) {
        return None;
    }
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

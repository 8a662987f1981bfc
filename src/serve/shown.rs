//! What the browser is shown: a site and, beside it, what keeps it from being renewed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::body::Bytes;
use serde::Serialize;

use crate::finding::Fault;
use crate::text::Place;

/// A site in memory: bytes by path.
pub type Site = BTreeMap<String, Bytes>;

/// A mistake and where it is, as the browser is told.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Note {
    /// The file, from the project's root.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub col: usize,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Note {
    /// A mistake at a place.
    pub fn at(place: &Place, message: &str, help: &str) -> Self {
        let start = place.start();
        Self {
            path: place.path().to_owned(),
            line: start.line,
            col: start.scalar,
            message: message.to_owned(),
            help: help.to_owned(),
        }
    }
}

impl From<&Fault> for Note {
    fn from(fault: &Fault) -> Self {
        Self::at(&fault.place, &fault.message, &fault.help)
    }
}

impl std::fmt::Display for Note {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}:{}:{}: ", self.path, self.line, self.col)?;
        }
        f.write_str(&self.message)?;
        if self.help.is_empty() { Ok(()) } else { write!(f, "; {}", self.help) }
    }
}

/// What is shown now. A new one replaces it whole.
#[derive(Debug, Default)]
pub struct Shown {
    /// The last good site; nothing before there was one.
    pub site: Option<Arc<Site>>,
    /// What keeps the site from being renewed.
    pub notes: Vec<Note>,
    /// Counts up with each change that a reader can see.
    pub number: u64,
    /// The number at which what pages share (styles, scripts, images) changed last.
    pub assets: u64,
    /// The faults that the site was built in spite of, by path and message.
    known: BTreeSet<(String, String)>,
}

impl Shown {
    /// What is shown after a build, or nothing where a reader sees no difference.
    ///
    /// A site that could not be built leaves the last one, and so does a new fault: half a file typed must not take pages
    /// away. Faults that were there before hold nothing up, or one unreadable file would stop all work.
    pub fn next(&self, built: Result<Site, Vec<Note>>, faults: &[Fault]) -> Option<Self> {
        let known: BTreeSet<_> = faults.iter().map(name).collect();
        let number = self.number + 1;
        let next = match built {
            Ok(site) if self.site.is_none() || known.is_subset(&self.known) => {
                let same = self.site.as_ref().is_some_and(|before| assets(before).eq(assets(&site)));
                let assets = if same { self.assets } else { number };
                Self { site: Some(Arc::new(site)), notes: vec![], number, assets, known }
            }
            built => {
                let new = faults.iter().filter(|fault| !self.known.contains(&name(fault)));
                let mut notes: Vec<Note> = new.map(Note::from).collect();
                notes.extend(built.err().unwrap_or_default());
                notes.sort();
                notes.dedup();
                Self { notes, number, ..self.again() }
            }
        };
        let same = self.number > 0 && next.notes == self.notes && same_site(&next.site, &self.site);
        (!same).then_some(next)
    }

    /// What is shown once some pages are ready before the others; nothing where a reader sees no difference, or where
    /// something keeps the site from being renewed.
    pub fn early(&self, pages: Site, faults: &[Fault]) -> Option<Self> {
        let before = self.site.as_ref().filter(|_| self.notes.is_empty())?;
        let known = faults.iter().all(|fault| self.known.contains(&name(fault)));
        if !known || pages.iter().all(|(path, bytes)| before.get(path) == Some(bytes)) {
            return None;
        }
        let mut site = Site::clone(before);
        site.extend(pages);
        Some(Self { site: Some(Arc::new(site)), number: self.number + 1, ..self.again() })
    }

    fn again(&self) -> Self {
        let (site, notes, known) = (self.site.clone(), self.notes.clone(), self.known.clone());
        Self { site, notes, number: self.number, assets: self.assets, known }
    }
}

fn name(fault: &Fault) -> (String, String) {
    (fault.place.path().to_owned(), fault.message.clone())
}

/// What pages share. The search index is asked for anew when it is needed.
fn assets(site: &Site) -> impl Iterator<Item = (&String, &Bytes)> {
    site.iter().filter(|(path, _)| path.starts_with("assets/") && path.as_str() != "assets/search-index.js")
}

/// Whether two sites are the same. Most of their pages are one in memory, which is quick to see.
fn same_site(one: &Option<Arc<Site>>, other: &Option<Arc<Site>>) -> bool {
    let same = |a: &Bytes, b: &Bytes| (a.as_ptr() == b.as_ptr() && a.len() == b.len()) || a == b;
    match (one, other) {
        (Some(one), Some(other)) => {
            Arc::ptr_eq(one, other)
                || one.len() == other.len()
                    && one.iter().zip(other.iter()).all(|((p, a), (q, b))| p == q && same(a, b))
        }
        (None, None) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Source, Span};

    fn site(text: &'static str) -> Result<Site, Vec<Note>> {
        Ok(Site::from([("index.html".to_owned(), Bytes::from_static(text.as_bytes()))]))
    }

    fn fault(message: &str) -> Fault {
        Fault::new("yaml/x", Place::new(&Source::new("a.yaml", "a"), Span::default()), message, "")
    }

    fn text(shown: &Shown) -> &[u8] {
        &shown.site.as_ref().unwrap()["index.html"]
    }

    #[test]
    fn a_new_fault_keeps_the_last_site_until_it_is_mended() {
        let one = Shown::default().next(site("one"), &[]).unwrap();
        let broken = one.next(site("half"), &[fault("tab")]).unwrap();
        assert_eq!((text(&broken), broken.notes.len()), (&b"one"[..], 1));
        assert!(broken.next(site("half"), &[fault("tab")]).is_none(), "the same is not told twice");
        let mended = broken.next(site("one"), &[]).unwrap();
        assert!(mended.notes.is_empty() && mended.number > broken.number);
    }

    #[test]
    fn a_fault_from_the_beginning_holds_nothing_up() {
        let one = Shown::default().next(site("one"), &[fault("old")]).unwrap();
        assert!(one.notes.is_empty());
        let two = one.next(site("two"), &[fault("old")]).unwrap();
        assert_eq!(text(&two), b"two");
    }

    #[test]
    fn a_site_that_cannot_be_built_leaves_the_last_one() {
        let note = Note::from(&fault("theme"));
        let none = Shown::default().next(Err(vec![note.clone()]), &[]).unwrap();
        assert!(none.site.is_none() && none.notes.len() == 1);
        let one = none.next(site("one"), &[]).unwrap();
        let kept = one.next(Err(vec![note]), &[]).unwrap();
        assert_eq!((text(&kept), kept.notes.len()), (&b"one"[..], 1));
        assert!(one.next(site("one"), &[]).is_none(), "the same site is not told again");
    }

    #[test]
    fn some_pages_may_come_before_the_others_but_not_over_a_mistake() {
        let pages = |text: &'static str| site(text).unwrap();
        let one = Shown::default().next(site("one"), &[]).unwrap();
        let two = one.early(pages("two"), &[]).unwrap();
        assert_eq!((text(&two), two.number), (&b"two"[..], one.number + 1));
        assert!(two.early(pages("two"), &[]).is_none(), "the same is not told twice");
        assert!(one.early(pages("two"), &[fault("tab")]).is_none(), "a new fault leaves the last page");
        let broken = one.next(site("half"), &[fault("tab")]).unwrap();
        assert!(broken.early(pages("two"), &[]).is_none());
    }
}

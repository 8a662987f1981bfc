//! How much alike two sites of the same playbook are: files, words, links and list items, by kind of page.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// How far Hugo's pages of a kind may be from ours.
const TENTH: std::ops::RangeInclusive<f64> = 0.9..=1.1;
/// The pages that show what checking found, which Hugo cannot know.
const CHECKED: &str = "claims, with findings";

/// What pages hold, summed up.
#[derive(Clone, Copy, Debug, Default)]
struct Held {
    pages: usize,
    bytes: usize,
    words: usize,
    links: usize,
    items: usize,
}

/// Prints how much alike they are, kind by kind; stops where they are not. `own` is a file that only ours has.
pub fn told(ours: &Path, theirs: &Path, own: &str) {
    let (mut our_files, their_files) = (files(ours), files(theirs));
    our_files.remove(own);
    let apart: Vec<_> = our_files.symmetric_difference(&their_files).collect();
    assert!(apart.is_empty(), "files of one site alone: {apart:?}");
    let (our_kinds, their_kinds) = (kinds(ours, &our_files), kinds(theirs, &their_files));
    for (kind, our) in &our_kinds {
        let their = their_kinds[kind];
        let each = |sum: usize| sum as f64 / our.pages as f64;
        let ratio = |of: fn(&Held) -> usize| of(&their) as f64 / of(our).max(1) as f64;
        let (words, links, items) = (ratio(|h| h.words), ratio(|h| h.links), ratio(|h| h.items));
        println!(
            "{kind}: {} pages of {:.0} words, {:.0} links, {:.0} list items, {:.1} kB; hugo's {words:.2}, {links:.2}, \
             {items:.2}, {:.2} times as many",
            our.pages,
            each(our.words),
            each(our.links),
            each(our.items),
            each(our.bytes) / 1_000.0,
            ratio(|h| h.bytes),
        );
        let alike = [words, links, items].iter().all(|ratio| TENTH.contains(ratio));
        assert!(alike || kind == CHECKED, "pages of the kind {kind} are not alike");
    }
    let size = |site: &Path, files: &BTreeSet<String>| -> u64 {
        files.iter().map(|path| fs::metadata(site.join(path)).unwrap().len()).sum::<u64>() / 1_000_000
    };
    println!(
        "files: {}, {} MB; hugo's {} MB",
        our_files.len(),
        size(ours, &our_files),
        size(theirs, &their_files)
    );
}

/// The paths of the files below a folder, from there.
pub fn files(site: &Path) -> BTreeSet<String> {
    let (mut files, mut folders) = (BTreeSet::new(), vec![site.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.insert(path.strip_prefix(site).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    files
}

/// What the pages hold, by the folder they are in; those at the top are lists.
fn kinds(site: &Path, files: &BTreeSet<String>) -> BTreeMap<String, Held> {
    let mut kinds: BTreeMap<String, Held> = BTreeMap::new();
    for path in files.iter().filter(|path| path.ends_with(".html")) {
        let kind = match path.split_once('/') {
            Some(("claim", _)) => CHECKED,
            Some((folder, _)) => folder,
            None if path == "claims.html" => CHECKED,
            None => "at the top",
        };
        let held = kinds.entry(kind.to_owned()).or_default();
        held.add(&fs::read_to_string(site.join(path)).unwrap());
    }
    kinds
}

impl Held {
    fn add(&mut self, page: &str) {
        self.pages += 1;
        self.bytes += page.len();
        let body = &page[page.find("<body").unwrap()..];
        for part in body.split('<').skip(1) {
            let (tag, text) = part.split_once('>').unwrap();
            self.words += text.split_whitespace().count();
            match tag.split_whitespace().next().unwrap_or("") {
                "a" => self.links += 1,
                "li" | "tr" | "dd" => self.items += 1,
                _ => {}
            }
        }
    }
}

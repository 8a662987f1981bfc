//! How long the site of a playbook takes to build in memory, and a page of it to follow a save: at 100, 1,000 and 10,000
//! pages.
//!
//! `cargo bench --bench site`. For `pages` neither reading nor checking nor writing to the disk is counted.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::disallowed_methods)]

mod made;

use divan::counter::ItemsCount;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use made::Size;
use refrain::check::check;
use refrain::files::Disk;
use refrain::history::Chronicle;
use refrain::model::Playbook;
use refrain::project::{Opening, Project};
use refrain::serve::{Order, Renewal};
use refrain::shape::Date;
use refrain::site::{DEFAULT, Options, Theme, build, contexts};
use refrain::text::Source;

fn main() {
    divan::main();
}

/// Cost over the number of pages: it must grow with it and not faster.
#[divan::bench(args = [100, 1_000, 10_000], sample_count = 3, sample_size = 1)]
fn pages(bencher: divan::Bencher, pages: usize) {
    let files = made::project(Size { pages, copy_files: 80, words: 300, terms: 200, claims: 30 });
    let project = Project::open(&files, &opening()).expect("a project");
    let outcome = check(&project);
    let theme = Theme::load(&files, DEFAULT).expect("the built-in theme");
    bencher.counter(ItemsCount::new(pages)).bench(|| {
        let site = build(&project, &outcome, &theme, &Options::default()).expect("a site");
        site.files.len()
    });
}

fn opening() -> Opening {
    Opening { as_of: None, today: Date::parse("2026-11-01").expect("a date"), paths: vec![] }
}

/// The file that is saved, and the page that shows it.
const SAVED: &str = "content/people/03/persona-00003.yaml";
const SHOWN: &str = "talk/persona-3--why-you.html";

/// Saves a file with another text each time.
fn save(root: &Path, number: usize) {
    let path = root.join(SAVED);
    let text = std::fs::read_to_string(&path).expect("a file");
    let begin = text.find("outcome: ").expect("an outcome");
    let end = begin + text[begin..].find('\n').expect("a line's end");
    let text = format!("{}outcome: No van stands idle on day {number}{}", &text[..begin], &text[end..]);
    std::fs::write(path, text).expect("a file");
}

/// From a save to the page that somebody looks at; what the system takes to tell of the save (6 ms of quiet) comes on top.
#[divan::bench(args = [100, 1_000, 10_000], sample_count = 9, sample_size = 1)]
fn save_to_page(bencher: divan::Bencher, pages: usize) {
    saved(bencher, pages, false);
}

/// From a save to the whole site, with everything judged anew.
#[divan::bench(args = [100, 1_000, 10_000], sample_count = 3, sample_size = 1)]
fn save_to_site(bencher: divan::Bencher, pages: usize) {
    saved(bencher, pages, true);
}

fn saved(bencher: divan::Bencher, pages: usize, whole: bool) {
    let folder = tempfile::tempdir().expect("a folder");
    let size = Size { pages, copy_files: 80, words: 300, terms: 200, claims: 30 };
    made::write(&made::project(size), folder.path());
    let (files, opening) = (Disk::new(folder.path()), opening());
    let past = Arc::new(Chronicle::unknown("not asked", "ask git"));
    let order = Order { files: &files, opening: &opening, past: &past, audience: None };
    let seen = BTreeSet::from([SHOWN.to_owned()]);
    let mut renewal = Renewal::default();
    let site =
        renewal.build(&order, &[], None, &seen, &mut |_, _| true).expect("it goes on").site.expect("a site");
    let (changed, mut number) = ([SAVED.to_owned()], 0);
    bencher.bench_local(|| {
        number += 1;
        save(folder.path(), number);
        let mut shown = false;
        let mut early = |pages: refrain::serve::Site, _: &[_]| {
            let page = pages.get(SHOWN).expect("the page");
            shown = String::from_utf8_lossy(page).contains(&format!("on day {number}"));
            whole
        };
        renewal.build(&order, &changed, Some(&site), &seen, &mut early);
        assert!(shown);
    });
}

/// What such a page costs at least: its file read, its template rendered.
#[divan::bench(sample_count = 9, sample_size = 1)]
fn bare_page(bencher: divan::Bencher) {
    let folder = tempfile::tempdir().expect("a folder");
    made::write(
        &made::project(Size { pages: 100, copy_files: 8, words: 300, terms: 200, claims: 30 }),
        folder.path(),
    );
    let files = Disk::new(folder.path());
    let project = Project::open(&files, &opening()).expect("a project");
    let theme = Theme::load(&files, DEFAULT).expect("the built-in theme");
    let all = contexts(&project, &check(&project), &theme, &Options::default()).expect("a site");
    let (path, template, context) = all.iter().find(|(path, ..)| path == SHOWN).expect("the page");
    let mut number = 0;
    bencher.bench_local(|| {
        number += 1;
        save(folder.path(), number);
        let text = std::fs::read(folder.path().join(SAVED)).expect("a file");
        let read = Playbook::read(&Source::decode(SAVED, &text).0).0;
        (read.items().count(), theme.render(template, path, context).expect("a page").len())
    });
}

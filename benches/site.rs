//! How long the site of a playbook takes to build in memory: at 100, 1,000 and 10,000 pages.
//!
//! `cargo bench --bench site`. Reading and checking are not counted; writing to the disk is not either.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::disallowed_methods)]

mod made;

use divan::counter::ItemsCount;
use made::Size;
use refrain::check::check;
use refrain::project::{Opening, Project};
use refrain::shape::Date;
use refrain::site::{DEFAULT, Options, Theme, build};

fn main() {
    divan::main();
}

/// Cost over the number of pages: it must grow with it and not faster.
#[divan::bench(args = [100, 1_000, 10_000], sample_count = 3, sample_size = 1)]
fn pages(bencher: divan::Bencher, pages: usize) {
    let files = made::project(Size { pages, copy_files: 80, words: 300, terms: 200, claims: 30 });
    let opening = Opening { as_of: None, today: Date::parse("2026-11-01").expect("a date"), paths: vec![] };
    let project = Project::open(&files, &opening).expect("a project");
    let outcome = check(&project);
    let theme = Theme::load(&files, DEFAULT).expect("the built-in theme");
    bencher.counter(ItemsCount::new(pages)).bench(|| {
        let site = build(&project, &outcome, &theme, &Options::default()).expect("a site");
        site.files.len()
    });
}

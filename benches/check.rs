//! How long a check takes: at 100, 1,000 and 10,000 copy files, and 6 MB of Markdown against 2,000 terms.
//!
//! `cargo bench --bench check`. Reading is from memory, so the disk does not speak; see README for whole-process figures.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::disallowed_methods)]

mod made;

use divan::counter::BytesCount;
use made::Size;
use refrain::check::check;
use refrain::project::{Opening, Project};
use refrain::shape::Date;

fn main() {
    divan::main();
}

fn opening() -> Opening {
    Opening { as_of: None, today: Date::parse("2026-11-01").expect("a date"), paths: vec![] }
}

fn bytes(size: Size) -> usize {
    (0..size.copy_files).map(|n| made::copy(n, size.words, size.terms).len()).sum()
}

fn run(bencher: divan::Bencher, size: Size) {
    let files = made::project(size);
    bencher.counter(BytesCount::new(bytes(size))).bench(|| {
        let project = Project::open(&files, &opening()).expect("a project");
        assert!(project.faults.is_empty(), "{:?}", project.faults.first());
        check(&project).findings.len()
    });
}

/// Cost over the number of files: it must grow with it and not faster.
#[divan::bench(args = [100, 1_000, 10_000], sample_count = 3, sample_size = 1)]
fn files(bencher: divan::Bencher, copy_files: usize) {
    run(bencher, Size { pages: 80, copy_files, words: 300, terms: 200, claims: 30 });
}

/// 6 MB in 900 files against 2,000 terms and 100 claims.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn six_megabytes(bencher: divan::Bencher) {
    run(bencher, Size { pages: 80, copy_files: 900, words: 1_130, terms: 2_000, claims: 100 });
}

/// The same copy against more and more terms: one automaton holds them all.
#[divan::bench(args = [100, 1_000, 10_000], sample_count = 3, sample_size = 1)]
fn terms(bencher: divan::Bencher, terms: usize) {
    run(bencher, Size { pages: 80, copy_files: 900, words: 1_130, terms, claims: 100 });
}

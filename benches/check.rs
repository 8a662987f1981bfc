//! How long a check takes: at 100, 1,000 and 10,000 copy files; 6 MB of Markdown against 2,000 terms, and again with
//! nothing changed; one changed file inside a running process.
//!
//! `cargo bench --bench check`. Reading is from memory, so the disk does not speak; see README for whole-process figures.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::disallowed_methods)]

mod made;

use divan::counter::BytesCount;
use made::Size;
use refrain::check::{Cache, Checker, Choice, Levels, Progress, check, check_chosen};
use refrain::files::Memory;
use refrain::project::{Opening, Project, Renewed};
use refrain::rules::RULES;
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
const SIX_MEGABYTES: Size = Size { pages: 80, copy_files: 900, words: 1_130, terms: 2_000, claims: 100 };

#[divan::bench(sample_count = 5, sample_size = 1)]
fn six_megabytes(bencher: divan::Bencher) {
    run(bencher, SIX_MEGABYTES);
}

/// The same with nothing changed since the run before, whose cache is read from bytes as a new process would.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn six_megabytes_again(bencher: divan::Bencher) {
    let files = made::project(SIX_MEGABYTES);
    let remembering = |bytes: &[u8]| {
        let cache = Cache::read(bytes);
        let project = Project::open_with(&files, &opening(), &cache).expect("a project");
        check_chosen(&project, &Choice::default(), &cache, &Progress::default())
    };
    let memory = remembering(&[]).1.expect("something to remember");
    bencher.counter(BytesCount::new(bytes(SIX_MEGABYTES))).bench(|| {
        let (outcome, memory) = remembering(&memory);
        assert!(memory.is_none(), "something was judged again");
        outcome.findings.len()
    });
}

/// One changed file of 50 kB in a project of 900 files that is open already: from its bytes to all findings.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn one_changed_file(bencher: divan::Bencher) {
    const PATH: &str = "content/copy/changed.md";
    let size = SIX_MEGABYTES;
    let mut files: Memory = made::project(size);
    let texts = [1, 2].map(|seed| made::copy(seed, 8_400, size.terms));
    files.insert(PATH, texts[0].as_str());
    let mut project = Project::open(&files, &opening()).expect("a project");
    let mut checker = Checker::run(&project, RULES, Levels::of(&project.config).0);
    let mut turn = 0;
    bencher.counter(BytesCount::new(texts[0].len())).bench_local(|| {
        turn += 1;
        files.insert(PATH, texts[turn % 2].as_str());
        let at = project.renew(&files, PATH).and_then(Renewed::piece).expect("a piece");
        checker.renew(&project, at);
        checker.outcome(&project).findings.len()
    });
}

/// The same copy against more and more terms: one automaton holds them all.
#[divan::bench(args = [100, 1_000, 10_000], sample_count = 3, sample_size = 1)]
fn terms(bencher: divan::Bencher, terms: usize) {
    run(bencher, Size { pages: 80, copy_files: 900, words: 1_130, terms, claims: 100 });
}

//! A whole build from disk to disk, beside a bare loop that reads the same YAML and writes the same bytes.
//!
//! `cargo bench --bench whole`. The bare loop renders nothing, so it is the least that any generator could take.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::disallowed_methods)]

mod made;

use std::collections::BTreeMap;
use std::path::Path;

use made::Size;
use refrain::check::check;
use refrain::files::{Disk, Files, publish};
use refrain::model::Playbook;
use refrain::project::{Opening, Project};
use refrain::shape::Date;
use refrain::site::{DEFAULT, Options, Theme, build};
use refrain::text::Source;

fn main() {
    divan::main();
}

fn project(pages: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    made::write(
        &made::project(Size { pages, copy_files: 80, words: 300, terms: 200, claims: 30 }),
        folder.path(),
    );
    folder
}

fn whole(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = Disk::new(root);
    let opening = Opening { as_of: None, today: Date::parse("2026-11-01").expect("a date"), paths: vec![] };
    let project = Project::open(&files, &opening).expect("a project");
    let outcome = check(&project);
    let theme = Theme::load(&files, DEFAULT).expect("the built-in theme");
    build(&project, &outcome, &theme, &Options::default()).expect("a site").files
}

/// Reads, checks, renders and publishes into an empty folder.
#[divan::bench(args = [100, 1_000, 10_000], sample_count = 3, sample_size = 1)]
fn refrain_build(bencher: divan::Bencher, pages: usize) {
    let folder = project(pages);
    bencher.with_inputs(|| tempfile::tempdir().expect("a folder")).bench_refs(|out| {
        let site = whole(folder.path());
        publish(&out.path().join("site"), &site).expect("published").written
    });
}

/// The same when nothing has changed since the last build.
#[divan::bench(args = [100, 1_000, 10_000], sample_count = 3, sample_size = 1)]
fn refrain_build_again(bencher: divan::Bencher, pages: usize) {
    let folder = project(pages);
    let out = tempfile::tempdir().expect("a folder");
    publish(&out.path().join("site"), &whole(folder.path())).expect("published");
    bencher
        .bench_local(|| publish(&out.path().join("site"), &whole(folder.path())).expect("published").linked);
}

/// Reads and parses the same YAML and writes the same bytes, nothing else.
#[divan::bench(args = [100, 1_000, 10_000], sample_count = 3, sample_size = 1)]
fn bare_loop(bencher: divan::Bencher, pages: usize) {
    let folder = project(pages);
    let site = whole(folder.path());
    bencher.with_inputs(|| tempfile::tempdir().expect("a folder")).bench_refs(|out| {
        let files = Disk::new(folder.path());
        let mut playbook = Playbook::default();
        for path in files.walk("content").expect("a folder").iter().filter(|p| p.ends_with(".yaml")) {
            let bytes = files.read(path, usize::MAX).expect("a file");
            playbook.absorb(Playbook::read(&Source::decode(path.as_str(), &bytes).0).0);
        }
        for (path, bytes) in &site {
            let target = out.path().join(path);
            let parent = target.parent().expect("a folder");
            if !parent.exists() {
                std::fs::create_dir_all(parent).expect("a folder");
            }
            std::fs::write(target, bytes).expect("a file");
        }
        playbook.items().count()
    });
}

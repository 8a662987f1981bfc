//! A whole build from disk to disk, beside a bare loop that reads the same YAML, renders the same templates and writes the
//! same bytes, and does nothing else: no checking, no search index, no link is followed, and what each page shows is given.
//!
//! `cargo bench --bench whole`.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::disallowed_methods)]

mod made;

use std::path::Path;

use made::Size;
use refrain::check::check;
use refrain::files::{Disk, Files, Publication};
use refrain::model::Playbook;
use refrain::project::{Opening, Project};
use refrain::shape::Date;
use refrain::site::{DEFAULT, Options, Theme, contexts, digest, print};
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

fn open(root: &Path) -> (Disk, Project) {
    let files = Disk::new(root);
    let opening = Opening { as_of: None, today: Date::parse("2026-11-01").expect("a date"), paths: vec![] };
    let project = Project::open(&files, &opening).expect("a project");
    (files, project)
}

/// What `refrain build` does, without its memory of an earlier run.
fn whole(root: &Path, out: &Path) -> usize {
    let (files, project) = open(root);
    let outcome = check(&project);
    let theme = Theme::load(&files, DEFAULT).expect("the built-in theme");
    let publication = Publication::begin(&out.join("site")).expect("a folder");
    let put = |path: &str, bytes: Vec<u8>| publication.put(path, &bytes);
    print(&project, &outcome, &theme, &Options::default(), &put).expect("a site");
    publication.finish().expect("published").written
}

/// Reads, checks, renders and publishes into an empty folder.
#[divan::bench(args = [100, 1_000, 10_000], sample_count = 3, sample_size = 1)]
fn refrain_build(bencher: divan::Bencher, pages: usize) {
    let folder = project(pages);
    bencher
        .with_inputs(|| tempfile::tempdir().expect("a folder"))
        .bench_refs(|out| whole(folder.path(), out.path()));
}

/// The same when nothing has changed since: the project is read, and every published file held against what was written.
#[divan::bench(args = [100, 1_000, 10_000], sample_count = 3, sample_size = 1)]
fn refrain_build_again(bencher: divan::Bencher, pages: usize) {
    let folder = project(pages);
    let out = tempfile::tempdir().expect("a folder");
    whole(folder.path(), out.path());
    bencher.bench_local(|| {
        let (files, project) = open(folder.path());
        let theme = Theme::load(&files, DEFAULT).expect("the built-in theme");
        let digest = digest(&project, &theme, &Options::default());
        let publication = Publication::begin(&out.path().join("site")).expect("a folder");
        (digest, publication.stands().expect("it stands").linked)
    });
}

/// Reads and parses the same YAML, renders the same templates and writes the same bytes.
#[divan::bench(args = [100, 1_000, 10_000], sample_count = 3, sample_size = 1)]
fn bare_loop(bencher: divan::Bencher, pages: usize) {
    let folder = project(pages);
    let (files, project) = open(folder.path());
    let outcome = check(&project);
    let theme = Theme::load(&files, DEFAULT).expect("the built-in theme");
    let contexts = contexts(&project, &outcome, &theme, &Options::default()).expect("a site");
    bencher.with_inputs(|| tempfile::tempdir().expect("a folder")).bench_refs(|out| {
        let mut playbook = Playbook::default();
        for path in files.walk("content").expect("a folder").iter().filter(|p| p.ends_with(".yaml")) {
            let bytes = files.read(path, usize::MAX).expect("a file");
            playbook.absorb(Playbook::read(&Source::decode(path.as_str(), &bytes).0).0);
        }
        for (path, template, context) in &contexts {
            let target = out.path().join(path);
            let parent = target.parent().expect("a folder");
            if !parent.exists() {
                std::fs::create_dir_all(parent).expect("a folder");
            }
            std::fs::write(target, theme.render(template, path, context).expect("a page")).expect("a file");
        }
        playbook.items().count()
    });
}

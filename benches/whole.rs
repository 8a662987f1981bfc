//! A whole build from disk to disk, beside a bare loop that reads the same YAML, renders the same templates with the same
//! values and writes the same pages, and does nothing else: nothing is checked, linked, searched or published, and what each
//! page shows is given to it. At 100, 1,000 and 10,000 conversation pages.
//!
//! `cargo bench --bench whole`. Four things are timed in turns, each in a process of its own:
//!
//! * `bare loop`: on one thread; what the pages show is found before the clock starts;
//! * `without checking`: the project is opened, all of its site made and published; the findings are found before the clock
//!   starts;
//! * `refrain build`: the command, from its start to its end, with all rules;
//! * `nothing changed`: the command again, into the same folder.
//!
//! Each writes into a folder that was not there before, and nothing is deleted before the end: a file system gives away the
//! places of files that were just deleted more slowly, which the next to write would pay for. Before each, the disk is given
//! the time to take what the last one wrote. Medians count, and ratios are told with them.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::disallowed_methods, clippy::print_stdout)]

mod made;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use made::Size;
use refrain::check::check;
use refrain::files::{Disk, Files, Publication};
use refrain::limits;
use refrain::model::Playbook;
use refrain::project::{Opening, Project};
use refrain::shape::Date;
use refrain::site::{DEFAULT, Options, Theme, contexts, print};
use refrain::text::Source;

/// Conversation pages, and how often each is timed.
const SIZES: [(usize, usize); 3] = [(100, 9), (1_000, 7), (10_000, 5)];
/// What is timed, in the order of the turns.
const WAYS: [&str; 4] = [BARE, UNCHECKED, BUILD, AGAIN];
const BARE: &str = "bare loop";
const UNCHECKED: &str = "without checking";
const BUILD: &str = "refrain build";
const AGAIN: &str = "nothing changed";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [way @ (BARE | UNCHECKED), root, out] => println!("{}", timed(way, Path::new(root), Path::new(out))),
        _ => {
            let folder = tempfile::tempdir().expect("a folder");
            let mut first = None;
            for (pages, rounds) in SIZES {
                let medians = rounds_of(pages, rounds, folder.path());
                told(pages, rounds, medians, *first.get_or_insert((pages, medians)));
            }
        }
    }
}

/// The medians of all ways, in seconds.
fn rounds_of(pages: usize, rounds: usize, folder: &Path) -> [f64; 4] {
    let root = folder.join(format!("playbook-{pages}"));
    made::write(&made::project(Size { pages, copy_files: 80, words: 300, terms: 200, claims: 30 }), &root);
    let mut taken = [const { vec![] }; 4];
    for round in 0..rounds {
        let out = |way: &str| folder.join(format!("{pages}-{round}-{}", way.replace(' ', "-")));
        for (way, taken) in WAYS.iter().zip(&mut taken) {
            settle();
            taken.push(match *way {
                BUILD | AGAIN => command(&root, &out(BUILD)),
                way => own(way, &root, &out(way)),
            });
        }
        if round == 0 {
            same_pages(&out(BARE), &out(BUILD));
        }
    }
    taken.map(|mut times| {
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    })
}

fn told(pages: usize, rounds: usize, medians: [f64; 4], (fewest, first): (usize, [f64; 4])) {
    let [bare, unchecked, build, again] = medians;
    println!("{pages} conversation pages, medians of {rounds}:");
    for (way, seconds) in WAYS.iter().zip(medians) {
        println!("  {way:<18}{:>9.1} ms", seconds * 1e3);
    }
    println!(
        "  without checking / bare loop {:.2}, refrain build / bare loop {:.2}, nothing changed / refrain build {:.2}",
        unchecked / bare,
        build / bare,
        again / build
    );
    if pages > fewest {
        let more = pages as f64 / fewest as f64;
        println!(
            "  refrain build takes {:.2} times as long a page as at {fewest}, the bare loop {:.2} times",
            build / first[2] / more,
            bare / first[0] / more
        );
    }
}

/// Waits until the disk has what was written.
fn settle() {
    #[cfg(unix)]
    rustix::fs::sync();
}

/// Runs this program for one way, which tells how long it took.
fn own(way: &str, root: &Path, out: &Path) -> f64 {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    let done = command.arg(way).args([root, out]).stderr(Stdio::inherit()).output().expect("it runs");
    assert!(done.status.success(), "{way} failed");
    String::from_utf8_lossy(&done.stdout).trim().parse().expect("seconds")
}

/// Runs `refrain build` from its start to its end.
fn command(root: &Path, out: &Path) -> f64 {
    let mut command = Command::new(env!("CARGO_BIN_EXE_refrain"));
    command.args(["--quiet", "build", "--out"]).arg(out).current_dir(root);
    let start = Instant::now();
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).status().expect("it runs");
    assert!(status.success(), "the build failed");
    start.elapsed().as_secs_f64()
}

fn open(root: &Path) -> (Disk, Project) {
    let files = Disk::new(root);
    let opening = Opening { as_of: None, today: Date::parse("2026-11-01").expect("a date"), paths: vec![] };
    let project = Project::open(&files, &opening).expect("a project");
    (files, project)
}

/// How long one way takes, in seconds.
fn timed(way: &str, root: &Path, out: &Path) -> f64 {
    let (files, project) = open(root);
    let outcome = check(&project);
    let theme = Theme::load(&files, DEFAULT).expect("the built-in theme");
    if way == UNCHECKED {
        let start = Instant::now();
        let (files, project) = open(root);
        let theme = Theme::load(&files, DEFAULT).expect("the built-in theme");
        let publication = Publication::begin(out).expect("a folder");
        let put = |path: &str, bytes: &[u8]| publication.put(path, bytes);
        print(&project, &outcome, &theme, &Options::default(), &put).expect("a site");
        publication.finish().expect("published");
        return start.elapsed().as_secs_f64();
    }
    let pages = contexts(&project, &outcome, &theme, &Options::default()).expect("a site");
    let start = Instant::now();
    let mut playbook = Playbook::default();
    for path in files.walk("content").expect("a folder").iter().filter(|p| p.ends_with(".yaml")) {
        let bytes = files.read(path, limits::YAML_BYTES).expect("a file");
        playbook.absorb(Playbook::read(&Source::decode(path.as_str(), &bytes).0).0);
    }
    let mut folders: BTreeSet<PathBuf> = BTreeSet::new();
    for (path, template, context) in &pages {
        let target = out.join(path);
        let folder = target.parent().expect("a folder");
        if !folders.contains(folder) {
            std::fs::create_dir_all(folder).expect("a folder");
            folders.insert(folder.to_owned());
        }
        std::fs::write(&target, theme.render(template, path, context).expect("a page")).expect("a file");
    }
    let seconds = start.elapsed().as_secs_f64();
    assert!(playbook.items().count() > 0);
    seconds
}

/// Holds that both wrote the same pages, but for how a link of the messaging is written.
fn same_pages(bare: &Path, whole: &Path) {
    let size = |folder: &Path| -> Vec<u64> {
        let mut pages: Vec<_> =
            std::fs::read_dir(folder.join("talk")).expect("pages").map(Result::unwrap).collect();
        pages.sort_by_key(std::fs::DirEntry::file_name);
        pages.iter().map(|page| page.metadata().expect("a page").len()).collect()
    };
    assert_eq!(size(bare), size(whole), "the pages differ");
}

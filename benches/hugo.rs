//! The same playbook built by Refrain and by Hugo, one whole process after the other: wall time and peak memory.
//!
//! `benches/side-by-side-hugo` installs Hugo and runs this. `benches/hugo` is the site for Hugo: a content adapter that adds
//! a page for everything in the same YAML files, and layouts that draw from them, page by page, what Refrain's pages show of
//! this playbook. Before anything is timed the two sites are compared (`alike`): they must have the same files, and pages of
//! each kind the same words, links and list items within a tenth.
//!
//! The layouts are meant to be the fastest that a Hugo user would write: what the data holds is looked up in maps that are
//! drawn up once, nothing searches all pages for each page, menus and cards that stand on many pages are drawn once
//! (`partialCached`), and a message's text is rendered once for its two pages. Other ways were tried on 10,000 conversations,
//! which then took Hugo 19 s of processor time. With lists and the search index gathered item by item, and a lookup for each
//! block of a page instead of its own description, it took 27 s; with the text rendered again for the conversation
//! (`markdownify`) 21 s. To keep the maps in `site.Store`, or most of the text out of the search index, made no difference.
//!
//! Where the two still differ, it is Hugo that does less, but for the search index:
//!
//! - It checks nothing. Refrain holds all copy and messaging against the rules, and shows what it found on the pages of claims;
//!   these are the only pages that say more than Hugo's, and are not held to the tenth.
//! - Pages that a site has once whatever its size (rules, calculators, findings) are handed to it with their text, and so are
//!   styles, scripts, schemas and the data files of kinds that this playbook has nothing of.
//! - Only the long texts are Markdown to it. Refrain reads every line as Markdown.
//! - The layouts ask for no kinds that this playbook lacks (objections, rivals, plays, segments), nor for when an item was
//!   verified; Refrain looks for all of them.
//! - Files are named without the line, and the page of blind spots has no chart.
//! - Its search index is a list of texts, where Refrain's is one of the words in them and less than half as large.
//! - It leaves what an earlier build wrote where it is; Refrain exchanges the whole site at once.
//!
//! Neither makes a sitemap or a feed: the playbook names no address. Linux only: the peak memory is read from `/proc`.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::disallowed_methods, clippy::print_stdout)]

mod alike;
mod made;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use made::Size;

/// How often each is run, in turns; the median counts.
const RUNS: usize = 3;
/// Conversations.
const PAGES: [usize; 2] = [1_000, 10_000];
/// What Hugo makes besides pages.
const MADE: [&str; 9] = [
    "api/v1/claims.json",
    "api/v1/figures.json",
    "api/v1/messages.json",
    "api/v1/pains.json",
    "api/v1/personas.json",
    "api/v1/terms.json",
    "assets/search-index.js",
    "llms.txt",
    "llms-full.txt",
];
/// What Refrain notes for its own next build.
const OWN: &str = ".refrain-manifest.json";

fn main() {
    let Some(hugo) = std::env::var_os("HUGO").map(PathBuf::from) else {
        println!("not run: HUGO names no program; see benches/side-by-side-hugo");
        return;
    };
    for pages in PAGES {
        println!("{pages} conversations");
        compared(pages, &hugo);
    }
}

fn compared(pages: usize, hugo: &Path) {
    let folder = tempfile::tempdir().unwrap();
    let (playbook, site) = (folder.path().join("playbook"), folder.path().join("hugo"));
    let size = Size { pages, copy_files: 80, words: 300, terms: 200, claims: 30 };
    made::write(&made::project(size), &playbook);
    // Each into a folder of its own that is deleted only at the end: after a deletion of many files the next one to create
    // some pays for it.
    let ours_in = |round: usize| folder.path().join(format!("ours-{round}"));
    let theirs_in = |round: usize| folder.path().join(format!("theirs-{round}"));
    let ours = |round: usize| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_refrain"));
        command.args(["--quiet", "build", "--out"]).arg(ours_in(round)).current_dir(&playbook);
        command
    };
    let theirs = |round: usize| {
        let mut command = Command::new(hugo);
        command.args(["--quiet", "--destination"]).arg(theirs_in(round)).current_dir(&site);
        command
    };
    run(ours(0));
    site_of_hugo(&site, &playbook, &ours_in(0));
    run(theirs(0));
    alike::told(&ours_in(0), &theirs_in(0), OWN);
    let (mut refrain, mut other, mut again) = (vec![], vec![], vec![]);
    for round in 1..=RUNS {
        refrain.push(run(ours(round)));
        again.push(run(ours(round)));
        other.push(run(theirs(round)));
    }
    let base = told("refrain build", refrain, None);
    told("refrain build, nothing changed", again, Some(base));
    told("hugo", other, Some(base));
}

/// Prints the medians, and returns that of the time.
fn told(name: &str, mut runs: Vec<(Duration, u64)>, base: Option<f64>) -> f64 {
    runs.sort();
    let (time, _) = runs[RUNS / 2];
    let memory = runs.iter().map(|(_, kb)| kb).max().unwrap() / 1024;
    let seconds = time.as_secs_f64();
    let ratio =
        base.map_or(String::new(), |base| format!(", {:.2} times refrain's cold build", seconds / base));
    println!("{name}: {seconds:.2} s, peak {memory} MB{ratio}");
    seconds
}

/// Writes the site for Hugo: the layouts, the playbook's files as they are, and what Hugo is handed of our site.
fn site_of_hugo(site: &Path, playbook: &Path, ours: &Path) {
    let layouts = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/hugo");
    let copied = |from: &Path, to: &str| {
        for path in alike::files(from) {
            write(&site.join(to).join(&path), &fs::read(from.join(&path)).unwrap());
        }
    };
    copied(&layouts, "");
    for kind in ["people", "claims", "terms"] {
        copied(&playbook.join("content").join(kind), &format!("data/{kind}"));
    }
    copied(&playbook.join("content/copy"), "content/copy");
    for path in alike::files(ours) {
        let (path, file) = (path.as_str(), ours.join(&path));
        let (folder, name) = path.split_once('/').unwrap_or(("", path));
        if let Some(stem) = name.strip_suffix(".html") {
            let once = folder == "checks" || folder == "findings";
            let drawn = ["404", "index"].contains(&stem) || site.join(format!("content/{stem}.md")).exists();
            if once || folder.is_empty() && !drawn {
                let page = handed(folder, &fs::read_to_string(&file).unwrap());
                write(&site.join("content").join(path), page.as_bytes());
            }
        } else if !MADE.contains(&path) && path != OWN {
            write(&site.join("static").join(path), &fs::read(&file).unwrap());
        }
    }
}

/// A page that a site has once, as content for Hugo: its title, description and text.
fn handed(folder: &str, page: &str) -> String {
    let between = |from: &str, to: &str| {
        let start = page.find(from).unwrap() + from.len();
        &page[start..start + page[start..].find(to).unwrap()]
    };
    let main = between("<main id=\"main\" tabindex=\"-1\">", "</main>");
    let text = main.split_once("</nav>").map_or(main, |(_, text)| text);
    let title = plain(between("<title>", "</title>"));
    let matter = serde_json::json!({
        "title": title.rsplit_once(" · ").map_or(title.as_str(), |(title, _)| title),
        "description": plain(between("name=\"description\" content=\"", "\">")),
        "class": between("<body class=\"page-", "\""),
        "type": if folder.is_empty() { "page" } else { folder },
    });
    // Two braces would begin a shortcode.
    format!("{matter:#}\n{}", text.replace("{{", "&#123;&#123;"))
}

/// HTML without its entities.
fn plain(html: &str) -> String {
    let entities =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&amp;", "&")];
    entities.iter().fold(html.to_owned(), |text, (entity, sign)| text.replace(entity, sign))
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// Runs a program to its end: how long it took, and the most memory it held, in kilobytes.
fn run(mut command: Command) -> (Duration, u64) {
    // What the run before has written is not waited for in this one.
    rustix::fs::sync();
    let begun = Instant::now();
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let (over, peak) = (AtomicBool::new(false), AtomicU64::new(0));
    let taken = std::thread::scope(|scope| {
        scope.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                let text = fs::read_to_string(&status).unwrap_or_default();
                let line = text.lines().find_map(|l| l.strip_prefix("VmHWM:"));
                let kb = line.and_then(|l| l.split_whitespace().next()?.parse().ok()).unwrap_or(0);
                peak.fetch_max(kb, Ordering::Relaxed);
                std::thread::sleep(Duration::from_millis(10));
            }
        });
        let done = child.wait().unwrap();
        let taken = begun.elapsed();
        over.store(true, Ordering::Relaxed);
        assert!(done.success(), "{command:?} failed");
        taken
    });
    (taken, peak.into_inner())
}

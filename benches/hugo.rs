//! The same playbook built by Refrain and by Hugo, one whole process after the other: wall time and peak memory.
//!
//! `benches/side-by-side-hugo` installs Hugo and runs this. Both make a page for each conversation, message, persona and
//! pain from the same YAML. Hugo's job is the lighter one: its pages are a finished page of Refrain as a layout, so that
//! only the title and the text, which is Markdown, are filled in; it checks nothing, links nothing and makes no search
//! index. Linux only: the peak memory is read from `/proc`.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::disallowed_methods, clippy::print_stdout)]

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
const PAGES: usize = 10_000;

const SETTINGS: &str = "baseURL: https://playbook.example/\ntitle: Dockhand\nuglyURLs: true\n\
                        disableKinds: [taxonomy, term, rss, sitemap, robotstxt, section, home, '404']\n\
                        caches: {misc: {dir: ':cacheDir/misc'}}\n";
/// A page for everything that the YAML files hold.
const PAGES_FROM_YAML: &str = r#"{{ range $file := hugo.Data.people }}
{{ range .personas }}{{ $.AddPage (dict "path" (printf "persona/%s" .id) "title" .name "content" (dict "mediaType" "text/markdown" "value" .outcome)) }}{{ end }}
{{ range .pains }}{{ $.AddPage (dict "path" (printf "pain/%s" .id) "title" .statement "content" (dict "mediaType" "text/markdown" "value" .statement)) }}{{ end }}
{{ range .messages }}
{{ $.AddPage (dict "path" (printf "message/%s" .id) "title" .headline "content" (dict "mediaType" "text/markdown" "value" .long)) }}
{{ $.AddPage (dict "path" (printf "talk/%s--%s" (index .personas 0) .stage) "title" .headline "content" (dict "mediaType" "text/markdown" "value" .long)) }}
{{ end }}{{ end }}
"#;

fn main() {
    let Some(hugo) = std::env::var_os("HUGO").map(PathBuf::from) else {
        println!("not run: HUGO names no program; see benches/side-by-side-hugo");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let (playbook, site) = (folder.path().join("playbook"), folder.path().join("hugo"));
    let size = Size { pages: PAGES, copy_files: 80, words: 300, terms: 200, claims: 30 };
    made::write(&made::project(size), &playbook);
    // Each into a folder of its own that is deleted only at the end: after a deletion of many files the next one to create
    // some pays for it.
    let ours = |round: usize| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_refrain"));
        let out = folder.path().join(format!("ours-{round}"));
        command.args(["--quiet", "build", "--out"]).arg(out).current_dir(&playbook);
        command
    };
    run(ours(0));
    site_of_hugo(&site, &playbook, &folder.path().join("ours-0"));
    let theirs = |round: usize| {
        let mut command = Command::new(&hugo);
        let out = folder.path().join(format!("theirs-{round}"));
        command.args(["--quiet", "--destination"]).arg(out).current_dir(&site);
        command
    };
    let (mut refrain, mut other, mut again) = (vec![], vec![], vec![]);
    for round in 1..=RUNS {
        refrain.push(run(ours(round)));
        again.push(run(ours(round)));
        other.push(run(theirs(round)));
    }
    let base = told("refrain build", refrain, None);
    told("refrain build, nothing changed", again, Some(base));
    told("hugo", other, Some(base));
    for name in ["ours", "theirs"] {
        let (files, bytes) = count(&folder.path().join(format!("{name}-1")));
        println!("{name}: {files} pages, {} MB", bytes / 1_000_000);
    }
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

/// Writes the same data as a site of Hugo, with a page of ours as its layout.
fn site_of_hugo(site: &Path, playbook: &Path, ours: &Path) {
    let write = |path: &str, text: &str| {
        let path = site.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("hugo.yaml", SETTINGS);
    write("content/_content.gotmpl", PAGES_FROM_YAML);
    let layout = |kind: &str| {
        let folder = ours.join(kind);
        let mut pages: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
        pages.sort();
        let page = fs::read_to_string(&pages[0]).unwrap().replace("{{", "").replace("}}", "");
        // The first paragraph of the page's text gives way to the whole text.
        let start = page.find("<main").unwrap();
        let start = start + page[start..].find("<p").unwrap();
        let end = start + page[start..].find("</p>").unwrap() + "</p>".len();
        format!("{}<h2>{{{{ .Title }}}}</h2>{{{{ .Content }}}}{}", &page[..start], &page[end..])
    };
    for kind in ["talk", "message", "persona", "pain"] {
        write(&format!("layouts/{kind}/single.html"), &layout(kind));
    }
    for entry in walk(&playbook.join("content/people")) {
        let name = entry.file_stem().unwrap().to_str().unwrap().to_owned();
        write(&format!("data/people/{name}.yaml"), &fs::read_to_string(&entry).unwrap());
    }
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let (mut files, mut folders) = (vec![], vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files
}

/// How many pages there are below a folder, and their bytes.
fn count(folder: &Path) -> (usize, u64) {
    let pages: Vec<PathBuf> =
        walk(folder).into_iter().filter(|p| p.extension().is_some_and(|e| e == "html")).collect();
    (pages.len(), pages.iter().map(|p| fs::metadata(p).unwrap().len()).sum())
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

//! History in the playbook, from real repositories: what changed on each item's page, the page of all changes, the feed,
//! the site map; clones without the whole past, folders without git, editions for one team.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use refrain::check::check;
use refrain::files::Disk;
use refrain::history::Chronicle;
use refrain::project::{Opening, Project};
use refrain::shape::Date;
use refrain::site::{DEFAULT, Options, Site, Theme, build};
use tempfile::TempDir;

const SETTINGS: &str =
    "company: Acme\nteams: [marketing, sales]\nsite: {base_url: https://acme.example/book}\n";

/// A repository with a playbook in it.
struct Repo(TempDir);

impl Repo {
    fn new() -> Self {
        let repo = Self(tempfile::tempdir().unwrap());
        repo.git(&["init", "--quiet", "--initial-branch=main"], "2026-01-01", "Ida");
        repo.write("refrain.yaml", SETTINGS);
        repo
    }

    fn root(&self) -> &Path {
        self.0.path()
    }

    fn git(&self, arguments: &[&str], day: &str, by: &str) -> String {
        let day = format!("{day}T12:00:00+02:00");
        let run = Command::new("git")
            .current_dir(self.root())
            .args([
                "-c",
                "commit.gpgsign=false",
                "-c",
                "tag.gpgsign=false",
                "-c",
                "protocol.file.allow=always",
            ])
            .args(arguments)
            .envs([("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_SYSTEM", "/dev/null")])
            .envs([("GIT_AUTHOR_NAME", by), ("GIT_AUTHOR_EMAIL", "a@acme.example")])
            .envs([("GIT_COMMITTER_NAME", by), ("GIT_COMMITTER_EMAIL", "a@acme.example")])
            .envs([("GIT_AUTHOR_DATE", &day), ("GIT_COMMITTER_DATE", &day)])
            .output()
            .unwrap();
        assert!(run.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
        String::from_utf8(run.stdout).unwrap()
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn commit(&self, day: &str, by: &str, subject: &str, content: &str) -> String {
        self.write("content/a.yaml", content);
        self.git(&["add", "--all"], day, by);
        self.git(&["commit", "--quiet", "--allow-empty", "-m", subject], day, by);
        self.git(&["rev-parse", "HEAD"], day, by).trim().to_owned()
    }

    fn site(&self, audience: Option<&str>) -> Site {
        site(self.root(), audience)
    }
}

fn site(root: &Path, audience: Option<&str>) -> Site {
    let files = Disk::new(root);
    let opening = Opening { as_of: None, today: Date::parse("2026-11-01").unwrap(), paths: vec![] };
    let mut project = Project::open(&files, &opening).unwrap_or_else(|f| panic!("{f:#?}"));
    project.past = Arc::new(Chronicle::open(root));
    let outcome = check(&project);
    let theme = Theme::load(&files, DEFAULT).unwrap();
    let options = Options { audience: audience.map(str::to_owned), ..Options::default() };
    let site = build(&project, &outcome, &theme, &options).unwrap_or_else(|f| panic!("{f:#?}"));
    assert!(site.faults.is_empty(), "{:#?}", site.faults);
    site
}

fn text<'s>(site: &'s Site, path: &str) -> &'s str {
    let bytes = site.files.get(path).unwrap_or_else(|| panic!("there is no {path}"));
    std::str::from_utf8(bytes).unwrap()
}

/// A page from a heading on, without tags, on one line.
fn words(page: &str, from: &str) -> String {
    let page = page.split_once(from).unwrap_or_else(|| panic!("there is no {from}")).1;
    let page = page.split("</main>").next().unwrap();
    let tags = regex::Regex::new("<(/?)(del|ins)>|<[^>]*>").unwrap();
    let marked = tags.replace_all(page, |c: &regex::Captures| match (&c.get(1), &c.get(2)) {
        (Some(close), Some(name)) => format!(
            "{}{}",
            if close.is_empty() { " [" } else { "] " },
            if close.is_empty() { &name.as_str()[..1] } else { "" }
        ),
        _ => " ".to_owned(),
    });
    marked.split_whitespace().collect::<Vec<_>>().join(" ")
}

const ONE: &str = "claims:
  - {id: rate, says: On average 58% of slots are refilled, figure: {value: 58, unit: percent}, owner: marketing}
pains: [{id: gaps, statement: Gaps in the day}]
";

/// Five commits, a tag, and a claim that was changed, confirmed and retired.
fn five() -> Repo {
    let repo = Repo::new();
    repo.commit("2026-01-05", "Ida", "Begin", ONE);
    repo.commit("2026-02-10", "Noor b", "Count again & <script>alert(1)</script>", &ONE.replace("58", "62"));
    repo.git(&["tag", "2026-q1"], "2026-02-10", "Ida");
    repo
}

fn later(repo: &Repo) {
    repo.commit(
        "2026-03-02",
        "Ida",
        "Look at it",
        &ONE.replace("58", "62").replace("owner: marketing", "owner: marketing, reviewed: 2026-03-02"),
    );
    repo.commit("2026-03-04", "Ida", "Gaps are gone", "claims:\n  - {id: rate, status: retired, says: On average 62% of slots are refilled, figure: {value: 62, unit: percent}, owner: marketing, reviewed: 2026-03-02}\n");
}

#[test]
fn an_items_page_tells_what_it_said_before_and_who_changed_it_when_and_why() {
    let repo = five();
    let site = repo.site(None);
    let page = text(&site, "claim/rate.html");
    let told = words(page, "<section class=\"card history\"");
    for expected in [
        "changed 10 Feb 2026 Noor b Count again &amp; &lt;script&gt;alert(1)&lt;/script&gt;",
        "Figure [d58%] [i62%]",
        "Wording On average [d58%] [i62%] of slots are refilled",
        "added 5 Jan 2026 Ida Begin",
    ] {
        assert!(told.contains(expected), "no `{expected}` in {told}");
    }
    assert!(!page.contains("<script>alert"));
    // The newest first.
    assert!(told.find("10 Feb").unwrap() < told.find("5 Jan").unwrap());
    assert!(
        words(text(&site, "pain/gaps.html"), "<section class=\"card history\"")
            .contains("added 5 Jan 2026 Ida Begin")
    );
    assert!(text(&site, "index.html").contains("What changed lately"));
}

#[test]
fn the_page_of_changes_goes_by_weeks_and_versions() {
    let repo = five();
    later(&repo);
    let site = repo.site(None);
    let told = words(text(&site, "changes.html"), "<h1>");
    let order = [
        "Since 2026-q1 2",
        "Week of 2 Mar 2026 Gaps are gone 4 Mar 2026 Ida",
        "retired Rate Claim",
        "removed Gaps Pain",
        "Look at it 2 Mar 2026 Ida",
        "confirmed Rate Claim Reviewed [i2026-03-02]",
        "Week of 9 Feb 2026 2026-q1 everything below is in this version Count again",
        "changed Rate Claim Figure [d58%] [i62%]",
        "Week of 5 Jan 2026 Begin",
    ];
    let mut at = 0;
    for expected in order {
        let found =
            told[at..].find(expected).unwrap_or_else(|| panic!("no `{expected}` after {at} in {told}"));
        at += found;
    }
    // A link to where a version begins leads to a place; what is gone has no page.
    assert!(text(&site, "changes.html").contains("href=\"changes.html#since-2026-q1\""));
    assert!(!text(&site, "changes.html").contains("claim/rate.html"));
}

#[test]
fn pages_of_many_changes_stay_small_and_old_ones_stay_as_they_are() {
    let repo = Repo::new();
    let content = |n: usize| -> String {
        let items: String = (0..n % 7 + 3)
            .map(|i| {
                format!("  - {{id: p{i}, statement: 'Version {n} of a pain that costs {} hours'}}\n", n * i)
            })
            .collect();
        format!("pains:\n{items}")
    };
    for n in 0..24 {
        repo.commit(
            &format!("2026-0{}-{:02}", n / 8 + 1, n % 8 * 3 + 1),
            "Ida",
            &format!("Step {n}"),
            &content(n),
        );
    }
    let many: String = (0..300).map(|i| format!("  - {{id: m{i}, statement: Pain {i}}}\n")).collect();
    let before = repo.site(None);
    repo.commit("2026-05-01", "Ida", "Import", &format!("pains:\n{many}"));
    let after = repo.site(None);
    let archive = |site: &Site| -> Vec<String> {
        site.files.keys().filter(|p| p.starts_with("changes/")).cloned().collect()
    };
    assert!(archive(&before).len() >= 2, "{:?}", archive(&before));
    let main = |site: &Site, path: &str| {
        text(site, path).split("<main").nth(1).unwrap().split("</main>").next().unwrap().to_owned()
    };
    // The menu counts items and the archive's last page may now be followed; the changes themselves are the same.
    let first = "changes/1.html";
    assert_eq!(words(&main(&before, first), "<h1>"), words(&main(&after, first), "<h1>"));
    for (path, bytes) in after.files.iter().filter(|(p, _)| p.starts_with("changes")) {
        assert!(bytes.len() < 60_000, "{path} has {} bytes", bytes.len());
    }
    assert!(
        words(text(&after, "changes.html"), "<h1>").contains("more: "),
        "a large commit is told by numbers"
    );
    let marks = text(&after, "assets/changes.js");
    assert!(marks.len() < 16_000, "{} bytes of marks", marks.len());
}

#[test]
fn the_feed_is_valid_and_keeps_its_ids() {
    let repo = five();
    later(&repo);
    let first = repo.site(None);
    let feed = text(&first, "feed.xml");
    assert_eq!(feed, text(&repo.site(None), "feed.xml"), "the same input gives the same feed");
    let entries = atom(feed);
    assert_eq!(entries.len(), 4);
    assert_eq!(entries[0].1, "Gaps are gone");
    assert_eq!(entries[2].1, "Count again & <script>alert(1)</script>");
    assert_eq!(entries[2].2, "2026-02-10T10:00:00Z");
    assert!(entries[2].3.contains("<del>58%</del> <ins>62%</ins>"), "{}", entries[2].3);
    // Another address, another day, another commit: what was told keeps its name.
    repo.write("refrain.yaml", &SETTINGS.replace("acme.example/book", "other.example"));
    repo.commit("2026-06-01", "Ida", "One more", "pains: [{id: late, statement: Late}]\n");
    let next = repo.site(None);
    let moved = atom(text(&next, "feed.xml"));
    let ids =
        |list: &[(String, String, String, String)]| list.iter().map(|e| e.0.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&moved)[1..], ids(&entries)[..]);
    let sitemap = roxmltree::Document::parse(text(&next, "sitemap.xml")).unwrap();
    let of = |page: &str| {
        let url = sitemap
            .descendants()
            .find(|n| n.has_tag_name("url") && n.descendants().any(|d| d.text() == Some(page)));
        url.and_then(|u| u.descendants().find(|n| n.has_tag_name("lastmod")))
            .and_then(|n| n.text())
            .map(str::to_owned)
    };
    assert_eq!(of("https://other.example/pain/late.html").as_deref(), Some("2026-06-01"));
}

#[test]
fn a_conversation_is_as_new_as_the_newest_of_what_it_shows() {
    let repo = five();
    let persona =
        "personas: [{id: chief, name: Chief, outcome: Sleep, pains: [late]}]\npains: [{id: late, statement: ";
    repo.commit("2026-06-01", "Ida", "Name the chief", &format!("{persona}Late}}]\n"));
    repo.commit("2026-06-05", "Ida", "Word the pain", &format!("{persona}Too late}}]\n"));
    let site = repo.site(None);
    let sitemap = text(&site, "sitemap.xml");
    let day = |page: &str| {
        let rest = sitemap.split_once(&format!("/{page}</loc>")).map(|(_, rest)| rest);
        let url = rest.and_then(|rest| rest.split("</url>").next()).unwrap_or_else(|| panic!("{sitemap}"));
        url.split("<lastmod>").nth(1).and_then(|d| d.split('<').next()).map(str::to_owned)
    };
    assert_eq!(day("persona/chief.html").as_deref(), Some("2026-06-01"));
    assert_eq!(day("talk/chief--why-change.html").as_deref(), Some("2026-06-05"));
}

/// The entries of a feed that keeps to RFC 4287: id, title, updated, content.
fn atom(feed: &str) -> Vec<(String, String, String, String)> {
    let document = roxmltree::Document::parse(feed).unwrap_or_else(|e| panic!("{e}: {feed}"));
    let root = document.root_element();
    let name = |local: &'static str| ("http://www.w3.org/2005/Atom", local);
    assert!(root.has_tag_name(name("feed")));
    let one = |node: roxmltree::Node, local: &'static str| -> String {
        let all: Vec<_> = node.children().filter(|c| c.has_tag_name(name(local))).collect();
        assert_eq!(all.len(), 1, "{local} stands {} times", all.len());
        all[0].text().unwrap_or("").to_owned()
    };
    let moment = regex::Regex::new(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$").unwrap();
    let uuid =
        regex::Regex::new(r"^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")
            .unwrap();
    let links = |node: roxmltree::Node, rel: &str| {
        let found =
            node.children().filter(|c| c.has_tag_name(name("link")) && c.attribute("rel") == Some(rel));
        let found: Vec<String> = found.filter_map(|c| c.attribute("href").map(str::to_owned)).collect();
        assert!(found.len() == 1 && found[0].starts_with("https://"), "{rel}: {found:?}");
    };
    assert!(uuid.is_match(&one(root, "id")) && !one(root, "title").is_empty());
    assert!(moment.is_match(&one(root, "updated")));
    links(root, "self");
    links(root, "alternate");
    let mut ids = vec![one(root, "id")];
    let entries = root.children().filter(|c| c.has_tag_name(name("entry")));
    let read = |entry: roxmltree::Node| {
        let (id, updated) = (one(entry, "id"), one(entry, "updated"));
        assert!(uuid.is_match(&id) && moment.is_match(&updated), "{id} {updated}");
        assert!(!ids.contains(&id), "{id} stands twice");
        ids.push(id.clone());
        links(entry, "alternate");
        let author = entry.children().find(|c| c.has_tag_name(name("author"))).unwrap();
        assert!(!one(author, "name").is_empty());
        let content = entry.children().find(|c| c.has_tag_name(name("content"))).unwrap();
        assert_eq!(content.attribute("type"), Some("html"));
        assert!(!content.text().unwrap().contains("<script"));
        (id, one(entry, "title"), updated, one(entry, "content"))
    };
    entries.map(read).collect()
}

#[test]
fn without_an_address_there_is_no_feed_and_the_page_says_why() {
    let repo = five();
    repo.write("refrain.yaml", "company: Acme\n");
    let site = repo.site(None);
    assert!(!site.files.contains_key("feed.xml") && !site.files.contains_key("sitemap.xml"));
    assert!(
        words(text(&site, "changes.html"), "<h1>")
            .contains("There is no feed: it needs the address of the site")
    );
    assert!(!text(&site, "index.html").contains("application/atom+xml"));
}

#[test]
fn without_git_and_in_a_shallow_clone_the_pages_say_so_and_tell_what_the_lock_file_keeps() {
    let repo = five();
    let lock =
        Command::new(env!("CARGO_BIN_EXE_refrain")).current_dir(repo.root()).arg("history").output().unwrap();
    assert!(lock.status.success(), "{}", String::from_utf8_lossy(&lock.stderr));
    repo.git(&["add", "refrain.lock"], "2026-02-12", "Ida");
    repo.git(&["commit", "--quiet", "-m", "Lock"], "2026-02-12", "Ida");
    let plain = tempfile::tempdir().unwrap();
    for path in ["refrain.yaml", "refrain.lock", "content/a.yaml"] {
        let to: PathBuf = plain.path().join(path);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(repo.root().join(path), to).unwrap();
    }
    let clone = tempfile::tempdir().unwrap();
    let url = format!("file://{}", repo.root().display());
    repo.git(
        &["clone", "--quiet", "--depth", "1", &url, clone.path().to_str().unwrap()],
        "2026-02-12",
        "Ida",
    );
    for (root, why) in [(plain.path(), "git"), (clone.path(), "holds the newest commits only")] {
        let site = site(root, None);
        let told = words(text(&site, "claim/rate.html"), "<section class=\"card history\"");
        assert!(told.contains("[dOn average 58% of slots are refilled] until 10 Feb 2026"), "{told}");
        assert!(told.contains(why), "{told}");
        let told = words(text(&site, "changes.html"), "<h1>");
        assert!(told.contains("No history is known here") && told.contains("refilled Wording [d"), "{told}");
        assert!(!site.files.contains_key("feed.xml") && !site.files.contains_key("assets/changes.js"));
        // Nobody knows for whom a former wording was, so an edition does not tell it.
        assert!(!text(&self::site(root, Some("sales")), "claim/rate.html").contains("58%"));
    }
}

#[test]
fn what_is_kept_between_runs_gives_the_same_past_as_reading_it_all() {
    let repo = five();
    let cache = repo.root().join(".refrain-cache/past.json");
    let whole = || {
        let _ = fs::remove_file(&cache);
        Chronicle::open(repo.root())
    };
    assert_eq!(Chronicle::open(repo.root()), whole());
    assert_eq!(Chronicle::open(repo.root()), whole(), "from what is kept");
    Chronicle::open(repo.root());
    later(&repo);
    assert_eq!(Chronicle::open(repo.root()).steps.len(), 4, "what came since is read");
    let since = Chronicle::open(repo.root());
    assert_eq!(since, whole());
    // Another branch, which the kept head is not on.
    repo.git(&["switch", "--quiet", "--create", "other", "HEAD~3"], "2026-04-01", "Ida");
    repo.commit("2026-04-01", "Ida", "Elsewhere", &ONE.replace("58", "70"));
    let other = Chronicle::open(repo.root());
    assert_eq!((other.steps.len(), &other), (2, &whole()));
    for damage in ["", "{", "{\"program\":\"x\",\"head\":\"\",\"steps\":[]}"] {
        fs::write(&cache, damage).unwrap();
        assert_eq!(Chronicle::open(repo.root()), other, "after {damage}");
    }
}

#[test]
fn an_edition_never_tells_what_was_internal_to_others() {
    let repo = Repo::new();
    let item = |rest: &str| format!("claims:\n  - {{id: rate, says: On average 62% are refilled}}\n{rest}");
    repo.commit("2026-01-05", "Ida", "Begin with qsubject-sales", &item("pains: [{id: plan, internal_to: sales, statement: Qinside-sales first}, {id: qgone-sales, internal_to: sales, statement: Qgone-sales words}]\nterms: [{use: qword-sales, audience: [sales]}]\n"));
    repo.commit("2026-01-06", "Ida", "Qsecond-sales", &item("pains: [{id: plan, internal_to: sales, statement: Qinside-sales second}]\ncompetitors: [{id: rival, name: Rival, strengths: [price, qgone-sales]}]\n"));
    // It is for all from now on; what it said before is not.
    repo.commit("2026-01-07", "Ida", "Open it", &item("pains: [{id: plan, statement: A plan for all}]\ncompetitors: [{id: rival, name: Rival, strengths: [price]}]\n"));
    repo.commit("2026-01-08", "Ida", "Say it better", &item("pains: [{id: plan, statement: A better plan for all}, {id: shut, statement: Open yet}]\ncompetitors: [{id: rival, name: Rival, strengths: [price]}]\n"));
    // And this is for sales from now on, with all that it ever said.
    repo.commit("2026-01-09", "Ida", "Close qshut-sales", &item("pains: [{id: plan, statement: A better plan for all}, {id: shut, internal_to: sales, statement: Qshut-sales}]\ncompetitors: [{id: rival, name: Rival, strengths: [price]}]\n"));
    let leaks = |site: &Site| -> Vec<String> {
        let mark = regex::Regex::new(r"(?i)\bq[a-z]+-sales\b|open yet").unwrap();
        let found = site.files.iter().flat_map(|(path, bytes)| {
            let text = String::from_utf8_lossy(bytes).into_owned();
            mark.find_iter(&text).map(|m| format!("{path}: {}", m.as_str())).collect::<Vec<_>>()
        });
        found.collect()
    };
    let sales = repo.site(Some("sales"));
    assert!(leaks(&sales).len() > 10, "{:?}", leaks(&sales));
    assert!(leaks(&repo.site(None)).len() > 10);
    let marketing = repo.site(Some("marketing"));
    assert_eq!(leaks(&marketing), Vec::<String>::new());
    let told = words(text(&marketing, "pain/plan.html"), "<section class=\"card history\"");
    assert!(
        told.contains("added 7 Jan 2026") && told.contains("[iA better] plan for all")
            || told.contains("A [ibetter] plan for all"),
        "{told}"
    );
    assert!(!told.contains("5 Jan"), "{told}");
    assert_eq!(atom(text(&marketing, "feed.xml")).len(), 4);
    assert_ne!(text(&marketing, "feed.xml"), text(&sales, "feed.xml"));
}

#[test]
fn one_and_eight_threads_tell_the_same_past() {
    let repo = five();
    later(&repo);
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| repo.site(None)).files
    };
    let (one, eight) = (with(1), with(8));
    let differ: Vec<_> =
        one.iter().filter(|(path, bytes)| eight.get(*path) != Some(bytes)).map(|d| d.0).collect();
    assert!(differ.is_empty() && one.len() == eight.len(), "{differ:?}");
}

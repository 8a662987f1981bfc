//! Storms of changes, as editors, people and git make them: after each, what is served equals a site built from nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use refrain::check::check;
use refrain::files::Disk;
use refrain::history::Chronicle;
use refrain::project::{Opening, Project};
use refrain::serve::{Order, Renewal, Shown};
use refrain::shape::Date;
use refrain::site::{self, Options, Theme};
use tempfile::TempDir;

/// How many storms are told to the renewal itself, and how many a running server has to notice.
const STORMS: usize = 190;
const NOTICED: usize = 10;

const SETTINGS: &str = "company: Acme\ncontent: messaging\nas_of: 2026-11-01\nteams: [marketing, sales, success]\n\
                        copy:\n  - {files: \"copy/**\", team: marketing}\n";
const PERSONAS: &str =
    "personas:\n  - {id: planner, name: Planner, outcome: No van stands idle, pains: [idle]}\n";
const PAINS: &str = "pains:\n  - {id: idle, statement: Vans stand idle, severity: 4, words: [empty slots]}\n";
const CLAIMS: &str = "claims:\n  - id: refill\n    says: On average 62% of slots are refilled\n    owner: marketing\n\
                      \x20   figure: {value: 62, unit: percent, words: [slots]}\n";
const MESSAGES: &str = "messages:\n  - {id: change, stage: why-change, personas: [planner], pains: [idle], claims: [refill], \
                        headline: Fill the slot, long: We refill the slots that others leave., owner: marketing}\n";
const TERMS: &str = "terms:\n  - {use: customer, not: [user], why: one name for one thing}\n";
const WORDS: &[&str] =
    &["van", "slot", "depot", "user", "route", "synergy", "crew", "62%", "leverage", "boiler"];

/// Numbers that look like chance, the same for the same seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % limit
    }
    fn line(&mut self) -> String {
        let words: Vec<&str> = (0..5).map(|_| WORDS[self.below(WORDS.len())]).collect();
        format!("We {} it", words.join(" "))
    }
}

/// A project on the disk, in a repository of its own with a second branch.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self { folder: tempfile::tempdir().unwrap() };
        for (path, text) in [
            ("refrain.yaml", SETTINGS),
            ("messaging/personas.yaml", PERSONAS),
            ("messaging/pains.yaml", PAINS),
            ("messaging/claims.yaml", CLAIMS),
            ("messaging/deep/messages.yaml", MESSAGES),
            ("messaging/terms.yaml", TERMS),
            ("copy/home.md", "# Home\n\nOn average 62% of slots are refilled for each user.\n"),
            ("copy/mail/first.txt", "Dear planner,\n\nyour vans stand idle.\n"),
            (".gitignore", "ignored/\n"),
        ] {
            place.put(path, text);
        }
        place.git(&["init", "--quiet", "--initial-branch=main"]);
        place.commit();
        place.git(&["checkout", "--quiet", "-b", "other"]);
        place.put("messaging/pains.yaml", &PAINS.replace("stand idle", "leave half empty"));
        place.put(
            "messaging/more.yaml",
            "objections:\n  - {id: dear, says: Too dear, respond: It pays., owner: sales}\n",
        );
        place.put("copy/other.md", "The other branch brings synergy.\n");
        fs::remove_file(place.at("copy/mail/first.txt")).unwrap();
        place.commit();
        place.git(&["checkout", "--quiet", "main"]);
        place
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    fn at(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.at(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Saves as most editors do: the whole text beside, then in the place of the old.
    fn put_atomically(&self, path: &str, text: &str) {
        let beside = format!("{path}.tmp");
        self.put(&beside, text);
        fs::rename(self.at(&beside), self.at(path)).unwrap();
    }

    fn git(&self, arguments: &[&str]) {
        let who = ["-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false"];
        let done = Command::new("git").args(who).args(arguments).current_dir(self.root()).output().unwrap();
        assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message", "now"]);
    }

    /// Every file that is not hidden away.
    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let (mut files, mut folders) = (BTreeMap::new(), vec![self.root().to_owned()]);
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
                let path = entry.path();
                if path.file_name().is_some_and(|n| n == ".git" || n == "site") {
                    continue;
                }
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(self.root()).unwrap().to_str().unwrap().to_owned();
                    files.insert(name, fs::read(&path).unwrap());
                }
            }
        }
        files
    }

    /// One change by chance; now and then it is a mistake that [`Place::mend`] takes back.
    fn change(&self, chance: &mut Chance) {
        let line = chance.line();
        let number = chance.below(4);
        match chance.below(17) {
            0 => self.put("messaging/pains.yaml", &PAINS.replace("Vans stand idle", &format!("\"{line}\""))),
            1 => self.put_atomically("messaging/claims.yaml", &CLAIMS.replace("62", &format!("{}", 50 + number))),
            2 => self.put(
                &format!("messaging/new/pain-{number}.yaml"),
                &format!("pains:\n  - {{id: pain-{number}, statement: \"{line}\"}}\n"),
            ),
            3 => drop(fs::remove_file(self.at(&format!("messaging/new/pain-{number}.yaml")))),
            4 => drop(fs::rename(self.at("messaging/deep/messages.yaml"), self.at("messaging/said.yaml"))),
            5 => drop(fs::rename(self.at("messaging/new"), self.at(&format!("messaging/moved-{number}")))),
            6 => self.put("copy/home.md", &format!("# Home\n\n{line}.\n")),
            7 => self.put_atomically("copy/mail/first.txt", &format!("Dear planner,\n\n{line}.\n")),
            8 => self.put(&format!("copy/new/{number}.md"), &format!("{line}.\n")),
            9 => drop(fs::remove_file(self.at(&format!("copy/new/{number}.md")))),
            10 => self.put("refrain.yaml", &SETTINGS.replace("Acme", WORDS[number])),
            11 => self.put("themes/default/assets/style.css", &format!("main {{ width: {number}em }}\n")),
            12 => self.put(
                "themes/default/templates/404.html",
                &format!("<!doctype html><html lang=\"en\"><title>{number}</title><main>{{{{ site.title }}}}</main></html>\n"),
            ),
            13 => drop(fs::remove_dir_all(self.at("themes"))),
            14 => self.put("messaging/broken.yaml", "pains:\n  - id: [\n"),
            15 => fs::write(self.at("copy/broken.md"), [0xff, 0xfe, 0x00, 0xd8, 0x41]).unwrap(),
            _ => {
                self.mend();
                self.commit();
                let to = if chance.below(2) == 0 { "other" } else { "main" };
                self.git(&["checkout", "--quiet", to]);
            }
        }
    }

    fn mend(&self) {
        for path in ["messaging/broken.yaml", "copy/broken.md"] {
            drop(fs::remove_file(self.at(path)));
        }
    }

    /// The site as it is built from nothing.
    fn cold(&self, audience: Option<&str>, past: &Arc<Chronicle>) -> BTreeMap<String, Vec<u8>> {
        let files = Disk::new(self.root());
        let mut project = Project::open(&files, &opening()).unwrap();
        project.past = Arc::clone(past);
        let outcome = check(&project);
        assert!(outcome.faults.is_empty(), "{:?}", outcome.faults);
        let theme = Theme::load(&files, project.config.theme()).unwrap();
        let options = Options { serve: true, audience: audience.map(str::to_owned) };
        site::build(&project, &outcome, &theme, &options).unwrap().files
    }
}

fn opening() -> Opening {
    Opening { as_of: None, today: Date::parse("2026-11-01").unwrap(), paths: vec![] }
}

/// Which files changed between two looks at a folder; of a moved folder only its name, as the system tells it.
fn changed(before: &BTreeMap<String, Vec<u8>>, after: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let paths: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let differs = |path: &&String| before.get(*path) != after.get(*path);
    let named = |path: &String| match path.strip_prefix("messaging/moved-") {
        Some(_) => path.rsplit_once('/').unwrap().0.to_owned(),
        None => path.clone(),
    };
    BTreeSet::from_iter(paths.into_iter().filter(differs).map(named)).into_iter().collect()
}

fn assert_same(served: &BTreeMap<String, Vec<u8>>, cold: &BTreeMap<String, Vec<u8>>, what: &str) {
    let paths: BTreeSet<&String> = served.keys().chain(cold.keys()).collect();
    let differ: Vec<_> = paths.into_iter().filter(|p| served.get(*p) != cold.get(*p)).collect();
    assert!(differ.is_empty(), "{what}: {differ:?}");
}

#[test]
fn after_any_storm_what_is_shown_equals_a_site_built_from_nothing() {
    let place = Place::new();
    let files = Disk::new(place.root());
    let opening = opening();
    let past = Arc::new(Chronicle::unknown("not asked", "ask git"));
    let seen = BTreeSet::from(["index.html".to_owned(), "pain/idle.html".to_owned()]);
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    for audience in [None, Some("sales")] {
        let order = Order { files: &files, opening: &opening, past: &past, audience };
        let (mut renewal, mut shown) = (Renewal::default(), Arc::new(Shown::default()));
        let mut known = BTreeMap::new();
        let mut pause = 0;
        let mut renew = |place: &Place, shown: &mut Arc<Shown>| {
            let now = place.files();
            let changed = changed(&known, &now);
            known = now;
            let former = shown.site.clone();
            let built = loop {
                pause += 1;
                let mut early = |pages, faults: &[_]| {
                    if let Some(next) = shown.early(pages, faults) {
                        *shown = Arc::new(next);
                    }
                    // Every seventh time more has changed meanwhile, and the same is told again.
                    pause % 7 != 0
                };
                if let Some(built) = renewal.build(&order, &changed, former.as_deref(), &seen, &mut early) {
                    break built;
                }
            };
            if let Some(next) = shown.next(built.site, &built.faults) {
                *shown = Arc::new(next);
            }
        };
        for storm in 0..STORMS / 2 {
            for _ in 0..chance.below(2) {
                (0..=chance.below(3)).for_each(|_| place.change(&mut chance));
                renew(&place, &mut shown);
            }
            (0..=chance.below(4)).for_each(|_| place.change(&mut chance));
            place.mend();
            renew(&place, &mut shown);
            let served = shown.site.as_ref().unwrap().iter().map(|(p, b)| (p.clone(), b.to_vec())).collect();
            assert_same(&served, &place.cold(audience, &past), &format!("storm {storm} for {audience:?}"));
            assert!(shown.notes.is_empty(), "{:?}", shown.notes);
        }
    }
}

#[test]
fn a_running_server_comes_to_the_same_by_what_it_notices_itself() {
    let place = Place::new();
    let (mut program, port) = crate::serve::running(place.root());
    let mut chance = Chance(7);
    for storm in 0..NOTICED {
        for _ in 0..=chance.below(5) {
            place.change(&mut chance);
            std::thread::sleep(Duration::from_millis(chance.below(60) as u64));
        }
        place.mend();
        let cold = place.cold(None, &Arc::new(Chronicle::open(place.root())));
        let begun = Instant::now();
        loop {
            let differ: Vec<_> = cold
                .iter()
                .filter(|(path, bytes)| get(port, path) != **bytes)
                .map(|(path, _)| path)
                .collect();
            if differ.is_empty() {
                break;
            }
            assert!(begun.elapsed() < Duration::from_secs(60), "storm {storm}: {differ:?}");
            std::thread::sleep(Duration::from_millis(100));
        }
        // A page that is gone is not served on.
        assert_eq!(status(port, "pain/never.html"), "404");
    }
    program.kill().unwrap();
    program.wait().unwrap();
}

fn ask(port: u16, path: &str) -> Vec<u8> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    write!(stream, "GET /{path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = vec![];
    stream.read_to_end(&mut answer).unwrap();
    answer
}

fn get(port: u16, path: &str) -> Vec<u8> {
    let answer = ask(port, path);
    let end = answer.windows(4).position(|w| w == b"\r\n\r\n").unwrap();
    answer[end + 4..].to_vec()
}

fn status(port: u16, path: &str) -> String {
    String::from_utf8_lossy(&ask(port, path)).split(' ').nth(1).unwrap().to_owned()
}

//! A real repository of about twenty commits: what was approved once, what a change brings, and what is new.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A repository with a project in a folder of it whose name is hard on programs.
struct Repo {
    folder: TempDir,
    commits: u32,
}

/// Where the project lies in its repository.
const INSIDE: &str = "team ä/play \"book\"";

impl Repo {
    fn new() -> Self {
        let repo = Self { folder: tempfile::tempdir().unwrap(), commits: 0 };
        repo.git(&["init", "--quiet", "--initial-branch=main"]);
        repo
    }

    fn top(&self) -> &Path {
        self.folder.path()
    }

    fn root(&self) -> PathBuf {
        self.top().join(INSIDE)
    }

    fn git(&self, arguments: &[&str]) -> String {
        git(self.top(), arguments, "2026-01-01")
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Replaces a text that stands in a file.
    fn change(&self, path: &str, old: &str, new: &str) {
        let text = fs::read_to_string(self.root().join(path)).unwrap();
        assert!(text.contains(old), "{path} does not hold {old}");
        self.write(path, &text.replacen(old, new, 1));
    }

    /// Commits everything, on the day given.
    fn commit(&mut self, day: &str, subject: &str) -> String {
        self.commits += 1;
        git(self.top(), &["add", "--all"], day);
        git(self.top(), &["commit", "--quiet", "--allow-empty", "-m", subject], day);
        self.git(&["rev-parse", "HEAD"]).trim().to_owned()
    }

    fn run(&self, arguments: &[&str]) -> Output {
        refrain(&self.root(), arguments)
    }

    fn lock(&self) -> String {
        fs::read_to_string(self.root().join("refrain.lock")).unwrap()
    }
}

fn git(folder: &Path, arguments: &[&str], day: &str) -> String {
    let day = format!("{day}T12:00:00+00:00");
    let run = Command::new("git")
        .current_dir(folder)
        .args(["-c", "commit.gpgsign=false", "-c", "core.autocrlf=false", "-c", "protocol.file.allow=always"])
        .args(arguments)
        .envs([("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_SYSTEM", "/dev/null")])
        .envs([("GIT_AUTHOR_NAME", "Noor Haddad"), ("GIT_AUTHOR_EMAIL", "noor@dockhand.example")])
        .envs([("GIT_COMMITTER_NAME", "Noor Haddad"), ("GIT_COMMITTER_EMAIL", "noor@dockhand.example")])
        .envs([("GIT_AUTHOR_DATE", &day), ("GIT_COMMITTER_DATE", &day)])
        .output()
        .unwrap();
    assert!(run.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).unwrap()
}

fn refrain(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_refrain"))
        .current_dir(folder)
        .args(arguments)
        .args(["--as-of", "2026-11-01", "--color", "never"])
        .envs([("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_SYSTEM", "/dev/null")])
        .output()
        .unwrap()
}

fn out(run: &Output) -> String {
    String::from_utf8(run.stdout.clone()).unwrap()
}

fn err(run: &Output) -> String {
    String::from_utf8(run.stderr.clone()).unwrap()
}

const CLAIMS: &str = "\
claims:
  - id: refill-rate
    says: On average 50% of cancelled slots are refilled the same day
    figure: {value: 50, unit: percent, words: [refilled, cancelled slots]}
  - id: live
    says: Your first crew is live within 21 days
    figure: {value: 21, unit: days, words: [live, first crew]}
  - id: quotes
    status: draft
    says: Every quote is sent before the van leaves
";

const MESSAGES: &str = "\
messages:
  - id: why-stay-ops
    stage: why-stay
    headline: The year that your crews had with us
    long: Since March you refilled every second gap. We have loved every minute of working with you.
terms:
  - {use: arrival window, not: [ETA]}
offers:
  - {id: slot-refill, name: AutoGap}
";

/// About twenty commits of claims, messages, terms and copy.
fn history() -> Repo {
    let mut repo = Repo::new();
    repo.write("refrain.yaml", "company: Dockhand\nchannels: []\ncopy:\n  - {files: \"content/copy/**\"}\n");
    repo.write("content/claims.yaml", CLAIMS);
    repo.write("content/messages.yaml", MESSAGES);
    repo.write("content/copy/home page.md", "50% of cancelled slots are refilled.\n");
    repo.commit("2025-11-03", "Begin");
    repo.write("content/copy/über.md", "Ask for an arrival window.\n");
    repo.commit("2025-11-10", "A page");
    repo.change("content/claims.yaml", "On average 50%", "On average 55%");
    repo.change("content/claims.yaml", "value: 50", "value: 55");
    repo.commit("2025-12-01", "Count again");
    repo.change("content/claims.yaml", "the same day", "on the same day");
    repo.commit("2025-12-02", "Say it better");
    repo.change("content/claims.yaml", "on the same day", "the same day");
    repo.commit("2025-12-03", "No, as it was");
    repo.write("content/claims.yaml", "claims: [\n");
    repo.commit("2025-12-04", "Broken");
    repo.write("content/claims.yaml", &CLAIMS.replace("50", "55"));
    repo.commit("2025-12-05", "Mended");
    // What is only tried on a branch never was approved.
    repo.git(&["switch", "--quiet", "--create", "tried"]);
    repo.change("content/claims.yaml", "within 21 days", "within 3 days, believe us");
    repo.commit("2026-01-10", "Try");
    repo.change("content/claims.yaml", "within 3 days, believe us", "within 14 days");
    repo.change("content/claims.yaml", "value: 21", "value: 14");
    repo.commit("2026-01-11", "Be sober");
    repo.git(&["switch", "--quiet", "main"]);
    repo.write("content/copy/mail.txt", "Good morning\n");
    repo.commit("2026-01-12", "A mail");
    git(repo.top(), &["merge", "--quiet", "--no-ff", "-m", "Merge what was tried", "tried"], "2026-01-20");
    // Items move to another file; the file moves to another folder.
    let claims = fs::read_to_string(repo.root().join("content/claims.yaml")).unwrap();
    let (first, rest) = claims.split_at(claims.find("  - id: live").unwrap());
    repo.write("content/claims.yaml", first);
    repo.write("content/more/live.yaml", &format!("claims:\n{rest}"));
    repo.commit("2026-02-01", "Move two claims");
    repo.git(&["mv", &format!("{INSIDE}/content/claims.yaml"), &format!("{INSIDE}/content/more/rates.yaml")]);
    repo.commit("2026-02-02", "Move a file");
    repo.change("content/more/rates.yaml", "On average 55%", "On average 62%");
    repo.change("content/more/rates.yaml", "value: 55", "value: 62");
    repo.commit("2026-06-30", "Count the second quarter");
    repo.change(
        "content/messages.yaml",
        "We have loved every minute of working with you.",
        "You chose on arrival times, and they held.",
    );
    repo.change("content/messages.yaml", "AutoGap", "Slot Refill");
    repo.commit("2026-07-10", "Speak of the reader");
    repo.change("content/messages.yaml", "not: [ETA]", "not: [ETA, time slot]");
    repo.commit("2026-07-11", "One more wrong word");
    repo.change("content/more/live.yaml", "status: draft", "status: approved");
    repo.commit("2026-08-01", "Approve");
    repo.change("content/more/live.yaml", "status: approved", "status: retired");
    repo.commit("2026-09-01", "Retire");
    repo.write("content/copy/last.md", "We plan the day.\n");
    repo.commit("2026-09-02", "Another page");
    repo
}

#[test]
fn what_was_approved_once_is_kept_and_nothing_else() {
    let repo = history();
    let run = repo.run(&["history", "--check"]);
    assert_eq!(run.status.code(), Some(1), "{}", err(&run));
    let run = repo.run(&["history"]);
    assert_eq!(run.status.code(), Some(0), "{}", err(&run));
    insta::assert_snapshot!("history_lock", without_ids(&repo.lock()));
    assert_eq!(repo.run(&["history", "--check"]).status.code(), Some(0));
    // Written again, from the lock or from nothing, it is the same.
    let first = repo.lock();
    for arguments in [&["history"][..], &["history", "--anew"]] {
        assert_eq!(repo.run(arguments).status.code(), Some(0));
        assert_eq!(repo.lock(), first);
    }
}

/// A text whose ids of commits say only that there is one.
fn without_ids(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_hexdigit()) {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(rest.len());
        plain.push_str(if matches!(end, 10 | 40) { "COMMIT" } else { &rest[..end] });
        rest = &rest[end..];
    }
    plain + rest
}

#[test]
fn what_is_not_committed_yet_is_kept_and_gets_its_commit_later() {
    let mut repo = history();
    assert_eq!(repo.run(&["history"]).status.code(), Some(0));
    repo.commit("2026-09-03", "Keep");
    repo.change("content/more/live.yaml", "within 14 days", "within ten days");
    assert_eq!(repo.run(&["history", "--check"]).status.code(), Some(1));
    assert!(
        out(&repo.run(&["history"])).contains("+ claim/live says: Your first crew is live within 14 days")
    );
    assert!(repo.lock().contains("\"until\":\"2026-11-01\"}"), "{}", repo.lock());
    let id = repo.commit("2026-11-01", "Ten days, with the lock file");
    assert_eq!(repo.run(&["history", "--check"]).status.code(), Some(0));
    assert_eq!(repo.run(&["history"]).status.code(), Some(0));
    assert!(
        repo.lock().contains(&format!("\"until\":\"2026-11-01\",\"commit\":\"{id}\"")),
        "{}",
        repo.lock()
    );
    // What is approved again is not former.
    repo.change("content/more/live.yaml", "within ten days", "within 14 days");
    assert_eq!(repo.run(&["history"]).status.code(), Some(0));
    assert!(!repo.lock().contains("within 14 days") && repo.lock().contains("within ten days"));
}

#[test]
fn two_branches_make_one_lock() {
    let mut repo = history();
    repo.write(".gitattributes", "refrain.lock merge=union\n");
    assert_eq!(repo.run(&["history"]).status.code(), Some(0));
    repo.commit("2026-09-03", "Keep");
    repo.git(&["switch", "--quiet", "--create", "other"]);
    repo.change("content/more/live.yaml", "within 14 days", "within ten days");
    assert_eq!(repo.run(&["history"]).status.code(), Some(0));
    repo.commit("2026-09-04", "Ten days");
    repo.git(&["switch", "--quiet", "main"]);
    repo.change(
        "content/messages.yaml",
        "The year that your crews had with us",
        "Your year in the numbers of your crews",
    );
    assert_eq!(repo.run(&["history"]).status.code(), Some(0));
    repo.commit("2026-09-05", "Another headline");
    git(repo.top(), &["merge", "--quiet", "-m", "Both", "other"], "2026-09-06");
    assert_eq!(repo.run(&["history", "--check"]).status.code(), Some(0), "{}", repo.lock());
    assert_eq!(repo.run(&["history"]).status.code(), Some(0));
    let lock = repo.lock();
    assert!(lock.contains("within 14 days") && lock.contains("The year that your crews had with us"));
    assert_eq!(lock.matches("\"refrain\"").count(), 1);
    // Where the attribute is missing, the conflict is told, and settled by the next run.
    repo.write("refrain.lock", &format!("<<<<<<< HEAD\n{lock}=======\n{lock}>>>>>>> other\n"));
    let run = repo.run(&["check"]);
    assert!(run.status.code() == Some(2) && out(&run).contains("refrain.lock:1:1"), "{}", out(&run));
    assert_eq!(repo.run(&["history"]).status.code(), Some(0));
    assert_eq!(repo.lock(), lock);
}

#[test]
fn a_shallow_clone_and_a_bare_folder_know_the_past_by_the_lock_file() {
    let mut repo = history();
    assert_eq!(repo.run(&["history"]).status.code(), Some(0));
    repo.write(
        "content/copy/home page.md",
        "55% of cancelled slots are refilled.\n\nWe have loved every minute of working with you.\n",
    );
    repo.commit("2026-09-03", "Keep");
    let clone = TempDir::new().unwrap();
    let from = format!("file://{}", repo.top().display());
    git(clone.path(), &["clone", "--quiet", "--depth", "1", &from, "clone"], "2026-09-03");
    let root = clone.path().join("clone").join(INSIDE);
    let found = |root: &Path| out(&refrain(root, &["check", "--format", "concise"]));
    let expected = "content/copy/home page.md:1:1: error[claim/superseded] \"55%\" was right until 2026-06-30; \
        now it is 62% (refill-rate)\n\
        content/copy/home page.md:3:1: warning[claim/superseded] \"We have loved every minute of working with you\" \
        was approved until 2026-07-10 (why-stay-ops)\n";
    assert!(found(&root).contains(expected), "{}", found(&root));
    // Of the commits since the lock file was made the clone must know.
    let run = refrain(&root, &["history", "--check"]);
    assert!(run.status.code() == Some(2) && err(&run).contains("fetch-depth: 0"), "{}", err(&run));
    git(&root, &["fetch", "--quiet", "--depth", "2"], "2026-09-03");
    assert_eq!(refrain(&root, &["history", "--check"]).status.code(), Some(0));
    let told = refrain(&root, &["history", "refill-rate"]);
    assert!(
        out(&told).contains("until 2026-06-30") && err(&told).contains("newest commits only"),
        "{}",
        out(&told)
    );
    // Without the lock file a shallow clone cannot know, and says what to fetch.
    fs::remove_file(root.join("refrain.lock")).unwrap();
    let run = refrain(&root, &["history"]);
    assert!(run.status.code() == Some(2) && err(&run).contains("--unshallow"), "{}", err(&run));
    fs::remove_dir_all(repo.top().join(".git")).unwrap();
    assert!(found(&repo.root()).contains(expected));
    let run = repo.run(&["history"]);
    assert!(run.status.code() == Some(2) && err(&run).contains("in no git repository"), "{}", err(&run));
}

#[test]
fn the_past_of_an_item_is_told_newest_first() {
    let repo = history();
    let told = repo.run(&["history", "claim/refill-rate"]);
    assert_eq!(told.status.code(), Some(0), "{}", err(&told));
    insta::assert_snapshot!("history_item", without_ids(&out(&told)));
    let unknown = repo.run(&["history", "refil-rate"]);
    assert!(unknown.status.code() == Some(2) && err(&unknown).contains("refill-rate"), "{}", err(&unknown));
}

#[test]
fn a_damaged_lock_file_is_told_with_its_place() {
    let repo = history();
    assert_eq!(repo.run(&["history"]).status.code(), Some(0));
    repo.write("refrain.lock", &repo.lock().replacen("2026-06-30", "June", 1));
    for arguments in [&["check"][..], &["history"]] {
        let run = repo.run(arguments);
        let said = out(&run) + &err(&run);
        assert!(run.status.code() == Some(2) && said.contains("`June` is not a date"), "{said}");
        assert!(said.contains("refrain.lock:"), "{said}");
    }
    assert_eq!(repo.run(&["history", "--anew"]).status.code(), Some(0));
    assert_eq!(repo.run(&["history", "--check"]).status.code(), Some(0));
}

/// The findings of a check, a line each.
fn found(repo: &Repo, arguments: &[&str]) -> Vec<String> {
    let run = repo.run(&[&["check", "--format", "concise", "--no-cache"], arguments].concat());
    assert!(run.status.code() != Some(2), "{}{}", out(&run), err(&run));
    let text = out(&run);
    text.lines().filter(|l| l.contains('[')).map(str::to_owned).collect()
}

#[test]
fn since_a_revision_only_what_is_new_is_told() {
    let mut repo = history();
    // Wrong before: the same page says a figure of the past twice, and a wrong word.
    let page =
        "Refilled: 55% of cancelled slots.\n\n55% of cancelled slots are refilled.\n\nYour ETA is known.\n";
    repo.write("content/copy/old page.md", page);
    assert_eq!(repo.run(&["history"]).status.code(), Some(0));
    repo.commit("2026-09-03", "Begin the branch here");
    repo.git(&["switch", "--quiet", "--create", "work"]);
    assert_eq!(found(&repo, &["--since", "main"]), [""; 0]);
    assert!(found(&repo, &[]).len() >= 3);
    // Moved without git, moved with git and changed a little, lines put above: nothing of it is new.
    repo.write("content/copy/neuer \"Ort\".md", page);
    fs::remove_file(repo.root().join("content/copy/old page.md")).unwrap();
    assert_eq!(found(&repo, &["--since", "main"]), [""; 0]);
    repo.write("content/copy/neuer \"Ort\".md", &format!("A new line above.\n\n{page}"));
    repo.commit("2026-09-04", "Move");
    assert_eq!(found(&repo, &["--since", "main"]), [""; 0]);
    // A third time is new, and so is what a change of messaging makes wrong in copy that nobody touched.
    repo.change("content/copy/neuer \"Ort\".md", "Your ETA is known.", "Your ETA is known. Ask for the ETA.");
    repo.change("content/messages.yaml", "time slot]", "time slot, plan]");
    let new = found(&repo, &["--since", "main"]);
    assert_eq!(new.len(), 2, "{new:#?}");
    assert!(new[0].starts_with("content/copy/last.md:1:4:") && new[0].contains("\"plan\""), "{new:#?}");
    assert!(new[1].contains("Ort\".md:7:32:") && new[1].contains("\"ETA\""), "{new:#?}");
    // The branch it left has gone on meanwhile: what came in there is not new here.
    repo.commit("2026-09-05", "Say ETA twice");
    repo.git(&["switch", "--quiet", "main"]);
    repo.write("content/copy/mail.txt", "Your ETA\n");
    repo.commit("2026-09-06", "Elsewhere");
    repo.git(&["switch", "--quiet", "work"]);
    assert_eq!(found(&repo, &["--since", "main"]), new);
    let run = repo.run(&["check", "--since", "nowhere"]);
    assert!(run.status.code() == Some(2) && err(&run).contains("no revision `nowhere`"), "{}", err(&run));
    let run = repo.run(&["check", "--since", "--output=x"]);
    assert_eq!(run.status.code(), Some(2), "{}", err(&run));
}

#[test]
fn without_the_common_ancestor_it_says_what_to_fetch() {
    let mut repo = history();
    repo.git(&["switch", "--quiet", "--create", "work"]);
    repo.write("content/copy/new.md", "Your ETA is known.\n");
    repo.commit("2026-09-04", "A page");
    let clone = TempDir::new().unwrap();
    let from = format!("file://{}", repo.top().display());
    let arguments =
        ["clone", "--quiet", "--depth", "1", "--no-single-branch", "--branch", "work", &from, "clone"];
    git(clone.path(), &arguments, "2026-09-05");
    let root = clone.path().join("clone").join(INSIDE);
    let run = refrain(&root, &["check", "--since", "origin/main"]);
    assert!(run.status.code() == Some(2) && err(&run).contains("git fetch --unshallow"), "{}", err(&run));
    git(&root, &["fetch", "--quiet", "--unshallow"], "2026-09-05");
    let run = refrain(&root, &["check", "--since", "origin/main", "--format", "concise"]);
    assert!(
        run.status.code() == Some(0) && out(&run).matches("term/preferred").count() == 1,
        "{}",
        out(&run)
    );
}

#[test]
fn staged_is_what_the_next_commit_holds() {
    let repo = history();
    repo.write("content/copy/mail.txt", "Your ETA is known.\n");
    assert_eq!(found(&repo, &["--staged"]), [""; 0], "nothing is staged yet");
    repo.git(&["add", "--all"]);
    repo.write("content/copy/mail.txt", "Your arrival window is known.\n");
    let staged = found(&repo, &["--staged"]);
    assert!(staged.len() == 1 && staged[0].starts_with("content/copy/mail.txt:1:6:"), "{staged:#?}");
    repo.git(&["add", "--all"]);
    assert_eq!(found(&repo, &["--staged"]), [""; 0]);
}

#[test]
fn before_the_first_commit_all_is_new() {
    let repo = Repo::new();
    repo.write("refrain.yaml", "company: Dockhand\nchannels: []\ncopy: [{files: \"content/copy/**\"}]\n");
    repo.write("content/messages.yaml", MESSAGES);
    repo.write("content/copy/mail.txt", "Your ETA is known.\n");
    repo.git(&["add", "--all"]);
    assert!(found(&repo, &["--staged"]).iter().any(|f| f.contains("\"ETA\"")));
    assert_eq!(repo.run(&["history"]).status.code(), Some(0));
    assert_eq!(repo.run(&["history", "--check"]).status.code(), Some(0));
}

#[test]
fn the_impact_of_a_change_is_told_in_three_ways() {
    let mut repo = history();
    repo.write("content/copy/über.md", "Ask for an arrival window. 62% of cancelled slots are refilled.\n");
    repo.write("content/copy/offer.md", "Slot Refill fills the gap.\n");
    repo.commit("2026-09-03", "Pages");
    assert!(out(&repo.run(&["impact"])).contains("No item changed."));
    repo.change("content/more/rates.yaml", "On average 62%", "On average 64%");
    repo.change("content/more/rates.yaml", "value: 62", "value: 64");
    repo.change("content/messages.yaml", "name: Slot Refill}", "name: Slot Refill, price: 5 dollars}");
    repo.change("content/messages.yaml", "not: [ETA, time slot]", "not: [ETA]");
    let told = repo.run(&["impact"]);
    assert_eq!(told.status.code(), Some(0), "{}", err(&told));
    insta::assert_snapshot!("impact_human", without_ids(&out(&told)));
    insta::assert_snapshot!("impact_markdown", without_ids(&out(&repo.run(&["impact", "-f", "markdown"]))));
    let json: serde_json::Value =
        serde_json::from_slice(&repo.run(&["impact", "-f", "json"]).stdout).unwrap();
    assert_eq!(json["wrong"][0]["rule"], "claim/superseded", "{json:#}");
    repo.commit("2026-09-04", "Count the third quarter");
    let between = out(&repo.run(&["impact", "HEAD~1..HEAD"]));
    let parts = |text: &str| text.split_once('\n').unwrap().1.to_owned();
    assert_eq!(parts(&between), parts(&out(&told)));
    assert_eq!(parts(&out(&repo.run(&["impact", "HEAD~1...HEAD"]))), parts(&between));
    assert_eq!(parts(&out(&repo.run(&["impact", "HEAD~1"]))), parts(&between));
    assert_eq!(repo.run(&["impact", "HEAD..nowhere"]).status.code(), Some(2));
}

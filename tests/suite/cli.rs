//! The program as a marketer runs it: every command, its help, its exit status, and what it leaves behind.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A run of the program in a folder, without the environment's wishes for colour and width.
fn refrain(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_refrain"))
        .current_dir(folder)
        .args(arguments)
        .env_clear()
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A project of one page of copy, with a word that its voice bans.
fn project() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("refrain.yaml", "company: Acme\ncontent: messaging\ncopy:\n  - {files: \"copy/*\"}\n");
    write(
        "messaging/voice.yaml",
        "voice:\n  ban: [synergy]\nterms:\n  - {use: box, not: [hamper], why: x}\n",
    );
    write("copy/bad.md", "We bring synergy.\n");
    write("copy/good.md", "We bring fruit.\n");
    folder
}

/// A new project as `init` makes it.
fn begun() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let made = refrain(folder.path(), &["init", "playbook"]);
    assert_eq!(made.status.code(), Some(0), "{}", err(&made));
    folder
}

#[test]
fn the_help_of_every_command_is_as_documented() {
    let folder = tempfile::tempdir().unwrap();
    let mut page = "# The command line\n".to_owned();
    let names = [
        "init",
        "check",
        "fix",
        "test",
        "baseline",
        "build",
        "serve",
        "export",
        "explain",
        "history",
        "impact",
        "show-config",
        "schema",
        "completions",
    ];
    for arguments in std::iter::once(vec!["--help"]).chain(names.iter().map(|name| vec![*name, "--help"])) {
        let help = refrain(folder.path(), &arguments);
        assert_eq!(help.status.code(), Some(0));
        let title = ["refrain"].into_iter().chain(arguments.into_iter().filter(|a| *a != "--help"));
        let title: Vec<_> = title.collect();
        page.push_str(&format!("\n## {}\n\n```text\n{}```\n", title.join(" "), out(&help)));
    }
    insta::assert_snapshot!("command_line", page);
}

#[test]
fn the_exit_status_says_what_came_of_it() {
    let folder = project();
    let status = |arguments: &[&str]| refrain(folder.path(), arguments).status.code();
    assert_eq!(status(&["check", "copy/good.md"]), Some(0));
    assert_eq!(status(&["check"]), Some(1));
    assert_eq!(status(&["check", "copy/none.md"]), Some(2), "nothing matched");
    assert_eq!(status(&["check", "--format", "nothing"]), Some(2));
    assert_eq!(status(&["check", "--fail-on", "nothing"]), Some(2));
    assert_eq!(status(&["nothing"]), Some(2));
    fs::write(folder.path().join("messaging/broken.yaml"), "pains: [\n").unwrap();
    assert_eq!(status(&["check", "copy/good.md"]), Some(2), "what could not be read is no success");
    fs::write(folder.path().join("refrain.yaml"), "company: [\n").unwrap();
    assert_eq!(status(&["check"]), Some(2));
    assert_eq!(status(&["build"]), Some(2));
}

#[test]
fn a_finding_below_the_level_asked_for_does_not_fail() {
    let folder = project();
    let settings = folder.path().join("refrain.yaml");
    let text = fs::read_to_string(&settings).unwrap() + "rules: {levels: {term/banned: warning}}\n";
    fs::write(&settings, text).unwrap();
    let run =
        |level: &str| refrain(folder.path(), &["check", "copy/bad.md", "--fail-on", level]).status.code();
    assert_eq!((run("error"), run("warning"), run("info")), (Some(0), Some(1), Some(1)));
}

#[test]
fn settings_are_found_from_any_folder_of_the_project() {
    let folder = project();
    let inside = folder.path().join("copy");
    let run = refrain(&inside, &["check", "bad.md", "--format", "concise"]);
    assert!(out(&run).starts_with("copy/bad.md:1:10: error[term/banned]"), "{}", out(&run));
    let run = refrain(&inside, &["check", "../../elsewhere.md"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(err(&run).contains("outside the project"), "{}", err(&run));
}

#[test]
fn a_folder_without_settings_is_told_where_they_were_looked_for() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [&["check"][..], &["build"], &["serve"], &["check", "--root", "none"]] {
        let run = refrain(folder.path(), arguments);
        assert_eq!(run.status.code(), Some(2));
        assert!(err(&run).contains("there is no refrain.yaml in") && err(&run).contains("refrain init"));
        assert_eq!(out(&run), "");
    }
}

#[test]
fn reports_go_to_the_screen_and_to_files() {
    let folder = project();
    let run = refrain(folder.path(), &["check", "-f", "concise", "-f", "json=out.json"]);
    assert!(out(&run).contains("term/banned") && err(&run).contains("out.json"));
    let json: serde_json::Value =
        serde_json::from_slice(&fs::read(folder.path().join("out.json")).unwrap()).unwrap();
    assert!(json.is_object());
    let run =
        refrain(folder.path(), &["-q", "check", "-f", "json", "--output", "second.json", "--color=always"]);
    assert_eq!((out(&run), err(&run)), (String::new(), String::new()));
    let (first, second) = ("out.json", "second.json");
    assert_eq!(fs::read(folder.path().join(first)).unwrap(), fs::read(folder.path().join(second)).unwrap());
    let run = refrain(folder.path(), &["check", "-f", "json", "-f", "sarif"]);
    assert_eq!((run.status.code(), out(&run)), (Some(2), String::new()));
}

#[test]
fn github_gets_the_whole_in_the_summary_of_the_step() {
    let folder = project();
    let words = (0..14).map(|n| format!("We bring synergy, {n} of it.\n\n")).collect::<String>();
    fs::write(folder.path().join("copy/bad.md"), words).unwrap();
    let summary = folder.path().join("summary.md");
    fs::write(&summary, "Before.\n").unwrap();
    let run = |format: &str, file: &Path| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_refrain"));
        let command = command.current_dir(folder.path()).args(["check", "-q", "-f", format]).env_clear();
        command.env("GITHUB_STEP_SUMMARY", file).output().unwrap()
    };
    assert!(!out(&run("concise", &summary)).contains("summary"));
    assert_eq!(fs::read_to_string(&summary).unwrap(), "Before.\n", "only GitHub's own format writes it");
    let told = out(&run("github", &summary));
    assert!(told.contains("4 more errors in the summary and the log of this step"), "{told}");
    let written = fs::read_to_string(&summary).unwrap();
    assert!(
        written.starts_with("Before.\n## Acme playbook\n") && written.contains("term/banned"),
        "{written}"
    );
    let refused = run("github", &folder.path().join("none/summary.md"));
    assert_eq!(refused.status.code(), Some(2), "a summary that cannot be written is told");
    let unset = refrain(folder.path(), &["check", "-f", "github"]);
    assert!(out(&unset).contains("4 more errors in the log of this step"), "{}", out(&unset));
}

#[test]
fn a_report_of_broken_settings_is_still_a_report() {
    let folder = project();
    fs::write(folder.path().join("refrain.yaml"), "companny: Acme\n").unwrap();
    let run = refrain(folder.path(), &["check", "--format", "json"]);
    assert_eq!(run.status.code(), Some(2));
    let json: serde_json::Value = serde_json::from_str(&out(&run)).unwrap();
    assert!(json.to_string().contains("companny"), "{json}");
}

#[test]
fn colour_comes_when_asked_for_and_never_into_a_pipe() {
    let folder = project();
    let run = |color: &str| out(&refrain(folder.path(), &["check", "--color", color]));
    assert!(run("always").contains('\u{1b}'));
    assert!(!run("auto").contains('\u{1b}') && !run("never").contains('\u{1b}'));
}

#[test]
fn a_new_project_is_whole_and_nothing_is_overwritten() {
    let folder = begun();
    let playbook = folder.path().join("playbook");
    let check = refrain(&playbook, &["check", "--fail-on", "info", "--as-of", "2026-11-01"]);
    assert_eq!(check.status.code(), Some(0), "{}{}", out(&check), err(&check));
    let settings = playbook.join("refrain.yaml");
    fs::write(&settings, "company: Mine\n").unwrap();
    let again = refrain(folder.path(), &["init", "playbook"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(err(&again).contains("nothing was written"), "{}", err(&again));
    assert_eq!(fs::read_to_string(settings).unwrap(), "company: Mine\n");
}

#[test]
fn a_new_project_holds_every_template() {
    let folder = begun();
    let (made, templates) = (tree(&folder.path().join("playbook")), tree(Path::new("src/cli/init")));
    assert_eq!(made, templates, "TEMPLATES in src/cli/init.rs and the files in src/cli/init differ");
}

/// The text of every file below a folder, by its path from there.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        if entry.path().is_dir() {
            let inner = tree(&entry.path());
            files.extend(inner.into_iter().map(|(path, text)| (format!("{name}/{path}"), text)));
        } else {
            files.insert(name, fs::read_to_string(entry.path()).unwrap());
        }
    }
    files
}

#[test]
fn a_site_is_built_and_built_anew() {
    let folder = project();
    let run = refrain(folder.path(), &["build"]);
    assert_eq!(run.status.code(), Some(0), "{}", err(&run));
    assert!(folder.path().join("site/index.html").is_file());
    let run = refrain(&folder.path().join("copy"), &["build", "--out", "../other", "--quiet"]);
    assert_eq!((run.status.code(), err(&run).as_str()), (Some(0), ""));
    assert!(folder.path().join("other/index.html").is_file());
}

#[test]
fn a_build_with_nothing_changed_is_told_and_what_was_spoilt_is_mended() {
    let folder = project();
    let page = folder.path().join("site/index.html");
    let told = |expected: &str| {
        let run = refrain(folder.path(), &["build"]);
        assert!(run.status.success() && err(&run).contains(expected), "{}", err(&run));
        fs::read_to_string(&page).unwrap()
    };
    let first = told("0 unchanged, 0 removed");
    assert_eq!(told("0 files written"), first);
    for author in ["reload.js", "author.css"] {
        assert!(!folder.path().join("site/assets").join(author).exists(), "{author} is for writers only");
    }
    // As long as before, so that only its bytes can tell.
    fs::write(&page, "x".repeat(first.len())).unwrap();
    assert_eq!(told("1 files written"), first);
    fs::write(folder.path().join("copy/good.md"), "Quite another text.\n").unwrap();
    told("files written");
    fs::remove_file(&page).unwrap();
    assert_eq!(told("1 files written"), first);
}

#[test]
fn a_broken_file_costs_itself_and_the_rest_is_built() {
    let folder = project();
    fs::write(folder.path().join("messaging/broken.yaml"), "pains:\n  - id: [\n").unwrap();
    let run = refrain(folder.path(), &["build"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(err(&run).contains("messaging/broken.yaml"), "{}", err(&run));
    assert!(folder.path().join("site/index.html").is_file());
}

#[test]
fn a_foreign_folder_is_never_replaced() {
    let folder = project();
    let run = refrain(folder.path(), &["build", "--out", "copy"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(folder.path().join("copy/good.md").is_file());
}

#[test]
fn rules_kinds_stages_and_items_are_explained() {
    let folder = begun();
    let playbook = folder.path().join("playbook");
    let told = |name: &str| out(&refrain(&playbook, &["explain", name]));
    for (name, expected) in [
        ("term/banned", "A word or phrase that the messaging bans."),
        ("term", "term/banned"),
        ("claims", "delivered-by-eight"),
        ("why-change", "Why should I change?"),
        ("office-lead", "content/messaging/audience.yaml:16:9"),
        ("persona/office-lead", "messages/why-change-office"),
        ("hamper", "term box"),
    ] {
        assert!(told(name).contains(expected), "{name}: {}", told(name));
    }
    let unknown = refrain(&playbook, &["explain", "office-laed"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(err(&unknown).contains("did you mean `office-lead`?"), "{}", err(&unknown));
    let anywhere = refrain(folder.path(), &["explain", "term/bannde"]);
    assert!(err(&anywhere).contains("did you mean `term/banned`?"), "{}", err(&anywhere));
}

#[test]
fn schemas_are_printed_for_files_kinds_and_settings() {
    let folder = tempfile::tempdir().unwrap();
    let schema = |kind: &[&str]| {
        let run = refrain(folder.path(), &[&["schema"], kind].concat());
        serde_json::from_str::<serde_json::Value>(&out(&run)).unwrap().to_string()
    };
    assert!(schema(&[]).contains("\"personas\"") && schema(&["settings"]).contains("\"company\""));
    assert_eq!(schema(&["claim"]), schema(&["claims"]));
    let unknown = refrain(folder.path(), &["schema", "clams"]);
    assert!(unknown.status.code() == Some(2) && err(&unknown).contains("did you mean `claims`?"));
}

#[test]
fn fixes_are_shown_or_written_and_what_is_left_is_told() {
    let folder = project();
    let page = folder.path().join("copy/box.md");
    let text = "\u{FEFF}The hamper is blue.\r\n\r\nA ham*per* too, and two hampers.";
    fs::write(&page, text).unwrap();
    let shown = refrain(folder.path(), &["fix", "--diff"]);
    assert_eq!(shown.status.code(), Some(1), "{}", err(&shown));
    assert_eq!(fs::read_to_string(&page).unwrap(), text, "--diff writes nothing");
    let expected = "--- a/copy/box.md\n+++ b/copy/box.md\n@@ -1,3 +1,3 @@\n-The hamper is blue.\r\n+The box is blue.\r\n \r\n\
                    -A ham*per* too, and two hampers.\n\\ No newline at end of file\n\
                    +A ham*per* too, and two boxes.\n\\ No newline at end of file\n";
    assert_eq!(out(&shown), expected);
    let fixed = refrain(folder.path(), &["fix", "copy"]);
    assert_eq!(fixed.status.code(), Some(0), "{}", err(&fixed));
    insta::assert_snapshot!("fixed", out(&fixed));
    let now = fs::read_to_string(&page).unwrap();
    assert_eq!(now, "\u{FEFF}The box is blue.\r\n\r\nA ham*per* too, and two boxes.");
    let again = refrain(folder.path(), &["fix", "--diff"]);
    assert_eq!((again.status.code(), out(&again).as_str()), (Some(0), ""));
    assert_eq!(refrain(folder.path(), &["fix", "copy/none.md"]).status.code(), Some(2));
}

#[test]
fn examples_are_tried() {
    let folder = project();
    let voice = folder.path().join("messaging/voice.yaml");
    let text = "terms:\n  - {use: box, not: [hamper], why: x, examples: {bad: [A hamper., A box.], good: [A box.]}}\n";
    fs::write(&voice, text).unwrap();
    let run = refrain(folder.path(), &["test"]);
    assert_eq!(run.status.code(), Some(1), "{}", err(&run));
    insta::assert_snapshot!("tested", out(&run));
    let json = refrain(folder.path(), &["test", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&out(&json)).unwrap();
    assert_eq!((&json["tried"], &json["failed"][0]["place"]["column"]), (&3.into(), &67.into()));
    fs::write(&voice, text.replace(", A box.]", "]")).unwrap();
    assert_eq!(refrain(folder.path(), &["test"]).status.code(), Some(0));
    fs::write(&voice, "terms: [").unwrap();
    assert_eq!(refrain(folder.path(), &["test"]).status.code(), Some(2));
}

#[test]
fn a_change_of_the_messaging_is_tried_on_the_copy() {
    let folder = project();
    let git = |arguments: &[&str]| {
        let quiet =
            ["-c", "user.name=Jo", "-c", "user.email=jo@dockhand.example", "-c", "commit.gpgsign=false"];
        let run =
            Command::new("git").current_dir(folder.path()).args(quiet).args(arguments).output().unwrap();
        assert!(run.status.success(), "{}", err(&run));
    };
    let run = |arguments: &[&str]| refrain(folder.path(), arguments);
    let outside = Command::new(env!("CARGO_BIN_EXE_refrain"))
        .current_dir(folder.path())
        .args(["test", "--against", "HEAD"])
        .env("GIT_CEILING_DIRECTORIES", folder.path().parent().unwrap())
        .output()
        .unwrap();
    assert_eq!(outside.status.code(), Some(2), "there is no repository: {}", err(&outside));
    git(&["init", "-q"]);
    git(&["add", "refrain.yaml", "messaging", "copy"]);
    git(&["commit", "-q", "-m", "Begin"]);
    assert_eq!(run(&["test", "--against", "HEAD"]).status.code(), Some(0));
    // A page that is new says nothing of the messaging; a word that is banned now does.
    fs::write(folder.path().join("copy/new.md"), "A hamper of fruit.\n").unwrap();
    fs::write(folder.path().join("messaging/voice.yaml"), "voice: {ban: [fruit]}\n").unwrap();
    let changed = run(&["test", "--against", "HEAD"]);
    assert_eq!(changed.status.code(), Some(1), "{}", err(&changed));
    insta::assert_snapshot!("tested_against", out(&changed));
    assert_eq!(run(&["test", "--against", "none"]).status.code(), Some(2));
}

#[test]
fn a_diff_is_what_git_applies() {
    let (shown, written) = (project(), project());
    for (folder, command) in [(&shown, &["fix", "--diff"][..]), (&written, &["fix"])] {
        let line = |n: usize| if n % 11 < 2 || n == 39 { "A hamper.\n" } else { "A dog.\r\n" };
        let text: String = (0..40).map(line).collect();
        fs::write(folder.path().join("copy/long.md"), text.trim_end()).unwrap();
        let run = refrain(folder.path(), command);
        assert!(run.status.code() < Some(2), "{}", err(&run));
        fs::write(folder.path().join("patch"), if command.len() > 1 { run.stdout } else { vec![] }).unwrap();
    }
    let applied = Command::new("git").current_dir(&shown).args(["apply", "patch"]).output().unwrap();
    assert!(applied.status.success(), "{}", err(&applied));
    fs::remove_file(shown.path().join("patch")).unwrap();
    fs::remove_file(written.path().join("patch")).unwrap();
    assert!(tree(shown.path()) == tree(written.path()));
}

#[test]
fn completions_know_the_commands() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = out(&refrain(folder.path(), &["completions", shell]));
        assert!(script.contains("explain") && script.contains("fail-on"), "{shell}");
    }
}

#[test]
#[cfg(unix)]
fn a_reader_that_goes_away_is_no_error() {
    let folder = project();
    let mut run = Command::new(env!("CARGO_BIN_EXE_refrain"))
        .current_dir(folder.path())
        .args(["schema"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(run.stdout.take());
    let done = run.wait_with_output().unwrap();
    assert_eq!((done.status.code(), err(&done).as_str()), (Some(0), ""));
}

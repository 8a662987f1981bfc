//! Living with the linter: what was there before is kept apart, what is right is silenced with a reason, folders have
//! settings of their own, and a text that is not saved is judged like a saved one.

use std::fs;
use std::io::Write;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

pub(crate) const SETTINGS: &str =
    "company: Acme\ncontent: messaging\nrules:\n  levels: {model: off}\ncopy:\n  - {files: \"copy/**\"}\n";

/// A project on the disk.
pub(crate) struct Project(TempDir);

/// How a run ended, and what it said.
pub(crate) struct Told {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Project {
    /// The usual settings, two banned words and one page with each, and these files besides or in their place.
    pub(crate) fn with(files: &[(&str, &str)]) -> Self {
        let project = Self(tempfile::tempdir().unwrap());
        project.write("refrain.yaml", SETTINGS);
        project.write("messaging/voice.yaml", "voice:\n  ban: [synergy, leverage]\n");
        project.write("copy/bad.md", "We bring synergy.\n\nWe bring leverage.\n");
        for (path, text) in files {
            project.write(path, text);
        }
        project
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.path().join(path)).unwrap()
    }

    fn command(&self, folder: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_refrain"));
        command.current_dir(self.0.path().join(folder)).args(arguments).env_clear().stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Told {
        told(&self.command("", arguments).output().unwrap())
    }

    fn run_with(&self, arguments: &[&str], coming: &[u8]) -> Told {
        let mut command = self.command("", arguments);
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = piped.spawn().unwrap();
        // A run that is refused reads nothing.
        let _ = child.stdin.take().unwrap().write_all(coming);
        told(&child.wait_with_output().unwrap())
    }

    /// The lines of the concise report of a check.
    pub(crate) fn check(&self, arguments: &[&str]) -> Told {
        self.run(&[&["check", "--format", "concise"], arguments].concat())
    }
}

fn told(output: &Output) -> Told {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    Told { code: output.status.code().unwrap(), out: text(&output.stdout), err: text(&output.stderr) }
}

impl Told {
    #[track_caller]
    pub(crate) fn says(&self, code: i32, words: &[&str]) -> &Self {
        let all = format!("{}{}", self.out, self.err);
        assert_eq!(self.code, code, "{all}");
        for word in words {
            assert!(all.contains(word), "no {word:?} in\n{all}");
        }
        self
    }

    #[track_caller]
    pub(crate) fn not(&self, words: &[&str]) -> &Self {
        let all = format!("{}{}", self.out, self.err);
        for word in words {
            assert!(!all.contains(word), "{word:?} in\n{all}");
        }
        self
    }
}

const KNOWN: &str = "refrain-baseline.jsonl";

#[test]
fn what_was_there_before_does_not_fail() {
    let project = Project::with(&[]);
    project.check(&[]).says(1, &["copy/bad.md:1:10", "copy/bad.md:3:10"]);
    project
        .run(&["baseline", "create"])
        .says(0, &["2 findings are known", "baseline: refrain-baseline.jsonl"]);
    assert_eq!(project.read(KNOWN).lines().count(), 2);
    project.run(&["baseline", "create"]).says(2, &["there is a baseline already", "--force"]);
    project.run(&["baseline", "create", "--force"]).says(0, &["2 findings are known"]);

    // Nobody names it yet, but the command line may.
    project.check(&[]).says(1, &[]);
    project.check(&["--baseline", KNOWN]).says(0, &["2 known"]).not(&["copy/bad.md"]);
    project.write("refrain.yaml", format!("{SETTINGS}baseline: {KNOWN}\n"));
    project.check(&[]).says(0, &["2 known"]).not(&["copy/bad.md"]);
    project.run(&["baseline", "create", "--force"]).says(0, &["2 findings"]).not(&["name it in"]);

    project.write("copy/new.md", "More leverage.\n");
    project.check(&[]).says(1, &["copy/new.md:1:6"]).not(&["copy/bad.md"]);
    project
        .run(&["baseline", "status"])
        .says(0, &["2 known and still there, 0 mended", "1 findings are not in it"]);
}

#[test]
fn what_was_mended_is_told_and_taken_out_when_asked() {
    let project = Project::with(&[("refrain.yaml", &format!("{SETTINGS}baseline: {KNOWN}\n"))]);
    project.check(&[]).says(2, &["refrain.yaml:7:11", "refrain baseline create"]);
    project.run(&["baseline", "create"]).says(0, &[]);
    project.write("copy/bad.md", "A first line.\n\nWe bring leverage.\n");
    project.check(&[]).says(0, &["1 known", "1 entry of the baseline is mended"]).not(&["copy/bad.md:"]);
    // A part of the copy says nothing of the rest.
    project.write("copy/good.md", "We bring fruit.\n");
    project.check(&["copy/good.md"]).says(0, &[]).not(&["baseline"]);
    // Nor does a run that leaves the rule out.
    project.check(&["--ignore", "term"]).says(0, &[]).not(&["mended"]);
    project
        .run(&["baseline", "status"])
        .says(0, &["1 known and still there, 1 mended", "mended: term/banned: copy/bad.md"]);
    project.run(&["baseline", "prune"]).says(0, &["1 taken out, 1 still there"]);
    assert!(project.read(KNOWN).contains("leverage") && !project.read(KNOWN).contains("synergy"));
    project.run(&["baseline", "prune"]).says(0, &["0 taken out, 1 still there"]);
    project.run(&["baseline", "mend"]).says(2, &["create, prune or status"]);
}

#[test]
fn a_damaged_line_of_a_baseline_is_told_at_its_place() {
    let project = Project::with(&[]);
    project.run(&["baseline", "create"]).says(0, &[]);
    let right = project.read(KNOWN);
    for damage in ["{\"path\": \"copy/bad.md\"", "<<<<<<< ours", "{\"path\": 3}", "ü"] {
        project.write(KNOWN, format!("{right}{damage}\n"));
        let place = "refrain-baseline.jsonl:3:";
        project.check(&["--baseline", KNOWN]).says(2, &[place, "cannot be read"]).not(&["copy/bad.md:1"]);
        project.run(&["baseline", "status"]).says(2, &[place]);
        project.run(&["baseline", "prune"]).says(2, &[place]);
        assert!(project.read(KNOWN).ends_with(&format!("{damage}\n")), "a damaged file was written over");
    }
    project.write(KNOWN, b"\xff\xfe\xff");
    project.check(&["--baseline", KNOWN]).says(2, &[KNOWN]);
    project.check(&["--baseline", "none.jsonl"]).says(2, &["none.jsonl", "refrain baseline create"]);
    project.run(&["baseline", "status", "none.jsonl"]).says(2, &["none.jsonl"]);
}

#[test]
fn a_broken_project_is_no_ground_for_a_baseline() {
    let project = Project::with(&[("messaging/pains.yaml", "pains: [\n")]);
    project.run(&["baseline", "create"]).says(2, &["messaging/pains.yaml"]);
    assert!(!project.0.path().join(KNOWN).exists());
}

pub(crate) fn folder_settings(above: &str, level: &str) -> String {
    format!("extends: {above}\nrules:\n  levels: {{term/banned: {level}}}\n")
}

#[test]
fn the_nearest_settings_count() {
    let project = Project::with(&[
        ("copy/a/refrain.yaml", &folder_settings("../../refrain.yaml", "warning")),
        ("copy/a/page.md", "We bring synergy.\n"),
        ("copy/a/b/refrain.yaml", &folder_settings("../refrain.yaml", "info")),
        ("copy/a/b/page.md", "We bring synergy.\n"),
        ("copy/a/b/c/page.md", "We bring synergy.\n"),
        ("copy/a/d/refrain.yaml", "extends: ../refrain.yaml\n"),
        ("copy/a/d/page.md", "We bring synergy.\n"),
        ("copy/a/e/refrain.yaml", "extends: ../../../refrain.yaml\n"),
        ("copy/a/e/page.md", "We bring synergy.\n"),
        ("copy/ab/page.md", "We bring synergy.\n"),
    ]);
    let levels = |told: Told| {
        let lines = told.out.lines().filter(|line| line.contains("[term/banned]"));
        let levels = lines.map(|line| {
            let (path, rest) = line.split_once(':').unwrap();
            (
                path.to_owned(),
                ["error", "warning", "info", "note"].into_iter().find(|l| rest.contains(&format!(": {l}["))),
            )
        });
        levels.collect::<Vec<_>>()
    };
    let expected = [
        ("copy/a/b/c/page.md", "info"),
        ("copy/a/b/page.md", "info"),
        ("copy/a/d/page.md", "warning"),
        ("copy/a/e/page.md", "error"),
        ("copy/a/page.md", "warning"),
        ("copy/ab/page.md", "error"),
        ("copy/bad.md", "error"),
        ("copy/bad.md", "error"),
    ];
    let expected: Vec<_> = expected.iter().map(|(path, level)| ((*path).to_owned(), Some(*level))).collect();
    assert_eq!(levels(project.check(&[])), expected);
    // From inside the folder the same project is found, and the same counts.
    let inside =
        told(&project.command("copy/a/b", &["check", "page.md", "--format", "concise"]).output().unwrap());
    assert_eq!(levels(inside), [("copy/a/b/page.md".to_owned(), Some("info"))]);
}

#[test]
fn settings_that_extend_nothing_right_are_told_at_their_place() {
    let cases = [
        ("copy/a/refrain.yaml", "extends: refrain.yaml\n", "circle"),
        ("copy/a/refrain.yaml", "extends: b/refrain.yaml\n", "circle"),
        (
            "copy/a/refrain.yaml",
            "extends: ../none/refrain.yaml\n",
            "there are no settings `copy/none/refrain.yaml`",
        ),
        ("copy/a/refrain.yaml", "extends: ../../../refrain.yaml\n", "leads out of the project"),
        ("copy/a/refrain.yaml", "extends: ../c/refrain.yaml\n", "does not lie above"),
        ("copy/a/refrain.yaml", "extends: ../../settings.yaml\n", "there are no settings"),
        ("copy/a/refrain.yaml", "extends: /etc/refrain.yaml\n", "there are no settings"),
    ];
    for (path, text, what) in cases {
        let project = Project::with(&[
            ("copy/a/b/refrain.yaml", "extends: ../refrain.yaml\n"),
            ("copy/c/refrain.yaml", "extends: ../../refrain.yaml\n"),
            (path, text),
        ]);
        project.check(&[]).says(2, &[&format!("{path}:1:10"), what, "copy/bad.md:1:10"]);
    }
    let project = Project::with(&[("messaging/refrain.yaml", "company: Other\n")]);
    project.check(&[]).says(2, &["messaging/refrain.yaml:1:1", "do not say which settings they extend"]);
}

#[test]
fn a_finding_is_silenced_with_a_reason_wherever_it_stands() {
    let remark = "the name of their product";
    let project = Project::with(&[
        (
            "refrain.yaml",
            &format!(
                "{SETTINGS}suppress:\n  - {{files: copy/e.html, rule: term/banned, reason: {remark}}}\n"
            ),
        ),
        ("copy/bad.md", "We bring fruit.\n"),
        (
            "copy/a.md",
            &format!(
                "<!-- refrain-ignore term/banned: {remark} -->\n\nWe bring synergy.\n\nWe bring leverage.\n"
            ),
        ),
        (
            "copy/b.md",
            &format!(
                "---\nrefrain:\n  ignore:\n    - {{rule: term, reason: {remark}, text: synergy}}\n---\n\nSynergy. Leverage.\n"
            ),
        ),
        (
            "copy/c.txt",
            &format!("# refrain-ignore term/banned: {remark}\nWe bring synergy.\n\nWe bring leverage.\n"),
        ),
        (
            "copy/d.md",
            &format!(
                "<!-- refrain-ignore-start term: {remark} -->\n\nSynergy.\n\nSynergy.\n\n<!-- refrain-ignore-end -->\n\nLeverage.\n"
            ),
        ),
        ("copy/e.html", "<p>Synergy</p>\n"),
        (
            "copy/f.md",
            &format!("Synergy.\n\n<!-- refrain-ignore-file term/banned: {remark} -->\n\nSynergy.\n"),
        ),
    ]);
    let told = project.check(&[]);
    told.says(1, &["copy/a.md:5:", "copy/b.md:7:10", "copy/c.txt:4:", "copy/d.md:9:"]);
    assert_eq!(told.out.matches("[term/banned]").count(), 4, "{}", told.out);
    told.not(&["meta/"]).says(1, &["8 silenced"]);
}

#[test]
fn messaging_is_silenced_by_the_entry() {
    let project = Project::with(&[
        (
            "refrain.yaml",
            "company: Acme\ncontent: messaging\nrules:\n  levels: {model: off, model/reference: error}\ncopy:\n  - {files: \"copy/**\"}\n",
        ),
        ("copy/bad.md", "We bring fruit.\n"),
        (
            "messaging/pains.yaml",
            "pains:\n  - id: one\n    name: One\n    statement: One.\n    personas: [nobody]\n  # refrain-ignore model/reference: they come next week\n  - id: two\n    name: Two\n    statement: Two.\n    personas: [nobody]\n",
        ),
    ]);
    let told = project.check(&[]);
    told.says(1, &["messaging/pains.yaml:5:", "1 silenced"]).not(&["messaging/pains.yaml:10:"]);
}

#[test]
fn a_remark_that_silences_nothing_or_gives_no_reason_is_told() {
    let project = Project::with(&[(
        "copy/bad.md",
        "<!-- refrain-ignore term/banned: their slogan -->\n\nWe bring fruit.\n",
    )]);
    project.check(&[]).says(0, &["copy/bad.md:1:1", "meta/unused-suppression"]);
    // What was not looked for is not unused.
    project.check(&["--ignore", "term"]).says(0, &[]).not(&["meta/"]);
    project.check(&["copy/bad.md"]).says(0, &[]).not(&["meta/"]);
    for reason in ["", ":", ": todo", ": false positive"] {
        project.write(
            "copy/bad.md",
            format!("<!-- refrain-ignore term/banned{reason} -->\n\nWe bring synergy.\n"),
        );
        project.check(&[]).says(1, &["copy/bad.md:1:1", "meta/suppression-reason", "copy/bad.md:3:10"]);
    }
    project.write("copy/bad.md", "<!-- refrain-ignore term/baned: their slogan -->\n\nWe bring synergy.\n");
    project.check(&[]).says(2, &["copy/bad.md:1:1", "term/banned", "copy/bad.md:3:10"]);
    project.write("copy/bad.md", "<!-- refrain-ignore-start term: their slogan -->\n\nWe bring synergy.\n");
    project.check(&[]).says(2, &["copy/bad.md:1:1", "never ended", "copy/bad.md:3:10"]);
    let entry =
        format!("{SETTINGS}suppress:\n  - {{files: none/*, rule: term/banned, reason: their slogan}}\n");
    project.write("refrain.yaml", entry);
    project.write("copy/bad.md", "We bring fruit.\n");
    project.check(&[]).says(0, &["refrain.yaml:8:", "meta/unused-suppression"]);
}

const STDIN: &[&str] = &["check", "--format", "json", "--stdin", "--stdin-filename"];

#[test]
fn a_text_that_comes_in_is_judged_as_the_file_would_be() {
    let project = Project::with(&[
        ("copy/a/refrain.yaml", &folder_settings("../../refrain.yaml", "warning")),
        ("copy/other.md", "More leverage.\n"),
    ]);
    let texts: &[&[u8]] = &[
        b"",
        b"We bring synergy.\n",
        "\u{feff}We bring\r\nsynergy \u{fffc} \u{202e}leverage".as_bytes(),
        b"---\nrefrain:\n  ignore:\n    - {rule: term, reason: their slogan}\n---\n\nSynergy.\n",
        b"---\nrefrain: {team: nobody\n---\nSynergy",
        b"<!-- refrain-ignore term/banned -->\n\nSynergy.\n",
        b"Synergy \xff\xfe and \xc3",
        b"Synergy\0\n",
    ];
    for path in
        ["copy/bad.md", "copy/a/new.md", "copy/new.html", "copy/new.txt", "elsewhere/new.md", "copy/new.xyz"]
    {
        for text in texts {
            let coming = project.run_with(&[STDIN, &[path]].concat(), text);
            let before = fs::read(project.0.path().join(path)).ok();
            project.write(path, text);
            let saved = project.run(&["check", "--format", "json", path]);
            match before {
                Some(before) => project.write(path, before),
                None => fs::remove_file(project.0.path().join(path)).unwrap(),
            }
            assert_eq!(
                (coming.code, &coming.out),
                (saved.code, &saved.out),
                "{path} {}",
                text.escape_ascii()
            );
            assert!(!coming.out.contains("other.md"), "another file is told: {}", coming.out);
        }
    }
    project.run_with(&[STDIN, &["copy/bad.md"]].concat(), texts[6]).says(2, &["file/encoding"]);
    project
        .run_with(&[STDIN, &["copy/a/new.md"]].concat(), texts[1])
        .says(0, &["copy/a/new.md", "term/banned"]);
    assert!(!project.0.path().join("copy/a/new.md").exists(), "what came in was saved");
}

#[test]
fn what_comes_in_needs_the_name_of_a_file_of_the_project() {
    let project = Project::with(&[]);
    let refused = |arguments: &[&str], words: &[&str]| {
        project.run_with(arguments, b"We bring synergy.\n").says(2, words);
    };
    refused(&["check", "--stdin"], &["--stdin-filename <FILE>"]);
    refused(&["check", "--stdin-filename", "copy/a.md"], &["--stdin"]);
    refused(&[STDIN, &["copy/a.md", "copy/bad.md"]].concat(), &["cannot be used with"]);
    refused(&[STDIN, &["copy/a.md", "--staged"]].concat(), &["cannot be used with"]);
    refused(&[STDIN, &["copy/a.md", "--since", "main"]].concat(), &["cannot be used with"]);
    refused(&[STDIN, &["../a.md"]].concat(), &["outside the project"]);
    refused(
        &[STDIN, &["messaging/voice.yaml"]].concat(),
        &["nothing to check matches `messaging/voice.yaml`"],
    );
}

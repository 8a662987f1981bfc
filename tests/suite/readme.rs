//! The README tells the truth: its console blocks run, its list of rules is the registry, the paths it names exist.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use refrain::rules::RULES;

fn readme() -> String {
    fs::read_to_string("README.md").unwrap()
}

/// The list of rules, family by family.
fn rules() -> String {
    let mut table = String::from("| rule | finds | default |\n| --- | --- | --- |\n");
    for rule in RULES {
        let level = if rule.on { rule.severity.name() } else { "off" };
        table += &format!(
            "| [{}](src/rules/{}.md) | {} | {level} |\n",
            rule.id,
            rule.id.replace(['/', '-'], "_"),
            rule.summary
        );
    }
    table
}

#[test]
fn the_list_of_rules_is_the_registry() {
    let text = readme();
    let (before, rest) = text.split_once("<!-- rules -->\n").unwrap();
    let (listed, after) = rest.split_once("<!-- /rules -->").unwrap();
    if listed != rules() && std::env::var_os("UPDATE").is_some() {
        fs::write("README.md", format!("{before}<!-- rules -->\n{}<!-- /rules -->{after}", rules())).unwrap();
        return;
    }
    assert_eq!(listed, rules(), "UPDATE=1 cargo test writes the list anew");
}

#[test]
fn every_console_block_runs_as_shown() {
    let folder = tempfile::tempdir().unwrap();
    let example = folder.path().join("example");
    copy(Path::new("refrain.yaml"), &example.join("refrain.yaml"));
    copy(Path::new("content"), &example.join("content"));
    let mut commands = 0;
    for block in readme().split("```console\n").skip(1) {
        let block = block.split("```").next().unwrap();
        // Each block begins in the example, unless it makes a project of its own.
        let mut here: PathBuf = example.clone();
        let mut lines = block.lines().peekable();
        while let Some(line) = lines.next() {
            let command = line.strip_prefix("$ ").unwrap_or_else(|| panic!("no command: {line}"));
            let mut shown = vec![];
            while let Some(line) = lines.next_if(|l| !l.starts_with("$ ")) {
                shown.push(line);
            }
            if let Some(folder) = command.strip_prefix("cd ") {
                here.push(folder);
                continue;
            }
            commands += 1;
            let words: Vec<&str> = command.strip_prefix("refrain ").unwrap().split(' ').collect();
            let run =
                Command::new(env!("CARGO_BIN_EXE_refrain")).args(&words).current_dir(&here).output().unwrap();
            let said = String::from_utf8(run.stdout).unwrap() + &String::from_utf8(run.stderr).unwrap();
            // A check that is shown to find errors says so by its status; everything else shown succeeds.
            let finds = words[0] == "check" && shown.iter().any(|line| line.starts_with("error: "));
            assert_eq!(run.status.code(), Some(i32::from(finds)), "`{command}` ended with:\n{said}");
            assert!(fits(&said, &shown), "`{command}` does not print what the README shows:\n{said}");
        }
    }
    assert!(commands >= 4, "the README shows only {commands} commands");
}

/// Whether the lines shown stand in the output in this order; `...` stands for anything.
fn fits(said: &str, shown: &[&str]) -> bool {
    let mut rest = said;
    for piece in shown.iter().flat_map(|line| line.split("...")).filter(|p| !p.trim().is_empty()) {
        let Some(at) = rest.find(piece) else { return false };
        rest = &rest[at + piece.len()..];
    }
    !said.trim().is_empty() || shown.is_empty()
}

#[test]
fn every_path_named_in_prose_exists() {
    let mut missing = vec![];
    for file in ["README.md", "CONTRIBUTING.md", "SECURITY.md"] {
        let text = fs::read_to_string(file).unwrap();
        let linked = text.split("](").skip(1).filter_map(|t| t.split(')').next()).map(str::to_owned);
        let prose: String = text.split("```").step_by(2).collect();
        let ticked = prose.split('`').skip(1).step_by(2).map(str::to_owned);
        let named =
            ticked.filter(|t| ["src/", "tests/", "themes/", "benches/"].iter().any(|p| t.starts_with(p)));
        let paths = linked
            .filter(|l| !l.contains("://") && !l.starts_with('#'))
            .chain(named.filter(|t| !t.contains(['<', '*', ' '])));
        missing.extend(
            paths
                .filter(|p| !Path::new(p).exists() && !p.contains("voice_shouting"))
                .map(|p| format!("{file}: {p}")),
        );
    }
    for file in crate::floors::rust_files(Path::new("src")) {
        let text = fs::read_to_string(&file).unwrap();
        let told: String = text.lines().filter(|l| l.trim_start().starts_with("//!")).collect();
        let named =
            told.split('`').skip(1).step_by(2).filter(|t| t.starts_with("src/") || t.starts_with("tests/"));
        missing.extend(named.filter(|p| !Path::new(p).exists()).map(|p| format!("{}: {p}", file.display())));
    }
    assert!(missing.is_empty(), "these paths do not exist: {missing:#?}");
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(from, to).unwrap();
    }
}

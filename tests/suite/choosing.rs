//! What one run is asked for: which files, which rules, how much of what they say; and what counts for a file.

use crate::living::{Project, SETTINGS, folder_settings};

#[test]
fn only_what_stands_in_the_files_asked_for_is_told() {
    let project = Project::with(&[
        ("refrain.yaml", &SETTINGS.replace("model: off", "model/reference: error")),
        (
            "messaging/pains.yaml",
            "pains:\n  - id: one\n    name: One\n    statement: One.\n    personas: [nobody]\n",
        ),
        ("copy/a/page.md", "Our synergy.\n"),
    ]);
    let (pains, bad, page) = ("messaging/pains.yaml:5:", "copy/bad.md:1:", "copy/a/page.md:1:");
    for whole in [&[][..], &["."], &["./", "copy/a"]] {
        project.check(whole).says(1, &[pains, bad, page]);
    }
    project.check(&["copy"]).says(1, &[bad, page]).not(&[pains]);
    project.check(&["copy/a/"]).says(1, &[page]).not(&[pains, bad]);
    project.check(&["copy/bad.md"]).says(1, &[bad]).not(&[pains, page]);
}

#[test]
fn one_run_chooses_its_rules() {
    let project = Project::with(&[]);
    project.check(&["--select", "term/banned"]).says(1, &["copy/bad.md:1:10"]);
    project.check(&["--select", "claim,term"]).says(1, &["copy/bad.md:1:10"]);
    project.check(&["--select", "claim"]).says(0, &[]).not(&["copy/bad.md"]);
    project.check(&["--ignore", "term/banned"]).says(0, &[]).not(&["copy/bad.md"]);
    project.check(&["--select", "term", "--ignore", "term/banned"]).says(0, &[]).not(&["copy/bad.md"]);
    project.check(&["--ignore", "claim"]).says(1, &["copy/bad.md:1:10"]);
    // A rule that settings leave off runs when it is named itself, and not when its family is.
    project.write("refrain.yaml", SETTINGS.replace("model: off", "term/banned: off"));
    project.check(&["--select", "term"]).says(0, &[]);
    project.check(&["--select", "term/banned"]).says(1, &["copy/bad.md:1:10"]);
}

#[test]
fn an_unknown_name_on_the_command_line_is_told_with_what_was_meant() {
    let project = Project::with(&[]);
    for (flag, value, meant) in [
        ("--select", "term/baned", "term/banned"),
        ("--select", "term,clam", "claim"),
        ("--ignore", "trem", "term"),
        ("--profile", "strikt", "strict"),
        ("--min-certainty", "exakt", "exact"),
        ("--max-per-rule", "many", "--max-per-rule"),
    ] {
        for command in [&["check"][..], &["show-config", "copy/bad.md"]] {
            project.run(&[command, &[flag, value]].concat()).says(2, &[flag, meant]);
        }
    }
    project.run(&["fix", "--select", "term/baned"]).says(2, &["term/banned"]);
}

#[test]
fn findings_that_are_not_shown_count_all_the_same() {
    let project = Project::with(&[]);
    project.check(&["--max-per-rule", "1"]).says(1, &["copy/bad.md:1:10"]).not(&["copy/bad.md:3:10"]);
    project.check(&["--max-per-rule", "0"]).says(1, &[]).not(&["copy/bad.md:1:10"]);
    project.check(&["--max-per-rule", "2"]).says(1, &["copy/bad.md:1:10", "copy/bad.md:3:10"]);
    project.write("refrain.yaml", format!("{SETTINGS}max_per_rule: 1\n"));
    project.check(&[]).says(1, &["copy/bad.md:1:10"]).not(&["copy/bad.md:3:10"]);
    project.check(&["--max-per-rule", "5"]).says(1, &["copy/bad.md:3:10"]);
    // A baseline takes all of them, not only those shown.
    project.run(&["baseline", "create"]).says(0, &["2 findings are known"]);
}

#[test]
fn how_much_is_told_is_a_matter_of_the_profile_and_of_certainty() {
    let project =
        Project::with(&[("copy/bad.md", "We bring synergy. It is a game-changing, revolutionary box.\n")]);
    let count = |arguments: &[&str]| {
        let told = project.check(arguments);
        told.out.lines().filter(|line| line.starts_with("copy/bad.md:")).count()
    };
    let (minimal, standard, strict) = (
        count(&["--profile", "minimal"]),
        count(&["--profile", "standard"]),
        count(&["--profile", "strict"]),
    );
    assert!(minimal <= standard && standard <= strict && minimal >= 1, "{minimal} {standard} {strict}");
    assert_eq!(count(&[]), standard);
    let (exact, advisory) = (count(&["--min-certainty", "exact"]), count(&["--min-certainty", "advisory"]));
    assert!(exact >= 1 && exact <= advisory && advisory == standard, "{exact} {advisory} {standard}");
    // A level that is written counts before any profile.
    project.write("refrain.yaml", SETTINGS.replace("model: off", "term/banned: info"));
    project.check(&["--profile", "minimal", "--fail-on", "error"]).says(0, &["copy/bad.md:1:10"]);
}

#[test]
fn what_counts_for_a_file_is_shown_with_who_says_so() {
    let project = Project::with(&[
        (
            "refrain.yaml",
            "company: Acme\ncontent: messaging\nteams: [marketing, sales]\nchannels: [{id: web}]\ncopy:\n  - {files: \"copy/**\", team: marketing, channel: web}\nsuppress:\n  - {files: \"copy/*.md\", rule: voice, reason: The page of the founders}\n",
        ),
        ("copy/a/refrain.yaml", &folder_settings("../../refrain.yaml", "warning")),
        ("copy/a/page.md", "---\nrefrain: {team: sales}\n---\n\nWe bring fruit.\n"),
    ]);
    let shown = project.run(&["show-config", "copy/a/page.md"]);
    shown.says(0, &["copy/a/page.md", "front matter", "copy/a/refrain.yaml:3:12", "refrain.yaml:6:"]);
    let row = |name: &str| {
        let line = shown.out.lines().find(|line| line.trim_start().starts_with(name)).unwrap();
        line.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(row("team"), ["team", "sales", "front", "matter"]);
    assert_eq!(row("channel")[..2], ["channel", "web"]);
    assert_eq!(row("term/banned "), ["term/banned", "warning", "copy/a/refrain.yaml:3:12"]);
    shown.not(&["The page of the founders"]);
    project.run(&["show-config", "copy/bad.md"]).says(0, &["The page of the founders"]);

    let json = |arguments: &[&str]| -> serde_json::Value {
        let told = project.run(&[&["show-config", "--format", "json", "copy/a/page.md"], arguments].concat());
        serde_json::from_str(&told.says(0, &[]).out).unwrap()
    };
    let named = |document: &serde_json::Value, group: &str, name: &str| {
        let rows = document[group].as_array().unwrap();
        rows.iter().find(|row| row["name"] == name).unwrap().clone()
    };
    let plain = json(&[]);
    assert_eq!(plain["file"], "copy/a/page.md");
    assert_eq!(named(&plain, "attributes", "team")["origin"], "front matter");
    assert_eq!(named(&plain, "rules", "term/banned")["value"], "warning");
    let settings = serde_json::json!(["copy/a/refrain.yaml", "refrain.yaml"]);
    assert_eq!(named(&plain, "check", "settings")["value"], settings);
    let off = named(&json(&["--ignore", "term"]), "rules", "term/banned");
    assert_eq!((off["value"].as_str(), off["origin"].as_str()), (Some("off"), Some("--ignore")));
    let most = named(&json(&["--max-per-rule", "3"]), "check", "max_per_rule");
    assert_eq!((most["value"].as_u64(), most["origin"].as_str()), (Some(3), Some("--max-per-rule")));

    project.run(&["show-config", "copy/none.md"]).says(2, &["copy/none.md"]);
    project.run(&["show-config", "copy"]).says(2, &["copy"]);
    project.run(&["show-config", "copy/a/page.md", "--format", "jsn"]).says(2, &["json"]);
}

#[test]
fn fixes_are_chosen_by_rule() {
    let project = Project::with(&[
        ("messaging/voice.yaml", "terms:\n  - {use: box, not: [hamper], why: x}\n"),
        ("copy/bad.md", "We bring a hamper.\n"),
    ]);
    project.run(&["fix", "--ignore", "term"]).says(0, &[]);
    project.run(&["fix", "--select", "claim"]).says(0, &[]);
    assert_eq!(project.read("copy/bad.md"), "We bring a hamper.\n");
    project.run(&["fix", "--select", "term"]).says(0, &[]);
    assert_eq!(project.read("copy/bad.md"), "We bring a box.\n");
}

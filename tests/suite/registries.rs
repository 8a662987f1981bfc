//! No file of a registry can be forgotten, and its name is the file's name.

use std::collections::BTreeSet;
use std::fs;

use refrain::copy::FORMATS;
use refrain::model::{KIND_KEYS, KINDS};
use refrain::report::REPORTS;
use refrain::rules::RULES;
use refrain::site::pages::PAGES;

fn stems(dir: &str, extension: &str) -> BTreeSet<String> {
    fs::read_dir(dir)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == extension))
        .map(|p| p.file_stem().unwrap().to_str().unwrap().to_owned())
        .filter(|stem| stem != "mod")
        .collect()
}

#[test]
fn every_rule_has_a_file_and_a_page_and_is_listed() {
    let named: BTreeSet<String> = RULES.iter().map(|r| r.id.replace(['/', '-'], "_")).collect();
    let (files, pages) = (stems("src/rules", "rs"), stems("src/rules", "md"));
    let unlisted: Vec<_> = files.difference(&named).collect();
    assert!(
        unlisted.is_empty(),
        "add to src/rules/mod.rs a `mod` line and a line in RULES for: {unlisted:?}"
    );
    assert_eq!(named, files, "RULES names a rule whose file is missing or named otherwise");
    assert_eq!(named, pages, "each rule needs its page beside it: src/rules/<family>_<name>.md");
}

#[test]
fn rules_are_sorted_and_their_pages_are_whole() {
    let ids: Vec<_> = RULES.iter().map(|r| r.id).collect();
    assert!(ids.is_sorted(), "keep RULES in the order of ids: {ids:?}");
    for rule in RULES {
        assert!(
            rule.page.starts_with(&format!("# {}\n", rule.id)),
            "{}.md must begin with `# {}`",
            rule.id,
            rule.id
        );
        for part in ["\n## Why\n", "\n## How it decides\n", "\n## Examples\n"] {
            assert!(rule.page.contains(part), "the page of {} lacks `{}`", rule.id, part.trim());
        }
    }
}

#[test]
fn every_format_is_listed() {
    let named: BTreeSet<String> = FORMATS.iter().map(|f| f.name.to_owned()).collect();
    assert_eq!(named, stems("src/copy", "rs"), "src/copy/*.rs and FORMATS differ");
}

#[test]
fn every_report_is_listed() {
    let named: BTreeSet<String> = REPORTS.iter().map(|r| r.name.to_owned()).collect();
    let mut found = stems("src/report", "rs");
    let entries = fs::read_dir("src/report").unwrap().map(|e| e.unwrap().path());
    found.extend(entries.filter(|p| p.is_dir()).map(|p| p.file_name().unwrap().to_str().unwrap().to_owned()));
    assert_eq!(named, found, "src/report and REPORTS differ");
    assert!(REPORTS.is_sorted_by_key(|r| r.name), "keep REPORTS in the order of names");
}

#[test]
fn every_export_format_is_listed() {
    use refrain::export::format::FORMATS;
    let named: BTreeSet<String> = FORMATS.iter().map(|f| f.name.to_owned()).collect();
    let mut found = stems("src/export/format", "rs");
    let entries = fs::read_dir("src/export/format").unwrap().map(|e| e.unwrap().path());
    found.extend(entries.filter(|p| p.is_dir()).map(|p| p.file_name().unwrap().to_str().unwrap().to_owned()));
    assert_eq!(named, found, "src/export/format and FORMATS differ");
    assert!(FORMATS.is_sorted_by_key(|f| f.name), "keep FORMATS in the order of names");
}

#[test]
fn every_command_is_listed() {
    let mut files = stems("src/cli", "rs");
    assert!(files.remove("shell"), "where commands run is no command");
    assert!(files.remove("choosing"), "the flags that commands share are no command");
    let listed = refrain::cli::command_line();
    let named: BTreeSet<String> = listed.get_subcommands().map(|c| c.get_name().replace('-', "_")).collect();
    assert_eq!(named, files, "src/cli/*.rs and COMMANDS differ");
}

#[test]
fn every_kind_is_listed() {
    assert_eq!(KINDS.len(), stems("src/model", "rs").len(), "src/model/*.rs and `kinds!` differ");
    let keys: Vec<_> = KINDS.iter().map(|k| k.key).collect();
    assert!(keys.is_sorted(), "keep `kinds!` in the order of keys: {keys:?}");
}

#[test]
fn what_rules_rest_on_is_known() {
    let kinds: Vec<&str> = KINDS.iter().map(|kind| kind.key).collect();
    assert_eq!(KIND_KEYS, kinds);
    for rule in RULES {
        for kind in rule.rests_on {
            assert!(kinds.contains(kind), "{}: `{kind}` is no kind of item", rule.id);
        }
    }
}

#[test]
fn every_key_of_every_kind_is_described() {
    for kind in KINDS {
        let schema = (kind.schema)();
        let mut bare = vec![];
        find_bare(&schema, kind.key, &mut bare);
        assert!(bare.is_empty(), "these keys have no doc comment: {bare:?}");
    }
}

fn find_bare(value: &serde_json::Value, path: &str, bare: &mut Vec<String>) {
    let Some(object) = value.as_object() else { return };
    if let Some(properties) = object.get("properties").and_then(|p| p.as_object()) {
        for (key, schema) in properties {
            let described = schema.get("description").and_then(|d| d.as_str()).is_some_and(|d| !d.is_empty());
            if !described {
                bare.push(format!("{path}.{key}"));
            }
        }
    }
    for (key, inner) in object {
        find_bare(inner, &format!("{path}/{key}"), bare);
    }
}

#[test]
fn every_page_type_has_a_file_and_a_template_and_is_listed() {
    let named: BTreeSet<String> = PAGES.iter().map(|p| p.name.to_owned()).collect();
    let files = stems("src/site/pages", "rs");
    let unlisted: Vec<_> = files.difference(&named).collect();
    assert!(
        unlisted.is_empty(),
        "add to src/site/pages/mod.rs a `mod` line and a line in PAGES for: {unlisted:?}"
    );
    assert_eq!(named, files, "PAGES names a page type whose file is missing or named otherwise");
    let names: Vec<_> = PAGES.iter().map(|p| p.name).collect();
    assert!(names.is_sorted(), "keep PAGES in the order of names: {names:?}");
    for page in PAGES {
        let template = std::path::Path::new("themes/default/templates").join(page.template);
        assert!(template.is_file(), "{} needs {}", page.name, template.display());
    }
}

//! The messaging tried on its own examples, and a change of it tried on the copy.

use std::{fs, path::Path};

use refrain::files::Memory;
use refrain::project::{Opening, Project};
use refrain::rehearsal::{Rehearsal, against, rehearse};
use refrain::shape::Date;

fn opening() -> Opening {
    Opening { as_of: None, today: Date::parse("2026-11-01").unwrap(), paths: vec![] }
}

fn files(messaging: &str) -> Memory {
    Memory::new()
        .with("refrain.yaml", "company: Acme\ncontent: messaging\ncopy: [{files: \"copy/*\"}]\n")
        .with("messaging/all.yaml", messaging)
        .with("copy/page.md", "An ETA for each van. A lorry is a lorry.\n")
}

fn rehearsed(messaging: &str) -> Rehearsal {
    let rehearsal = rehearse(&Project::open(&files(messaging), &opening()).unwrap());
    assert!(rehearsal.faults.is_empty(), "{:#?}", rehearsal.faults);
    rehearsal
}

fn failed(messaging: &str) -> Vec<String> {
    let told = |f: &refrain::rehearsal::Failed| {
        let came: Vec<&str> = f.came.iter().map(|c| c.rule).collect();
        let at = f.place.start();
        format!(
            "{}:{} {} {} {}",
            at.line,
            at.scalar,
            f.id,
            if f.wrong { "bad" } else { "good" },
            came.join(" ")
        )
    };
    rehearsed(messaging).failed.iter().map(told).collect()
}

#[test]
fn a_bad_line_is_found_and_a_good_one_is_not() {
    let right = "terms:
  - {use: arrival window, not: [ETA], examples: {bad: [The ETA is nine., Two ETAs.], good: [\"Never say ETA.\", The window is kept.]}}
claims:
  - id: refill-rate
    says: On average 62% of cancelled slots are refilled the same day
    figure: {value: 62, unit: percent, words: [refilled, cancelled slots]}
    requires_any: [on average]
    proof: [{kind: internal-data, source: report, date: 2026-10-01}]
    examples:
      bad: [On average 47% of cancelled slots are refilled., 62% of cancelled slots are refilled.]
      good: [\"On average, 62% of cancelled slots are refilled.\"]
voice:
  ban: [synergy]
  principles: [{name: Plain, not: [leverage], examples: {bad: [We leverage vans.], good: [We use vans.]}}]
  by_stage: {why-stay: {ban: [dear customer], examples: {bad: [Dear customer], good: [Dear Jo]}}}
  examples: {bad: [Pure synergy.], good: [Pure joy.]}
";
    assert_eq!(failed(right), Vec::<String>::new());
    assert_eq!(rehearsed(right).tried, 13);
}

#[test]
fn a_line_that_comes_out_otherwise_is_told_with_its_place() {
    let wrong = "terms:
  - {use: arrival window, not: [ETA], examples: {bad: [The lorry is late.], good: [The ETA is late.]}}
  - {use: van, not: [lorry], examples: {bad: [The ETA is late.]}}
voice:
  principles: [{name: Plain, not: [leverage], examples: {bad: [Pure synergy.]}}]
  ban: [synergy]
";
    assert_eq!(
        failed(wrong),
        [
            "2:56 arrival-window bad term/preferred",
            "2:84 arrival-window good term/preferred",
            "3:47 van bad term/preferred",
            "5:64 voice bad term/banned"
        ]
    );
}

#[test]
fn what_no_copy_and_no_example_speaks_of_is_named() {
    let unseen = rehearsed(
        "terms:
  - {use: arrival window, not: [ETA]}
  - {use: hamper, not: [basket]}
  - {use: box, not: [crate], examples: {bad: [A crate.]}}
voice: {ban: [synergy, lorry], by_stage: {why-stay: {ban: [van]}}}
claims:
  - {id: a, says: All vans are blue, status: draft}
  - {id: b, says: All vans are green}
",
    )
    .unseen;
    let names: Vec<String> = unseen.iter().map(|u| format!("{} {}", u.noun, u.id)).collect();
    assert_eq!(names, ["claim b", "term hamper", "ban synergy", "ban van"]);
}

#[test]
fn a_change_of_the_messaging_is_held_against_the_copy_of_today() {
    let then = files("terms:\n  - {use: van, not: [lorry]}\n").with("copy/page.md", "A foreign page.\n");
    let now = files("terms:\n  - {use: arrival window, not: [ETA]}\n");
    let change = against(&now, &then, &opening()).unwrap();
    assert!(change.faults.is_empty(), "{:#?}", change.faults);
    insta::assert_snapshot!("against", change.told("main"));
    let same = against(&now, &now, &opening()).unwrap();
    assert_eq!((same.added.len(), same.removed.len(), same.copy_files), (0, 0, 1));
    let json: serde_json::Value = serde_json::from_str(&change.json("main")).unwrap();
    assert_eq!(json["added"][0]["object"]["id"], "arrival-window");
    assert_eq!(json["removed"].as_array().unwrap().len(), 2);
}

#[test]
fn the_examples_of_the_example_come_out_as_marked() {
    for root in [".", "src/cli/init"] {
        let mut files = Memory::new();
        for name in ["refrain.yaml", "content"] {
            add(Path::new(root), name, &mut files);
        }
        let rehearsal = rehearse(&Project::open(&files, &opening()).unwrap());
        assert!(rehearsal.faults.is_empty() && rehearsal.failed.is_empty(), "{}", rehearsal.told());
        assert!(rehearsal.tried > 0, "{root} shows no examples");
    }
}

fn add(root: &Path, name: &str, files: &mut Memory) {
    let path = root.join(name);
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            add(root, &format!("{name}/{}", entry.unwrap().file_name().to_str().unwrap()), files);
        }
    } else {
        files.insert(name, fs::read(path).unwrap());
    }
}

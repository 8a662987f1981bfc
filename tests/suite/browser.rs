//! What runs in the browser, asked without one: search is written in Rust and read in JavaScript, the sums are plain.

use std::process::Command;

use refrain::check::check;
use refrain::files::{Disk, Memory};
use refrain::project::{Opening, Project};
use refrain::shape::Date;
use refrain::site::search::{Item, Labels, index};
use refrain::site::{DEFAULT, Options, Theme, build};

fn item(title: &str, words: &[&str], body: &str) -> Item {
    Item {
        title: title.into(),
        url: format!("{title}.html"),
        kind: "pain".into(),
        words: words.iter().map(|w| (*w).into()).collect(),
        body: body.into(),
        excerpt: body.chars().take(120).collect(),
        ..Item::default()
    }
}

/// Five thousand items of about eighty words from a vocabulary of about four thousand, without chance.
fn playbook() -> Vec<Item> {
    let roots = [
        "slot", "van", "crew", "window", "season", "route", "price", "customer", "renewal", "schedule",
        "visit", "contract",
    ];
    let endings = ["", "s", "ing", "ed", "er", "less", "ful"];
    let word = |n: usize| match n % 3 {
        0 => format!("{}{}", roots[n / 3 % roots.len()], endings[n / 7 % endings.len()]),
        1 => format!("{}{}", roots[n / 5 % roots.len()], n % 331),
        _ => ["the", "and", "in", "of"][n / 3 % 4].to_owned(),
    };
    let mut items: Vec<Item> = (0..5000usize)
        .map(|i| {
            let body: Vec<String> = (0..80).map(|j| word(i * 31 + j * 17 + i * j % 97)).collect();
            item(&format!("Piece {i} {}", word(i * 3)), &[], &body.join(" "))
        })
        .collect();
    items.push(item("Missed visits", &["no-show", "late arrival"], "We promise a window and miss it."));
    items.push(item("Renewal letter", &[], "A letter."));
    items.push(item("Größe der Tour", &[], "Wie viele Wagen?"));
    items.push(item("見積り", &[], "見積りの相談"));
    items.push(item("Only in the text", &[], "They refill it by hand."));
    items.push(item("Slot Refill", &["AutoGap"], "A feature."));
    items
}

#[test]
fn the_reader_finds_what_the_writer_wrote() {
    let labels = Labels { kinds: vec![("pain".into(), "Pains".into())], ..Labels::default() };
    let bytes = index(&labels, &playbook());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("search-index.js");
    std::fs::write(&file, &bytes).unwrap();
    let Ok(run) = Command::new("node").arg("tests/browser/search.js").arg(&file).output() else {
        eprintln!("node is not installed: the reader of the search index was not run");
        return;
    };
    let said = format!("{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success(), "{said}");
    println!("{} kB, {said}", bytes.len() / 1024);
}

/// The index of the built example answers what reps ask, each question by the right page first.
#[test]
fn what_people_type_before_a_call_is_answered_first() {
    let files = Disk::new(".");
    let opening = Opening { as_of: None, today: Date::parse("2026-11-01").unwrap(), paths: vec![] };
    let project = Project::open(&files, &opening).unwrap_or_else(|f| panic!("{f:#?}"));
    let theme = Theme::load(&Memory::default(), DEFAULT).unwrap_or_else(|f| panic!("{f:#?}"));
    let site = build(&project, &check(&project), &theme, &Options::default());
    let site = site.unwrap_or_else(|f| panic!("{f:#?}"));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("search-index.js");
    std::fs::write(&file, &site.files["assets/search-index.js"]).unwrap();
    let Ok(run) = Command::new("node").arg("tests/browser/ranking.js").arg(&file).output() else {
        eprintln!("node is not installed: the order of answers was not tested");
        return;
    };
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

/// A result must not read as if we said what nobody of ours should say; it is found by it all the same.
#[test]
fn what_not_to_say_is_found_but_never_shown() {
    let mut files = Memory::default();
    files.insert("refrain.yaml", "company: Acme\nas_of: 2026-11-01\n");
    files.insert(
        "content/a.yaml",
        "objections: [{id: o, says: Too small, respond: Count it, do_not_say: [Everybody needs zebras]}]\n",
    );
    let opening = Opening { as_of: None, today: Date::parse("2026-11-01").unwrap(), paths: vec![] };
    let project = Project::open(&files, &opening).unwrap_or_else(|f| panic!("{f:#?}"));
    let theme = Theme::load(&files, DEFAULT).unwrap_or_else(|f| panic!("{f:#?}"));
    let site = build(&project, &check(&project), &theme, &Options::default());
    let site = site.unwrap_or_else(|f| panic!("{f:#?}"));
    let index = String::from_utf8(site.files["assets/search-index.js"].clone()).unwrap();
    assert!(index.contains("zebras"), "found by it");
    assert!(!index.contains("Everybody needs"), "never shown");
}

#[test]
fn the_calculators_agree_with_pencil_and_paper() {
    let Ok(run) = Command::new("node").arg("tests/browser/calc.js").output() else {
        eprintln!("node is not installed: the calculators were not run");
        return;
    };
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

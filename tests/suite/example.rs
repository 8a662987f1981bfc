//! The example project and the project a newcomer starts from: both read without a fault and refer to nothing unknown.

use std::{collections::BTreeSet, fs, path::Path};

use refrain::{
    check::{Cache, Choice, Progress, check_chosen},
    files::Memory,
    project::{Opening, Project},
    shape::Date,
    text::Place,
};

#[test]
fn the_example_is_read_whole() {
    let project = open(Path::new("."), &["refrain.yaml", "content"]);
    assert_whole(&project);
    assert!(project.playbook.messages.len() >= 30, "{} messages", project.playbook.messages.len());
    let copy = project.pieces.iter().filter(|p| p.is_file()).count();
    assert!(copy >= 42, "{copy} pieces of copy");
}

#[test]
fn the_project_to_start_from_is_read_whole() {
    assert_whole(&open(Path::new("src/cli/init"), &["refrain.yaml", "content"]));
}

fn assert_whole(project: &Project) {
    let copy = project.pieces.iter().flat_map(|p| &p.missing);
    // One reference of the example is misspelt on purpose, so that its rule is seen.
    let missing: Vec<String> = project
        .graph
        .missing()
        .iter()
        .chain(copy)
        .filter(|m| m.id != "refil-rate")
        .map(|m| format!("{} {} `{}`", at(&m.place), m.field, m.id))
        .collect();
    assert!(missing.is_empty(), "\n{}", missing.join("\n"));
    let faults: Vec<String> =
        project.faults.iter().map(|f| format!("{} {} ({})", at(&f.place), f.message, f.help)).collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

fn at(place: &Place) -> String {
    format!("{}:{}", place.path(), place.source().line_of(place.first().start()))
}

/// The files of the example project.
pub(crate) fn files() -> Memory {
    read(Path::new("."), &["refrain.yaml", "content"])
}

fn read(root: &Path, names: &[&str]) -> Memory {
    let mut files = Memory::default();
    for name in names {
        add(root, name, &mut files);
    }
    files
}

fn open(root: &Path, names: &[&str]) -> Project {
    let files = read(root, names);
    let today = Date::parse("2026-11-01").unwrap();
    Project::open(&files, &Opening { as_of: None, today, paths: vec![] }).unwrap()
}

fn add(root: &Path, name: &str, files: &mut Memory) {
    let path = root.join(name);
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            let entry = entry.unwrap().file_name();
            add(root, &format!("{name}/{}", entry.to_str().unwrap()), files);
        }
    } else {
        files.insert(name, fs::read(path).unwrap());
    }
}

#[test]
fn the_example_has_just_these_findings() {
    let project = open(Path::new("."), &["refrain.yaml", "content"]);
    let outcome = refrain::check::check(&project);
    assert!(outcome.faults.is_empty(), "{:#?}", outcome.faults);
    let mut told = String::new();
    for finding in &outcome.findings {
        let at = finding.place.start();
        told += &format!(
            "{}:{}:{}: {}[{}] {}\n",
            finding.place.path(),
            at.line,
            at.scalar,
            finding.severity.name(),
            finding.rule,
            finding.message
        );
    }
    let path = "tests/example/findings.txt";
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all("tests/example").unwrap();
        fs::write(path, &told).unwrap();
    }
    let committed = fs::read_to_string(path).unwrap_or_default();
    let (old, new): (BTreeSet<&str>, BTreeSet<&str>) = (committed.lines().collect(), told.lines().collect());
    let gone: Vec<_> = old.difference(&new).map(|l| format!("- {l}")).collect();
    let come: Vec<_> = new.difference(&old).map(|l| format!("+ {l}")).collect();
    assert!(
        told == committed,
        "the example's findings changed (UPDATE=1 cargo test takes them over):\n{}\n{}",
        gone.join("\n"),
        come.join("\n")
    );
}

#[test]
fn one_thread_and_eight_find_the_same() {
    let told = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let project = open(Path::new("."), &["refrain.yaml", "content"]);
            format!("{:?}", refrain::check::check(&project).findings)
        })
    };
    assert!(told(1) == told(8), "the findings depend on the number of threads");
}

#[test]
fn a_check_says_how_far_it_has_come() {
    let project = open(Path::new("."), &["refrain.yaml", "content"]);
    let progress = Progress::default();
    assert_eq!(progress.now(), (0, 0));
    let _ = check_chosen(&project, &Choice::default(), &Cache::default(), &progress);
    assert_eq!(progress.now(), (project.pieces.len(), project.pieces.len()));
}

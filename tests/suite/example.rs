//! The example project and the project a newcomer starts from: both read without a fault and refer to nothing unknown.

use std::{fs, path::Path};

use refrain::{
    files::Memory,
    project::{Opening, Project},
    shape::Date,
    text::Place,
};

#[test]
#[ignore = "until copy is read"]
fn the_example_is_read_whole() {
    let project = open(Path::new("."), &["refrain.yaml", "content"]);
    assert_whole(&project);
    assert!(project.playbook.messages.len() >= 30, "{} messages", project.playbook.messages.len());
    let copy = project.pieces.iter().filter(|p| p.is_file()).count();
    assert!(copy >= 42, "{copy} pieces of copy");
}

#[test]
#[ignore = "until copy is read"]
fn the_project_to_start_from_is_read_whole() {
    assert_whole(&open(Path::new("src/cli/init"), &["refrain.yaml", "content"]));
}

fn assert_whole(project: &Project) {
    let copy = project.pieces.iter().flat_map(|p| &p.missing);
    let missing: Vec<String> = project
        .graph
        .missing()
        .iter()
        .chain(copy)
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

fn open(root: &Path, names: &[&str]) -> Project {
    let mut files = Memory::default();
    for name in names {
        add(root, name, &mut files);
    }
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

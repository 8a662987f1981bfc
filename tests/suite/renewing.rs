//! A check that is kept and told of one changed file comes to what a new check comes to.

use refrain::check::{Checker, Levels, check};
use refrain::files::{Files, Memory};
use refrain::project::{Opening, Project};
use refrain::rules::RULES;
use refrain::shape::Date;

const PATH: &str = "content/copy/success/renewals/letter-standard.txt";

fn open(files: &Memory) -> Project {
    let today = Date::parse("2026-11-01").unwrap();
    Project::open(files, &Opening { as_of: None, today, paths: vec![] }).unwrap()
}

#[test]
fn one_changed_file_is_judged_as_if_all_were() {
    let mut files = crate::example::files();
    let mut project = open(&files);
    let (levels, _) = Levels::of(&project.config);
    let mut checker = Checker::run(&project, RULES, levels);
    for text in ["Dear Ms Hale,\n\nWe value your business, and AutoGap is game-changing.\n", "", "XX % off\n"]
    {
        files.insert(PATH, text);
        let at = project.renew(&files, PATH).unwrap();
        checker.renew(&project, at);
        let (kept, anew) = (checker.outcome(&project), check(&open(&files)));
        assert_eq!(format!("{:?}", kept.findings), format!("{:?}", anew.findings));
        assert_eq!(format!("{:?}", kept.mentions), format!("{:?}", anew.mentions));
        assert_eq!(kept.checked, anew.checked);
    }
}

#[test]
fn a_file_that_can_no_longer_be_read_makes_the_project_be_opened_anew() {
    let mut files = crate::example::files();
    let mut project = open(&files);
    files.insert(PATH, [0xff, 0xfe, 0x00, 0xd8, 0x41].as_slice());
    assert!(files.read(PATH, 100).is_ok());
    assert_eq!(project.renew(&files, PATH), None);
    assert_eq!(project.renew(&files, "content/copy/no-such-file.md"), None);
}

//! A project and a check that are kept and told of changed files come to what new ones come to.

use refrain::check::{Checker, Levels, check};
use refrain::files::{Files, Memory};
use refrain::graph::Key;
use refrain::item::AnyItem;
use refrain::project::{Former, Opening, Project, Renewed};
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
        let at = project.renew(&files, PATH).and_then(Renewed::piece).unwrap();
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

/// What is known of every item's references, and of those that lead nowhere.
fn graph(project: &Project) -> String {
    let graph = &project.graph;
    let of = |item: &dyn AnyItem| {
        let key = Key::of(item);
        format!("{:?} {:?} {:?}\n", graph.position(&key), graph.links_from(&key), graph.links_to(&key))
    };
    let links: String = project.playbook.items().map(of).collect();
    let of_settings = ["channels", "stages", "teams"].map(|kind| {
        let ids = graph.ids(kind).iter();
        ids.map(|id| graph.links_to(&Key::new(kind, id.as_str()))).collect::<Vec<_>>()
    });
    format!("{links}{of_settings:?}\n{:?}\n{:?}", graph.missing(), graph.duplicates())
}

/// Everything that a project knows, to be compared.
fn told(project: &Project) -> [String; 5] {
    let pieces: Vec<_> =
        project.pieces.iter().map(|p| (p.path(), p.copy(), &p.attributes, &p.item)).collect();
    [
        format!("{:?}", project.playbook),
        graph(project),
        format!("{pieces:?}"),
        format!("{:?}", project.faults),
        format!("{:?} {:?}", project.sources, project.basis),
    ]
}

/// The files of the example's messaging.
fn messaging(files: &Memory) -> Vec<(String, String)> {
    let yaml = |path: &String| path.starts_with("content/messaging/") && path.ends_with(".yaml");
    let paths = files.walk("").unwrap().into_iter().filter(yaml);
    paths
        .map(|path| (path.clone(), String::from_utf8(files.read(&path, 1 << 20).unwrap().to_vec()).unwrap()))
        .collect()
}

#[test]
fn a_changed_file_of_the_messaging_is_taken_in_as_if_all_were_opened_anew() {
    let mut files = crate::example::files();
    let mut project = open(&files);
    let (mut taken, all) = (0, messaging(&files));
    for (at, (path, text)) in all.iter().enumerate() {
        // All places shift; the first references, and what is said, change; what was changed comes back.
        let gone: String =
            text.lines().filter(|line| !line.contains("pains: [")).map(|l| format!("{l}\n")).collect();
        let [one, other] = [format!("# Moved.\n{text}"), text.replace("the ", "that ")];
        for text in [if at % 2 == 0 { one } else { other }, gone, text.clone()] {
            files.insert(path, text.as_str());
            match project.renew(&files, path) {
                Some(Renewed::Messaging) => taken += 1,
                Some(Renewed::Piece(_)) => panic!("{path} is no copy"),
                None => project = open(&files),
            }
            for (kept, anew) in told(&project).iter().zip(told(&open(&files))) {
                assert!(*kept == anew, "{path}:\n{text}");
            }
        }
    }
    assert!(taken > 2 * all.len(), "{taken} of {} changes were taken in", 3 * all.len());
}

#[test]
fn what_is_left_of_a_project_gives_what_reading_anew_gives() {
    let mut files = crate::example::files();
    let mut project = open(&files);
    let opening = Opening { as_of: None, today: Date::parse("2026-11-01").unwrap(), paths: vec![] };
    for (at, (path, text)) in messaging(&files).into_iter().enumerate() {
        let twice = || format!("{text}\n{text}");
        let changed = [twice(), String::new(), format!("{text}\n  - ["), format!("# Moved.\n{text}")];
        files.insert(&path, changed[at % 4].as_str());
        project = Project::open_with(&files, &opening, &Former::of(project)).unwrap();
        for (kept, anew) in told(&project).iter().zip(told(&open(&files))) {
            assert!(*kept == anew, "{path}:\n{}", changed[at % 4]);
        }
        // And all as before.
        files.insert(&path, text.as_str());
    }
}

#[test]
fn settings_and_items_that_come_or_go_make_the_project_be_opened_anew() {
    let mut files = crate::example::files();
    let mut project = open(&files);
    let (path, text) = messaging(&files).into_iter().find(|(path, _)| path.contains("pains")).unwrap();
    let id = text.lines().find_map(|line| line.trim_start().strip_prefix("- id: ")).unwrap();
    for changed in [text.replace(id, "another-id"), String::new(), "pains: [".to_owned()] {
        files.insert(&path, changed.as_str());
        assert_eq!(project.renew(&files, &path), None, "{changed}");
        // Nothing was changed by trying.
        let former = open(&crate::example::files());
        assert_eq!(told(&project), told(&former));
    }
    assert_eq!(project.renew(&files, "refrain.yaml"), None);
}

//! What is remembered of an earlier run never changes a result.

use proptest::prelude::*;
use refrain::check::{Cache, Choice, Outcome, Progress, check, check_chosen};
use refrain::files::{Files, Memory};
use refrain::project::{Opening, Project};
use refrain::report::{Setting, report};
use refrain::shape::Date;

fn opening(paths: &[&str]) -> Opening {
    let paths = paths.iter().map(|p| (*p).to_owned()).collect();
    Opening { as_of: None, today: Date::parse("2026-11-01").unwrap(), paths }
}

/// All of an outcome that a reader can see.
fn told(files: &Memory, cache: &Cache, paths: &[&str]) -> (String, Option<Vec<u8>>) {
    let project = Project::open_with(files, &opening(paths), cache).unwrap();
    let (outcome, memory) = check_chosen(&project, &Choice::default(), cache, &Progress::default());
    (seen(&outcome), memory)
}

fn anew(files: &Memory, paths: &[&str]) -> String {
    seen(&check(&Project::open(files, &opening(paths)).unwrap()))
}

fn seen(outcome: &Outcome) -> String {
    let mut seen = (report("json").unwrap().render)(outcome, &Setting::default());
    for mention in &outcome.mentions {
        let spans: Vec<_> = mention.place.spans().collect();
        seen += &format!(
            "{:?} {spans:?}\n",
            (&mention.item, mention.kind, mention.place.path(), &mention.excerpt)
        );
    }
    seen
}

#[test]
fn nothing_is_judged_twice_and_all_is_told_again() {
    let files = crate::example::files();
    let (cold, memory) = told(&files, &Cache::default(), &[]);
    let cache = Cache::read(&memory.expect("something to remember"));
    let (warm, nothing) = told(&files, &cache, &[]);
    assert!(cold == anew(&files, &[]) && warm == cold, "the cache changes what is told");
    assert!(nothing.is_none(), "something was judged twice");
}

#[test]
fn a_part_of_the_copy_does_not_make_the_rest_forgotten() {
    let files = crate::example::files();
    let cache = Cache::read(&told(&files, &Cache::default(), &[]).1.unwrap());
    let mut changed = files;
    let page = "content/copy/marketing/site/home.html";
    changed.insert(page, "<h1>DockHand is game-changing</h1>");
    let (part, memory) = told(&changed, &cache, &[page]);
    assert_eq!(part, anew(&changed, &[page]));
    let (whole, nothing) = told(&changed, &Cache::read(&memory.unwrap()), &[]);
    assert!(whole == anew(&changed, &[]) && nothing.is_none());
}

#[test]
fn a_damaged_cache_is_forgotten() {
    let files = crate::example::files();
    let memory = told(&files, &Cache::default(), &[]).1.unwrap();
    let right = anew(&files, &[]);
    for cut in [0, 1, 100, memory.len() / 2, memory.len() - 1] {
        assert!(told(&files, &Cache::read(&memory[..cut]), &[]).0 == right, "cut at {cut}");
    }
}

/// A change of one file: its name, and what is done to its text.
type Change = (&'static str, fn(&str) -> String);
const CHANGES: &[Change] = &[
    ("refrain.yaml", |t| t.replace("rules:", "rules:\n  # changed") + "\n"),
    ("refrain.yaml", |t| t.replace("as_of: 2026-11-01", "as_of: 2027-06-01")),
    ("content/messaging/voice.yaml", |t| t.replace("AutoGap", "Slot Filler")),
    ("content/copy/marketing/site/home.html", |t| t.replace("</h1>", " with AutoGap and synergy</h1>")),
    ("content/copy/marketing/site/home.html", |t| t.replace('\n', "\r\n")),
    ("content/copy/success/renewals/letter-standard.txt", |t| {
        format!("58% of cancelled slots are refilled.\n{t}")
    }),
    ("content/copy/sales/calls/demo.md", |t| {
        format!("<!-- refrain-ignore-file comp: it is a script -->\n\n{t}")
    }),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]
    #[test]
    fn a_cache_never_changes_a_result(changes in prop::collection::vec(0..CHANGES.len(), 1..5)) {
        let mut files = crate::example::files();
        let mut cache = Cache::read(&told(&files, &Cache::default(), &[]).1.unwrap());
        for change in changes {
            let (path, change) = CHANGES[change];
            let Ok(text) = files.read(path, usize::MAX >> 1) else { panic!("{path} is no file of the example") };
            files.insert(path, change(&String::from_utf8(text).unwrap()));
            let (warm, memory) = told(&files, &cache, &[]);
            prop_assert!(warm == anew(&files, &[]), "after a change of {path}");
            if let Some(memory) = memory {
                cache = Cache::read(&memory);
            }
        }
    }
}

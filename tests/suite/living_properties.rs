//! What holds for any copy: a saved text and one that comes in are judged alike, a baseline knows again what it knew, a
//! silenced finding is neither lost nor doubled, and the number of threads changes nothing.

use proptest::prelude::*;
use refrain::check::{Baseline, Cache, Choice, Outcome, Progress, check, check_chosen};
use refrain::files::{Files, Memory, Overlay};
use refrain::finding::Finding;
use refrain::project::{Opening, Project};
use refrain::report::{Setting, report};
use refrain::shape::Date;

const SETTINGS: &str = "company: Acme\ncontent: messaging\nrules:\n  levels: {model: off}\n\
    copy:\n  - {files: \"copy/**\"}\n";
const VOICE: &str = "voice:\n  ban: [synergy, leverage]\nterms:\n  - {use: box, not: [hamper], why: x}\n";
const FOLDER: &str = "extends: ../../refrain.yaml\nrules:\n  levels: {term: warning}\n";
const KNOWN: &str = "known.jsonl";

/// Paragraphs with findings and without; each may stand anywhere.
const PARAGRAPHS: &[&str] = &[
    "We bring synergy.",
    "We bring synergy and more leverage.",
    "Every hamper is packed by hand.",
    "A hamper of fruit, a hamper of bread.",
    "We bring fruit every day.",
    "Nobody waits.",
    "## Leverage for all",
    "* synergy\n* fruit\n* synergy",
];

/// Pieces of texts that are hard to read.
const HOSTILE: &[&str] = &[
    "---\n",
    "refrain: {team: nobody}\n",
    "refrain:\n  ignore: [{rule: term, reason: their slogan}]\n",
    "\u{feff}",
    "\r\n",
    "\0",
    "\u{202e}",
    "e\u{301}",
    "<p>",
    "</p>",
    "<!--",
    "-->",
    "```\n",
    "{{ synergy }}",
    "[synergy](",
    "<script>leverage",
    "&#115;ynergy",
    "refrain-ignore",
    "<!-- refrain-ignore term: their slogan -->\n\n",
    "<!-- refrain-ignore-end -->",
    "# refrain-ignore term: x\n",
    "\n\n",
    " ",
    "synergy",
    "the hamper",
    "> ",
    "| a | b |\n|---|---|\n",
    "62%",
    "\u{fffc}",
];

fn opening(paths: &[&str]) -> Opening {
    let paths = paths.iter().map(|p| (*p).to_owned()).collect();
    Opening { as_of: None, today: Date::parse("2026-11-01").unwrap(), paths }
}

fn project(settings: &str) -> Memory {
    Memory::new()
        .with("refrain.yaml", settings)
        .with("messaging/voice.yaml", VOICE)
        .with("copy/a/refrain.yaml", FOLDER)
        .with("copy/other.md", "More leverage.\n")
}

fn checked(files: &dyn Files, paths: &[&str]) -> Outcome {
    check(&Project::open(files, &opening(paths)).unwrap())
}

fn seen(outcome: &Outcome) -> String {
    (report("json").unwrap().render)(outcome, &Setting::default())
}

fn page(paragraphs: &[usize]) -> String {
    paragraphs.iter().map(|at| PARAGRAPHS[*at].to_owned() + "\n\n").collect()
}

/// A text of the example, whole or cut somewhere, or one of hostile pieces; as bytes, sometimes damaged.
fn texts() -> impl Strategy<Value = Vec<u8>> {
    let real: Vec<Vec<u8>> = {
        let files = crate::example::files();
        let paths = files.walk("content/copy").unwrap();
        paths.iter().map(|path| files.read(path, usize::MAX).unwrap()).filter(|b| b.len() < 20_000).collect()
    };
    let real = (prop::sample::select(real), any::<prop::sample::Index>(), any::<bool>()).prop_map(
        |(bytes, cut, whole)| {
            let end = if whole { bytes.len() } else { cut.index(bytes.len() + 1) };
            bytes[..end].to_vec()
        },
    );
    let pieces =
        prop::collection::vec(prop::sample::select(HOSTILE), 0..14).prop_map(|p| p.concat().into_bytes());
    let damaged = (prop::collection::vec(any::<u8>(), 0..4), any::<prop::sample::Index>());
    (prop_oneof![real, pieces], prop::option::weighted(0.2, damaged)).prop_map(|(mut bytes, damage)| {
        if let Some((damage, at)) = damage {
            let at = at.index(bytes.len() + 1);
            bytes.splice(at..at, damage);
        }
        bytes
    })
}

fn pages() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(0..PARAGRAPHS.len(), 1..8)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_text_that_comes_in_is_judged_as_if_it_were_saved(
        text in texts(),
        path in prop::sample::select(&["copy/new.md", "copy/a/new.md", "copy/new.html", "copy/new.txt", "copy/new.eml", "else/new.md"][..]),
        below in prop::option::of("[a-z ]{0,20}"),
    ) {
        let saved = checked(&project(SETTINGS).with(path, &text), &[path]);
        let mut disk = project(SETTINGS);
        if let Some(below) = below {
            disk.insert(path, below);
        }
        // What messaging lacks is told only where all is checked.
        let settings = SETTINGS.replace("model: off", "model: warning");
        prop_assert!(checked(&project(&settings).with(path, &text), &[path]).all().all(|f| f.place.path() == path));
        let coming = checked(&Overlay::new(Memory::new().with(path, &text), disk), &[path]);
        prop_assert_eq!(seen(&coming), seen(&saved));
        let elsewhere = coming.all().find(|f| f.place.path() != path);
        prop_assert!(elsewhere.is_none(), "another file is told: {:?}", elsewhere);
    }

    #[test]
    fn a_baseline_knows_again_what_only_moved(
        first in pages(),
        second in pages(),
        above in prop::collection::vec((any::<prop::sample::Index>(), "[a-z]{3,8} [a-z]{3,8}"), 0..4),
        seed in any::<u64>(),
    ) {
        let files = |first: &str, second: &str| project(SETTINGS).with("copy/p.md", first).with("copy/a/q.md", second);
        let before = checked(&files(&page(&first), &page(&second)), &[]);
        prop_assert!(before.faults.is_empty());
        let baseline = Baseline::of(before.all()).to_text();
        prop_assert_eq!(baseline.lines().count(), before.all().count(), "two findings share an entry");

        let settings = format!("{SETTINGS}baseline: {KNOWN}\n");
        let known = |first: &str, second: &str| {
            let files = files(first, second).with("refrain.yaml", &settings).with(KNOWN, &baseline);
            checked(&files, &[])
        };
        // Lines come in above, and the paragraphs of the other page change places.
        let mut grown: Vec<String> = first.iter().map(|at| PARAGRAPHS[*at].to_owned()).collect();
        for (at, line) in above {
            grown.insert(at.index(grown.len() + 1), format!("Fruit {line}."));
        }
        let mut moved = second.clone();
        let mut random = seed;
        for at in (1..moved.len()).rev() {
            random = random.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            moved.swap(at, (random >> 33) as usize % (at + 1));
        }
        for outcome in [known(&page(&first), &page(&second)), known(&grown.join("\n\n"), &page(&moved))] {
            prop_assert_eq!(outcome.all().count(), 0, "{}", seen(&outcome));
            prop_assert_eq!(outcome.known.len(), before.all().count());
            prop_assert!(outcome.stale.is_empty() && outcome.faults.is_empty(), "{}", seen(&outcome));
        }
        // What is mended is stale, and nothing else is.
        let outcome = known("Fruit.\n", &page(&second));
        prop_assert_eq!(outcome.all().count(), 0);
        let gone = before.all().filter(|f| f.place.path() == "copy/p.md").count();
        prop_assert_eq!(outcome.stale.len(), gone);
    }

    #[test]
    fn silenced_findings_are_those_that_are_missing(paragraphs in pages(), silenced in prop::collection::vec(any::<bool>(), 8)) {
        let name = |f: &Finding| (f.rule, f.message.clone(), f.place.text());
        let remark = |on: bool| if on { "<!-- refrain-ignore term: their slogan -->\n\n" } else { "<!-- a remark -->\n\n" };
        let text = |heeded: bool| -> String {
            paragraphs.iter().zip(&silenced).map(|(at, on)| remark(*on && heeded).to_owned() + PARAGRAPHS[*at] + "\n\n").collect()
        };
        let plain = checked(&project(SETTINGS).with("copy/p.md", text(false)), &["copy/p.md"]);
        let outcome = checked(&project(SETTINGS).with("copy/p.md", text(true)), &["copy/p.md"]);
        let mut all: Vec<_> = outcome.all().chain(outcome.suppressed.iter().map(|s| &s.finding)).map(name).collect();
        let mut expected: Vec<_> = plain.all().map(name).collect();
        all.sort();
        expected.sort();
        prop_assert_eq!(all, expected);
        for suppressed in &outcome.suppressed {
            prop_assert_eq!(suppressed.reason.as_str(), "their slogan");
            let line = suppressed.finding.place.start().line;
            prop_assert!(suppressed.by.start().line < line, "a remark speaks of what stands above it");
        }
        // Each finding of a paragraph without a remark is told; a list is many blocks, and the remark speaks of the first.
        let quiet = paragraphs.iter().zip(&silenced).all(|(_, on)| !on);
        prop_assert!(!quiet || outcome.suppressed.is_empty());
        let everywhere = paragraphs.iter().zip(&silenced).all(|(at, on)| *on && !PARAGRAPHS[*at].starts_with('*'));
        prop_assert!(!everywhere || outcome.all().count() == 0, "{}", seen(&outcome));
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let remark =
        "<!-- refrain-ignore term/banned: their slogan -->\n\nSynergy.\n\nLeverage for the hamper.\n";
    let settings = format!(
        "{SETTINGS}suppress:\n  - {{files: copy/s*.md, rule: term, reason: their slogan}}\nbaseline: {KNOWN}\nmax_per_rule: 7\n"
    );
    let mut files = project(&settings);
    for number in 0..40 {
        let name = ["p", "s", "a/q"][number % 3];
        let page = page(&[number % 8, (number + 3) % 8, (number * 5) % 8]);
        files.insert(&format!("copy/{name}{number}.md"), page + remark);
    }
    // The baseline knows those of every other file, and one that is gone.
    let all = checked(&files.clone().with("refrain.yaml", settings.replace(KNOWN, "none.jsonl")), &[]);
    let odd = all.all().filter(|f| f.place.path().contains("1"));
    let gone =
        r#"{"path":"copy/gone.md","rule":"term/banned","text":"synergy","message":"x","fingerprint":"0"}"#;
    files.insert(KNOWN, Baseline::of(odd).to_text() + gone + "\n");
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let project = Project::open(&files, &opening(&[])).unwrap();
            let (outcome, memory) =
                check_chosen(&project, &Choice::default(), &Cache::default(), &Progress::default());
            assert!(!outcome.suppressed.is_empty() && !outcome.known.is_empty() && !outcome.cut.is_empty());
            assert_eq!(outcome.stale.len(), 1);
            let reports: String = ["json", "human", "sarif", "html"]
                .iter()
                .map(|name| (report(name).unwrap().render)(&outcome, &Setting::default()))
                .collect();
            (reports, memory)
        })
    };
    let one = run(1);
    for threads in [2, 8, 8] {
        assert!(run(threads) == one, "{threads} threads tell something else");
    }
}

//! Fixes hold what they promise: they mend, add nothing, change nothing else, and leave nothing to fix again.

use std::collections::BTreeMap;

use proptest::prelude::*;
use refrain::check::check;
use refrain::files::{Memory, Overlay};
use refrain::fix::{Fixes, Reason, Wanted, fix};
use refrain::project::{Opening, Project};
use refrain::shape::Date;
use refrain::text::Source;

const MESSAGING: &str = r#"
terms:
  - {use: arrival window, not: [ETA, time slot]}
  - {use: hour, not: [sixty minutes]}
  - {use: Slot Refill, not: [AutoGap], former: true, kind: product}
  - {use: driver's seat, not: [cab]}
  - {use: round, not: [square]}
  - {use: square, not: [round]}
  - {use: help, not: [assist]}
  - {use: box, not: [hamper]}
voice: {ban: [box van]}
claims:
  - id: refill-rate
    says: On average 62% of cancelled slots are refilled the same day
    figure: {value: 62, unit: percent, words: [refilled, cancelled slots]}
    replaces: [{value: 58, until: 2026-06-30}]
    proof: [{kind: internal-data, source: report, date: 2026-10-01}]
"#;

fn opening() -> Opening {
    Opening { as_of: None, today: Date::parse("2026-11-01").unwrap(), paths: vec![] }
}

fn project(path: &str, text: impl AsRef<[u8]>) -> Memory {
    Memory::new()
        .with("refrain.yaml", "company: Dockhand\ncontent: messaging\ncopy: [{files: \"copy/*\"}]\n")
        .with("messaging/all.yaml", MESSAGING)
        .with(path, text)
}

fn fixed(files: &Memory, risky: bool) -> Fixes {
    let fixes = fix(files, &opening(), &Wanted { risky, ..Wanted::default() }).unwrap();
    assert!(fixes.faults.is_empty(), "{:#?}", fixes.faults);
    fixes
}

/// The one file's text after its fixes, and what was left of it, by rule.
fn text_of(path: &str, text: &str, risky: bool) -> (String, Vec<(&'static str, Reason)>) {
    let fixes = fixed(&project(path, text), risky);
    let left = fixes.left.into_iter().map(|l| (l.rule, l.reason)).collect();
    (fixes.files.first().map_or(text.to_owned(), |f| f.after.text().to_owned()), left)
}

#[test]
fn a_word_is_replaced_in_its_form_with_its_article() {
    for (text, expected) in [
        ("ETA kept.", "Arrival window kept."),
        ("# EVERY ETA KEPT", "# EVERY ARRIVAL WINDOW KEPT"),
        ("# Every ETA Is Kept", "# Every Arrival Window Is Kept"),
        ("A time slot is an ETA.", "An arrival window is an arrival window."),
        ("The ETAs of a **time slot**.", "The arrival windows of an **arrival window**."),
        ("AutoGap\u{2019}s text.", "Slot Refill\u{2019}s text."),
        ("An AutoGap text.", "A Slot Refill text."),
        ("We assisted, and dockhand assists.", "We helped, and Dockhand helps."),
        ("58% of cancelled slots are refilled.", "62% of cancelled slots are refilled."),
    ] {
        assert_eq!(text_of("copy/a.md", text, false), (expected.to_owned(), vec![]), "{text}");
    }
}

#[test]
fn what_is_not_verbatim_is_left() {
    for text in ["An E**T**A.", "One time\nslot.", "One time&nbsp;slot.", "One time&#32;slot."] {
        let (after, left) = text_of("copy/a.md", text, true);
        assert_eq!(after, text);
        assert!(matches!(left.as_slice(), [("term/preferred", Reason::NotVerbatim(_))]), "{text}: {left:?}");
    }
}

#[test]
fn a_fix_that_adds_a_finding_is_taken_back_and_the_others_stay() {
    let (after, left) = text_of("copy/a.md", "An ETA, a hamper van, an ETA.", false);
    assert_eq!(after, "An arrival window, a hamper van, an arrival window.");
    assert!(matches!(left.as_slice(), [("term/preferred", Reason::Adds("term/banned", _))]), "{left:?}");
    let (after, left) = text_of("copy/a.md", "A round yard, a square yard.", false);
    assert_eq!(after, "A round yard, a square yard.", "words that name each other wrong go round for ever");
    assert_eq!(left.len(), 2);
}

#[test]
fn messaging_is_fixed_where_it_reads_as_meant_afterwards() {
    let pain = |statement: &str| format!("pains:\n  - {{id: a, statement: {statement}}}\n");
    for (before, after) in [
        ("The ETA is a guess.", "The arrival window is a guess."),
        ("'The ETA is a guess.'", "'The arrival window is a guess.'"),
        ("\"The ETA is a guess.\"", "\"The arrival window is a guess.\""),
        // A quotation mark would end the text.
        ("'We sit in the cab.'", "'We sit in the cab.'"),
        ("We sit in the cab.", "We sit in the driver's seat."),
    ] {
        let (text, left) = text_of("messaging/pain.yaml", &pain(before), false);
        assert_eq!(text, pain(after));
        assert_eq!(left.len(), usize::from(before == after), "{left:?}");
    }
}

#[test]
fn a_fix_that_breaks_front_matter_is_taken_back() {
    let text = "---\ntitle: Our plan\n---\nOur plan.\n";
    let files = project("copy/a.md", text)
        .with("messaging/more.yaml", "terms:\n  - {use: \"Dockhand: the plan\", not: [our plan]}\n");
    let fixes = fixed(&files, false);
    let after = fixes.files[0].after.text();
    assert_eq!(after, "---\ntitle: Our plan\n---\nDockhand: the plan.\n");
    assert_eq!(fixes.left[0].reason, Reason::Misread);
}

#[test]
fn unsafe_fixes_wait_to_be_asked_for() {
    let text = "47% of cancelled slots are refilled.";
    assert_eq!(
        text_of("copy/a.md", text, false),
        (text.to_owned(), vec![("claim/number-conflict", Reason::Unsafe)])
    );
    assert_eq!(text_of("copy/a.md", text, true).0, "62% of cancelled slots are refilled.");
    let pain = "messages:\n  - {id: a, stage: why-you, claims: [refil-rate], owner: x}\n";
    assert_eq!(text_of("messaging/m.yaml", pain, true).0, pain.replace("refil-rate", "refill-rate"));
}

#[test]
fn only_the_paths_asked_for_are_touched() {
    let files = project("copy/a.md", "An ETA.").with("copy/b.md", "An ETA.").with("else/c.md", "An ETA.");
    for (path, expected) in
        [("copy/a.md", "copy/a.md"), ("else/c.md", "else/c.md"), ("./copy/", "copy/a.md copy/b.md")]
    {
        let wanted = Wanted { paths: vec![path.to_owned()], ..Wanted::default() };
        let fixes = fix(&files, &opening(), &wanted).unwrap();
        let changed: Vec<&str> = fixes.files.iter().map(|f| f.before.path()).collect();
        assert_eq!(changed.join(" "), expected);
    }
    let nothing = Wanted { paths: vec!["copy/none.md".to_owned()], ..Wanted::default() };
    assert_eq!(fix(&files, &opening(), &nothing).unwrap_err()[0].code, "file/nothing");
}

/// Pieces of copy, many of them wrong.
const WORDS: &[&str] = &[
    "ETA",
    "ETAs",
    "an ETA",
    "A time slot",
    "time slots",
    "AutoGap",
    "AutoGap's",
    "dockhand",
    "the cab",
    "round",
    "square",
    "assisting",
    "hamper",
    "sixty minutes",
    "58% of cancelled slots are refilled.",
    "47% of cancelled slots are refilled.",
    "van",
    "called",
    "**",
    "*",
    "`ETA`",
    "&amp;",
    "&nbsp;",
    "<b>",
    "</b>",
    "[ETA](x)",
    "{{ eta }}",
    "\"",
    "'",
    ".",
    ":",
    " | ",
    "# ",
    "\n",
    "\r\n",
    "\n\n",
    "> ",
    "- ",
    "é",
    "👩‍🔧",
    "\u{A0}",
    "\u{AD}",
    "not",
    "never say",
    "<!-- refrain-ignore term/preferred: so -->",
    "---\ntitle: ETA\n---\n",
];

/// The text with every word that a fix may put or take written alike.
fn alike(text: &str) -> String {
    let mut text = text.to_lowercase();
    for (wrong, right) in [
        ("time slot", "arrival window"),
        ("eta", "arrival window"),
        ("autogap", "slot refill"),
        ("cab", "driver's seat"),
        ("assist", "help"),
        ("sixty minutes", "hour"),
        ("58%", "62%"),
        ("47%", "62%"),
        ("square", "round"),
        ("hamper", "box"),
    ] {
        text = text.replace(right, "\u{1}").replace(wrong, "\u{1}");
    }
    text.replace("an \u{1}", "a \u{1}").replace("an **\u{1}", "a **\u{1}").replace("an *\u{1}", "a *\u{1}")
}

fn counts(files: &Overlay<&Memory>) -> BTreeMap<(String, &'static str, String), usize> {
    let outcome = check(&Project::open(files, &opening()).unwrap());
    let mut counts = BTreeMap::new();
    for f in outcome.findings {
        *counts.entry((f.place.path().to_owned(), f.rule, format!("{:?}", f.object))).or_default() += 1;
    }
    counts
}

fn holds(path: &str, bytes: &[u8], risky: bool) -> Result<(), TestCaseError> {
    let files = project(path, bytes);
    let none = Memory::new();
    let Ok(fixes) = fix(&files, &opening(), &Wanted { risky, ..Wanted::default() }) else { return Ok(()) };
    let over: Memory =
        fixes.files.iter().map(|f| (f.before.path().to_owned(), f.before.encode(f.after.text()))).collect();
    let (before, after) = (counts(&Overlay::new(none, &files)), counts(&Overlay::new(over.clone(), &files)));
    let done: usize = fixes.files.iter().map(|f| f.done.len()).sum();
    prop_assert!(after.values().sum::<usize>() + done <= before.values().sum(), "{before:#?} {after:#?}");
    for (key, count) in &after {
        prop_assert!(before.get(key) >= Some(count), "{key:?} was found more often after");
    }
    for file in &fixes.files {
        prop_assert_eq!(alike(file.before.text()), alike(file.after.text()));
        let (read, damage) = Source::decode("a", &file.before.encode(file.after.text()));
        prop_assert_eq!(
            (read.text(), read.encoding(), damage.len()),
            (file.after.text(), file.before.encoding(), 0)
        );
        prop_assert_eq!(
            &file.before.encode(file.before.text())[..],
            if file.before.path() == path { bytes } else { MESSAGING.as_bytes() }
        );
    }
    let again = fix(&Overlay::new(over, &files), &opening(), &Wanted { risky, ..Wanted::default() });
    prop_assert!(again.is_ok_and(|again| again.files.is_empty()), "a second run fixes more");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fixes_mend_and_change_nothing_else(
        picks in proptest::collection::vec(0..WORDS.len(), 0..30),
        format in 0..4_usize,
        encoding in 0..3_usize,
        risky: bool,
    ) {
        let text: String = picks.iter().map(|at| format!("{} ", WORDS[*at])).collect();
        let (path, text) = match format {
            0 => ("copy/a.md", text),
            1 => ("copy/a.html", format!("<p>{text}</p>")),
            2 => ("copy/a.txt", text),
            _ => {
                let line = text.replace(['\n', '\r'], " ").replace(['\\', '"'], "");
                ("messaging/pain.yaml", format!("pains:\r\n  - id: a\r\n    statement: \"{line}.\"\r\n"))
            }
        };
        let bytes = match encoding {
            0 => text.into_bytes(),
            1 => ["\u{FEFF}", &text].concat().into_bytes(),
            _ => std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
        };
        holds(path, &bytes, risky)?;
    }
}

//! Breaking a small, sound project in one place after another: each break is told at its very place with a reason and a
//! hint, nothing panics, and what is wrong in another file is told all the same.

use std::collections::BTreeSet;
use std::panic::catch_unwind;

use refrain::check::{Outcome, Verdict, check};
use refrain::files::{Disk, Files, Memory};
use refrain::finding::{Fault, Finding, Severity};
use refrain::limits;
use refrain::project::{Opening, Project};
use refrain::shape::Date;
use refrain::text::Place;

const SETTINGS: &str = "refrain.yaml";
const PAINS: &str = "content/messaging/pains.yaml";
const CLAIMS: &str = "content/messaging/claims.yaml";
const MESSAGES: &str = "content/messaging/messages.yaml";
const PAGE: &str = "content/copy/page.md";
const MAIL: &str = "content/copy/mail.txt";

/// Where the one finding of the sound project stands.
const PLANTED: &str = "content/copy/planted.md:1:10";

/// The sound project. Its only finding is planted in a file that no break touches.
const PROJECT: &[(&str, &str)] = &[
    (
        SETTINGS,
        "company: Dockhand\nas_of: 2026-11-01\nteams: [marketing, sales]\nchannels:\n  - id: web\n\
         rules:\n  levels: {model: off, model/reference: error, model/duplicate: error}\n\
         copy:\n  - {files: content/copy/*, team: marketing, channel: web}\n",
    ),
    (
        PAINS,
        "pains:\n  - id: idle-vans\n    name: Idle vans\n    statement: Vans stand idle all day.\n    severity: 4\n    \
         words: [idle van, empty slot]\n    reviewed: 2026-10-01\n",
    ),
    (
        CLAIMS,
        "claims:\n  - id: fewer-gaps\n    says: Crews fill every second gap.\n    proof:\n      - kind: case-study\n        \
         source: a customer\n",
    ),
    (
        MESSAGES,
        "messages:\n  - id: gaps\n    stage: why-change\n    team: marketing\n    pains: [idle-vans]\n    \
         claims: [fewer-gaps]\n    headline: Your gaps cost more than your vans.\n",
    ),
    ("content/messaging/voice.yaml", "voice:\n  ban: [synergy]\n"),
    (
        PAGE,
        "---\ntitle: Gaps\nrefrain:\n  stage: why-change\n---\n\n# Count your gaps\n\nYour vans stand idle.\n",
    ),
    (MAIL, "Subject: Your gaps\n\nYour vans stand idle.\n"),
    ("content/copy/planted.md", "Find the synergy of vans.\n"),
];

/// How a file is broken.
enum Edit {
    /// The first occurrence of a text becomes another.
    Replace(&'static str, &'static str),
    /// A text comes behind the last line.
    Append(&'static str),
    /// The file becomes this.
    Whole(fn() -> Vec<u8>),
}
use Edit::{Append, Replace, Whole};

/// One break and what is told of it.
struct Break {
    what: &'static str,
    path: &'static str,
    edit: Edit,
    /// Where it is told: `4:5`.
    at: &'static str,
    /// The code of the fault, or the rule of the finding.
    code: &'static str,
    /// A part of the reason.
    says: &'static str,
    /// A part of the hint.
    help: &'static str,
}

macro_rules! breaks {
    ($($what:literal: $path:expr, $edit:expr => $at:literal $code:literal, $says:literal, $help:literal;)+) => {
        &[$(Break { what: $what, path: $path, edit: $edit, at: $at, code: $code, says: $says, help: $help }),+]
    };
}

const BREAKS: &[Break] = breaks! {
    "a typo in a key": PAINS, Replace("severity", "severty")
        => "5:5" "yaml/unknown-key", "`severty` is not a key here", "did you mean `severity`?";
    "an unknown kind": PAINS, Replace("pains:", "pain:")
        => "1:1" "yaml/unknown-kind", "`pain` is not a kind of item", "did you mean `pains`?";
    "a required key is missing": PAINS, Replace("    statement: Vans stand idle all day.\n", "")
        => "2:5" "yaml/missing-key", "`statement` is missing", "add `statement:` with text";
    "a required id is missing": CLAIMS, Replace("  - id: fewer-gaps\n    says", "  - says")
        => "2:5" "yaml/missing-key", "`id` is missing", "add `id:` with an id such as `missed-visits`";
    "a required key without a value": PAINS, Replace("Vans stand idle all day.", "")
        => "4:14" "yaml/wrong-type", "nothing where text is expected", "write text";
    "an empty text": PAINS, Replace("Vans stand idle all day.", "\"\"")
        => "4:16" "yaml/empty", "an empty text", "write the text, or remove the key";
    "an id with capitals and blanks": PAINS, Replace("id: idle-vans", "id: Idle Vans")
        => "2:9" "yaml/bad-id", "`Idle Vans` is not an id", "use lower-case letters, digits and hyphens,";
    "an id that file systems reserve": PAINS, Replace("id: idle-vans", "id: con")
        => "2:9" "yaml/bad-id", "`con` cannot be an id: no page can bear", "choose a name that tells more";
    "an id that is a number": PAINS, Replace("id: idle-vans", "id: 2024")
        => "2:9" "yaml/bad-id", "`2024` without quotes is not text, so it is", "put it in quotes: \"2024\"";
    "a key twice": PAINS, Append("    name: Standing vans\n")
        => "8:5" "yaml/duplicate-key", "the key `name` stands here again; it is", "keep one of the two; the first is read";
    "an id twice": PAINS, Append("  - {id: idle-vans, statement: Again.}\n")
        => "8:10" "model/duplicate", "a second pain bears the id `idle-vans`", "rename one, or merge the two";
    "a reference to nothing": MESSAGES, Replace("pains: [idle-vans]", "pains: [idle-van]")
        => "5:13" "model/reference", "there is no pain `idle-van`", "did you mean `idle-vans`?";
    "an unknown stage": MESSAGES, Replace("why-change", "why-changes")
        => "3:12" "model/reference", "there is no stage `why-changes`", "did you mean `why-change`?";
    "an unknown team": MESSAGES, Replace("marketing", "makreting")
        => "4:11" "model/reference", "there is no team `makreting`", "did you mean `marketing`?";
    "a date that is no day": PAINS, Replace("2026-10-01", "2026-02-30")
        => "7:15" "yaml/bad-date", "`2026-02-30` is not a date", "write year, month and day: 2026-11-01";
    "a date of another country": PAINS, Replace("2026-10-01", "10/01/2026")
        => "7:15" "yaml/bad-date", "`10/01/2026` is not a date", "write year, month and day: 2026-11-01";
    "a number in quotes": PAINS, Replace("severity: 4", "severity: \"4\"")
        => "5:15" "yaml/wrong-type", "the text `4` where a whole number from 0 is", "write a whole number from 0 without quotes";
    "a number with words": PAINS, Replace("severity: 4", "severity: 4 of 5")
        => "5:15" "yaml/wrong-type", "`4 of 5` where a whole number from 0 is", "write a whole number from 0";
    "a list for a text": PAINS, Replace("Vans stand idle all day.", "[Vans, stand]")
        => "4:16" "yaml/wrong-type", "a list where text is expected", "write text";
    "a list for a mapping": CLAIMS, Replace("    says:", "    figure: [30]\n    says:")
        => "3:13" "yaml/wrong-type", "a list where a figure is expected", "write a figure: a mapping with `value`";
    "a mapping for a list of items": PAINS, Replace("  - id: idle-vans\n", "    idle-vans:\n")
        => "2:5" "yaml/wrong-type", "a mapping where a list is expected", "write a list: each entry a pain, a mapping";
    "a text for a file": PAINS, Whole(|| b"Vans stand idle.\n".to_vec())
        => "1:1" "yaml/wrong-type", "`Vans stand idle.` where a mapping whose", "write a mapping whose keys are kinds";
    "an unknown word of a choice": CLAIMS, Replace("case-study", "case-studdy")
        => "5:15" "yaml/unknown-value", "`case-studdy` is not a proof kind", "did you mean `case-study`?";
    "an unknown status": PAINS, Append("    status: done\n")
        => "8:13" "yaml/unknown-value", "`done` is not a status", "there are: approved, draft, retired";
    "a tab indents": PAINS, Replace("    severity", "\tseverity")
        => "5:1" "yaml/tab", "a tab cannot indent", "use blanks: two for each level";
    "a line that is no entry": PAINS, Append("    and so on\n")
        => "8:5" "yaml/syntax", "`and so on` is not `key: value`", "write `key: value`; indent the line deeper";
    "a line indented wrong": PAINS, Replace("    severity", "   severity")
        => "5:4" "yaml/indent", "`severity: 4` does not belong here", "indent it like the lines it belongs to; put";
    "a quote is never closed": PAINS, Replace("Vans stand idle all day.", "\"Vans stand idle.")
        => "4:16" "yaml/quote", "this quote is never closed", "add the closing quote; inside '...' a quote";
    "a bracket is never closed": PAINS, Replace("empty slot]", "empty slot")
        => "6:12" "yaml/bracket", "this `[` is never closed", "add the closing bracket, or put the text in";
    "a colon inside a text": PAINS, Replace("Vans stand", "Vans: they stand")
        => "4:20" "yaml/colon", "a `:` inside a text without quotes", "put the text in quotes; indent a key like";
    "a text that begins with a percent sign": PAINS, Replace("Vans stand", "%Vans stand")
        => "4:16" "yaml/character", "text cannot begin with `%`", "put the text in quotes";
    "an alias of nothing": PAINS, Replace("Vans stand idle all day.", "*vans")
        => "4:16" "yaml/alias", "`*vans` stands for nothing: no `&vans`", "put text that begins with `*` in quotes";
    "aliases that multiply": PAINS, Whole(bomb)
        => "16:16" "yaml/too-large", "more than 100000 values in one file,", "split the file, or use fewer aliases";
    "an alias of itself": PAINS, Replace("[idle van, empty slot]", "&w [*w]")
        => "6:16" "yaml/alias", "`*w` stands inside `&w` itself, so it would", "write the value out instead";
    "a merge key": PAINS, Append("    <<: {severity: 5}\n")
        => "8:5" "yaml/merge-key", "merge keys (`<<`) are not read", "write the keys out, or use an alias for";
    "a tag that would run code": PAINS, Replace("Vans stand", "!!python/object:os.system Vans stand")
        => "4:16" "yaml/tag", "the tag `!!python/object:os.system` is not", "remove the tag; quotes keep a value text";
    "a second document": PAINS, Append("---\npains: []\n")
        => "8:1" "yaml/documents", "a second document begins here, which is not", "keep one document in a file: move what";
    "nesting without end": PAINS, Whole(|| ["pains: ", &"[".repeat(90_000)].concat().into_bytes())
        => "1:263" "yaml/too-deep", "nested more than 32 levels deep", "write it flatter";
    "a byte that is not UTF-8": PAINS, Whole(|| b"pains:\n  - id: idle-vans\n    statement: caf\xE9\n".to_vec())
        => "3:19" "file/encoding", "byte 0xE9 is not UTF-8", "save the file as UTF-8";
    "a NUL": PAINS, Replace("Idle vans", "Idle\0vans")
        => "3:15" "file/encoding", "a NUL byte, so this is not a text file", "save the file as UTF-8";
    "an escape character": PAINS, Replace("Idle vans", "Idle \u{1b}[31m vans")
        => "3:11" "yaml/character", "the control character U+001B is not text", "delete it";
    "a UTF-16 file that was cut off": PAINS, Whole(|| b"\xFF\xFEp\0a\0i".to_vec())
        => "1:3" "file/encoding", "an odd last byte, so this UTF-16 file was", "save the file as UTF-8";
    "a file over the limit": PAINS, Whole(|| vec![b'#'; limits::YAML_BYTES + 1])
        => "1:1" "file/unreadable", "`content/messaging/pains.yaml` has 2097153", "split the file, or leave it out of what is";
    "settings: an unknown key": SETTINGS, Append("colour: blue\n")
        => "10:1" "yaml/unknown-key", "`colour` is not a key here", "there are: alignment, as_of, baseline,";
    "settings: no company": SETTINGS, Replace("company: Dockhand\n", "")
        => "1:1" "yaml/missing-key", "`company` is missing", "add `company:` with text";
    "settings: empty": SETTINGS, Whole(Vec::new)
        => "1:1" "settings/empty", "the settings are empty", "begin with `company: Your company`";
    "settings: not text": SETTINGS, Whole(|| b"company: \xFF\n".to_vec())
        => "1:10" "file/encoding", "byte 0xFF is not UTF-8", "save the file as UTF-8";
    "settings: an unknown rule": SETTINGS, Replace("model: off", "modle: off")
        => "7:12" "settings/unknown-rule", "there is no rule `modle`", "did you mean `model`?";
    "settings: an unknown option": SETTINGS, Replace("rules:\n", "rules:\n  options: {voice/we-you: {ration: 2}}\n")
        => "7:28" "settings/unknown-option", "rule `voice/we-you` has no option `ration`", "did you mean `ratio`?";
    "settings: an unknown level": SETTINGS, Replace("model: off", "model: of")
        => "7:19" "yaml/unknown-value", "`of` is not a level: off, info, warning or", "did you mean `off`?";
    "settings: a pattern that is none": SETTINGS, Replace("content/copy/*", "\"content/[copy\"")
        => "9:13" "settings/pattern", "`content/[copy` is not a pattern of paths:", "write a pattern such as";
    "settings: an unknown team": SETTINGS, Replace("team: marketing", "team: success")
        => "9:35" "model/reference", "there is no team `success`", "there are: marketing, sales";
    "settings: an unknown channel": SETTINGS, Replace("channel: web", "channel: wep")
        => "9:55" "model/reference", "there is no channel `wep`", "did you mean `web`?";
    "settings: an id twice": SETTINGS, Replace("  - id: web\n", "  - id: web\n  - id: web\n")
        => "6:9" "settings/duplicate", "channel `web` stands here twice", "keep one";
    "settings: a stage that is not whole": SETTINGS, Append("stages:\n  - id: why-refer\n")
        => "11:9" "settings/stage", "stage `why-refer` is not built in, and its", "add `question:` and `half:`, or change a";
    "settings: a folder that is not there": SETTINGS, Append("content: [content, messaging]\n")
        => "10:20" "file/unreadable", "`messaging` does not exist", "check the spelling of the path";
    "copy: front matter is not closed": PAGE, Replace("---\n\n#", "\n#")
        => "1:1" "front-matter/unclosed", "the front matter that begins here never", "end it with a line `---`";
    "copy: an unknown key in front matter": PAGE, Replace("stage: why", "stages: why")
        => "4:3" "yaml/unknown-key", "`stages` is not a key here", "did you mean `stage`?";
    "copy: an unknown stage in front matter": PAGE, Replace("why-change", "why-chance")
        => "4:10" "model/reference", "there is no stage `why-chance`", "did you mean `why-change`?";
    "copy: front matter that is no YAML": PAGE, Replace("title: Gaps", "title: \"Gaps")
        => "2:8" "yaml/quote", "this quote is never closed", "add the closing quote; inside '...' a quote";
    "copy: a byte that is not UTF-8": PAGE, Whole(|| b"# Gaps\n\nOne caf\xE9.\n".to_vec())
        => "3:8" "file/encoding", "byte 0xE9 is not UTF-8", "save the file as UTF-8";
    "copy: a NUL": MAIL, Replace("Your vans", "Your\0vans")
        => "3:5" "file/encoding", "a NUL byte, so this is not a text file", "save the file as UTF-8";
    "copy: a file over the limit": MAIL, Whole(|| vec![b'a'; limits::COPY_BYTES + 1])
        => "1:1" "file/unreadable", "`content/copy/mail.txt` has 8388609 bytes,", "split the file, or leave it out of what is";
    "copy: a remark without a reason": PAGE, Append("\n<!-- refrain-ignore term/banned -->\n")
        => "11:1" "meta/suppression-reason", "no reason is given to silence term/banned", "say why the words are right";
    "copy: a remark about an unknown rule": PAGE, Append("\n<!-- refrain-ignore term/band: legal -->\n")
        => "11:1" "copy/suppression", "there is no rule `term/band` to ignore", "did you mean `term/banned`?";
};

/// Nine levels of nine aliases each: a billion words.
fn bomb() -> Vec<u8> {
    let mut text =
        String::from("pains:\n  - id: a\n    statement: a\n    words: &a0 [b, b, b, b, b, b, b, b, b]\n");
    for level in 1..9 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        text.push_str(&format!("  - id: a{level}\n    statement: a\n    words: &a{level} [{aliases}]\n"));
    }
    text.into_bytes()
}

fn project(broken: Option<&Break>) -> Memory {
    let mut files = Memory::default();
    for (path, text) in PROJECT {
        let mut bytes = text.as_bytes().to_vec();
        if let Some(broken) = broken.filter(|b| b.path == *path) {
            bytes = match broken.edit {
                Replace(from, to) => {
                    assert!(text.contains(from), "{}: `{from}` is not in {path}", broken.what);
                    text.replacen(from, to, 1).into_bytes()
                }
                Append(more) => [text, more].concat().into_bytes(),
                Whole(make) => make(),
            };
        }
        files.insert(path, bytes);
    }
    files
}

/// The outcome, or the faults of settings that cannot be read at all.
fn judge(files: &dyn Files) -> Result<Outcome, Vec<Fault>> {
    let opening = Opening { as_of: None, today: Date::parse("2026-11-01").unwrap(), paths: vec![] };
    Project::open(files, &opening).map(|project| check(&project))
}

fn at(place: &Place) -> String {
    format!("{}:{}:{}", place.path(), place.start().line, place.start().scalar)
}

#[test]
fn the_sound_project_has_only_the_planted_finding() {
    let outcome = judge(&project(None)).unwrap();
    let told: Vec<String> = outcome.findings.iter().map(|f| format!("{} {}", at(&f.place), f.rule)).collect();
    assert!(outcome.faults.is_empty(), "{:#?}", outcome.faults);
    assert_eq!(told, [format!("{PLANTED} term/banned")]);
}

#[test]
fn every_break_is_told_at_its_place_with_a_reason_and_a_hint() {
    let mut wrong = vec![];
    for broken in BREAKS {
        let files = project(Some(broken));
        let Ok(judged) = catch_unwind(|| judge(&files)) else {
            wrong.push(format!("{}: a panic", broken.what));
            continue;
        };
        let (outcome, faults) = match judged {
            Ok(outcome) => (Some(outcome), vec![]),
            Err(faults) => (None, faults),
        };
        let findings =
            outcome.iter().flat_map(|o| &o.findings).map(|f| (&f.place, f.rule, &*f.message, &*f.help));
        let faults = outcome
            .iter()
            .flat_map(|o| &o.faults)
            .chain(&faults)
            .map(|f| (&f.place, f.code, f.message.as_str(), f.help.as_str()));
        let told: Vec<_> = faults.chain(findings).collect();
        let place = format!("{}:{}", broken.path, broken.at);
        let is_told = told.iter().any(|(at_, code, says, help)| {
            at(at_) == place
                && *code == broken.code
                && says.contains(broken.says)
                && help.contains(broken.help)
        });
        if !is_told {
            let all: Vec<String> =
                told.iter().map(|(p, c, m, h)| format!("  {} {c}: {m} ({h})", at(p))).collect();
            wrong.push(format!(
                "{}: not told at {place} as {}:\n{}",
                broken.what,
                broken.code,
                all.join("\n")
            ));
        }
        if let Some(empty) = told.iter().find(|(_, _, says, help)| says.is_empty() || help.is_empty()) {
            wrong.push(format!("{}: {} has no reason or no hint", broken.what, empty.1));
        }
        if let Some(outcome) = outcome {
            let is_finding = refrain::rules::rule(broken.code).is_some();
            let verdict = if is_finding { Verdict::Findings } else { Verdict::NotChecked };
            if outcome.verdict(Severity::Error) != verdict {
                wrong.push(format!("{}: the verdict is not {verdict:?}", broken.what));
            }
            if !outcome.findings.iter().any(|f| at(&f.place) == PLANTED && f.rule == "term/banned") {
                wrong.push(format!("{}: the planted finding is lost", broken.what));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(BREAKS.len() >= 40);
}

/// A break costs what is broken: no reference to a broken item is told as wrong besides.
#[test]
fn an_item_that_is_broken_within_is_not_missing_elsewhere() {
    for broken in BREAKS.iter().filter(|b| b.path == PAINS && !b.code.starts_with("file/")) {
        let Ok(outcome) = judge(&project(Some(broken))) else { continue };
        let dangling = outcome.findings.iter().any(|f| f.rule == "model/reference");
        assert!(!dangling, "{}", broken.what);
    }
}

/// What an item that cannot be read leaves open is not told as wrong, in no copy and in no other item: broken in its first
/// line or behind it, each fifth item of the example adds no finding. That rules wait for it is told.
#[test]
fn an_item_that_cannot_be_read_adds_no_finding() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/");
    let example = Disk::new(root);
    let paths = example.walk("content").unwrap();
    let mut sound = Memory::default();
    for path in paths.iter().map(String::as_str).chain([SETTINGS]) {
        sound.insert(path, example.read(path, limits::COPY_BYTES).unwrap());
    }
    let told = |files: &Memory| {
        let outcome = judge(files).unwrap();
        let of = |f: &Finding| format!("{} [{}] {}", f.place.path(), f.rule, f.message);
        let findings: BTreeSet<String> = outcome.findings.iter().map(of).collect();
        (findings, outcome.faults)
    };
    let (before, faults) = told(&sound);
    assert!(faults.is_empty() && before.len() > 100);
    let mut broken = 0;
    for path in paths.iter().filter(|path| path.starts_with("content/messaging/")) {
        let text = String::from_utf8(sound.read(path, limits::YAML_BYTES).unwrap()).unwrap();
        let is_first =
            |line: &str| ["- id: ", "- use: "].iter().any(|key| line.trim_start().starts_with(key));
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| is_first(line)).step_by(5) {
            broken += 1;
            let indent = " ".repeat(line.len() - line.trim_start().len());
            let put = match broken % 2 {
                0 => format!("{indent}- id: [lost"),
                _ => format!("{line}\n{indent}  status: nonsense ["),
            };
            let changed = [&lines[..at], &[put.as_str()], &lines[at + 1..], &[""]].concat().join("\n");
            let mut files = sound.clone();
            files.insert(path, changed.into_bytes());
            let (after, faults) = told(&files);
            let added: Vec<&String> = after.difference(&before).collect();
            assert!(added.is_empty(), "{path}, `{put}`: {added:#?}");
            assert!(faults.iter().any(|f| f.code == "messaging/partial"), "{path}, `{put}`");
        }
    }
    assert!(broken > 30);
}

#[test]
fn a_file_in_an_unread_format_is_named() {
    let mut files = project(None);
    files.insert("content/copy/deck.pptx", b"PK\x03\x04");
    let outcome = judge(&files).unwrap();
    let told: Vec<String> =
        outcome.faults.iter().map(|f| format!("{} {} {}", at(&f.place), f.code, f.help)).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("content/copy/deck.pptx:1:1 file/format refrain reads "), "{told:?}");
    assert_eq!(outcome.verdict(Severity::Error), Verdict::NotChecked);
}

#[test]
fn messaging_is_no_copy_though_a_pattern_takes_it_in() {
    let mut files = project(None);
    let settings =
        "company: Dockhand\nrules: {levels: {model: off}}\ncopy: [{files: \"**\", team: marketing}]\n";
    files.insert(SETTINGS, settings);
    let outcome = judge(&files).unwrap();
    assert!(outcome.faults.is_empty(), "{:#?}", outcome.faults);
    assert_eq!(outcome.checked.copy_files, 3);
}

#[test]
fn nothing_that_matches_is_no_clean_run() {
    let opening = Opening {
        as_of: None,
        today: Date::parse("2026-11-01").unwrap(),
        paths: vec!["content/cpoy".to_owned()],
    };
    let outcome = check(&Project::open(&project(None), &opening).unwrap());
    assert_eq!(outcome.verdict(Severity::Error), Verdict::NotChecked);
    assert_eq!(outcome.faults[0].code, "file/nothing");
    assert!(outcome.faults[0].message.contains("content/cpoy"));
}

#[test]
fn a_project_without_settings_is_told_so() {
    let faults = judge(&Memory::default()).unwrap_err();
    assert_eq!((at(&faults[0].place).as_str(), faults[0].code), ("refrain.yaml:1:1", "file/unreadable"));
    assert!(!faults[0].help.is_empty());
}

/// What only a disk can hold: links out of the project, folders and pipes named like files.
#[cfg(unix)]
#[test]
fn strange_files_on_a_disk_are_named_or_left_alone() {
    let (temp, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for (path, text) in PROJECT {
        let path = temp.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let copy = temp.path().join("content/copy");
    std::fs::write(outside.path().join("secret.md"), "synergy\n").unwrap();
    std::os::unix::fs::symlink(outside.path().join("secret.md"), copy.join("link.md")).unwrap();
    std::os::unix::fs::symlink(outside.path(), copy.join("linked")).unwrap();
    std::os::unix::fs::symlink("nowhere.md", copy.join("broken.md")).unwrap();
    std::os::unix::fs::symlink(".", copy.join("circle")).unwrap();
    std::fs::create_dir(copy.join("folder.md")).unwrap();
    std::fs::write(copy.join("folder.md/inside.md"), "Plain words.\n").unwrap();
    assert!(std::process::Command::new("mkfifo").arg(copy.join("pipe.md")).status().unwrap().success());
    let outcome = judge(&Disk::new(temp.path())).unwrap();
    let told: Vec<String> =
        outcome.faults.iter().map(|f| format!("{} {}", at(&f.place), f.message)).collect();
    assert_eq!(
        told,
        ["content/copy/link.md:1:1 `content/copy/link.md` is a link that leads out of the project"],
        "nothing else is a file"
    );
    let found: Vec<String> =
        outcome.findings.iter().filter(|f| f.rule == "term/banned").map(|f| at(&f.place)).collect();
    assert_eq!(found, [PLANTED]);
    assert!(outcome.checked.copy_files >= 4, "the file in the folder named like a file is read");
}

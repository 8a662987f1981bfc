//! How often each rule is right on copy that nobody tuned for: `tests/precision`, one folder for each made-up company.
//!
//! `UPDATE=1 cargo test --test suite precision` writes `tests/precision/figures.md` and the `## Measured` of each page.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::OnceLock;

use refrain::check::{Levels, check_with};
use refrain::files::Memory;
use refrain::finding::{Certainty, Finding};
use refrain::project::{Opening, Project};
use refrain::rules::{Check, RULES, Rule, rule};
use refrain::shape::Date;

const SETS: &str = "tests/precision";
const TODAY: &str = "2026-11-01";

/// Rules about a whole piece, by its first sentence or by what is nowhere in it. An excerpt is not held against them.
const OF_A_WHOLE_PIECE: &[&str] = &["fit/cta", "fit/generic", "fit/persona-no-pain", "voice/opener"];

/// A rule that reported fewer than this has shown neither that it is right nor that it is wrong.
const FEWEST: usize = 6;

/// What an editor would report.
struct Label {
    rule: String,
    /// The words; `*` for anywhere.
    words: String,
    /// Missing it is a miss. Otherwise editors would differ.
    wanted: bool,
}

/// A passage, or several that are judged together.
struct Case {
    /// The company's folder.
    set: String,
    /// The line of `passages.txt` that begins it.
    line: usize,
    whole: bool,
    /// It is judged apart from the others, with rules about all copy together.
    apart: bool,
    /// Path, what the copy map says of it, text. Messaging has no entry in the copy map.
    pieces: Vec<(String, Option<String>, String)>,
    labels: Vec<Label>,
}

/// What came of one rule.
#[derive(Default)]
struct Tally {
    right: usize,
    wrong: Vec<(String, String)>,
    wanted: usize,
    missed: Vec<(String, String)>,
}

struct Measured {
    passages: usize,
    to_report: usize,
    rules: BTreeMap<&'static str, Tally>,
    /// Findings of rules about copy for which no passage has a label.
    unlabelled: BTreeMap<&'static str, usize>,
}

#[test]
fn pages_and_figures_say_what_is_measured() {
    let measured = measured();
    let mut stale = vec![];
    settle(&format!("{SETS}/figures.md"), &figures(measured), &mut stale);
    for rule in RULES {
        let path = format!("src/rules/{}.md", rule.id.replace(['/', '-'], "_"));
        let page = std::fs::read_to_string(&path).unwrap();
        settle(&path, &with_measured(&page, rule, measured), &mut stale);
    }
    assert!(
        stale.is_empty(),
        "{stale:#?} differ: UPDATE=1 cargo test --test suite precision, and read the diff"
    );
}

#[test]
fn rules_that_are_on_are_as_right_as_they_say() {
    let mut below = String::new();
    for (id, tally) in &measured().rules {
        let known = rule(id).unwrap();
        let bar = match known.certainty {
            Certainty::Exact => 95,
            Certainty::Strong => 85,
            Certainty::Advisory => continue,
        };
        let reported = tally.right + tally.wrong.len();
        if known.on && reported >= FEWEST && tally.right * 100 < bar * reported {
            writeln!(below, "{id}: {} of {reported} are right, {bar} % are demanded", tally.right).unwrap();
            tally.wrong.iter().for_each(|(at, what)| writeln!(below, "    {at} {what}").unwrap());
        }
    }
    assert!(below.is_empty(), "\n{below}");
}

#[test]
fn labels_name_rules_and_words_that_are_there() {
    for case in cases() {
        for label in &case.labels {
            let at = format!("{SETS}/{}/passages.txt:{}", case.set, case.line);
            let there = case.pieces.iter().any(|(_, _, text)| text.contains(&label.words));
            assert!(label.words == "*" || there, "{at}: the passage does not say {:?}", label.words);
        }
    }
}

fn settle(path: &str, is: &str, stale: &mut Vec<String>) {
    if std::fs::read_to_string(path).unwrap_or_default() != is {
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(path, is).unwrap();
        } else {
            stale.push(path.to_owned());
        }
    }
}

fn measured() -> &'static Measured {
    static MEASURED: OnceLock<Measured> = OnceLock::new();
    MEASURED.get_or_init(|| {
        let cases = cases();
        let wanted = |c: &&Case| c.labels.iter().any(|l| l.wanted);
        let mut measured = Measured {
            passages: cases.len(),
            to_report: cases.iter().filter(wanted).count(),
            rules: BTreeMap::new(),
            unlabelled: BTreeMap::new(),
        };
        let labelled: BTreeSet<&str> =
            cases.iter().flat_map(|c| &c.labels).filter(|l| l.wanted).map(|l| l.rule.as_str()).collect();
        let corpus = |c: &Case| {
            c.labels.iter().filter_map(|l| rule(&l.rule)).any(|r| matches!(r.check, Check::Corpus(_)))
        };
        let mut sets: BTreeMap<&str, Vec<&Case>> = BTreeMap::new();
        for case in &cases {
            if case.apart || corpus(case) {
                measured.count(&case.set, &[case], RULES, &labelled);
            } else {
                sets.entry(&case.set).or_default().push(case);
            }
        }
        let single: Vec<&'static Rule> =
            RULES.iter().copied().filter(|r| !matches!(r.check, Check::Corpus(_))).collect();
        for (set, cases) in sets {
            measured.count(set, &cases, &single, &labelled);
        }
        for tally in measured.rules.values_mut() {
            tally.wrong.sort();
            tally.missed.sort();
        }
        measured
    })
}

impl Measured {
    /// Checks some cases as one project.
    fn count(&mut self, set: &str, cases: &[&Case], rules: &[&'static Rule], labelled: &BTreeSet<&str>) {
        let read = |file: &str| std::fs::read_to_string(format!("{SETS}/{set}/{file}")).unwrap();
        let (mut files, mut settings) = (Memory::default(), read("refrain.yaml") + "copy:\n");
        for (path, known, text) in cases.iter().flat_map(|c| &c.pieces) {
            files.insert(path, text);
            if let Some(known) = known {
                writeln!(settings, "  - {{files: \"{path}\"{known}}}").unwrap();
            }
        }
        if settings.ends_with("copy:\n") {
            settings.push_str("  []\n");
        }
        files.insert("refrain.yaml", settings);
        files.insert("content/messaging.yaml", read("messaging.yaml"));
        let opening = Opening { as_of: None, today: Date::parse(TODAY).unwrap(), paths: vec![] };
        let project = Project::open(&files, &opening).unwrap_or_else(|f| panic!("{set}: {f:#?}"));
        assert!(project.faults.is_empty(), "{set} cannot be read: {:#?}", project.faults);
        let outcome = check_with(&project, rules, &Levels::all(rules));
        for case in cases {
            let mine = |f: &&Finding| case.pieces.iter().any(|(path, ..)| path == f.place.path());
            self.judge(case, &outcome.findings.iter().filter(mine).collect::<Vec<_>>(), labelled);
        }
    }

    /// Holds what was found in a case against its labels.
    fn judge(&mut self, case: &Case, findings: &[&Finding], labelled: &BTreeSet<&str>) {
        let mut found = vec![false; case.labels.len()];
        for finding in findings {
            if !labelled.contains(finding.rule) {
                *self.unlabelled.entry(finding.rule).or_default() += 1;
                continue;
            }
            let met: Vec<usize> =
                (0..case.labels.len()).filter(|at| case.labels[*at].is_met_by(finding, case)).collect();
            met.iter().for_each(|at| found[*at] = true);
            let tally = self.rules.entry(finding.rule).or_default();
            if met.iter().any(|at| case.labels[*at].wanted) {
                tally.right += 1;
            } else if met.is_empty() && (case.whole || !OF_A_WHOLE_PIECE.contains(&finding.rule)) {
                tally.wrong.push((case.place(), format!("{} in {:?}", finding.message, case.said())));
            }
        }
        for (label, found) in case.labels.iter().zip(found).filter(|(l, _)| l.wanted) {
            let Some(rule) = rule(&label.rule) else { continue };
            let tally = self.rules.entry(rule.id).or_default();
            tally.wanted += 1;
            if !found {
                tally.missed.push((case.place(), format!("{:?} in {:?}", label.words, case.said())));
            }
        }
    }
}

impl Label {
    fn is_met_by(&self, finding: &Finding, case: &Case) -> bool {
        let text =
            case.pieces.iter().find(|(path, ..)| path == finding.place.path()).map(|(_, _, text)| text);
        self.rule == finding.rule
            && (self.words == "*"
                || text.is_some_and(|text| {
                    text.match_indices(&self.words).any(|(at, words)| {
                        finding.place.spans().any(|s| s.start() < at + words.len() && at < s.end())
                    })
                }))
    }
}

impl Case {
    fn place(&self) -> String {
        format!("{}/passages.txt:{}", self.set, self.line)
    }

    /// The beginning of its text, on one line.
    fn said(&self) -> String {
        let words = self.pieces.iter().flat_map(|(_, _, text)| text.split_whitespace());
        let line = words.collect::<Vec<_>>().join(" ");
        match line.char_indices().nth(140) {
            Some((at, _)) => format!("{} ...", &line[..at]),
            None => line,
        }
    }
}

fn percent(part: usize, whole: usize) -> String {
    if whole == 0 { "-".to_owned() } else { format!("{} %", (part * 200 + whole) / (whole * 2)) }
}

fn figures(measured: &Measured) -> String {
    let mut page = format!(
        "# How often each rule is right\n\nMeasured by `tests/suite/precision.rs` on {} passages, {} of which hold something to \
         report.\n\n| Rule | Certainty | Reported | Right | Precision | Labelled | Found | Recall |\n\
         |---|---|--:|--:|--:|--:|--:|--:|\n",
        measured.passages, measured.to_report
    );
    for (id, tally) in &measured.rules {
        let known = rule(id).unwrap();
        let (reported, found) = (tally.right + tally.wrong.len(), tally.wanted - tally.missed.len());
        writeln!(
            page,
            "| {id} | {}{} | {reported} | {} | {} | {} | {found} | {} |",
            known.certainty.name(),
            if known.on { "" } else { ", off" },
            tally.right,
            percent(tally.right, reported),
            tally.wanted,
            percent(found, tally.wanted)
        )
        .unwrap();
    }
    for (title, pick) in [("False alarms", false), ("Misses", true)] {
        write!(page, "\n## {title}\n").unwrap();
        for (id, tally) in &measured.rules {
            let cases = if pick { &tally.missed } else { &tally.wrong };
            if !cases.is_empty() {
                write!(page, "\n### {id}\n\n").unwrap();
            }
            cases.iter().for_each(|(at, what)| writeln!(page, "- {at} {what}").unwrap());
        }
    }
    let apart = ["model/", "play/", "meta/", "survey/", "study/", "experiment/"];
    let rest: Vec<String> = (measured.unlabelled.iter())
        .filter(|(id, _)| apart.iter().all(|family| !id.starts_with(family)))
        .map(|(id, n)| format!("- {id}: {n}\n"))
        .collect();
    if !rest.is_empty() {
        write!(page, "\n## Reported by rules that no label names\n\n{}", rest.concat()).unwrap();
    }
    page
}

/// A rule's page with what is measured of it, or without where nothing is.
fn with_measured(page: &str, rule: &Rule, measured: &Measured) -> String {
    let Some((above, examples)) = page.split_once("\n## Examples\n") else { return page.to_owned() };
    let above = above.split_once("\n## Measured\n").map_or(above, |(before, _)| before).trim_end();
    let told = measured.rules.get(rule.id).filter(|t| t.wanted > 0).map_or(String::new(), |tally| {
        let (reported, found) = (tally.right + tally.wrong.len(), tally.wanted - tally.missed.len());
        let share = |part, whole| if whole == 0 { String::new() } else { format!(" ({})", percent(part, whole)) };
        format!(
            "\n## Measured\n\nOn {} labelled passages: reported {reported}, right {}{}; found {found} of {}{}.\n",
            measured.passages,
            tally.right,
            share(tally.right, reported),
            tally.wanted,
            share(found, tally.wanted)
        )
    });
    format!("{above}\n{told}\n## Examples\n{examples}")
}

fn cases() -> Vec<Case> {
    let mut sets: Vec<String> = (std::fs::read_dir(SETS).unwrap())
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    sets.sort();
    sets.iter().flat_map(|set| read_set(set)).collect()
}

fn read_set(set: &str) -> Vec<Case> {
    let text = std::fs::read_to_string(Path::new(SETS).join(set).join("passages.txt")).unwrap();
    let (mut shared, mut cases): (&str, Vec<Case>) = ("", vec![]);
    for (line, content) in (1..).zip(text.lines()) {
        let label = content.strip_prefix("-> ").or_else(|| content.strip_prefix("~> "));
        if let Some(known) = content.strip_prefix("@ ") {
            shared = known;
        } else if let Some(own) = content.strip_prefix("==") {
            let has = |word: &str| own.split_whitespace().any(|w| w == word);
            cases.push(Case {
                set: set.to_owned(),
                line,
                whole: has("whole"),
                apart: has("corpus") || has("yaml"),
                pieces: vec![piece(line, own, shared)],
                labels: vec![],
            });
        } else if let Some(own) = content.strip_prefix("++") {
            cases.last_mut().unwrap().pieces.push(piece(line, own, shared));
        } else if let Some((rule, words)) = label.and_then(|l| l.split_once(": ")) {
            let (rule, words, wanted) = (rule.to_owned(), words.to_owned(), content.starts_with("->"));
            cases.last_mut().unwrap().labels.push(Label { rule, words, wanted });
        } else if !content.starts_with("% ") {
            assert!(label.is_none(), "{SETS}/{set}/passages.txt:{line}: a label is `-> rule: words`");
            let case = cases.last_mut().unwrap_or_else(|| panic!("{set}: text before the first `==`"));
            let text = &mut case.pieces.last_mut().unwrap().2;
            text.push_str(content);
            text.push('\n');
        }
    }
    cases
}

/// An empty piece: its path, and what the copy map says of it. What a passage says of itself goes before what is shared.
fn piece(line: usize, own: &str, shared: &str) -> (String, Option<String>, String) {
    let (mut known, mut format): (BTreeMap<&str, String>, &str) = (BTreeMap::new(), "md");
    for word in shared.split_whitespace().chain(own.split_whitespace()) {
        match word.split_once('=') {
            Some(("personas", list)) => _ = known.insert("personas", format!("[{list}]")),
            Some((key @ ("team" | "stage" | "channel" | "dated" | "competitor"), value)) => {
                known.insert(key, value.to_owned());
            }
            None if matches!(word, "internal" | "guidance") => _ = known.insert(word, "true".to_owned()),
            None if matches!(word, "html" | "txt" | "yaml") => format = word,
            None if matches!(word, "whole" | "corpus") => {}
            _ => panic!("passages.txt:{line}: `{word}` says nothing of a passage"),
        }
    }
    if format == "yaml" {
        return (format!("content/p{line:04}.yaml"), None, String::new());
    }
    let known = known.iter().map(|(key, value)| format!(", {key}: {value}")).collect();
    (format!("copy/p{line:04}.{format}"), Some(known), String::new())
}

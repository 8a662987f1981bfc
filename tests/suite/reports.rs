//! Every report format writes the same outcome: a small project's findings across bold, emoji and CRLF, with evidence,
//! fixes, faults, hostile copy and all severities. The expected files are equal to the byte; `UPDATE=1` rewrites them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use refrain::check::{Baseline, Checked, Outcome, Suppressed, check};
use refrain::files::Disk;
use refrain::finding::{Certainty, Context, Fault, Finding, Fix, Severity};
use refrain::project::{Opening, Project};
use refrain::report::{REPORTS, Setting, report};
use refrain::rules;
use refrain::shape::Date;
use refrain::text::{Edit, Place, Source, Span};
use serde_json::Value as Json;

const ROOT: &str = "tests/fixtures/report";

/// The files of the fixture project.
struct Files(BTreeMap<String, Arc<Source>>);

impl Files {
    fn read() -> Self {
        let root = Path::new(ROOT).join("project");
        let (mut files, mut folders) = (BTreeMap::new(), vec![root.clone()]);
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
                let (source, damage) = Source::decode(&name, &fs::read(&path).unwrap());
                assert!(damage.is_empty());
                files.insert(name, source);
            }
        }
        Self(files)
    }

    /// The place of some words in a file; each word group of `words` is a piece of its own.
    fn place(&self, path: &str, words: &[&str]) -> Place {
        let source = &self.0[path];
        let mut from = 0;
        let spans = words.iter().map(|words| {
            let at =
                from + source.text()[from..].find(words).unwrap_or_else(|| panic!("{path}: no `{words}`"));
            from = at + words.len();
            Span::new(at, from)
        });
        Place::pieces(source, spans.collect::<Vec<_>>())
    }
}

fn replace(place: &Place, title: &str, by: &str, safe: bool) -> Fix {
    Fix { title: title.to_owned(), safe, edits: vec![Edit { span: place.first(), text: by.to_owned() }] }
}

/// Whose copy it is, by its folder.
fn context(path: &str) -> Option<Context> {
    let (team, _) = path.strip_prefix("content/copy/")?.split_once('/')?;
    let stage = match team {
        "marketing" => Some(Arc::from("why-change")),
        "success" => Some(Arc::from("why-stay")),
        _ => None,
    };
    Some(Context { team: Some(Arc::from(team)), stage })
}

/// The findings as a check would make them, sorted by path and place.
pub fn outcome() -> Outcome {
    let files = Files::read();
    let (deck, mail) = ("content/copy/sales/deck.txt", "content/copy/sales/mail.txt");
    let (page, letter) = ("content/copy/marketing/page.md", "content/copy/success/letter.md");
    let claims = "content/messaging/claims.yaml";
    let figure = |place: Place, said: &str| {
        Finding::new("example/figure", place.clone(), format!("\"{said}\" is not the approved figure"))
            .severity(Severity::Error)
            .certainty(Certainty::Strong)
            .about("claim", "idle-vans")
            .why("approved is: Crews that use Slot Refill cut idle vans by 30 % in a quarter.")
            .help("state the approved figure, or have the claim changed first")
            .related(files.place(claims, &["30 %"]), "approved text")
            .fix(replace(&place, "replace by \"30 %\"", "30 %", false))
    };
    let banned = |place: Place, said: &str| {
        Finding::new("term/banned", place, format!("\"{said}\" is banned"))
            .severity(Severity::Error)
            .about("voice", said)
            .why("the voice of the playbook does not use it")
            .help("say what it means for the buyer instead")
    };
    let term = files.place(page, &["slot refill"]);
    let opener = files.place(page, &["Dockhand was founded to help. We began in a van"]).approximate();
    let hostile = files.place(mail, &["<script>alert(1)</script> \u{1b}[31mred \u{202e}reversed @team"]);
    let mut findings = vec![
        banned(files.place(page, &["best", "-in-class"]), "best-in-class"),
        banned(files.place(page, &["synergy"]), "synergy"),
        Finding::new("example/opener", opener, "the first sentences speak of the vendor")
            .severity(Severity::Info)
            .certainty(Certainty::Advisory)
            .why("a reader stays for what is about them, and decides within a sentence or two whether this is; \
                  a vendor's own story can wait until somebody wants to know who solved the problem")
            .help("begin with what the reader's day is like"),
        Finding::new("example/spelling", term.clone(), "\"slot refill\" is written \"Slot Refill\"")
            .about("term", "slot-refill")
            .why("product names are written one way")
            .help("write \"Slot Refill\"")
            .related(files.place("refrain.yaml", &["Dockhand"]).inside("the company"), "named here")
            .fix(replace(&term, "replace by \"Slot Refill\"", "Slot Refill", true)),
        figure(files.place(page, &["40 %"]), "40 %"),
        figure(files.place(deck, &["45 %"]).inside("slide 3, notes"), "45 %"),
        figure(files.place(mail, &["40 %"]), "40 %"),
        figure(files.place(mail, &["fell by ", "40 %"]), "40 %"),
        Finding::new("example/left-over", hostile.clone(), format!("\"{}\" is left over", hostile.text()))
            .help("delete it: 100 % of readers, see it::now"),
        figure(files.place(letter, &["40 %"]), "40 %"),
        Finding::new("example/empty", files.place(letter, &["We value\nyour business"]), "an empty phrase")
            .help("say what they achieved"),
    ];
    for (at, finding) in findings.iter_mut().enumerate() {
        finding.fingerprint = format!("{at:032x}");
        finding.context = context(finding.place.path());
    }
    let ids = |from: usize| {
        let at = files.0[claims].text()[from..].find("idle-vans").unwrap() + from;
        Place::new(&files.0[claims], Span::new(at, at + 9))
    };
    let faults = vec![
        Fault::new(
            "file/format",
            Place::new(&Source::new("content/copy/sales/old.ppt", ""), Span::default()),
            "this format is not read",
            "save it as .md",
        ),
        Fault::new(
            "yaml/duplicate-id",
            ids(100),
            "the id `idle-vans` stands here again",
            "give one of them another id",
        )
        .related(ids(0), "first here"),
        Fault::new(
            "yaml/bad-date",
            files.place("content/messaging/pains.yaml", &["2026-13-01"]),
            "`2026-13-01` is not a date",
            "write year, month and day: 2026-11-01",
        ),
    ];
    let checked = Checked { copy_files: 44, words: 11_203, items: 210, rules: 62 };
    let as_of = Date::parse("2026-11-01").unwrap();
    let mut silent = banned(files.place(letter, &["value"]), "value");
    silent.fingerprint = "f".repeat(32);
    silent.context = context(letter);
    let by = files.place("refrain.yaml", &["Dockhand"]);
    let suppressed = vec![Suppressed { finding: silent, reason: "quoted from the contract".to_owned(), by }];
    let known = vec![figure(files.place(letter, &["40 %"]), "40 %")];
    let stale = Baseline::of(&known).entries.into_iter().collect();
    let cut = vec![figure(files.place(letter, &["40 %"]), "40 %"); 2];
    Outcome {
        findings,
        suppressed,
        known,
        stale,
        cut,
        faults,
        mentions: vec![],
        voice: vec![],
        checked,
        as_of,
    }
}

pub fn nothing() -> Outcome {
    let (findings, suppressed, known, stale, cut, faults) = Default::default();
    Outcome { findings, suppressed, known, stale, cut, faults, ..outcome() }
}

pub fn setting() -> Setting {
    Setting { title: "Dockhand playbook".to_owned(), ..Setting::default() }
}

fn written(name: &str, outcome: &Outcome, setting: &Setting) -> String {
    let text = (report(name).unwrap().render)(outcome, setting);
    // What changes with every release or with a rule's page has no place in an expected file.
    let mut text = text.replace(&format!("\"{}\"", env!("CARGO_PKG_VERSION")), "\"(version)\"");
    for rule in rules::RULES {
        text = text.replace(&Json::from(rule.page).to_string(), "\"(the page)\"");
    }
    text
}

fn compare(file: &str, text: &str, wrong: &mut Vec<String>) {
    let path = Path::new(ROOT).join("expected").join(file);
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
    } else if fs::read(&path).unwrap_or_default() != text.as_bytes() {
        wrong.push(format!("--- {} is not what is written now:\n{text}", path.display()));
    }
}

#[test]
fn every_format_writes_the_outcome_as_expected() {
    let mut wrong = vec![];
    let (outcome, nothing) = (outcome(), nothing());
    for report in REPORTS {
        let (name, extension) = (report.name, report.extension);
        compare(&format!("{name}.{extension}"), &written(name, &outcome, &setting()), &mut wrong);
        compare(&format!("{name}-clean.{extension}"), &written(name, &nothing, &setting()), &mut wrong);
    }
    let narrow = Setting { width: 60, color: true, ..setting() };
    compare("human-narrow-color.txt", &written("human", &outcome, &narrow), &mut wrong);
    assert!(wrong.is_empty(), "\n{}\n(UPDATE=1 cargo test reports rewrites them)", wrong.join("\n"));
}

#[test]
fn sarif_counts_in_utf16_units() {
    let text = (report("sarif").unwrap().render)(&outcome(), &setting());
    let document: Json = serde_json::from_str(&text).unwrap();
    let region = &document["runs"][0]["results"][1]["locations"][0]["physicalLocation"]["region"];
    // `Our dispatchers 👩‍🔧 bring `: 16 letters and blanks, 5 units of one emoji, 7 more, and the next.
    assert_eq!(
        (region["startLine"].as_u64(), region["startColumn"].as_u64()),
        (Some(3), Some(16 + 5 + 7 + 1))
    );
    assert_eq!(document["runs"][0]["columnKind"], "utf16CodeUnits");
    assert_eq!(document["runs"][0]["invocations"][0]["executionSuccessful"], false);
}

/// What a check of the example project comes to.
pub fn example() -> Outcome {
    let today = Date::parse("2026-11-01").unwrap();
    let project = Project::open(&Disk::new("."), &Opening { as_of: None, today, paths: vec![] }).unwrap();
    check(&project)
}

#[test]
fn the_example_goes_through_every_format() {
    let outcome = example();
    assert!(outcome.findings.len() > 20);
    for report in REPORTS {
        let text = (report.render)(&outcome, &setting());
        assert_eq!(text, (report.render)(&outcome, &setting()), "{} differs from run to run", report.name);
        // Long lists are cut in some formats, but no rule is kept from the reader.
        for finding in &outcome.findings {
            let (rule, path) = (finding.rule, finding.place.path());
            assert!(text.contains(rule), "{} forgets {rule}", report.name);
            let all =
                ["checkstyle", "concise", "gitlab", "html", "json", "jsonl", "junit", "rdjson", "sarif"];
            assert!(!all.contains(&report.name) || text.contains(path), "{} forgets {path}", report.name);
        }
    }
}

#[test]
fn each_finding_knows_whose_copy_it_stands_in() {
    let outcome = example();
    let of = |path: &str| outcome.findings.iter().find(|f| f.place.path().starts_with(path)).unwrap();
    let context = of("content/copy/success/renewals/").context.as_ref().unwrap();
    assert_eq!((context.team.as_deref(), context.stage.as_deref()), (Some("success"), Some("why-stay")));
    assert_eq!(of("content/messaging/").context, None);
    let silenced = outcome.suppressed.iter().find(|s| s.finding.place.path().contains("/copy/")).unwrap();
    assert!(silenced.finding.context.is_some(), "what is silenced has a team too");
}

#[test]
fn one_claim_wrong_in_many_places_is_told_once() {
    let mut many = outcome();
    let wrong = many.findings.iter().find(|f| f.rule == "example/figure").unwrap().clone();
    many.findings.extend(std::iter::repeat_n(wrong.clone(), 14));
    for name in ["human", "markdown"] {
        let text = (report(name).unwrap().render)(&many, &setting());
        assert_eq!(text.matches("cut idle vans by 30 % in a quarter.").count(), 1, "{name}:\n{text}");
        assert!(text.contains("and 10 more"), "{name}:\n{text}");
    }
    let page = (report("html").unwrap().render)(&many, &setting());
    assert_eq!(page.matches("approved is: ").count(), 1);
    assert_eq!(page.matches("<mark>40 %</mark>").count(), 14 + 3, "all places are on the page");
}

#[test]
fn a_comment_fits_into_a_pull_request_and_counts_what_does_not() {
    let mut many = outcome();
    for at in 0..300 {
        let of_others = |mut finding: Finding| {
            finding.message = format!("{} ({at})", finding.message);
            finding.object = None;
            finding
        };
        many.findings.extend(outcome().findings.into_iter().map(of_others));
    }
    many.findings.sort_by_key(|f| f.place.path().to_owned());
    let text = (report("markdown").unwrap().render)(&many, &setting());
    assert!(text.len() < 65_536, "{} bytes", text.len());
    assert!(text.contains("There is no room here for "), "{}", &text[text.len() - 200..]);
    let summary = (report("markdown").unwrap().render)(&many, &Setting { room: 1_000_000, ..setting() });
    assert!(!summary.contains("There is no room"), "a summary has more room than a comment");
    assert_eq!(text.matches("<details>").count(), text.matches("</details>").count());
}

#[test]
fn the_counts_of_junit_add_up() {
    let text = (report("junit").unwrap().render)(&outcome(), &setting());
    let document = roxmltree::Document::parse(&text).unwrap();
    for suite in
        document.descendants().filter(|n| n.has_tag_name("testsuites") || n.has_tag_name("testsuite"))
    {
        for (attribute, element) in [("tests", "testcase"), ("failures", "failure"), ("errors", "error")] {
            let count = suite.descendants().filter(|n| n.has_tag_name(element)).count();
            assert_eq!(
                suite.attribute(attribute),
                Some(count.to_string().as_str()),
                "{attribute} of {suite:?}"
            );
        }
    }
}

#[test]
fn json_holds_every_finding_and_fault() {
    let document: Json =
        serde_json::from_str(&(report("json").unwrap().render)(&outcome(), &setting())).unwrap();
    assert_eq!(document["version"], 1);
    assert_eq!(document["verdict"], "not-checked");
    assert_eq!(
        document["counts"],
        // Two errors count that are not listed, because only so many of their rule are shown.
        serde_json::json!({
            "error": 9, "warning": 3, "info": 1, "suppressed": 1, "known": 1, "stale": 1, "not_shown": 2,
            "not_checked": 3
        })
    );
    assert_eq!(document["findings"].as_array().unwrap().len(), 11);
    assert_eq!(document["findings"][0]["place"]["spans"].as_array().unwrap().len(), 2);
}

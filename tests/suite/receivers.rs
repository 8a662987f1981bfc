//! Every report is what its receiver accepts: by the receivers' schemas and grammars, for the fixture, for a run without
//! findings, for the example project as it stands, and for copy that tries to break out of the format.

use std::collections::BTreeSet;
use std::fs;
use std::sync::{Arc, LazyLock};

use html5gum::{Token, Tokenizer};
use jsonschema::Validator;
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag};
use refrain::check::{Outcome, Suppressed};
use refrain::finding::{Context, Fault, Finding, Fix, Severity};
use refrain::report::{REPORTS, report};
use refrain::text::{Edit, Place, Source, Span};
use roxmltree::{Document, Node};
use serde_json::Value as Json;

use crate::reports::{example, nothing, outcome, setting};

fn written(name: &str, outcome: &Outcome) -> String {
    (report(name).unwrap().render)(outcome, &setting())
}

fn schema(path: &str) -> Validator {
    let schema = fs::read_to_string(path).unwrap();
    // The pattern for languages in the standard's schema has a stray bracket that not every engine reads.
    let schema: Json = serde_json::from_str(&schema.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$")).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

/// The schemas of the formats that have one.
fn schemas() -> Vec<(&'static str, Validator)> {
    [
        ("gitlab", "tests/schema/receivers/gitlab-code-quality.json"),
        ("rdjson", "tests/schema/receivers/rdjson.json"),
        ("sarif", "tests/schema/external/sarif-2.1.0.json"),
    ]
    .map(|(name, path)| (name, schema(path)))
    .into()
}

fn judge_json(name: &str, validator: &Validator, outcome: &Outcome) {
    let document: Json = serde_json::from_str(&written(name, outcome)).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(&document).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(errors.is_empty(), "{name}: {errors:#?}");
}

/// What may stand where: an element, where it may stand, the attributes it must have, those it may have.
type Grammar =
    &'static [(&'static str, &'static [&'static str], &'static [&'static str], &'static [&'static str])];

/// What Jenkins reads (`junit-10.xsd` of its xUnit plugin, the strictest of the JUnit schemas in use).
const JUNIT: Grammar = &[
    ("testsuites", &[""], &[], &["name", "time", "tests", "failures", "errors"]),
    ("testsuite", &["testsuites"], &["name", "tests", "failures", "errors"], &["time", "skipped", "id"]),
    ("testcase", &["testsuite"], &["name"], &["classname", "time"]),
    ("failure", &["testcase"], &[], &["type", "message"]),
    ("error", &["testcase"], &[], &["type", "message"]),
    ("system-out", &["testcase", "testsuite"], &[], &[]),
];

const CHECKSTYLE: Grammar = &[
    ("checkstyle", &[""], &["version"], &[]),
    ("file", &["checkstyle"], &["name"], &[]),
    ("error", &["file"], &["severity", "message", "source"], &["line", "column"]),
];

/// Reads XML strictly and holds every element to a grammar.
fn judge_xml(name: &str, grammar: Grammar, text: &str) {
    let document = Document::parse(text).unwrap_or_else(|e| panic!("{name}: {e}\n{text}"));
    for node in document.descendants().filter(Node::is_element) {
        let element = node.tag_name().name();
        let inside = node.parent_element().map_or("", |p| p.tag_name().name());
        let Some((_, parents, must, may)) = grammar.iter().find(|g| g.0 == element) else {
            panic!("{name} has no element `{element}`")
        };
        assert!(parents.contains(&inside), "{name}: `{element}` may not stand in `{inside}`");
        let has: BTreeSet<&str> = node.attributes().map(|a| a.name()).collect();
        assert!(must.iter().all(|a| has.contains(a)), "{name}: `{element}` has only {has:?}");
        let known = |a: &&&str| must.contains(a) || may.contains(a);
        assert!(has.iter().all(|a| known(&a)), "{name}: `{element}` has {has:?}");
        for number in ["line", "column", "tests", "failures", "errors"] {
            let value = node.attribute(number);
            assert!(value.is_none_or(|v| v.parse::<usize>().is_ok()), "{name}: {number}={value:?}");
        }
    }
}

fn judge_html(outcome: &Outcome) {
    const ELEMENTS: &str = " html head meta title style body header main section article h1 h2 h3 p span div dl dt dd ul li \
                            pre code mark table caption thead tbody tr th td form label select option button details \
                            summary ";
    const ATTRIBUTES: &str = " lang charset name content http-equiv class data-severity data-rule data-team data-stage id \
                              scope type value ";
    let page = written("html", outcome);
    let mut text = String::new();
    for Ok(token) in Tokenizer::new(&page) {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                assert!(ELEMENTS.contains(&format!(" {name} ")), "an active element: <{name}>");
                for attribute in tag.attributes.keys() {
                    let attribute = String::from_utf8_lossy(attribute).into_owned();
                    assert!(ATTRIBUTES.contains(&format!(" {attribute} ")), "<{name} {attribute}>");
                }
            }
            Token::String(said) => text.push_str(&String::from_utf8_lossy(&said)),
            Token::Comment(_) => panic!("{token:?}"),
            Token::EndTag(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    // Nothing is asked of anybody: no address stands where a browser would follow it, in style neither.
    assert!(!page.contains("@import") && !page.contains("url("), "the page asks for something");
    for finding in &outcome.findings {
        let told: String = refrain::text::visible(&finding.message).into_owned();
        assert!(text.contains(&told), "the page does not say {told:?}");
    }
}

fn judge_markdown(outcome: &Outcome) {
    let text = written("markdown", outcome);
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => {
                let ours = ["<details>", "<summary>", "</details>", "</summary>", "<!-- -->"];
                let rest = ours.iter().fold(html.to_string(), |rest, tag| rest.replace(tag, ""));
                assert!(!rest.contains('<'), "markup of the copy: {html:?}");
            }
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_) | Tag::BlockQuote(_)) => {
                panic!("markup of the copy: {event:?} in\n{text}")
            }
            _ => {}
        }
    }
    assert!(!text.contains("@team") && !text.contains("://"), "a mention or a link");
}

/// One command a line, then the closing line; nothing else can reach the log.
fn judge_github(outcome: &Outcome) {
    let text = written("github", outcome);
    let lines: Vec<&str> = text.split(['\n', '\r']).collect();
    let (commands, rest) = lines.split_at(lines.len() - 2);
    let is_command =
        |line: &&str| ["::error ", "::warning ", "::notice "].iter().any(|c| line.starts_with(c));
    assert!(commands.iter().all(is_command), "{commands:#?}");
    assert!(rest[0].contains(" as of 2026-11-01") && rest[1].is_empty(), "{rest:?}");
    let (told, more) = (outcome.findings.len() + outcome.faults.len(), commands.len());
    assert!(more == told || more == told + 1, "{more} commands for {told}");
    for line in commands {
        let properties = line.split_once(' ').unwrap().1.split("::").next().unwrap();
        for property in properties.split(',') {
            let name = property.split_once('=').unwrap_or_else(|| panic!("{line}")).0;
            assert!(["file", "line", "endLine", "col", "endColumn", "title"].contains(&name), "{line}");
        }
    }
}

fn judge_lines(outcome: &Outcome) {
    let told = outcome.findings.len() + outcome.faults.len();
    assert_eq!(written("concise", outcome).lines().count(), told + 1);
    let lines: Vec<Json> =
        written("jsonl", outcome).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), told + outcome.suppressed.len() + 1);
    assert_eq!(lines.last().unwrap()["type"], "summary");
    let whole: Json = serde_json::from_str(&written("json", outcome)).unwrap();
    for (at, finding) in outcome.findings.iter().enumerate() {
        for read in [&lines[at], &whole["findings"][at]] {
            assert_eq!(read["message"], &*finding.message);
            assert_eq!(read["place"]["path"], finding.place.path());
        }
    }
}

fn judge(outcome: &Outcome, schemas: &[(&str, Validator)]) {
    for (name, validator) in schemas {
        judge_json(name, validator, outcome);
    }
    judge_xml("junit", JUNIT, &written("junit", outcome));
    judge_xml("checkstyle", CHECKSTYLE, &written("checkstyle", outcome));
    judge_html(outcome);
    judge_markdown(outcome);
    judge_github(outcome);
    judge_lines(outcome);
    for report in REPORTS {
        let text = (report.render)(outcome, &setting());
        // JSON for programs may hold marks of direction as they are: its readers decode them.
        let json = ["json", "jsonl", "sarif", "rdjson"].contains(&report.name);
        let steers = |c: char| if json { c < ' ' } else { refrain::text::is_hidden(c) };
        let steering = text.chars().find(|c| *c != '\n' && steers(*c));
        assert_eq!(steering, None, "{} lets it through", report.name);
        assert!(text.ends_with('\n'), "{} does not end its last line", report.name);
    }
}

#[test]
fn every_report_is_what_its_receiver_accepts() {
    let schemas = schemas();
    for outcome in [outcome(), nothing(), example()] {
        judge(&outcome, &schemas);
    }
    for (name, validator) in &schemas {
        for wrong in [serde_json::json!({"version": "2.1.0"}), serde_json::json!([{}])] {
            assert!(!validator.is_valid(&wrong), "the schema of {name} must refuse something");
        }
    }
}

#[test]
fn gitlab_gets_each_fingerprint_once() {
    let mut twice = outcome();
    twice.findings.extend(outcome().findings);
    twice.faults.extend(outcome().faults);
    let issues: Json = serde_json::from_str(&written("gitlab", &twice)).unwrap();
    let issues = issues.as_array().unwrap();
    let prints: BTreeSet<&str> = issues.iter().map(|i| i["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(prints.len(), issues.len());
    assert_eq!(issues[0]["severity"], "blocker", "what was not checked comes first");
}

#[test]
fn rdjson_counts_in_bytes_and_offers_a_fix_as_one_replacement() {
    let source = Source::new("a.md", "\n日本 one, two and three\n");
    let (one, three) = (source.text().find("one").unwrap(), source.text().find("three").unwrap());
    let edit = |at: usize, len: usize, by: &str| Edit { span: Span::new(at, at + len), text: by.to_owned() };
    let fix = Fix { title: "count".into(), safe: true, edits: vec![edit(three, 5, "3"), edit(one, 3, "1")] };
    let mut found = nothing();
    found.findings = vec![Finding::new("a/a", Place::new(&source, Span::new(one, one + 3)), "m").fix(fix)];
    let document: Json = serde_json::from_str(&written("rdjson", &found)).unwrap();
    let diagnostic = &document["diagnostics"][0];
    assert_eq!(
        diagnostic["location"]["range"],
        serde_json::json!({"start": {"line": 2, "column": 8}, "end": {"line": 2, "column": 11}})
    );
    assert_eq!(diagnostic["suggestions"].as_array().unwrap().len(), 1);
    assert_eq!(diagnostic["suggestions"][0]["text"], "1, two and 3");
}

/// Text made of what formats are known to break on.
fn hostile() -> impl Strategy<Value = String> {
    let nasty = prop::sample::select(vec![
        "\u{1b}[31m",
        "\u{202e}",
        "\u{2066}",
        "\u{feff}",
        "\0",
        "\u{7}",
        "\u{85}",
        "\u{2028}",
        "\u{fffe}",
        "</script>",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "</style>",
        "</pre>",
        "</title>",
        "<!--",
        "-->",
        "]]>",
        "<![CDATA[",
        "&",
        "&lt;",
        "&#60;",
        "\"",
        "'",
        "`",
        "```\n",
        "\n::error::x",
        "\r\n",
        "\r",
        "\n",
        "\t",
        "%",
        "%0A",
        "::",
        ",",
        ":",
        "|",
        "\\",
        "*",
        "_",
        "[x](http://a.b)",
        "![x](y)",
        "http://a.b",
        "@team",
        "#12",
        "~~",
        "$x$",
        "> ",
        "# ",
        "- ",
        "    ",
        "<details>",
        "</details>",
        "{{",
        "größe",
        "日本",
        "👩‍🔧",
        "a",
        "word",
        " ",
    ]);
    let some = prop_oneof![4 => nasty.prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    prop::collection::vec(some, 1..8).prop_map(|parts| parts.concat())
}

/// An outcome that says hostile things everywhere.
fn hostile_outcome(words: &[String]) -> Outcome {
    let word = |at: usize| words[at % words.len()].as_str();
    let path = format!("a{}", word(0));
    let source = Source::new(path.as_str(), format!("{}one two{}", word(1), word(2)));
    let at = source.text().find("one two").unwrap();
    let place = Place::new(&source, Span::new(at, at + 7));
    let edit = Edit { span: place.first(), text: word(3).to_owned() };
    let fix = Fix { title: word(4).to_owned(), safe: false, edits: vec![edit] };
    let mut found = Finding::new("a/a", place.clone(), word(5))
        .why(word(6))
        .help(word(7))
        .about("claim", word(8))
        .related(place.clone().inside(word(9)), word(10))
        .fix(fix);
    found.fingerprint = "0".repeat(32);
    found.context = Some(Context { team: Some(Arc::from(word(11))), stage: Some(Arc::from(word(12))) });
    let fault =
        Fault::new("file/x", place.clone().inside(word(13)), word(14), word(15)).related(place, word(16));
    let mut outcome = nothing();
    outcome.suppressed =
        vec![Suppressed { finding: found.clone(), reason: word(17).to_owned(), by: found.place.clone() }];
    let mut again = found.clone();
    again.message = word(18).into();
    outcome.findings = vec![found.clone().severity(Severity::Error), found, again];
    outcome.faults = vec![fault];
    outcome
}

/// Reading SARIF's schema takes long; here it is enough that what is written is read back.
static SCHEMAS: LazyLock<Vec<(&str, Validator)>> =
    LazyLock::new(|| schemas().into_iter().filter(|(name, _)| *name != "sarif").collect());

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_any_report(words in prop::collection::vec(hostile(), 19)) {
        let outcome = hostile_outcome(&words);
        judge(&outcome, &SCHEMAS);
        let sarif: Json = serde_json::from_str(&written("sarif", &outcome)).unwrap();
        let said = sarif["runs"][0]["results"][0]["message"]["text"].as_str().unwrap();
        prop_assert!(said.starts_with(&words[5]));
    }
}

//! What machines read of a playbook: `api/v1` and its schemas, approved figures as data, `llms.txt`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use refrain::check::check;
use refrain::files::{Disk, Files, Memory};
use refrain::model::KINDS;
use refrain::project::{Opening, Project};
use refrain::shape::Date;
use refrain::site::{DEFAULT, Options, Site, Theme, build};
use refrain::syntax::yaml::{self, Node, Value};
use refrain::text::{Source, Span};
use serde_json::{Value as Json, json};

fn site(files: &dyn Files) -> Site {
    let opening = Opening { as_of: None, today: Date::parse("2026-11-01").unwrap(), paths: vec![] };
    let project = Project::open(files, &opening).unwrap_or_else(|f| panic!("{f:#?}"));
    let outcome = check(&project);
    let theme = Theme::load(files, DEFAULT).unwrap();
    build(&project, &outcome, &theme, &Options::default()).unwrap_or_else(|f| panic!("{f:#?}"))
}

fn small(content: &str) -> Site {
    let mut files = Memory::default();
    files.insert(
        "refrain.yaml",
        "company: Acme\nas_of: 2026-11-01\nteams: [sales]\nsite: {base_url: https://acme.example/book/}\n",
    );
    files.insert("content/a.yaml", content);
    site(&files)
}

fn text<'s>(site: &'s Site, path: &str) -> &'s str {
    let bytes = site.files.get(path).unwrap_or_else(|| panic!("there is no {path}"));
    std::str::from_utf8(bytes).unwrap()
}

fn json(site: &Site, path: &str) -> Json {
    serde_json::from_str(text(site, path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

#[test]
fn a_template_may_ask_for_every_field_that_the_figures_have_and_for_no_other() {
    use refrain::analyze::List;
    let site = site(&Disk::new("."));
    let data = json(&site, "api/v1/figures.json");
    for list in [List::Figures, List::Wordings] {
        let entries = data[list.name()].as_object().unwrap();
        assert!(!entries.is_empty());
        for (id, entry) in entries {
            let fields: Vec<&str> = entry.as_object().unwrap().keys().map(String::as_str).collect();
            assert_eq!(fields, list.fields(), "{id}");
        }
    }
}

/// Every file of the API against its schema; how many items were judged.
fn judged(site: &Site) -> usize {
    let index = json(site, "api/v1/index.json");
    let mut items = 0;
    let listed: Vec<(String, String)> = index["collections"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| (c["file"].as_str().unwrap().to_owned(), c["schema"].as_str().unwrap().to_owned()))
        .chain([("figures.json".to_owned(), "schema/figures.json".to_owned())])
        .collect();
    for (file, schema) in listed {
        let schema = json(site, &format!("api/v1/{schema}"));
        let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
        let document = json(site, &format!("api/v1/{file}"));
        let wrong: Vec<String> =
            validator.iter_errors(&document).map(|e| format!("{} {e}", e.instance_path())).collect();
        assert!(wrong.is_empty(), "{file}: {wrong:#?}");
        items += document["items"].as_array().map_or(0, Vec::len);
        for item in document["items"].as_array().into_iter().flatten() {
            let path = item["path"].as_str().unwrap().split('#').next().unwrap();
            assert!(site.files.contains_key(path), "{file} names {path}, which is not there");
        }
    }
    items
}

#[test]
fn every_file_is_what_its_schema_says() {
    assert!(judged(&site(&Disk::new("."))) > 200);
    // Odd values: what has no form of version 1 is left out, and what is hostile stays a text.
    let odd = small(
        "metrics: [{id: m, name: N, values: {a: 1, b: {x: 2.5, y: 1e300}}}]
research: [{id: r, kind: survey, n: {sales: 3}, scores: {why-you: {sales: {q: 4}}}}, {id: s, kind: feedback, n: 4}]
terms: [{use: '</script><b>', not: ['\"']}]
personas: [{id: a, name: A, outcome: O, pains: p, words: {use: [x], avoid: []}, journey: {why-you: {asks: [b]}}}]
pains: [{id: p, statement: 'Two\n\n  lines {{ x }}', internal_to: sales}]
voice: {person: we, by_stage: {why-you: {ban: [x], we_you: 0.5}}}
",
    );
    assert_eq!(judged(&odd), 7);
    assert_eq!(json(&odd, "api/v1/personas.json")["items"][0]["words"], json!({"use": ["x"]}));
    assert_eq!(json(&odd, "api/v1/terms.json")["items"][0]["use"], "</script><b>");
    assert_eq!(json(&odd, "api/v1/pains.json")["items"][0]["internal_to"], json!(["sales"]));
    // Every item has the same head, also where there is nothing to say.
    let item = &json(&odd, "api/v1/pains.json")["items"][0];
    assert_eq!(
        (&item["key"], &item["url"]),
        (&json!("pain/p"), &json!("https://acme.example/book/pain/p.html"))
    );
    assert_eq!((&item["owner"], &item["changed"]), (&Json::Null, &Json::Null));
}

/// Fields that machines are not told: remarks for colleagues, and lines that test the checker.
const APART: &[&str] = &["note", "examples"];

#[test]
fn a_field_of_the_model_is_told_or_left_out_on_purpose() {
    let site = small("");
    for kind in KINDS {
        let model = (kind.schema)();
        let name = model["$ref"].as_str().unwrap().trim_start_matches("#/$defs/");
        let fields = model["$defs"][name]["properties"].as_object().unwrap();
        let schema = json(&site, &format!("api/v1/schema/{}.json", kind.key.replace('_', "-")));
        let told = schema["$defs"]["item"]["properties"].as_object().unwrap();
        let missing: Vec<_> =
            fields.keys().filter(|f| !told.contains_key(*f) && !APART.contains(&f.as_str())).collect();
        assert!(
            missing.is_empty(),
            "src/site/api/table.rs does not tell {missing:?} of {}: add it, which is no break",
            kind.key
        );
        let head = ["id", "key", "title", "path", "url", "status", "state", "usable", "internal", "changed"];
        let invented: Vec<_> =
            told.keys().filter(|f| !fields.contains_key(*f) && !head.contains(&f.as_str())).collect();
        assert!(
            invented.is_empty(),
            "{} has no {invented:?}; version 1 must keep them all the same",
            kind.key
        );
    }
}

#[test]
fn version_1_stays_as_it_is() {
    let site = small("");
    let mut shape = String::new();
    for (path, _) in site.files.iter().filter(|(path, _)| path.starts_with("api/v1/schema/")) {
        let _ = writeln!(shape, "{path}");
        told(&mut shape, "", &json(&site, path));
    }
    insta::assert_snapshot!(shape);
}

/// A schema as lines of field and type.
fn told(lines: &mut String, at: &str, schema: &Json) {
    for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
        let here = format!("{at}.{name}");
        let required = schema["required"].as_array().is_some_and(|r| r.contains(&json!(name)));
        let _ = writeln!(lines, "  {here}{} {}", if required { "!" } else { "" }, kind_of(inner));
        told(lines, &here, inner);
        told(lines, &format!("{here}[]"), &inner["items"]);
        told(lines, &format!("{here}.*"), &inner["additionalProperties"]);
    }
    for (name, inner) in schema["$defs"].as_object().into_iter().flatten() {
        told(lines, name, inner);
    }
}

fn kind_of(schema: &Json) -> String {
    if let Some(any) = schema["anyOf"].as_array() {
        return any.iter().map(kind_of).collect::<Vec<_>>().join(" or ");
    }
    for key in ["const", "enum", "$ref"] {
        if !schema[key].is_null() {
            return schema[key].to_string();
        }
    }
    let inner = |key: &str| {
        if schema[key].is_object() { format!(" of {}", kind_of(&schema[key])) } else { String::new() }
    };
    let format = schema["format"].as_str().map_or(String::new(), |f| format!(" ({f})"));
    format!(
        "{}{}{}{format}",
        schema["type"].to_string().replace('"', ""),
        inner("items"),
        inner("additionalProperties")
    )
}

const CLAIMS: &str = "claims:
  - {id: refill-rate, says: On average **62%** of slots are refilled, figure: {value: 62, unit: percent, words: [slots, refilled]}, requires: [on average], variants: [62% are refilled], expires: 2027-04-01, reviewed: 2026-05-01, proof: [{kind: study, source: s, date: 2026-10-02, expires: 2027-09-30}]}
  - {id: vans, says: At least 9600 vans, figure: {value: 9600, unit: vans, at_least: 9600}, proof: [{kind: internal-data, source: s}]}
  - {id: eu, says: Data stays in the EU, proof: [{kind: certification, source: s}]}
  - {id: old, says: Once 58%, figure: {value: 58}, expires: 2026-10-31, proof: [{kind: study, source: s}]}
  - {id: bare, says: We do 5x, figure: {value: 5, unit: x}}
  - {id: maybe, status: disputed, says: Perhaps 4%, figure: {value: 4}, proof: [{kind: study, source: s}]}
  - {id: gone, status: retired, says: Never 3%, figure: {value: 3}}
  - {id: inside, says: Inside 2%, figure: {value: 2}, tags: [internal], proof: [{kind: study, source: s}]}
";

#[test]
fn a_website_reads_what_may_be_stated_today_and_why_the_rest_may_not() {
    let site = small(CLAIMS);
    let data = json(&site, "api/v1/figures.json");
    let keys = |name: &str| data[name].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys("figures"), ["refill-rate", "vans"]);
    assert_eq!(keys("wordings"), ["eu"]);
    let rate = &data["figures"]["refill-rate"];
    for (key, expected) in [
        ("shown", json!("62%")),
        ("value", json!(62)),
        ("unit", json!("percent")),
        ("wording", json!("On average 62% of slots are refilled")),
        ("requires", json!(["on average"])),
        ("as_of", json!("2026-10-02")),
        ("expires", json!("2027-04-01")),
        ("url", json!("https://acme.example/book/claim/refill-rate.html")),
    ] {
        assert_eq!(rate[key], expected, "{key}");
    }
    assert_eq!(data["figures"]["vans"]["shown"], "at least 9,600 vans");
    let why: BTreeMap<&str, &str> = data["withdrawn"]
        .as_array()
        .unwrap()
        .iter()
        .map(|w| (w["id"].as_str().unwrap(), w["why"].as_str().unwrap()))
        .collect();
    let expected =
        [("bare", "no proof"), ("gone", "retired"), ("maybe", "disputed"), ("old", "expired on 2026-10-31")];
    assert_eq!(why, BTreeMap::from(expected));
    assert!(!text(&site, "api/v1/figures.json").contains("inside"));
    judged(&site);
}

#[test]
fn the_data_is_the_same_as_yaml() {
    for site in [small(CLAIMS), site(&Disk::new("."))] {
        let source = Source::new("figures.yaml", text(&site, "api/v1/figures.yaml"));
        let tree = yaml::read(&source, Span::new(0, source.text().len()));
        assert!(tree.faults.is_empty(), "{:?}", tree.faults);
        assert_eq!(plain(&tree.root.unwrap()), texts(&json(&site, "api/v1/figures.json")));
    }
}

/// A tree with every scalar as its text.
fn plain(node: &Node) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Scalar(scalar) => Json::from(scalar.text.clone()),
        Value::List(list) => list.iter().map(plain).collect(),
        Value::Map(entries) => {
            Json::Object(entries.iter().map(|e| (e.key.text.clone(), plain(&e.value))).collect())
        }
    }
}

fn texts(value: &Json) -> Json {
    match value {
        Json::Number(number) => Json::from(number.to_string()),
        Json::Array(list) => list.iter().map(texts).collect(),
        Json::Object(map) if map.is_empty() => Json::Object(map.clone()),
        Json::Object(map) => Json::Object(map.iter().map(|(k, v)| (k.clone(), texts(v))).collect()),
        other => other.clone(),
    }
}

#[test]
fn a_claims_page_shows_how_a_website_states_it() {
    let site = small(CLAIMS);
    let page = text(&site, "claim/refill-rate.html");
    for snippet in [
        "{{ site.data.refrain.figures[&quot;refill-rate&quot;].shown }}",
        "{{ refrain.figures[&quot;refill-rate&quot;].shown }}",
        "{{ (index hugo.Data.refrain.figures &quot;refill-rate&quot;).shown }}",
    ] {
        assert!(page.contains(snippet), "no {snippet}");
    }
    assert!(text(&site, "claim/eu.html").contains("refrain.wordings[&quot;eu&quot;].wording"));
    for id in ["old", "bare", "maybe", "inside"] {
        assert!(!text(&site, &format!("claim/{id}.html")).contains("id=\"website\""), "{id}");
    }
}

#[test]
fn llms_txt_keeps_its_format_and_names_only_what_may_be_said() {
    let site = site(&Disk::new("."));
    let text_of = text(&site, "llms.txt");
    let mut lines = text_of.lines();
    assert!(lines.next().unwrap().starts_with("# "));
    assert_eq!(lines.next(), Some(""));
    assert!(lines.next().unwrap().starts_with("> "));
    let link =
        regex::Regex::new(r"^- \[[^\]]+\]\(https://playbook\.dockhand\.example/([^)]+)\)(: .+)?$").unwrap();
    let sections: BTreeSet<&str> = text_of.lines().filter_map(|l| l.strip_prefix("## ")).collect();
    assert!(["Data", "Claims", "Personas", "Optional"].iter().all(|s| sections.contains(s)), "{sections:?}");
    let listed =
        text_of.split("## Data").nth(1).unwrap().lines().filter(|l| !l.is_empty() && !l.starts_with("## "));
    for line in listed {
        let found = link.captures(line).unwrap_or_else(|| panic!("{line}"));
        let path = found[1].split('#').next().unwrap();
        assert!(site.files.contains_key(path), "{line}");
    }
    let small = small(CLAIMS);
    for path in ["llms.txt", "llms-full.txt"] {
        let text = text(&small, path);
        assert!(text.contains("On average 62% of slots are refilled"), "{path}: {text}");
        for never in ["58%", "5x", "4%", "3%", "2%"] {
            let said =
                text.match_indices(never).any(|(at, _)| !text[..at].ends_with(|c: char| c.is_ascii_digit()));
            assert!(!said, "{path} says {never}");
        }
    }
}

#[test]
fn copy_that_states_a_figure_by_a_variable_is_left_alone() {
    let lines = [
        "On average {{ site.data.refrain.figures[\"refill-rate\"].shown }} of slots are refilled.",
        "On average {{ refrain.figures[\"refill-rate\"].shown }} of slots are refilled.",
        "On average {{- refrain.figures['refill-rate'].value -}}% of slots are refilled.",
        "On average {{ (index hugo.Data.refrain.figures \"refill-rate\").shown }} of slots are refilled.",
        "{{ refrain.wordings[\"eu\"].wording }}",
        "{% assign rate = site.data.refrain.figures[\"refill-rate\"] %} On average {{ rate.shown }} of slots are refilled.",
    ];
    let found = |name: &str, text: String| {
        let mut files = Memory::default();
        let uses = "company: Acme\nas_of: 2026-11-01\nteams: [sales]\nchannels: [{id: web, team: sales}]\ncopy: [{files: \"content/*.*\", team: sales, channel: web, stage: why-you, uses: [refill-rate]}]\n";
        files.insert("refrain.yaml", uses);
        files.insert("content/a.yaml", CLAIMS);
        files.insert(name, text);
        let opening = Opening { as_of: None, today: Date::parse("2026-11-01").unwrap(), paths: vec![] };
        let outcome = check(&Project::open(&files, &opening).unwrap());
        assert!(outcome.faults.is_empty(), "{:#?}", outcome.faults);
        let own = outcome.findings.iter().filter(|f| f.place.path() == name);
        own.map(|f| format!("{}: {}", f.rule, f.message)).collect::<Vec<_>>()
    };
    for name in ["content/page.md", "content/page.txt"] {
        assert_eq!(found(name, lines.join("\n\n")), Vec::<String>::new(), "{name}");
    }
    let paragraphs: String = lines.iter().map(|line| format!("<p>{line}</p>\n")).collect();
    assert_eq!(found("content/page.html", paragraphs), Vec::<String>::new());
    // A number that somebody wrote out beside it is judged.
    let typed = found("content/page.md", format!("{} On average 58% of slots are refilled.", lines[0]));
    assert!(typed.iter().any(|f| f.contains("58%")), "{typed:?}");
}

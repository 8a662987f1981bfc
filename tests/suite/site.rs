//! The playbook site: every page, every link, hostile text, any number of threads.

use std::collections::{BTreeMap, BTreeSet};

use refrain::check::{Outcome, check};
use refrain::files::{Disk, Files, Memory};
use refrain::finding::Fault;
use refrain::model::KINDS;
use refrain::project::{Opening, Project};
use refrain::shape::Date;
use refrain::site::pages::PAGES;
use refrain::site::{DEFAULT, Options, Site, Theme, build};

fn open(files: &dyn Files) -> (Project, Outcome) {
    let opening = Opening { as_of: None, today: Date::parse("2026-11-01").unwrap(), paths: vec![] };
    let project = Project::open(files, &opening).unwrap_or_else(|f| panic!("{f:#?}"));
    let outcome = check(&project);
    (project, outcome)
}

fn built(files: &dyn Files, options: &Options) -> Site {
    let (project, outcome) = open(files);
    let theme = Theme::load(files, DEFAULT).unwrap_or_else(|f| panic!("{}", told(&f)));
    build(&project, &outcome, &theme, options).unwrap_or_else(|f| panic!("{}", told(&f)))
}

fn told(faults: &[Fault]) -> String {
    let line = |f: &Fault| {
        let start = f.place.start();
        format!("{}:{}:{} {} ({})\n", f.place.path(), start.line, start.scalar, f.message, f.help)
    };
    faults.iter().map(line).collect()
}

fn example() -> Site {
    built(&Disk::new("."), &Options::default())
}

fn text<'s>(site: &'s Site, path: &str) -> &'s str {
    let bytes = site.files.get(path).unwrap_or_else(|| panic!("there is no {path}"));
    std::str::from_utf8(bytes).unwrap()
}

fn small(content: &str) -> Memory {
    let mut files = Memory::default();
    files.insert("refrain.yaml", "company: Acme\nas_of: 2026-11-01\n");
    files.insert("content/a.yaml", content);
    files
}

#[test]
fn the_example_has_every_page_and_no_dead_link() {
    let site = example();
    assert!(site.faults.is_empty(), "\n{}", told(&site.faults));
    let (project, _) = open(&Disk::new("."));
    let has = |path: String| assert!(site.files.contains_key(&path), "there is no {path}");
    for persona in &project.playbook.personas {
        for stage in &project.config.stages {
            has(format!("talk/{}--{}.html", persona.id.as_str(), stage.id));
        }
    }
    for item in project.playbook.items().filter(|i| !["terms", "voice"].contains(&i.kind())) {
        if item.status().name() != "retired" {
            has(format!("{}/{}.html", item.noun(), item.id().as_str()));
        }
    }
    for path in
        ["index", "claims", "value-props", "terms", "voice", "coverage", "consistency", "checks", "404"]
    {
        has(format!("{path}.html"));
    }
    for path in
        ["assets/style.css", "assets/brand.css", "assets/search-index.js", "sitemap.xml", "robots.txt"]
    {
        has(path.to_owned());
    }
    assert!(text(&site, "assets/brand.css").contains("--brand:#0f5e59"));
}

#[test]
fn every_page_type_is_drawn_in_the_example() {
    let site = example();
    let templates: BTreeSet<&str> = PAGES.iter().map(|p| p.template).collect();
    let drawn = |name: &str| {
        let class = name.trim_end_matches(".html");
        let class = match class {
            "404" => "missing",
            other => other,
        };
        site.files.values().any(|b| {
            std::str::from_utf8(b).is_ok_and(|t| t.contains(&format!("<body class=\"page-{class}\"")))
        })
    };
    // The page of an item whose kind has none of its own has nothing to show while every kind has one.
    let spare = |template: &str| {
        let shown = |kind: &str| PAGES.iter().any(|page| page.kind == Some(kind));
        template == "item.html" && KINDS.iter().all(|kind| shown(kind.key))
    };
    let missing: Vec<_> = templates.into_iter().filter(|t| !drawn(t) && !spare(t)).collect();
    assert!(missing.is_empty(), "no page of the example is made by {missing:?}");
}

#[test]
fn no_page_loads_anything_from_elsewhere() {
    let site = example();
    for (path, bytes) in &site.files {
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        if !path.ends_with(".html") {
            continue;
        }
        for mark in [
            "src=\"http",
            "src=\"//",
            "<iframe",
            "<object",
            "onclick=",
            "style=\"",
            "<script>",
            "javascript:",
        ] {
            assert!(!text.contains(mark), "{path} contains {mark}");
        }
        for tag in text.split("<link").skip(1) {
            let tag = tag.split('>').next().unwrap();
            assert!(!tag.contains("//"), "{path}: <link{tag}>");
        }
        assert!(text.contains("default-src 'none'") && !text.contains("connect-src"), "{path}");
    }
}

#[test]
fn one_and_eight_threads_give_the_same_bytes() {
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(example).files
    };
    let (one, eight) = (with(1), with(8));
    let differ: Vec<_> = one.iter().filter(|(path, bytes)| eight.get(*path) != Some(bytes)).collect();
    assert!(differ.is_empty() && one.len() == eight.len(), "{:?}", differ.first().map(|d| d.0));
}

#[test]
fn the_menu_does_not_grow_with_the_playbook() {
    let content = |n: usize| {
        let pains: String = (0..n).map(|i| format!("  - {{id: p{i}, statement: Pain {i}.}}\n")).collect();
        format!("pains:\n{pains}personas: [{{id: a, name: A, outcome: O, pains: p0}}]\n")
    };
    let size = |n| built(&small(&content(n)), &Options::default()).files["pain/p0.html"].len();
    assert!(size(300) < size(2) + 200, "{} {}", size(2), size(300));
}

#[test]
fn hostile_text_stays_text() {
    let evil = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\\\" onmouseover=\\\"alert(1)";
    let link = "[a](javascript:alert(1)) [b](data:text/html,x) [c](//evil.example) **x**{{ root }}{% raw %}";
    let content = format!(
        "pains: [{{id: p, name: \"{evil}\", statement: \"{evil} {link}\", words: [\"{evil}\"], questions: [\"{link}\"]}}]
personas: [{{id: a, name: \"{evil}\", titles: [\"{evil}\"], outcome: \"{link} {evil}\", pains: p}}]
claims: [{{id: c, says: \"{evil}\", proof: [{{kind: study, source: \"javascript:alert(1)\"}}, {{kind: quote, source: \"https://x.example/\\\"onclick=alert(1)\", quote: \"{evil}\"}}]}}]
messages: [{{id: m, stage: why-you, headline: \"{evil}\", short: \"{link}\", steps: {{unique: \"{evil}\", \"{evil}\": \"{link}\"}}, claims: c, note: \"{evil}\"}}]
competitors: [{{id: r, name: \"{evil}\", landmines: [\"{evil}\"]}}]
objections: [{{id: o, says: \"{evil}\", respond: \"{link}\"}}]
plays: [{{id: l, goal: \"{evil}\", steps: [{{touch: \"{evil}\", day: 1}}]}}]
terms: [{{use: \"{evil}\", not: [\"{evil}\"]}}]
research: [{{id: s, kind: survey, finds: [\"{evil}\"], quotes: [\"{link}\"]}}]
"
    );
    let mut files = small(&content);
    files.insert("content/x.md", format!("# {}\n\n{}\n", evil.replace('\\', ""), link));
    let site = built(&files, &Options::default());
    let mut seen = 0;
    for (path, bytes) in site.files.iter().filter(|(p, _)| p.ends_with(".html")) {
        let text = std::str::from_utf8(bytes).unwrap();
        for bad in [
            "<script>alert",
            "<img src=x",
            "onmouseover=\"",
            "href=\"javascript",
            "href=\"data:",
            "href=\"//",
            "\"onclick",
        ] {
            assert!(!text.contains(bad), "{path} holds {bad}");
        }
        seen += usize::from(text.contains("alert(1)"));
    }
    assert!(seen > 10, "the hostile text is shown on {seen} pages only");
    assert!(site.faults.is_empty(), "{}", told(&site.faults));
}

#[test]
fn text_of_an_item_is_never_a_template() {
    let site =
        built(&small("pains: [{id: p, statement: 'Since {{ refilled }} {% if x %}'}]"), &Options::default());
    assert!(
        text(&site, "pain/p.html").contains("Since <span class=\"slot\">{{ refilled }}</span> {% if x %}")
    );
}

#[test]
fn a_theme_overrides_file_by_file() {
    let mut files = small("pains: [{id: p, statement: Gaps.}]");
    files.insert("themes/ours/templates/404.html", "<!doctype html><title>ours {{ page.title }}</title>");
    files.insert("themes/ours/assets/extra.css", "body{}");
    let (project, outcome) = open(&files);
    let theme = Theme::load(&files, "ours").unwrap();
    let site = build(&project, &outcome, &theme, &Options::default()).unwrap();
    assert_eq!(text(&site, "404.html"), "<!doctype html><title>ours Not in the playbook</title>");
    assert_eq!(text(&site, "assets/extra.css"), "body{}");
    assert!(text(&site, "pain/p.html").contains("Gaps."));
    for bad in ["../x", "Ours", "nothere"] {
        assert!(Theme::load(&files, bad).is_err(), "{bad}");
    }
}

#[test]
fn a_misspelt_field_is_told_at_its_line_with_the_known_ones() {
    let mut files = small("pains: [{id: p, statement: Gaps.}, {id: q, statement: More.}]");
    files.insert(
        "themes/ours/templates/pain.html",
        "{% extends \"base.html\" %}\n{% block main %}\n  {{ pain.statment }}\n{% endblock main %}\n",
    );
    let (project, outcome) = open(&files);
    let theme = Theme::load(&files, "ours").unwrap();
    let faults = build(&project, &outcome, &theme, &Options::default()).unwrap_err();
    let told = told(&faults);
    assert_eq!(faults.len(), 1, "{told}");
    assert!(told.starts_with("themes/ours/templates/pain.html:3:"), "{told}");
    assert!(told.contains("statment") && told.contains("statement"), "{told}");

    files
        .insert("themes/ours/templates/pain.html", "{% extends \"base.html\" %}\n{% block main %}{% if %}\n");
    let Err(faults) = Theme::load(&files, "ours") else { panic!("a broken template was taken") };
    assert!(self::told(&faults).starts_with("themes/ours/templates/pain.html:2:"), "{}", self::told(&faults));
}

#[test]
fn a_dead_link_in_the_messaging_is_told() {
    let site = built(
        &small(
            "pains: [{id: p, statement: 'See [this](claim/gone.html) and [that](pain/p.html) and [up](../../x.html).'}]",
        ),
        &Options::default(),
    );
    let told = told(&site.faults);
    assert!(told.contains("claim/gone.html") && told.contains("x.html"), "{told}");
    assert_eq!(site.faults.len(), 2, "{told}");
}

#[test]
fn an_edition_leaves_out_what_is_internal_to_others() {
    let files = small(
        "metrics: [{id: opens, name: Opens rate, internal_to: marketing, values: {q: 1}}]
terms: [{use: churn risk, audience: [success]}]
pains: [{id: p, statement: Gaps.}]
",
    );
    let all = |audience: Option<&str>| {
        let site = built(&files, &Options { audience: audience.map(str::to_owned), serve: false });
        let texts = site.files.values().filter_map(|b| std::str::from_utf8(b).ok());
        let whole: String = texts.collect();
        (whole.contains("Opens rate"), whole.contains("churn risk"))
    };
    assert_eq!(all(None), (true, true));
    assert_eq!(all(Some("marketing")), (true, false));
    assert_eq!(all(Some("sales")), (false, false));
}

#[test]
fn what_is_retired_has_no_page_and_no_link() {
    let site = built(
        &small(
            "claims: [{id: gone, says: Once, status: retired}]
messages: [{id: m, stage: why-you, headline: H, claims: gone}]
personas: [{id: a, name: A, outcome: O, pains: p}]
pains: [{id: p, statement: Gaps.}]
",
        ),
        &Options::default(),
    );
    let holds: BTreeMap<_, _> = site
        .files
        .iter()
        .filter(|(_, b)| std::str::from_utf8(b).is_ok_and(|t| t.contains("gone.html")))
        .collect();
    assert!(holds.is_empty() && !site.files.contains_key("claim/gone.html"), "{:?}", holds.keys());
    assert!(text(&site, "talk/a--why-stay.html").contains("Nobody has written what to say here"));
}

#[test]
fn the_page_for_what_is_not_there_links_from_the_address_of_the_site() {
    let mut files = small("pains: [{id: p, statement: Gaps.}]");
    files.insert("refrain.yaml", "company: Acme\nsite: {base_url: https://acme.example/book/}\n");
    let site = built(&files, &Options::default());
    assert!(text(&site, "404.html").contains("href=\"/book/pains.html\""));
    assert!(text(&site, "sitemap.xml").contains("<loc>https://acme.example/book/pain/p.html</loc>"));
    assert!(site.faults.is_empty(), "{}", told(&site.faults));
    files.insert("refrain.yaml", "company: Acme\nsite: {base_url: javascript:x, color: blue}\n");
    let told = told(&built(&files, &Options::default()).faults);
    assert!(told.contains("refrain.yaml:2:18") && told.contains("`blue` is not a colour"), "{told}");
}

#[test]
fn machines_read_what_the_edition_shows_and_no_note() {
    let site = built(
        &small(
            "claims:
  - {id: rate, says: On average 62% are refilled, figure: {value: 62, unit: percent}, note: do not tell}
  - {id: gone, says: Once, status: retired}
",
        ),
        &Options::default(),
    );
    let claims: serde_json::Value = serde_json::from_str(text(&site, "api/v1/claims.json")).unwrap();
    assert_eq!(claims["items"].as_array().map(Vec::len), Some(1), "{claims:#}");
    assert_eq!(claims["items"][0]["figure"]["value"], 62);
    assert_eq!(claims["items"][0]["path"], "claim/rate.html");
    assert!(!text(&site, "api/v1/claims.json").contains("do not tell"));
}

#[test]
fn alignment_tells_what_is_missing_and_late() {
    let mut files = small("pains: [{id: p, statement: Gaps.}]");
    files.insert(
        "refrain.yaml",
        "company: Acme
as_of: 2026-11-01
alignment:
  level: aligned
  items: [{name: One number, level: aligned, done: false}, {name: One persona set, level: collaborative, done: true}]
  steps: [{name: Shared rewards, owner: sales, due: 2026-10-01, done: false}]
",
    );
    let site = built(&files, &Options::default());
    let page = text(&site, "alignment.html");
    for words in
        ["Not everything of this level is true yet", "was due 1 Oct 2026", "One persona set", "Sales"]
    {
        assert!(page.contains(words), "no {words}");
    }
}

#[test]
fn faces_and_logo_come_from_the_settings_and_never_from_elsewhere() {
    let with = |site: &str, assets: &[&str]| {
        let mut files = small("pains: [{id: p, statement: Gaps.}]");
        files.insert("refrain.yaml", format!("company: Acme\nsite: {site}\n"));
        for asset in assets {
            files.insert(&format!("themes/default/assets/{asset}"), "bytes");
        }
        built(&files, &Options::default())
    };
    let site = with(
        "{font: geometric, speech_font: fonts/acme.woff2, logo: mark.svg}",
        &["fonts/acme.woff2", "mark.svg"],
    );
    assert!(site.faults.is_empty(), "{}", told(&site.faults));
    let css = text(&site, "assets/brand.css");
    assert!(css.contains(":root{--sans:Avenir,"), "{css}");
    assert!(css.contains("src:url(\"fonts/acme.woff2\") format(\"woff2\");font-weight:100 900"), "{css}");
    assert!(css.contains("--serif:\"Playbook speech\",Georgia,serif"), "{css}");
    assert!(text(&site, "pain/p.html").contains("<img src=\"../assets/mark.svg\" alt=\"\">"));
    let two = with("{font: [fonts/a.woff2, fonts/b.woff2]}", &["fonts/a.woff2", "fonts/b.woff2"]);
    let css = text(&two, "assets/brand.css");
    assert!(
        css.contains("font-weight:400")
            && css.contains("url(\"fonts/b.woff2\") format(\"woff2\");font-weight:700")
    );
    for (bad, what, help) in [
        ("{font: geometrik}", "`geometrik` is no face", "did you mean `geometric`?"),
        ("{font: https://fonts.example/a.woff2}", "is no face", "fonts/acme.woff2"),
        ("{font: gone.woff2}", "the theme has no asset `gone.woff2`", "themes"),
        ("{logo: gone.svg}", "the theme has no asset `gone.svg`", "themes/default/assets"),
    ] {
        let site = with(bad, &[]);
        let told = told(&site.faults);
        assert!(told.starts_with("refrain.yaml:2:") && told.contains(what), "{bad}: {told}");
        assert!(told.contains(help) || help == "themes", "{bad}: {told}");
        assert!(!text(&site, "assets/brand.css").contains("url("), "{bad}");
    }
}

#[test]
fn a_gap_says_what_is_missing_who_writes_it_and_the_draft_to_begin_with() {
    let content = "personas: [{id: ops, name: Operations, outcome: O, pains: [low, high]}, {id: fin, name: Finance, outcome: P, pains: low}]
pains:
  - {id: low, statement: A little., severity: 2, questions: [How often?]}
  - {id: high, statement: A lot., severity: 5}
claims: [{id: c, says: 62% of slots are refilled, proof: [{kind: study, source: S}]}]
messages:
  - {id: m, stage: why-you, personas: ops, headline: Only we do, claims: c}
  - {id: n, stage: why-now, personas: fin, headline: Now or later}
";
    let mut files = small(content);
    files.insert(
        "refrain.yaml",
        "company: Acme\nas_of: 2026-11-01\nstages: [{id: why-now, owner: sales}]\nsite: {repo_url: https://git.example/e/}\n",
    );
    let site = built(&files, &Options::default());
    let page = text(&site, "talk/ops--why-now.html");
    for words in [
        "Nobody has written what to say here",
        "<b>Sales</b> answers for this moment",
        "no message",
        "not told: Business change, Risk of waiting, Executive metric, Impact",
        "no claim with proof that holds today",
        "no answer to an objection",
        "1 question",
        "no next step",
        // The draft goes where messages of the moment stand already, and begins with the pain that hurts most.
        "href=\"https://git.example/e/content/a.yaml#L1\"",
        "- id: why-now-ops",
        "pains: [high]",
        "risk-of-waiting: &quot;TODO: what waiting costs&quot;",
        // What can be said meanwhile.
        "Now or later",
        "Only we do",
        "62% of slots are refilled",
    ] {
        assert!(page.contains(words), "no {words} in\n{page}");
    }
    assert!(text(&site, "talk/ops--why-stay.html").contains("Nobody answers for this moment"));
    // What the page tells to write can be read, and then the gap is none.
    let draft = page.split("<pre id=\"draft\"><code>").nth(1).unwrap().split("</code>").next().unwrap();
    let draft = draft.replace("&quot;", "\"").replace("&#x27;", "'").replace("&amp;", "&");
    files.insert("content/a.yaml", format!("{content}{draft}"));
    let (project, _) = open(&files);
    assert!(project.faults.is_empty(), "{}", told(&project.faults));
    let site = built(&files, &Options::default());
    let page = text(&site, "talk/ops--why-now.html");
    assert!(!page.contains("Nobody has written what to say here"));
    assert!(page.contains("no approved message, only a draft"), "{page}");
}

#[test]
fn what_is_internal_is_marked_where_it_stands() {
    let site = built(
        &small(
            "personas: [{id: a, name: A, outcome: O, pains: p}]
pains: [{id: p, statement: Gaps.}]
claims: [{id: c, says: We lose money on it, tags: [internal], proof: [{kind: study, source: S}]}]
messages: [{id: m, stage: why-you, personas: a, headline: H, note: Do not promise a date, claims: c}]
",
        ),
        &Options::default(),
    );
    let page = text(&site, "talk/a--why-you.html");
    // The remark stands inside what is copied, so it must bear the mark that copying leaves out.
    let story = page.split("id=\"story-m\"").nth(1).unwrap();
    let remark = story.split("class=\"internal\"").nth(1).unwrap();
    assert!(remark.contains("Do not promise a date"), "{page}");
    assert!(page.contains("<div class=\"claim internal\">"), "{page}");
    assert!(!page.contains("data-copy=\"proof-c\""), "an internal claim can be copied");
    assert!(!page.contains("id=\"show\""), "an internal claim is the line to show");
}

//! Exports: documents that Word takes, pages that print, tables that no spreadsheet runs; nothing internal by accident.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use refrain::check::check;
use refrain::export::format::Format;
use refrain::export::{Refused, Subject, Wanted, export, find, format};
use refrain::files::{Disk, Files, Memory};
use refrain::project::{Opening, Project};
use refrain::shape::Date;

/// Lines that a buyer must not read; each stands where the model keeps such lines.
const SECRETS: [&str; 9] = [
    "SECRET-means",
    "SECRET-never",
    "SECRET-leave",
    "SECRET-landmine",
    "SECRET-avoid",
    "SECRET-doubt",
    "SECRET-note",
    "SECRET-customer",
    "SECRET-draft",
];

fn secretive() -> Memory {
    let mut files = Memory::default();
    files.insert(
        "refrain.yaml",
        "company: 'Acme & <Sons>'\nas_of: 2026-11-01\nsite: {base_url: https://book.example/}\n",
    );
    files.insert(
        "content/a.yaml",
        "pains: [{id: gaps, statement: 'Slots stay **empty** & cost, see [the list](claims.html).', words: [empty slot]}]
personas: [{id: ops, name: Operations, outcome: 'No one idles', pains: gaps, words: {use: [vans], avoid: [SECRET-avoid]}}]
claims:
  - {id: rate, says: On average 62% are refilled, requires: [on average], proof: [{kind: study, source: 'https://study.example/?a=1&b=2', date: 2026-01-02, expires: 2027-01-02}]}
  - {id: named, says: A firm refilled 70%, proof: [{kind: quote, source: calls/SECRET-customer.md, quote: SECRET-customer said so, customer: shy, expires: 2027-06-01}]}
  - {id: late, says: SECRET-draft 99% are refilled, status: draft, proof: [{kind: study, source: x}]}
customers: [{id: shy, name: SECRET-customer Ltd, reference: none}]
messages:
  - id: why
    stage: why-change
    personas: [ops]
    headline: The dearest slot of the day
    steps: {unconsidered-need: 'Nobody counts it.', contrast: 'Ours counts: {{n}} slots.'}
    claims: [rate, named, late]
    cta: Count last week
    note: SECRET-note
objections: [{id: never, says: She will never use it, means: SECRET-means, respond: 'Start with her.', do_not_say: [SECRET-never], fatal_when: SECRET-leave, claims: rate}]
competitors:
  - {id: open, name: Openly, as_of: 2026-09-01, mention: allowed, note: SECRET-note, landmines: [What moves at ten?], never_say: [SECRET-never], weaknesses: [SECRET-leave]}
  - {id: closed, name: Closedly, mention: sales-only, landmines: [SECRET-landmine]}
value_props: [{id: v, promise: Full vans, personas: [ops], pains: [gaps], unlike: [closed]}]
plays: [{id: trial, goal: A first week, stage: why-change, personas: [ops], entry: SECRET-means, steps: [{touch: Call, day: 0, owner: sales, message: why, hand_off: {to: success, with: [list], doubt: SECRET-doubt}}]}]
terms: [{use: box, not: ['=cmd|x', \"two\\nlines\"], why: 'a \"quoted\", word'}]
",
    );
    files
}

fn wrote(
    files: &dyn Files,
    what: &str,
    name: &str,
    audience: Option<&str>,
    internal: bool,
) -> Result<Vec<u8>, String> {
    let opening = Opening { as_of: None, today: Date::parse("2026-11-01").unwrap(), paths: vec![] };
    let project = Project::open(files, &opening).unwrap_or_else(|f| panic!("{f:#?}"));
    assert!(project.faults.is_empty(), "{:#?}", project.faults);
    let outcome = check(&project);
    let subject: Subject = find(&project, what).map_err(|(what, help)| format!("{what}; {help}"))?;
    let format: &Format = format(name).unwrap();
    let wanted = Wanted { subject: &subject, format, audience, internal };
    export(&project, &outcome, &wanted).map_err(|refused| match refused {
        Refused::Told(what, help) => format!("{what}; {help}"),
        Refused::Faults(faults) => faults.iter().map(|f| format!("{}; {}", f.message, f.help)).collect(),
    })
}

fn made(files: &dyn Files, what: &str, name: &str, internal: bool) -> Vec<u8> {
    wrote(files, what, name, None, internal).unwrap_or_else(|told| panic!("{what}: {told}"))
}

/// The parts of a document by name.
fn parts(docx: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(docx)).unwrap();
    let mut parts = BTreeMap::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        let name = file.name().unwrap().into_owned();
        assert!(parts.insert(name.clone(), text).is_none(), "two parts called {name}");
    }
    parts
}

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The order that the schema (ECMA-376 part 1, annex A, `wml.xsd`) gives to children; Word refuses files without it.
const ORDER: &[(&str, &str)] = &[
    (
        "pPr",
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    ),
    (
        "rPr",
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang",
    ),
    (
        "tblPr",
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    ),
    (
        "tcPr",
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    ),
    (
        "sectPr",
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
    ),
    ("tbl", "tblPr tblGrid tr"),
    ("tc", "tcPr p"),
    (
        "style",
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal rsid pPr rPr tblPr trPr tcPr tblStylePr",
    ),
    ("lvl", "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr"),
    ("abstractNum", "nsid multiLevelType tmpl name styleLink numStyleLink lvl"),
    ("numbering", "abstractNum num"),
    ("num", "abstractNumId lvlOverride"),
    (
        "settings",
        "zoom defaultTabStop autoHyphenation characterSpacingControl compat themeFontLang decimalSymbol listSeparator",
    ),
    ("font", "altName panose1 charset family notTrueType pitch sig"),
    ("pBdr", "top left bottom right between bar"),
    ("tblBorders", "top left bottom right insideH insideV"),
    ("tblCellMar", "top left bottom right"),
    ("styles", "docDefaults latentStyles style"),
];

fn ordered(part: &str, document: &roxmltree::Document) {
    for node in document.descendants().filter(|n| n.tag_name().namespace() == Some(W)) {
        let Some((_, order)) = ORDER.iter().find(|(name, _)| *name == node.tag_name().name()) else {
            continue;
        };
        let order: Vec<&str> = order.split(' ').collect();
        let of = |child: roxmltree::Node| {
            let name = child.tag_name().name().to_owned();
            order
                .iter()
                .position(|o| *o == name)
                .unwrap_or_else(|| panic!("{part}: {name} in {}", node.tag_name().name()))
        };
        let places: Vec<usize> = node.children().filter(roxmltree::Node::is_element).map(of).collect();
        assert!(
            places.is_sorted(),
            "{part}: children of {} stand in a wrong order: {places:?}",
            node.tag_name().name()
        );
    }
}

fn values<'a>(document: &'a roxmltree::Document, element: &str, attribute: &str) -> Vec<&'a str> {
    let found = document
        .descendants()
        .filter(|n| n.tag_name().namespace() == Some(W) && n.tag_name().name() == element);
    found.filter_map(|n| n.attribute((W, attribute))).collect()
}

/// Holds what a word processor asks of a package.
fn sound(docx: &[u8]) -> BTreeMap<String, String> {
    let parts = parts(docx);
    let parsed: BTreeMap<&str, roxmltree::Document> = parts
        .iter()
        .map(|(name, text)| {
            (name.as_str(), roxmltree::Document::parse(text).unwrap_or_else(|e| panic!("{name}: {e}")))
        })
        .collect();
    for (name, document) in &parsed {
        ordered(name, document);
    }
    let types = &parsed["[Content_Types].xml"];
    let typed: BTreeSet<&str> = types.descendants().filter_map(|n| n.attribute("PartName")).collect();
    for name in parts.keys().filter(|n| n.ends_with(".xml") && *n != "[Content_Types].xml") {
        assert!(typed.contains(format!("/{name}").as_str()), "{name} has no content type");
    }
    for name in &typed {
        assert!(parts.contains_key(name.trim_start_matches('/')), "{name} is typed and is not there");
    }
    for (rels, home) in [("_rels/.rels", ""), ("word/_rels/document.xml.rels", "word/")] {
        let mut ids = BTreeSet::new();
        for relation in parsed[rels].descendants().filter(|n| {
            n.has_tag_name(("http://schemas.openxmlformats.org/package/2006/relationships", "Relationship"))
        }) {
            assert!(ids.insert(relation.attribute("Id").unwrap()), "{rels} has an id twice");
            let target = relation.attribute("Target").unwrap();
            match relation.attribute("TargetMode") {
                Some("External") => assert!(target.contains(':'), "{target}"),
                _ => assert!(parts.contains_key(&format!("{home}{target}")), "{rels}: {target} is not there"),
            }
        }
        if home.is_empty() {
            continue;
        }
        let used = parsed["word/document.xml"].descendants().filter_map(|n| n.attribute((R, "id")));
        let used: Vec<&str> = used.collect();
        let unknown: Vec<&&str> = used.iter().filter(|id| !ids.contains(**id)).collect();
        assert!(unknown.is_empty(), "no relationship for {unknown:?}");
    }
    let document = &parsed["word/document.xml"];
    let marks: Vec<&str> = values(document, "bookmarkStart", "name");
    let names: BTreeSet<&str> = marks.iter().copied().collect();
    assert_eq!(marks.len(), names.len(), "a bookmark stands twice");
    assert!(
        values(document, "hyperlink", "anchor").iter().all(|a| names.contains(a)),
        "a citation leads nowhere"
    );
    let starts = values(document, "bookmarkStart", "id");
    assert_eq!(starts, values(document, "bookmarkEnd", "id"));
    let styles: BTreeSet<&str> = values(&parsed["word/styles.xml"], "style", "styleId").into_iter().collect();
    for element in ["pStyle", "rStyle", "tblStyle", "basedOn", "next"] {
        for part in [
            "word/document.xml",
            "word/header1.xml",
            "word/footer1.xml",
            "word/numbering.xml",
            "word/styles.xml",
        ] {
            for style in values(&parsed[part], element, "val") {
                assert!(styles.contains(style), "{part} uses the style {style}, which is not there");
            }
        }
    }
    let lists = values(&parsed["word/numbering.xml"], "num", "numId");
    let lists_once: BTreeSet<&str> = lists.iter().copied().collect();
    assert_eq!(lists.len(), lists_once.len(), "two lists have one id");
    assert!(values(document, "numId", "val").iter().all(|id| lists_once.contains(id)), "a list is not there");
    let body = document.descendants().find(|n| n.has_tag_name((W, "body"))).unwrap();
    assert_eq!(body.last_element_child().unwrap().tag_name().name(), "sectPr");
    for table in document.descendants().filter(|n| n.has_tag_name((W, "tbl"))) {
        let columns = table.descendants().filter(|n| n.has_tag_name((W, "gridCol"))).count();
        for row in table.children().filter(|n| n.has_tag_name((W, "tr"))) {
            assert_eq!(row.children().filter(|n| n.has_tag_name((W, "tc"))).count(), columns);
        }
        assert_eq!(
            table.next_sibling_element().unwrap().tag_name().name(),
            "p",
            "Word wants a paragraph after a table"
        );
    }
    parts
}

#[test]
fn every_one_pager_of_the_example_is_a_sound_document() {
    let files = Disk::new(".");
    let opening = Opening { as_of: None, today: Date::parse("2026-11-01").unwrap(), paths: vec![] };
    let project = Project::open(&files, &opening).unwrap();
    let outcome = check(&project);
    let mut names: Vec<String> = vec![];
    for persona in &project.playbook.personas {
        names.extend(project.config.stages.iter().map(|s| format!("{}/{}", persona.id.as_str(), s.id)));
    }
    names.extend(project.playbook.competitors.iter().map(|c| format!("competitor/{}", c.id.as_str())));
    names.extend(project.playbook.plays.iter().map(|p| format!("play/{}", p.id.as_str())));
    let mut written = 0;
    // The first of each sort in both editions, the rest in the fuller one.
    for (at, name) in names.iter().enumerate().filter(|(at, _)| at % 4 == 0) {
        let subject = find(&project, name).unwrap_or_else(|told| panic!("{name}: {told:?}"));
        for format in ["docx", "html"] {
            let format = self::format(format).unwrap();
            let wanted = Wanted { subject: &subject, format, audience: None, internal: at % 8 == 0 };
            match export(&project, &outcome, &wanted) {
                Ok(bytes) if format.name == "docx" => {
                    sound(&bytes);
                    written += 1;
                }
                Ok(bytes) => prints(std::str::from_utf8(&bytes).unwrap()),
                Err(Refused::Told(what, _)) => {
                    assert!(
                        what.contains("nobody has written") || what.contains("internal"),
                        "{name}: {what}"
                    );
                }
                Err(Refused::Faults(faults)) => panic!("{name}: {faults:#?}"),
            }
        }
    }
    assert!(written > 8, "only {written} documents were written");
}

/// Holds what is asked of a page that stands alone.
fn prints(html: &str) {
    for mark in ["<script", "src=", "@import", "url(", "<link", " style=\"", "onclick", "<img", "<iframe"] {
        assert!(!html.contains(mark), "the page holds {mark}");
    }
    assert!(html.contains("default-src 'none'") && html.contains("@page{size:A4"), "{html}");
    let ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|t| t.split('"').next()).collect();
    let once: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), once.len(), "an id stands twice: {ids:?}");
    for anchor in html.split("href=\"#").skip(1).filter_map(|t| t.split('"').next()) {
        assert!(once.contains(anchor), "#{anchor} leads nowhere");
    }
}

#[test]
fn the_same_messaging_gives_the_same_bytes() {
    let files = secretive();
    let first = made(&files, "ops/why-change", "docx", true);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    assert!(first == pool.install(|| made(&files, "ops/why-change", "docx", true)));
    let parts = parts(&first);
    assert!(parts["docProps/core.xml"].contains(">2026-11-01T00:00:00Z</dcterms:created>"));
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&first)).unwrap();
    let file = archive.by_index(0).unwrap();
    assert_eq!((&*file.name().unwrap(), file.last_modified().unwrap().year()), ("[Content_Types].xml", 1980));
}

#[test]
fn a_battlecard_tells_the_day_of_its_facts_and_a_conversation_those_of_its_proofs() {
    let files = secretive();
    let html = |what| String::from_utf8(made(&files, what, "html", false)).unwrap();
    assert!(html("competitor/open").contains("checked 1 Sep 2026"));
    assert!(html("ops/why-change").contains("2 Jan 2026"));
}

#[test]
fn what_a_buyer_must_not_read_is_left_out_or_marked() {
    let files = secretive();
    for what in ["ops/why-change", "competitor/open", "play/trial"] {
        let html = String::from_utf8(made(&files, what, "html", false)).unwrap();
        let docx = sound(&made(&files, what, "docx", false));
        for secret in SECRETS {
            assert!(!html.contains(secret), "{what}: the page says {secret}");
            assert!(docx.values().all(|part| !part.contains(secret)), "{what}: the document says {secret}");
        }
        assert!(!html.contains("class=\"warning\"") && !docx["word/header1.xml"].contains("not for buyers"));
    }
    let mut told = String::new();
    for what in ["ops/why-change", "competitor/open", "competitor/closed", "play/trial"] {
        let html = String::from_utf8(made(&files, what, "html", true)).unwrap();
        let docx = sound(&made(&files, what, "docx", true));
        assert!(html.contains("<p class=\"warning\">Internal: not for buyers</p>"), "{what}");
        assert!(docx["word/header1.xml"].contains("not for buyers"), "{what}");
        // Each line that holds a secret is marked itself, or stands in a section that is.
        for (at, _) in html.match_indices("SECRET-") {
            let before = &html[..at];
            let line = before.rsplit('\n').next().unwrap();
            let section = before.rsplit("<section").next().unwrap();
            assert!(
                line.contains("internal") || section.starts_with(" class=\"internal\""),
                "{what}: {line}"
            );
        }
        let document = roxmltree::Document::parse(&docx["word/document.xml"]).unwrap();
        for paragraph in document.descendants().filter(|n| n.has_tag_name((W, "p"))) {
            let text: String = paragraph.descendants().filter_map(|n| n.text()).collect();
            let style = paragraph.descendants().find(|n| n.has_tag_name((W, "pStyle"))).unwrap();
            let style = style.attribute((W, "val")).unwrap();
            let marked = style.starts_with("Internal") || text.to_lowercase().contains("internal");
            assert!(!text.contains("SECRET-") || marked, "{what}: {style}: {text}");
        }
        told.push_str(&html);
    }
    let missing: Vec<_> = SECRETS.iter().filter(|s| !told.contains(**s)).collect();
    assert!(missing.is_empty(), "--internal does not bring {missing:?}");
}

#[test]
fn a_battlecard_that_is_internal_as_a_whole_is_refused() {
    let told = wrote(&secretive(), "closed", "docx", None, false).unwrap_err();
    assert_eq!(
        told,
        "the battlecard of Closedly is internal: it may be spoken of, not named in writing; \
         add --internal to export it for colleagues; each page will say so"
    );
}

#[test]
fn a_conversation_that_nobody_wrote_is_told_with_its_owner() {
    let mut files = secretive();
    files.insert(
        "refrain.yaml",
        "company: Acme\nas_of: 2026-11-01\nstages: [{id: why-stay, owner: success}]\n",
    );
    let told = wrote(&files, "ops/why-stay", "html", None, false).unwrap_err();
    assert_eq!(
        told,
        "nobody has written what to say to `ops` at `why-stay`; add a message with `stage: why-stay` and \
         `personas: [ops]`, or ask Success, who owns this stage"
    );
}

#[test]
fn links_lead_to_the_web_or_into_the_playbook() {
    let files = secretive();
    let docx = sound(&made(&files, "ops/why-change", "docx", false));
    let relations = &docx["word/_rels/document.xml.rels"];
    for target in [
        "https://study.example/?a=1&amp;b=2",
        "https://book.example/claims.html",
        "https://book.example/talk/ops--why-change.html",
    ] {
        assert!(
            relations.contains(&format!("Target=\"{target}\" TargetMode=\"External\"")),
            "{target} in {relations}"
        );
    }
    assert!(
        docx["word/footer1.xml"].contains("as of 1 Nov 2026")
            && docx["word/footer1.xml"].contains("Proof: [1] good until 2 Jan 2027")
    );
    assert!(docx["word/header1.xml"].contains("Acme &amp; &lt;Sons&gt;"));
    let mut files = secretive();
    files.insert("refrain.yaml", "company: Acme\nas_of: 2026-11-01\n");
    let html = String::from_utf8(made(&files, "ops/why-change", "html", false)).unwrap();
    assert!(html.contains("see the list.") && !html.contains("claims.html"), "no site, no link");
}

#[test]
fn hostile_text_stays_text_in_a_document() {
    let evil = "</w:t><w:br/>]]> & \\u0007 \\uFFFF \\U0001F468\\u200D\\U0001F4BB <script>alert(1)</script>";
    let mut files = Memory::default();
    files.insert("refrain.yaml", format!("company: \"{evil}\"\nas_of: 2026-11-01\n"));
    files.insert(
        "content/a.yaml",
        format!(
            "personas: [{{id: a, name: \"{evil}\", outcome: \"{evil}\", pains: p}}]
pains: [{{id: p, statement: \"{evil} [x](javascript:alert(1)) [y](https://x.example/\\\"&<>)\", words: [\"{evil}\"]}}]
claims: [{{id: c, says: \"{evil}\", proof: [{{kind: study, source: 'https://x.example/\"><script>'}}]}}]
messages: [{{id: m, stage: why-you, personas: [a], headline: \"{evil}\", long: \"{evil}\", claims: c}}]
"
        ),
    );
    let parts = sound(&made(&files, "a/why-you", "docx", true));
    assert!(
        parts["word/document.xml"].contains("&lt;script&gt;")
            && !parts["word/document.xml"].contains("javascript:")
    );
    let html = String::from_utf8(made(&files, "a/why-you", "html", true)).unwrap();
    prints(&html);
    assert!(html.contains("&lt;script&gt;alert(1)"));
}

/// Reads CSV as RFC 4180 has it.
fn read_csv(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (vec![], vec![], String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => cell.push(chars.next().unwrap()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {
                assert_eq!(chars.next(), Some('\n'), "a line ends with CR LF");
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            c => cell.push(c),
        }
    }
    assert!(!quoted && row.is_empty() && cell.is_empty(), "the last line is not ended");
    rows
}

#[test]
fn a_table_holds_what_the_interface_holds() {
    let files = Disk::new(".");
    for kind in ["claims", "terms", "objections"] {
        let csv = String::from_utf8(made(&files, kind, "csv", false)).unwrap();
        let rows = read_csv(csv.strip_prefix('\u{feff}').expect("a spreadsheet needs the mark"));
        assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{kind}: lines of unequal length");
        let json: serde_json::Value = serde_json::from_slice(&made(&files, kind, "json", false)).unwrap();
        let items = json["items"].as_array().unwrap();
        assert_eq!(rows.len(), items.len() + 1, "{kind}");
        let column =
            |name: &str| rows[0].iter().position(|c| c == name).unwrap_or_else(|| panic!("{kind}: {name}"));
        for (row, item) in rows.iter().skip(1).zip(items) {
            for name in ["id", "url", "status", "owner"] {
                assert_eq!(row[column(name)], item[name].as_str().unwrap_or(""), "{kind}");
            }
        }
    }
    let claims = read_csv(std::str::from_utf8(&made(&files, "claims", "csv", false)).unwrap());
    let (value, unit) = ("figure.value", "figure.unit");
    let column = |name: &str| claims[0].iter().position(|c| c == name).unwrap_or_else(|| panic!("{name}"));
    let (value, unit) = (column(value), column(unit));
    assert!(claims.iter().any(|row| row[value].parse() == Ok(62.0) && row[unit] == "percent"));
}

#[test]
fn a_table_runs_nothing() {
    let csv = String::from_utf8(made(&secretive(), "terms", "csv", false)).unwrap();
    assert!(csv.contains("\"'=cmd|x; two\nlines\"") && csv.contains("\"a \"\"quoted\"\", word\""), "{csv}");
}

#[test]
fn an_edition_leaves_out_the_same_here() {
    let mut files = Memory::default();
    files.insert("refrain.yaml", "company: Acme\nas_of: 2026-11-01\n");
    files.insert("content/a.yaml", "terms: [{use: churn risk, audience: [success]}, {use: box}]\n");
    let holds = |audience: Option<&str>| {
        let json = String::from_utf8(wrote(&files, "terms", "json", audience, false).unwrap()).unwrap();
        let csv = String::from_utf8(wrote(&files, "terms", "csv", audience, false).unwrap()).unwrap();
        (json.contains("churn risk"), csv.contains("churn risk"))
    };
    assert_eq!(
        (holds(None), holds(Some("success")), holds(Some("sales"))),
        ((true, true), (true, true), (false, false))
    );
    let told = wrote(&files, "terms", "csv", Some("salse"), false).unwrap_err();
    assert_eq!(told, "there is no team `salse` to build for; did you mean `sales`?");
}

fn refrain(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_refrain"))
        .args(["--root", "."])
        .args(arguments)
        .env_clear()
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

#[test]
fn a_name_that_is_not_there_is_told_with_the_nearest() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("x.html");
    let mut told = String::new();
    for arguments in [
        vec!["ops-manger/why-change"],
        vec!["ops-manager/why-chang"],
        vec!["ops-manager"],
        vec!["competitor/slotwize"],
        vec!["compettitor/slotwise"],
        vec!["slotwize"],
        vec!["pain/missed-visits"],
        vec!["claims", "--format", "docx"],
        vec!["slotwise", "--format", "wrod"],
        vec!["slotwise", "--audience", "salse"],
    ] {
        let out = file.to_str().unwrap();
        let run = refrain(&[&["export"], arguments.as_slice(), &["-o", out]].concat());
        assert_eq!(run.status.code(), Some(2), "{arguments:?}");
        let lines = String::from_utf8(run.stderr).unwrap();
        told.push_str(&format!("$ refrain export {}\n{lines}\n", arguments.join(" ")));
    }
    assert!(!file.exists(), "something was written");
    insta::assert_snapshot!("export_refused", told);
}

#[test]
fn a_file_is_written_as_its_ending_says_and_a_pipe_gets_the_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let card = folder.path().join("card.docx");
    let run = refrain(&["export", "talk/ops-manager--why-change.html", "-o", card.to_str().unwrap()]);
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    let bytes = fs::read(&card).unwrap();
    sound(&bytes);
    let piped = refrain(&["export", "ops-manager/why-change", "--format", "docx"]);
    assert!(piped.stdout == bytes, "a pipe gets other bytes than a file");
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left, ["card.docx"], "something else was left");
}

/// A program that reads such documents opens one, and it fits on two pages.
#[test]
fn an_office_program_opens_it() {
    let folder = tempfile::tempdir().unwrap();
    let card = folder.path().join("card.docx");
    fs::write(&card, made(&Disk::new("."), "ops-manager/why-change", "docx", true)).unwrap();
    let Some(pdf) = pdf(folder.path(), &card) else {
        eprintln!("soffice is not installed: no office program opened the document");
        return;
    };
    let pages =
        pdf.windows(12).filter(|w| w.starts_with(b"/Type/Page") && !w.starts_with(b"/Type/Pages")).count();
    assert!((1..=2).contains(&pages), "{pages} pages");
}

/// What soffice makes of a document; nothing where it is not installed.
fn pdf(folder: &Path, document: &Path) -> Option<Vec<u8>> {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let run = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "pdf", "--outdir"])
        .args([folder, document])
        .stdin(Stdio::null())
        .output()
        .ok()?;
    let made = fs::read(folder.join("card.pdf"));
    assert!(run.status.success() && made.is_ok(), "{}", String::from_utf8_lossy(&run.stderr));
    made.ok()
}

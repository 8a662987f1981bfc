//! How copy is read: what becomes a passage, and that every place is true.
//!
//! Each file in `tests/fixtures/copy` has a snapshot of its passages. A run is shown as its text; `{...}` holds the
//! source of text that differs from it, `_` is a blank without a byte of its own.

use std::fmt::Write;

use proptest::prelude::*;
use refrain::copy::{Copy, Part, Passage, format_of, markdown_passages};
use refrain::syntax::yaml;
use refrain::text::{Map, RunKind, Source, Span};

/// All fixtures: name and bytes, sorted.
fn fixtures() -> Vec<(String, Vec<u8>)> {
    let mut found: Vec<_> = std::fs::read_dir("tests/fixtures/copy")
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| format_of(p.to_str().unwrap()).is_some())
        .map(|p| (p.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read(&p).unwrap()))
        .collect();
    found.sort();
    found
}

fn read(path: &str, bytes: &[u8]) -> Copy {
    let (source, _) = Source::decode(path, bytes);
    (format_of(path).unwrap().read)(&source)
}

fn shown(copy: &Copy) -> String {
    let mut out = String::new();
    for passage in &copy.passages {
        let part = match &passage.part {
            Part::Cell(c) => {
                format!("Cell {}.{}.{}{}", c.table, c.row, c.column, if c.header { " header" } else { "" })
            }
            part => format!("{part:?}"),
        };
        let flags = [(passage.quoted, " quoted"), (passage.fenced, " fenced")];
        let flags: String = flags.iter().filter(|f| f.0).map(|f| f.1).collect();
        let line = copy.source.position(passage.place(&copy.source, 0..1).first().start()).line;
        writeln!(out, "{line}: {part} §{}{flags}\n    {}", passage.section, runs(&copy.source, passage))
            .unwrap();
        for link in &passage.links {
            writeln!(out, "    link {:?} -> {}", &passage.text[link.range.clone()], link.target).unwrap();
        }
        for range in &passage.struck {
            writeln!(out, "    struck {:?}", &passage.text[range.clone()]).unwrap();
        }
        for range in &passage.marked_quotes {
            writeln!(out, "    quote {:?}", &passage.text[range.clone()]).unwrap();
        }
    }
    for comment in &copy.comments {
        let line = copy.source.position(comment.span.start()).line;
        writeln!(out, "{line}: remark before passage {}: {:?}", comment.before, comment.text).unwrap();
    }
    for fault in &copy.faults {
        let start = fault.place.start();
        writeln!(out, "{}:{}: {}: {}", start.line, start.scalar, fault.code, fault.message).unwrap();
    }
    if let Some(node) = &copy.front_matter {
        writeln!(out, "front matter: {}", tree(node)).unwrap();
    }
    out
}

fn runs(source: &Source, passage: &Passage) -> String {
    let mut line = String::new();
    for run in passage.map.runs() {
        let text = &passage.text[run.at as usize..(run.at + run.len) as usize];
        let from = source.slice(run.source).escape_debug();
        match run.kind {
            RunKind::Verbatim => write!(line, "[{text}]"),
            RunKind::Replaced => write!(line, "[{text}]{{{from}}}"),
            RunKind::Synthetic => write!(line, "_{{{from}}}"),
            RunKind::Opaque => write!(line, "#{{{from}}}"),
        }
        .unwrap();
    }
    line
}

fn tree(node: &yaml::Node) -> String {
    match &node.value {
        yaml::Value::Null => "null".to_owned(),
        yaml::Value::Scalar(s) => format!("{:?}", s.text),
        yaml::Value::List(items) => format!("[{}]", items.iter().map(tree).collect::<Vec<_>>().join(", ")),
        yaml::Value::Map(entries) => {
            let entries: Vec<_> =
                entries.iter().map(|e| format!("{}: {}", e.key.text, tree(&e.value))).collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

/// What holds for every copy of every text.
fn sound(copy: &Copy) {
    let source = &copy.source;
    let mut last = 0;
    for passage in &copy.passages {
        assert_eq!(passage.map.len(), passage.text.len(), "{passage:?}");
        assert!(!passage.text.is_empty());
        let mut at = 0;
        let mut end = 0;
        for run in passage.map.runs() {
            assert_eq!(run.at as usize, at, "runs cover the text");
            at += run.len as usize;
            let text = &passage.text[run.at as usize..at];
            assert!(source.text().get(run.source.range()).is_some(), "a span within the text: {run:?}");
            match run.kind {
                RunKind::Verbatim => assert_eq!(text, source.slice(run.source)),
                RunKind::Opaque => assert_eq!(text, "\u{fffc}"),
                RunKind::Synthetic => assert_eq!(text, " "),
                RunKind::Replaced => assert!(!run.source.is_empty()),
            }
            if run.kind != RunKind::Synthetic {
                assert!(run.source.start() >= end, "runs in the order of the source: {passage:?}");
                end = run.source.end();
            }
        }
        let start = passage.map.runs()[0].source.start();
        assert!(start >= last, "passages in the order of the source");
        last = start;
        for range in
            passage.links.iter().map(|l| &l.range).chain(&passage.struck).chain(&passage.marked_quotes)
        {
            assert!(passage.text.get(range.clone()).is_some());
        }
        assert!(
            !passage.text.starts_with(' ') && !passage.text.ends_with(' ') && !passage.text.contains("  ")
        );
    }
    for comment in &copy.comments {
        assert!(comment.before <= copy.passages.len());
    }
}

#[test]
fn every_fixture_reads_as_its_snapshot_says() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../fixtures/copy/snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for (name, bytes) in fixtures() {
            let copy = read(&name, &bytes);
            sound(&copy);
            insta::assert_snapshot!(name.clone(), shown(&copy));
        }
    });
}

#[test]
fn a_fixture_cut_off_anywhere_still_reads() {
    for (name, bytes) in fixtures() {
        for end in 0..bytes.len() {
            sound(&read(&name, &bytes[..end]));
        }
    }
}

#[test]
fn a_match_across_bold_has_three_places() {
    let copy = read("a.md", b"# Slot **Re**fill\n");
    let place = copy.passages[0].place(&copy.source, 0..11);
    assert_eq!(place.spans().collect::<Vec<_>>(), [Span::new(2, 7), Span::new(9, 11), Span::new(13, 17)]);
    assert_eq!((place.text(), place.is_exact()), ("Slot Refill".to_owned(), true));
}

#[test]
fn markdown_in_another_text_leads_back_to_the_file() {
    // The file holds the Markdown behind four blanks on each line, as a YAML block does.
    let source = Source::new("a.yaml", "text: |\n    We **fill**\n    slots.\n");
    let mut outer = Map::default();
    outer.push(12, Span::new(12, 24), RunKind::Verbatim);
    outer.push(7, Span::new(28, 35), RunKind::Verbatim);
    let field = Part::Field("steps.one".to_owned());
    let (passages, faults) = markdown_passages(&source, "We **fill**\nslots.\n", &outer, &field);
    assert!(faults.is_empty());
    assert_eq!(passages[0].text, "We fill slots.");
    assert_eq!(passages[0].part, Part::Field("steps.one".to_owned()));
    let place = passages[0].place(&source, 3..13);
    assert_eq!(place.spans().map(|s| source.slice(s)).collect::<Vec<_>>(), ["fill", "slots"]);
}

#[test]
fn deep_nesting_is_a_fault_that_names_the_limit() {
    let text = format!("<p>Before</p>{}deep<p>After</p>", "<div>".repeat(50_000));
    for (path, text) in [("a.html", text.clone()), ("a.md", format!("Kept.\n\n{text}\n\nAfter\n"))] {
        let copy = read(path, text.as_bytes());
        assert_eq!(copy.faults.len(), 1);
        assert_eq!(copy.faults[0].code, "html/depth");
        assert!(copy.faults[0].message.contains("256"));
        assert!(copy.passages.iter().any(|p| p.text == "Before"));
        assert!(copy.passages.iter().all(|p| p.text != "After"));
    }
}

#[test]
fn a_file_over_the_limit_is_told() {
    let copy = read("a.md", "a".repeat((8 << 20) + 1).as_bytes());
    assert_eq!((copy.passages.len(), copy.faults[0].code), (0, "copy/size"));
}

/// Pieces that make trouble together.
const PIECES: &[&str] = &[
    "a",
    "é",
    "👩‍🔧",
    " ",
    "\n",
    "\r\n",
    "\n\n",
    "\t",
    "    ",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "```",
    "~~~\n",
    "#",
    "# ",
    "> ",
    "- ",
    "1. ",
    "|",
    "\n|a|b|\n|-|-|\n",
    "[",
    "](",
    ")",
    "![",
    "[^1]",
    "\n[^1]: ",
    "\n[a]: /x 'T'\n",
    "\\",
    "&amp;",
    "&",
    "&#0;",
    "<b>",
    "</b>",
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<div hidden>",
    "<br>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<a href='x'>",
    "</a>",
    "<q>",
    "</q>",
    "<del>",
    "<table>",
    "<tr>",
    "<td>",
    "<img alt='b &lt; c' title=t>",
    "<code>",
    "</code>",
    "<",
    ">",
    "\"",
    "{{ x }}",
    "{{",
    "}}",
    "{% if %}",
    "{% comment %}",
    "{% endcomment %}",
    "{: .x}",
    "{",
    "}",
    ":::",
    "https://a.example/b?c",
    "www.a.b",
    "x@y.example",
    "---\n",
    "===\n",
    "title: \"a\\u00e9\"\n",
    "import A from 'b'\n",
    "<Hero title='x' b={c} />",
    "Subject: ",
    "\0",
    "\u{fffc}",
    "\u{a0}",
    "<noscript>",
    "</noscript>",
    "<li>",
    "<pre>",
    "<svg/>",
    "<title>",
    "<textarea>",
    "<button>",
    "<h2>",
    "{#",
    "#}",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_mixture_reads_with_true_places(picks in proptest::collection::vec(0..PIECES.len(), 0..60)) {
        let text: String = picks.iter().map(|&i| PIECES[i]).collect();
        for path in ["a.md", "a.mdx", "a.html", "a.txt"] {
            sound(&read(path, text.as_bytes()));
        }
    }

    #[test]
    fn any_bytes_read_with_true_places(bytes in proptest::collection::vec(any::<u8>(), 0..200), text in "\\PC{0,80}") {
        for path in ["a.md", "a.mdx", "a.html", "a.txt"] {
            sound(&read(path, &bytes));
            sound(&read(path, text.as_bytes()));
        }
    }
}

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
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

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

/// A name for the file, its text, and what is read: each passage as `Part: text`, each fault as `! code`. An opaque run is
/// shown as `#`.
const CASES: &[(&str, &str, &[&str])] = &[
    ("a.md", "*a*b **c**d", &["Paragraph: ab cd"]),
    ("a.md", "a\\\nb", &["Paragraph: a b"]),
    ("a.md", "AT&amp;T &#8364;5 \\# 1", &["Paragraph: AT&T €5 # 1"]),
    ("a.md", "soft\u{ad}hyphen and\u{a0}blank", &["Paragraph: soft\u{ad}hyphen and\u{a0}blank"]),
    ("a.md", "# A\n# \n# C", &["Heading(1): A", "Heading(1): C"]),
    ("a.md", "`code`", &[]),
    ("a.md", "Call `f()` now", &["Paragraph: Call # now"]),
    ("a.md", "https://a.example", &["Paragraph: #"]),
    ("a.md", "[Buy now](x) ", &["Button: Buy now"]),
    ("a.md", "**[Buy now](x)**", &["Button: Buy now"]),
    ("a.md", "- [Buy now](x)", &["ListItem: Buy now"]),
    ("a.md", "[a](x) [b](y)", &["Paragraph: a b"]),
    ("a.md", "- a\n  # b\n  c", &["ListItem: a", "Heading(1): b", "ListItem: c"]),
    ("a.md", "- a\n\n  b\n- c", &["ListItem: a", "ListItem: b", "ListItem: c"]),
    ("a.md", "a<br>b<br/>c", &["Paragraph: a b c"]),
    ("a.md", "x<!-- y -->z", &["Paragraph: xz"]),
    ("a.md", "<!-- a -->\n\nb", &["Paragraph: b"]),
    ("a.md", "<!-- never closed\n\nb", &["! html/unfinished"]),
    ("a.md", "a <span hidden>b</span> c", &["Paragraph: a c"]),
    ("a.md", "<script>\nx\n\ny", &["! html/unclosed"]),
    ("a.md", "<p>a</p>\n\n*b*", &["Paragraph: a", "Paragraph: b"]),
    ("a.md", "<ul>\n<li>a **b**\n<li>c\n</ul>", &["ListItem: a **b**", "ListItem: c"]),
    ("a.md", "```text\na\nb\n\nc\n```", &["Paragraph: a b", "Paragraph: c"]),
    ("a.md", "```js\na\n```", &[]),
    ("a.md", "[a]: x 'Title'\n\n[a]", &["LinkTitle: Title", "Button: a"]),
    ("a.md", "Dear [NAME], {{first_name}} {x}", &["Paragraph: Dear [NAME], # {x}"]),
    ("a.md", "{% if a %}b{% endif %}", &["Paragraph: #b#"]),
    ("a.md", "a\n{% if b %}\nc\n{% endif %}", &["Paragraph: a", "Paragraph: c"]),
    ("a.md", "| a | b |\n|--|--|\n| {{ x | y }} z | c |", &["Cell: a", "Cell: b", "Cell: # z", "Cell: c"]),
    ("a.md", "---\ntitle: A\nlayout: b\n---\nc", &["Title: A", "Paragraph: c"]),
    ("a.md", "---\ntitle: A\ntitle: B\n---\nc", &["Title: A", "Paragraph: c", "! yaml/duplicate-key"]),
    ("a.md", "---\n- a: b\n---\nc", &["Paragraph: c", "! front-matter/shape"]),
    ("a.md", "---\ntitle: A\n\nc", &["Paragraph: title: A", "Paragraph: c", "! front-matter/unclosed"]),
    ("a.md", "a\n\n---\ntitle: b\n---", &["Paragraph: a", "Heading(2): title: b"]),
    ("a.mdx", "<A title='b' c={d} />", &["Meta(\"title\"): b"]),
    ("a.mdx", "<A>\n\n# b\n\n</A>", &["Heading(1): b"]),
    ("a.mdx", "a {b} <C/> d", &["Paragraph: a # d"]),
    ("a.mdx", "import taxes rise.", &["Paragraph: import taxes rise."]),
    ("a.html", "<p>a<p>b", &["Paragraph: a", "Paragraph: b"]),
    ("a.html", "a<div>b</div>c", &["Paragraph: a", "Paragraph: b", "Paragraph: c"]),
    ("a.html", "<b>a</b>b <i> c </i> d", &["Paragraph: ab c d"]),
    ("a.html", "<p>a <img src=x alt=b> c", &["Paragraph: a c", "AltText: b"]),
    ("a.html", "<a href=x>Go</a><a href=y>Or</a>", &["Paragraph: GoOr"]),
    ("a.html", "<p><a href=x>Go</a></p>", &["Button: Go"]),
    ("a.html", "<li><a href=x>Go</a></li>", &["ListItem: Go"]),
    ("a.html", "<p>&lt;b&gt; &amp;amp; &notit; &#x1F600;", &["Paragraph: <b> &amp; ¬it; 😀"]),
    ("a.html", "<style>a</style><script>b</script><svg>c</svg><template>d</template>e", &["Paragraph: e"]),
    ("a.html", "<div hidden><p>a</div>b", &["Paragraph: b"]),
    ("a.html", "<p hidden>a<p>b", &["Paragraph: b"]),
    ("a.html", "<svg>a", &["! html/unclosed"]),
    ("a.html", "<p>a</i></b></div>b</p>c", &["Paragraph: ab", "Paragraph: c"]),
    (
        "a.html",
        "<input type=SUBMIT value=Go><input value=no placeholder=Name>",
        &["Button: Go", "LinkTitle: Name"],
    ),
    ("a.html", "<meta name=Refrain content='stage why'>", &["! html/settings"]),
    ("a.html", "<?php echo '<p>no</p>' ?><p>a", &["Paragraph: a"]),
    ("a.html", "<p>{{ a }} {{#if b}}c{{/if}}", &["Paragraph: # #c#"]),
    ("a.html", "<td>a<td>b", &["Paragraph: a", "Paragraph: b"]),
    ("a.html", "<textarea>a <b></textarea>", &["Paragraph: a <b>"]),
    ("a.txt", "a\nb\n\nc", &["Paragraph: a b", "Paragraph: c"]),
    ("a.txt", "Subject: a\nFrom: b\n\nc", &["Subject: a", "Paragraph: c"]),
    ("a.txt", "Note: a\nTo: b", &["Paragraph: Note: a To: b"]),
    ("a.txt", "OUR PLAN\n\nNOT NOW.", &["Heading(2): OUR PLAN", "Paragraph: NOT NOW."]),
    (
        "a.txt",
        "Plan\n====\na\n- b\n  c\n2. d",
        &["Heading(1): Plan", "Paragraph: a", "ListItem: b c", "ListItem: d"],
    ),
    ("a.txt", "2024. A year.\n5 - 3", &["Paragraph: 2024. A year. 5 - 3"]),
    ("a.txt", "Mail me@a.example, *|NAME|*!", &["Paragraph: Mail #, #!"]),
];

#[test]
fn tricky_cases_read_as_a_reader_reads_them() {
    let mut wrong = vec![];
    for (path, text, wanted) in CASES {
        let copy = read(path, text.as_bytes());
        sound(&copy);
        let part = |p: &Part| match p {
            Part::Cell(_) => "Cell".to_owned(),
            part => format!("{part:?}"),
        };
        let passages =
            copy.passages.iter().map(|p| format!("{}: {}", part(&p.part), p.text.replace('\u{fffc}', "#")));
        let found: Vec<String> =
            passages.chain(copy.faults.iter().map(|f| format!("! {}", f.code))).collect();
        if found != *wanted {
            wrong.push(format!("{path} {text:?}\n  wanted {wanted:?}\n  found  {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

//! What is read, what is refused and where, and that a broken piece costs only itself.

use std::fmt::Write as _;

use super::*;

pub(super) fn tree(text: &str) -> (Arc<Source>, Tree) {
    let source = Source::new("a.yaml", text);
    let tree = read(&source, Span::new(0, text.len()));
    (source, tree)
}

/// A tree in one line: texts as they are, nothing as `~`.
fn shape(node: &Node) -> String {
    match &node.value {
        Value::Null => "~".to_owned(),
        Value::Scalar(s) => format!("{:?}", s.text),
        Value::List(items) => format!("[{}]", items.iter().map(shape).collect::<Vec<_>>().join(", ")),
        Value::Map(entries) => {
            let entries = entries.iter().map(|e| format!("{}: {}", e.key.text, shape(&e.value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
    }
}

/// The shape of the root, and every fault as `line:column code message`.
fn told(text: &str) -> (String, Vec<String>) {
    let (_, tree) = tree(text);
    let faults = tree.faults.iter().map(|f| {
        let at = f.place.start();
        assert!(!f.help.is_empty(), "a fault without help: {f:?}");
        format!("{}:{} {} {}", at.line, at.grapheme, f.code, f.message)
    });
    (tree.root.as_ref().map_or("nothing".to_owned(), shape), faults.collect())
}

#[track_caller]
fn reads(text: &str, wanted: &str) {
    assert_eq!(told(text), (wanted.to_owned(), vec![]));
}

#[track_caller]
fn refuses(text: &str, shape: &str, faults: &[&str]) {
    let (root, found) = told(text);
    assert_eq!(found, faults, "{text}");
    assert_eq!(root, shape, "{text}");
}

#[test]
fn values_stay_text_and_nothing_is_null() {
    reads("a: no\nb: 1.10\nc: on\nd: 2026-10-01\n", r#"{a: "no", b: "1.10", c: "on", d: "2026-10-01"}"#);
    reads("a:\nb: ~\nc: null\nd: \"null\"\ne: ''\n", r#"{a: ~, b: ~, c: ~, d: "null", e: ""}"#);
    reads("a: [x, {y: z}, ]\nb: []\nc: {}\n", r#"{a: ["x", {y: "z"}], b: [], c: {}}"#);
    reads("---\n- a\n-\n- - b\n...\n# end\n", r#"["a", ~, ["b"]]"#);
    for nothing in ["", "# only\n\n  # comments\n", "---\n", "\n\r\n"] {
        reads(nothing, "nothing");
    }
}

#[test]
fn line_ends_of_windows_are_read() {
    reads("a: b\r\nc: |\r\n  d\r\n  e\r\nf: \"g\r\n  h\"\r\n", r#"{a: "b", c: "d\ne\n", f: "g h"}"#);
    refuses(
        "a: b\r\nc: \"d\r\ne: f\r\n",
        r#"{a: "b", e: "f"}"#,
        &["2:4 yaml/quote this quote is never closed"],
    );
}

#[test]
fn every_value_knows_its_bytes() {
    let text = "k: # note\n  - 'it''s'\n  - |2-\n      deep\n  - \u{1F600} x\n  - {a: b}\n  - >+\n    f\n\nl:\n- 1\n- a: 2\n";
    let (source, tree) = tree(text);
    assert!(tree.faults.is_empty(), "{:?}", tree.faults);
    let Some(Node { value: Value::Map(entries), .. }) = &tree.root else { panic!() };
    let Value::List(items) = &entries[0].value.value else { panic!() };
    let found: Vec<_> = items.iter().map(|i| source.slice(i.span)).collect();
    assert_eq!(found, ["'it''s'", "|2-\n      deep", "\u{1F600} x", "{a: b}", ">+\n    f\n\n"]);
    assert_eq!(source.slice(entries[1].value.span), "- 1\n- a: 2");
    assert_eq!(source.slice(entries[1].key.span), "l");
}

#[test]
fn front_matter_is_read_where_it_stands() {
    let text = "\u{1F600}---\ntitle: Ö\nbad: @x\n---\nBody: text\n";
    let source = Source::new("a.md", text);
    let tree = read(&source, Span::new(8, 26));
    let Some(Node { value: Value::Map(entries), .. }) = &tree.root else { panic!() };
    assert_eq!(source.slice(entries[0].value.span), "Ö");
    assert_eq!(source.slice(tree.faults[0].place.whole()), "@");
    assert_eq!(tree.faults[0].place.start().line, 3);
}

#[test]
fn equal_keys_name_both_lines_and_the_first_is_kept() {
    refuses(
        "a: 1\nb: 2\na: 3\nc: {x: 1, x: 2}\n",
        r#"{a: "1", b: "2", c: {x: "1"}}"#,
        &[
            "3:1 yaml/duplicate-key the key `a` stands here again; it is already on line 1",
            "4:11 yaml/duplicate-key the key `x` stands here again; it is already on line 4",
        ],
    );
    let (_, tree) = tree("a: 1\na: 3\n");
    assert_eq!(tree.faults[0].related[0].place.start().line, 1);
    let mut many = (0..1000).fold(String::new(), |mut text, n| {
        let _ = writeln!(text, "k{n}: v");
        text
    });
    many.push_str("k0: v\nk999: v\nnew: v\n");
    assert_eq!(told(&many).1.len(), 2);
}

#[test]
fn equal_keys_are_found_across_a_broken_entry() {
    refuses(
        "a: 1\nb: 'x\na: 2\n",
        r#"{a: "1"}"#,
        &[
            "2:4 yaml/quote this quote is never closed",
            "3:1 yaml/duplicate-key the key `a` stands here again; it is already on line 1",
        ],
    );
}

#[test]
fn what_is_not_used_here_is_named_at_its_place() {
    refuses(
        "a: !!str x\nb: !!python/object/apply:os.system [ls]\nc: !<x> {d: e}\n",
        r#"{a: "x", b: ["ls"], c: {d: "e"}}"#,
        &[
            "1:4 yaml/tag the tag `!!str` is not read: no tags are used here",
            "2:4 yaml/tag the tag `!!python/object/apply:os.system` is not read: no tags are used here",
            "3:4 yaml/tag the tag `!<x>` is not read: no tags are used here",
        ],
    );
    refuses(
        "a: &x {b: c}\nd:\n  <<: *x\n  e: f\n",
        r#"{a: {b: "c"}, d: {e: "f"}}"#,
        &["3:3 yaml/merge-key merge keys (`<<`) are not read"],
    );
    refuses("%YAML 1.2\n---\na: b\n", r#"{a: "b"}"#, &["1:1 yaml/directive directives (`%`) are not read"]);
    refuses(
        "? [a]\n: b\n? {c: d}\n: e\n: f\n",
        "{}",
        &[
            "1:3 yaml/key a key must be plain text",
            "3:3 yaml/key a key must be plain text",
            "5:1 yaml/key a key is missing before `:`",
        ],
    );
}

#[test]
fn a_second_document_is_refused_and_the_first_is_read() {
    let fault = "2:1 yaml/documents a second document begins here, which is not read";
    refuses("a: b\n---\nc: d\n", r#"{a: "b"}"#, &[fault]);
    refuses("a: b\n...\n---\n# c\nc: d\n", r#"{a: "b"}"#, &[fault]);
    refuses("a: b\n--- |\n  text\n", r#"{a: "b"}"#, &[fault]);
}

#[test]
fn a_broken_piece_costs_only_itself() {
    refuses(
        "pains:\n  - id: one\n    statement: \"never closed\n    severity: 3\n  - id: two\n    name: [a, b\n    \
         words: {x\n  - id: three\n    says: We promise: a slot\nclaims:\n  - {id: four, says: @x}\n  - id: five\n\
         terms:\n\t- a\nlast: 'x' y\nend: ok\n",
        r#"{pains: [{id: "one", severity: "3"}, {id: "two", name: ["a"], words: {}}, {id: "three"}], claims: [{id: "four"}, {id: "five"}], end: "ok"}"#,
        &[
            "3:16 yaml/quote this quote is never closed",
            "6:11 yaml/bracket this `[` is never closed",
            "7:12 yaml/bracket this `{` is never closed",
            "9:21 yaml/colon a `:` inside a text without quotes",
            "11:22 yaml/character text cannot begin with `@`",
            "14:1 yaml/tab a tab cannot indent",
            "15:11 yaml/quote text goes on behind the closing quote",
        ],
    );
}

#[test]
fn a_wrongly_indented_line_costs_only_its_item() {
    refuses(
        "p:\n  - id: a\n    name: x\n - id: b\n    name: y\n  - id: c\nq: x\n",
        r#"{p: [{id: "a", name: "x"}, {id: "c"}], q: "x"}"#,
        &["4:2 yaml/indent `- id: b` does not belong here"],
    );
    refuses(
        "p:\n  - id: a\n    severity 5\n    sure: 1\n    name:x\n",
        r#"{p: [{id: "a", sure: "1"}]}"#,
        &["3:5 yaml/syntax `severity 5` is not `key: value`", "5:5 yaml/syntax `name:x` is not `key: value`"],
    );
}

#[test]
fn a_mapping_that_lacks_something_unread_is_told_as_cut() {
    let (source, tree) = tree("p:\n  - id: a\n    name: \"x\n  - id: b\n");
    let cut: Vec<_> = tree.cut.iter().map(|span| source.slice(*span)).collect();
    assert_eq!(cut, ["id: a\n    name"]);
    assert!(tree.is_cut(tree.cut[0]));
    assert!(!tree.is_cut(tree.root.as_ref().unwrap().span));
}

#[test]
fn text_that_looks_like_syntax_says_to_use_quotes() {
    for (text, place) in [
        ("a: **bold** text\n", "1:4"),
        ("a: {{name}}, hello\n", "1:5"),
        ("a: `code`\n", "1:4"),
        ("a: % off\n", "1:4"),
        ("a: [x] y\n", "1:8"),
        ("a: b #c\n c\n", "1:6"),
    ] {
        let (_, tree) = tree(text);
        let [fault] = tree.faults.as_slice() else { panic!("{text}: {:?}", tree.faults) };
        assert!(fault.help.contains("in quotes"), "{text}: {}", fault.help);
        let at = fault.place.start();
        assert_eq!(format!("{}:{}", at.line, at.grapheme), place, "{text}");
    }
}

#[test]
fn columns_count_characters_as_a_reader_does() {
    refuses(
        "a: \"\u{1F469}\u{200D}\u{1F527}\" x\n",
        "{}",
        &["1:8 yaml/quote text goes on behind the closing quote"],
    );
}

#[test]
fn bytes_that_are_not_text_are_named() {
    for (text, code) in
        [("a: b\0c\n", "U+0000"), ("a: \u{1}\n", "U+0001"), ("a: \u{feff}b\n", "byte order mark")]
    {
        let faults = told(text).1;
        assert!(faults.len() == 1 && faults[0].contains(code), "{faults:?}");
    }
}

#[test]
fn aliases_stand_for_values() {
    reads("a: &x {k: [v]}\nb: *x\nc: [*x]\n", r#"{a: {k: ["v"]}, b: {k: ["v"]}, c: [{k: ["v"]}]}"#);
    let (source, read) = tree("a: &x text\nb: *x\n");
    let Some(Node { value: Value::Map(entries), .. }) = read.root else { panic!() };
    let Value::Scalar(scalar) = &entries[1].value.value else { panic!() };
    assert_eq!((source.slice(entries[1].value.span), source.slice(scalar.span)), ("*x", "text"));
    refuses(
        "a: &x [*x]\nb: *y\n",
        "{a: []}",
        &[
            "1:8 yaml/alias `*x` stands inside `&x` itself, so it would never end",
            "2:4 yaml/alias `*y` stands for nothing: no `&y` comes before it",
        ],
    );
    refuses("a: &x y\nb: 'z\nc: *x\n", r#"{a: "y", c: "y"}"#, &["2:4 yaml/quote this quote is never closed"]);
}

#[test]
fn aliases_cannot_grow_without_end() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for n in 1..30 {
        let _ = writeln!(bomb, "a{n}: &a{n} [{}]", format!("*a{},", n - 1).repeat(10));
    }
    let (_, faults) = told(&bomb);
    assert!(faults.len() == 1 && faults[0].contains("more than 100000 values"), "{faults:?}");
    let text = format!("a: &a {}\nb:\n{}", "x".repeat(1000), "- *a\n".repeat(9000));
    assert!(told(&text).1[0].contains("more than 8388608 bytes of text"));
    let text = format!("a: &a x\nb:\n{}", "- *a\n".repeat(10_001));
    assert!(told(&text).1[0].contains("more than 10000 aliases"));
}

#[test]
fn depth_is_limited() {
    let nested = |n: usize| format!("a: {}{}\nb: c\n", "[".repeat(n), "]".repeat(n));
    assert_eq!(told(&nested(31)).1, [""; 0]);
    for n in [32, 200, 10_000] {
        let (root, faults) = told(&nested(n));
        let [fault] = faults.as_slice() else { panic!("{faults:?}") };
        assert!(fault.contains("yaml/too-deep nested more than 32 levels deep"), "{n}");
        assert!(root.ends_with(r#"b: "c"}"#), "{n}: {root}");
    }
    let deep: String = (0..2000).map(|n| format!("{}a:\n", " ".repeat(n))).collect();
    assert!(told(&deep).1[0].contains("more than 32 levels"));
    let brackets = |n: usize, inside: &str| format!("{}{inside}{}", "[".repeat(n), "]".repeat(n));
    let alias = format!("a: &x {}\nb: {}\n", brackets(20, ""), brackets(20, "*x"));
    assert_eq!(told(&alias).1, ["2:24 yaml/too-deep nested more than 32 levels deep"]);
}

#[test]
fn size_is_limited() {
    let (_, tree) = tree(&"a: b\n".repeat(limits::YAML_BYTES / 5 + 1));
    assert!(tree.root.is_none());
    assert!(tree.faults[0].message.contains("limit of 2097152"));
    let (_, faults) = told(&"- \n".repeat(limits::YAML_NODES + 1));
    assert!(faults[0].contains("more than 100000 values"));
}

#[test]
fn faults_are_capped_and_the_cap_is_told() {
    let text: String = (0..20_000).map(|n| format!("k{n}: @\n")).collect();
    let (_, faults) = told(&text);
    assert_eq!(faults.len(), limits::FINDINGS_PER_FILE + 1);
    assert!(faults.last().unwrap().contains("more than 10000 faults"));
}

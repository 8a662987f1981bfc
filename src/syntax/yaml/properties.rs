//! What holds for any text: maps lead back to the very bytes, and nothing makes the reader panic.

use proptest::prelude::*;

use super::tests::tree;
use super::*;

/// Holds that a scalar's map is exact: every run agrees with the source.
fn exact(source: &Source, scalar: &Scalar) {
    let map = scalar.map(source);
    assert_eq!(map.len(), scalar.text.len(), "{:?}", source.text());
    for run in map.runs() {
        let text = &scalar.text[run.at as usize..(run.at + run.len) as usize];
        let raw = source.slice(run.source);
        match run.kind {
            RunKind::Verbatim => assert_eq!(text, raw, "{:?}", source.text()),
            RunKind::Synthetic if raw.is_empty() => {
                assert_eq!((text, run.source.end()), ("\n", source.text().len()));
            }
            RunKind::Synthetic => {
                assert_eq!(text, " ");
                assert!(raw.contains(['\n', '\r']) && raw.trim().is_empty(), "{raw:?}");
            }
            RunKind::Replaced => assert!(
                raw == "''" || raw.starts_with('\\') || matches!(raw, "\r\n" | "\r"),
                "{raw:?} in {:?}",
                source.text()
            ),
            RunKind::Opaque => panic!("no scalar holds anything opaque"),
        }
    }
}

/// The scalar of a text that holds one entry and is read without a fault.
fn only_scalar(text: &str) -> Option<(Arc<Source>, Scalar)> {
    let (source, tree) = tree(text);
    let Some(Node { value: Value::Map(mut entries), .. }) = tree.root else { return None };
    match entries.pop()?.value.value {
        Value::Scalar(scalar) if tree.faults.is_empty() && entries.is_empty() => Some((source, scalar)),
        _ => None,
    }
}

#[test]
fn maps_lead_back_to_the_bytes() {
    let (source, scalar) = only_scalar("t: >-\n    we  refill\n    gaps\n\n     more\n    end\n").unwrap();
    assert_eq!(scalar.text, "we  refill gaps\n\n more\nend");
    exact(&source, &scalar);
    let at = scalar.text.find("refill gaps").unwrap();
    let located = scalar.map(&source).locate(at..at + 11);
    let pieces: Vec<_> = located.spans.iter().map(|s| source.slice(*s)).collect();
    assert_eq!((pieces, located.exact), (vec!["refill", "gaps"], true));
    let (source, scalar) = only_scalar("t: \"caf\\u00e9 \\\n  au \\uD83D\\uDE00 lait\"\n").unwrap();
    assert_eq!(scalar.text, "café au \u{1F600} lait");
    exact(&source, &scalar);
}

#[test]
fn a_map_to_another_source_is_one_approximate_run() {
    let (_, scalar) = only_scalar("t: some text\n").unwrap();
    let map = scalar.map(&Source::new("b", "quite another file"));
    assert_eq!(map.len(), scalar.text.len());
    assert!(!map.locate(0..4).exact);
}

/// Pieces that scalars of a style are put together from.
fn body(style: Style) -> impl Strategy<Value = String> {
    let common = [
        "word",
        "é\u{1F600}",
        "x: y",
        " ",
        "  ",
        "\t",
        "-",
        "\n    ",
        "\n\n    ",
        "\n  \t\n    ",
        "\r\n    ",
        "\n",
    ];
    let own: &[&str] = match style {
        Style::Plain => &["a-b", "it's", "\\n", "#c"],
        Style::Single => &["''", "\"", "\\", " # c"],
        Style::Double => &[
            "\\n",
            "\\\"",
            "\\\\",
            "\\u00e9",
            "\\x41",
            "\\U0001F600",
            "\\uD83D\\uDE00",
            "\\\n    ",
            " \\\r\n\n   ",
            "\\ ",
            "\\t",
            "'",
            "\\/",
        ],
        Style::Literal | Style::Folded => {
            &["\n      ", "\n    \n    ", "\n     x\n    ", "\"", "\n      \n    ", "\n    \t", "# c"]
        }
    };
    let pieces: Vec<&str> = common.iter().chain(own).chain(own).copied().collect();
    prop::collection::vec(prop::sample::select(pieces), 0..12).prop_map(|pieces| pieces.concat())
}

/// The scalars of a file are as exact as those of one entry.
fn all_exact(source: &Source, root: Option<&Node>) {
    let mut stack: Vec<_> = root.into_iter().collect();
    while let Some(node) = stack.pop() {
        assert!(source.text().get(node.span.range()).is_some(), "{node:?}");
        match &node.value {
            Value::Scalar(scalar) => exact(source, scalar),
            Value::Null => {}
            Value::List(items) => stack.extend(items),
            Value::Map(entries) => stack.extend(entries.iter().map(|e| &e.value)),
        }
    }
}

const SYNTAX: [&str; 36] = [
    "a", "b: ", "- ", "\n", "\n  ", "\n    ", "\n- ", "\nc: ", "\"", "'", "[", "]", "{", "}", ",", ": ",
    "&x ", "*x", "!t ", "<<: ", "|", ">", "#", " #", "\t", "\0", "\u{feff}", "---\n", "...\n", "%", "? ",
    "\\", "\r", "\r\n", "é", "~",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn flow_scalars_align(
        plain in body(Style::Plain),
        single in body(Style::Single),
        double in body(Style::Double),
    ) {
        for text in [format!("k: w{plain}\n"), format!("k: '{single}'\n"), format!("k: \"{double}\"\n")] {
            if let Some((source, scalar)) = only_scalar(&text) {
                exact(&source, &scalar);
            }
        }
    }

    #[test]
    fn block_scalars_align(
        body in body(Style::Literal),
        header in prop::sample::select(vec!["|", "|-", "|+", ">", ">-", ">+", "|2", ">2-", "|4+ # c", ">4"]),
        first in prop::sample::select(vec!["\n    ", "\r\n    ", "\n\n    ", "\n  \n    "]),
        after in prop::sample::select(vec!["", "\n", "\n\n", "\n    \n"]),
    ) {
        if let Some((source, scalar)) = only_scalar(&format!("k: {header}{first}{body}{after}")) {
            exact(&source, &scalar);
            prop_assert!(source.slice(scalar.span).starts_with(['|', '>']));
        }
    }

    #[test]
    fn any_text_is_read_or_refused(
        pieces in prop::collection::vec(prop::sample::select(SYNTAX.to_vec()), 0..40)
    ) {
        let text = pieces.concat();
        let (source, tree) = tree(&text);
        prop_assert!(!text.contains('\0') || !tree.faults.is_empty(), "a NUL passed in silence: {text:?}");
        for fault in &tree.faults {
            prop_assert!(fault.place.whole().end() <= text.len(), "{fault:?} of {text:?}");
        }
        all_exact(&source, tree.root.as_ref());
    }
}

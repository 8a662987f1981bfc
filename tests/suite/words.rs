//! Sentences and denials, case by case: each line of a file in tests/words is a case.
use refrain::syntax::{mention, negation, words};

fn cases(name: &str) -> Vec<String> {
    let text = std::fs::read_to_string(format!("tests/words/{name}")).unwrap();
    let lines = text.lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
    lines.map(|l| l.replace("\\n", "\n").replace("\\u{FFFC}", "\u{FFFC}")).collect()
}

#[test]
fn sentences_end_where_a_reader_ends_them() {
    let mut wrong = vec![];
    for case in cases("sentences.txt") {
        let expected: Vec<&str> = case.split(" | ").collect();
        let expected: Vec<&str> = expected.iter().flat_map(|s| s.split("\n\n")).collect();
        let text = case.replace(" | ", " ");
        let tokens = words::tokens(&text);
        let found: Vec<&str> = words::sentences(&text, &tokens).into_iter().map(|r| &text[r]).collect();
        if found != expected {
            wrong.push(format!("expected {expected:?}\n   found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn hits_are_used_denied_or_only_spoken_of() {
    let mut wrong = vec![];
    for case in cases("denial.txt") {
        let (expected, marked) = case.split_once(' ').unwrap();
        let marked = marked.trim();
        let (start, end) = (marked.find('[').unwrap(), marked.find(']').unwrap() - 1);
        let text = marked.replace(['[', ']'], "");
        let (hit, tokens) = (start..end, words::tokens(&text));
        let sentences = words::sentences(&text, &tokens);
        let sentence = sentences.iter().find(|s| s.end >= end).unwrap();
        let negated = negation::negated(&text, words::tokens_in(&tokens, sentence), &hit);
        let mentioned = mention::mentioned(&text, &tokens, sentence, &hit);
        let found = match (negated, mentioned) {
            (true, true) => "both",
            (true, false) => "negated",
            (false, true) => "mentioned",
            (false, false) => "used",
        };
        if found != expected {
            wrong.push(format!("{expected}, found {found}: {marked}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

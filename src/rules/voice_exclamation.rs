//! voice/exclamation: more exclamation marks than the voice allows.

use super::{Check, CopyView, Rule};
use crate::analyze::{Measure, PassageFacts, house_limit};
use crate::finding::{Certainty, Finding, Severity};
use crate::syntax::words::{Kind, Token};

pub static RULE: Rule = Rule {
    id: "voice/exclamation",
    summary: "more exclamation marks than the voice allows",
    severity: Severity::Info,
    certainty: Certainty::Advisory,
    on: true,
    page: include_str!("voice_exclamation.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    let known = &view.facts.piece.attributes;
    let limit = house_limit(view.project, known, Measure::Exclamation).filter(|_| view.for_buyers());
    let Some(limit) = limit else { return vec![] };
    let voice = view.project.playbook.voice.first();
    let quotes = voice.is_some_and(|v| v.quotes_exempt == Some(false));
    let mut marks = vec![];
    for passage in view.facts.passages.iter().filter(|p| p.passage.part.is_body()) {
        for (at, token) in passage.tokens().iter().enumerate() {
            if exclaims(passage, at, token) && (quotes || !passage.in_quotation(&token.range())) {
                marks.push((passage, token.range()));
            }
        }
    }
    let most = limit.most as usize;
    let Some((passage, range)) = marks.get(most) else { return vec![] };
    let what = match (marks.len(), most) {
        (1, 0) => format!("an exclamation mark; {} allows none", limit.of),
        (count, 0) => format!("{count} exclamation marks; {} allows none", limit.of),
        (count, _) => format!("{count} exclamation marks; {} allows {most}", limit.of),
    };
    vec![
        view.finding(passage, range.clone(), what)
            .about("voice", "exclamation")
            .why("who raises their voice is thought to have little to say")
            .help("end with a full stop, and let the fact be loud")
            .related(limit.place, "the voice sets the number here"),
    ]
}

/// Whether the mark ends what is said; in `Yahoo! is` it is a part of a name, and behind a sign or at a line's head it is
/// none.
fn exclaims(passage: &PassageFacts, at: usize, token: &Token) -> bool {
    let text = passage.text();
    if token.kind != Kind::Punct || !token.is(text, '!') {
        return false;
    }
    let before = at.checked_sub(1).and_then(|b| passage.tokens().get(b));
    let behind_word = before.is_some_and(|b| {
        b.end() == token.start()
            && (matches!(b.kind, Kind::Word | Kind::Number | Kind::Opaque)
                || b.is(text, '!')
                || b.is(text, '?')
                || b.is(text, ')')
                || b.is_quote(text))
    });
    let after = text.get(token.end()..).unwrap_or("");
    let in_name = after.starts_with('=')
        || after.trim_start().starts_with(|c: char| c.is_lowercase())
        || after.starts_with(|c: char| c.is_alphanumeric());
    behind_word && !in_name
}

//! voice/placeholder: text that was meant to be filled in.

use super::{Check, CopyView, Rule};
use crate::finding::{Certainty, Finding, Severity};
use std::ops::Range;

use crate::analyze::{CueList, Exemption, PassageFacts};
use crate::syntax::words::{Token, among};

pub static RULE: Rule = Rule {
    id: "voice/placeholder",
    summary: "text that was meant to be filled in",
    severity: Severity::Error,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("voice_placeholder.md"),
    cues: FILLER,
    options: &[],
    rests_on: &[],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    let piece = view.facts.piece;
    let known = &piece.attributes;
    if !view.for_buyers() {
        return vec![];
    }
    let channel = known.channel.as_deref().and_then(|id| view.project.config.channel(id));
    let template = channel.is_some_and(|c| c.template);
    let mut findings = vec![];
    for passage in &view.facts.passages {
        let cues = passage.telling().filter(|h| {
            view.lexicon.entry(h.entry).is_some_and(|e| e.role.is_cue("placeholder"))
                && is_filler(passage, &h.range)
        });
        let mut ranges: Vec<Range<usize>> = cues.map(|h| h.range.clone()).collect();
        ranges.extend(unknown_numbers(passage));
        if !template {
            ranges.extend(brackets(passage.text()));
        }
        ranges.sort_by_key(|r| (r.start, r.end));
        ranges.dedup();
        for range in ranges {
            let said = passage.slice(&range);
            if passage.exemption(&range).is_some_and(|e| e != Exemption::Negated) {
                continue;
            }
            findings.push(
                view.finding(passage, range.clone(), format!("\"{said}\" was meant to be filled in"))
                    .about("placeholder", said.to_lowercase())
                    .why("a buyer who reads it knows that nobody read it before")
                    .help("fill it in, or mark the channel as `template: true` if somebody does so later"),
            );
        }
    }
    findings
}

/// Words that stand in for words to come.
static FILLER: &[CueList] = &[CueList {
    name: "placeholder",
    phrases: &[
        "lorem ipsum",
        "dolor sit amet",
        "tktk",
        "tk tk",
        "tbd",
        "tbc",
        "tba",
        "fixme",
        "todo",
        "insert text here",
        "insert testimonial here",
        "insert quote here",
        "insert image here",
        "insert picture here",
        "insert photo here",
        "insert screenshot here",
        "insert logo here",
        "insert link here",
        "insert name here",
        "insert customer here",
        "insert company here",
        "insert date here",
        "insert price here",
        "insert number here",
        "insert headline here",
        "insert copy here",
        "insert cta here",
        "add text here",
        "add quote here",
        "add image here",
        "quote to come",
        "copy to come",
        "image to come",
        "your text here",
        "your headline here",
        "your copy here",
        "placeholder text",
    ],
    inflect: false,
}];

/// `todo` is a Spanish word and `tbc` may be a name, so the short ones count in capital letters, or where they are all that
/// is said of something: `Delivery: tba`.
fn is_filler(passage: &PassageFacts, range: &Range<usize>) -> bool {
    let said = passage.slice(range);
    let lower = said.to_lowercase();
    if !matches!(&*lower, "todo" | "tbd" | "tbc" | "tba" | "fixme") {
        return true;
    }
    let (before, after) = passage.text().split_at_checked(range.start).unwrap_or_default();
    let behind = after.get(said.len()..).unwrap_or("");
    let answers = before.trim_end().ends_with(':') && behind.trim_matches(['.', ')', ' ', '\n']).is_empty();
    match &*lower {
        // A name of chemicals and of firms.
        "tba" => answers,
        "todo" | "fixme" => !said.chars().any(char::is_lowercase),
        _ => answers || !said.chars().any(char::is_lowercase),
    }
}

/// `XX %`, `$XX`, `XXX vans`, `in TK days`, `TK: quote`: a number or a text to come.
fn unknown_numbers(passage: &PassageFacts) -> Vec<Range<usize>> {
    let (text, tokens) = (passage.text(), passage.tokens());
    // Few passages hold any of these, and all are looked at.
    if !["XX", "xx", "NN", "TK"].iter().any(|two| text.contains(two)) {
        return vec![];
    }
    let is_x = |t: &Token| matches!(t.text(text), "XX" | "XXX" | "XXXX" | "xx" | "NN");
    let found = tokens.iter().enumerate().filter(|(_, t)| is_x(t)).filter_map(|(at, token)| {
        let next = tokens.get(at + 1).map(|t| t.text(text)).unwrap_or_default();
        let before = at.checked_sub(1).and_then(|b| tokens.get(b)).map(|t| t.text(text)).unwrap_or_default();
        let counts = matches!(next, "%" | "percent") || matches!(before, "$" | "€" | "£");
        let start =
            if matches!(before, "$" | "€" | "£") { token.start() - before.len() } else { token.start() };
        let end =
            if next == "%" { token.end() + text.get(token.end()..)?.find('%')? + 1 } else { token.end() };
        (counts || token.text(text).starts_with("XXX")).then_some(start..end)
    });
    // "To come", as editors write it: before what is counted, or before a colon at the beginning.
    let to_come = tokens.iter().enumerate().filter(|(_, t)| t.text(text) == "TK").filter(|(at, _)| {
        let next = tokens.get(at + 1).map(|t| t.text(text)).unwrap_or_default();
        let counted = "% percent days day hours hour minutes weeks months years customers people times";
        among(next, counted) || (*at == 0 && next == ":")
    });
    found.chain(to_come.map(|(_, t)| t.range())).collect()
}

/// `[CUSTOMER]`, `[Company name]`, `[X]`: a name to come.
fn brackets(text: &str) -> Vec<Range<usize>> {
    let mut found = vec![];
    let mut from = 0;
    while let Some(open) = text.get(from..).and_then(|t| t.find('[')).map(|n| n + from) {
        from = open + 1;
        let Some(close) = text.get(from..).and_then(|t| t.find([']', '['])).map(|n| n + from) else { break };
        let inner = text.get(from..close).unwrap_or("");
        if text.get(close..).is_some_and(|t| t.starts_with(']')) && to_fill_in(inner) {
            found.push(open..close + 1);
        }
    }
    found
}

fn to_fill_in(inner: &str) -> bool {
    let words = inner.split_whitespace().count();
    let letters = inner.chars().filter(|c| c.is_alphabetic()).count();
    if letters == 0 || words > 5 || inner.len() > 40 || inner.contains(['^', '=', '/']) {
        return false;
    }
    let shouted = !inner.chars().any(char::is_lowercase);
    let lower = inner.to_lowercase();
    let first = lower.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let named = matches!(
        first,
        "name"
            | "first"
            | "last"
            | "company"
            | "customer"
            | "client"
            | "date"
            | "amount"
            | "insert"
            | "your"
            | "city"
            | "number"
            | "product"
            | "prospect"
            | "title"
            | "link"
            | "placeholder"
            | "rep"
            | "sender"
    );
    // `[Tutor name]`, `[quote here]`: what is to come stands last.
    let last = lower.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let kind = words > 1
        && matches!(
            last,
            "name" | "date" | "logo" | "here" | "number" | "amount" | "email" | "phone" | "price" | "title"
        );
    shouted || named || kind
}

//! Where sentences end. A colon ends none; a blank line always does.

use std::ops::Range;

use super::{Kind, Lower, Token, WordList, is_apostrophe, is_double_quote};

/// The sentences of a text, in order: each from its first token to its last, so white space lies between them.
pub fn sentences(text: &str, tokens: &[Token]) -> Vec<Range<usize>> {
    let mut found = vec![];
    let mut first = 0;
    let mut at = 0;
    while at < tokens.len() {
        let mut last = at;
        let ends = if is_terminator(text, tokens[at]) {
            last = closers_end(text, tokens, at);
            ends_at(text, tokens, first, at, last)
        } else {
            dotted(text, tokens, at) && followed_by_starter(text, tokens, at)
        };
        if ends || blank_line(text, tokens, last) || last + 1 == tokens.len() {
            found.push(tokens[first].start()..tokens[last].end());
            first = last + 1;
        }
        at = last + 1;
    }
    found
}

fn is_terminator(text: &str, token: Token) -> bool {
    token.kind == Kind::Punct && matches!(token.text(text), "." | "!" | "?" | "…")
}

/// The last of the marks that belong to an ending: `?!`, `...`, closing quotes and brackets.
fn closers_end(text: &str, tokens: &[Token], mut at: usize) -> usize {
    while let Some(next) = tokens.get(at + 1)
        && next.start() == tokens[at].end()
        && next.kind == Kind::Punct
        && (is_terminator(text, *next) || is_closer(text, *next))
    {
        at += 1;
    }
    at
}

fn is_closer(text: &str, token: Token) -> bool {
    token
        .text(text)
        .chars()
        .all(|c| matches!(c, ')' | ']' | '}' | '*') || is_apostrophe(c) || is_double_quote(c))
}

fn blank_line(text: &str, tokens: &[Token], last: usize) -> bool {
    let Some(next) = tokens.get(last + 1) else { return false };
    let gap = text.get(tokens[last].end()..next.start()).unwrap_or("");
    gap.len() > 1 && gap.bytes().filter(|b| *b == b'\n').count() > 1
}

/// Whether the marks from `mark` to `last` end the sentence that began at token `first`.
fn ends_at(text: &str, tokens: &[Token], first: usize, mark: usize, last: usize) -> bool {
    let Some(next) = tokens.get(last + 1) else { return true };
    if next.start() == tokens[last].end() {
        return false;
    }
    let Some(before) = mark.checked_sub(1).filter(|b| *b >= first).map(|b| tokens[b]) else {
        // Marks alone: an ellipsis before the first word, or the answer `...`
        return false;
    };
    let lower_next = next.text(text).chars().next().is_some_and(char::is_lowercase)
        && !next.text(text).chars().any(char::is_uppercase);
    let marks = text.get(tokens[mark].start()..tokens[last].end()).unwrap_or("");
    let quoted = tokens[last].is_quote(text) || tokens[last].is(text, ')');
    if marks.starts_with('…') || marks.starts_with("...") {
        return !lower_next;
    }
    if !marks.starts_with('.') {
        // `Yahoo! is`, `“Really?” she asked`
        return !(lower_next && (quoted || before.is_capitalised(text)));
    }
    if before.kind == Kind::Number && mark == first + 1 {
        return false;
    }
    if before.end() != tokens[mark].start() || before.kind != Kind::Word {
        return !lower_next || !quoted;
    }
    let word = before.lower(text);
    let letters = before.text(text).chars().count();
    if letters == 1 && before.is_capitalised(text) && &*word != "i" {
        return mark != first + 1 && followed_by_starter(text, tokens, last);
    }
    if letters == 1 && mark == first + 1 {
        return false;
    }
    match abbreviation(&word) {
        Abbreviation::Leads => false,
        Abbreviation::Numbers => next.kind != Kind::Number,
        Abbreviation::Trails => followed_by_starter(text, tokens, last),
        Abbreviation::None => !lower_next || (letters >= 5 && !quoted),
    }
}

enum Abbreviation {
    /// What follows belongs to it: `Dr. Weber`, `vs. Routely`
    Leads,
    /// A number that follows belongs to it: `No. 5`
    Numbers,
    /// It may close a sentence: `Inc.`, `etc.`
    Trails,
    None,
}

fn abbreviation(word: &str) -> Abbreviation {
    match word {
        "dr" | "mr" | "mrs" | "ms" | "mx" | "prof" | "st" | "vs" | "cf" | "approx" | "ca" | "sen" | "rep"
        | "gen" | "hon" | "rev" | "messrs" | "capt" | "lt" | "col" | "sgt" | "viz" | "esp" | "incl"
        | "excl" | "resp" | "mt" | "ft" => Abbreviation::Leads,
        "no" | "nos" | "fig" | "figs" | "sec" | "art" | "ch" | "vol" | "pp" | "p" | "eq" | "ver" | "v"
        | "tel" | "ext" | "jan" | "feb" | "mar" | "apr" | "jun" | "jul" | "aug" | "sep" | "sept" | "oct"
        | "nov" | "dec" => Abbreviation::Numbers,
        "inc" | "ltd" | "corp" | "co" | "llc" | "plc" | "gmbh" | "bros" | "etc" | "jr" | "sr" | "est"
        | "al" | "min" | "max" | "avg" | "hrs" | "hr" | "mins" | "secs" | "yrs" | "yr" | "wk" | "wks"
        | "mo" | "mos" | "dept" | "govt" | "univ" | "assn" | "intl" | "mfg" | "ave" | "blvd" | "rd"
        | "sq" | "lb" | "lbs" | "oz" | "qty" | "tbd" => Abbreviation::Trails,
        _ => Abbreviation::None,
    }
}

/// A dotted acronym swallowed its full stop: `in the U.S. We ...`
fn dotted(text: &str, tokens: &[Token], at: usize) -> bool {
    let token = tokens[at];
    token.kind == Kind::Word
        && token.text(text).ends_with('.')
        && !matches!(&*token.lower(text), "e.g." | "i.e.")
}

/// Whether the next word is one that sentences begin with, capitalised; names that follow an initial are not.
fn followed_by_starter(text: &str, tokens: &[Token], last: usize) -> bool {
    let Some(next) = tokens.get(last + 1) else { return true };
    if next.is_quote(text) {
        return tokens.get(last + 2).is_some_and(|t| t.is_capitalised(text));
    }
    next.is_capitalised(text) && is_starter(&next.lower(text))
}

fn is_starter(word: &Lower) -> bool {
    let word = word.split('\'').next().unwrap_or("");
    STARTERS.has(word)
}

static STARTERS: WordList = WordList::of(
    "a after all also always an and are as ask at because before book both but by call can customers did \
do does don each even every everyone fewer for from get he her here his how however i if in instead \
is it its less let many more most my never no nobody not nothing now on once one only or our read \
see she since so some start teams that the their then there these they this those three to today try \
two we what when where which while who why with without yet you your",
);

//! Whether a hit is a word spoken of rather than used: `never say "synergy"`, `the regulator calls it an outage`, a list of
//! banned words. Only what says so itself counts; what stands over it (a heading, a header) is looked at elsewhere.

use std::ops::Range;

use super::negation::{around, follows};
use super::words::{Kind, Lower, Token, WordList, among, tokens_in};

/// How many bytes of a line are looked at on either side of a hit.
const LINE: usize = 2_000;
/// Whether a hit is a word spoken of rather than used: `do not say X`, `avoid the word X`, `"X" is banned`, `X → Y`,
/// or a line that opens with `Bad:`, `Don't:`, `❌` and the like. `tokens` are those of the passage, `sentence` is the
/// hit's sentence.
pub fn mentioned(text: &str, tokens: &[Token], sentence: &Range<usize>, hit: &Range<usize>) -> bool {
    let line = line_of(text, hit);
    let line = tokens_in(tokens, &line);
    let sentence = around(tokens_in(tokens, sentence), hit);
    labelled(text, line, hit)
        || told_not_to(text, sentence, hit)
        || quoted_word(text, sentence, hit)
        || replaced(text, line, hit)
        || called_by_others(text, sentence, hit)
        || asked_about(text, sentence, hit)
        || taken_back(text, sentence, hit)
}

/// The words of some tokens, in lower case.
fn words_of(text: &str, tokens: &[Token]) -> Vec<Lower> {
    tokens.iter().filter(|t| t.kind == Kind::Word).map(|t| t.lower(text)).collect()
}

/// Words by which somebody gives a thing a name.
static CALLS: WordList =
    WordList::of("calls labels dubs call label dub say says write writes called labelled labeled so-called");
/// How many words lie between such a word and the name at most.
const REACH: usize = 6;

/// `The regulator calls it X`, `some say X`, `if we ever call this X`, `what was called X`: somebody else's word for it.
fn called_by_others(text: &str, sentence: &[Token], hit: &Range<usize>) -> bool {
    let before = sentence.partition_point(|t| t.end() <= hit.start);
    let clause = sentence.get(..before).unwrap_or_default();
    let open =
        clause.iter().rposition(|t| matches!(t.text(text), ";" | ":" | "(" | ")")).map_or(0, |at| at + 1);
    let clause = clause.get(open..).unwrap_or_default();
    let last = clause.iter().rev().filter(|t| t.kind == Kind::Word).take(REACH);
    // Asked of each hit, so the rest is read only where such a word stands.
    let Some(back) = last.map(|t| t.lower(text)).position(|word| CALLS.has(&word)) else { return false };
    let words = words_of(text, clause);
    let at = words.len() - 1 - back;
    let (verb, subject) = (&*words[at], words.get(at.saturating_sub(4)..at).unwrap_or_default());
    let near = words.len() - at <= 3;
    // Of a call by phone nothing follows that is called so.
    let object = words.len() - at == 1
        || words
            .get(at + 1)
            .is_some_and(|w| among(w, "it this that them these those such our your my an a the"));
    let ours = subject.iter().any(|w| among(w, "we i our us nobody"));
    let supposed = words.get(..at).unwrap_or_default().iter().any(|w| among(w, "if whenever whoever ever"));
    match verb {
        "so-called" => words.len() - at <= 2,
        "calls" | "labels" | "dubs" => !ours && object,
        "says" | "writes" => near && !ours && !subject.is_empty(),
        "called" | "labelled" | "labeled" => {
            near && subject.iter().any(|w| among(w, "was were once formerly then previously"))
        }
        _ => {
            let others = subject
                .iter()
                .any(|w| among(w, "some others colleagues competitors rivals vendors suppliers"));
            (others && !ours && object) || (supposed && if among(verb, "say write") { near } else { object })
        }
    }
}

/// `What is X?`, `What does X mean?`, `the difference between X and Y`, or a hit that is all of a question.
fn asked_about(text: &str, sentence: &[Token], hit: &Range<usize>) -> bool {
    let before = sentence.partition_point(|t| t.end() <= hit.start);
    let after = sentence.partition_point(|t| t.start() < hit.end);
    let lead = sentence.get(before.saturating_sub(12)..before).unwrap_or_default();
    let rest = sentence.get(after..).unwrap_or_default();
    let asks = rest.iter().any(|t| t.is(text, '?'));
    if !asks && !lead.iter().any(|t| t.text(text).eq_ignore_ascii_case("between")) {
        return false;
    }
    let lead = words_of(text, lead);
    let between = lead.iter().rposition(|w| &**w == "between");
    if between.is_some_and(|at| at > 0 && among(&lead[at - 1], "difference differences")) {
        return true;
    }
    if !asks {
        return false;
    }
    let tail = words_of(text, rest);
    let ends = tail.is_empty() || matches!(tail.as_slice(), [w] if among(w, "mean stand called"));
    let plain: Vec<&str> = lead.iter().map(|w| &**w).filter(|w| !matches!(*w, "a" | "an" | "the")).collect();
    ends && (plain.is_empty()
        || matches!(
            plain.as_slice(),
            ["what", "is" | "are" | "was" | "were" | "does" | "do"] | ["what's"] | ["what", "happened", "to"]
        ))
}

/// `X, Y, Z: you will not read this in our job ads`.
fn taken_back(text: &str, sentence: &[Token], hit: &Range<usize>) -> bool {
    let after = sentence.partition_point(|t| t.start() < hit.end);
    let rest = sentence.get(after..).unwrap_or_default();
    let Some(turn) = rest.iter().position(|t| t.is(text, ':') || t.is_dash(text)) else { return false };
    let verdict = words_of(text, rest.get(turn + 1..).unwrap_or_default());
    let verdict = verdict.get(..verdict.len().min(10)).unwrap_or_default();
    let denied = verdict.iter().position(|w| among(w, "not never nobody cannot") || w.ends_with("n't"));
    denied.is_some_and(|at| {
        verdict.get(at..).unwrap_or_default().windows(2).any(|w| {
            among(&w[0], "read find hear see say write use")
                && among(&w[1], "this these that those them it such any here")
        })
    })
}

/// The line of a hit. A line is looked at no further than [`LINE`] bytes on either side, so that many hits in one
/// endless line cost no more than as many short lines.
fn line_of(text: &str, hit: &Range<usize>) -> Range<usize> {
    let bytes = text.as_bytes();
    let (from, to) = (hit.start.saturating_sub(LINE), (hit.end + LINE).min(bytes.len()));
    let before = bytes.get(from..hit.start).unwrap_or_default();
    let behind = bytes.get(hit.end..to).unwrap_or_default();
    let start = before.iter().rposition(|b| *b == b'\n').map_or(from, |n| from + n + 1);
    let end = behind.iter().position(|b| *b == b'\n').map_or(to, |n| hit.end + n);
    start..end
}

/// A line that opens with a mark of the wrong: `❌`, `Bad:`, `Not this:`, `Don't say:`.
fn labelled(text: &str, line: &[Token], hit: &Range<usize>) -> bool {
    let before = line.partition_point(|t| t.end() <= hit.start);
    let lead = line.get(..before.min(16)).unwrap_or_default();
    let lead = match lead
        .iter()
        .position(|t| !matches!(t.text(text), "*" | "-" | "•" | "_" | "[" | "(" | ">" | "–"))
    {
        Some(first) => lead.get(first..).unwrap_or_default(),
        None => return false,
    };
    let Some(first) = lead.first() else { return false };
    if first.text(text).starts_with(['✗', '✘', '❌', '🚫', '⛔', '✖', '☒', '👎', '❎']) {
        return true;
    }
    let colon = lead.iter().position(|t| matches!(t.text(text), ":" | "]" | ")"));
    let Some(colon) = colon.filter(|_| !labelled_good(text, line, hit)) else { return false };
    let label = lead.get(..colon).unwrap_or_default();
    let bans = |w: &str| matches!(w, "avoid" | "banned" | "not" | "never" | "forbidden" | "don't");
    match &*first.lower(text) {
        // `Banned from our decks since 2024: ...`
        "banned" | "forbidden" | "prohibited" | "disallowed" | "off-limits" => true,
        _ if colon > 10 => false,
        "words" | "phrases" | "terms" | "language" => label.iter().any(|t| bans(&t.lower(text))),
        _ if colon > 6 => false,
        "bad" | "wrong" | "don't" | "dont" | "don'ts" | "not" | "avoid" | "incorrect" | "weak" | "never"
        | "off-brand" | "poor" | "no" | "instead" | "do" | "anti-pattern" | "blocklist" | "retired" => {
            // `Don't wait: ...` is no label.
            label.iter().skip(1).all(|t| t.kind != Kind::Word || is_label_word(&t.lower(text)))
                && (&*first.lower(text) != "do" || follows(text, label, 1, "not"))
        }
        "what" => label.iter().any(|t| bans(&t.lower(text))),
        _ => false,
    }
}

fn is_label_word(word: &str) -> bool {
    among(
        word,
        "say write use do call this these that like the of not it saying writing using words \
phrases terms word phrase term example examples version copy wording language \
following recommended preferred and or claims names name style brand headline list",
    )
}

/// `Bad: ... Good: ...` on one line: what stands behind the second label is good.
fn labelled_good(text: &str, line: &[Token], hit: &Range<usize>) -> bool {
    line.windows(2).take_while(|w| w[1].end() <= hit.start).any(|w| {
        w[1].is(text, ':')
            && matches!(
                &*w[0].lower(text),
                "good" | "better" | "right" | "yes" | "say" | "best" | "correct" | "now"
            )
    })
}

/// `never write X`, `avoid the word X`, `instead of saying X`, `we do not use terms such as X`.
fn told_not_to(text: &str, sentence: &[Token], hit: &Range<usize>) -> bool {
    let end = sentence.partition_point(|t| t.end() <= hit.start);
    let (mut saying, mut words) = (None, 0);
    for at in (0..end).rev() {
        let token = sentence[at];
        let stops = matches!(token.text(text), ";" | "." | "!" | "?");
        if stops || (token.is(text, ':') && saying.is_some()) {
            return false;
        }
        if token.kind != Kind::Word {
            continue;
        }
        words += 1;
        let word = token.lower(text);
        if &*word == "but" && saying.is_none() {
            return false;
        }
        if saying.is_none() && words <= 12 && (SAYING.has(&word) || NAMING.has(&word)) {
            saying = Some(words);
        }
        let Some(said) = saying else {
            if words > 12 {
                return false;
            }
            continue;
        };
        if words > said + 5 {
            return false;
        }
        let only = sentence.get(at + 1).is_some_and(|t| matches!(&*t.lower(text), "only" | "just"));
        let aside = follows(text, sentence, at + 1, "to") && follows(text, sentence, at + 2, "mention");
        let bans = among(
            &word,
            "not never avoid avoiding cannot stop ban banned bans ditch drop forbidden retire \
retired without strike delete no",
        ) || (&*word == "of" && at > 0 && &*sentence[at - 1].lower(text) == "instead")
            || (&*word == "than" && at > 0 && &*sentence[at - 1].lower(text) == "rather")
            || word.ends_with("n't");
        if bans && !only && !aside {
            return true;
        }
    }
    false
}

/// Words of saying.
static SAYING: WordList = WordList::of(
    "say saying says write writing use using call calling describe describing refer referring mention \
mentioning claim claiming said used called write:",
);
/// Words for words.
static NAMING: WordList = WordList::of(
    "word words phrase phrases term terms wording jargon buzzword buzzwords adjectives expression expressions",
);

/// A hit alone in quotation marks behind a word of saying, or in a sentence that bans it.
fn quoted_word(text: &str, sentence: &[Token], hit: &Range<usize>) -> bool {
    let before = sentence.partition_point(|t| t.end() <= hit.start);
    let after = sentence.partition_point(|t| t.start() < hit.end);
    let quote = |i: Option<usize>| i.and_then(|i| sentence.get(i)).is_some_and(|t| t.is_quote(text));
    let stop = sentence.get(after).is_some_and(|t| matches!(t.text(text), "," | "." | "!"));
    if !quote(before.checked_sub(1)) || !(quote(Some(after)) || (stop && quote(Some(after + 1)))) {
        return false;
    }
    let lead = sentence.get(before.saturating_sub(4)..before.saturating_sub(1)).unwrap_or_default();
    let names = lead.iter().any(|t| {
        let word = t.lower(text);
        NAMING.has(&word)
            || among(
                &word,
                "say says said write writes wrote call calls called use saying writing calling using instead rather \
read reads name names named label labelled labeled bears marked titled spelled spelt means dubbed",
            )
    });
    names
        || sentence.iter().any(|t| {
            among(
                &t.lower(text),
                "banned forbidden prohibited off-limits disallowed ban jargon buzzword \
meaningless",
            )
        })
}

/// `X → Y`: a list of replacements.
fn replaced(text: &str, line: &[Token], hit: &Range<usize>) -> bool {
    let after = line.partition_point(|t| t.start() < hit.end);
    let behind = line.get(after..(after + 4).min(line.len())).unwrap_or_default();
    for (i, token) in behind.iter().enumerate() {
        match token.text(text) {
            "→" | "⇒" | "➔" | "➜" | "⟶" => return true,
            "-" | "=" if behind.get(i + 1).is_some_and(|n| n.is(text, '>') && n.start() == token.end()) => {
                return true;
            }
            _ if token.is_quote(text) => {}
            "," | "*" | ")" => {}
            _ => return false,
        }
    }
    false
}

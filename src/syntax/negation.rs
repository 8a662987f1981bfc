//! Whether a hit is denied (`not certified`) or only spoken of (`never say "synergy"`): neither is a use.

use std::ops::Range;

use super::words::{Kind, Token, among, tokens_in};

/// How many words back a negation reaches.
const REACH: usize = 8;
/// How many words back `no`, `stop` and `avoid` reach: they deny what follows closely.
const NEAR: usize = 4;
/// How many bytes of a line are looked at on either side of a hit.
const LINE: usize = 2_000;
/// How many tokens of a sentence are looked at on either side of a hit.
const AROUND: usize = 60;

/// Whether a hit is denied. Before it in its clause stands `not`, `n't`, `never`, `no`, `without`, `instead of`, `avoid`
/// or their kin; `not only` denies nothing, and neither does `not without`. Or right behind it stands who does not do it:
/// `a guarantee we do not give`, `best-in-class it is not`, `guarantees are not what we sell`. `tokens` are those of the
/// hit's sentence.
pub fn negated(text: &str, tokens: &[Token], hit: &Range<usize>) -> bool {
    let tokens = around(tokens, hit);
    denied_before(text, tokens, hit) || denied_behind(text, tokens, hit)
}

fn denied_before(text: &str, tokens: &[Token], hit: &Range<usize>) -> bool {
    let end = tokens.partition_point(|t| t.end() <= hit.start);
    let (mut words, mut open_list) = (0, false);
    let mut at = end;
    while at > 0 && words < REACH {
        at -= 1;
        let token = tokens[at];
        let word = token.lower(text);
        match token.kind {
            Kind::Punct => match token.text(text) {
                "," if !open_list => return false,
                ";" | ":" | "." | "!" | "?" | "(" | ")" | "…" => return false,
                _ if token.is_dash(text) => return false,
                _ => {}
            },
            Kind::Word => {
                words += 1;
                match &*word {
                    "but" | "although" | "though" | "however" | "yet" | "because" | "until" => return false,
                    "or" | "nor" => open_list = true,
                    _ => {}
                }
                if denies(text, tokens, at, if open_list { 1 } else { words }) {
                    return !cancelled(text, tokens, at);
                }
            }
            _ => words += 1,
        }
    }
    false
}

/// How many words behind a hit its denial begins at the latest: `a guarantee of savings that we never give`.
const BEHIND: usize = 3;

/// Whether what follows a hit denies it.
fn denied_behind(text: &str, tokens: &[Token], hit: &Range<usize>) -> bool {
    let from = tokens.partition_point(|t| t.start() < hit.end);
    let behind = tokens.get(from..).unwrap_or_default();
    // A denial by `is not` stands right behind the hit; one by who does not do it may stand behind what belongs to it.
    let near = behind.iter().take(BEHIND + 1).take_while(|t| t.kind == Kind::Word).count();
    is_denied(text, behind)
        || (0..=near.min(BEHIND)).any(|at| is_not_done(text, behind.get(at..).unwrap_or_default()))
}

fn word_at(text: &str, tokens: &[Token], at: usize) -> super::words::Lower {
    super::words::Lower::of(tokens.get(at).filter(|t| t.kind == Kind::Word).map_or("", |t| t.text(text)))
}

/// Where an auxiliary is denied: how many words `is not`, `isn't`, `can never` take.
fn denied_auxiliary(text: &str, tokens: &[Token], at: usize, verbs: &str) -> Option<usize> {
    let word = word_at(text, tokens, at);
    let bare = word.strip_suffix("n't").unwrap_or(&word);
    let bare = match bare {
        "wo" => "will",
        "ca" => "can",
        known => known,
    };
    if &*word == "cannot" && among("can", verbs) {
        return Some(1);
    }
    if !among(bare, verbs) {
        return None;
    }
    let not = |at: usize| matches!(&*word_at(text, tokens, at), "not" | "never");
    let emphasis = |at: usize| matches!(&*word_at(text, tokens, at), "only" | "just" | "merely" | "simply");
    match (bare.len() < word.len(), not(at + 1)) {
        (true, _) if !emphasis(at + 1) => Some(1),
        (false, true) if !emphasis(at + 2) => Some(2),
        _ => None,
    }
}

/// `... we do not give`, `... that nobody can promise`, `... it is not`.
fn is_not_done(text: &str, tokens: &[Token]) -> bool {
    let that = usize::from(matches!(&*word_at(text, tokens, 0), "that" | "which"));
    let subject = word_at(text, tokens, that);
    let at = that + 1;
    let done = |at: usize| among(&word_at(text, tokens, at), DOINGS);
    if matches!(&*subject, "nobody")
        || (&*subject == "no" && matches!(&*word_at(text, tokens, at), "one" | "vendor"))
    {
        let at = at + usize::from(&*subject == "no");
        let may = usize::from(among(&word_at(text, tokens, at), "can could will would should may does ever"));
        return done(at + may);
    }
    if !matches!(&*subject, "we" | "i" | "you" | "they" | "it" | "he" | "she" | "this" | "that") {
        return false;
    }
    if let Some(len) =
        denied_auxiliary(text, tokens, at, "do does did can could will would shall should have has")
    {
        return done(at + len);
    }
    if &*word_at(text, tokens, at) == "never" {
        return done(at + 1);
    }
    // `best-in-class it is not.`
    that == 0
        && denied_auxiliary(text, tokens, at, "is are was were am").is_some_and(|len| {
            tokens.get(at + len).is_none_or(|t| t.kind == Kind::Punct && !t.is_quote(text))
        })
}

/// What is done to a promise, a label, a thing on offer.
const DOINGS: &str = "give gives gave given make makes made offer offers offered promise promises promised claim claims \
claimed use uses used say says said write writes provide provides provided sell sells sold want wants wanted need needs \
make keep honour honor believe call accept support do";

/// `guarantees are not what we sell`, `a guarantee is not part of it`.
fn is_denied(text: &str, tokens: &[Token]) -> bool {
    denied_auxiliary(text, tokens, 0, "is are was were").is_some_and(|len| {
        let next = word_at(text, tokens, len);
        among(&next, "what something part included given offered promised possible intended ours")
            || (among(&next, "our a")
                && among(&word_at(text, tokens, len + 1), "word words thing style business promise claim"))
    })
}

/// Whether the word at `at`, `distance` words before the hit, denies what follows it.
fn denies(text: &str, tokens: &[Token], at: usize, distance: usize) -> bool {
    let word = tokens[at].lower(text);
    let next = tokens.get(at + 1).map(|t| t.lower(text));
    let next = next.as_deref().unwrap_or("");
    let before = at.checked_sub(1).and_then(|b| tokens.get(b)).map(|t| t.lower(text));
    let before = before.as_deref().unwrap_or("");
    let emphasis = matches!(next, "only" | "just" | "merely" | "simply" | "solely");
    match &*word {
        "not" if next == "to" => !follows(text, tokens, at + 2, "mention"),
        "not" => !emphasis && !matches!(before, "if" | "why"),
        // `Nobody else offers it` praises.
        "nobody" | "none" => next != "else",
        "never" | "cannot" | "neither" | "nor" | "without" => !emphasis,
        "no" => {
            distance <= NEAR
                && !(next == "one" && follows(text, tokens, at + 2, "else"))
                && !matches!(
                    next,
                    "doubt" | "matter" | "wonder" | "question" | "less" | "fewer" | "more" | "later"
                )
        }
        "longer" => before == "no",
        "than" => before == "rather",
        "of" => matches!(before, "instead" | "free" | "rid" | "lieu"),
        "from" => matches!(before, "far" | "free" | "away"),
        "avoid" | "avoids" | "avoiding" | "avoided" | "stop" | "stops" | "stopped" | "stopping" | "ditch"
        | "skip" | "forget" | "lack" | "lacks" | "lacking" | "drop" | "dropped" => {
            distance <= NEAR && !(word.starts_with("stop") && before == "non")
        }
        w => w.ends_with("n't") && !emphasis,
    }
}

/// `not without`, `can't plan without`, `never no`: a negation denied by one shortly before it.
fn cancelled(text: &str, tokens: &[Token], at: usize) -> bool {
    let word = tokens[at].lower(text);
    if matches!(&*word, "longer" | "than" | "of" | "from" | "never") {
        return false;
    }
    let reach = if &*word == "without" { 3 } else { 1 };
    let before = tokens.get(at.saturating_sub(reach)..at).unwrap_or_default();
    before.iter().rev().take_while(|t| t.kind == Kind::Word).any(|t| {
        let word = t.lower(text);
        matches!(&*word, "not" | "never" | "cannot" | "nobody") || word.ends_with("n't")
    })
}

fn follows(text: &str, tokens: &[Token], at: usize, word: &str) -> bool {
    tokens.get(at).is_some_and(|t| &*t.lower(text) == word)
}

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

/// The tokens around a hit that are looked at, of those of its sentence.
fn around<'t>(sentence: &'t [Token], hit: &Range<usize>) -> &'t [Token] {
    let at = sentence.partition_point(|t| t.start() < hit.start);
    sentence.get(at.saturating_sub(AROUND)..(at + AROUND).min(sentence.len())).unwrap_or_default()
}

/// A line that opens with a mark of the wrong: `❌`, `Bad:`, `Not this:`, `Don't say:`.
fn labelled(text: &str, line: &[Token], hit: &Range<usize>) -> bool {
    let before = line.partition_point(|t| t.end() <= hit.start);
    let lead = line.get(..before.min(8)).unwrap_or_default();
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
    let Some(colon) = colon.filter(|c| *c <= 6 && !labelled_good(text, line, hit)) else { return false };
    let label = lead.get(..colon).unwrap_or_default();
    let bans = |w: &str| matches!(w, "avoid" | "banned" | "not" | "never" | "forbidden" | "don't");
    match &*first.lower(text) {
        "bad" | "wrong" | "don't" | "dont" | "don'ts" | "not" | "avoid" | "incorrect" | "weak" | "banned"
        | "forbidden" | "never" | "prohibited" | "off-brand" | "poor" | "no" | "instead" | "do"
        | "disallowed" | "anti-pattern" | "blocklist" | "retired" => {
            // `Don't wait: ...` is no label.
            label.iter().skip(1).all(|t| t.kind != Kind::Word || is_label_word(&t.lower(text)))
                && (&*first.lower(text) != "do" || follows(text, label, 1, "not"))
        }
        "words" | "phrases" | "terms" | "language" | "what" => label.iter().any(|t| bans(&t.lower(text))),
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
        if saying.is_none() && words <= 12 && (is_saying(&word) || is_naming(&word)) {
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

fn is_saying(word: &str) -> bool {
    among(
        word,
        "say saying says write writing use using call calling describe describing refer \
referring mention mentioning claim claiming said used called write:",
    )
}

fn is_naming(word: &str) -> bool {
    among(
        word,
        "word words phrase phrases term terms wording jargon buzzword buzzwords adjectives \
expression expressions",
    )
}

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
        is_naming(&word) || among(&word, "say write call use saying writing calling using instead rather")
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

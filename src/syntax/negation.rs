//! Whether a hit is denied: `not certified`, `a guarantee we do not give`.

use std::ops::Range;

use super::words::{Kind, Token, WordList, among};

/// How many words back a negation reaches.
const REACH: usize = 8;
/// How many words back `no`, `stop` and `avoid` reach: they deny what follows closely.
const NEAR: usize = 4;
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
    let done = |at: usize| DOINGS.has(&word_at(text, tokens, at));
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
static DOINGS: WordList = WordList::of(
    "give gives gave given make makes made offer offers offered promise promises promised claim claims \
claimed use uses used say says said write writes provide provides provided sell sells sold want wants wanted need needs \
make keep honour honor believe call accept support do",
);

/// `guarantees are not what we sell`, `a guarantee is not part of it`.
fn is_denied(text: &str, tokens: &[Token]) -> bool {
    // `does not exist`, `is a myth`
    if denied_auxiliary(text, tokens, 0, "do does did")
        .is_some_and(|len| among(&word_at(text, tokens, len), "exist happen"))
    {
        return true;
    }
    if among(&word_at(text, tokens, 0), "is are was were")
        && among(&word_at(text, tokens, 1), "a an just only pure")
        && among(&word_at(text, tokens, 2), "myth fairy fiction illusion lie fantasy dream legend")
    {
        return true;
    }
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
        // `Nothing about it is revolutionary`; `nothing beats X` praises.
        "nothing" => matches!(next, "about" | "in" | "here" | "of" | "on"),
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

pub(super) fn follows(text: &str, tokens: &[Token], at: usize, word: &str) -> bool {
    tokens.get(at).is_some_and(|t| &*t.lower(text) == word)
}

/// The tokens around a hit that are looked at, of those of its sentence.
pub(super) fn around<'t>(sentence: &'t [Token], hit: &Range<usize>) -> &'t [Token] {
    let at = sentence.partition_point(|t| t.start() < hit.start);
    sentence.get(at.saturating_sub(AROUND)..(at + AROUND).min(sentence.len())).unwrap_or_default()
}

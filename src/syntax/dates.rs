//! Sentences that date themselves. What was true in 2024 is not wrong because it is no longer so.

use std::ops::Range;

use super::words::{Kind, Lower, Token, among, tokens_in};

/// How a sentence says that it speaks of the past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dating {
    /// It names the time: `as of early 2025`, `in March 2024`, `Q3 2025`.
    Named,
    /// It points back: `last year`, `two years ago`, `at the time`.
    Relative,
    /// It only tells in the past tense: `We were a team of five.` The weakest of the three.
    Tense,
}

/// A sentence that dates itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// The year, 1900 to 2100.
    pub year: i16,
    /// The month, 1 to 12; of a quarter or a half, its last.
    pub month: Option<u8>,
}

/// A sentence that dates itself, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// The sentence.
    pub range: Range<usize>,
    /// The words that date it; of a tense, its verb.
    pub cue: Range<usize>,
    /// How it does so.
    pub how: Dating,
    /// The time it names, the latest of several. It may lie in the future: `by June 2030`.
    pub when: Option<When>,
}

/// The sentences that date themselves, in order. `Since 2019` and `founded in 2019` date nothing: what they tell of
/// goes on.
pub fn dated_sentences(text: &str, tokens: &[Token], sentences: &[Range<usize>]) -> Vec<Dated> {
    let dated = sentences.iter().filter_map(|s| dated(text, tokens_in(tokens, s), s));
    dated.collect()
}

fn dated(text: &str, tokens: &[Token], sentence: &Range<usize>) -> Option<Dated> {
    let of = |how, cue: Range<usize>, when| Dated { range: sentence.clone(), cue, how, when };
    if let Some((when, cue)) = named(text, tokens) {
        return Some(of(Dating::Named, cue, Some(when)));
    }
    let mut tense = Tense::default();
    let mut before: Option<(Token, Lower)> = None;
    let mut at_the: Option<Token> = None;
    for token in tokens.iter().filter(|t| t.kind == Kind::Word) {
        let word = token.lower(text);
        if let Some((first, lead)) = before {
            // `at the time`, but not `at the time of booking`
            let then = at_the
                .filter(|_| &*word == "time" && !text.get(token.end()..).unwrap_or("").starts_with(" of"));
            if then.is_some() || points_back(&lead, &word) {
                let cue = then.unwrap_or(first).start()..token.end();
                return Some(of(Dating::Relative, cue, None));
            }
            at_the = (&*word == "the" && &*lead == "at").then_some(first);
        }
        tense.read(*token, &word);
        before = Some((*token, word));
    }
    tense.past.filter(|_| !tense.present).map(|verb| of(Dating::Tense, verb.range(), None))
}

/// The latest year in the sentence that a preposition, a month, a quarter or brackets make a date.
fn named(text: &str, tokens: &[Token]) -> Option<(When, Range<usize>)> {
    let mut found: Option<(When, Range<usize>)> = None;
    for (i, token) in tokens.iter().enumerate() {
        let Some(year) = year(text, *token) else { continue };
        let Some((month, first)) = leading(text, tokens, i) else { continue };
        let when = When { year, month };
        if found.as_ref().is_none_or(|(f, _)| (f.year, f.month) <= (year, month)) {
            found = Some((when, tokens[first].start()..token.end()));
        }
    }
    found
}

/// A year by itself, or the year in `mid-2024`, `FY2024`, `FY24`.
fn year(text: &str, token: Token) -> Option<i16> {
    let word = token.text(text);
    let digits = match token.kind {
        Kind::Number => word,
        Kind::Word if word.len() > 3 && word.ends_with(|c: char| c.is_ascii_digit()) => {
            let lower = token.lower(text);
            let stem = lower.trim_end_matches(|c: char| c.is_ascii_digit());
            let stem = stem.strip_suffix('-').unwrap_or(stem);
            if !matches!(stem, "mid" | "early" | "late" | "fy" | "year-end" | "pre") {
                return None;
            }
            let digits = word.len() - word.trim_end_matches(|c: char| c.is_ascii_digit()).len();
            if stem == "fy" && digits == 2 {
                return word.get(word.len() - 2..)?.parse::<i16>().ok().map(|y| y + 2000);
            }
            word.get(word.len() - digits..)?
        }
        _ => return None,
    };
    (digits.len() == 4).then(|| digits.parse().ok()).flatten().filter(|y| (1900..=2100).contains(y))
}

/// What stands before a year and makes it a date: its month, and the first token of the cue.
fn leading(text: &str, tokens: &[Token], at: usize) -> Option<(Option<u8>, usize)> {
    let word = |i: Option<usize>| i.and_then(|i| tokens.get(i)).map(|t| t.lower(text));
    let (mut first, mut month, mut certain) = (at, None, tokens[at].kind == Kind::Word);
    for back in (at.saturating_sub(6)..at).rev() {
        let token = tokens[back];
        let lower = token.lower(text);
        match &*lower {
            "," | "of" | "the" | "a" => continue,
            w if month_of(w).is_some() => (month, certain) = (month_of(w), true),
            w if quarter_of(w).is_some() => (month, certain) = (quarter_of(w), true),
            "quarter" | "half" => {
                let nth = word(back.checked_sub(1));
                month = quarter_word(nth.as_deref().unwrap_or(""), &lower);
                certain = true;
            }
            "early" | "mid" | "late" | "end" | "beginning" | "start" | "summer" | "spring" | "autumn"
            | "fall" | "winter" | "year" | "fiscal" | "first" | "second" | "third" | "fourth" | "last"
            | "-" => {}
            "as" if certain => {}
            "in" | "by" | "during" | "throughout" | "through" | "until" | "till" | "at" | "on" | "back"
            | "before" | "around" | "for" | "from" | "as" => {
                let verb = word(back.checked_sub(1));
                if matches!(
                    verb.as_deref(),
                    Some("founded" | "established" | "incorporated" | "started" | "born")
                ) {
                    return None;
                }
                certain = true;
                first = back;
                if !matches!(&*lower, "in" | "on" | "at" | "as") {
                    break;
                }
                if matches!(word(back.checked_sub(1)).as_deref(), Some("back")) {
                    first = back - 1;
                }
                break;
            }
            "since" | "©" | "copyright" => return None,
            "(" if back + 1 == at => {
                certain = tokens.get(at + 1).is_some_and(|t| t.is(text, ')'));
                break;
            }
            _ if token.kind == Kind::Number && month.is_none() => {}
            _ if token.kind == Kind::Number => {}
            _ => break,
        }
        first = back;
    }
    certain.then_some((month, first))
}

/// The number of a month by its English name or abbreviation.
pub(super) fn month_of(word: &str) -> Option<u8> {
    Some(match word {
        "january" | "jan" => 1,
        "february" | "feb" => 2,
        "march" | "mar" => 3,
        "april" | "apr" => 4,
        "may" => 5,
        "june" | "jun" => 6,
        "july" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sep" | "sept" => 9,
        "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    })
}

fn quarter_of(word: &str) -> Option<u8> {
    Some(match word {
        "q1" => 3,
        "q2" | "h1" => 6,
        "q3" => 9,
        "q4" | "h2" => 12,
        _ => return None,
    })
}

fn quarter_word(nth: &str, part: &str) -> Option<u8> {
    Some(match (nth, part) {
        ("first", "quarter") => 3,
        ("second", "quarter") | ("first", "half") => 6,
        ("third", "quarter") => 9,
        ("fourth" | "last", "quarter") | ("second", "half") => 12,
        _ => return None,
    })
}

/// Two words that point back: `last year`, `years ago`, `back then`.
fn points_back(first: &str, second: &str) -> bool {
    match second {
        "ago" => among(first, "year years month months week weeks day days decade decades"),
        "year" | "month" | "quarter" | "week" | "spring" | "summer" | "autumn" | "fall" | "winter" => {
            first == "last" || (first, second) == ("that", "year")
        }
        "then" => first == "back",
        "days" => matches!(first, "those" | "early"),
        "launch" => first == "at",
        "this" => first == "earlier",
        month => first == "last" && month_of(month).is_some(),
    }
}

/// The verbs of a sentence, as far as their form tells the tense.
#[derive(Default)]
struct Tense {
    /// The first past form of be, have or do.
    past: Option<Token>,
    /// Whether there is any present one; then the sentence is not only about the past.
    present: bool,
}

impl Tense {
    fn read(&mut self, verb: Token, word: &str) {
        match word {
            "was" | "were" | "had" | "did" | "wasn't" | "weren't" | "hadn't" | "didn't" => {
                self.past = self.past.or(Some(verb));
            }
            "is" | "are" | "am" | "has" | "have" | "do" | "does" | "can" | "will" | "isn't" | "aren't"
            | "don't" | "doesn't" | "can't" | "won't" | "may" | "now" | "today" | "currently" => {
                self.present = true
            }
            w => {
                let short = |end: &str| w.ends_with(end);
                self.present |= w.contains('\'') && ["'re", "'s", "'ve", "'ll", "'m"].into_iter().any(short);
            }
        }
    }
}

/// Whether a name is spoken of as a former one: `formerly X`, `ex-X`, `X (now Y)`, `used to be called X`.
/// `tokens` are those of the sentence, `hit` the name.
pub fn formerly(text: &str, tokens: &[Token], hit: &Range<usize>) -> bool {
    let before = tokens.partition_point(|t| t.end() <= hit.start);
    let after = tokens.partition_point(|t| t.start() < hit.end);
    // The hit may be a part of a hyphenated word: `ex-AutoGap`.
    let lead =
        tokens.get(before).filter(|t| t.start() < hit.start).and_then(|t| text.get(t.start()..hit.start));
    if lead.is_some_and(|l| l.to_lowercase().starts_with("ex-") || l.to_lowercase().starts_with("then-")) {
        return true;
    }
    let mut later = None::<Lower>;
    for token in tokens.get(before.saturating_sub(7)..before).unwrap_or_default().iter().rev() {
        let word = token.lower(text);
        let next = later.as_deref().unwrap_or("");
        match &*word {
            ";" | "." | "!" | "?" => break,
            "formerly" | "previously" | "f/k/a" | "fka" | "originally" | "predecessor" | "erstwhile" => {
                return true;
            }
            "called" | "known" | "named" | "branded" | "renamed" | "rebranded" => {
                let behind = tokens.get(before.saturating_sub(10)..before).unwrap_or_default();
                let past =
                    |w: &str| matches!(w, "was" | "were" | "been" | "be" | "once" | "then" | "had" | "from");
                if behind.iter().filter(|t| t.start() < token.start()).any(|t| past(&t.lower(text)))
                    || next == "from"
                {
                    return true;
                }
                let renames = matches!(&*word, "renamed" | "rebranded");
                let target = || tokens.get(after..).unwrap_or_default().iter().take(5);
                if renames && target().any(|t| matches!(&*t.lower(text), "to" | "as" | "into" | "→")) {
                    return true;
                }
            }
            // `What happened to X?`, `Still looking for X?`
            "to" | "for"
                if tokens.get(after).is_some_and(|t| t.is(text, '?'))
                    && tokens.get(before.saturating_sub(7)..before).unwrap_or_default().iter().any(|t| {
                        matches!(&*t.lower(text), "happened" | "looking" | "searching" | "asking")
                    }) =>
            {
                return true;
            }
            "former" | "old" | "ex" => return true,
            _ => {}
        }
        later = Some(word);
    }
    let rest = tokens.get(after..).unwrap_or_default();
    now_behind(text, rest) || until_behind(text, rest)
}

/// `X and Y were our names for ... until 2025`, `"X", as it was called then`, `X, our series until 2023`.
fn until_behind(text: &str, tokens: &[Token]) -> bool {
    let words: Vec<Lower> = tokens.iter().take(14).map(|t| t.lower(text)).collect();
    let at = |n: usize| words.get(n).map_or("", |w| &**w);
    let was = |w: &str| matches!(w, "was" | "were");
    let stop = words.iter().position(|w| matches!(&**w, "." | "!" | "?" | ";")).unwrap_or(words.len());
    let named = (0..stop).any(|n| {
        was(at(n))
            && (n + 1..(n + 4).min(stop)).any(|m| matches!(at(m), "name" | "names" | "called" | "named"))
    });
    let open = words.iter().take(3).position(|w| &**w == ",");
    let until = open.is_some_and(|n| {
        matches!(at(n + 1), "our" | "the" | "its" | "their" | "a")
            && (n + 2..(n + 8).min(stop)).any(|m| matches!(at(m), "until" | "till"))
    });
    named || until
}

/// `(now Y)`, `, now Y`, `is now Y`, `became Y`, `has been renamed`.
fn now_behind(text: &str, tokens: &[Token]) -> bool {
    for (i, token) in tokens.iter().take(4).enumerate() {
        match &*token.lower(text) {
            "(" | "," | "is" | "was" | "has" | "been" | "have" | "were" | "\"" | "”" | "'" | "-" | "—"
            | "–" => {}
            // `Try AutoGap now` is a call to action, `AutoGap, now Slot Refill` a change of name.
            "now" => return i > 0 && tokens.get(i + 1).is_some_and(|t| t.kind != Kind::Punct),
            "became" | "renamed" | "rebranded" | "turned" => return true,
            _ => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::super::words::{sentences, tokens};
    use super::*;

    fn first(text: &str) -> Option<(Dating, Option<i16>, Option<u8>)> {
        let tokens = tokens(text);
        let dated = dated_sentences(text, &tokens, &sentences(text, &tokens));
        dated.first().map(|d| (d.how, d.when.map(|w| w.year), d.when.and_then(|w| w.month)))
    }

    #[test]
    fn sentences_date_themselves() {
        use Dating::{Named, Relative, Tense};
        for (text, expected) in [
            ("As of early 2025, 58% of slots were refilled.", Some((Named, Some(2025), None))),
            ("In 2024 we refilled 58% of slots.", Some((Named, Some(2024), None))),
            ("Back in March 2025 the rate stood at 58%.", Some((Named, Some(2025), Some(3)))),
            ("By June 2024 it reached 60%.", Some((Named, Some(2024), Some(6)))),
            ("On March 3, 2024 we launched.", Some((Named, Some(2024), Some(3)))),
            ("The rate was 58% in Q3 2025.", Some((Named, Some(2025), Some(9)))),
            ("In the first quarter of 2025 it grew.", Some((Named, Some(2025), Some(3)))),
            ("A study (2023) found 40%.", Some((Named, Some(2023), None))),
            ("In FY24 crews refilled 58%.", Some((Named, Some(2024), None))),
            ("By mid-2024 crews refilled 58%.", Some((Named, Some(2024), None))),
            ("From 2022 to 2024 the share rose.", Some((Named, Some(2022), None))),
            ("Last year, crews refilled 58%.", Some((Relative, None, None))),
            ("Two years ago this took a week.", Some((Relative, None, None))),
            ("At the time, nobody measured it.", Some((Relative, None, None))),
            ("We were a team of five.", Some((Tense, None, None))),
            ("Since 2019 we refill slots.", None),
            ("Founded in 2019, Dockhand refills slots.", None),
            ("We refill 2000 slots.", None),
            ("Slots that were cancelled are refilled.", None),
            ("62% of slots are refilled.", None),
            ("© 2026 Dockhand", None),
        ] {
            assert_eq!(first(text), expected, "{text}");
        }
    }

    #[test]
    fn former_names_are_shielded() {
        for (text, expected) in [
            ("Slot Refill, formerly AutoGap, fills gaps.", true),
            ("Slot Refill (previously known as AutoGap)", true),
            ("It used to be called AutoGap.", true),
            ("AutoGap (now Slot Refill) fills gaps.", true),
            ("AutoGap is now Slot Refill.", true),
            ("AutoGap was renamed last spring.", true),
            ("Our ex-AutoGap users love it.", true),
            ("The feature was called AutoGap until May.", true),
            ("AutoGap fills gaps.", false),
            ("Try AutoGap now.", false),
            ("We now call it AutoGap.", false),
            ("The new feature is called AutoGap.", false),
        ] {
            let tokens = tokens(text);
            let at = text.find("AutoGap").unwrap();
            assert_eq!(formerly(text, &tokens, &(at..at + 7)), expected, "{text}");
        }
    }
}

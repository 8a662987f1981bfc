//! Clauses: which words of a sentence speak of the same thing.
//!
//! A clause need not be one stretch: what stands in brackets or between a pair of dashes is a clause of its own, and
//! the clause around it goes on behind it.

use std::ops::Range;

use super::{Kind, Token, among, tokens_in};

/// The clauses of a text, numbered in the order in which they begin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clauses {
    /// Where each stretch begins and which clause it belongs to; in order.
    runs: Vec<(u32, u32)>,
}

impl Clauses {
    /// Splits every sentence at `;`, `:`, dashes, brackets, contrasting words, and commas before a conjunction.
    pub fn of(text: &str, tokens: &[Token], sentences: &[Range<usize>]) -> Self {
        let mut splitter = Splitter { text, runs: vec![], current: 0, next: 0 };
        for sentence in sentences {
            splitter.sentence(tokens_in(tokens, sentence));
        }
        Self { runs: splitter.runs }
    }

    /// The number of the clause a byte stands in.
    pub fn at(&self, offset: usize) -> u32 {
        let behind = self.runs.partition_point(|r| r.0 as usize <= offset);
        self.runs.get(behind.saturating_sub(1)).map_or(0, |r| r.1)
    }

    /// Whether two bytes stand in the same clause.
    pub fn same(&self, a: usize, b: usize) -> bool {
        self.at(a) == self.at(b)
    }
}

struct Splitter<'t> {
    text: &'t str,
    runs: Vec<(u32, u32)>,
    current: u32,
    next: u32,
}

impl Splitter<'_> {
    fn go(&mut self, at: usize, clause: u32) {
        self.current = clause;
        match self.runs.last_mut() {
            Some(last) if last.0 as usize == at => last.1 = clause,
            _ => self.runs.push((at as u32, clause)),
        }
    }

    fn open(&mut self, at: usize) {
        let clause = self.next;
        self.next += 1;
        self.go(at, clause);
    }

    fn sentence(&mut self, tokens: &[Token]) {
        let Some(first) = tokens.first() else { return };
        self.open(first.start());
        let text = self.text;
        let mut dashes = tokens.windows(3).filter(|w| parts(text, w[0], w[1], w[2])).count();
        let mut brackets: Vec<u32> = vec![];
        let mut aside: Option<u32> = None;
        let mut contrast = first.kind == Kind::Word && opens_contrast(&first.lower(text));
        for (i, token) in tokens.iter().enumerate() {
            let (before, after) = (i.checked_sub(1).and_then(|b| tokens.get(b)), tokens.get(i + 1));
            if token.kind == Kind::Word {
                let first = token.text(text).as_bytes().first();
                let may = matches!(first, Some(b'a' | b'b' | b't' | b'w' | b'A' | b'B' | b'T' | b'W'));
                if i > 0 && may && contrasts(&token.lower(text)) {
                    self.open(token.start());
                }
                continue;
            }
            if token.kind != Kind::Punct {
                continue;
            }
            match token.text(text) {
                "(" | "[" if brackets.len() < 16 => {
                    brackets.push(self.current);
                    self.open(token.start());
                }
                ")" | "]" => {
                    if let Some(outer) = brackets.pop() {
                        self.go(token.end(), outer);
                    }
                }
                ";" | ":" if after.is_some_and(|a| a.start() > token.end()) => self.open(token.end()),
                "," => {
                    let conjunction = after.is_some_and(|a| a.kind == Kind::Word && conjoins(&a.lower(text)));
                    if conjunction || (contrast && brackets.is_empty()) {
                        contrast = false;
                        self.open(token.end());
                    }
                }
                _ => {
                    let (Some(b), Some(a)) = (before, after) else { continue };
                    if !parts(text, *b, *token, *a) {
                        continue;
                    }
                    if let Some(outer) = aside.take() {
                        self.go(token.end(), outer);
                    } else {
                        aside = (dashes >= 2).then_some(self.current);
                        self.open(token.end());
                    }
                    dashes = dashes.saturating_sub(1);
                }
            }
        }
    }
}

/// Whether a dash parts clauses: an em dash, or a shorter one with blanks on both sides that is no range of numbers.
fn parts(text: &str, before: Token, dash: Token, after: Token) -> bool {
    dash.is_dash(text)
        && (dash.is(text, '—')
            || (before.end() < dash.start()
                && dash.end() < after.start()
                && !(before.kind != Kind::Word && after.kind != Kind::Word)))
}

fn contrasts(word: &str) -> bool {
    matches!(word, "but" | "while" | "whereas" | "although" | "though" | "whilst")
}

fn opens_contrast(word: &str) -> bool {
    contrasts(word) || matches!(word, "unlike" | "where")
}

fn conjoins(word: &str) -> bool {
    among(
        word,
        "and or nor so yet because which who whose where when if since after before until \
unless then plus compared versus vs unlike not",
    )
}

#[cfg(test)]
mod tests {
    use super::super::{sentences, tokens};
    use super::*;

    /// Each word of the text with the number of its clause.
    fn numbered(text: &str) -> String {
        let tokens = tokens(text);
        let clauses = Clauses::of(text, &tokens, &sentences(text, &tokens));
        let words = tokens.iter().filter(|t| matches!(t.kind, Kind::Word | Kind::Number));
        words.map(|t| format!("{}{}", t.text(text), clauses.at(t.start()))).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn clauses_part_what_speaks_of_something_else() {
        for (text, expected) in [
            ("Routely takes days while we take hours.", "Routely0 takes0 days0 while1 we1 take1 hours1"),
            ("Unlike them, we ship.", "Unlike0 them0 we1 ship1"),
            ("On average, slots are refilled.", "On0 average0 slots0 are0 refilled0"),
            ("Dockhand (founded early) refills slots.", "Dockhand0 founded1 early1 refills0 slots0"),
            ("Dockhand — really — refills slots.", "Dockhand0 really1 refills0 slots0"),
            ("Slots refill — always.", "Slots0 refill0 always1"),
            (
                "It refills slots, and it texts; calls stop.",
                "It0 refills0 slots0 and1 it1 texts1 calls2 stop2",
            ),
            ("We ship. You win.", "We0 ship0 You1 win1"),
        ] {
            assert_eq!(numbered(text), expected);
        }
    }
}

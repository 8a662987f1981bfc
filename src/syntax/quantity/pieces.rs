//! What stands at and behind a number, with hyphenated words taken apart: `twenty-four-hour` is three pieces.

use super::super::words::{Kind, Lower, Token, is_hyphen};

/// How a piece stands to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// White space lies between.
    Space,
    /// Nothing lies between.
    Glued,
    /// A hyphen or dash without blanks lies between.
    Hyphen,
}

/// A word, a part of a hyphenated word, a number or a mark.
#[derive(Clone, Copy)]
pub(super) struct Piece<'t> {
    pub(super) text: &'t str,
    pub(super) lower: Lower,
    pub(super) kind: Kind,
    pub(super) joint: Joint,
    pub(super) start: usize,
    /// The token it is (a part of), by its place among the tokens of the sentence.
    pub(super) token: usize,
}

impl Piece<'_> {
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub(super) fn is(&self, word: &str) -> bool {
        *self.lower == *word
    }

    pub(super) fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }
}

/// How far a quantity is read.
const REACH: usize = 14;

/// The pieces from a token on, at most as many as one quantity may take.
pub(super) fn ahead<'t>(text: &'t str, tokens: &[Token], first: usize) -> Vec<Piece<'t>> {
    let mut pieces: Vec<Piece<'t>> = Vec::with_capacity(REACH + 4);
    let mut hyphen = false;
    for (at, token) in tokens.iter().enumerate().skip(first) {
        if pieces.len() >= REACH {
            break;
        }
        let glued = at > first && tokens[at - 1].end() == token.start();
        let next_glued =
            tokens.get(at + 1).is_some_and(|n| n.start() == token.end() && n.kind != Kind::Punct);
        if token.is_dash(text) && !token.is(text, '—') && glued && next_glued && !pieces.is_empty() && !hyphen
        {
            hyphen = true;
            continue;
        }
        let joint = match (hyphen, glued) {
            (true, _) => Joint::Hyphen,
            (_, true) => Joint::Glued,
            _ => Joint::Space,
        };
        hyphen = false;
        let word = token.text(text);
        if token.kind != Kind::Word || !word.contains(is_hyphen) {
            pieces.push(piece(word, token.kind, joint, token.start(), at));
            continue;
        }
        let (mut start, mut joint) = (token.start(), joint);
        for part in word.split(is_hyphen) {
            let digits = part.starts_with(|c: char| c.is_ascii_digit());
            pieces.push(piece(part, if digits { Kind::Number } else { Kind::Word }, joint, start, at));
            let behind = text.get(start + part.len()..).and_then(|t| t.chars().next());
            start += part.len() + behind.map_or(0, char::len_utf8);
            joint = Joint::Hyphen;
        }
    }
    pieces
}

fn piece(text: &str, kind: Kind, joint: Joint, start: usize, token: usize) -> Piece<'_> {
    Piece { text, lower: Lower::of(text), kind, joint, start, token }
}

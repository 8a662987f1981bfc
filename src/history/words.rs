//! What changed in a text, word by word.

use std::ops::Range;

/// A stretch of a changed text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// In both.
    Same(String),
    /// Only before.
    Was(String),
    /// Only now.
    Now(String),
}

/// Texts of more words are shown whole, because their table would grow with the square.
const MOST: usize = 1500;

/// The way from one text to another, word by word: the longest common words stay.
pub fn word_diff(was: &str, now: &str) -> Vec<Piece> {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (was.split_whitespace().collect(), now.split_whitespace().collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let room = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(room).take_while(|(a, b)| a == b).count();
    let mut pieces = Pieces::default();
    pieces.put(0, &old, 0..head);
    let (a, b) = (head..old.len() - tail, head..new.len() - tail);
    if a.len() > MOST || b.len() > MOST {
        pieces.put(1, &old, a);
        pieces.put(2, &new, b);
    } else {
        middle(&mut pieces, old.get(a).unwrap_or_default(), new.get(b).unwrap_or_default());
    }
    pieces.put(0, &old, old.len() - tail..old.len());
    pieces.done()
}

/// By the table of the lengths of the longest common rest.
fn middle(pieces: &mut Pieces, old: &[&str], new: &[&str]) {
    let width = new.len() + 1;
    let mut rest = vec![0_u16; (old.len() + 1) * width];
    let at = |i: usize, j: usize| i * width + j;
    let get = |rest: &[u16], i: usize, j: usize| rest.get(at(i, j)).copied().unwrap_or(0);
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            let longest = if old.get(i) == new.get(j) {
                get(&rest, i + 1, j + 1) + 1
            } else {
                get(&rest, i + 1, j).max(get(&rest, i, j + 1))
            };
            if let Some(cell) = rest.get_mut(at(i, j)) {
                *cell = longest;
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        if i < old.len() && old.get(i) == new.get(j) {
            pieces.put(0, old, i..i + 1);
            (i, j) = (i + 1, j + 1);
        } else if i < old.len() && (j == new.len() || get(&rest, i + 1, j) >= get(&rest, i, j + 1)) {
            pieces.put(1, old, i..i + 1);
            i += 1;
        } else {
            pieces.put(2, new, j..j + 1);
            j += 1;
        }
    }
}

/// Words gathered into stretches; between two common ones all that went stands before all that came.
#[derive(Default)]
struct Pieces {
    done: Vec<Piece>,
    same: Vec<String>,
    was: Vec<String>,
    now: Vec<String>,
}

impl Pieces {
    fn put(&mut self, side: u8, words: &[&str], range: Range<usize>) {
        let words = words.get(range).unwrap_or_default();
        if words.is_empty() {
            return;
        }
        if side == 0 {
            self.close_change();
        } else if !self.same.is_empty() {
            self.done.push(Piece::Same(std::mem::take(&mut self.same).join(" ")));
        }
        let list = match side {
            0 => &mut self.same,
            1 => &mut self.was,
            _ => &mut self.now,
        };
        list.extend(words.iter().map(|w| (*w).to_owned()));
    }

    fn close_change(&mut self) {
        for (list, piece) in [(&mut self.was, Piece::Was as fn(String) -> Piece), (&mut self.now, Piece::Now)]
        {
            if !list.is_empty() {
                self.done.push(piece(std::mem::take(list).join(" ")));
            }
        }
    }

    fn done(mut self) -> Vec<Piece> {
        self.close_change();
        if !self.same.is_empty() {
            self.done.push(Piece::Same(self.same.join(" ")));
        }
        self.done
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(was: &str, now: &str) -> String {
        let piece = |p: Piece| match p {
            Piece::Same(t) => t,
            Piece::Was(t) => format!("[-{t}-]"),
            Piece::Now(t) => format!("{{+{t}+}}"),
        };
        word_diff(was, now).into_iter().map(piece).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn only_what_changed_is_marked() {
        for (was, now, expected) in [
            (
                "58% of slots are refilled",
                "62% of slots are refilled",
                "[-58%-] {+62%+} of slots are refilled",
            ),
            ("a b c", "a b c", "a b c"),
            ("", "new words", "{+new words+}"),
            ("old", "", "[-old-]"),
            ("we plan the day for you", "we plan your day", "we plan [-the-] {+your+} day [-for you-]"),
        ] {
            assert_eq!(told(was, now), expected);
        }
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_from_it(
            was in prop::collection::vec("[a-c]", 0..12), now in prop::collection::vec("[a-c]", 0..12),
        ) {
            let (was, now) = (was.join(" "), now.join(" "));
            let pieces = word_diff(&was, &now);
            let side = |keep: fn(&Piece) -> Option<&String>| {
                pieces.iter().filter_map(keep).map(String::as_str).collect::<Vec<_>>().join(" ")
            };
            prop_assert_eq!(side(|p| match p { Piece::Same(t) | Piece::Was(t) => Some(t), Piece::Now(_) => None }), was);
            prop_assert_eq!(side(|p| match p { Piece::Same(t) | Piece::Now(t) => Some(t), Piece::Was(_) => None }), now);
        }
    }
}

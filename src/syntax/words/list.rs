//! Lists of words: written as one text with blanks between, looked up without reading most of it.

/// Some lower-case words. Few are written where they are asked for, as a text with one blank between them; many are
/// indexed when they are compiled, as a [`WordList`].
pub trait Words {
    /// Whether a lower-case word, as its bytes, is one of them.
    fn holds(&self, word: &[u8]) -> bool;
}

impl Words for str {
    fn holds(&self, word: &[u8]) -> bool {
        among(word, self)
    }
}

/// A list of lower-case words with marks made when it is compiled: nearly every word that is not in the list is known by
/// one look at its mark.
#[derive(Debug)]
pub struct WordList {
    list: &'static str,
    /// A bit for the mark of each word.
    marks: [u64; MARKS / 64],
    /// Where the words of each letter begin, and the end of the last; all of it where the list is in no order.
    from: [u16; 27],
}

/// How many marks there are.
const MARKS: usize = 2048;

impl WordList {
    /// A list from words with one blank between them. In the order of their first letters it is looked up faster, which
    /// pays from a few hundred words on.
    ///
    /// # Panics
    /// When it is compiled: two blanks, a blank at an end, or more than 65,535 bytes.
    pub const fn of(list: &'static str) -> Self {
        let bytes = list.as_bytes();
        assert!(bytes.len() <= u16::MAX as usize, "a list has at most 65,535 bytes");
        let mut marks = [0; MARKS / 64];
        let mut from = [0; 27];
        let (mut at, mut next, mut ordered) = (0, 0, true);
        while at < bytes.len() {
            let start = at;
            let mut mark = SEED;
            while at < bytes.len() && bytes[at] != b' ' {
                mark = mixed(mark, bytes[at]);
                at += 1;
            }
            assert!(at > start && at + 1 != bytes.len(), "one blank between the words, none at the ends");
            let mark = mark as usize % MARKS;
            marks[mark / 64] |= 1 << (mark % 64);
            let letter = bytes[start].wrapping_sub(b'a') as usize;
            ordered = ordered && letter < 26 && letter + 1 >= next;
            while ordered && next <= letter {
                from[next] = start as u16;
                next += 1;
            }
            at += 1;
        }
        while ordered && next < 27 {
            from[next] = bytes.len() as u16;
            next += 1;
        }
        if !ordered {
            from = [u16::MAX; 27];
        }
        Self { list, marks, from }
    }

    /// Whether a lower-case word is in the list.
    pub fn has(&self, word: &(impl AsRef<[u8]> + ?Sized)) -> bool {
        self.holds(word.as_ref())
    }

    /// The first of some lists that holds a lower-case word, by its place among them.
    pub fn first_of<'l>(mut lists: impl Iterator<Item = &'l Self>, word: &str) -> Option<usize> {
        let mark = mark_of(word.as_bytes());
        lists.position(|list| list.has_marked(word.as_bytes(), mark))
    }

    fn has_marked(&self, word: &[u8], mark: usize) -> bool {
        let Some(first) = word.first() else { return false };
        let marked = self.marks.get(mark / 64).is_some_and(|bits| bits & (1 << (mark % 64)) != 0);
        marked && self.beginning(*first).is_some_and(|words| among(word, words))
    }

    /// Its words, in their order.
    pub fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.list.split(' ')
    }

    /// The words that begin with a letter, or all words.
    fn beginning(&self, letter: u8) -> Option<&'static str> {
        let at = usize::from(letter.wrapping_sub(b'a'));
        match (self.from.get(at).copied(), self.from.get(at + 1).copied()) {
            (Some(from), Some(to)) if to != u16::MAX => self.list.get(usize::from(from)..usize::from(to)),
            _ if self.from[0] == u16::MAX => Some(self.list),
            _ => None,
        }
    }
}

impl Words for WordList {
    fn holds(&self, word: &[u8]) -> bool {
        self.has_marked(word, mark_of(word))
    }
}

/// The mark of a word.
fn mark_of(word: &[u8]) -> usize {
    word.iter().copied().fold(SEED, mixed) as usize % MARKS
}

/// Where the mark of a word begins.
const SEED: u32 = 0x811C_9DC5;

/// The mark of a word with one more byte (FNV-1a).
const fn mixed(mark: u32, byte: u8) -> u32 {
    (mark ^ byte as u32).wrapping_mul(0x0100_0193)
}

/// Whether a word is in a short list, written as one string with blanks between the words.
pub fn among(word: &(impl AsRef<[u8]> + ?Sized), list: &str) -> bool {
    is_among(word.as_ref(), list.as_bytes())
}

fn is_among(word: &[u8], list: &[u8]) -> bool {
    let Some(first) = word.first() else { return false };
    let mut rest = list;
    while let Some((head, tail)) = rest.split_at_checked(word.len()) {
        // Of most words the first letter tells.
        if head.first() == Some(first) && head == word && tail.first().is_none_or(|b| *b == b' ') {
            return !word.contains(&b' ');
        }
        let Some(blank) = rest.iter().position(|b| *b == b' ') else { return false };
        rest = rest.get(blank + 1..).unwrap_or_default();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_hold_their_words_and_no_part_of_them() {
        static ORDERED: WordList = WordList::of("able about boat zoo");
        static LOOSE: WordList = WordList::of("zoo boat e.g able 24/7 about");
        for list in [&ORDERED as &dyn Words, &LOOSE, &ListedText("able about boat zoo")] {
            for word in ["able", "about", "boat", "zoo"] {
                assert!(list.holds(word.as_bytes()), "{word}");
            }
            for word in ["", "abl", "able about", "zoos", "oat", "cat", "Able", "ü", " ", "zo", "about boat"]
            {
                assert!(!list.holds(word.as_bytes()), "{word}");
            }
        }
        assert!(LOOSE.has("24/7") && LOOSE.has("e.g"));
        assert_eq!(LOOSE.iter().count(), 6);
    }

    struct ListedText(&'static str);

    impl Words for ListedText {
        fn holds(&self, word: &[u8]) -> bool {
            self.0.holds(word)
        }
    }
}

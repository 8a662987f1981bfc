//! Lists of words, written as text and looked up by first letter.

/// A list of lower-case words, grouped by first letter when it is compiled: looking up reads the words of one letter.
pub(in crate::syntax) struct WordList {
    list: &'static str,
    /// Where the words of each letter begin, and the end of the last.
    from: [u16; 27],
}

impl WordList {
    /// A list from words with one blank between them, in the order of their first letters; any other order does not
    /// compile.
    pub(in crate::syntax) const fn of(list: &'static str) -> Self {
        let bytes = list.as_bytes();
        let mut from = [0; 27];
        let (mut at, mut next) = (0, 0);
        while at < bytes.len() {
            let letter = bytes[at].wrapping_sub(b'a') as usize;
            assert!(letter < 26 && letter + 1 >= next, "words are in the order of their first letters");
            while next <= letter {
                from[next] = at as u16;
                next += 1;
            }
            while at < bytes.len() && bytes[at] != b' ' {
                at += 1;
            }
            at += 1;
        }
        while next < 27 {
            from[next] = bytes.len() as u16;
            next += 1;
        }
        Self { list, from }
    }

    /// Whether a lower-case word is in the list.
    pub(in crate::syntax) fn has(&self, word: &str) -> bool {
        let letter = match word.as_bytes().first() {
            Some(b @ b'a'..=b'z') => usize::from(b - b'a'),
            _ => return false,
        };
        let (from, to) = (usize::from(self.from[letter]), usize::from(self.from[letter + 1]));
        self.list.get(from..to).is_some_and(|words| among(word, words))
    }
}

/// Whether a word is in a short list, written as one string with blanks between the words.
pub fn among(word: &str, list: &str) -> bool {
    list.as_bytes().split(|b| *b == b' ').any(|w| w == word.as_bytes()) && !word.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_hold_their_words_and_no_part_of_them() {
        static LIST: WordList = WordList::of("able about boat zoo");
        for word in ["able", "about", "boat", "zoo"] {
            assert!(LIST.has(word), "{word}");
        }
        for word in ["", "abl", "able about", "zoos", "cat", "Able", "ü"] {
            assert!(!LIST.has(word), "{word}");
        }
    }
}

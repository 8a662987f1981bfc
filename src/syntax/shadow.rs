//! The text that matching runs on: what looks or reads the same becomes the same, with the way back.

use std::ops::Range;

use unicode_normalization::char::compose;

use super::words::{is_apostrophe, is_combining, is_dash, is_double_quote, is_invisible};

/// The shadow of a text: lower case, straight quotes, `-` for every dash, one blank for every stretch of white space;
/// soft hyphens and zero-width characters gone, accents composed, `…` as three full stops, ligatures as letters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shadow {
    /// The text to match.
    pub text: String,
    /// Where the two are not byte for byte alike in length; in order.
    shifts: Vec<Shift>,
}

/// A stretch of the shadow and the stretch of the original it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shift {
    at: u32,
    from: u32,
    to: u32,
    /// Length in the shadow; 0 for what is gone.
    len: u8,
}

/// What becomes of one character.
enum Fold {
    One(char),
    Text(&'static str),
    Blank,
    Gone,
}

impl Shadow {
    /// The shadow of a text. Its length is at most that of the text.
    pub fn of(text: &str) -> Self {
        let mut shadow = Self { text: String::with_capacity(text.len()), shifts: vec![] };
        let bytes = text.as_bytes();
        let (mut at, mut blank) = (0, false);
        while at < bytes.len() {
            // Plain letters with one blank between the words make up nearly all of a text.
            let mut run = 0;
            for byte in bytes.get(at..).unwrap_or_default() {
                match byte {
                    b' ' if !blank => blank = true,
                    byte if byte.is_ascii_graphic() => blank = false,
                    _ => break,
                }
                run += 1;
            }
            if run > 0 {
                let start = shadow.text.len();
                shadow.text.push_str(text.get(at..at + run).unwrap_or(""));
                if let Some(tail) = shadow.text.get_mut(start..) {
                    tail.make_ascii_lowercase();
                }
                at += run;
            }
            let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
            if !c.is_ascii_graphic() {
                at = shadow.odd(text, at, c, &mut blank);
            }
        }
        shadow
    }

    /// Takes one character that is no plain letter; gives the byte behind it.
    fn odd(&mut self, text: &str, at: usize, c: char, blank: &mut bool) -> usize {
        let end = at + c.len_utf8();
        match fold(c) {
            Fold::Gone => self.shift(0, at, end),
            Fold::Blank if *blank => self.shift(0, at, end),
            Fold::Blank => {
                *blank = true;
                self.put(' ', at, end);
            }
            Fold::Text(folded) => {
                self.shift(folded.len(), at, end);
                self.text.push_str(folded);
                *blank = false;
            }
            Fold::One(_) if is_combining(c) && self.accent(c, at, end) => {}
            Fold::One(folded) => {
                self.put(folded, at, end);
                *blank = false;
            }
        }
        debug_assert!(text.is_char_boundary(end));
        end
    }

    fn put(&mut self, c: char, from: usize, to: usize) {
        if c.len_utf8() != to - from {
            self.shift(c.len_utf8(), from, to);
        }
        self.text.push(c);
    }

    fn shift(&mut self, len: usize, from: usize, to: usize) {
        let at = self.text.len() as u32;
        if let Some(last) = self.shifts.last_mut()
            && (last.at, last.len, len) == (at, 0, 0)
            && last.to == from as u32
        {
            last.to = to as u32;
            return;
        }
        self.shifts.push(Shift { at, from: from as u32, to: to as u32, len: len as u8 });
    }

    /// Sets an accent on the letter before it, so that both spellings of `é` are one.
    fn accent(&mut self, c: char, at: usize, end: usize) -> bool {
        let Some(letter) = self.text.chars().next_back() else { return false };
        let Some(composed) = compose(letter, c) else { return false };
        let start = self.text.len() - letter.len_utf8();
        let from = self.original(start..self.text.len()).start;
        if from >= at || self.shifts.last().is_some_and(|s| s.len == 0 && s.at as usize > start) {
            return false;
        }
        if self.shifts.last().is_some_and(|s| s.at as usize == start && s.len > 0) {
            self.shifts.pop();
        }
        self.text.truncate(start);
        self.shift(composed.len_utf8(), from, end);
        self.text.push(composed);
        true
    }

    /// The bytes of the original that a range of the shadow stands for; exact on character boundaries of both.
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        let start = self.start(range.start);
        if range.is_empty() {
            return start..start;
        }
        start..self.end(range.end).max(start)
    }

    fn start(&self, at: usize) -> usize {
        let behind = self.shifts.partition_point(|s| s.at as usize <= at);
        match behind.checked_sub(1).and_then(|last| self.shifts.get(last)) {
            Some(s) if at < s.at as usize + s.len as usize => s.from as usize,
            Some(s) => s.to as usize + at - s.at as usize - s.len as usize,
            None => at,
        }
    }

    fn end(&self, at: usize) -> usize {
        let behind = self.shifts.partition_point(|s| (s.at as usize) < at);
        match behind.checked_sub(1).and_then(|last| self.shifts.get(last)) {
            Some(s) if at <= s.at as usize + s.len as usize => s.to as usize,
            Some(s) => s.to as usize + at - s.at as usize - s.len as usize,
            None => at,
        }
    }

    /// The places in the shadow at and within which the two are not byte for byte alike in length, in order. What seems one
    /// word there may be parted in the original.
    pub fn seams(&self) -> Vec<usize> {
        let places = |s: &Shift| s.at as usize..=s.at as usize + usize::from(s.len);
        let mut seams: Vec<usize> = self.shifts.iter().flat_map(places).collect();
        seams.dedup();
        seams
    }

    /// The place in the shadow of a byte of the original; of a byte within a folded character, that character's.
    pub fn at(&self, original: usize) -> usize {
        let behind = self.shifts.partition_point(|s| s.from as usize <= original);
        match behind.checked_sub(1).and_then(|last| self.shifts.get(last)) {
            Some(s) if original < s.to as usize => s.at as usize,
            Some(s) => s.at as usize + s.len as usize + original - s.to as usize,
            None => original,
        }
    }
}

fn fold(c: char) -> Fold {
    match c {
        c if is_invisible(c) => Fold::Gone,
        c if c.is_whitespace() => Fold::Blank,
        c if is_dash(c) => Fold::One('-'),
        c if is_apostrophe(c) => Fold::One('\''),
        c if is_double_quote(c) => Fold::One('"'),
        '…' => Fold::Text("..."),
        'ﬀ' => Fold::Text("ff"),
        'ﬁ' => Fold::Text("fi"),
        'ﬂ' => Fold::Text("fl"),
        'ﬃ' => Fold::Text("ffi"),
        'ﬄ' => Fold::Text("ffl"),
        // A lower case of several characters (of `İ`) counts by its first, and one that would take more bytes is left.
        c => Fold::One(c.to_lowercase().next().filter(|l| l.len_utf8() <= c.len_utf8()).unwrap_or(c)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn original<'t>(text: &'t str, hit: &str) -> &'t str {
        let shadow = Shadow::of(text);
        let at = shadow.text.find(hit).unwrap_or_else(|| panic!("{hit:?} in {:?}", shadow.text));
        &text[shadow.original(at..at + hit.len())]
    }

    #[test]
    fn what_reads_the_same_becomes_the_same() {
        for (text, expected) in [
            ("Slot  Refill\n\tnow", "slot refill now"),
            ("“Don’t” – stop—now", "\"don't\" - stop-now"),
            ("fol\u{AD}low\u{2011}up", "follow-up"),
            ("62\u{A0}%", "62 %"),
            ("re\u{200B}fill \u{FEFF} \u{A0}it", "refill it"),
            ("CAFE\u{301} ÜBER", "café über"),
            ("İstanbul", "istanbul"),
            ("oﬃce…", "office..."),
            ("a \u{AD} b", "a b"),
            ("\u{FFFC}x", "\u{FFFC}x"),
            ("", ""),
        ] {
            assert_eq!(Shadow::of(text).text, expected);
        }
    }

    #[test]
    fn hits_lead_back_to_all_their_bytes() {
        for (text, hit, expected) in [
            ("our Slot \n Refill now", "slot refill", "Slot \n Refill"),
            ("our fol\u{AD}low\u{2011}up now", "follow-up", "fol\u{AD}low\u{2011}up"),
            ("\u{AD}refill\u{AD} it", "refill", "refill"),
            ("a CAFE\u{301} b", "café", "CAFE\u{301}"),
            ("the oﬃce", "offic", "oﬃc"),
            ("the oﬃce", "fi", "ﬃ"),
            ("“it’s” ok", "it's", "it’s"),
            ("end…", "..", "…"),
        ] {
            assert_eq!(original(text, hit), expected);
        }
    }

    proptest! {
        #[test]
        fn every_range_leads_back_in_order(text in "(\\PC|[ \n\u{AD}\u{301}\u{200B}ﬁ…’–É]){0,40}") {
            let shadow = Shadow::of(&text);
            prop_assert!(shadow.text.len() <= text.len());
            let cuts: Vec<usize> = (0..=shadow.text.len()).filter(|i| shadow.text.is_char_boundary(*i)).collect();
            let mut last = 0;
            for pair in cuts.windows(2) {
                let back = shadow.original(pair[0]..pair[1]);
                prop_assert!(text.get(back.clone()).is_some_and(|t| !t.is_empty()), "{back:?} of {text:?}");
                prop_assert!(back.start >= last, "{back:?} after {last} of {text:?}");
                prop_assert_eq!(shadow.at(back.start) <= pair[0], true);
                last = back.start;
            }
            prop_assert_eq!(&Shadow::of(&shadow.text).text, &shadow.text);
        }
    }
}

//! When something is said: now, on a day, or of the past.

use std::ops::Range;

use crate::analyze::PassageFacts;
use crate::shape::Date;
use crate::syntax::dates::{Dating, When, dated_sentences};

/// As of when a sentence speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// Now.
    Now,
    /// As of a day: the sentence names it, or the piece was published then. Of a named month or year it is the first.
    On(Date),
    /// Of a past that it does not name: `last year`, `we were`.
    Before,
}

impl PassageFacts<'_> {
    /// Whether the sentence at a range speaks of the day on which the piece was written: of no past, no other day.
    pub fn is_of_its_day(&self, sentence: &Range<usize>) -> bool {
        match self.said(sentence) {
            Said::Now => true,
            Said::Before => false,
            Said::On(day) => self.piece().attributes.dated == Some(day),
        }
    }

    /// As of when the sentence at a range speaks.
    pub fn said(&self, sentence: &Range<usize>) -> Said {
        let dated = dated_sentences(self.text(), self.tokens(), std::slice::from_ref(sentence));
        match dated.first() {
            Some(d) => match (d.how, d.when.and_then(first_day)) {
                (Dating::Named, Some(day)) => Said::On(day),
                _ => Said::Before,
            },
            None => self.piece().attributes.dated.map_or(Said::Now, Said::On),
        }
    }
}

/// The first day of a month or year.
fn first_day(when: When) -> Option<Date> {
    let month = i8::try_from(when.month.unwrap_or(1)).ok()?;
    jiff::civil::Date::new(when.year, month, 1).ok().map(Date)
}

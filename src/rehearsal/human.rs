//! What came of the examples, for a person.

use std::fmt::Write;

use super::{Failed, Rehearsal};
use crate::text::{Place, visible};

impl Rehearsal {
    /// What failed, what is never spoken of, and the sum: a text of several lines.
    pub fn told(&self) -> String {
        let mut text = String::new();
        for failed in &self.failed {
            failed.tell(&mut text);
        }
        if !self.unseen.is_empty() {
            text.push_str("no copy and no example speaks of:\n");
            for unseen in &self.unseen {
                let _ = writeln!(text, "  {} {}: {}", unseen.noun, visible(&unseen.id), at(&unseen.place));
            }
            text.push('\n');
        }
        let lines = if self.tried == 1 { "line" } else { "lines" };
        let _ = writeln!(text, "{} example {lines} tried, {} failed", self.tried, self.failed.len());
        text
    }
}

impl Failed {
    fn tell(&self, text: &mut String) {
        let (mark, wanted) = if self.wrong {
            ("bad", format!("a finding about {} `{}`", self.noun, visible(&self.id)))
        } else {
            ("good", "no finding".to_owned())
        };
        let _ =
            writeln!(text, "{}: {mark} example of {} `{}`", at(&self.place), self.noun, visible(&self.id));
        let _ = writeln!(text, "  line      {}", visible(&self.line));
        let _ = writeln!(text, "  expected  {wanted}");
        if self.came.is_empty() {
            text.push_str("  came      nothing\n");
        }
        for came in &self.came {
            let _ = writeln!(text, "  came      {}: {}", came.rule, visible(&came.message));
        }
        text.push('\n');
    }
}

fn at(place: &Place) -> String {
    let start = place.start();
    format!("{}:{}:{}", visible(place.path()), start.line, start.scalar)
}

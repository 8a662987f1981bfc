//! What was fixed and what was left, in words.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Fixes, Left, Reason};
use crate::text::visible;

impl Reason {
    /// Why, as a phrase.
    pub fn words(&self) -> String {
        match self {
            Self::Unsafe => "it may change the meaning; --unsafe applies it".to_owned(),
            Self::SeveralWays => "there are several ways; choose one".to_owned(),
            Self::NotVerbatim(how) => how.words().to_owned(),
            Self::Adds(rule, message) => format!("it would bring {rule}: {message}"),
            Self::DoesNotMend => "the finding would stay".to_owned(),
            Self::Misread => "the file would not be read as meant".to_owned(),
        }
    }
}

impl Fixes {
    /// What was fixed per file and rule, and what was left and why: a text of several lines.
    pub fn told(&self, doing: Doing) -> String {
        let mut text = String::new();
        for file in &self.files {
            let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
            for done in &file.done {
                *rules.entry(done.rule).or_default() += 1;
            }
            let rules: Vec<String> = rules.iter().map(|(rule, count)| format!("{rule} {count}")).collect();
            let _ = writeln!(text, "{}: {}", visible(file.before.path()), rules.join(", "));
        }
        for left in &self.left {
            let _ = writeln!(text, "{}", left.told());
        }
        let done: usize = self.files.iter().map(|f| f.done.len()).sum();
        let verb = match doing {
            Doing::Written => "fixed",
            Doing::Shown => "to be fixed",
        };
        let files = counted(self.files.len(), "file");
        let _ = writeln!(text, "{} {verb} in {files}, {} left", counted(done, "finding"), self.left.len());
        text
    }
}

/// Whether the fixes are written or only shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// They are in the files.
    Written,
    /// They are not.
    Shown,
}

impl Left {
    fn told(&self) -> String {
        let at = self.place.start();
        format!(
            "left {}:{}:{} {}: {} ({})",
            visible(self.place.path()),
            at.line,
            at.scalar,
            self.rule,
            visible(&self.message),
            visible(&self.reason.words())
        )
    }
}

fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

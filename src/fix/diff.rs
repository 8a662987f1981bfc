//! A change as a unified diff, as `git apply` and `patch` read it.

use std::ops::Range;

use imara_diff::{Algorithm, Diff, InternedInput};

use super::{FixedFile, Fixes};

/// Lines shown around a change.
const AROUND: u32 = 3;

impl Fixes {
    /// All changes as one unified diff.
    pub fn diff(&self) -> String {
        self.files.iter().map(FixedFile::diff).collect()
    }
}

impl FixedFile {
    /// The change as a unified diff. Line ends are shown as the file has them.
    pub fn diff(&self) -> String {
        let (before, after) = (lines(self.before.text()), lines(self.after.text()));
        let mut input: InternedInput<&str> = InternedInput::default();
        input.update_before(before.iter().copied());
        input.update_after(after.iter().copied());
        let mut diff = Diff::compute(Algorithm::Histogram, &input);
        diff.postprocess_no_heuristic(&input);
        let path = self.before.path();
        let mut text = format!("--- a/{path}\n+++ b/{path}\n");
        let mut changes = diff.hunks().peekable();
        while let Some(first) = changes.next() {
            let mut group = vec![first];
            while let Some(next) =
                changes.next_if(|n| group.last().is_some_and(|l| n.before.start <= l.before.end + 2 * AROUND))
            {
                group.push(next);
            }
            hunk(&mut text, &before, &after, group.iter().map(|h| (h.before.clone(), h.after.clone())));
        }
        text
    }
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

fn hunk(
    text: &mut String,
    before: &[&str],
    after: &[&str],
    changes: impl Iterator<Item = (Range<u32>, Range<u32>)> + Clone,
) {
    let (Some(first), Some(last)) = (changes.clone().next(), changes.clone().last()) else { return };
    let from = first.0.start.saturating_sub(AROUND);
    let to = (last.0.end + AROUND).min(before.len() as u32);
    let (lead, tail) = (first.0.start - from, to - last.0.end);
    let new = first.1.start - lead..last.1.end + tail;
    text.push_str(&format!("@@ -{} +{} @@\n", counted(&(from..to)), counted(&new)));
    let mut at = from;
    for (old, new) in changes {
        put(text, ' ', before, at..old.start);
        put(text, '-', before, old.clone());
        put(text, '+', after, new);
        at = old.end;
    }
    put(text, ' ', before, at..to);
}

/// A range of lines as a hunk's head writes it: from 1, and 0 before the first line where there is none.
fn counted(range: &Range<u32>) -> String {
    let first = if range.is_empty() { range.start } else { range.start + 1 };
    format!("{first},{}", range.len())
}

fn put(text: &mut String, mark: char, lines: &[&str], range: Range<u32>) {
    for line in lines.get(range.start as usize..range.end as usize).unwrap_or_default() {
        text.push(mark);
        text.push_str(line);
        if !line.ends_with('\n') {
            text.push_str("\n\\ No newline at end of file\n");
        }
    }
}

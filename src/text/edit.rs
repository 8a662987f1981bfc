//! Edits of a text, and applying them. Nothing here writes to disk.

use super::{Source, Span};

/// One replacement in a source's text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct Edit {
    /// What is replaced.
    pub span: Span,
    /// By what.
    pub text: String,
}

/// A text with edits applied, and those that were not because they overlap an earlier one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The new text.
    pub text: String,
    /// What was left out.
    pub dropped: Vec<Edit>,
}

/// Applies edits to a source's text, in the order of their places; of two that overlap the later is dropped.
pub fn apply(source: &Source, mut edits: Vec<Edit>) -> Applied {
    edits.sort();
    edits.dedup();
    let old = source.text();
    let (mut text, mut done, mut dropped) = (String::with_capacity(old.len()), 0, vec![]);
    for edit in edits {
        let between = old.get(done..edit.span.start());
        match between {
            Some(between) if old.is_char_boundary(edit.span.end()) && edit.span.end() <= old.len() => {
                text.push_str(between);
                text.push_str(&edit.text);
                done = edit.span.end();
            }
            _ => dropped.push(edit),
        }
    }
    text.push_str(old.get(done..).unwrap_or(""));
    Applied { text, dropped }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_edits_are_dropped_and_told() {
        let source = Source::new("a", "one two three");
        let edit = |s, e, t: &str| Edit { span: Span::new(s, e), text: t.to_owned() };
        let applied = apply(&source, vec![edit(8, 13, "3"), edit(0, 3, "1"), edit(2, 5, "x")]);
        assert_eq!(applied.text, "1 two 3");
        assert_eq!(applied.dropped, [edit(2, 5, "x")]);
    }
}

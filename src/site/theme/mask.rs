//! Leaves out of templates the names that are not there, so that one run meets all of them and not the first only.

use std::collections::BTreeSet;

use super::Templates;
use super::faults::{FIELD, UNDEFINED};
use crate::finding::Fault;
use crate::text::Source;

/// The templates with each expression that faults name replaced by an empty value of the same length, so that places stay
/// as they are; nothing where no fault names one.
pub fn masked(templates: &Templates, faults: &[Fault]) -> Option<Templates> {
    let mut masked = templates.clone();
    let mut changed = false;
    let mut seen = BTreeSet::new();
    for fault in faults.iter().filter(|f| f.code == FIELD || f.code == UNDEFINED) {
        let named = masked.iter().find(|(_, source)| source.path() == fault.place.path());
        let Some((name, source)) = named.map(|(n, s)| (n.clone(), s.clone())) else { continue };
        let span = fault.place.first();
        // Several pages stop at the same place.
        if !seen.insert((name.clone(), span)) {
            continue;
        }
        // A value that went on into a filter is first shown bare: then the engine tells what its mapping has.
        let bare = if fault.code == UNDEFINED { bare(source.text(), span.end()) } else { None };
        if let Some(text) = bare.or_else(|| without(source.text(), span.start(), span.end())) {
            masked.insert(name, Source::new(source.path(), text));
            changed = true;
        }
    }
    changed.then_some(masked)
}

/// Whether a character belongs to the name of a value: `pain.statement`.
pub fn is_path(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '.'
}

/// The text without the filters behind an expression that is printed; nothing where there are none.
fn bare(text: &str, end: usize) -> Option<String> {
    let rest = text.get(end..)?;
    let close = rest.find("}}").filter(|close| rest.find("%}").is_none_or(|other| *close < other))?;
    let filters = rest.get(..close)?;
    if !filters.trim_start().starts_with('|') || filters.contains('\n') {
        return None;
    }
    Some(format!("{}{}{}", text.get(..end)?, " ".repeat(filters.len()), rest.get(close..)?))
}

/// The text with the whole expression around a stretch emptied; nothing where no value is as short.
fn without(text: &str, start: usize, end: usize) -> Option<String> {
    // It was emptied for another fault.
    if !text.get(start..end)?.contains(char::is_alphanumeric) {
        return None;
    }
    let part = is_path;
    let before = text.get(..start)?;
    let start =
        before.len() - before.chars().rev().take_while(|c| part(*c)).map(char::len_utf8).sum::<usize>();
    let after = text.get(end..)?;
    let end = end + after.chars().take_while(|c| part(*c)).map(char::len_utf8).sum::<usize>();
    let (before, after) = (text.get(..start)?.trim_end(), text.get(end..)?.trim_start());
    let sum = ['<', '>', '+', '*', '/'];
    let empty = match () {
        () if before.ends_with(" in") => "[]",
        () if before.ends_with(sum) || after.starts_with(sum) || after.starts_with("- ") => "0",
        () => "\"\"",
    };
    let length = end - start;
    if length < empty.len() || text.get(start..end)?.contains('\n') {
        return None;
    }
    let blanks = " ".repeat(length - empty.len());
    Some(format!("{}{empty}{blanks}{}", text.get(..start)?, text.get(end..)?))
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn an_expression_is_emptied_and_nothing_moves() {
        let text = "{{ pain.statment | line }}";
        assert_eq!(without(text, 8, 16).as_deref(), Some("{{ \"\"            | line }}"));
        let text = "{% if pian.n > 3 %}";
        assert_eq!(without(text, 6, 10).as_deref(), Some("{% if 0      > 3 %}"));
        let text = "{% for x in pain.wrds %}";
        assert_eq!(without(text, 12, 21).as_deref(), Some("{% for x in []        %}"));
        assert_eq!(without("{{ x }}", 3, 4), None);
    }
}

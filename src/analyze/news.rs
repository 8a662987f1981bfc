//! What changed in the messaging, as a reader of the playbook counts it: what became of an item, and which of its fields
//! they should hear about.

use crate::history::{Event, FieldChange, ItemChange, Piece, Value, word_diff};
use crate::shape::Date;

/// What became of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Became {
    /// It is new, and not for buyers yet.
    Drafted,
    /// It is new.
    Added,
    /// It may be used from now on.
    Approved,
    /// It says something else.
    Changed,
    /// Somebody looked at it and left it as it was.
    Confirmed,
    /// It must not be used any more.
    Retired,
    /// It is gone.
    Removed,
}

impl Became {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Drafted => "drafted",
            Self::Added => "added",
            Self::Approved => "approved",
            Self::Changed => "changed",
            Self::Confirmed => "confirmed",
            Self::Retired => "retired",
            Self::Removed => "removed",
        }
    }

    /// Whether somebody has to say or write something else after it.
    pub fn matters(self) -> bool {
        !matches!(self, Self::Confirmed | Self::Drafted)
    }
}

/// Fields that say when and by whom an item was looked at, and nothing that is said to buyers.
const ABOUT: &[&str] = &["reviewed", "expires", "approved_by", "owner", "note", "tags"];

/// What became of an item with a change.
pub fn became(change: &ItemChange) -> Became {
    let status = change.fields.iter().find(|field| field.field == "status");
    let is = |values: &[Value], name: &str| values.iter().any(|v| v.shown() == name);
    match change.event {
        Event::Removed => Became::Removed,
        Event::Added if status.is_some_and(|s| is(&s.now, "draft")) => Became::Drafted,
        Event::Added => Became::Added,
        Event::Changed => match status {
            Some(s) if is(&s.now, "retired") => Became::Retired,
            Some(s) if is(&s.now, "approved") => Became::Approved,
            Some(_) => Became::Changed,
            None if change.fields.iter().all(|field| ABOUT.contains(&field.field.as_str())) => {
                Became::Confirmed
            }
            None => Became::Changed,
        },
    }
}

/// The fields of a change that a reader should see, those that are said to buyers first. Nothing of an item that is new or
/// gone: its page tells, or nobody needs it.
pub fn told(change: &ItemChange) -> Vec<&FieldChange> {
    if change.event != Event::Changed {
        return vec![];
    }
    let mut fields: Vec<&FieldChange> = change.fields.iter().collect();
    fields.sort_by_key(|field| ABOUT.contains(&field.field.as_str()));
    fields
}

/// The Monday of the week of a day.
pub fn monday(day: Date) -> Date {
    let offset = i64::from(day.0.weekday().to_monday_zero_offset());
    Date(day.0.checked_sub(jiff::Span::new().days(offset)).unwrap_or(day.0))
}

/// How many words stay on each side of what changed.
const BESIDE: usize = 6;

/// What changed in a field, word by word, with a few words of what stayed.
pub fn wording(field: &FieldChange) -> Vec<Piece> {
    let (was, now) = (FieldChange::shown(&field.was), FieldChange::shown(&field.now));
    let figure = |values: &[Value]| matches!(values, [Value::Figure(_)]);
    if figure(&field.was) || figure(&field.now) {
        return [Piece::Was(was), Piece::Now(now)].into_iter().filter(|p| !text(p).is_empty()).collect();
    }
    let pieces = word_diff(&was, &now);
    let last = pieces.len().saturating_sub(1);
    let shortened = |(at, piece): (usize, Piece)| match piece {
        Piece::Same(text) => Piece::Same(beside(&text, at > 0, at < last)),
        other => other,
    };
    pieces.into_iter().enumerate().map(shortened).collect()
}

fn text(piece: &Piece) -> &str {
    match piece {
        Piece::Same(text) | Piece::Was(text) | Piece::Now(text) => text,
    }
}

/// The words of a stretch that stand beside what changed before it and after it.
fn beside(text: &str, before: bool, after: bool) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (head, tail) = (if before { BESIDE } else { 0 }, if after { BESIDE } else { 0 });
    if words.len() <= head + tail + 2 {
        return words.join(" ");
    }
    let start = words.get(..head).unwrap_or_default().join(" ");
    let end = words.get(words.len() - tail..).unwrap_or_default().join(" ");
    [start.as_str(), "\u{2026}", end.as_str()]
        .into_iter()
        .filter(|t| !t.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(event: Event, fields: &[(&str, &str, &str)]) -> ItemChange {
        let values = |text: &str| if text.is_empty() { vec![] } else { vec![Value::Text(text.to_owned())] };
        let field = |(field, was, now): &(&str, &str, &str)| FieldChange {
            field: (*field).to_owned(),
            was: values(was),
            now: values(now),
        };
        ItemChange {
            kind: "claims",
            noun: "claim",
            id: "a".to_owned(),
            title: "A".to_owned(),
            event,
            fields: fields.iter().map(field).collect(),
        }
    }

    #[test]
    fn a_change_is_called_by_what_it_means_for_the_reader() {
        for (event, fields, expected) in [
            (Event::Added, &[("status", "", "approved")][..], Became::Added),
            (Event::Added, &[("status", "", "draft")], Became::Drafted),
            (Event::Changed, &[("status", "draft", "approved")], Became::Approved),
            (Event::Changed, &[("status", "approved", "retired"), ("says", "a", "b")], Became::Retired),
            (Event::Changed, &[("reviewed", "2026-01-01", "2026-02-01")], Became::Confirmed),
            (
                Event::Changed,
                &[("reviewed", "2026-01-01", "2026-02-01"), ("says", "a", "b")],
                Became::Changed,
            ),
            (Event::Removed, &[], Became::Removed),
        ] {
            assert_eq!(became(&change(event, fields)), expected, "{fields:?}");
        }
    }

    #[test]
    fn of_a_long_text_only_what_stands_beside_the_change_is_told() {
        let was = "one two three four five six seven eight nine ten eleven old words";
        let field = change(Event::Changed, &[("says", was, &was.replace("old", "new"))]).fields.remove(0);
        let told: Vec<String> = wording(&field).iter().map(|p| text(p).to_owned()).collect();
        assert_eq!(told, ["\u{2026} six seven eight nine ten eleven", "old", "new", "words"]);
    }

    #[test]
    fn a_week_begins_on_monday() {
        let monday = |text| super::monday(Date::parse(text).unwrap()).to_string();
        assert_eq!((monday("2026-11-01"), monday("2026-11-02")), ("2026-10-26".into(), "2026-11-02".into()));
    }
}

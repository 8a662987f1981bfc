//! An impact as Markdown, for a comment on a pull request.

use std::fmt::Write;

use super::Impact;
use crate::history::{Event, FieldChange, Piece, word_diff};
use crate::report::plain;
use crate::text::Place;

/// Most lines of each part; code hosts refuse longer comments.
const LINES: usize = 150;

pub(super) fn render(impact: &Impact) -> String {
    let mut text = format!("## Messaging {}\n\n", plain(&impact.sides()));
    if impact.changes.is_empty() {
        text.push_str("No item changed.\n");
    }
    let changes = impact.changes.iter().map(|changed| {
        let change = &changed.change;
        let name = plain(&format!("{} {}", change.noun, change.id));
        let mut line = format!("- **{name}** {}", change.event.name());
        if !changed.used_by.is_empty() {
            let _ = write!(line, ", used by {}", plain(&changed.used_by.join(", ")));
        }
        if change.event == Event::Changed {
            for field in &change.fields {
                let _ = write!(line, "\n  - {}: {}", plain(&field.field), marked(field));
            }
        } else {
            let _ = write!(line, "\n  - {}", plain(change.title.trim()));
        }
        line
    });
    lines(&mut text, changes);
    let _ = writeln!(text, "\n### Wrong now: {}\n", impact.wrong.len());
    lines(
        &mut text,
        impact.wrong.iter().map(|f| {
            let (severity, message) = (f.severity.name(), plain(&f.message));
            format!("- **{severity}** {}: {message} ({})", at(&f.place), plain(f.rule))
        }),
    );
    let _ = writeln!(text, "\n### Due for a look: {}\n", impact.look.len());
    lines(
        &mut text,
        impact.look.iter().map(|look| {
            let name = plain(&format!("{} {}", look.noun, look.id));
            format!("- {}: {name}: {}", at(&look.place), plain(&look.excerpt))
        }),
    );
    text
}

fn lines(text: &mut String, lines: impl ExactSizeIterator<Item = String>) {
    let more = lines.len().saturating_sub(LINES);
    for line in lines.take(LINES) {
        let _ = writeln!(text, "{line}");
    }
    if more > 0 {
        let _ = writeln!(text, "- and {more} more");
    }
}

fn at(place: &Place) -> String {
    let inside = place.words().map_or_else(|| format!("line {}", place.start().line), str::to_owned);
    format!("{}, {}", plain(place.path()), plain(&inside))
}

/// What went is struck out, what came is bold.
fn marked(field: &FieldChange) -> String {
    let pieces = word_diff(&FieldChange::shown(&field.was), &FieldChange::shown(&field.now));
    let pieces = pieces.into_iter().map(|piece| match piece {
        Piece::Same(text) => plain(&text),
        Piece::Was(text) => format!("~~{}~~", plain(&text)),
        Piece::Now(text) => format!("**{}**", plain(&text)),
    });
    pieces.collect::<Vec<_>>().join(" ")
}

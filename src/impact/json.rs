//! An impact as JSON, for other programs. Its shape is version 1 and changes only on purpose.

use serde_json::{Value as Json, json};

use super::{Changed, Impact};
use crate::text::Place;

pub(super) fn render(impact: &Impact) -> String {
    let wrong = impact.wrong.iter().map(|f| {
        json!({
            "rule": f.rule,
            "severity": f.severity.name(),
            "certainty": f.certainty.name(),
            "message": f.message,
            "why": f.why,
            "help": f.help,
            "object": f.object,
            "place": place(&f.place),
            "fingerprint": f.fingerprint,
        })
    });
    let look = impact.look.iter().map(|look| {
        json!({
            "item": {"kind": look.noun, "id": look.id},
            "place": place(&look.place),
            "excerpt": look.excerpt,
            "team": look.team,
        })
    });
    let faults = impact
        .faults
        .iter()
        .map(|f| json!({"code": f.code, "message": f.message, "help": f.help, "place": place(&f.place)}));
    let document = json!({
        "version": 1,
        "from": impact.from,
        "to": impact.to,
        "changes": impact.changes.iter().map(change).collect::<Vec<_>>(),
        "wrong": wrong.collect::<Vec<_>>(),
        "look": look.collect::<Vec<_>>(),
        "not_checked": faults.collect::<Vec<_>>(),
    });
    // Such a document holds nothing that JSON lacks, so writing it cannot fail.
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn change(changed: &Changed) -> Json {
    let change = &changed.change;
    let fields = change.fields.iter().map(|f| json!({"field": f.field, "was": f.was, "now": f.now}));
    json!({
        "kind": change.noun,
        "id": change.id,
        "title": change.title,
        "event": change.event.name(),
        "fields": fields.collect::<Vec<_>>(),
        "used_by": changed.used_by,
    })
}

fn place(place: &Place) -> Json {
    let start = place.start();
    json!({
        "path": place.path(),
        "inside": place.words(),
        "line": start.line,
        "column": start.scalar,
        "text": place.text(),
    })
}

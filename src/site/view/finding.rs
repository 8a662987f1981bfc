//! A finding with its excerpt as templates see it.

use tera::Value;

use super::{map, reference, who};
use crate::finding::Finding;
use crate::limits;
use crate::model::KINDS;
use crate::site::edition::Edition;
use crate::site::prose::plain;
use crate::text::Span;

/// A finding with the line it stands in, in three parts.
pub fn finding(edition: &Edition, finding: &Finding) -> Value {
    let place = &finding.place;
    let (source, span) = (place.source(), place.first());
    let start = place.start();
    let line = source.line_span(start.line);
    let end = span.end().min(line.end()).max(span.start());
    let approved = finding.object.as_ref().and_then(|object| {
        let kind = KINDS.iter().find(|k| k.noun == object.kind)?;
        let url = edition.page_of(kind.key, &object.id)?;
        // Of a claim the wording is what the writer needs.
        let claim = edition.project.of(&edition.project.playbook.claims, &object.id);
        match claim.filter(|_| kind.key == "claims") {
            Some(claim) => Some(reference(kind.noun, &object.id, &plain(&claim.says), url, false)),
            None => Some(edition.reference(kind.key, &object.id)),
        }
    });
    map! {
        "rule": finding.rule,
        "rule_url": edition.rule_url(finding.rule),
        "severity": finding.severity.name(),
        "certainty": finding.certainty.name(),
        "message": &*finding.message,
        "why": some(&finding.why),
        "fix": some(&finding.help),
        "path": place.path(),
        "line": start.line,
        "col": start.grapheme,
        "place_url": edition.edit_url(place.path(), start.line),
        "before": before(source.slice(Span::new(line.start(), span.start()))),
        "match": cut(source.slice(Span::new(span.start(), end))),
        "after": cut(source.slice(Span::new(end, line.end()))),
        "approved": approved,
        "team": edition.team_of(place.path()).map(who),
        "stage": edition.stage_of(place.path()),
    }
}

fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// A text cut at the width of an excerpt.
fn cut(text: &str) -> String {
    match text.char_indices().nth(limits::EXCERPT_COLUMNS) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or("")),
        None => text.to_owned(),
    }
}

/// The end of what stands before a match, at most half as wide as an excerpt.
fn before(text: &str) -> String {
    let text = text.trim_start();
    let most = limits::EXCERPT_COLUMNS / 2;
    match text.char_indices().rev().nth(most) {
        Some((at, c)) => format!("…{}", text.get(at + c.len_utf8()..).unwrap_or("")),
        None => text.to_owned(),
    }
}

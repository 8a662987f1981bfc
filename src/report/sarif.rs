//! SARIF 2.1.0 (an OASIS standard) for code hosts and editors: rules with their pages, places in UTF-16 units, fixes.

use serde_json::{Value as Json, json};

use super::{Report, Setting};
use crate::check::Outcome;
use crate::finding::{Certainty, Fault, Finding, Fix, Related, Severity};
use crate::rules::{self, Rule};
use crate::text::{Place, Source, Span};

pub static REPORT: Report = Report {
    name: "sarif",
    extension: "sarif",
    describe: "findings with rules and fixes, for code hosts and editors",
    render,
};

/// What stands for the project's root in every address.
const ROOT: &str = "%SRCROOT%";

fn render(outcome: &Outcome, setting: &Setting) -> String {
    let silenced = outcome.suppressed.iter().map(|s| &s.finding);
    let mut ids: Vec<&str> = outcome.findings.iter().chain(silenced).map(|f| f.rule).collect();
    ids.sort_unstable();
    ids.dedup();
    let index = |finding: &Finding| ids.binary_search(&finding.rule).unwrap_or_default();
    let mut results: Vec<Json> = outcome.findings.iter().map(|f| result(f, index(f))).collect();
    results.extend(outcome.suppressed.iter().map(|suppressed| {
        let mut result = result(&suppressed.finding, index(&suppressed.finding));
        let inside = suppressed.by.path() == suppressed.finding.place.path();
        let kind = if inside { "inSource" } else { "external" };
        result["suppressions"] =
            json!([{"kind": kind, "status": "accepted", "justification": suppressed.reason}]);
        result
    }));
    let document = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "refrain",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": ids.iter().map(|id| descriptor(id)).collect::<Vec<_>>(),
            }},
            "automationDetails": {"id": "refrain/"},
            "columnKind": "utf16CodeUnits",
            "originalUriBaseIds": {ROOT: {"description": {"text": "the folder of refrain.yaml"}}},
            "invocations": [{
                "executionSuccessful": outcome.faults.is_empty(),
                "toolExecutionNotifications": outcome.faults.iter().map(notification).collect::<Vec<_>>(),
            }],
            "results": results,
            "properties": {
                "title": setting.title,
                "asOf": outcome.as_of,
                "checked": outcome.checked,
                "known": outcome.known.len(),
                "stale": outcome.stale.len(),
                "notShown": outcome.cut.len(),
            },
        }],
    });
    format!("{document:#}\n")
}

fn descriptor(id: &str) -> Json {
    let Some(rule) = rules::rule(id) else { return json!({"id": id}) };
    let Rule { summary, severity, certainty, page, .. } = rule;
    json!({
        "id": id,
        "shortDescription": {"text": summary},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": level(*severity)},
        "properties": {"tags": [rule.family()], "precision": precision(*certainty)},
    })
}

/// SARIF's word for a severity.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// The word that code hosts know for a certainty.
fn precision(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Exact => "very-high",
        Certainty::Strong => "high",
        Certainty::Advisory => "medium",
    }
}

fn result(finding: &Finding, rule: usize) -> Json {
    let parts = [&finding.message, &finding.why, &finding.help];
    let mut text = parts.into_iter().filter(|p| !p.is_empty()).cloned().collect::<Vec<_>>().join("\n");
    if !finding.place.is_exact() {
        text.push_str("\nThe place is approximate.");
    }
    let mut result = json!({
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": level(finding.severity),
        "message": {"text": text},
        "locations": [location(&finding.place)],
        "partialFingerprints": {"refrain/v1": finding.fingerprint, "primaryLocationLineHash": finding.fingerprint},
        "properties": {
            "certainty": finding.certainty,
            "object": finding.object,
            "team": finding.context.as_ref().and_then(|c| c.team.as_deref()),
            "stage": finding.context.as_ref().and_then(|c| c.stage.as_deref()),
        },
    });
    if let Some(object) = result.as_object_mut() {
        if !finding.related.is_empty() {
            object.insert("relatedLocations".into(), related(&finding.related));
        }
        if !finding.fixes.is_empty() {
            let source = finding.place.source();
            object.insert("fixes".into(), finding.fixes.iter().map(|f| fix(f, source)).collect());
        }
    }
    result
}

fn location(place: &Place) -> Json {
    let source = place.source();
    let mut location = json!({
        "physicalLocation": {
            "artifactLocation": artifact(source),
            "region": region(source, place.whole()),
        },
    });
    if let Some(object) = location.as_object_mut() {
        let pieces: Vec<Json> = place.spans().map(|span| region(source, span)).collect();
        if pieces.len() > 1 {
            object.insert("annotations".into(), pieces.into());
        }
        if let Some(words) = place.words() {
            object.insert("logicalLocations".into(), json!([{"fullyQualifiedName": words}]));
        }
    }
    location
}

fn related(related: &[Related]) -> Json {
    let locations = related.iter().enumerate().map(|(at, related)| {
        let mut location = location(&related.place);
        if let Some(object) = location.as_object_mut() {
            object.insert("id".into(), at.into());
            object.insert("message".into(), json!({"text": related.label}));
        }
        location
    });
    locations.collect()
}

fn fix(fix: &Fix, source: &Source) -> Json {
    let replacements: Vec<Json> = fix
        .edits
        .iter()
        .map(|edit| json!({"deletedRegion": region(source, edit.span), "insertedContent": {"text": edit.text}}))
        .collect();
    json!({
        "description": {"text": fix.title},
        "artifactChanges": [{"artifactLocation": artifact(source), "replacements": replacements}],
        "properties": {"safe": fix.safe},
    })
}

fn notification(fault: &Fault) -> Json {
    let mut notification = json!({
        "descriptor": {"id": fault.code},
        "level": "error",
        "message": {"text": format!("not checked: {}\n{}", fault.message, fault.help)},
        "locations": [location(&fault.place)],
    });
    if !fault.related.is_empty()
        && let Some(locations) = notification["locations"].as_array_mut()
        && let Json::Array(more) = related(&fault.related)
    {
        locations.extend(more);
    }
    notification
}

fn region(source: &Source, span: Span) -> Json {
    let (start, end) = (source.position(span.start()), source.position(span.end()));
    json!({
        "startLine": start.line,
        "startColumn": start.utf16,
        "endLine": end.line,
        "endColumn": end.utf16,
    })
}

fn artifact(source: &Source) -> Json {
    json!({"uri": uri(source.path()), "uriBaseId": ROOT})
}

/// A path as a relative URI: what a URI keeps for itself is written as bytes in hexadecimal.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(byte.into())
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn a_path_becomes_a_relative_uri() {
        assert_eq!(uri("copy/a b/größe:1.md"), "copy/a%20b/gr%C3%B6%C3%9Fe%3A1.md");
    }
}

//! CSV (RFC 4180) of a list: a line for each item, a column for each field of its kind, whether used or not.
//!
//! The columns are those of the kind's schema, so they stay the same whatever the messaging holds. A field of a mapping is
//! named with a dot (`figure.value`), the entries of a list are parted by semicolons. The file begins with a byte order mark,
//! without which spreadsheets take UTF-8 for something else. A cell that a spreadsheet would run as a formula gets an
//! apostrophe in front (OWASP, CSV injection).

use serde_json::Value as Json;

use super::{Format, Write};
use crate::model::KINDS;

pub static FORMAT: Format =
    Format { name: "csv", describe: "a list for a spreadsheet", is_text: true, write: Write::List(csv) };

/// Fields that `api/KIND.json` does not hold: they are for colleagues.
const INSIDE: [&str; 2] = ["note", "examples"];

fn csv(kind: &str, api: &[u8]) -> Result<Vec<u8>, String> {
    let document: Json = serde_json::from_slice(api).map_err(|e| format!("the list cannot be read: {e}"))?;
    let columns = columns(kind);
    let mut out = String::from("\u{feff}");
    row(&mut out, columns.iter().map(|c| c.join(".")));
    for item in document["items"].as_array().into_iter().flatten() {
        row(&mut out, columns.iter().map(|column| guarded(&cell(item, column))));
    }
    Ok(out.into_bytes())
}

fn row(out: &mut String, cells: impl Iterator<Item = String>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.push(',');
        }
        if cell.contains([',', '"', '\r', '\n']) || cell.starts_with(' ') || cell.ends_with(' ') {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&cell);
        }
    }
    out.push_str("\r\n");
}

/// A text that no spreadsheet takes for a formula. Numbers stay numbers.
fn guarded(cell: &str) -> String {
    let runs = |c: char| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠');
    let risky = cell.trim_start_matches(' ').starts_with(runs);
    if risky && cell.parse::<f64>().is_err() { format!("'{cell}") } else { cell.to_owned() }
}

/// The way to each column's value, by the schema of the kind: id, title and page first, then its fields.
fn columns(kind: &str) -> Vec<Vec<String>> {
    let mut columns: Vec<Vec<String>> =
        ["id", "title", "url"].iter().map(|name| vec![(*name).to_owned()]).collect();
    if let Some(kind) = KINDS.iter().find(|k| k.key == kind) {
        let schema = (kind.schema)();
        fields(&schema, &schema, &mut vec![], &mut columns);
    }
    columns
}

fn fields(document: &Json, schema: &Json, way: &mut Vec<String>, columns: &mut Vec<Vec<String>>) {
    let schema = resolved(document, schema);
    let Some(properties) = schema["properties"].as_object() else {
        columns.push(way.clone());
        return;
    };
    for (name, property) in properties {
        if way.is_empty() && (INSIDE.contains(&name.as_str()) || name == "id") {
            continue;
        }
        way.push(name.clone());
        fields(document, property, way, columns);
        way.pop();
    }
}

/// The record that a schema means, through references, lists and alternatives; itself where it means none.
fn resolved<'s>(document: &'s Json, schema: &'s Json) -> &'s Json {
    if let Some(name) = schema["$ref"].as_str().and_then(|r| r.strip_prefix("#/$defs/")) {
        return resolved(document, &document["$defs"][name]);
    }
    let inner = ["anyOf", "oneOf"].iter().filter_map(|key| schema[*key].as_array()).flatten();
    let inner = inner.chain(schema.get("items"));
    let records = inner.map(|s| resolved(document, s));
    records.into_iter().find(|s| s["properties"].is_object()).unwrap_or(schema)
}

/// What stands at the end of a way; of a list of records the values in order, so that the columns of one list go together.
fn cell(value: &Json, way: &[String]) -> String {
    match (value, way) {
        (Json::Array(list), _) => {
            let cells: Vec<String> = list.iter().map(|entry| cell(entry, way)).collect();
            if cells.iter().all(String::is_empty) { String::new() } else { cells.join("; ") }
        }
        (Json::Object(map), [first, rest @ ..]) => map.get(first).map_or(String::new(), |v| cell(v, rest)),
        (Json::Object(map), []) => {
            map.iter().map(|(key, v)| format!("{key}: {}", cell(v, &[]))).collect::<Vec<_>>().join("; ")
        }
        (_, [_, ..]) | (Json::Null, []) => String::new(),
        (Json::String(text), []) => text.clone(),
        (other, []) => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for (cell, shown) in [
            ("=1+1", "'=1+1"),
            ("  =HYPERLINK(\"x\")", "'  =HYPERLINK(\"x\")"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-cmd", "'-cmd"),
            ("\t=1", "'\t=1"),
            ("＝1", "'＝1"),
            ("-12.5", "-12.5"),
            ("62 %", "62 %"),
        ] {
            assert_eq!(guarded(cell), shown);
        }
    }

    #[test]
    fn cells_are_quoted_where_they_must() {
        let mut out = String::new();
        row(&mut out, ["a", "b,c", "say \"x\"", "one\ntwo", ""].iter().map(ToString::to_string));
        assert_eq!(out, "a,\"b,c\",\"say \"\"x\"\"\",\"one\ntwo\",\r\n");
    }

    #[test]
    fn columns_follow_the_schema() {
        let columns: Vec<String> = columns("claims").iter().map(|c| c.join(".")).collect();
        for name in ["id", "url", "says", "figure.value", "proof.kind", "proof.expires", "owner", "status"] {
            assert!(columns.iter().any(|c| c == name), "{name} in {columns:?}");
        }
        assert!(!columns.iter().any(|c| c.starts_with("note") || c.starts_with("examples")), "{columns:?}");
    }
}

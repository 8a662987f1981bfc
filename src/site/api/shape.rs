//! The shape of `api/v1` at work: values brought into it, and its JSON Schema, from one table.

use serde_json::{Map, Value as Json, json};

use super::table::{Field, Form, HEAD, MAYBE, fields};
use crate::model::KindInfo;

/// A value as its form has it; nothing where it is empty or of another form.
pub fn formed(form: &Form, value: &Json) -> Option<Json> {
    match form {
        Form::Text | Form::Link(_) | Form::Day => {
            value.as_str().filter(|text| !text.trim().is_empty()).map(|text| Json::from(text.trim_end()))
        }
        Form::Number => value.as_f64().and_then(plain),
        Form::Flag => value.as_bool().map(Json::from),
        Form::List(inner) => {
            let list: Vec<Json> = value.as_array()?.iter().filter_map(|entry| formed(inner, entry)).collect();
            (!list.is_empty()).then(|| Json::from(list))
        }
        Form::Map(inner) => {
            let entries = value.as_object()?.iter();
            let map: Map<String, Json> =
                entries.filter_map(|(key, value)| Some((key.clone(), formed(inner, value)?))).collect();
            (!map.is_empty()).then(|| Json::from(map))
        }
        Form::Record(fields) => {
            let map = record(fields, value);
            (!map.is_empty()).then(|| Json::from(map))
        }
        Form::Split => formed(&Form::Number, value).or_else(|| formed(&Form::Map(&Form::Number), value)),
    }
}

/// The known fields of a mapping.
pub fn record(fields: &[Field], value: &Json) -> Map<String, Json> {
    let formed = |(name, form): &Field| {
        // The program's own word for the key `use`.
        let value = value.get(name).or_else(|| value.get("preferred").filter(|_| *name == "use"))?;
        Some(((*name).to_owned(), formed(form, value)?))
    };
    fields.iter().filter_map(formed).collect()
}

/// A number, whole where it is whole.
pub fn plain(number: f64) -> Option<Json> {
    // Whole numbers up to 2^53 are the same as integers.
    if number.fract() == 0.0 && number.abs() < 9e15 {
        return Some(Json::from(number as i64));
    }
    serde_json::Number::from_f64(number).map(Json::from)
}

/// The schema of a form.
fn schema(form: &Form) -> Json {
    match form {
        Form::Text => json!({"type": "string"}),
        Form::Number => json!({"type": "number"}),
        Form::Flag => json!({"type": "boolean"}),
        Form::Day => json!({"type": "string", "format": "date", "pattern": "^\\d{4}-\\d{2}-\\d{2}$"}),
        Form::Link(kind) => {
            json!({"type": "string", "description": format!("The id of an item in {}", file_of(kind))})
        }
        Form::List(inner) => json!({"type": "array", "items": schema(inner)}),
        Form::Map(inner) => json!({"type": "object", "additionalProperties": schema(inner)}),
        Form::Record(fields) => object(fields.iter().map(|(name, form)| ((*name).to_owned(), schema(form)))),
        Form::Split => {
            json!({"anyOf": [schema(&Form::Number), schema(&Form::Map(&Form::Number))]})
        }
    }
}

fn object(properties: impl Iterator<Item = (String, Json)>) -> Json {
    let properties: Map<String, Json> = properties.collect();
    json!({"type": "object", "properties": properties, "additionalProperties": false})
}

/// The name of the file of a kind: `value_props` is `value-props.json`.
pub fn file_of(kind: &str) -> String {
    format!("{}.json", kind.replace('_', "-"))
}

/// The schema of the file of a kind, with what the model says of its fields.
pub fn document(kind: &KindInfo) -> Json {
    let model = (kind.schema)();
    let definition = model["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/"));
    let properties = definition.map(|name| &model["$defs"][name]["properties"]);
    let described = |name: &str, mut schema: Json| {
        let words = properties.and_then(|p| p[name]["description"].as_str());
        if let (Some(words), Some(object)) = (words, schema.as_object_mut()) {
            object.entry("description").or_insert_with(|| words.into());
        }
        schema
    };
    let or_null = |name: &str, form: &Form| match MAYBE.contains(&name) {
        true => json!({"anyOf": [schema(form), {"type": "null"}]}),
        false => schema(form),
    };
    let own = fields(kind.key).unwrap_or_default();
    let head = HEAD.iter().map(|(name, form)| ((*name).to_owned(), described(name, or_null(name, form))));
    let own = own.iter().map(|(name, form)| ((*name).to_owned(), described(name, schema(form))));
    let mut item = object(head.chain(own));
    // A text that the model asks for is always there. A list may be empty for a team that must not see what is in it.
    let asked = definition.and_then(|name| model["$defs"][name]["required"].as_array());
    let asked = |name: &str| asked.is_some_and(|list| list.iter().any(|n| n.as_str() == Some(name)));
    let texts = fields(kind.key).unwrap_or_default().iter().filter(|(_, form)| matches!(form, Form::Text));
    let texts = texts.map(|(name, _)| *name).filter(|name| asked(name));
    item["required"] = HEAD.iter().map(|(name, _)| *name).chain(texts).collect::<Vec<_>>().into();
    let mut whole = object(
        [
            ("version", json!({"const": 1})),
            ("kind", json!({"const": kind.key})),
            ("as_of", schema(&Form::Day)),
            ("items", json!({"type": "array", "items": {"$ref": "#/$defs/item"}})),
        ]
        .into_iter()
        .map(|(name, schema)| (name.to_owned(), schema)),
    );
    whole["required"] = json!(["version", "kind", "as_of", "items"]);
    whole["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    whole["title"] = format!("{}, version 1", kind.label).into();
    whole["description"] = kind.description.into();
    whole["$defs"] = json!({ "item": item });
    whole
}

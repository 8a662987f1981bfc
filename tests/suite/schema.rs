//! The JSON Schemas judge as the readers do: on samples named by what is wrong with them, and on thousands made from the
//! schemas themselves by putting a wrong value in each place.

use std::collections::BTreeSet;
use std::fs;
use std::sync::LazyLock;

use jsonschema::Validator;
use refrain::config::{Config, FolderSettings};
use refrain::model::Playbook;
use refrain::syntax::yaml::{self, Node, Style, Value};
use refrain::text::{Source, Span};
use regex::Regex;
use serde_json::{Map, Value as Json, json};

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Sort {
    Content,
    Settings,
    Folder,
}

const SORTS: [Sort; 3] = [Sort::Content, Sort::Settings, Sort::Folder];

impl Sort {
    fn schema(self) -> Json {
        match self {
            Self::Content => Playbook::schema(),
            Self::Settings => Config::schema(),
            Self::Folder => FolderSettings::document(),
        }
    }

    fn validator(self) -> Validator {
        jsonschema::options().should_validate_formats(true).build(&self.schema()).unwrap()
    }

    /// What the reader says against a text.
    fn faults(self, text: &str) -> Vec<String> {
        let source = Source::new("sample.yaml", text);
        let faults = match self {
            Self::Content => Playbook::read(&source).1,
            Self::Settings => Config::read(&source).1,
            Self::Folder => FolderSettings::of(&source).1,
        };
        faults.into_iter().map(|f| format!("{}: {} ({})", f.code, f.message, f.help)).collect()
    }
}

/// A YAML text as JSON, by the rules of YAML 1.2 core, as an editor's YAML service would read it.
fn json_of(text: &str) -> Json {
    let source = Source::new("sample.yaml", text);
    let tree = yaml::read(&source, Span::new(0, text.len()));
    assert!(tree.faults.is_empty(), "samples must be sound YAML: {:?}\n{text}", tree.faults);
    tree.root.map_or(Json::Null, |root| of_node(&root))
}

fn of_node(node: &Node) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Scalar(scalar) if scalar.style == Style::Plain => of_plain(&scalar.text),
        Value::Scalar(scalar) => scalar.text.clone().into(),
        Value::List(items) => items.iter().map(of_node).collect(),
        Value::Map(entries) => {
            Json::Object(entries.iter().map(|e| (e.key.text.clone(), of_node(&e.value))).collect())
        }
    }
}

fn of_plain(text: &str) -> Json {
    static WHOLE: LazyLock<Regex> = LazyLock::new(|| Regex::new("^[-+]?[0-9]+$").unwrap());
    static FLOAT: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$").unwrap());
    let radix = |mark: &str, radix| text.strip_prefix(mark).and_then(|t| i64::from_str_radix(t, radix).ok());
    match text {
        "true" | "True" | "TRUE" => true.into(),
        "false" | "False" | "FALSE" => false.into(),
        _ if WHOLE.is_match(text) => {
            text.parse::<i64>().map_or_else(|_| text.parse::<f64>().unwrap().into(), Json::from)
        }
        _ if FLOAT.is_match(text) => text.parse::<f64>().unwrap().into(),
        _ => radix("0x", 16).or_else(|| radix("0o", 8)).map_or_else(|| text.into(), Json::from),
    }
}

#[test]
fn samples_are_judged_the_same_and_as_their_folder_says() {
    let (mut wrong, mut count) = (vec![], 0);
    for sort in SORTS {
        let validator = sort.validator();
        for valid in [true, false] {
            let folder =
                format!("tests/schema/{}/{sort:?}", if valid { "valid" } else { "invalid" }).to_lowercase();
            for entry in fs::read_dir(&folder).unwrap() {
                let path = entry.unwrap().path();
                let text = fs::read_to_string(&path).unwrap();
                let faults = sort.faults(&text);
                let errors: Vec<String> =
                    validator.iter_errors(&json_of(&text)).map(|e| e.to_string()).collect();
                if faults.is_empty() != valid || errors.is_empty() != valid {
                    wrong.push(format!("{}: reader {faults:?}, schema {errors:?}", path.display()));
                }
                count += 1;
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(count >= 40, "only {count} samples");
}

/// A value that a schema allows: every key there is, one entry in each list. `way` chooses among alternatives.
fn sample(schema: &Json, root: &Json, way: usize) -> Json {
    if let Some(name) = schema["$ref"].as_str() {
        let definition = root.pointer(name.trim_start_matches('#')).unwrap();
        return sample(definition, root, way);
    }
    for key in ["anyOf", "oneOf"] {
        if let Some(alternatives) = schema[key].as_array() {
            return sample(&alternatives[way.min(alternatives.len() - 1)], root, way);
        }
    }
    if let Some(value) = schema.get("const") {
        return value.clone();
    }
    if let Some(values) = schema["enum"].as_array() {
        return values[way.min(values.len() - 1)].clone();
    }
    let kind = schema["type"].as_str().or_else(|| schema["type"][0].as_str());
    match kind.unwrap_or_else(|| panic!("a schema without a type: {schema}")) {
        "object" => {
            let mut object = Map::new();
            for (key, property) in schema["properties"].as_object().into_iter().flatten() {
                object.insert(key.clone(), sample(property, root, way));
            }
            if schema["additionalProperties"].is_object() {
                object.insert("some-key".to_owned(), sample(&schema["additionalProperties"], root, way));
            }
            Json::Object(object)
        }
        "array" => json!([sample(&schema["items"], root, way)]),
        "string" => match schema["pattern"].as_str() {
            Some(pattern) if pattern.contains("d{4}") => "2026-11-01".into(),
            Some(pattern) if pattern.contains("a-z0-9") => "why-change".into(),
            _ => "some text".into(),
        },
        "number" => json!(1.5),
        "integer" => json!(3),
        "boolean" => json!(true),
        "null" => Json::Null,
        other => panic!("no sample for {other}"),
    }
}

/// Values that are wrong in most places.
fn strangers() -> [Json; 16] {
    [
        json!(null),
        json!(" "),
        json!("Some Text"),
        json!("con"),
        json!("2026-02-30"),
        json!("3"),
        json!(-1),
        json!(1.5),
        json!(2.0),
        json!(5_000_000_000_u64),
        json!(true),
        json!([]),
        json!({}),
        json!(["a", null]),
        json!([["a"]]),
        json!({"a": null}),
    ]
}

/// Every key that some record needs.
fn needed(schema: &Json, keys: &mut BTreeSet<String>) {
    let inner = match schema {
        Json::Object(object) => object.values().collect(),
        Json::Array(items) => items.iter().collect(),
        _ => vec![],
    };
    inner.into_iter().for_each(|inner| needed(inner, keys));
    let required = schema["required"].as_array().into_iter().flatten();
    keys.extend(required.filter_map(Json::as_str).map(str::to_owned));
}

/// Calls `f` with every variant of `value`: each place in it taken away or replaced by a stranger, an unknown key added.
/// Keys beside the changed one stay only where they may be needed, so that variants are small.
fn vary(value: &Json, needed: &BTreeSet<String>, f: &mut dyn FnMut(Json)) {
    strangers().into_iter().for_each(&mut *f);
    match value {
        Json::Object(object) => {
            let mut kept = object.clone();
            kept.retain(|key, _| needed.contains(key));
            for (key, inner) in object {
                let mut without = kept.clone();
                without.remove(key);
                f(Json::Object(without));
                vary(inner, needed, &mut |inner| {
                    let mut changed = kept.clone();
                    changed.insert(key.clone(), inner);
                    f(Json::Object(changed));
                });
            }
            kept.insert("unknown".to_owned(), json!("text"));
            f(Json::Object(kept));
        }
        Json::Array(items) => {
            for (at, inner) in items.iter().enumerate() {
                vary(inner, needed, &mut |inner| {
                    let mut changed = items.clone();
                    changed[at] = inner;
                    f(Json::Array(changed));
                });
            }
        }
        _ => {}
    }
}

#[test]
fn whatever_the_schema_allows_is_read() {
    for sort in SORTS {
        let schema = sort.schema();
        let validator = sort.validator();
        for way in 0..3 {
            let sample = sample(&schema, &schema, way);
            assert!(
                validator.is_valid(&sample),
                "{sort:?} {way}: {:?}",
                validator.validate(&sample).err().map(|e| e.to_string())
            );
            assert_eq!(sort.faults(&sample.to_string()), Vec::<String>::new(), "{sort:?} {way}: {sample:#}");
        }
    }
}

/// What every kind has in common; varying it in one kind is enough.
const COMMON: [&str; 7] = ["owner", "reviewed", "expires", "approved_by", "note", "tags", "examples"];

#[test]
fn a_stranger_in_any_place_is_judged_the_same() {
    let (mut wrong, mut count) = (vec![], 0);
    for sort in SORTS {
        let schema = sort.schema();
        let validator = sort.validator();
        let mut keys = BTreeSet::new();
        needed(&schema, &mut keys);
        let root = match sort {
            Sort::Content => &schema,
            Sort::Settings => &schema["$defs"]["Settings"],
            Sort::Folder => &schema["$defs"]["FolderSettings"],
        };
        for (key, property) in root["properties"].as_object().unwrap() {
            let mut sample = sample(property, &schema, 0);
            if let Some(item) = sample.pointer_mut("/0").and_then(Json::as_object_mut)
                && key != "claims"
            {
                item.retain(|key, _| !COMMON.contains(&key.as_str()));
            }
            vary(&sample, &keys, &mut |value| {
                let mut document = json!({});
                if sort == Sort::Settings {
                    document["company"] = "Dockhand".into();
                } else if sort == Sort::Folder {
                    document["extends"] = "../refrain.yaml".into();
                }
                document[key.as_str()] = value;
                count += 1;
                let text = document.to_string();
                let (faults, valid) = (sort.faults(&text), validator.is_valid(&document));
                if faults.is_empty() != valid {
                    let said =
                        if valid { faults.join("; ") } else { "nothing, but the schema does".to_owned() };
                    wrong.push(format!("{text}\n    the reader says {said}"));
                }
            });
        }
    }
    assert!(count > 4_000, "only {count} variants");
    wrong.sort_by_key(String::len);
    wrong.truncate(30);
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

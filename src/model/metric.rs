//! Metrics: numbers over time.

use serde_json::json;

use crate::item::Kind;
use crate::record;
use crate::shape::{Entries, Phrase, Reading, Schemas, Shape};
use crate::syntax::yaml::{Node, Value};

record! {
    /// A number that is watched over time.
    pub Metric("a metric: a mapping with `id` and `name`") {
        /// What people call it.
        name: Phrase,
        /// Its values by period; a value may be split by segment, stage or message.
        values: Entries<Phrase, Measure>,
        /// The unit: `percent`, `EUR`, `days`.
        unit: Option<Phrase>,
        /// What it should be.
        target: Option<f64>,
        /// It is one of the few numbers all teams answer for.
        shared: bool,
        /// Words by which copy speaks of it: `open rate`, `opens`.
        aka: Vec<Phrase>,
    }
}

/// One number, or several by segment, stage or message.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(untagged)]
pub enum Measure {
    /// One number.
    One(f64),
    /// By segment, stage or message.
    Split(Entries<Phrase, f64>),
}

impl Shape for Measure {
    fn expected() -> String {
        "a number, or numbers by segment, stage or message".to_owned()
    }
    fn read(node: &Node, cx: &mut Reading) -> Option<Self> {
        match &node.value {
            Value::Map(_) => Entries::read(node, cx).map(Self::Split),
            _ => f64::read(node, cx).map(Self::One),
        }
    }
    fn schema(schemas: &mut Schemas) -> serde_json::Value {
        // Nothing is no number, though it is an empty mapping elsewhere.
        let split = <Entries<Phrase, f64>>::schema(schemas);
        json!({"anyOf": [f64::schema(schemas), {"type": "object", "allOf": [split]}]})
    }
}

impl Kind for Metric {
    const KEY: &'static str = "metrics";
    const NOUN: &'static str = "metric";
    const LABEL: &'static str = "Metrics";
    fn title(&self) -> Option<&str> {
        Some(&self.name)
    }
}

//! Lists, optional values, and mappings with free keys.

use serde_json::{Value as Json, json};

use super::{Gone, Phrase, Reading, Ref, Schemas, Shape, Target, Trail, Visitor};
use crate::syntax::yaml::{Node, Value};
use crate::text::Spanned;

impl<T: Shape> Shape for Option<T> {
    fn expected() -> String {
        T::expected()
    }
    fn read(node: &Node, cx: &mut Reading) -> Option<Self> {
        if node.value == Value::Null {
            return Some(None);
        }
        // A fault costs the value, not the item that holds it.
        Some(T::read(node, cx))
    }
    fn absent() -> Option<Self> {
        Some(None)
    }
    fn schema(schemas: &mut Schemas) -> Json {
        or_nothing(T::schema(schemas))
    }
    fn walk(&self, path: &mut Trail, visitor: &mut dyn Visitor) {
        if let Some(value) = self {
            value.walk(path, visitor);
        }
    }
    fn prune(&mut self, gone: &Gone) {
        self.take_if(|value| value.is_gone(gone));
        if let Some(value) = self {
            value.prune(gone);
        }
    }
}

fn or_nothing(schema: Json) -> Json {
    json!({"anyOf": [schema, {"type": "null"}]})
}

impl<T: Shape> Shape for Box<T> {
    fn expected() -> String {
        T::expected()
    }
    fn read(node: &Node, cx: &mut Reading) -> Option<Self> {
        T::read(node, cx).map(Self::new)
    }
    fn schema(schemas: &mut Schemas) -> Json {
        T::schema(schemas)
    }
    fn walk(&self, path: &mut Trail, visitor: &mut dyn Visitor) {
        (**self).walk(path, visitor);
    }
    fn prune(&mut self, gone: &Gone) {
        (**self).prune(gone);
    }
    fn is_gone(&self, gone: &Gone) -> bool {
        (**self).is_gone(gone)
    }
}

impl<T: Shape> Shape for Spanned<T> {
    fn expected() -> String {
        T::expected()
    }
    fn read(node: &Node, cx: &mut Reading) -> Option<Self> {
        T::read(node, cx).map(|value| Self::new(value, node.span))
    }
    fn schema(schemas: &mut Schemas) -> Json {
        T::schema(schemas)
    }
    fn walk(&self, path: &mut Trail, visitor: &mut dyn Visitor) {
        self.value.walk(path, visitor);
    }
    fn prune(&mut self, gone: &Gone) {
        self.value.prune(gone);
    }
    fn is_gone(&self, gone: &Gone) -> bool {
        self.value.is_gone(gone)
    }
}

/// `a list: each entry a pain, a mapping with ...`
pub fn entries_of(list: &str, entry: &str) -> String {
    format!("{list}: each entry {}", entry.replacen(": ", ", ", 1))
}

impl<T: Shape> Shape for Vec<T> {
    fn expected() -> String {
        entries_of("a list", &T::expected())
    }
    fn read(node: &Node, cx: &mut Reading) -> Option<Self> {
        Some(match &node.value {
            Value::Null => vec![],
            Value::List(nodes) => nodes.iter().filter_map(|n| T::read(n, cx)).collect(),
            // One may be written without the brackets.
            _ => T::read(node, cx).into_iter().collect(),
        })
    }
    fn absent() -> Option<Self> {
        Some(vec![])
    }
    fn schema(schemas: &mut Schemas) -> Json {
        let item = T::schema(schemas);
        json!({"anyOf": [{"type": "array", "items": item}, item, {"type": "null"}]})
    }
    fn walk(&self, path: &mut Trail, visitor: &mut dyn Visitor) {
        for value in self {
            value.walk(path, visitor);
        }
    }
    fn prune(&mut self, gone: &Gone) {
        self.retain(|value| !value.is_gone(gone));
        self.iter_mut().for_each(|value| value.prune(gone));
    }
}

/// A list that must not be empty.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
pub struct AtLeastOne<T>(Vec<T>);

impl<T> std::ops::Deref for AtLeastOne<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T: Shape> Shape for AtLeastOne<T> {
    fn expected() -> String {
        entries_of("a list with at least one entry", &T::expected())
    }
    fn read(node: &Node, cx: &mut Reading) -> Option<Self> {
        let empty = match &node.value {
            Value::Null => true,
            Value::List(nodes) => nodes.is_empty(),
            _ => false,
        };
        if empty {
            cx.wrong_type(node, &Self::expected());
            return None;
        }
        let list = Vec::read(node, cx)?;
        if list.is_empty() { None } else { Some(Self(list)) }
    }
    fn schema(schemas: &mut Schemas) -> Json {
        let item = T::schema(schemas);
        json!({"anyOf": [{"type": "array", "items": item, "minItems": 1}, item]})
    }
    fn walk(&self, path: &mut Trail, visitor: &mut dyn Visitor) {
        self.0.walk(path, visitor);
    }
    fn prune(&mut self, gone: &Gone) {
        self.0.prune(gone);
    }
}

/// A mapping with free keys, in the order written.
#[derive(Clone, Debug, PartialEq)]
pub struct Entries<K, V>(Vec<(K, V)>);

impl<K, V> Default for Entries<K, V> {
    fn default() -> Self {
        Self(vec![])
    }
}

impl<K, V> Entries<K, V> {
    /// Keeps only the entries whose key is wanted.
    pub fn keep(&mut self, wanted: impl Fn(&K) -> bool) {
        self.0.retain(|(key, _)| wanted(key));
    }

    /// Changes the values.
    pub fn each(&mut self, change: impl Fn(&mut V)) {
        self.0.iter_mut().for_each(|(_, value)| change(value));
    }
}

impl<K, V> std::ops::Deref for Entries<K, V> {
    type Target = [(K, V)];
    fn deref(&self) -> &[(K, V)] {
        &self.0
    }
}

impl<K: serde::Serialize, V: serde::Serialize> serde::Serialize for Entries<K, V> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(k, v)| (k, v)))
    }
}

impl<K: Key, V: Shape> Shape for Entries<K, V> {
    fn expected() -> String {
        format!("a mapping with {} for each key", V::expected())
    }
    fn read(node: &Node, cx: &mut Reading) -> Option<Self> {
        let entries = match &node.value {
            Value::Null => &[][..],
            Value::Map(entries) => entries,
            _ => {
                cx.wrong_type(node, &Self::expected());
                return None;
            }
        };
        let mut read = vec![];
        for entry in entries {
            let key = Node { span: entry.key.span, value: Value::Scalar(entry.key.clone()) };
            if let (Some(key), Some(value)) = (K::read(&key, cx), V::read(&entry.value, cx)) {
                read.push((key, value));
            }
        }
        Some(Self(read))
    }
    fn absent() -> Option<Self> {
        Some(Self(vec![]))
    }
    fn schema(schemas: &mut Schemas) -> Json {
        let value = V::schema(schemas);
        let mut key = K::schema(schemas);
        // Keys of JSON objects are strings, whatever the key's own type allows besides.
        if let Some(object) = key.as_object_mut() {
            object.remove("type");
        }
        or_nothing(json!({"type": "object", "propertyNames": key, "additionalProperties": value}))
    }
    fn walk(&self, path: &mut Trail, visitor: &mut dyn Visitor) {
        for (key, value) in &self.0 {
            key.walk(path, visitor);
            path.within(key.key(), |path| value.walk(path, visitor));
        }
    }
    fn prune(&mut self, gone: &Gone) {
        self.0.retain(|(key, value)| !key.is_gone(gone) && !value.is_gone(gone));
        self.0.iter_mut().for_each(|(_, value)| value.prune(gone));
    }
}

/// A type that can be the key of a mapping.
pub trait Key: Shape {
    /// The key's text.
    fn key(&self) -> &str;
}

impl Key for Phrase {
    fn key(&self) -> &str {
        self.as_str()
    }
}

impl<K: Target> Key for Ref<K> {
    fn key(&self) -> &str {
        self.id()
    }
}

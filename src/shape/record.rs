//! A mapping with known keys.

use serde_json::{Value as Json, json};

use super::{Gone, Reading, Schemas, Shape, Trail, Visitor, did_you_mean};
use crate::syntax::yaml::{Entry, Node, Value};
use crate::text::Span;

/// One key of a record, for its schema.
#[derive(Clone, Debug)]
pub struct Property {
    /// The key as written.
    pub key: &'static str,
    /// What it means.
    pub description: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// The schema of its value.
    pub schema: Json,
}

/// A type that is written as a mapping with known keys. Implemented by [`record!`](crate::record).
pub trait Record: Sized {
    /// The name of its schema definition.
    const NAME: &'static str;
    /// What it is.
    const DESCRIPTION: &'static str;
    /// Reads its keys and takes them out of the mapping.
    fn take(fields: &mut Fields, cx: &mut Reading) -> Option<Self>;
    /// Its keys, for the schema.
    fn properties(schemas: &mut Schemas) -> Vec<Property>;
    /// Shows its references and prose to a visitor.
    fn walk_fields(&self, path: &mut Trail, visitor: &mut dyn Visitor);
    /// Takes out its references to what is gone.
    fn prune_fields(&mut self, gone: &Gone);
}

/// The entries of a mapping while it is read.
#[derive(Debug)]
pub struct Fields<'n> {
    entries: &'n [Entry],
    taken: Vec<bool>,
    known: Vec<&'static str>,
    span: Span,
    /// Whether an entry of it could not be read.
    cut: bool,
}

impl<'n> Fields<'n> {
    /// Opens a mapping; a fault where the node is none.
    pub fn open(node: &'n Node, cx: &mut Reading, expected: &str) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            cx.wrong_type(node, expected);
            return None;
        };
        let span = super::head(&cx.source, node.span);
        let cut = cx.cut.binary_search(&node.span).is_ok();
        Some(Self { entries, taken: vec![false; entries.len()], known: vec![], span, cut })
    }

    /// Reads the value of a key. Nothing: required and absent, or not readable.
    pub fn field<T: Shape>(&mut self, key: &'static str, cx: &mut Reading) -> Option<T> {
        self.known.push(key);
        match self.node(key) {
            Some(node) => T::read(node, cx).or_else(T::absent),
            None => {
                let absent = T::absent();
                if absent.is_none() && !self.cut {
                    let help = format!("add `{key}:` with {}", T::expected());
                    cx.fault("yaml/missing-key", self.span, format!("`{key}` is missing"), help);
                }
                absent
            }
        }
    }

    /// The node of a key, which counts as read from now on.
    pub fn node(&mut self, key: &'static str) -> Option<&'n Node> {
        if !self.known.contains(&key) {
            self.known.push(key);
        }
        let at = self.entries.iter().position(|e| e.key.text == key)?;
        *self.taken.get_mut(at)? = true;
        self.entries.get(at).map(|e| &e.value)
    }

    /// Tells every key that nobody read.
    pub fn finish(self, cx: &mut Reading) {
        for (entry, taken) in self.entries.iter().zip(&self.taken) {
            if !taken {
                cx.fault(
                    "yaml/unknown-key",
                    entry.key.span,
                    format!("`{}` is not a key here", super::shorten(&entry.key.text)),
                    did_you_mean(&entry.key.text, self.known.iter().copied()),
                );
            }
        }
    }
}

/// Reads a record from a node; every record's [`Shape`] is this.
pub fn read_record<T: Record + Shape>(node: &Node, cx: &mut Reading) -> Option<T> {
    let mut fields = Fields::open(node, cx, &T::expected())?;
    let record = T::take(&mut fields, cx);
    fields.finish(cx);
    record
}

/// The schema of a mapping with these keys and no others.
pub fn object_schema(description: &str, properties: Vec<Property>) -> Json {
    let mut required = vec![];
    let mut map = serde_json::Map::new();
    for property in properties {
        if property.required {
            required.push(property.key);
        }
        let mut schema = property.schema;
        if let Some(object) = schema.as_object_mut() {
            object.insert("description".into(), property.description.into());
        }
        map.insert(property.key.into(), schema);
    }
    json!({
        "type": "object",
        "description": description,
        "properties": map,
        "required": required,
        "additionalProperties": false,
    })
}

/// Defines a struct that is written as a mapping: its fields, how it is read, and its schema, from one definition.
///
/// A field's key is its name unless `= "key"` follows; a field whose type has no value when absent is required.
/// `with name: Record` behind the name takes in all keys of another record beside its own.
///
/// ```
/// refrain::record! {
///     /// How big a segment is.
///     pub Size("a size") {
///         /// How many firms.
///         accounts: Option<u32>,
///         /// Where the figure comes from.
///         source: refrain::shape::Phrase,
///     }
/// }
///
/// refrain::record! {
///     /// A segment with its size.
///     pub Segment("a segment") with size: Size {
///         /// What people call it.
///         name: refrain::shape::Phrase,
///     }
/// }
/// ```
#[macro_export]
macro_rules! record {
    (
        $(#[doc = $doc:literal])*
        pub $Name:ident($what:literal) $(with $part:ident : $Part:ty)? {
            $($(#[doc = $fdoc:literal])* $field:ident : $Type:ty $(= $key:literal)?),* $(,)?
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, serde::Serialize)]
        pub struct $Name {
            $($(#[doc = $fdoc])* pub $field: $Type,)*
            $(#[doc = concat!("The keys of [`", stringify!($Part), "`], which stand among its own.")]
            #[serde(flatten)]
            pub $part: $Part,)?
        }

        impl $crate::shape::Record for $Name {
            const NAME: &'static str = stringify!($Name);
            const DESCRIPTION: &'static str = concat!($($doc),*).trim_ascii();
            fn take(fields: &mut $crate::shape::Fields, cx: &mut $crate::shape::Reading) -> Option<Self> {
                // Every key is read before any missing one gives the record up, so that all faults are told.
                $(let $field = fields.field::<$Type>($crate::record!(@key $field $($key)?), cx);)*
                $(let $part = <$Part as $crate::shape::Record>::take(fields, cx);)?
                Some(Self { $($field: $field?,)* $($part: $part?)? })
            }
            fn properties(schemas: &mut $crate::shape::Schemas) -> Vec<$crate::shape::Property> {
                let own = vec![$($crate::shape::Property {
                    key: $crate::record!(@key $field $($key)?),
                    description: concat!($($fdoc),*).trim(),
                    required: <$Type as $crate::shape::Shape>::absent().is_none(),
                    schema: <$Type as $crate::shape::Shape>::schema(schemas),
                }),*];
                $(let own = [own, <$Part as $crate::shape::Record>::properties(schemas)].concat();)?
                own
            }
            fn walk_fields(&self, path: &mut $crate::shape::Trail, visitor: &mut dyn $crate::shape::Visitor) {
                $(path.within($crate::record!(@key $field $($key)?), |path| {
                    $crate::shape::Shape::walk(&self.$field, path, visitor);
                });)*
                $($crate::shape::Record::walk_fields(&self.$part, path, visitor);)?
            }
            fn prune_fields(&mut self, gone: &$crate::shape::Gone) {
                $($crate::shape::Shape::prune(&mut self.$field, gone);)*
                $($crate::shape::Record::prune_fields(&mut self.$part, gone);)?
            }
        }

        impl $crate::shape::Shape for $Name {
            fn expected() -> String {
                $what.to_owned()
            }
            fn read(node: &$crate::syntax::yaml::Node, cx: &mut $crate::shape::Reading) -> Option<Self> {
                $crate::shape::read_record(node, cx)
            }
            fn schema(schemas: &mut $crate::shape::Schemas) -> serde_json::Value {
                use $crate::shape::Record;
                if !schemas.definitions.contains_key(Self::NAME) {
                    schemas.definitions.insert(Self::NAME, serde_json::Value::Null);
                    let definition = $crate::shape::object_schema(Self::DESCRIPTION, Self::properties(schemas));
                    schemas.definitions.insert(Self::NAME, definition);
                }
                serde_json::json!({"$ref": concat!("#/$defs/", stringify!($Name))})
            }
            fn walk(&self, path: &mut $crate::shape::Trail, visitor: &mut dyn $crate::shape::Visitor) {
                $crate::shape::Record::walk_fields(self, path, visitor);
            }
            fn prune(&mut self, gone: &$crate::shape::Gone) {
                $crate::shape::Record::prune_fields(self, gone);
            }
        }
    };
    (@key $field:ident) => { stringify!($field) };
    (@key $field:ident $key:literal) => { $key };
}

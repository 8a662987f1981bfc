//! Scalars: prose, phrases, ids, references, dates, numbers, yes or no.

use std::marker::PhantomData;

use serde_json::{Value as Json, json};

use super::{Gone, Reading, Schemas, Shape, Trail, Visitor, shorten};
use crate::limits;
use crate::syntax::yaml::{Node, Resolved, Scalar, Value};
use crate::text::{Map, Source, Span, Spanned};

/// A Markdown text that buyers may read; it is checked like copy.
#[derive(Clone, Debug, PartialEq)]
pub struct Prose(Scalar);

/// Words that are data, not copy: a name, a wording to look for, a source.
#[derive(Clone, Debug, PartialEq)]
pub struct Phrase(Scalar);

macro_rules! text_shape {
    ($Type:ident, $expected:literal) => {
        impl $Type {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0.text
            }

            /// Where it was written.
            pub fn span(&self) -> Span {
                self.0.span
            }

            /// The way from the text back to the file.
            pub fn map(&self, source: &Source) -> Map {
                self.0.map(source)
            }
        }

        impl std::ops::Deref for $Type {
            type Target = str;
            fn deref(&self) -> &str {
                &self.0.text
            }
        }

        impl std::fmt::Display for $Type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0.text)
            }
        }

        impl serde::Serialize for $Type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0.text)
            }
        }
    };
}
text_shape!(Prose, "text");
text_shape!(Phrase, "text");

impl Shape for Prose {
    fn expected() -> String {
        "text".to_owned()
    }
    fn read(node: &Node, cx: &mut Reading) -> Option<Self> {
        text(node, cx).map(Self)
    }
    fn schema(_: &mut Schemas) -> Json {
        // A plain 1.10, true or 2026-01-01 is text in a text field (YAML 1.2 core, decided by the field).
        json!({"type": ["string", "number", "boolean"], "pattern": "\\S"})
    }
    fn walk(&self, path: &mut Trail, visitor: &mut dyn Visitor) {
        visitor.prose(path, self);
    }
}

impl Shape for Phrase {
    fn expected() -> String {
        "text".to_owned()
    }
    fn read(node: &Node, cx: &mut Reading) -> Option<Self> {
        text(node, cx).map(Self)
    }
    fn schema(_: &mut Schemas) -> Json {
        json!({"type": ["string", "number", "boolean"], "pattern": "\\S"})
    }
}

fn text(node: &Node, cx: &mut Reading) -> Option<Scalar> {
    match &node.value {
        Value::Scalar(scalar) if !scalar.text.trim().is_empty() => Some(scalar.clone()),
        Value::Scalar(_) => {
            cx.fault("yaml/empty", node.span, "an empty text", "write the text, or remove the key");
            None
        }
        _ => {
            cx.wrong_type(node, "text");
            None
        }
    }
}

/// A name for an item: lower-case letters, digits and hyphens, 1 to 64 of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Id(Spanned<String>);

impl Id {
    /// An id that was not written but derived, with the place it was derived from.
    pub fn derived(text: &str, span: Span) -> Self {
        Self(Spanned::new(slug(text), span))
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0.value
    }

    /// Where it was written.
    pub fn span(&self) -> Span {
        self.0.span
    }
}

impl serde::Serialize for Id {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.value)
    }
}

/// Names that some file systems keep for devices, so no page can bear them.
const RESERVED: &[&str] = &["con", "prn", "aux", "nul", "index"];

/// Whether a text can be an id.
pub fn is_slug(text: &str) -> bool {
    (1..=limits::ID_LENGTH).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !RESERVED.contains(&text)
}

/// The id nearest to a text: `Slot Refill` gives `slot-refill`. Never empty.
pub fn slug(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let mut slug = String::new();
    for c in text.nfkd().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty()
            && !slug.ends_with('-')
            && !unicode_normalization::char::is_combining_mark(c)
        {
            slug.push('-');
        }
    }
    slug.truncate(limits::ID_LENGTH);
    let slug = slug.trim_end_matches('-').to_owned();
    if is_slug(&slug) { slug } else { format!("x-{slug}").trim_end_matches('-').to_owned() }
}

impl Shape for Id {
    fn expected() -> String {
        "an id such as `missed-visits`".to_owned()
    }
    fn read(node: &Node, cx: &mut Reading) -> Option<Self> {
        let Value::Scalar(scalar) = &node.value else {
            cx.wrong_type(node, &Self::expected());
            return None;
        };
        if scalar.resolved() != Resolved::Text {
            let what = format!("`{}` without quotes is not text, so it is not an id", shorten(&scalar.text));
            cx.fault(
                "yaml/bad-id",
                scalar.span,
                what,
                format!("put it in quotes: \"{}\"", slug(&scalar.text)),
            );
            return None;
        }
        if is_slug(&scalar.text) {
            return Some(Self(Spanned::new(scalar.text.clone(), scalar.span)));
        }
        if RESERVED.contains(&scalar.text.as_str()) {
            let what = format!("`{}` cannot be an id: no page can bear that name", scalar.text);
            cx.fault("yaml/bad-id", scalar.span, what, "choose a name that tells more");
            return None;
        }
        cx.fault(
            "yaml/bad-id",
            scalar.span,
            format!("`{}` is not an id", shorten(&scalar.text)),
            format!(
                "use lower-case letters, digits and hyphens, at most {} of them: `{}`",
                limits::ID_LENGTH,
                slug(&scalar.text)
            ),
        );
        None
    }
    fn schema(_: &mut Schemas) -> Json {
        json!({
            "type": "string",
            "pattern": "^[a-z0-9-]{1,64}$",
            "not": {"enum": RESERVED},
        })
    }
}

/// A kind of item that can be referred to.
pub trait Target {
    /// The kind's key in content files: `pains`.
    const KEY: &'static str;
    /// What one is called: `pain`.
    const NOUN: &'static str;
}

/// A reference to an item of another kind, by its id. Whether it exists is the graph's business.
#[derive(Debug)]
pub struct Ref<K> {
    id: Spanned<String>,
    kind: PhantomData<fn() -> K>,
}

impl<K> Clone for Ref<K> {
    fn clone(&self) -> Self {
        Self { id: self.id.clone(), kind: PhantomData }
    }
}

impl<K> PartialEq for Ref<K> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl<K> Ref<K> {
    /// The id that was written.
    pub fn id(&self) -> &str {
        &self.id.value
    }

    /// Where it was written.
    pub fn span(&self) -> Span {
        self.id.span
    }
}

impl<K> serde::Serialize for Ref<K> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.id.value)
    }
}

impl<K: Target> Shape for Ref<K> {
    fn expected() -> String {
        format!("the id of a {}", K::NOUN)
    }
    fn read(node: &Node, cx: &mut Reading) -> Option<Self> {
        match &node.value {
            Value::Scalar(s) if !s.text.trim().is_empty() => {
                Some(Self { id: Spanned::new(s.text.clone(), s.span), kind: PhantomData })
            }
            _ => {
                cx.wrong_type(node, &Self::expected());
                None
            }
        }
    }
    fn schema(_: &mut Schemas) -> Json {
        json!({"type": ["string", "number", "boolean"], "pattern": "\\S"})
    }
    fn walk(&self, path: &mut Trail, visitor: &mut dyn Visitor) {
        visitor.reference(path, K::KEY, &self.id);
    }
    fn is_gone(&self, gone: &Gone) -> bool {
        gone(K::KEY, self.id())
    }
}

/// A calendar day, written `2026-11-01`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(pub jiff::civil::Date);

impl Date {
    /// Reads `2026-11-01`, and nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let shape = text.len() == 10
            && text
                .bytes()
                .enumerate()
                .all(|(at, b)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() });
        if shape { text.parse().ok().map(Self) } else { None }
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl<'de> serde::Deserialize<'de> for Date {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a date"))
    }
}

impl serde::Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl Shape for Date {
    fn expected() -> String {
        "a date such as 2026-11-01".to_owned()
    }
    fn read(node: &Node, cx: &mut Reading) -> Option<Self> {
        let Value::Scalar(scalar) = &node.value else {
            cx.wrong_type(node, &Self::expected());
            return None;
        };
        let date = Self::parse(&scalar.text);
        if date.is_none() {
            let what = format!("`{}` is not a date", shorten(&scalar.text));
            cx.fault("yaml/bad-date", scalar.span, what, "write year, month and day: 2026-11-01");
        }
        date
    }
    fn schema(_: &mut Schemas) -> Json {
        json!({"type": "string", "format": "date", "pattern": "^\\d{4}-\\d{2}-\\d{2}$"})
    }
}

impl Shape for bool {
    fn expected() -> String {
        "true or false".to_owned()
    }
    fn read(node: &Node, cx: &mut Reading) -> Option<Self> {
        match resolved(node) {
            Some(Resolved::Bool(yes)) => Some(yes),
            _ => {
                cx.wrong_type(node, "true or false");
                None
            }
        }
    }
    fn absent() -> Option<Self> {
        Some(false)
    }
    fn schema(_: &mut Schemas) -> Json {
        json!({"type": "boolean"})
    }
}

fn resolved(node: &Node) -> Option<Resolved> {
    match &node.value {
        Value::Scalar(scalar) => Some(scalar.resolved()),
        _ => None,
    }
}

/// A number written without quotes; otherwise a fault.
fn number(node: &Node, cx: &mut Reading, expected: &str, fits: impl Fn(f64) -> bool) -> Option<f64> {
    match resolved(node) {
        Some(Resolved::Number(number)) if fits(number) => Some(number),
        _ => {
            cx.wrong_type(node, expected);
            None
        }
    }
}

impl Shape for f64 {
    fn expected() -> String {
        "a number".to_owned()
    }
    fn read(node: &Node, cx: &mut Reading) -> Option<Self> {
        number(node, cx, "a number", Self::is_finite)
    }
    fn schema(_: &mut Schemas) -> Json {
        json!({"type": "number"})
    }
}

macro_rules! whole_number {
    ($($Type:ty: $expected:literal;)+) => {$(
        impl Shape for $Type {
            fn expected() -> String {
                $expected.to_owned()
            }
            fn read(node: &Node, cx: &mut Reading) -> Option<Self> {
                let (least, most) = (f64::from(Self::MIN), f64::from(Self::MAX));
                let fits = |n: f64| n.fract() == 0.0 && (least..=most).contains(&n);
                number(node, cx, $expected, fits).map(|n| n as Self)
            }
            fn schema(_: &mut Schemas) -> Json {
                json!({"type": "integer", "minimum": Self::MIN, "maximum": Self::MAX})
            }
        }
    )+};
}
whole_number! {
    u32: "a whole number from 0";
    i32: "a whole number";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_an_id() {
        for text in ["Slot Refill", "ÉTA / arrival", "con", "!!", &"long ".repeat(40)] {
            assert!(is_slug(&slug(text)), "{text}: {}", slug(text));
        }
        assert_eq!(slug("Café Größe"), "cafe-gro-e");
    }
}

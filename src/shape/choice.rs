//! A value that is one of a few words.

use super::{Reading, did_you_mean, shorten};
use crate::syntax::yaml::{Node, Value};

/// Reads one of the known words; otherwise tells a fault that names the nearest.
pub fn read_choice<T: Copy>(
    node: &Node,
    cx: &mut Reading,
    what: &str,
    known: &[(&'static str, T)],
) -> Option<T> {
    let Value::Scalar(scalar) = &node.value else {
        cx.wrong_type(node, &format!("one of: {}", list(known)));
        return None;
    };
    let found = known.iter().find(|(name, _)| *name == scalar.text);
    if found.is_none() {
        cx.fault(
            "yaml/unknown-value",
            scalar.span,
            format!("`{}` is not a {what}", shorten(&scalar.text)),
            did_you_mean(&scalar.text, known.iter().map(|(name, _)| *name)),
        );
    }
    found.map(|(_, value)| *value)
}

fn list<T>(known: &[(&'static str, T)]) -> String {
    known.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
}

/// Defines an enum of words with their meaning, and how it is read.
///
/// ```
/// refrain::choice! {
///     /// A half of the customer's life.
///     pub Half("half of the life cycle") {
///         /// Before the purchase.
///         Acquire = "acquire",
///         /// After it.
///         Keep = "keep",
///     }
/// }
/// assert_eq!(Half::Keep.name(), "keep");
/// ```
#[macro_export]
macro_rules! choice {
    (
        $(#[doc = $doc:literal])*
        pub $Name:ident($what:literal) {
            $($(#[doc = $vdoc:literal])* $Variant:ident = $word:literal),+ $(,)?
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $Name {
            $($(#[doc = $vdoc])* $Variant),+
        }

        impl $Name {
            /// Every value, in the order of definition.
            pub const ALL: &'static [(&'static str, Self)] = &[$(($word, Self::$Variant)),+];

            /// The word that is written in YAML.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$Variant => $word),+
                }
            }
        }

        impl serde::Serialize for $Name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }

        impl $crate::shape::Shape for $Name {
            fn expected() -> String {
                concat!("a ", $what).to_owned()
            }
            fn read(node: &$crate::syntax::yaml::Node, cx: &mut $crate::shape::Reading) -> Option<Self> {
                $crate::shape::read_choice(node, cx, $what, Self::ALL)
            }
            fn schema(schemas: &mut $crate::shape::Schemas) -> serde_json::Value {
                let definition = serde_json::json!({
                    "description": concat!($($doc),*).trim(),
                    "oneOf": [$({"const": $word, "description": concat!($($vdoc),*).trim()}),+],
                });
                schemas.definitions.insert(stringify!($Name), definition);
                serde_json::json!({"$ref": concat!("#/$defs/", stringify!($Name))})
            }
        }
    };
}

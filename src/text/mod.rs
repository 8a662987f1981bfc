//! Text and the places in it: sources, spans, positions, edits. Knows no file system and no format.
//!
//! A [`Source`] is the only way to text. A place is born with its text and is never searched for again.

mod columns;
mod edit;
mod hashing;
pub mod kept;
mod map;
mod place;
mod source;
mod visible;

pub use edit::{Applied, Edit, apply};
pub(crate) use hashing::{KeyMap, KeySet, WordMap, WordSet};
pub use map::{Located, Map, OPAQUE, Run, RunKind};
pub use place::{Place, Span, Spanned};
pub use source::{Damage, Encoding, Position, Source};
pub use visible::{is_hidden, visible};

//! To come.
use super::{Copy, Format};
/// To come.
pub static FORMAT: Format = Format {
    name: "text",
    extensions: &["text"],
    read: |source| Copy {
        source: source.clone(),
        format: "text",
        front_matter: None,
        passages: vec![],
        comments: vec![],
        faults: vec![],
    },
};

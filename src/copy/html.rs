//! To come.
use super::{Copy, Format};
/// To come.
pub static FORMAT: Format = Format {
    name: "html",
    extensions: &["html"],
    read: |source| Copy {
        source: source.clone(),
        format: "html",
        front_matter: None,
        passages: vec![],
        comments: vec![],
        faults: vec![],
    },
};

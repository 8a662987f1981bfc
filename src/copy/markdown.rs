//! To come.
use super::{Copy, Format};
/// To come.
pub static FORMAT: Format = Format {
    name: "markdown",
    extensions: &["markdown"],
    read: |source| Copy {
        source: source.clone(),
        format: "markdown",
        front_matter: None,
        passages: vec![],
        comments: vec![],
        faults: vec![],
    },
};
/// To come.
pub fn passages(
    _: &std::sync::Arc<crate::text::Source>,
    _: &str,
    _: &crate::text::Map,
    _: &super::Part,
) -> Vec<super::Passage> {
    vec![]
}

//! Markdown files, MDX among them.

use std::sync::Arc;

use crate::passage;
use crate::syntax::tags::Dialect;
use crate::text::Source;

use super::{Copy, Format};

/// `.mdx` files are read with JSX; any other as Markdown with template tags.
pub(super) static FORMAT: Format = Format { name: "markdown", extensions: &["md", "markdown", "mdx"], read };

fn read(source: &Arc<Source>) -> Copy {
    let mdx = source.path().to_ascii_lowercase().ends_with(".mdx");
    let dialect = if mdx { Dialect::Mdx } else { Dialect::Markdown };
    Copy::with_front_matter(source, "markdown", |body| passage::markdown(source.text(), body, dialect))
}

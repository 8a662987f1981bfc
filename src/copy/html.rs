//! HTML files, with or without front matter.

use std::sync::Arc;

use crate::passage;
use crate::text::Source;

use super::{Copy, Format};

/// Pages, mails saved as HTML, templates of pages.
pub(super) static FORMAT: Format = Format { name: "html", extensions: &["html", "htm", "xhtml"], read };

fn read(source: &Arc<Source>) -> Copy {
    Copy::with_front_matter(source, "html", |body| passage::html(source.text(), body))
}

//! Plain text files: mails, call scripts, notes.

use std::sync::Arc;

use crate::passage;
use crate::text::Source;

use super::{Copy, Format};

/// Paragraphs by blank lines, with the headers of a mail at the top.
pub(super) static FORMAT: Format = Format { name: "text", extensions: &["txt", "text"], read };

fn read(source: &Arc<Source>) -> Copy {
    Copy::with_front_matter(source, "text", |body| passage::lines(source.text(), body))
}

//! An HTML text as passages.

use crate::syntax::html::tokens;
use crate::syntax::tags::Dialect;

use super::Reading;
use super::reader::Prepared;

/// Reads HTML from an offset on. Offsets in the result count from the start of `text`.
///
/// Copy is what a visitor reads or a search engine shows: headings, paragraphs, items, cells, captions, buttons, form
/// labels, the title, and the attributes that hold words. Comments for one mail program (`<!--[if mso]>`) are comments.
pub fn html(text: &str, from: usize) -> Reading {
    let prepared = Prepared::new(text, Dialect::Text);
    let mut reader = prepared.reader(text);
    let body = reader.masked.get(from..).unwrap_or("");
    for token in tokens(body, from) {
        reader.advance(token.span().start());
        reader.token(&token, false, false);
    }
    reader.advance(text.len());
    reader.close_all();
    let settings = reader.settings.take();
    let mut reading = reader.draft.finish();
    reading.settings = settings;
    reading
}

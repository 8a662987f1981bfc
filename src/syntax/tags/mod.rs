//! Template syntax that is not copy: merge fields, Liquid, Handlebars, Hugo shortcodes, kramdown attributes, MDX.
//!
//! Found before a format is read, because a `|` in `{{ name | upcase }}` would end a table cell. [`mask`] gives a text
//! of the same length in which no tag is left, so that offsets stay true. Placeholders such as `[CUSTOMER]` are copy
//! that somebody forgot to fill, so they are no tags; neither are single braces in prose. All scans are linear.

mod scan;
#[cfg(test)]
mod tests;

use crate::text::Span;

/// What a tag does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Puts a value into the text: `{{ name }}`, `*|FNAME|*`, `%%first_name%%`, an MDX expression.
    Value,
    /// Controls or includes: `{% if %}`, `{{#if}}`, `{{< figure >}}`, `<% %>`, `<?php ?>`.
    Block,
    /// A remark: `{# #}`, `{{!-- --}}`, `{% comment %}..{% endcomment %}`, `{/* */}`.
    Comment,
    /// Attributes of the block around it: `{: .lead}`, `{:toc}`, and the colons of `:::note`.
    Attributes,
    /// `import` and `export` lines of MDX.
    Module,
    /// A JSX tag of MDX. Its attributes may hold copy.
    Element,
}

/// A tag and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag {
    /// All of it, marks included.
    pub span: Span,
    /// What it does.
    pub kind: Kind,
    /// Whether it shares its lines with text. One that has its lines to itself counts as blank, but for values, and for
    /// `{%-`, which takes the line away with it.
    pub shown: bool,
}

/// Which tags there can be, and whether code is passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// HTML or plain text: back quotes mean nothing.
    Text,
    /// Markdown: code blocks and code spans are passed over.
    Markdown,
    /// Markdown with JSX: `{` always opens an expression.
    Mdx,
}

/// Finds the tags of a text, in order; they never overlap.
pub fn find(text: &str, dialect: Dialect) -> Vec<Tag> {
    let mut tags = scan::scan(text, dialect);
    place_lines(text, &mut tags);
    tags
}

/// The text with every tag overwritten, at the same length: by blanks where it has its lines to itself, else by letters,
/// which no format gives a meaning.
pub fn mask(text: &str, tags: &[Tag]) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut from = 0;
    for tag in tags {
        masked.push_str(text.get(from..tag.span.start()).unwrap_or(""));
        let inside = text.get(tag.span.range()).unwrap_or("");
        masked.extend(inside.bytes().map(|b| match b {
            _ if tag.shown => 'x',
            b'\n' | b'\r' => char::from(b),
            _ => ' ',
        }));
        from = tag.span.end();
    }
    masked.push_str(text.get(from..).unwrap_or(""));
    masked
}

/// What a remark says, without its marks.
pub fn remark(tag: &str) -> &str {
    if let Some((_, rest)) = tag.strip_prefix("{%").and_then(|t| t.split_once("%}")) {
        return rest.rsplit_once("{%").map_or(rest, |(inner, _)| inner).trim();
    }
    let block = tag.strip_prefix("{::comment}").and_then(|t| t.strip_suffix("{:/comment}"));
    block.unwrap_or(tag).trim_matches(['{', '}', '#', '/', '*', '!', '-', '~', ' ', '\t', '\n', '\r'])
}

/// A JSX tag as HTML of the same length: what stands in braces becomes letters.
pub fn jsx_as_html(tag: &str) -> String {
    let mut depth = 0_usize;
    let mut quote = None;
    let mut html = String::with_capacity(tag.len());
    for c in tag.chars() {
        match (c, quote) {
            ('"' | '\'', None) if depth == 0 => quote = Some(c),
            (c, Some(q)) if c == q => quote = None,
            ('{', None) => depth += 1,
            _ => {}
        }
        if depth == 0 {
            html.push(c);
        } else {
            html.extend(std::iter::repeat_n('x', c.len_utf8()));
        }
        if c == '}' && quote.is_none() {
            depth = depth.saturating_sub(1);
        }
    }
    html
}

/// Decides which tags stand in running text: see [`Tag::shown`].
fn place_lines(text: &str, tags: &mut [Tag]) {
    let gap = |from: usize, to: usize| text.get(from..to).unwrap_or("");
    let mut first = 0;
    while first < tags.len() {
        let before = if first == 0 { 0 } else { tags[first - 1].span.end() };
        let lead = gap(before, tags[first].span.start());
        let line_start = lead.rfind('\n').map(|at| at + 1).or((first == 0).then_some(0));
        let mut last = first;
        while let Some(next) = tags.get(last + 1)
            && gap(tags[last].span.end(), next.span.start()).bytes().all(|b| b == b' ' || b == b'\t')
        {
            last += 1;
        }
        let after = gap(tags[last].span.end(), tags.get(last + 1).map_or(text.len(), |t| t.span.start()));
        let run = &mut tags[first..=last];
        let alone = line_start.is_some_and(|at| {
            lead.get(at..).is_some_and(|l| l.bytes().all(|b| matches!(b, b' ' | b'\t' | b'>')))
        }) && after.split('\n').next().is_some_and(|l| l.trim().is_empty())
            && (after.contains('\n') || last + 1 == run.len() + first && after.trim().is_empty())
            && run
                .iter()
                .all(|t| t.kind != Kind::Value && !gap(t.span.start(), t.span.end()).starts_with("{%-"));
        for tag in run {
            tag.shown = !alone;
        }
        first = last + 1;
    }
}

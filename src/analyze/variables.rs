//! Variables in copy: where a website's template takes an approved figure or wording from `figures.json` in place of a
//! literal, as `{{ site.data.refrain.figures["refill-rate"].shown }}`.

use std::ops::Range;

use memchr::memmem;

use super::{Freshness, claim_freshness};
use crate::item::{Item, Status};
use crate::model::Claim;
use crate::project::Piece;
use crate::shape::Date;
use crate::syntax::tags::{self, Dialect, Kind};
use crate::text::Span;

/// What the data file is called in a website's data folder, so that its variables are known in copy.
const DATA: &str = "refrain.";

/// The two lists of `figures.json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// Claims with a figure.
    Figures,
    /// Claims without one.
    Wordings,
}

impl List {
    /// The list that a claim stands in.
    pub fn of(claim: &Claim) -> Self {
        if claim.figure.is_some() { Self::Figures } else { Self::Wordings }
    }

    /// Its name: `figures`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Figures => "figures",
            Self::Wordings => "wordings",
        }
    }

    /// What is told of a claim in it, by name.
    pub fn fields(self) -> &'static [&'static str] {
        const FIELDS: &[&str] = &[
            "shown",
            "value",
            "unit",
            "per",
            "at_least",
            "at_most",
            "direction",
            "versus",
            "wording",
            "variants",
            "requires",
            "requires_any",
            "regions",
            "status",
            "as_of",
            "expires",
            "url",
        ];
        match self {
            Self::Figures => FIELDS,
            Self::Wordings => FIELDS.get(8..).unwrap_or_default(),
        }
    }
}

/// A variable in copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// The list that it is taken from.
    pub list: List,
    /// The claim's id.
    pub id: String,
    /// Where the id stands, in the file.
    pub span: Span,
    /// All of the tag that it stands in.
    pub tag: Span,
    /// What is taken of the claim, and where that is written; nothing where it is not told.
    pub field: Option<(String, Span)>,
}

/// The variables of a copy file, in their order. What stands in code, where a template shows it as it is, is none.
pub fn variables(piece: &Piece) -> Vec<Variable> {
    let text = piece.source().text();
    if !piece.is_file() || memmem::find(text.as_bytes(), DATA.as_bytes()).is_none() {
        return vec![];
    }
    let dialect = match piece.path().rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()) {
        Some(extension) if extension == "mdx" => Dialect::Mdx,
        Some(extension) if matches!(&*extension, "md" | "markdown") => Dialect::Markdown,
        _ => Dialect::Text,
    };
    let tags =
        tags::find(text, dialect).into_iter().filter(|tag| matches!(tag.kind, Kind::Value | Kind::Block));
    tags.flat_map(|tag| of_tag(text, tag.span.range())).collect()
}

/// The variables of one tag.
fn of_tag(text: &str, tag: Range<usize>) -> Vec<Variable> {
    let inside = text.get(tag.clone()).unwrap_or_default();
    let mut found = vec![];
    for (at, _) in inside.match_indices(DATA) {
        // `my-refrain.figures` is another's; the hyphen of `{{-` belongs to no name.
        let before = inside.get(..at).unwrap_or_default().trim_end_matches('-');
        if before.chars().next_back().is_some_and(is_of_name) {
            continue;
        }
        let from = at + DATA.len();
        let lists = [List::Figures, List::Wordings];
        let list =
            lists.into_iter().find(|list| inside.get(from..).is_some_and(|t| t.starts_with(list.name())));
        let variable = list.and_then(|list| {
            let mut rest = Rest { text: inside, at: from + list.name().len() };
            let id = rest.id()?;
            let field =
                rest.field().map(|range| (inside.get(range.clone()).unwrap_or_default().to_owned(), range));
            let span = |range: Range<usize>| Span::new(tag.start + range.start, tag.start + range.end);
            Some(Variable {
                list,
                id: inside.get(id.clone())?.to_owned(),
                span: span(id),
                tag: Span::new(tag.start, tag.end),
                field: field.map(|(name, range)| (name, span(range))),
            })
        });
        found.extend(variable);
    }
    found
}

/// What follows the name of a list.
struct Rest<'t> {
    text: &'t str,
    at: usize,
}

impl Rest<'_> {
    /// The id: `["refill-rate"]`, `.refill-rate`, or ` "refill-rate"` behind Hugo's `index`. A list by itself, as a loop
    /// has it, names none.
    fn id(&mut self) -> Option<Range<usize>> {
        let rest = self.text.get(self.at..)?;
        let bare = rest.strip_prefix('.').map(|_| 1);
        let quoted = || {
            let open = rest.trim_start_matches(['[', ' ']);
            let lead = rest.len() - open.len();
            (lead > 0 && open.starts_with(['"', '\''])).then_some(lead + 1)
        };
        let from = self.at + bare.or_else(quoted)?;
        let id = self.name(from)?;
        self.at = id.end;
        Some(id)
    }

    /// The field: `.shown` behind the id and what closes it, or `["shown"]`.
    fn field(&mut self) -> Option<Range<usize>> {
        let rest = self.text.get(self.at..)?;
        let behind = rest.trim_start_matches(['"', '\'', ']', ')']);
        let from = self.at + rest.len() - behind.len();
        let opened = ["[\"", "['", "."].into_iter().find(|open| behind.starts_with(open))?;
        self.name(from + opened.len())
    }

    fn name(&self, from: usize) -> Option<Range<usize>> {
        let rest = self.text.get(from..)?;
        let length = rest.find(|c| !is_of_name(c)).unwrap_or(rest.len());
        // A hyphen of `{{- x -}}` is no part of the name.
        let length = rest.get(..length)?.trim_end_matches('-').len();
        (length > 0).then_some(from..from + length)
    }
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}

/// Why a website gets nothing where it asks for a claim, in a few words; nothing where it gets the claim.
pub fn withdrawn(claim: &Item<Claim>, as_of: Date) -> Option<String> {
    match claim_freshness(claim, as_of) {
        freshness if freshness.is_usable() => claim.header.is_internal().then(|| "internal".to_owned()),
        Freshness::Expired(day) => Some(format!("expired on {day}")),
        Freshness::Retired => Some("retired".to_owned()),
        _ if claim.status == Status::Approved => Some("no proof".to_owned()),
        _ => Some(claim.status.name().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(tag: &str) -> Vec<(String, Option<String>)> {
        let text = format!("ab {tag}");
        let found = of_tag(&text, 3..text.len());
        let said = |span: Span| text[span.range()].to_owned();
        for variable in &found {
            assert_eq!(said(variable.span), variable.id);
            assert!(variable.field.as_ref().is_none_or(|(name, span)| said(*span) == *name));
        }
        found.into_iter().map(|v| (v.id, v.field.map(|f| f.0))).collect()
    }

    #[test]
    fn each_language_of_templates_names_claims_its_own_way() {
        for tag in [
            "{{ site.data.refrain.figures[\"a-b\"].shown }}",
            "{{ refrain.figures['a-b']['shown'] | upcase }}",
            "{{-refrain.figures.a-b.shown-}}",
            "{{ (index hugo.Data.refrain.figures \"a-b\").shown }}",
            "{{ (index .Site.Data.refrain.wordings \"a-b\").shown }}",
            "{% if refrain.figures.a-b.shown == \"3\" %}",
        ] {
            assert_eq!(told(tag), [("a-b".to_owned(), Some("shown".to_owned()))], "{tag}");
        }
        assert_eq!(told("{{ refrain.figures.a }} {{ refrain.wordings['b'] }}").len(), 2);
        let silent =
            ["{% for f in refrain.figures %}", "{{ my-refrain.figures.a }}", "{{ refrain.other.a }}"];
        for tag in silent {
            assert_eq!(told(tag), [], "{tag}");
        }
    }
}

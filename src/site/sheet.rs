//! A page before it is rendered: what every page tells of itself, its own variables, and how search finds it.

use tera::Value;

use super::edition::{Edition, title};
pub use super::found::entry;
use super::view::{self, map};
use super::{news, search};
use crate::graph::Key;
use crate::item::AnyItem;
use crate::text::Place;

/// A page before it is rendered.
#[derive(Debug)]
pub struct Sheet {
    /// What every page tells of itself.
    pub head: Head,
    /// The variables of its template.
    pub body: Vec<(&'static str, Value)>,
    /// How search finds it.
    pub entries: Vec<search::Item>,
}

/// What every page tells of itself.
#[derive(Debug)]
pub struct Head {
    /// Its title, plain text.
    pub title: String,
    /// The kind of page, for the style sheet: `conversation`.
    pub kind: &'static str,
    /// One sentence for search engines and previews, plain text.
    pub description: String,
    /// A line under the title, Markdown.
    pub lead: Option<String>,
    /// The way here from the home page: title and url.
    pub crumbs: Vec<(String, String)>,
    /// Where it is written: path, line and url.
    pub source: Value,
    /// Whether it may be relied on.
    pub freshness: Value,
    /// Whether it is not for buyers.
    pub internal: bool,
    /// A remark for colleagues, Markdown.
    pub note: Option<String>,
    /// What an item said before; nothing for a page that shows no single item.
    pub history: Value,
    /// The page before: title and url.
    pub prev: Value,
    /// The page after.
    pub next: Value,
}

impl Sheet {
    /// A sheet of a page whose subject is gone; templates tell what they miss.
    pub fn empty(kind: &'static str) -> Self {
        Self { head: Head::new("", kind, ""), body: vec![], entries: vec![] }
    }
}

impl Head {
    /// The head of a page that shows no single item.
    pub fn new(title: impl Into<String>, kind: &'static str, description: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            kind,
            description: description.into(),
            lead: None,
            crumbs: vec![("Home".to_owned(), "index.html".to_owned())],
            source: Value::none(),
            freshness: Value::none(),
            internal: false,
            note: None,
            history: Value::none(),
            prev: Value::none(),
            next: Value::none(),
        }
    }

    /// The head of a page that shows one item; `list` is the page of its kind.
    pub fn of_item(edition: &Edition, item: &dyn AnyItem, list: (&str, &str), description: &str) -> Self {
        let mut head = Self::new(title(item), item.noun(), super::prose::plain(description));
        head.crumbs.push((list.0.to_owned(), list.1.to_owned()));
        head.source = view::source(edition, &item.place());
        head.freshness = view::freshness_of(edition, item);
        head.internal = edition.is_internal(item);
        head.note = item.header().note.as_ref().map(ToString::to_string);
        head.history = news::of_item(edition, item);
        head
    }

    /// With a line under the title.
    #[must_use]
    pub fn lead(mut self, lead: impl Into<String>) -> Self {
        self.lead = Some(lead.into());
        self
    }

    /// As templates see it.
    pub fn value(&self, url: &str) -> Value {
        let crumbs = self.crumbs.iter().map(|(title, url)| view::link(title, url));
        map! {
            "title": &*self.title,
            "kind": self.kind,
            "url": url,
            "description": &*self.description,
            "lead": self.lead.as_deref(),
            "crumbs": crumbs.collect::<Vec<_>>(),
            "source": self.source.clone(),
            "freshness": self.freshness.clone(),
            "feedback_url": Value::none(),
            "internal": self.internal,
            "note": self.note.as_deref(),
            "history": self.history.clone(),
            "prev": self.prev.clone(),
            "next": self.next.clone(),
        }
    }
}

/// Where an item is used: by other items, then in copy.
pub fn uses(edition: &Edition, key: &Key) -> Value {
    let mut uses: Vec<Value> = vec![];
    let mut last: Option<&Key> = None;
    for link in edition.project.graph.links_to(key) {
        // An item that refers to another in several fields is told once.
        if last == Some(&link.from) || link.from == *key {
            continue;
        }
        last = Some(&link.from);
        let Some(item) = edition.project.at(&link.from) else { continue };
        if !edition.shows(item) {
            continue;
        }
        let (id, kind) = (item.id().as_str(), item.kind());
        let team = item.header().owner.as_ref();
        uses.push(map! {
            "kind": view::one_of(kind),
            "title": title(item),
            "url": edition.page_of(kind, id).unwrap_or(""),
            "place": placed(&link.place),
            "team": team.map(|t| view::who(t)),
            "excerpt": Value::none(),
        });
    }
    for mention in edition.mentions_of(key) {
        uses.push(map! {
            "kind": "Copy",
            "title": file_title(mention.place.path()),
            "url": "",
            "place": placed(&mention.place),
            "team": mention.team.as_deref().map(view::who),
            "excerpt": &*mention.excerpt,
        });
    }
    Value::from(uses)
}

/// A place as path, line and column.
pub fn placed(place: &Place) -> String {
    let start = place.start();
    let inside = place.words().map_or(String::new(), |w| format!(" ({w})"));
    format!("{}:{}:{}{inside}", place.path(), start.line, start.grapheme)
}

/// A file's name in words, without the date or number it begins with: `2026-05-12-texts.md` is "Texts".
pub fn file_title(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let words = stem.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-' || c == '_');
    view::ordinary(if words.is_empty() { stem } else { words })
}

#[cfg(test)]
mod tests {
    use super::file_title;

    #[test]
    fn a_file_is_called_by_its_name_in_words() {
        let titles = ["copy/2026-05-12-texts.md", "1-first-mail.txt", "2026-10.md", "home"].map(file_title);
        assert_eq!(titles, ["Texts", "First mail", "2026 10", "Home"]);
    }
}

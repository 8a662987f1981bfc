//! What changed, as pages show it: of one item, and of all, commit by commit.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use tera::Value;

use super::edition::Edition;
use super::prose;
use super::view::{self, day, map, ordinary};
use crate::analyze::{became, told, wording};
use crate::files::Commit;
use crate::graph::Key;
use crate::history::{FieldChange, ItemChange, Piece, Step};
use crate::item::AnyItem;
use crate::model::KINDS;
use crate::project::Project;
use crate::shape::Date;

/// How many changes of one item its page shows.
const OF_ITEM: usize = 10;
/// How many items of one commit are shown.
const OF_COMMIT: usize = 10;
/// How many rows a page of changes has before the next begins.
const ROWS: usize = 40;
/// How many characters of one stretch of a wording are shown.
const STRETCH: usize = 240;

/// Where a project's changes stand.
#[derive(Debug)]
pub struct News<'a> {
    /// The steps of the past, oldest first.
    pub steps: &'a [Step],
    /// By kind and id: the step and the change in it, oldest first.
    items: HashMap<(&'static str, &'a str), Vec<(usize, usize)>>,
    /// The steps of each page, oldest first: a full page never changes again.
    pages: Vec<Range<usize>>,
}

impl<'a> News<'a> {
    /// The changes of a project.
    pub fn of(project: &'a Project) -> Self {
        let steps = project.past.steps.as_slice();
        let mut items: HashMap<_, Vec<(usize, usize)>> = HashMap::new();
        let (mut pages, mut rows, mut from) = (vec![], 0, 0);
        for (at, step) in steps.iter().enumerate() {
            for (number, change) in step.items.iter().enumerate() {
                items.entry((change.kind, change.id.as_str())).or_default().push((at, number));
            }
            if rows >= ROWS {
                pages.push(from..at);
                (rows, from) = (0, at);
            }
            rows += 1 + step.items.len().min(OF_COMMIT);
        }
        pages.push(from..steps.len());
        Self { steps, items, pages }
    }

    /// How many pages there are; the last is the newest.
    pub fn pages(&self) -> usize {
        self.pages.len()
    }

    /// The steps of a page. The newest shows those of the page before too while it has few of its own.
    pub fn page(&self, number: usize) -> Range<usize> {
        let own = self.pages.get(number).cloned().unwrap_or(0..0);
        match number.checked_sub(1).and_then(|before| self.pages.get(before)) {
            Some(before) if number + 1 == self.pages.len() && own.len() < 8 => before.start..own.end,
            _ => own,
        }
    }

    /// Where a page of changes lies.
    pub fn page_url(&self, number: usize) -> String {
        if number + 1 == self.pages.len() {
            "changes.html".to_owned()
        } else {
            format!("changes/{}.html", number + 1)
        }
    }

    /// Where the changes of a step are shown, from the top of the site.
    pub fn url_of(&self, step: usize) -> String {
        let last = self.pages.len().saturating_sub(1);
        let own = self.pages.partition_point(|page| page.end <= step).min(last);
        let number = if self.page(last).contains(&step) { last } else { own };
        format!("{}#{}", self.page_url(number), self.steps.get(step).map_or_else(String::new, anchor))
    }

    /// The last change of an item: its step.
    pub fn last(&self, kind: &'static str, id: &str) -> Option<(usize, &'a Step)> {
        let (step, _) = *self.items.get(&(kind, id))?.last()?;
        Some((step, self.steps.get(step)?))
    }

    /// The newest changes that a reader has to know, at most so many, and at most three of one commit.
    pub fn latest(&self, edition: &Edition, most: usize) -> Vec<Value> {
        let matters = |step: &'a Step| step.items.iter().filter(|change| became(change).matters()).take(3);
        let steps = self.steps.iter().enumerate().rev();
        let changes = steps.flat_map(|(at, step)| matters(step).map(move |change| (at, change)));
        changes.take(most).map(|(at, change)| entry(edition, at, change, 0)).collect()
    }
}

/// The place of a commit on its page.
pub fn anchor(step: &Step) -> String {
    format!("c-{}", step.commit.short())
}

/// What an item's page tells of its past.
pub fn of_item(edition: &Edition, item: &dyn AnyItem) -> Value {
    let key = Key::of(item);
    let news = &edition.news;
    let all = news.items.get(&(key.kind, key.id.as_str())).map_or(&[][..], Vec::as_slice);
    let entries = all.iter().rev().take(OF_ITEM).filter_map(|(step, change)| {
        Some(entry(edition, *step, news.steps.get(*step)?.items.get(*change)?, 4))
    });
    map! {
        "entries": entries.collect::<Vec<_>>(),
        "earlier": all.len().saturating_sub(OF_ITEM),
        "formers": formers(edition, Some(&key)),
        "gap": gap(edition),
        "command": format!("refrain history {}/{}", item.noun(), key.id),
    }
}

/// Why the past is not known; nothing where it is.
pub fn gap(edition: &Edition) -> Value {
    let gap = edition.project.past.gap.as_ref();
    Value::from(gap.map(|gap| map! { "what": &*gap.what, "help": view::sentence(&gap.help) }))
}

/// What the lock file keeps, of one item or of all, the last to end first; nothing where the whole past is known.
pub fn formers(edition: &Edition, of: Option<&Key>) -> Vec<Value> {
    if edition.project.past.gap.is_none() {
        return vec![];
    }
    let mut formers = edition.project.lock.formers();
    formers.retain(|former| of.is_none_or(|key| former.is_of(&(key.kind, key.id.clone()))));
    formers.sort_by(|a, b| (b.until, &a.kind, &a.id, &a.was).cmp(&(a.until, &b.kind, &b.id, &b.was)));
    let shown = formers.into_iter().take(if of.is_some() { OF_ITEM } else { 2 * ROWS }).map(|former| {
        let kind = KINDS.iter().find(|k| k.noun == former.kind).map_or("", |k| k.key);
        let known = edition.page_of(kind, &former.id).is_some();
        let gone = || view::reference("", &former.id, &ordinary(&former.id), "", false);
        map! {
            "ref": if known { edition.reference(kind, &former.id) } else { gone() },
            "field": field_title(&former.field),
            "text": cut(&former.was.shown()),
            "from": former.from.map(day),
            "until": day(former.until),
            "by": former.by.as_deref(),
        }
    });
    shown.collect()
}

/// One change of one item, with at most so many of its fields.
pub fn entry(edition: &Edition, step: usize, change: &ItemChange, most: usize) -> Value {
    let commit = edition.news.steps.get(step).map(|step| &step.commit);
    let text = |of: fn(&Commit) -> &str| commit.map_or("", of);
    let became = became(change);
    let fields = told(change);
    let shown = fields.iter().take(most).map(|field| of_field(field));
    map! {
        "date": text(|c| &c.day),
        "day": spoken(text(|c| &c.day)),
        "what": became.name(),
        "matters": became.matters(),
        "ref": referred(edition, change),
        "kind": KINDS.iter().find(|k| k.key == change.kind).map_or("", |k| k.label.trim_end_matches('s')),
        "why": Some(text(|c| &c.subject)).filter(|why| !why.is_empty()),
        "by": text(|c| &c.by),
        "commit": text(Commit::short),
        "url": edition.news.url_of(step),
        "fields": shown.collect::<Vec<_>>(),
        "more": fields.len().saturating_sub(most),
    }
}

/// The item of a change: its page where it has one, its name where it is gone.
fn referred(edition: &Edition, change: &ItemChange) -> Value {
    if edition.page_of(change.kind, &change.id).is_some() {
        return edition.reference(change.kind, &change.id);
    }
    view::reference(change.noun, &change.id, &title_of(change), "", false)
}

/// What the item of a change is called; a claim by its id, as everywhere.
pub fn title_of(change: &ItemChange) -> String {
    let named = change.kind != "claims" && change.title != change.id;
    if named { prose::plain(&change.title) } else { ordinary(&change.id) }
}

fn of_field(field: &FieldChange) -> Value {
    let pieces = wording(field).into_iter().map(|piece| {
        let (how, text) = match piece {
            Piece::Same(text) => ("same", text),
            Piece::Was(text) => ("was", text),
            Piece::Now(text) => ("now", text),
        };
        let text = if text == "true" { "yes".to_owned() } else { cut(&text) };
        map! { "how": how, "text": text }
    });
    map! { "name": field_title(&field.field), "pieces": pieces.collect::<Vec<_>>() }
}

/// A field in words: `steps.document-results` is "Steps: document results".
pub fn field_title(field: &str) -> String {
    match field {
        "says" => "Wording".to_owned(),
        field => ordinary(field).replace('.', ": "),
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(STRETCH) {
        Some((at, _)) => format!("{}\u{2026}", text.get(..at).unwrap_or("")),
        None => text.to_owned(),
    }
}

/// A day as people write it.
pub fn spoken(iso: &str) -> String {
    Date::parse(iso).map_or_else(|| iso.to_owned(), day)
}

/// A commit with what it changed: of a large one the first items, and how many more of each kind.
pub fn commit(edition: &Edition, at: usize, step: &Step) -> Value {
    let changes = step.items.iter().take(OF_COMMIT).map(|change| entry(edition, at, change, 2));
    let mut rest: BTreeMap<&str, usize> = BTreeMap::new();
    for change in step.items.iter().skip(OF_COMMIT) {
        let label = KINDS.iter().find(|k| k.key == change.kind).map_or("", |k| k.label);
        *rest.entry(label).or_default() += 1;
    }
    let count: usize = rest.values().sum();
    let words: Vec<String> = rest.iter().map(|(label, n)| format!("{n} under {label}")).collect();
    map! {
        "id": anchor(step),
        "commit": step.commit.short(),
        "date": &*step.commit.day,
        "day": spoken(&step.commit.day),
        "by": &*step.commit.by,
        "why": Some(&*step.commit.subject).filter(|why| !why.is_empty()),
        "changes": changes.collect::<Vec<_>>(),
        "more": count,
        "more_words": words.join(", "),
    }
}

/// How many commits the browser knows for its marks, and how many pages.
const MARKS: (usize, usize) = (60, 200);

/// What the browser compares with its last visit: the newest commits, and for each changed page the newest of them that
/// changed it. A classic script, so that it also loads from a folder.
pub fn marks(edition: &Edition) -> Vec<u8> {
    let (most, most_pages) = MARKS;
    let steps: Vec<&Step> = edition.news.steps.iter().rev().take(most).collect();
    let mut pages: BTreeMap<&str, usize> = BTreeMap::new();
    for (number, step) in steps.iter().enumerate() {
        for change in step.items.iter().filter(|change| became(change).matters()) {
            let Some(page) = edition.page_of(change.kind, &change.id) else { continue };
            if pages.len() < most_pages {
                pages.entry(page).or_insert(number);
            }
        }
    }
    let steps: Vec<_> = steps.iter().map(|step| (step.commit.short(), &*step.commit.day)).collect();
    let data = serde_json::json!({ "v": 1, "steps": steps, "pages": pages });
    format!("self.REFRAIN_NEWS={data};\n").into_bytes()
}

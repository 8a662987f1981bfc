//! What a page's author wants to know of it: the findings of the items that it shows, as a file beside the page that only
//! `refrain serve` has.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use serde_json::{Value as Json, json};
use tera::Value;
use tera::value::Key;

use super::edition::Edition;
use super::sheet::Sheet;
use crate::finding::Finding;
use crate::text::WordMap;

/// Where the files lie: no page can, because no kind is called so.
const FOLDER: &str = "__refrain/findings";
/// The most that is shown with one page.
const MOST: usize = 100;

/// The findings of each item: by its noun and id.
pub struct Drawers<'e> {
    edition: &'e Edition<'e>,
    findings: HashMap<(&'e str, &'e str), Vec<usize>>,
    /// Each finding as it is told, once some page shows it: many pages show the same.
    told: Vec<OnceLock<String>>,
}

impl<'e> Drawers<'e> {
    /// The findings of an edition: about an item, or within what is written of it.
    pub fn of(edition: &'e Edition<'e>) -> Self {
        let mut written: WordMap<&str, Vec<(usize, usize, &str, &str)>> = WordMap::default();
        let found = &edition.outcome.findings;
        for finding in found {
            written.entry(finding.place.path()).or_default();
        }
        for item in edition.project.playbook.items() {
            if let Some(items) = written.get_mut(item.source().path()) {
                let span = item.span();
                items.push((span.start(), span.end(), item.noun(), item.id().as_str()));
            }
        }
        written.values_mut().for_each(|items| items.sort_unstable());
        let mut findings: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
        for (at, finding) in found.iter().enumerate() {
            let about = finding.object.as_ref().map(|object| (object.kind, object.id.as_str()));
            let items = written.get(finding.place.path()).map_or(&[][..], Vec::as_slice);
            let place = finding.place.first().start();
            let last = items.partition_point(|(start, ..)| *start <= place).checked_sub(1);
            let within = last.and_then(|at| items.get(at)).filter(|(_, end, ..)| place < *end);
            let within = within.map(|(_, _, noun, id)| (*noun, *id));
            for item in BTreeSet::from_iter([about, within].into_iter().flatten()) {
                findings.entry(item).or_default().push(at);
            }
        }
        let told = found.iter().map(|_| OnceLock::new()).collect();
        Self { edition, findings, told }
    }

    /// The file of a page: its path and a list in JSON, the gravest first; nothing where nothing was found.
    pub fn of_page(&self, path: &str, sheet: &Sheet) -> Option<(String, Vec<u8>)> {
        if self.findings.is_empty() {
            return None;
        }
        let mut shown = BTreeSet::new();
        let own = path.strip_suffix(".html").and_then(|path| path.split_once('/'));
        shown.extend(own.map(|(noun, id)| (noun.to_owned(), id.to_owned())));
        for (_, value) in &sheet.body {
            shown.extend(item_of(value));
            items_in(value, &mut shown);
        }
        let findings = shown.iter().filter_map(|(noun, id)| self.findings.get(&(&**noun, &**id)));
        let found: BTreeSet<usize> = findings.flatten().copied().collect();
        let all = &self.edition.outcome.findings;
        let mut found: Vec<(usize, &Finding)> =
            found.into_iter().filter_map(|at| Some((at, all.get(at)?))).collect();
        if found.is_empty() {
            return None;
        }
        found.sort_by_key(|(at, finding)| (Reverse(finding.severity), *at));
        let told = found.iter().take(MOST).filter_map(|(at, finding)| {
            Some(self.told.get(*at)?.get_or_init(|| self.tell(finding).to_string()).as_str())
        });
        let list = told.collect::<Vec<_>>().join(",");
        let more = found.len().saturating_sub(MOST);
        let file = format!("{{\"findings\":[{list}],\"more\":{more}}}\n");
        Some((format!("{FOLDER}/{path}.json"), file.into_bytes()))
    }

    fn tell(&self, finding: &Finding) -> Json {
        let start = finding.place.start();
        json!({
            "rule": finding.rule,
            "url": self.edition.rule_url(finding.rule),
            "severity": finding.severity.name(),
            "message": finding.message,
            "why": finding.why,
            "help": finding.help,
            "path": finding.place.path(),
            "line": start.line,
            "col": start.grapheme,
        })
    }
}

/// The items that a value shows: what bears a reference as its `ref` is shown, and not only named.
fn items_in(value: &Value, shown: &mut BTreeSet<(String, String)>) {
    if let Some(list) = value.as_array() {
        list.iter().for_each(|value| items_in(value, shown));
    } else if let Some(map) = value.as_map() {
        shown.extend(map.get(&Key::Str("ref")).and_then(item_of));
        map.values().for_each(|value| items_in(value, shown));
    }
}

/// The item that a reference names.
fn item_of(value: &Value) -> Option<(String, String)> {
    let map = value.as_map()?;
    let text = |key| map.get(&Key::Str(key)).and_then(Value::as_str).map(str::to_owned);
    map.get(&Key::Str("internal"))?;
    Some((text("kind")?, text("id")?))
}

//! `refrain.lock`: every wording and figure that was approved once and is not any more, one a line.
//!
//! The file is committed. Its lines are sorted and depend on the history alone; two branches that each added some merge as
//! a union of lines (`refrain.lock merge=union` in `.gitattributes`), and the next run puts them in order.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::state::State;
use super::value::Value;
use crate::finding::Fault;
use crate::model::KINDS;
use crate::shape::Date;
use crate::text::{Place, Source, Span};

/// The name of the lock file, in the project's root.
pub const FILE: &str = "refrain.lock";

/// The fault of a line that a merge left.
pub(super) const CONFLICT: &str = "lock/conflict";

/// Something that was approved once and is not any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Former {
    /// What one of its kind is called: `claim`.
    pub kind: String,
    /// The id of its item.
    pub id: String,
    /// The field it stood in.
    pub field: String,
    /// What it said.
    pub was: Value,
    /// The day it came in, where that is known.
    pub from: Option<Date>,
    /// The last day it stood.
    pub until: Date,
    /// The commit that ended it; nothing before it is committed.
    pub commit: Option<String>,
    /// Who ended it.
    pub by: Option<String>,
}

impl Former {
    /// Whether it is of an item, by the key of the kind and the id.
    pub fn is_of(&self, key: &(&'static str, String)) -> bool {
        self.id == key.1 && KINDS.iter().any(|k| k.key == key.0 && k.noun == self.kind)
    }

    /// What lines are sorted by.
    pub(super) fn order(&self) -> (&str, &str, &str, &Value) {
        (&self.kind, &self.id, &self.field, &self.was)
    }

    /// By what one line is told from another.
    fn slot(&self) -> Slot {
        (self.kind.clone(), self.id.clone(), self.was.alike())
    }

    /// One of two that say the same: from the first day to the last.
    fn with(self, other: Self) -> Self {
        let from = match (self.from, other.from) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        let later = (self.until, &self.commit) >= (other.until, &other.commit);
        let kept = if later { self } else { other };
        Self { from, ..kept }
    }
}

/// Kind, id, and what is alike.
type Slot = (String, String, String);

/// What the lock file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// The commits up to which it is made; more than one after a merge.
    pub upto: Vec<String>,
    formers: BTreeMap<Slot, Former>,
}

/// The first line.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    refrain: String,
    version: u32,
    upto: String,
}

/// Any other line.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    kind: String,
    id: String,
    field: String,
    was: Value,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    until: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    commit: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by: Option<String>,
}

impl Lock {
    /// Reads the file; what cannot be read is told beside it.
    pub fn read(source: &Arc<Source>) -> (Self, Vec<Fault>) {
        let (mut lock, mut faults) = (Self::default(), vec![]);
        for number in 1..=source.text().lines().count() {
            let span = source.line_span(number);
            let line = source.slice(span);
            if line.trim().is_empty() {
                continue;
            }
            if ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|mark| line.starts_with(mark)) {
                let help = "run `refrain history`: it keeps what both sides have";
                let place = Place::new(source, span);
                faults.push(Fault::new(CONFLICT, place, "a merge left a conflict here", help));
                continue;
            }
            if let Err((span, what)) = lock.line(line, span) {
                let help = "take the line back from git, or remove the file and run `refrain history`";
                faults.push(Fault::new("lock/damaged", Place::new(source, span), what, help));
            }
        }
        lock.upto.sort();
        lock.upto.dedup();
        (lock, faults)
    }

    fn line(&mut self, line: &str, span: Span) -> Result<(), (Span, String)> {
        if line.starts_with("{\"refrain\"") {
            let head: Head = parse(line, span)?;
            if (head.refrain.as_str(), head.version) != ("lock", 1) {
                return Err((span, "this lock file is of another version of refrain".to_owned()));
            }
            self.upto.push(head.upto);
            return Ok(());
        }
        let line_of: Line = parse(line, span)?;
        if KINDS.iter().all(|k| k.noun != line_of.kind) {
            return Err((of(line, &line_of.kind, span), format!("`{}` is not a kind of item", line_of.kind)));
        }
        let day = |text: &str| {
            Date::parse(text).ok_or_else(|| (of(line, text, span), format!("`{text}` is not a date")))
        };
        let from = line_of.from.as_deref().map(day).transpose()?;
        let until = day(&line_of.until)?;
        let Line { kind, id, field, was, commit, by, .. } = line_of;
        self.add(Former { kind, id, field, was, from, until, commit, by });
        Ok(())
    }

    /// Takes in a former value; of two that say the same one is made.
    pub(super) fn add(&mut self, former: Former) {
        let slot = former.slot();
        let joined = match self.formers.remove(&slot) {
            Some(known) => known.with(former),
            None => former,
        };
        self.formers.insert(slot, joined);
    }

    /// Takes in a former value unless it is known, with its commit if it had none. Tells whether anything changed.
    pub(super) fn learn(&mut self, former: Former) -> bool {
        let slot = former.slot();
        let news = match self.formers.get(&slot) {
            None => true,
            Some(known) => known.commit.is_none() && former.commit.is_some(),
        };
        if news {
            self.formers.insert(slot, former);
        }
        news
    }

    /// Takes out what is approved in a state; gives back what it took out.
    pub(super) fn forget(&mut self, now: &State) -> Vec<Former> {
        let said: std::collections::BTreeSet<Slot> = now
            .items()
            .flat_map(|item| item.said().map(|(_, v)| (item.noun.to_owned(), item.id.clone(), v.alike())))
            .collect();
        let again: Vec<Slot> = self.formers.keys().filter(|slot| said.contains(*slot)).cloned().collect();
        again.iter().filter_map(|slot| self.formers.remove(slot)).collect()
    }

    /// Everything it holds, sorted.
    pub fn formers(&self) -> Vec<&Former> {
        let mut all: Vec<&Former> = self.formers.values().collect();
        all.sort_by(|a, b| a.order().cmp(&b.order()));
        all
    }

    /// Whether it holds a value of an item.
    pub(super) fn knows(&self, former: &Former) -> bool {
        self.formers.contains_key(&former.slot())
    }

    /// Adds what was approved in one state and is not in another, for a look at what a change brings.
    #[must_use]
    pub fn with_change(mut self, before: &State, now: &State, until: Date) -> Self {
        for item in before.items() {
            for (field, was) in item.said() {
                let (kind, id) = (item.noun.to_owned(), item.id.clone());
                let (field, was) = (field.to_owned(), was.clone());
                self.learn(Former { kind, id, field, was, from: None, until, commit: None, by: None });
            }
        }
        self.forget(now);
        self
    }

    /// The file's text: the same for the same history.
    pub fn text(&self) -> String {
        let mut text = String::new();
        // Lines hold text and numbers only, so writing them cannot fail.
        let mut put = |line: Result<String, serde_json::Error>| {
            text.push_str(&line.unwrap_or_default());
            text.push('\n');
        };
        for upto in &self.upto {
            put(serde_json::to_string(&Head { refrain: "lock".to_owned(), version: 1, upto: upto.clone() }));
        }
        for former in self.formers() {
            let f = former.clone();
            put(serde_json::to_string(&Line {
                kind: f.kind,
                id: f.id,
                field: f.field,
                was: f.was,
                from: f.from.map(|d| d.to_string()),
                until: f.until.to_string(),
                commit: f.commit,
                by: f.by,
            }));
        }
        text
    }
}

fn parse<'l, T: Deserialize<'l>>(line: &'l str, span: Span) -> Result<T, (Span, String)> {
    serde_json::from_str(line).map_err(|error| {
        let mut at = span.start() + error.column().saturating_sub(1).min(line.len());
        while !line.is_char_boundary(at - span.start()) {
            at -= 1;
        }
        let said = error.to_string();
        let said = said.split(" at line ").next().unwrap_or(&said);
        (Span::new(at, span.end()), format!("this line cannot be read: {said}"))
    })
}

/// Where a word stands in a line, in its quotes.
fn of(line: &str, word: &str, span: Span) -> Span {
    let quoted = format!("\"{word}\"");
    line.find(&quoted).map_or(span, |at| Span::new(span.start() + at, span.start() + at + quoted.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = r#"{"kind":"claim","id":"a","field":"says","was":"We do it in 3 days","from":"2026-01-02","until":"2026-06-01","commit":"aa","by":"Ida"}"#;

    fn read(text: &str) -> (Lock, Vec<String>) {
        let (lock, faults) = Lock::read(&Source::new(FILE, text));
        let told = faults.iter().map(|f| {
            let at = f.place.start();
            format!("{}:{} {}", at.line, at.scalar, f.message)
        });
        (lock, told.collect())
    }

    #[test]
    fn a_union_of_two_branches_is_one_lock() {
        let twice =
            ONE.replace("We do it in 3 days", "we do it, in 3 days!").replace("2026-06-01", "2026-07-01");
        let head = |id: &str| format!("{{\"refrain\":\"lock\",\"version\":1,\"upto\":\"{id}\"}}");
        let (lock, faults) = read(&format!("{}\n{ONE}\n{}\n{twice}\n", head("b"), head("a")));
        assert_eq!((faults.len(), lock.formers().len()), (0, 1));
        assert_eq!(lock.upto, ["a", "b"]);
        assert_eq!(lock.formers()[0].until.to_string(), "2026-07-01");
        let (again, _) = read(&lock.text());
        assert_eq!((again.text(), &again), (lock.text(), &lock));
        let (other, _) = read(&format!("{twice}\n{}\n{ONE}\n{}\n", head("a"), head("b")));
        assert_eq!(other.text(), lock.text());
    }

    #[test]
    fn damage_is_told_with_its_place() {
        for (line, expected) in [
            (ONE.replace("\"claim\"", "\"clam\""), "1:9 `clam` is not a kind of item"),
            (ONE.replace("2026-06-01", "June"), "`June` is not a date"),
            (ONE.replace("\"was\"", "\"is\""), "1:44 this line cannot be read: unknown field `is`"),
            (ONE[..40].to_owned(), "1:40 this line cannot be read: EOF while parsing"),
            ("<<<<<<< HEAD".to_owned(), "1:1 a merge left a conflict here"),
            ("{\"refrain\":\"lock\",\"version\":2,\"upto\":\"\"}".to_owned(), "of another version"),
        ] {
            let (_, faults) = read(&line);
            assert!(faults.len() == 1 && faults[0].contains(expected), "{line}: {faults:?}");
        }
    }
}

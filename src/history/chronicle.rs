//! The past of the messaging as a playbook tells it: what each commit changed, and the tags between them.
//!
//! It is read once for each commit that is checked out and kept in the project's cache; only what came since is read
//! again. Where there is no whole history, it says why.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::past::{Past, Step};
use super::state::{Event, FieldChange, ItemChange};
use super::value::Value;
use crate::files::{self, Refusal, Repository, Tag};
use crate::model::KINDS;

/// What the messaging said before, step by step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chronicle {
    /// The commits that changed messaging, oldest first.
    pub steps: Vec<Step>,
    /// Versions that somebody gave a name, oldest first.
    pub tags: Vec<Tag>,
    /// Why it is not known, and what to do; nothing where it is whole.
    pub gap: Option<Refusal>,
}

/// The name of what is kept between runs.
const KEPT: &str = "past.json";

/// What is kept between runs: the steps up to a commit, as this version of the program reads them.
#[derive(Serialize, Deserialize)]
struct Kept {
    program: String,
    head: String,
    steps: Vec<Step>,
}

impl Chronicle {
    /// A past that is not known.
    pub fn unknown(what: impl Into<String>, help: impl Into<String>) -> Self {
        Self { gap: Some(Refusal::new(what, help)), ..Self::default() }
    }

    /// Reads the past of the project in a folder, up to the commit that is checked out.
    pub fn open(root: &Path) -> Self {
        let read = || {
            let repository = Repository::open(root)?;
            let head = repository.head()?;
            head.map_or_else(|| Ok(Self::default()), |head| Self::read(&repository, root, &head))
        };
        read().unwrap_or_else(|refusal| Self { gap: Some(refusal), ..Self::default() })
    }

    /// The commit that is checked out in a folder; nothing without git.
    pub fn head(root: &Path) -> Option<String> {
        Repository::open(root).and_then(|repository| repository.head()).ok().flatten()
    }

    fn read(repository: &Repository, root: &Path, head: &str) -> Result<Self, Refusal> {
        if repository.is_shallow() {
            let what = "this copy of the repository holds the newest commits only";
            let help = "git fetch --unshallow, or check out with fetch-depth: 0";
            return Ok(Self::unknown(what, help));
        }
        let tags = repository.tags(head)?;
        let kept = kept(root);
        let steps = match kept {
            Some(kept) if kept.head == head => return Ok(Self { steps: kept.steps, tags, gap: None }),
            Some(kept) if repository.follows(head, &kept.head) => {
                let since = Past::read(repository, head, &[kept.head])?.steps;
                kept.steps.into_iter().chain(since).collect()
            }
            _ => Past::read(repository, head, &[])?.steps,
        };
        let kept = Kept { program: program(), head: head.to_owned(), steps };
        if let Ok(bytes) = serde_json::to_vec(&kept) {
            files::cache(root, KEPT, &bytes);
        }
        Ok(Self { steps: kept.steps, tags, gap: None })
    }

    /// Without what was, at any time, internal to other teams than one. `hidden` are the items that are so today, and
    /// `tells` whether a text holds words of them.
    ///
    /// An item that became free begins there: what it said before stays unsaid. A commit that also touched something
    /// hidden keeps its day and author, but not its words.
    #[must_use]
    pub fn for_team(
        &self,
        team: &str,
        hidden: &dyn Fn(&'static str, &str) -> bool,
        tells: &dyn Fn(&str) -> bool,
    ) -> Self {
        let gone = self.hidden_when_last_seen(team);
        let never = |kind: &'static str, id: &str| gone.contains(&(kind, id)) || hidden(kind, id);
        let ids: BTreeSet<&str> = gone.iter().map(|(_, id)| *id).collect();
        let part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        let open = |text: &str| !tells(text) && !text.split(|c| !part(c)).any(|word| ids.contains(word));
        let mut readers: BTreeMap<(&'static str, &str), Readers> = BTreeMap::new();
        let mut steps = vec![];
        for step in &self.steps {
            let mut kept = Step { commit: step.commit.clone(), items: vec![] };
            for change in &step.items {
                let readers = readers.entry((change.kind, &change.id)).or_default();
                let before = readers.shut_out(team);
                readers.take(change.event, &change.fields);
                if never(change.kind, &change.id) || readers.shut_out(team) {
                    continue;
                }
                kept.items.extend(opened(change, before, &open));
            }
            if kept.items.len() < step.items.len() || !open(&kept.commit.subject) {
                kept.commit.subject = String::new();
            }
            if !kept.items.is_empty() {
                steps.push(kept);
            }
        }
        Self { steps, tags: self.tags.clone(), gap: self.gap.clone() }
    }

    /// The items that a team could not see at last: when they went, or as they stand.
    fn hidden_when_last_seen(&self, team: &str) -> BTreeSet<(&'static str, &str)> {
        let mut all: BTreeMap<(&'static str, &str), Readers> = BTreeMap::new();
        for change in self.steps.iter().flat_map(|step| &step.items) {
            all.entry((change.kind, &change.id)).or_default().take(change.event, &change.fields);
        }
        all.into_iter().filter(|(_, readers)| readers.shut_out(team)).map(|(item, _)| item).collect()
    }
}

/// A change as it may be told: nothing of what was hidden `before`, and no value that is not `open`.
fn opened(change: &ItemChange, before: bool, open: &dyn Fn(&str) -> bool) -> Option<ItemChange> {
    let mut change = change.clone();
    if before {
        change.event = Event::Added;
        change.fields.clear();
    }
    for field in &mut change.fields {
        let told = |value: &Value| open(&value.shown());
        field.was.retain(told);
        field.now.retain(told);
    }
    let own = |field: &FieldChange| READERS.contains(&field.field.as_str());
    let empty = |field: &FieldChange| field.was.is_empty() && field.now.is_empty();
    change.fields.retain(|field| !own(field) && !empty(field));
    (change.event != Event::Changed || !change.fields.is_empty()).then_some(change)
}

/// The fields that say who may see an item.
const READERS: &[&str] = &["internal_to", "audience"];

/// Who may see an item, at one time.
#[derive(Default)]
struct Readers(BTreeMap<String, BTreeSet<String>>);

impl Readers {
    fn take(&mut self, event: Event, fields: &[FieldChange]) {
        match event {
            // Who could see it when it went can see that it went.
            Event::Removed => return,
            Event::Added => self.0.clear(),
            Event::Changed => {}
        }
        for change in fields.iter().filter(|f| READERS.contains(&f.field.as_str())) {
            let teams = self.0.entry(change.field.clone()).or_default();
            change.was.iter().for_each(|value| {
                teams.remove(&value.shown());
            });
            teams.extend(change.now.iter().map(Value::shown));
        }
    }

    fn shut_out(&self, team: &str) -> bool {
        self.0.values().any(|teams| !teams.is_empty() && !teams.contains(team))
    }
}

/// What an earlier run kept; nothing where it is of another version, or damaged.
fn kept(root: &Path) -> Option<Kept> {
    let kept: Kept = serde_json::from_slice(&files::cached(root, KEPT)).ok()?;
    let known = |kind: &str| KINDS.iter().any(|k| k.key == kind);
    let whole = kept.steps.iter().flat_map(|s| &s.items).all(|change| known(change.kind));
    (kept.program == program() && whole).then_some(kept)
}

/// The version of the program, and what it knows of items: another one may read the same files in another way.
fn program() -> String {
    let fields: usize = KINDS.iter().map(|kind| (kind.schema)().to_string().len()).sum();
    format!("{} {fields}", env!("CARGO_PKG_VERSION"))
}

//! The messaging commit by commit: what changed, when and by whom, and what was approved until then.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::lock::Former;
use super::state::{ItemChange, Standing, State, compare};
use super::value::Value;
use crate::config::{self, Config};
use crate::files::{Commit, Refusal, Repository, Snapshot};
use crate::limits;
use crate::model::Playbook;
use crate::shape::Date;
use crate::text::Source;

/// What one commit changed.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Step {
    /// The commit.
    pub commit: Commit,
    /// The items it changed, by kind and id.
    pub items: Vec<ItemChange>,
}

/// The messaging up to a commit.
#[derive(Clone, Debug, Default)]
pub struct Past {
    /// The commits that changed messaging, oldest first.
    pub steps: Vec<Step>,
    /// The messaging at the last commit.
    pub state: State,
    /// What was approved once and is not any more, at the last commit.
    pub ended: Vec<Former>,
    /// Since when each approved wording and figure stands.
    pub(super) live: Live,
}

/// What is approved, by item and by what is alike: the field, the value, and since when.
type Live = BTreeMap<(&'static str, String), BTreeMap<String, (String, Value, Option<Date>)>>;

impl Past {
    /// Reads the history up to a commit; without what lies behind other commits, of which the state there is the
    /// beginning. A version of a file that cannot be read whole keeps the items it had.
    ///
    /// # Errors
    /// A refusal where git fails.
    pub fn read(repository: &Repository, to: &str, behind: &[String]) -> Result<Self, Refusal> {
        let log = repository.log(to, behind)?;
        let mut reader = Reader::new(repository, to)?;
        let mut past = Self::default();
        if !behind.is_empty() {
            let first = log.first().map_or_else(|| to.to_owned(), |t| format!("{}^1", t.commit.id));
            if let Ok(base) = repository.commit(&first) {
                let base = repository.tree(&base)?;
                let files = base.blobs().filter(|(path, _)| is_yaml(path));
                files.for_each(|(path, blob)| reader.set(path, Some(blob)));
                past.take(None, reader.state(), &[]);
            }
        }
        for touched in log {
            for (path, blob) in &touched.files {
                reader.set(path, blob.as_deref());
            }
            let state = reader.state();
            let items = compare(&past.state, &state);
            past.take(Some(&touched.commit), state, &items);
            if !items.is_empty() {
                past.steps.push(Step { commit: touched.commit, items });
            }
        }
        past.ended.sort_by(|a, b| a.order().cmp(&b.order()));
        Ok(past)
    }

    /// Goes on to the state at a commit; without one, begins there.
    fn take(&mut self, commit: Option<&Commit>, state: State, changed: &[ItemChange]) {
        let day = commit.and_then(|c| Date::parse(&c.day));
        let keys: BTreeSet<(&'static str, String)> = match commit {
            Some(_) => changed.iter().map(|c| (c.kind, c.id.clone())).collect(),
            None => state.0.keys().cloned().collect(),
        };
        for key in keys {
            let item = state.0.get(&key);
            let mut before = self.live.remove(&key).unwrap_or_default();
            let mut now = BTreeMap::new();
            for (field, value) in item.into_iter().flat_map(|i| i.said()) {
                let alike = value.alike();
                let stood = before.remove(&alike);
                let again = || {
                    let of = |f: &Former| f.is_of(&key) && f.was.alike() == alike;
                    self.ended.iter().find(|f| of(f)).map(|f| f.from)
                };
                let from = stood.map(|s| s.2).or_else(again).unwrap_or(day);
                now.entry(alike).or_insert_with(|| (field.to_owned(), value.clone(), from));
            }
            self.ended.retain(|f| !f.is_of(&key) || !now.contains_key(&f.was.alike()));
            let noun = item.or_else(|| self.state.0.get(&key)).map_or("", |i| i.noun);
            if let (Some(commit), Some(until)) = (commit, day) {
                self.ended.extend(before.into_values().map(|(field, was, from)| Former {
                    kind: noun.to_owned(),
                    id: key.1.clone(),
                    field,
                    was,
                    from,
                    until,
                    commit: Some(commit.id.clone()),
                    by: Some(commit.by.clone()),
                }));
            }
            if !now.is_empty() {
                self.live.insert(key, now);
            }
        }
        self.state = state;
    }

    /// What was approved at the last commit and is not in another state.
    pub(super) fn ended_in(&self, now: &State, until: Date) -> Vec<Former> {
        let mut ended = vec![];
        for (key, values) in &self.live {
            let item = now.0.get(key);
            let said: BTreeSet<String> =
                item.into_iter().flat_map(|i| i.said()).map(|(_, v)| v.alike()).collect();
            let noun = item.or_else(|| self.state.0.get(key)).map_or("", |i| i.noun);
            let gone = values.iter().filter(|(alike, _)| !said.contains(*alike));
            ended.extend(gone.map(|(_, (field, was, from))| Former {
                kind: noun.to_owned(),
                id: key.1.clone(),
                field: field.clone(),
                was: was.clone(),
                from: *from,
                until,
                commit: None,
                by: None,
            }));
        }
        ended
    }
}

fn is_yaml(path: &str) -> bool {
    let extension = path.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase());
    matches!(extension.as_deref(), Some("yaml" | "yml"))
}

/// What a version of a file holds, and whether it could be read whole.
type Version = (Vec<Arc<Standing>>, bool);

/// Reads the YAML files of one commit after the other, each version once.
struct Reader<'r> {
    files: Snapshot<'r>,
    /// What each file holds.
    held: BTreeMap<String, Vec<Arc<Standing>>>,
    /// Every version read so far, by its blob.
    versions: BTreeMap<String, Version>,
    content: Vec<String>,
}

impl<'r> Reader<'r> {
    fn new(repository: &'r Repository, to: &str) -> Result<Self, Refusal> {
        let files = repository.tree(to)?;
        let content = vec!["content".to_owned()];
        Ok(Self { files, held: BTreeMap::new(), versions: BTreeMap::new(), content })
    }

    fn set(&mut self, path: &str, blob: Option<&str>) {
        let Some(blob) = blob else {
            self.held.remove(path);
            return;
        };
        if path == config::FILE {
            self.settings(blob);
            return;
        }
        if path.split('/').any(|name| name.starts_with('.')) {
            return;
        }
        if !self.versions.contains_key(blob) {
            let version = self.version(path, blob);
            self.versions.insert(blob.to_owned(), version);
        }
        let Some((items, whole)) = self.versions.get(blob) else { return };
        let mut items = items.clone();
        if !whole {
            let known: BTreeSet<_> = items.iter().map(|i| (i.kind, i.id.clone())).collect();
            let before = self.held.get(path).into_iter().flatten();
            let kept: Vec<_> = before.filter(|i| !known.contains(&(i.kind, i.id.clone()))).cloned().collect();
            items.extend(kept);
        }
        self.held.insert(path.to_owned(), items);
    }

    fn settings(&mut self, blob: &str) {
        let Some(text) = self.text(config::FILE, blob) else { return };
        if let (Some(config), _) = Config::read(&text) {
            self.content = config.content().into_iter().map(|c| c.trim_end_matches('/').to_owned()).collect();
        }
    }

    fn version(&self, path: &str, blob: &str) -> Version {
        let Some(source) = self.text(path, blob) else { return (vec![], false) };
        let (playbook, faults) = Playbook::read(&source);
        (playbook.items().map(|item| Arc::new(Standing::of(item))).collect(), faults.is_empty())
    }

    fn text(&self, path: &str, blob: &str) -> Option<Arc<Source>> {
        let bytes = self.files.blob(blob, limits::YAML_BYTES).ok()?;
        let (source, damage) = Source::decode(path, &bytes);
        damage.is_empty().then_some(source)
    }

    /// The messaging of the content folders, as the settings had them.
    fn state(&self) -> State {
        let inside = |path: &str| {
            self.content.iter().any(|folder| {
                matches!(folder.as_str(), "" | ".")
                    || path
                        .strip_prefix(folder.as_str())
                        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            })
        };
        let files = self.held.iter().filter(|(path, _)| inside(path));
        State::from_items(files.flat_map(|(_, items)| items.iter().map(Arc::clone)))
    }
}

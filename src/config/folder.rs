//! Settings of a folder: a `refrain.yaml` below the root that extends the settings above it for the files below it.

use std::sync::Arc;

use super::{Config, CopyRule, FILE, RuleSettings, Suppression};
use crate::finding::Fault;
use crate::record;
use crate::shape::{Phrase, Reading, Schemas, Shape};
use crate::syntax::yaml::{self, Value};
use crate::text::{Place, Source, Span};

record! {
    /// What settings say of the files below them. Nearer settings count before those they extend.
    pub FileSettings("settings of files: a mapping") {
        /// Which files are copy, and what is known about them. First match wins for each attribute.
        copy: Vec<CopyRule>,
        /// Which rules run, at what level.
        rules: Option<RuleSettings>,
        /// Findings that are right where they stand, in files that cannot say so themselves.
        suppress: Vec<Suppression>,
    }
}

record! {
    /// The settings of a folder: a `refrain.yaml` below the root, for the files below it.
    pub FolderSettings("settings of a folder: a mapping with `extends`") with files: FileSettings {
        /// The settings above that these add to: `../refrain.yaml`.
        extends: Phrase,
    }
}

/// The settings of a folder, as they were read.
#[derive(Clone, Debug)]
pub struct Folder {
    /// The folder, from the root.
    pub path: String,
    /// As written.
    pub settings: FolderSettings,
    /// The file.
    pub source: Arc<Source>,
    /// The folder whose settings these extend, by its position; nothing for the project's own.
    above: Option<usize>,
}

/// One step on the way from a file up to the project's settings.
#[derive(Clone, Copy, Debug)]
pub struct Layer<'c> {
    /// The folder, from the root; empty for the root.
    pub folder: &'c str,
    /// What the settings say of files.
    pub files: &'c FileSettings,
    /// The file they stand in.
    pub source: &'c Arc<Source>,
}

impl Layer<'_> {
    /// A place in these settings.
    pub fn place(&self, span: Span) -> Place {
        Place::new(self.source, span)
    }

    /// A path as these settings name it: from their folder.
    pub fn inner<'p>(&self, path: &'p str) -> Option<&'p str> {
        match self.folder {
            "" => Some(path),
            folder => path.strip_prefix(folder)?.strip_prefix('/'),
        }
    }
}

/// Whether settings are those of a folder: they say what they extend.
pub fn is_of_folder(source: &Source) -> bool {
    let tree = yaml::read(&Source::new(source.path(), source.text()), Span::new(0, source.text().len()));
    match tree.root.map(|root| root.value) {
        Some(Value::Map(entries)) => entries.iter().any(|e| e.key.text == "extends"),
        // What cannot be read as YAML is judged by its lines.
        _ => source.text().lines().any(|line| line.starts_with("extends:")),
    }
}

impl FolderSettings {
    /// Reads the settings of a folder; what could not be read is told beside them.
    pub fn of(source: &Arc<Source>) -> (Option<Self>, Vec<Fault>) {
        let tree = yaml::read(source, Span::new(0, source.text().len()));
        let mut cx = Reading::new(source);
        (cx.faults, cx.cut) = (tree.faults, tree.cut);
        let settings = tree.root.and_then(|root| Self::read(&root, &mut cx));
        (settings, cx.faults)
    }

    /// The JSON Schema of a folder's `refrain.yaml`.
    pub fn document() -> serde_json::Value {
        Schemas::document::<Self>("refrain.yaml of a folder")
    }
}

impl Config {
    /// Takes in the settings of the folders below the root; what is wrong with them is told.
    pub fn extend(&mut self, sources: &[Arc<Source>]) -> Vec<Fault> {
        let mut faults = vec![];
        for source in sources {
            let (settings, told) = FolderSettings::of(source);
            faults.extend(told);
            let (Some(settings), Some((path, _))) = (settings, source.path().rsplit_once('/')) else {
                continue;
            };
            let path = path.to_owned();
            self.folders.push(Folder { path, settings, source: Arc::clone(source), above: None });
        }
        self.folders.sort_by(|a, b| a.path.cmp(&b.path));
        for at in 0..self.folders.len() {
            match self.above(at) {
                Ok(above) => {
                    if let Some(folder) = self.folders.get_mut(at) {
                        folder.above = above;
                    }
                }
                Err(fault) => faults.push(*fault),
            }
        }
        faults
    }

    /// The position of the folder that another extends; nothing for the root.
    fn above(&self, at: usize) -> Result<Option<usize>, Box<Fault>> {
        let Some(folder) = self.folders.get(at) else { return Ok(None) };
        let extends = &folder.settings.extends;
        let wrong = |what: String| {
            let place = Place::new(&folder.source, extends.span());
            let help = "name the settings of a folder above, such as `../refrain.yaml`";
            Box::new(Fault::new("settings/extends", place, what, help))
        };
        let mut parts: Vec<&str> = folder.path.split('/').collect();
        for part in extends.split('/') {
            match part {
                "." | "" => {}
                ".." if parts.pop().is_some() => {}
                ".." => return Err(wrong(format!("`{extends}` leads out of the project"))),
                name => parts.push(name),
            }
        }
        let target = parts.join("/");
        if target == FILE {
            return Ok(None);
        }
        let known = target.strip_suffix(FILE).and_then(|t| t.strip_suffix('/'));
        let found = known.and_then(|path| self.folders.iter().position(|f| f.path == path));
        match (found, known) {
            (Some(above), Some(path)) if is_below(&folder.path, path) => Ok(Some(above)),
            (Some(_), Some(path)) if path == folder.path || is_below(path, &folder.path) => {
                Err(wrong(format!("`{extends}` closes a circle: it would extend itself")))
            }
            (Some(_), _) => Err(wrong(format!("`{extends}` does not lie above this folder"))),
            (None, _) => Err(wrong(format!("there are no settings `{target}` that could be extended"))),
        }
    }

    /// Which settings a file obeys: 0 for the project's, from 1 on for those of a folder.
    pub fn scope(&self, path: &str) -> usize {
        let folders = self.folders.iter().enumerate().filter(|(_, f)| is_below(path, &f.path));
        folders.max_by_key(|(_, f)| f.path.len()).map_or(0, |(at, _)| at + 1)
    }

    /// The settings of a scope, nearest first; the project's own come last.
    pub fn layers(&self, scope: usize) -> impl Iterator<Item = Layer<'_>> {
        let nearest = scope.checked_sub(1).and_then(|at| self.folders.get(at));
        let folders = std::iter::successors(nearest, |folder| self.folders.get(folder.above?));
        let own = Layer { folder: "", files: &self.settings.files, source: &self.source };
        folders.map(|f| Layer { folder: &f.path, files: &f.settings.files, source: &f.source }).chain([own])
    }

    /// The settings of all scopes, the project's first.
    pub fn all_layers(&self) -> impl Iterator<Item = Layer<'_>> {
        (0..=self.folders.len()).filter_map(|scope| self.layers(scope).next())
    }

    /// The value that the nearest settings give to a rule's option for a file, and where.
    pub fn option(&self, path: &str, rule: &str, name: &str) -> Option<(f64, Place)> {
        self.layers(self.scope(path)).find_map(|layer| {
            let rules = layer.files.rules.as_ref()?;
            let (_, options) = rules.options.iter().find(|(r, _)| r.as_str() == rule)?;
            let (key, value) = options.iter().find(|(n, _)| n.as_str() == name)?;
            Some((*value, layer.place(key.span())))
        })
    }
}

fn is_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

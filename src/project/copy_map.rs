//! The copy maps, ready to match paths: which files are copy, and which entries speak of a file.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use crate::config::{self, Config, CopyRule, Layer};
use crate::copy;
use crate::files::Refusal;
use crate::finding::Fault;
use crate::history;
use crate::shape::Phrase;
use crate::text::{Place, Span};

/// Patterns of paths, relative to the folder of the settings that hold them.
#[derive(Debug)]
pub struct Patterns {
    folder: String,
    set: GlobSet,
}

impl Patterns {
    /// Prepares patterns; one that is none is told.
    pub fn of(patterns: &[Phrase], layer: Layer<'_>, faults: &mut Vec<Fault>) -> Self {
        let mut set = GlobSetBuilder::new();
        for pattern in patterns {
            match GlobBuilder::new(pattern).literal_separator(true).build() {
                Ok(glob) => {
                    set.add(glob);
                }
                Err(error) => faults.push(Fault::new(
                    "settings/pattern",
                    layer.place(pattern.span()),
                    format!("`{pattern}` is not a pattern of paths: {}", error.kind()),
                    "write a pattern such as `content/copy/**/*.md`",
                )),
            }
        }
        let set = set.build().unwrap_or_else(|_| GlobSet::empty());
        Self { folder: layer.folder.to_owned(), set }
    }

    /// Whether a path, from the project's root, is meant.
    pub fn match_path(&self, path: &str) -> bool {
        let inner = match self.folder.as_str() {
            "" => Some(path),
            folder => path.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')),
        };
        inner.is_some_and(|path| self.set.is_match(path))
    }
}

/// An entry of a copy map.
#[derive(Debug)]
pub struct Entry {
    files: Patterns,
    /// As written.
    pub rule: CopyRule,
    /// Where its first pattern stands.
    pub place: Place,
}

/// The copy maps of the project and of its folders.
#[derive(Debug)]
pub struct CopyMap {
    /// The entries that a file obeys, by its scope, nearest settings first; shared entries are listed by number.
    scopes: Vec<Vec<usize>>,
    entries: Vec<Entry>,
    folders: Vec<String>,
}

impl CopyMap {
    /// Prepares the copy maps of the settings; a pattern that is none is told.
    pub fn of(config: &Config, faults: &mut Vec<Fault>) -> Self {
        let mut entries = vec![];
        let mut of_layer: Vec<(String, Vec<usize>)> = vec![];
        for layer in config.all_layers() {
            let from = entries.len();
            for rule in &layer.files.copy {
                let files = Patterns::of(&rule.files, layer, faults);
                let at = rule.files.first().map_or(Span::default(), Phrase::span);
                entries.push(Entry { files, rule: rule.clone(), place: layer.place(at) });
            }
            of_layer.push((layer.folder.to_owned(), (from..entries.len()).collect()));
        }
        let numbers = |layer: Layer<'_>| {
            let own = of_layer.iter().find(|(folder, _)| folder == layer.folder);
            own.map_or(vec![], |(_, numbers)| numbers.clone())
        };
        let scopes =
            (0..of_layer.len()).map(|scope| config.layers(scope).flat_map(numbers).collect()).collect();
        Self { scopes, entries, folders: of_layer.into_iter().map(|(folder, _)| folder).collect() }
    }

    /// The copy files to read of all that are listed, sorted: what the map names and what lies unmapped in the content folders; or, of
    /// `paths`, the files named and what the map names below the folders named.
    ///
    /// # Errors
    /// A fault when nothing matches or a folder cannot be listed.
    pub fn choose(
        &self,
        listed: Result<Vec<String>, Refusal>,
        config: &Config,
        paths: &[String],
    ) -> Result<Vec<String>, Box<Fault>> {
        let nowhere = |what: String, help: &str| {
            Box::new(Fault::new("file/nothing", config.place(Span::default()), what, help))
        };
        let content = config.content();
        // The messaging is checked as messaging, whatever patterns take it in.
        let messaging = |path: &str| {
            config::is_settings(path)
                || path == history::FILE
                || super::is_yaml(path) && content.iter().any(|c| *c == path || below(path, c))
        };
        let mut all = listed.map_err(|r| nowhere(r.what, &r.help))?;
        all.retain(|path| !messaging(path));
        let usual = |path: &String| self.takes(config, path);
        if paths.is_empty() {
            return Ok(all.into_iter().filter(usual).collect());
        }
        let mut chosen = vec![];
        for path in paths {
            let path = path.trim_start_matches("./").trim_end_matches('/');
            let before = chosen.len();
            chosen.extend(all.iter().filter(|p| p.as_str() == path || below(p, path) && usual(p)).cloned());
            if chosen.len() == before {
                return Err(nowhere(
                    format!("nothing to check matches `{path}`"),
                    "name a copy file, or a folder that holds some",
                ));
            }
        }
        chosen.sort();
        chosen.dedup();
        Ok(chosen)
    }

    /// Whether a file is copy if it is there and no messaging: the map names it, or it lies unmapped in a content folder.
    pub fn takes(&self, config: &Config, path: &str) -> bool {
        let inside = || config.content().iter().any(|c| below(path, c)) && copy::format_of(path).is_some();
        !self.ignored(path) && (self.knows(path) || inside())
    }

    /// The entries that speak of a file, nearest settings first.
    pub fn matching<'s>(&'s self, path: &'s str) -> impl Iterator<Item = &'s Entry> {
        let inside = |folder: &String| folder.is_empty() || below(path, folder);
        let folders = self.folders.iter().enumerate().filter(|(_, folder)| inside(folder));
        let scope = folders.max_by_key(|(_, folder)| folder.len()).map_or(0, |(at, _)| at);
        let numbers = self.scopes.get(scope).into_iter().flatten();
        numbers.filter_map(|n| self.entries.get(*n)).filter(move |entry| entry.files.match_path(path))
    }

    fn knows(&self, path: &str) -> bool {
        self.matching(path).next().is_some()
    }

    fn ignored(&self, path: &str) -> bool {
        self.matching(path).find_map(|entry| entry.rule.ignore).unwrap_or(false)
    }
}

/// Whether a path lies below a folder; the root holds all.
pub(super) fn below(path: &str, folder: &str) -> bool {
    let folder = folder.trim_end_matches('/');
    folder.is_empty() || folder == "." || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

//! A project: the settings, the messaging, its graph, and the copy, as far as they could be read.

mod attributes;
mod audience;
mod copy_map;
mod former;
mod messaging;
mod piece;
mod renewal;
mod sample;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use rayon::prelude::*;
use xxhash_rust::xxh3::Xxh3;

use crate::config::{self, Config};
use crate::copy;
use crate::files::{Files, Refusal};
use crate::finding::Fault;
use crate::graph::{Graph, Key};
use crate::history::{self, Chronicle, Lock};
use crate::item::{AnyItem, Item, Kind};
use crate::limits;
use crate::model::Playbook;
use crate::shape::{Date, Phrase};
use crate::text::{Place, Source, Span};

pub use attributes::{Attributes, Origin, OwnAttributes, own_attributes};
pub use audience::Secrets;
pub use copy_map::{CopyMap, Entry, Patterns};
pub use former::{Former, Reading};
pub use messaging::Messaging;
pub use piece::Piece;
pub use renewal::Renewed;
pub use sample::{Sample, samples};

/// A project as it was read.
#[derive(Debug)]
pub struct Project {
    /// The settings.
    pub config: Config,
    /// The messaging.
    pub playbook: Playbook,
    /// Ids resolved.
    pub graph: Graph,
    /// Every piece of copy, by path; then the prose of the messaging itself, by item.
    pub pieces: Vec<Piece>,
    /// The files that hold the messaging, in order.
    pub sources: Vec<Arc<Source>>,
    /// What was approved once and is not any more, as the lock file keeps it.
    pub lock: Lock,
    /// What the messaging said before, commit by commit; not known unless somebody reads it.
    pub past: Arc<Chronicle>,
    /// What could not be read, so was not checked.
    pub faults: Vec<Fault>,
    /// The file of findings that were there before, as the settings name it, or why it cannot be read.
    pub baseline: Option<Result<Arc<Source>, Box<Fault>>>,
    /// The files and folders that were asked for; everything where empty.
    pub asked: Vec<String>,
    /// The day on which dates are judged.
    pub as_of: Date,
    /// A digest of all that decides how copy is judged besides the copy: day, settings, messaging, lock file.
    pub basis: u128,
}

/// What is remembered of files from an earlier reading.
pub trait Memory: Sync {
    /// What is known of a file that was read without any fault and has not changed since, judged by this basis.
    fn known(&self, basis: u128, source: &Source) -> Option<Known>;

    /// What a file of the messaging held that was read without any fault, if its text is the same; asked once for each.
    fn messaging(&self, _: &Source) -> Option<Reading> {
        None
    }

    /// The prose of an item of a file that was remembered; asked once for each.
    fn prose(&self, _: &dyn AnyItem) -> Option<Piece> {
        None
    }
}

/// What is remembered of a copy file, so that its passages need not be read.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Known {
    /// What is known about it.
    pub attributes: Attributes,
    /// How many words it has.
    pub words: usize,
}

/// Remembers nothing.
#[derive(Debug)]
pub struct Nothing;

impl Memory for Nothing {
    fn known(&self, _: u128, _: &Source) -> Option<Known> {
        None
    }
}

/// What to open, and as of when.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The day on which dates are judged, if it is not the settings' own.
    pub as_of: Option<Date>,
    /// Today, for a project that names no day.
    pub today: Date,
    /// Only these copy files and folders; all of the copy map where empty.
    pub paths: Vec<String>,
}

impl Project {
    /// Opens the project whose root `files` stands in.
    ///
    /// # Errors
    /// The faults of the settings, when there are none or they could not be read at all. Everything else that could not
    /// be read is told in [`Project::faults`].
    pub fn open(files: &dyn Files, opening: &Opening) -> Result<Self, Vec<Fault>> {
        Self::open_with(files, opening, &Nothing)
    }

    /// Opens it with what is remembered of files, so that those need not be read again.
    ///
    /// # Errors
    /// As [`Project::open`].
    pub fn open_with(files: &dyn Files, opening: &Opening, memory: &dyn Memory) -> Result<Self, Vec<Fault>> {
        let settings = read(files, config::FILE, limits::YAML_BYTES).map_err(|fault| vec![*fault])?;
        let (config, mut faults) = Config::read(&settings);
        let Some(mut config) = config else { return Err(faults) };
        // A root that cannot be listed is told when copy is looked for.
        let listed = files.walk("");
        let all = listed.as_deref().unwrap_or_default();
        extend(files, all, &mut config, &mut faults);
        let (playbook, sources) = read_messaging(files, all, &config, memory, &mut faults);
        let graph = Graph::of(&config, &playbook);
        let map = CopyMap::of(&config, &mut faults);
        let as_of = opening.as_of.or(config.settings.as_of).unwrap_or(opening.today);
        let lock = read_lock(files, &mut faults);
        let basis = basis(as_of, &config, &lock, &playbook, &sources);
        let reading = CopyReading { files, config: &config, graph: &graph, map: &map, basis, memory };
        let mut pieces = reading.all(listed, &opening.paths, &mut faults);
        let (of_messaging, unread) = piece::of_messaging(&playbook, memory);
        pieces.extend(of_messaging);
        faults.extend(unread);
        let baseline = config.settings.baseline.as_ref().map(|path| {
            let told = |fault: Box<Fault>| Box::new(Fault { place: config.place(path.span()), ..*fault });
            read_baseline(files, path).map_err(told)
        });
        let asked = asked(&opening.paths);
        let past = Arc::new(Chronicle::unknown(
            "the history was not read",
            "build the playbook in its git repository",
        ));
        Ok(Self {
            config,
            playbook,
            graph,
            pieces,
            sources,
            lock,
            past,
            faults,
            baseline,
            asked,
            as_of,
            basis,
        })
    }

    /// What could not be read of the settings, the messaging and the lock file.
    pub fn messaging_faults(&self) -> Vec<Fault> {
        let of = |path: &str| path == history::FILE || is_yaml(path);
        self.faults.iter().filter(|f| of(f.place.path())).cloned().collect()
    }

    /// Whether only some of the copy was chosen to be checked.
    pub fn is_partial(&self) -> bool {
        !self.asked.is_empty()
    }

    /// Whether a file was asked for. The messaging is read in any case, to judge copy by it.
    pub fn asks_for(&self, path: &str) -> bool {
        self.asked.is_empty() || self.asked.iter().any(|asked| asked == path || copy_map::below(path, asked))
    }

    /// An item by its address.
    pub fn at(&self, key: &Key) -> Option<&dyn AnyItem> {
        self.playbook.nth(key.kind, self.graph.position(key)?)
    }

    /// An item by the key of its kind and its id.
    pub fn item(&self, kind: &'static str, id: &str) -> Option<&dyn AnyItem> {
        self.at(&Key::new(kind, id))
    }

    /// A typed item by its position in the graph.
    pub fn of<'p, K: Kind>(&'p self, items: &'p [Item<K>], id: &str) -> Option<&'p Item<K>> {
        items.get(self.graph.position_of(K::KEY, id)?)
    }
}

/// The files and folders of `paths`; none where the project's own folder is among them.
fn asked(paths: &[String]) -> Vec<String> {
    let plain = paths.iter().map(|path| path.trim_start_matches("./").trim_end_matches('/'));
    let plain: Vec<String> = plain.map(str::to_owned).collect();
    if plain.iter().any(|path| path.is_empty() || path == ".") { vec![] } else { plain }
}

/// Reads one file as text; a fault where it cannot be read or is no text.
fn read(files: &dyn Files, path: &str, limit: usize) -> Result<Arc<Source>, Box<Fault>> {
    let nowhere = || Place::new(&Source::new(path, ""), Span::default());
    let bytes = files
        .read(path, limit)
        .map_err(|r| Box::new(Fault::new("file/unreadable", nowhere(), r.what, r.help)))?;
    let (source, damage) = Source::decode(path, &bytes);
    match damage.as_slice() {
        [] => Ok(source),
        [first, rest @ ..] => {
            let place = Place::new(&source, first.span);
            let more = if rest.is_empty() { String::new() } else { format!(" (and {} more)", rest.len()) };
            let what = format!("{}{more}", first.what);
            Err(Box::new(Fault::new("file/encoding", place, what, "save the file as UTF-8")))
        }
    }
}

/// Reads a baseline, by its path from the root.
///
/// # Errors
/// A fault where it cannot be read.
pub fn read_baseline(files: &dyn Files, path: &str) -> Result<Arc<Source>, Box<Fault>> {
    let help = "make it: refrain baseline create";
    read(files, path, limits::BASELINE_BYTES)
        .map_err(|fault| Box::new(Fault { help: help.to_owned(), ..*fault }))
}

/// Runs `f` for one file; a panic costs that file only.
fn guarded<T>(path: &str, f: impl FnOnce() -> T) -> Result<T, Box<Fault>> {
    catch_unwind(AssertUnwindSafe(f)).map_err(|_| {
        let place = Place::new(&Source::new(path, ""), Span::default());
        let help = "this is a fault in refrain, please report it with the file; everything else was checked";
        Box::new(Fault::new("internal/panic", place, "reading this file failed unexpectedly", help))
    })
}

/// The lock file of former wordings; a project need not have one.
fn read_lock(files: &dyn Files, faults: &mut Vec<Fault>) -> Lock {
    match files.read(history::FILE, limits::LOCK_BYTES) {
        Err(refusal) if refusal.is_absence(history::FILE) => return Lock::default(),
        _ => {}
    }
    match read(files, history::FILE, limits::LOCK_BYTES) {
        Ok(source) => {
            let (lock, told) = Lock::read(&source);
            faults.extend(told);
            lock
        }
        Err(fault) => {
            faults.push(*fault);
            Lock::default()
        }
    }
}

/// Takes in the settings of folders.
fn extend(files: &dyn Files, all: &[String], config: &mut Config, faults: &mut Vec<Fault>) {
    let mut of_folders = vec![];
    for path in all.iter().filter(|p| config::is_settings(p) && *p != config::FILE) {
        let source = match read(files, path, limits::YAML_BYTES) {
            Ok(source) => source,
            Err(fault) => {
                faults.push(*fault);
                continue;
            }
        };
        if config::is_of_folder(&source) {
            of_folders.push(source);
        } else if config.content().iter().any(|c| copy_map::below(path, c)) {
            let help = "add `extends: ../refrain.yaml`, or move the other project elsewhere";
            let what = "these settings do not say which settings they extend";
            let place = Place::new(&source, source.line_span(1));
            faults.push(Fault::new("settings/extends", place, what, help));
        }
    }
    faults.extend(config.extend(&of_folders));
}

fn read_messaging(
    files: &dyn Files,
    all: &[String],
    config: &Config,
    memory: &dyn Memory,
    faults: &mut Vec<Fault>,
) -> (Playbook, Vec<Arc<Source>>) {
    let (mut playbook, mut sources, mut paths) = (Playbook::default(), vec![], vec![]);
    let written = config.settings.content.iter().map(Phrase::span).chain(std::iter::once(Span::default()));
    for (folder, span) in config.content().into_iter().zip(written) {
        let folder = folder.trim_end_matches('/');
        if is_yaml(folder) {
            paths.push(folder.to_owned());
            continue;
        }
        // What the project leaves out is read all the same where it is named.
        let inside: Vec<&String> = all.iter().filter(|path| copy_map::below(path, folder)).collect();
        if !inside.is_empty() {
            paths.extend(inside.into_iter().filter(|path| is_yaml(path)).cloned());
            continue;
        }
        match files.walk(folder) {
            Ok(found) => paths.extend(found.into_iter().filter(|path| is_yaml(path))),
            Err(refusal) => {
                faults.push(Fault::new("file/unreadable", config.place(span), refusal.what, refusal.help));
                playbook.lose_all();
            }
        }
    }
    paths.retain(|p| !config::is_settings(p));
    paths.sort();
    paths.dedup();
    let read: Vec<_> = paths
        .par_iter()
        .map(|path| {
            guarded(path, || {
                let source = read(files, path, limits::YAML_BYTES)?;
                if let Some((source, playbook)) = memory.messaging(&source) {
                    return Ok((source, playbook, vec![]));
                }
                let (playbook, faults) = Playbook::read(&source);
                Ok((source, playbook, faults))
            })
            .and_then(|r| r)
        })
        .collect();
    for result in read {
        match result {
            Ok((source, items, told)) => {
                sources.push(source);
                playbook.absorb(items);
                faults.extend(told);
            }
            Err(fault) => {
                faults.push(*fault);
                playbook.lose_all();
            }
        }
    }
    (playbook, sources)
}

fn is_yaml(path: &str) -> bool {
    let extension = path.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase());
    matches!(extension.as_deref(), Some("yaml" | "yml"))
}

/// The digest of a day and of files, each with its name.
fn basis(as_of: Date, config: &Config, lock: &Lock, playbook: &Playbook, sources: &[Arc<Source>]) -> u128 {
    let mut digest = Xxh3::new();
    digest.update(as_of.to_string().as_bytes());
    // Of files that could not be read at all nothing else tells.
    playbook.partial.iter().for_each(|kind| digest.update(kind.as_bytes()));
    let lock = Source::new(history::FILE, lock.text());
    for source in config.sources().chain([&lock]).chain(sources) {
        for part in [source.path(), source.text()] {
            digest.update(&(part.len() as u64).to_le_bytes());
            digest.update(part.as_bytes());
        }
    }
    digest.digest128()
}

/// How copy files become pieces.
struct CopyReading<'a> {
    files: &'a dyn Files,
    config: &'a Config,
    graph: &'a Graph,
    map: &'a CopyMap,
    basis: u128,
    memory: &'a dyn Memory,
}

impl CopyReading<'_> {
    /// The pieces that the copy map and `paths` choose of all files, sorted by path.
    fn all(
        &self,
        listed: Result<Vec<String>, Refusal>,
        paths: &[String],
        faults: &mut Vec<Fault>,
    ) -> Vec<Piece> {
        let chosen = match self.map.choose(listed, self.config, paths) {
            Ok(chosen) => chosen,
            Err(fault) => {
                faults.push(*fault);
                return vec![];
            }
        };
        let read: Vec<_> = chosen.par_iter().map(|path| self.one(path)).collect();
        let mut pieces = vec![];
        for result in read {
            match result {
                Ok((piece, told)) => {
                    faults.extend(told);
                    pieces.push(piece);
                }
                Err(fault) => faults.push(*fault),
            }
        }
        pieces
    }

    /// One file as a piece, with what of it could not be read.
    fn one(&self, path: &str) -> Result<(Piece, Vec<Fault>), Box<Fault>> {
        guarded(path, || {
            let Some(format) = copy::format_of(path) else {
                let place = Place::new(&Source::new(path, ""), Span::default());
                let known: Vec<&str> = copy::FORMATS.iter().flat_map(|f| f.extensions).copied().collect();
                let help = format!(
                    "refrain reads {}; or leave it out with `ignore: true` in the copy map",
                    known.join(", ")
                );
                return Err(Box::new(Fault::new("file/format", place, "this format is not read", help)));
            };
            let source = read(self.files, path, limits::COPY_BYTES)?;
            Ok(match self.memory.known(self.basis, &source) {
                Some(known) => (Piece::known(&source, format, known), vec![]),
                None => Piece::of_file(&source, format, self.map, self.graph),
            })
        })
        .and_then(|r| r)
    }
}

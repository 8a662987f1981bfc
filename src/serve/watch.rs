//! Noticing changes: which folders are watched, which events count, and when a burst of them is over.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind, Flag, ModifyKind};
use notify::{Config, RecommendedWatcher, RecursiveMode, Watcher};

use super::Wake;
use crate::files::Files;

/// How long nothing must happen before a burst counts as over.
const QUIET: Duration = Duration::from_millis(30);
/// How long, where all that happened are a few files that were written to their end.
const QUIET_AFTER_SAVE: Duration = Duration::from_millis(6);
/// The most files that somebody saves at once; more are a burst that goes on.
const SAVED_AT_ONCE: usize = 2;
/// The longest that a running command of git is waited for.
const GIT: Duration = Duration::from_secs(5);
/// How long a burst may last before it is answered all the same.
const LONGEST: Duration = Duration::from_millis(500);

/// Stands for a new commit, or another branch: git notes each in this file.
pub const COMMITS: &str = ".git/logs/HEAD";
/// Stands for changes that the system did not name.
const MANY: &str = "many files";

/// Whether a file of a theme may have changed.
pub fn touches_themes(changed: &[String]) -> bool {
    changed.iter().any(|path| path == MANY || is_theme(path))
}

/// Whether a file is one of a theme, and so none of the project itself.
pub fn is_theme(path: &str) -> bool {
    path.split('/').next() == Some("themes")
}

/// Watches the root itself and every folder in it that holds files of the project; folders such as `node_modules` and
/// `.git` cost no watch.
///
/// # Errors
/// Why changes cannot be noticed.
pub fn start(root: &Path, files: &dyn Files, wake: Sender<Wake>) -> Result<RecommendedWatcher, String> {
    let heard = move |event| drop(wake.send(Wake::Disk(event)));
    let config = Config::default().with_follow_symlinks(false);
    let mut watcher = RecommendedWatcher::new(heard, config).map_err(|e| e.to_string())?;
    watcher.watch(root, RecursiveMode::NonRecursive).map_err(|e| e.to_string())?;
    let paths = files.walk("").map_err(|refusal| refusal.what)?;
    let mut folders: BTreeSet<&str> = paths.iter().filter_map(|p| Some(p.split_once('/')?.0)).collect();
    folders.extend(["content", "themes"].into_iter().filter(|f| root.join(f).is_dir()));
    for folder in folders {
        watcher.watch(&root.join(folder), RecursiveMode::Recursive).map_err(|e| e.to_string())?;
    }
    // Without it the history is read again with the next change of a file.
    if let Some(git) = git_of(root) {
        let _ = watcher.watch(&git.join("logs"), RecursiveMode::NonRecursive);
    }
    Ok(watcher)
}

/// Watches folders that are new in the root.
pub fn follow(watcher: &mut RecommendedWatcher, root: &Path, changed: &[String]) {
    for path in changed.iter().filter(|p| !p.contains('/')) {
        if root.join(path).is_dir() {
            // A folder that is gone again by now needs no watch.
            let _ = watcher.watch(&root.join(path), RecursiveMode::Recursive);
        }
    }
}

/// What changed, as far as the system told.
#[derive(Debug, Default)]
pub struct Burst {
    changed: BTreeSet<String>,
    /// Of these, the ones whose last event does not say that they are whole.
    open: BTreeSet<String>,
    /// The program ends.
    stopped: bool,
}

impl Burst {
    /// The changed files from the root, sorted.
    pub fn files(self) -> Vec<String> {
        self.changed.into_iter().collect()
    }

    /// With changes that are not answered yet.
    pub fn and(mut self, changed: Vec<String>) -> Self {
        self.changed.extend(changed);
        self
    }

    fn quiet(&self) -> Duration {
        let saved = self.open.is_empty() && self.changed.len() <= SAVED_AT_ONCE;
        if saved { QUIET_AFTER_SAVE } else { QUIET }
    }

    /// Waits for a change that counts, and then until the burst is over; nothing when the program ends.
    pub fn wait(mut self, woken: &Receiver<Wake>, root: &Path, out: &str) -> Option<Self> {
        while self.changed.is_empty() && !self.stopped {
            self.note(woken.recv().ok()?, root, out)?;
        }
        if self.stopped {
            return None;
        }
        let begun = Instant::now();
        // While git switches branches half of the files are of one and half of the other.
        let switching = || begun.elapsed() < GIT && is_git_at_work(root);
        while begun.elapsed() < LONGEST || switching() {
            match woken.recv_timeout(self.quiet()) {
                Ok(wake) => self.note(wake, root, out)?,
                Err(RecvTimeoutError::Timeout) if switching() => {}
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        Some(self)
    }

    /// Adds the files of an event; nothing when the program ends.
    pub fn note(&mut self, wake: Wake, root: &Path, out: &str) -> Option<()> {
        let event = match wake {
            Wake::Stop => return None,
            Wake::Disk(Ok(event)) => event,
            // Events were lost: anything may have changed.
            Wake::Disk(Err(_)) => notify::Event::new(EventKind::Any).set_flag(Flag::Rescan),
        };
        let closed = event.kind == EventKind::Access(AccessKind::Close(AccessMode::Write));
        // Reading a file is an event too; a build that answered it would wake itself for ever.
        if matches!(event.kind, EventKind::Access(_)) && !closed {
            return Some(());
        }
        if event.need_rescan() {
            self.changed.insert(MANY.to_owned());
        }
        let whole =
            closed || matches!(event.kind, EventKind::Modify(ModifyKind::Name(_)) | EventKind::Remove(_));
        for path in &event.paths {
            if path.ends_with(COMMITS) {
                self.changed.insert(COMMITS.to_owned());
                continue;
            }
            let Ok(inner) = path.strip_prefix(root) else { continue };
            let parts: Vec<_> = inner.iter().map(|p| p.to_string_lossy()).collect();
            let path = parts.join("/");
            if path.is_empty() || !counts(&path, out) {
                continue;
            }
            // A file that was only opened for writing and closed again has not changed.
            if closed {
                self.open.remove(&path);
            } else {
                if whole {
                    self.open.remove(&path);
                } else {
                    self.open.insert(path.clone());
                }
                self.changed.insert(path);
            }
        }
        Some(())
    }

    /// Takes in what has happened by now. Whether that is anything.
    pub fn take(&mut self, woken: &Receiver<Wake>, root: &Path, out: &str) -> bool {
        while let Ok(wake) = woken.try_recv() {
            if self.note(wake, root, out).is_none() {
                self.stopped = true;
            }
        }
        self.stopped || !self.changed.is_empty()
    }
}

/// The folder of the repository around a folder.
fn git_of(root: &Path) -> Option<PathBuf> {
    root.ancestors().map(|folder| folder.join(".git")).find(|git| git.is_dir())
}

/// Whether a command of git that changes files is running there.
fn is_git_at_work(root: &Path) -> bool {
    git_of(root).is_some_and(|git| git.join("index.lock").exists())
}

/// Whether a changed file may change the site: not hidden, no editor's copy, not what `refrain build` writes.
fn counts(path: &str, out: &str) -> bool {
    let built = path.strip_prefix(out).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    // What git leaves out is left out of the site as well.
    let left_out = |part: &str| {
        part.starts_with('.') && part != ".gitignore" || matches!(part, "target" | "node_modules")
    };
    let passing = path.ends_with('~') || path.ends_with(".tmp") || path.rsplit('/').next() == Some("4913");
    !built && !passing && !path.split('/').any(left_out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::CreateKind;
    use std::sync::mpsc::channel;

    fn event(kind: EventKind, path: &str) -> Wake {
        Wake::Disk(Ok(notify::Event::new(kind).add_path(Path::new("/p").join(path))))
    }

    #[test]
    fn what_is_built_hidden_or_an_editors_own_does_not_count() {
        for path in ["site", "site/a.html", ".git/index", "content/.a.swp", "a.yaml~", "content/4913"] {
            assert!(!counts(path, "site"), "{path}");
        }
        for path in ["sites/a.md", "content/a.yaml", "refrain.yaml", "themes/own/site/x.html"] {
            assert!(counts(path, "site"), "{path}");
        }
    }

    #[test]
    fn a_burst_is_one_change_and_reading_is_none() {
        let (send, receive) = channel();
        let created = EventKind::Create(CreateKind::File);
        send.send(event(EventKind::Access(AccessKind::Any), "content/read.yaml")).unwrap();
        for path in ["content/b.yaml", "content/a.yaml", "site/a.html", "content/b.yaml"] {
            send.send(event(created, path)).unwrap();
        }
        let burst = || Burst::default().wait(&receive, Path::new("/p"), "site").map(Burst::files);
        assert_eq!(burst(), Some(vec!["content/a.yaml".to_owned(), "content/b.yaml".to_owned()]));
        send.send(Wake::Stop).unwrap();
        assert_eq!(burst(), None);
    }
}

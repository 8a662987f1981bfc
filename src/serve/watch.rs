//! Noticing changes: which folders are watched, which events count, and when a burst of them is over.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::event::{EventKind, Flag};
use notify::{Config, RecommendedWatcher, RecursiveMode, Watcher};

use super::Wake;
use crate::files::Files;

/// How long nothing must happen before a burst counts as over.
const QUIET: Duration = Duration::from_millis(30);
/// How long a burst may last before it is answered all the same.
const LONGEST: Duration = Duration::from_millis(500);

/// Stands for changes that the system did not name.
const MANY: &str = "many files";

/// Whether a file of a theme may have changed.
pub fn touches_themes(changed: &[String]) -> bool {
    changed.iter().any(|path| path == MANY || path.split('/').next() == Some("themes"))
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

/// Waits for a change that counts, and then until the burst is over. The changed files from the root, sorted; nothing
/// when the program ends.
pub fn burst(woken: &Receiver<Wake>, root: &Path, out: &str) -> Option<Vec<String>> {
    let mut changed = BTreeSet::new();
    while changed.is_empty() {
        note(woken.recv().ok()?, root, out, &mut changed)?;
    }
    let begun = Instant::now();
    while begun.elapsed() < LONGEST {
        match woken.recv_timeout(QUIET) {
            Ok(wake) => note(wake, root, out, &mut changed)?,
            Err(RecvTimeoutError::Timeout) => break,
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
    Some(changed.into_iter().collect())
}

/// Adds the files of an event; nothing when the program ends.
fn note(wake: Wake, root: &Path, out: &str, changed: &mut BTreeSet<String>) -> Option<()> {
    let event = match wake {
        Wake::Stop => return None,
        Wake::Disk(Ok(event)) => event,
        // Events were lost: anything may have changed.
        Wake::Disk(Err(_)) => notify::Event::new(EventKind::Any).set_flag(Flag::Rescan),
    };
    // Reading a file is an event too; a build that answered it would wake itself for ever.
    if matches!(event.kind, EventKind::Access(_)) {
        return Some(());
    }
    if event.need_rescan() {
        changed.insert(MANY.to_owned());
    }
    for path in &event.paths {
        let Ok(inner) = path.strip_prefix(root) else { continue };
        let parts: Vec<_> = inner.iter().map(|p| p.to_string_lossy()).collect();
        let path = parts.join("/");
        if !path.is_empty() && counts(&path, out) {
            changed.insert(path);
        }
    }
    Some(())
}

/// Whether a changed file may change the site: not hidden, no editor's copy, not what `refrain build` writes.
fn counts(path: &str, out: &str) -> bool {
    let built = path.strip_prefix(out).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let left_out = |part: &str| part.starts_with('.') || matches!(part, "target" | "node_modules");
    let passing = path.ends_with('~') || path.ends_with(".tmp") || path.rsplit('/').next() == Some("4913");
    !built && !passing && !path.split('/').any(left_out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{AccessKind, CreateKind};
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
        let changed = burst(&receive, Path::new("/p"), "site");
        assert_eq!(changed, Some(vec!["content/a.yaml".to_owned(), "content/b.yaml".to_owned()]));
        send.send(Wake::Stop).unwrap();
        assert_eq!(burst(&receive, Path::new("/p"), "site"), None);
    }
}

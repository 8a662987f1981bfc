//! The playbook in the browser while it is written: a map in memory, renewed with each save, on this computer only.
//!
//! A thread watches the folder and renews; another answers. Between them stands one pointer ([`Shown`]), so a reader
//! sees a whole site or the whole site before it, never half of one. Nothing is written to the disk, and only what is in
//! the map is served. Prints nothing: what happens is told as an [`Event`].

mod guard;
mod http;
mod listen;
mod past;
mod renew;
mod shown;
mod waiting;
mod watch;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use tokio::sync::watch::Sender;

use crate::files::{Disk, Refusal};
use crate::history::Chronicle;
use crate::project::Opening;
use past::Known;
use renew::{Built, Kept, build};

pub use shown::{Note, Shown, Site};

/// What to serve.
#[derive(Clone, Debug)]
pub struct Options {
    /// The project's folder.
    pub root: PathBuf,
    /// What to open, and as of when.
    pub opening: Opening,
    /// The team that the site is for; all where absent.
    pub audience: Option<String>,
    /// The port; 0 for any that is free.
    pub port: u16,
}

/// What happened, told as a line or two.
#[derive(Debug)]
pub enum Event {
    /// It can be reached now.
    Ready {
        /// The port.
        port: u16,
    },
    /// The site was built.
    Renewed {
        /// The changed files; none for the first time.
        changed: Vec<String>,
        /// How long it took.
        took: Duration,
        /// What it came to, in a phrase: `120 pages, 3 findings`.
        summary: String,
        /// What keeps the site from being renewed, and what is wrong with it all the same.
        notes: Vec<Note>,
    },
    /// Changes are not noticed.
    Blind {
        /// Why.
        why: String,
    },
}

impl std::fmt::Display for Event {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Ready { port } => {
                write!(
                    f,
                    "Playbook at http://127.0.0.1:{port}/ and renewed with each save. Stop it with Ctrl-C."
                )
            }
            Self::Renewed { changed, took, summary, notes } => {
                match changed.as_slice() {
                    [] => {}
                    [one] => write!(f, "{one}: ")?,
                    [one, rest @ ..] => write!(f, "{one} and {} more: ", rest.len())?,
                }
                write!(f, "{summary}, {} ms", took.as_millis())?;
                notes.iter().try_for_each(|note| write!(f, "\n  {note}"))
            }
            Self::Blind { why } => write!(f, "changes are not noticed: {why}; start anew after each change"),
        }
    }
}

/// What wakes the renewing thread.
#[derive(Debug)]
enum Wake {
    /// Something happened on the disk.
    Disk(notify::Result<notify::Event>),
    /// The program ends.
    Stop,
}

/// Serves until a signal stops it; returns the signal's number.
///
/// # Errors
/// When the port cannot be had.
pub fn run(options: &Options, tell: &(dyn Fn(&Event) + Sync)) -> Result<u8, Refusal> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|e| Refusal::new(format!("the server cannot start: {e}"), "try again"))?;
    let sockets = runtime.block_on(listen::bind(options.port))?;
    let (wake, woken) = mpsc::channel();
    let (show, shown) = tokio::sync::watch::channel(Arc::new(Shown::default()));
    let (port, stop) = (sockets.port, wake.clone());
    std::thread::scope(|scope| {
        scope.spawn(move || renew_on_wake(options, port, wake, &woken, &show, tell));
        Ok(runtime.block_on(async {
            let signal = listen::signalled();
            let farewell = || drop(stop.send(Wake::Stop));
            listen::serve(sockets, http::router(shown, port), signal, farewell).await
        }))
    })
}

/// Builds once, then with each burst of changes, until told to stop.
fn renew_on_wake(
    options: &Options,
    port: u16,
    wake: mpsc::Sender<Wake>,
    woken: &Receiver<Wake>,
    show: &Sender<Arc<Shown>>,
    tell: &(dyn Fn(&Event) + Sync),
) {
    let files = Disk::new(&options.root);
    // Watching begins before the first reading, so that no change falls between the two.
    let mut watcher = match watch::start(&options.root, &files, wake) {
        Ok(watcher) => Some(watcher),
        Err(why) => {
            tell(&Event::Blind { why });
            None
        }
    };
    let mut kept = None;
    let mut past = Known::read(&options.root);
    let mut out = renew(&files, options, &past.chronicle, vec![], &mut kept, show, tell);
    tell(&Event::Ready { port });
    while let Some(changed) = watch::burst(woken, &options.root, &out) {
        if let Some(watcher) = &mut watcher {
            watch::follow(watcher, &options.root, &changed);
        }
        if watch::touches_themes(&changed) {
            kept = None;
        }
        out = renew(&files, options, &past.chronicle, changed, &mut kept, show, tell);
        // Git is asked when the reader has the page, and only a new commit makes it again.
        if past.renew(&options.root) {
            out = renew(&files, options, &past.chronicle, vec![], &mut kept, show, tell);
        }
    }
}

/// Builds and shows what came of it; returns the folder that `refrain build` writes into, whose changes do not count.
fn renew(
    files: &Disk,
    options: &Options,
    past: &Arc<Chronicle>,
    changed: Vec<String>,
    kept: &mut Kept,
    show: &Sender<Arc<Shown>>,
    tell: &(dyn Fn(&Event) + Sync),
) -> String {
    let start = Instant::now();
    let Built { site, faults, remarks, summary, out } =
        build(files, &options.opening, past, options.audience.as_deref(), kept);
    let before = Arc::clone(&show.borrow());
    if let Some(next) = before.next(site, &faults) {
        let summary = match (next.notes.is_empty(), &next.site) {
            (true, _) => summary,
            (false, Some(_)) => "not renewed, the last good site stays".to_owned(),
            (false, None) => "not built yet".to_owned(),
        };
        let notes = next.notes.iter().cloned().chain(remarks).collect();
        show.send_replace(Arc::new(next));
        tell(&Event::Renewed { changed, took: start.elapsed(), summary, notes });
    }
    out
}

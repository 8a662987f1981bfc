//! The playbook in the browser while it is written: a map in memory, renewed with each save, on this computer only.
//!
//! A thread watches the folder and renews; another answers. The pages that somebody looks at are renewed first, the findings
//! and all other pages follow. Between them stands one pointer ([`Shown`]), so a reader
//! sees a whole site or the whole site before it, never half of one. Nothing is written to the disk, and only what is in
//! the map is served. Prints nothing: what happens is told as an [`Event`].

mod guard;
mod http;
mod listen;
mod past;
mod renew;
mod seen;
mod shown;
mod waiting;
mod watch;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use tokio::sync::watch::Sender;

use crate::files::{Disk, Refusal};
use crate::finding::Fault;
use crate::history::Chronicle;
use crate::project::Opening;
use past::Known;
use seen::Seen;
use watch::Burst;

pub use renew::{Built, Order, Renewal};
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
    let seen = Arc::new(Seen::default());
    let (port, stop) = (sockets.port, wake.clone());
    let writing =
        Writing { options, files: Disk::new(&options.root), woken, show, seen: Arc::clone(&seen), tell };
    std::thread::scope(|scope| {
        scope.spawn(move || writing.until_stopped(port, wake));
        Ok(runtime.block_on(async {
            let signal = listen::signalled();
            let farewell = || drop(stop.send(Wake::Stop));
            listen::serve(sockets, http::router(shown, seen, port), signal, farewell).await
        }))
    })
}

/// How often in a row the whole site may be left for later because more changes came.
const PUT_OFF: usize = 5;

/// The thread that watches and renews.
struct Writing<'o> {
    options: &'o Options,
    files: Disk,
    woken: Receiver<Wake>,
    show: Sender<Arc<Shown>>,
    seen: Arc<Seen>,
    tell: &'o (dyn Fn(&Event) + Sync),
}

impl Writing<'_> {
    /// Builds once, then with each burst of changes, until told to stop.
    fn until_stopped(self, port: u16, wake: mpsc::Sender<Wake>) {
        // Watching begins before the first reading, so that no change falls between the two.
        let mut watcher = match watch::start(&self.options.root, &self.files, wake) {
            Ok(watcher) => Some(watcher),
            Err(why) => {
                (self.tell)(&Event::Blind { why });
                None
            }
        };
        let mut renewal = Renewal::default();
        let mut past = Known::read(&self.options.root);
        let (mut out, mut put_off) = (String::new(), 0);
        self.renew(&mut renewal, &past.chronicle, &[], &mut out, &mut || true);
        (self.tell)(&Event::Ready { port });
        let mut burst = Burst::default();
        while let Some(whole) = burst.wait(&self.woken, &self.options.root, &out) {
            let changed = whole.files();
            if let Some(watcher) = &mut watcher {
                watch::follow(watcher, &self.options.root, &changed);
            }
            burst = Burst::default();
            let root = &self.options.root;
            let folder = out.clone();
            let mut go_on = || put_off >= PUT_OFF || !burst.take(&self.woken, root, &folder);
            let only_git = changed.iter().all(|path| path == watch::COMMITS);
            if only_git || self.renew(&mut renewal, &past.chronicle, &changed, &mut out, &mut go_on) {
                put_off = 0;
                // Git is asked when the reader has the page, and only a new commit makes it again.
                if past.renew(root) {
                    self.renew(&mut renewal, &past.chronicle, &[], &mut out, &mut || true);
                }
            } else {
                burst = burst.and(changed);
                put_off += 1;
            }
        }
    }

    /// Builds and shows what came of it, the pages first that somebody looks at. Whether the whole site was built: `go_on`
    /// is asked before that takes long. `out` is the folder that `refrain build` writes into, whose changes do not count.
    fn renew(
        &self,
        renewal: &mut Renewal,
        past: &Arc<Chronicle>,
        changed: &[String],
        out: &mut String,
        go_on: &mut dyn FnMut() -> bool,
    ) -> bool {
        let start = Instant::now();
        let Options { opening, audience, .. } = self.options;
        let order = Order { files: &self.files, opening, past, audience: audience.as_deref() };
        let before = || Arc::clone(&self.show.borrow());
        let former = before().site.clone();
        let mut early = |pages: Site, faults: &[Fault]| {
            if let Some(next) = before().early(pages, faults) {
                self.show.send_replace(Arc::new(next));
            }
            go_on()
        };
        let built = renewal.build(&order, changed, former.as_deref(), &self.seen.pages(), &mut early);
        let Some(Built { site, faults, remarks, summary, out: folder }) = built else { return false };
        *out = folder;
        if let Some(next) = before().next(site, &faults) {
            let summary = match (next.notes.is_empty(), &next.site) {
                (true, _) => summary,
                (false, Some(_)) => "not renewed, the last good site stays".to_owned(),
                (false, None) => "not built yet".to_owned(),
            };
            let notes = next.notes.iter().cloned().chain(remarks).collect();
            self.show.send_replace(Arc::new(next));
            let changed = changed.to_vec();
            (self.tell)(&Event::Renewed { changed, took: start.elapsed(), summary, notes });
        }
        true
    }
}

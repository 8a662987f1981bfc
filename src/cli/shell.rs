//! Where a command runs: its streams, its colours, its folder, its day.

use std::io::{IsTerminal, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc;
use std::time::Duration;

use anstyle::AnsiColor;

use crate::check::{Checked, Outcome, Progress};
use crate::config;
use crate::files::{Disk, Files, Refusal};
use crate::finding::Fault;
use crate::limits;
use crate::project::{Memory, Nothing, Opening, Project};
use crate::report::{self, Setting};
use crate::shape::Date;
use crate::text::{Source, visible};

/// What every command understands.
#[derive(Clone, Debug, clap::Args)]
pub struct Globals {
    /// The folder that holds refrain.yaml; found from the current folder upwards where absent
    #[arg(long, global = true, value_name = "DIR", help_heading = "Everywhere")]
    root: Option<PathBuf>,

    /// The day on which dates are judged, such as 2026-11-01; as the settings say, or today (UTC) where absent
    #[arg(long, global = true, value_name = "DATE", value_parser = day, help_heading = "Everywhere")]
    as_of: Option<Date>,

    /// Whether to use colour; NO_COLOR and CLICOLOR are heeded too
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        value_enum,
        default_value = "auto",
        hide_possible_values = true,
        help_heading = "Everywhere"
    )]
    color: Color,

    /// Say nothing but reports and errors
    #[arg(long, short, global = true, help_heading = "Everywhere")]
    quiet: bool,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Color {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

fn day(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "write year, month and day: 2026-11-01".to_owned())
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Everything was done, and nothing is to be said.
    Clean,
    /// Something was found.
    Findings,
    /// Something was not done or not checked.
    NotChecked,
    /// A signal ended it, by its number.
    Stopped(u8),
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::NotChecked => 2,
            Exit::Stopped(signal) => 128_u8.saturating_add(signal),
        })
    }
}

/// Why a command could not do what it is for.
#[derive(Debug)]
pub enum Trouble {
    /// A lowercase phrase, and what to do.
    Told {
        /// What is wrong.
        what: String,
        /// What to do.
        help: String,
    },
    /// The settings could not be read.
    Faults(Vec<Fault>),
    /// The command line was not understood.
    Usage(clap::Error),
}

impl Trouble {
    /// A lowercase phrase, and what to do.
    pub fn new(what: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Told { what: what.into(), help: help.into() }
    }

    /// The command line was not understood.
    pub fn usage(refused: clap::Error) -> Self {
        Self::Usage(refused)
    }
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Self::new(refusal.what, refusal.help)
    }
}

/// Where a command runs.
#[derive(Debug)]
pub struct Shell {
    globals: Globals,
    here: PathBuf,
}

impl Shell {
    /// The shell of this process.
    #[expect(clippy::disallowed_methods, reason = "the command line is where the environment is read")]
    pub fn new(globals: Globals) -> Self {
        match globals.color {
            Color::Auto => anstream::ColorChoice::Auto,
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        }
        .write_global();
        let here = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
        Self { globals, here }
    }

    /// The bytes that come in, up to one more than `limit`: a file of them is told to be too large.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn read(&self, limit: usize) -> Result<Vec<u8>, Trouble> {
        let mut bytes = vec![];
        match std::io::stdin().lock().take(limit as u64 + 1).read_to_end(&mut bytes) {
            Ok(_) => Ok(bytes),
            Err(error) => Err(Trouble::new(
                format!("what comes in could not be read: {error}"),
                "give the text, such as: refrain check --stdin --stdin-filename copy/home.md < draft.md",
            )),
        }
    }

    /// Prints a report. A reader that went away is no error; a full disk is.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn print(&self, text: &str) -> Result<(), Trouble> {
        let mut out = anstream::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                Err(Trouble::new(format!("the report could not be written: {error}"), "make room for it"))
            }
            _ => Ok(()),
        }
    }

    /// Prints bytes that are no text, or not for a terminal's colours.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn print_bytes(&self, bytes: &[u8]) -> Result<(), Trouble> {
        let mut out = std::io::stdout().lock();
        match out.write_all(bytes).and_then(|()| out.flush()) {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                Err(Trouble::new(format!("the export could not be written: {error}"), "make room for it"))
            }
            _ => Ok(()),
        }
    }

    /// Whether somebody looks at what is printed.
    pub fn is_terminal(&self) -> bool {
        std::io::stdout().is_terminal()
    }

    /// Says something beside the report, in one or more lines, unless asked to be quiet.
    pub fn remark(&self, text: &str) {
        if !self.globals.quiet {
            say(&text.lines().map(|line| visible(line).into_owned() + "\n").collect::<String>());
        }
    }

    /// Does something that may take long, and shows on a terminal how far it has come once a second has passed. The line
    /// is gone at the end; into a pipe, or when asked to be quiet, it never comes.
    pub fn watch<T>(&self, progress: &Progress, work: impl FnOnce() -> T) -> T {
        if self.globals.quiet || !std::io::stderr().is_terminal() {
            return work();
        }
        std::thread::scope(|scope| {
            let (ended, ending) = mpsc::channel::<()>();
            scope.spawn(move || {
                let (mut wait, mut shown) = (Duration::from_secs(1), 0);
                while ending.recv_timeout(wait) == Err(mpsc::RecvTimeoutError::Timeout) {
                    let (done, all) = progress.now();
                    let line = format!("checked {done} of {all} texts");
                    shown = line.len().max(shown);
                    say(&format!("\r{line:<shown$}"));
                    wait = Duration::from_millis(200);
                }
                if shown > 0 {
                    say(&format!("\r{:shown$}\r", ""));
                }
            });
            let done = work();
            drop(ended);
            done
        })
    }

    /// The file to which GitHub Actions wants the summary of this step.
    #[expect(clippy::disallowed_methods, reason = "the command line is where the environment is read")]
    pub fn step_summary(&self) -> Option<PathBuf> {
        std::env::var("GITHUB_STEP_SUMMARY")
            .ok()
            .filter(|file| !file.is_empty())
            .map(|file| self.path(Path::new(&file)))
    }

    /// Says why a command could not do what it is for.
    pub fn complain(&self, trouble: &Trouble) -> Exit {
        match trouble {
            Trouble::Told { what, help } => {
                let (red, cyan) = (AnsiColor::Red.on_default().bold(), AnsiColor::Cyan.on_default());
                say(&format!("{red}error:{red:#} {}\n", visible(what)));
                if !help.is_empty() {
                    say(&format!("{cyan}help:{cyan:#} {}\n", visible(help)));
                }
            }
            Trouble::Faults(faults) => self.faults(faults),
            Trouble::Usage(refused) => {
                let _ = refused.print();
            }
        }
        Exit::NotChecked
    }

    /// Tells on stderr what could not be read, even when asked to be quiet.
    pub fn faults(&self, faults: &[Fault]) {
        let setting = Setting { color: colored(&std::io::stderr()), ..self.setting("") };
        say(&report::faults(faults, &setting));
    }

    /// An outcome of faults alone: nothing was checked.
    pub fn nothing_but(&self, faults: Vec<Fault>) -> Outcome {
        let opening = self.opening(vec![]);
        let as_of = opening.as_of.unwrap_or(opening.today);
        Outcome {
            findings: vec![],
            faults,
            mentions: vec![],
            voice: vec![],
            suppressed: vec![],
            known: vec![],
            stale: vec![],
            cut: vec![],
            checked: Checked::default(),
            as_of,
        }
    }

    /// How a report on stdout is to look.
    pub fn setting(&self, title: &str) -> Setting {
        let width = terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0));
        Setting { title: title.to_owned(), color: colored(&std::io::stdout()), width, ..Setting::default() }
    }

    /// The folder that holds the settings: as named by `--root`, or found from the current folder upwards.
    ///
    /// # Errors
    /// When there is none.
    pub fn root(&self) -> Result<PathBuf, Trouble> {
        if let Some(root) = &self.globals.root {
            let root = self.here.join(root);
            return if root.join(config::FILE).is_file() {
                Ok(root)
            } else {
                Err(Trouble::new(
                    format!("there is no {} in {}", config::FILE, root.display()),
                    "name the folder that holds it, or make one: refrain init DIR",
                ))
            };
        }
        let found = self.here.ancestors().find(|folder| is_root(folder));
        found.map(Path::to_owned).ok_or_else(|| {
            Trouble::new(
                format!("there is no {} in {} or any folder above it", config::FILE, self.here.display()),
                "go to your playbook's folder, name it with --root DIR, or make one: refrain init DIR",
            )
        })
    }

    /// A path of the command line as the project names it: from its root, with `/`.
    ///
    /// # Errors
    /// When it lies outside the project.
    pub fn inside(&self, root: &Path, path: &Path) -> Result<String, Trouble> {
        let (whole, root) = (tidy(&self.here.join(path)), tidy(root));
        // A link on the way to the folder gives it two names; the disk knows that they are one.
        let known =
            || Some(whole.canonicalize().ok()?.strip_prefix(root.canonicalize().ok()?).ok()?.to_owned());
        let inner = whole.strip_prefix(&root).ok().map(Path::to_owned).or_else(known).ok_or_else(|| {
            Trouble::new(
                format!("{} lies outside the project in {}", path.display(), root.display()),
                "name files and folders of the project",
            )
        })?;
        let parts: Vec<_> = inner.iter().map(|p| p.to_string_lossy()).collect();
        Ok(parts.join("/"))
    }

    /// A path of the command line, from the current folder.
    pub fn path(&self, path: &Path) -> PathBuf {
        self.here.join(path)
    }

    /// What to open, and as of when.
    #[expect(clippy::disallowed_methods, reason = "the command line is where the clock is read")]
    pub fn opening(&self, paths: Vec<String>) -> Opening {
        Opening { as_of: self.globals.as_of, today: Date(jiff::Zoned::now().date()), paths }
    }

    /// Opens the project in a folder.
    ///
    /// # Errors
    /// When its settings cannot be read.
    pub fn open(&self, root: &Path, paths: Vec<String>) -> Result<Project, Trouble> {
        self.open_with(root, paths, &Nothing)
    }

    /// Opens it with what is remembered of its copy.
    ///
    /// # Errors
    /// When its settings cannot be read.
    pub fn open_with(
        &self,
        root: &Path,
        paths: Vec<String>,
        memory: &dyn Memory,
    ) -> Result<Project, Trouble> {
        Project::open_with(&Disk::new(root), &self.opening(paths), memory).map_err(Trouble::Faults)
    }

    /// Whether the command line names the project's folder.
    pub fn root_is_named(&self) -> bool {
        self.globals.root.is_some()
    }
}

/// Whether a folder holds the settings of a project; those of a folder inside one say that they extend others.
fn is_root(folder: &Path) -> bool {
    if !folder.join(config::FILE).is_file() {
        return false;
    }
    // What cannot be read is told when the project is opened.
    let bytes = Disk::new(folder).read(config::FILE, limits::YAML_BYTES).unwrap_or_default();
    !config::is_of_folder(&Source::decode(config::FILE, &bytes).0)
}

fn colored(stream: &impl anstream::stream::RawStream) -> bool {
    !matches!(anstream::AutoStream::choice(stream), anstream::ColorChoice::Never)
}

/// Prints what clap has to say: help and versions to stdout, refusals to stderr.
pub fn refuse(refused: &clap::Error) -> ExitCode {
    let _ = refused.print();
    ExitCode::from(u8::try_from(refused.exit_code()).unwrap_or(2))
}

/// Writes to stderr; where even that fails there is nobody left to tell.
fn say(text: &str) {
    let mut err = anstream::stderr().lock();
    let _ = err.write_all(text.as_bytes());
}

/// Takes `.` and `..` out of an absolute path without asking the disk, so that a path that does not exist can be told.
fn tidy(path: &Path) -> PathBuf {
    let mut tidy = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                tidy.pop();
            }
            part => tidy.push(part),
        }
    }
    tidy
}

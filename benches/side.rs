//! The same files checked by Refrain and by other checkers, whole processes in turns.
//!
//! `benches/side-by-side` installs the others and runs this. 6 MB of Markdown in 900 files; Refrain with 2,000 terms and
//! 100 claims and every rule, textlint with its terminology rule only, proselint with what it does by default.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::disallowed_methods, clippy::print_stdout)]

mod made;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use made::Size;

/// How many turns there are; the median of all runs counts.
const TURNS: usize = 3;
/// How often Refrain is run in each: its runs are short, so that one alone would tell of the moment.
const SHORT: usize = 5;

fn main() {
    let size = Size { pages: 80, copy_files: 900, words: 1_130, terms: 2_000, claims: 100 };
    let folder = std::env::temp_dir().join(format!("refrain-side-{}", std::process::id()));
    made::write(&made::project(size), &folder);
    let copy = folder.join("content/copy");
    // Made-up words break no rule of the others: with this file each has something to find, if it reads the folder at all.
    std::fs::write(copy.join("known.md"), "This is a very unique way to write javascript.\n").unwrap();
    let mut tools: Vec<Tool> = vec![
        Tool::new("refrain, cold", SHORT, || {
            refrain(&folder, &["check", "--no-cache", "--format", "concise"])
        }),
        Tool::new("refrain, nothing changed", SHORT, || refrain(&folder, &["check", "--format", "concise"])),
    ];
    run(&mut (tools[1].command)());
    type OnFiles = fn(&Path, &Path) -> Command;
    let others: [(&str, &str, OnFiles); 2] =
        [("textlint, terminology rule", "TEXTLINT", textlint), ("proselint", "PROSELINT", proselint)];
    for (name, tool, files) in others {
        match std::env::var_os(tool).map(PathBuf::from) {
            Some(program) => {
                let copy = &copy;
                tools.push(Tool::new(name, 1, move || files(&program, copy)));
            }
            None => println!("{name}: not run, {tool} names no program"),
        }
    }
    // What was written for the runs is on the disk before they begin.
    rustix::fs::sync();
    for _ in 0..TURNS {
        for tool in &mut tools {
            read_all(&folder);
            tool.take_a_turn();
        }
    }
    let mut base = None;
    for tool in &mut tools {
        let seconds = tool.median();
        let base = *base.get_or_insert(seconds);
        println!("{}: {seconds:.2} s, {:.1} times refrain's cold run", tool.name, seconds / base);
    }
    drop(tools);
    std::fs::remove_dir_all(&folder).unwrap();
}

/// Reads every file, so that each checker finds them in memory: in the long runs of the others some may be put out of it.
fn read_all(folder: &Path) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { read_all(&path) } else { drop(std::fs::read(path).unwrap()) }
    }
}

/// A checker, and how long its runs took.
struct Tool<'t> {
    name: &'static str,
    in_a_turn: usize,
    command: Box<dyn Fn() -> Command + 't>,
    taken: Vec<Duration>,
}

impl<'t> Tool<'t> {
    fn new(name: &'static str, in_a_turn: usize, command: impl Fn() -> Command + 't) -> Self {
        Self { name, in_a_turn, command: Box::new(command), taken: vec![] }
    }

    fn take_a_turn(&mut self) {
        let runs = (0..self.in_a_turn).map(|_| run(&mut (self.command)()));
        self.taken.extend(runs);
    }

    fn median(&mut self) -> f64 {
        self.taken.sort();
        self.taken[self.taken.len() / 2].as_secs_f64()
    }
}

fn refrain(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_refrain"));
    command.args(arguments).current_dir(folder);
    command
}

fn textlint(program: &Path, copy: &Path) -> Command {
    let mut command = Command::new(program);
    let rules = program.ancestors().nth(3).unwrap();
    command.args(["--rule", "terminology", "--format", "unix"]).arg(copy).current_dir(rules);
    command
}

fn proselint(program: &Path, copy: &Path) -> Command {
    let mut command = Command::new(program);
    command.arg("check").arg(copy);
    command
}

/// Runs a checker to its end. All of them report findings by a status that is not 0; one that found nothing to read, or
/// died, tells so on stderr.
fn run(command: &mut Command) -> Duration {
    let start = Instant::now();
    let done = command.stdin(Stdio::null()).output().unwrap();
    let taken = start.elapsed();
    assert!(
        done.status.code().is_some_and(|c| c < 2) && !done.stdout.is_empty(),
        "{command:?} failed: {}",
        String::from_utf8_lossy(&done.stderr)
    );
    taken
}

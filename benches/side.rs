//! The same files checked by Refrain and by other checkers, one whole process after the other.
//!
//! `benches/side-by-side` installs the others and runs this. 6 MB of Markdown in 900 files; Refrain with 2,000 terms and
//! 100 claims and every rule, textlint with its terminology rule only, proselint with what it does by default.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::disallowed_methods, clippy::print_stdout)]

mod made;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use made::Size;

/// How often each is run; the median counts.
const RUNS: usize = 3;

fn main() {
    let size = Size { pages: 80, copy_files: 900, words: 1_130, terms: 2_000, claims: 100 };
    let folder = std::env::temp_dir().join(format!("refrain-side-{}", std::process::id()));
    made::write(&made::project(size), &folder);
    let copy = folder.join("content/copy");
    // Made-up words break no rule of the others: with this file each has something to find, if it reads the folder at all.
    std::fs::write(copy.join("known.md"), "This is a very unique way to write javascript.\n").unwrap();
    let cold = || refrain(&folder, &["check", "--no-cache", "--format", "concise"]);
    let warm = || refrain(&folder, &["check", "--format", "concise"]);
    let base = time("refrain, cold", None, cold);
    run(&mut warm());
    time("refrain, nothing changed", base, warm);
    for (name, tool) in [("textlint, terminology rule", "TEXTLINT"), ("proselint", "PROSELINT")] {
        match std::env::var_os(tool) {
            Some(program) => {
                let program = PathBuf::from(program);
                let files = || {
                    if tool == "TEXTLINT" { textlint(&program, &copy) } else { proselint(&program, &copy) }
                };
                time(name, base, files);
            }
            None => println!("{name}: not run, {tool} names no program"),
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
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

fn time(name: &str, base: Option<f64>, command: impl Fn() -> Command) -> Option<f64> {
    let mut taken: Vec<Duration> = (0..RUNS).map(|_| run(&mut command())).collect();
    taken.sort();
    let seconds = taken[RUNS / 2].as_secs_f64();
    let ratio =
        base.map_or(String::new(), |base| format!(", {:.1} times refrain's cold run", seconds / base));
    println!("{name}: {seconds:.2} s{ratio}");
    Some(seconds)
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

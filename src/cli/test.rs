//! `refrain test`: the messaging tried on its own examples.

use std::path::Path;

use super::{Exit, Run, Shell, Trouble};
use crate::files::{Disk, Repository};
use crate::rehearsal::{against, rehearse};

/// Tries your messaging on its own examples: each bad line must be found, each good one left alone.
///
/// Terms, claims, competitors, offers, customers, metrics and the voice may carry `examples: {bad: [...], good: [...]}`.
/// Each line is checked as if it stood in your copy. Also names the terms, claims and banned words that no copy and no
/// example ever speaks of.
///
/// With --against REV it tells instead what your change of the messaging does to the copy: the copy as it is now is held
/// against the messaging of that revision and against that of today.
#[derive(Debug, clap::Parser)]
#[command(
    name = "test",
    after_help = "Examples:\n  \
        refrain test\n  \
        refrain test --format json\n  \
        refrain test --against origin/main    which findings your change of the messaging adds and removes\n\n\
        Exit status: 0 every line came out as marked, or no finding was added, 1 some did not, or some were,\n             \
        2 something could not be checked."
)]
pub struct Test {
    /// How to report
    #[arg(long, short, value_name = "NAME", value_enum, default_value = "human")]
    format: Format,

    /// The revision of the messaging to compare with: a branch, a tag, a commit
    #[arg(long, value_name = "REV")]
    against: Option<String>,
}

/// How to report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For a person.
    Human,
    /// For other programs.
    Json,
}

impl Run for Test {
    fn run(self, shell: &Shell) -> Result<Exit, Trouble> {
        let root = shell.root()?;
        if let Some(revision) = &self.against {
            return self.compare(shell, &root, revision);
        }
        let rehearsal = rehearse(&shell.open(&root, vec![])?);
        match self.format {
            Format::Human => {
                shell.faults(&rehearsal.faults);
                shell.print(&rehearsal.told())?;
            }
            Format::Json => shell.print(&rehearsal.json())?,
        }
        Ok(if !rehearsal.faults.is_empty() {
            Exit::NotChecked
        } else if rehearsal.failed.is_empty() {
            Exit::Clean
        } else {
            Exit::Findings
        })
    }
}

impl Test {
    fn compare(&self, shell: &Shell, root: &Path, revision: &str) -> Result<Exit, Trouble> {
        let repository = Repository::open(root)?;
        let then = repository.tree(&repository.commit(revision)?)?;
        let change = against(&Disk::new(root), &then, &shell.opening(vec![])).map_err(Trouble::Faults)?;
        match self.format {
            Format::Human => {
                shell.faults(&change.faults);
                shell.print(&change.told(revision))?;
            }
            Format::Json => shell.print(&change.json(revision))?,
        }
        Ok(if !change.faults.is_empty() {
            Exit::NotChecked
        } else if change.added.is_empty() {
            Exit::Clean
        } else {
            Exit::Findings
        })
    }
}

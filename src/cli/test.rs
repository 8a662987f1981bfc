//! `refrain test`: the messaging tried on its own examples.

use super::{Exit, Run, Shell, Trouble};
use crate::rehearsal::rehearse;

/// Tries your messaging on its own examples: each bad line must be found, each good one left alone.
///
/// Terms, claims, competitors, offers, customers, metrics and the voice may carry `examples: {bad: [...], good: [...]}`.
/// Each line is checked as if it stood in your copy. Also names the terms, claims and banned words that no copy and no
/// example ever speaks of.
#[derive(Debug, clap::Parser)]
#[command(
    name = "test",
    after_help = "Examples:\n  \
        refrain test\n  \
        refrain test --format json\n\n\
        Exit status: 0 every line came out as marked, 1 some did not, 2 something could not be checked."
)]
pub struct Test {
    /// How to report
    #[arg(long, short, value_name = "NAME", value_enum, default_value = "human")]
    format: Format,
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

//! `refrain fix`: what findings know to mend, mended in the files.

use std::path::{Path, PathBuf};

use super::{Exit, Run, Shell, Trouble, named};
use crate::check::Named;
use crate::files::{self, Disk, Refusal};
use crate::fix::{Doing, FixedFile, Wanted, fix};

/// Mends in your files what the findings know to mend: words the glossary prefers, names that changed, old figures.
///
/// A fix is applied only where it mends its finding and brings no other. What may change the meaning waits for --unsafe.
/// Files are written as a whole, and never over what somebody saved meanwhile.
#[derive(Debug, clap::Parser)]
#[command(
    name = "fix",
    after_help = "Examples:\n  \
        refrain fix                      everything that is safe\n  \
        refrain fix copy/mails           only these files\n  \
        refrain fix --select term        only what these rules find\n  \
        refrain fix --diff               show the changes, write nothing\n  \
        refrain fix --unsafe copy/home.md\n\n\
        Exit status: 0 what can be fixed is fixed, 1 with --diff: something can be fixed,\n             \
        2 something could not be checked or written."
)]
pub struct Fix {
    /// Files or folders to fix, copy or messaging; everything where absent
    paths: Vec<PathBuf>,

    /// Also apply what may change the meaning; read the result
    #[arg(long = "unsafe")]
    risky: bool,

    /// Mend only what these rules or families find, such as term or claim/superseded
    #[arg(long, value_name = "RULE|FAMILY", value_delimiter = ',', value_parser = named)]
    select: Vec<Named>,

    /// Mend nothing that these rules or families find
    #[arg(long, value_name = "RULE|FAMILY", value_delimiter = ',', value_parser = named)]
    ignore: Vec<Named>,

    /// Print the changes as a unified diff and write nothing
    #[arg(long)]
    diff: bool,
}

impl Run for Fix {
    fn run(self, shell: &Shell) -> Result<Exit, Trouble> {
        let root = shell.root()?;
        let paths = self.paths.iter().map(|p| shell.inside(&root, p)).collect::<Result<Vec<_>, _>>()?;
        let wanted = Wanted { paths, risky: self.risky, select: self.select, ignore: self.ignore };
        let mut fixes = fix(&Disk::new(&root), &shell.opening(vec![]), &wanted).map_err(Trouble::Faults)?;
        let mut exit = if fixes.faults.is_empty() { Exit::Clean } else { Exit::NotChecked };
        shell.faults(&fixes.faults);
        if self.diff {
            shell.print(&fixes.diff())?;
            shell.remark(&fixes.told(Doing::Shown));
            return Ok(if exit == Exit::Clean && !fixes.files.is_empty() { Exit::Findings } else { exit });
        }
        // What could not be written is told, and the others are written all the same.
        fixes.files.retain(|file| match write(&root, file) {
            Ok(()) => true,
            Err(refusal) => {
                exit = shell.complain(&refusal.into());
                false
            }
        });
        shell.print(&fixes.told(Doing::Written))?;
        Ok(exit)
    }
}

fn write(root: &Path, file: &FixedFile) -> Result<(), Refusal> {
    let (before, after) = (&file.before, &file.after);
    let (read, fixed) = (before.encode(before.text()), before.encode(after.text()));
    files::exchange(&root.join(before.path()), &read, &fixed)
}

//! `refrain impact`: what a change of messaging brings.

use std::path::Path;

use super::{Exit, Run, Shell, Trouble};
use crate::files::{Disk, Refusal, Repository, Side};
use crate::impact::{FORMATS, Format, Impact};
use crate::project::Project;
use crate::shape::did_you_mean;
use crate::since::Before;

/// Tells which items of the messaging changed, what that makes wrong in copy, and which copy is due for a look.
///
/// Both states are opened whole and compared item by item, field by field. What was approved before and is not any more
/// is looked for in copy at once, before it stands in refrain.lock.
#[derive(Debug, clap::Parser)]
#[command(
    name = "impact",
    after_help = "Examples:\n  \
        refrain impact                                 what is not committed yet\n  \
        refrain impact v1.4                            what changed since a tag\n  \
        refrain impact origin/main..HEAD               what lies between two commits\n  \
        refrain impact origin/main...HEAD -f markdown  a comment for a pull request\n\n\
        Exit status: 0 told, 2 something could not be read."
)]
pub struct Impacts {
    /// Two revisions with two dots between (three: since they parted), or one against the files on the disk; HEAD where
    /// absent
    #[arg(value_name = "REV..REV")]
    revisions: Option<String>,

    /// How to tell: human, markdown or json
    #[arg(long, short, value_name = "NAME", default_value = "human", value_parser = format)]
    format: Format,
}

fn format(text: &str) -> Result<Format, String> {
    let known = FORMATS.into_iter().find(|(name, _)| *name == text).map(|(_, format)| format);
    known.ok_or_else(|| did_you_mean(text, FORMATS.iter().map(|(name, _)| *name)))
}

impl Run for Impacts {
    fn run(self, shell: &Shell) -> Result<Exit, Trouble> {
        let root = shell.root()?;
        let repository = Repository::open(&root)?;
        let (from, to) = sides(&repository, self.revisions.as_deref())?;
        let (project, side) = opened(shell, &root, &repository, to.as_deref())?;
        let before = Before::at(&repository, &from, side, &Disk::new(&root))?;
        let impact = Impact::of(&before, to.clone(), project);
        shell.print(&impact.render(self.format, shell.setting("").color))?;
        shell.faults(&impact.faults);
        Ok(if impact.faults.is_empty() { Exit::Clean } else { Exit::NotChecked })
    }
}

/// The commit before, and the commit after; of the files on the disk none.
fn sides(repository: &Repository, revisions: Option<&str>) -> Result<(String, Option<String>), Refusal> {
    let commit = |name: &str| repository.commit(if name.is_empty() { "HEAD" } else { name });
    let text = revisions.unwrap_or("HEAD");
    if let Some((from, to)) = text.split_once("...") {
        let (from, to) = (commit(from)?, commit(to)?);
        return Ok((repository.merge_base(&from, &to)?, Some(to)));
    }
    match text.split_once("..") {
        Some((from, to)) => Ok((commit(from)?, Some(commit(to)?))),
        None => Ok((commit(text)?, None)),
    }
}

fn opened<'t>(
    shell: &Shell,
    root: &Path,
    repository: &Repository,
    to: Option<&'t str>,
) -> Result<(Project, Side<'t>), Trouble> {
    match to {
        Some(to) => {
            let project = Project::open(&repository.tree(to)?, &shell.opening(vec![]));
            Ok((project.map_err(Trouble::Faults)?, Side::Commit(to)))
        }
        None => Ok((shell.open(root, vec![])?, Side::Disk)),
    }
}

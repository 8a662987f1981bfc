//! `refrain build`: the playbook site, written to a folder.

use std::path::PathBuf;

use super::{Exit, Run, Shell, Trouble};
use crate::check::check;
use crate::files;
use crate::finding::Severity;
use crate::serve::site_of;

/// Builds the playbook: a site of plain files for any web server, or to open from a folder.
///
/// The folder is exchanged as a whole when everything is ready: a failed or stopped build leaves the last good site.
#[derive(Debug, clap::Parser)]
#[command(
    name = "build",
    after_help = "Examples:\n  \
        refrain build\n  \
        refrain build --out /var/www/playbook"
)]
pub struct Build {
    /// The folder to build into; as `site.out` in refrain.yaml says, or `site`, where absent
    #[arg(long, short, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl Run for Build {
    fn run(self, shell: &Shell) -> Result<Exit, Trouble> {
        let root = shell.root()?;
        let project = shell.open(&root, vec![])?;
        let outcome = check(&project);
        let site = site_of(&project, &outcome)?;
        let out = match &self.out {
            Some(out) => shell.path(out),
            None => root.join(project.config.out()),
        };
        let published = files::publish(&out, &site)?;
        shell.faults(&outcome.faults);
        let pages = site.keys().filter(|path| path.ends_with(".html")).count();
        let count = |severity| outcome.count(severity);
        shell.remark(&format!(
            "{pages} pages in {}: {} files written, {} unchanged, {} removed\n\
             {} errors, {} warnings, {} notes; `refrain check` names them",
            out.display(),
            published.written,
            published.linked,
            published.removed,
            count(Severity::Error),
            count(Severity::Warning),
            count(Severity::Info),
        ));
        Ok(if outcome.faults.is_empty() { Exit::Clean } else { Exit::NotChecked })
    }
}

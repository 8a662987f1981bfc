//! `refrain build`: the playbook site, written to a folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Exit, Run, Shell, Trouble};
use crate::check::{Outcome, check};
use crate::files::{self, Disk};
use crate::finding::Severity;
use crate::history::Chronicle;
use crate::project::Project;
use crate::site::{self, Options, Theme};

/// Builds the playbook: a site of plain files for any web server, or to open from a folder.
///
/// The folder is exchanged as a whole when everything is ready: a failed or stopped build leaves the last good site.
#[derive(Debug, clap::Parser)]
#[command(
    name = "build",
    after_help = "Examples:\n  \
        refrain build\n  \
        refrain build --out /var/www/playbook\n  \
        refrain build --audience sales --out sales-playbook"
)]
pub struct Build {
    /// The folder to build into; as `site.out` in refrain.yaml says, or `site`, where absent
    #[arg(long, short, value_name = "DIR")]
    out: Option<PathBuf>,

    /// The team that it is for: what is internal to other teams is left out; everything where absent
    #[arg(long, value_name = "TEAM")]
    audience: Option<String>,
}

impl Run for Build {
    fn run(self, shell: &Shell) -> Result<Exit, Trouble> {
        let root = shell.root()?;
        let mut project = shell.open(&root, vec![])?;
        project.past = Arc::new(Chronicle::open(&root));
        let outcome = check(&project);
        let site = self.site(&root, &project, &outcome)?;
        let out = match &self.out {
            Some(out) => shell.path(out),
            None => root.join(project.config.out()),
        };
        let published = files::publish(&out, &site.files)?;
        let faults = [outcome.faults.as_slice(), &site.faults].concat();
        shell.faults(&faults);
        let pages = site.files.keys().filter(|path| path.ends_with(".html")).count();
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
        Ok(if faults.is_empty() { Exit::Clean } else { Exit::NotChecked })
    }
}

impl Build {
    fn site(&self, root: &Path, project: &Project, outcome: &Outcome) -> Result<site::Site, Trouble> {
        let theme = Theme::load(&Disk::new(root), project.config.theme()).map_err(Trouble::Faults)?;
        let options = Options { serve: false, audience: self.audience.clone() };
        site::build(project, outcome, &theme, &options).map_err(Trouble::Faults)
    }
}

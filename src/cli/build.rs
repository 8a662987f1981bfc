//! `refrain build`: the playbook site, written to a folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::{Exit, Run, Shell, Trouble, leave};
use crate::check::check;
use crate::files::{self, Disk, Publication, Published};
use crate::finding::Severity;
use crate::history::Chronicle;
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

/// What is left for the next run: of what the site was made, and what was told. Only of a site without any fault.
#[derive(PartialEq, Serialize, Deserialize)]
struct Left {
    digest: u128,
    pages: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
}

/// The name of what is left, in the project's cache.
fn left(out: &Path) -> String {
    format!("build-{:016x}", xxh3_64(out.as_os_str().as_encoded_bytes()))
}

impl Run for Build {
    fn run(self, shell: &Shell) -> Result<Exit, Trouble> {
        let root = shell.root()?;
        let mut project = shell.open(&root, vec![])?;
        project.past = Arc::new(Chronicle::open(&root));
        let out = match &self.out {
            Some(out) => shell.path(out),
            None => root.join(project.config.out()),
        };
        let theme = Theme::load(&Disk::new(&root), project.config.theme()).map_err(Trouble::Faults)?;
        let options = Options { serve: false, audience: self.audience.clone() };
        let digest = site::digest(&project, &theme, &options);
        let publication = Publication::begin(&out)?;
        let before = postcard::from_bytes::<Left>(&files::cached(&root, &left(&out))).ok();
        if let Some(before) = before.filter(|before| before.digest == digest)
            && let Some(published) = publication.stands()
        {
            tell(shell, &out, &before, published);
            return Ok(Exit::Clean);
        }
        let outcome = check(&project);
        let pages = AtomicUsize::new(0);
        let put = |path: &str, bytes: &[u8]| {
            pages.fetch_add(usize::from(path.ends_with(".html")), Ordering::Relaxed);
            publication.put(path, bytes);
        };
        let told = site::print(&project, &outcome, &theme, &options, &put).map_err(Trouble::Faults)?;
        let published = publication.finish()?;
        let faults = [outcome.faults.as_slice(), &told].concat();
        shell.faults(&faults);
        let now = Left {
            digest,
            pages: pages.into_inner(),
            errors: outcome.count(Severity::Error),
            warnings: outcome.count(Severity::Warning),
            notes: outcome.count(Severity::Info),
        };
        tell(shell, &out, &now, published);
        leave((project, outcome));
        if !faults.is_empty() {
            return Ok(Exit::NotChecked);
        }
        if let Ok(bytes) = postcard::to_stdvec(&now) {
            files::cache(&root, &left(&out), &bytes);
        }
        Ok(Exit::Clean)
    }
}

fn tell(shell: &Shell, out: &Path, left: &Left, published: Published) {
    shell.remark(&format!(
        "{} pages in {}: {} files written, {} unchanged, {} removed\n\
         {} errors, {} warnings, {} notes; `refrain check` names them",
        left.pages,
        out.display(),
        published.written,
        published.linked,
        published.removed,
        left.errors,
        left.warnings,
        left.notes,
    ));
}

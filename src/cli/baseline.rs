//! `refrain baseline`: the findings that were there when the check was taken up.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Exit, Run, Shell, Trouble};
use crate::check::{BASELINE, Baseline as Entries, Outcome, check};
use crate::config::FILE;
use crate::files::{self, Disk};
use crate::project::{Project, read_baseline};
use crate::text::{Source, visible};

/// Keeps the findings that are there today apart, so that only new ones fail the check.
///
/// The baseline is a file of JSON lines to commit, one a finding. An entry is known again when lines around it move; it
/// is stale when its words are mended. Name the file in refrain.yaml: `baseline: refrain-baseline.jsonl`.
#[derive(Debug, clap::Parser)]
#[command(
    name = "baseline",
    after_help = "Examples:\n  \
        refrain baseline create     take all findings of today as known\n  \
        refrain baseline status     what is still there, what was mended\n  \
        refrain baseline prune      take out what was mended"
)]
pub struct Baseline {
    /// What to do: create, prune or status
    #[arg(value_name = "WHAT", value_parser = what)]
    what: What,

    /// The file; as refrain.yaml says, or refrain-baseline.jsonl in the project's folder where absent
    file: Option<PathBuf>,

    /// With create: take the place of a baseline that is there
    #[arg(long)]
    force: bool,
}

#[derive(Clone, Copy, Debug)]
enum What {
    Create,
    Prune,
    Status,
}

fn what(text: &str) -> Result<What, String> {
    match text {
        "create" => Ok(What::Create),
        "prune" => Ok(What::Prune),
        "status" => Ok(What::Status),
        _ => Err("write create, prune or status".to_owned()),
    }
}

impl Run for Baseline {
    fn run(self, shell: &Shell) -> Result<Exit, Trouble> {
        let root = shell.root()?;
        let project = shell.open(&root, vec![])?;
        let named = project.config.settings.baseline.as_ref().map(|path| path.to_string());
        let path = match (&self.file, &named) {
            (Some(file), _) => shell.inside(&root, file)?,
            (None, Some(named)) => named.clone(),
            (None, None) => BASELINE.to_owned(),
        };
        match self.what {
            What::Create => self.create(shell, &root, project, &path, named.as_deref()),
            What::Prune => prune(shell, &root, project, &path),
            What::Status => status(shell, &root, project, &path),
        }
    }
}

impl Baseline {
    fn create(
        &self,
        shell: &Shell,
        root: &Path,
        mut project: Project,
        path: &str,
        named: Option<&str>,
    ) -> Result<Exit, Trouble> {
        if !self.force && root.join(path).exists() {
            let help =
                "refrain baseline prune takes out what was mended; --force takes all findings as known";
            return Err(Trouble::new(format!("there is a baseline already: {path}"), help));
        }
        project.baseline = None;
        let outcome = whole(&project)?;
        let entries = Entries::of(outcome.all());
        files::write(&root.join(path), entries.to_text().as_bytes())?;
        shell.remark(&format!("{path}: {} findings are known from now on", entries.entries.len()));
        if named != Some(path) {
            shell.remark(&format!("name it in {FILE}, so that every check heeds it:\n    baseline: {path}"));
        }
        Ok(Exit::Clean)
    }
}

fn prune(shell: &Shell, root: &Path, mut project: Project, path: &str) -> Result<Exit, Trouble> {
    let source = read(root, path)?;
    project.baseline = Some(Ok(Arc::clone(&source)));
    let outcome = whole(&project)?;
    let (mut baseline, _) = Entries::read(&source);
    for entry in &outcome.stale {
        baseline.entries.remove(entry);
    }
    if !outcome.stale.is_empty() {
        files::write(&root.join(path), baseline.to_text().as_bytes())?;
    }
    shell.remark(&format!(
        "{path}: {} taken out, {} still there",
        outcome.stale.len(),
        baseline.entries.len()
    ));
    Ok(Exit::Clean)
}

fn status(shell: &Shell, root: &Path, mut project: Project, path: &str) -> Result<Exit, Trouble> {
    project.baseline = Some(Ok(read(root, path)?));
    let outcome = whole(&project)?;
    let mut text =
        format!("{path}: {} known and still there, {} mended\n", outcome.known.len(), outcome.stale.len());
    for entry in &outcome.stale {
        text.push_str(&format!(
            "  mended: {}: {}\n",
            entry.rule,
            visible(&format!("{}: {}", entry.path, entry.message))
        ));
    }
    let new = outcome.all().count();
    text.push_str(&format!("{new} findings are not in it{}\n", if new > 0 { ": refrain check" } else { "" }));
    shell.print(&text)?;
    Ok(Exit::Clean)
}

fn read(root: &Path, path: &str) -> Result<Arc<Source>, Trouble> {
    read_baseline(&Disk::new(root), path).map_err(|fault| Trouble::Faults(vec![*fault]))
}

/// What a check of everything came to; what is not whole is no ground for a baseline.
fn whole(project: &Project) -> Result<Outcome, Trouble> {
    let outcome = check(project);
    if outcome.faults.is_empty() { Ok(outcome) } else { Err(Trouble::Faults(outcome.faults)) }
}

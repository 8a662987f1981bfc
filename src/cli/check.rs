//! `refrain check`: what does not fit between copy and messaging.

use std::path::{Path, PathBuf};

use super::{Choosing, Exit, Run, Shell, Trouble, leave};
use crate::check::{Cache, Choice, Levels, Outcome, Progress, Verdict, run_chosen};
use crate::config::Config;
use crate::files::{self, Disk, Memory, Overlay, Repository, Side};
use crate::finding::Severity;
use crate::limits;
use crate::project::{Project, read_baseline};
use crate::report::{FormatSpec, REPORTS, Setting, report};
use crate::since::Before;

/// Checks your messaging and your copy against each other, and says what does not fit.
///
/// Names wrong terms, figures that differ from their claim, expired proof, promises no one keeps and more, each with its
/// place, the reason and what to do. `refrain explain RULE` tells more of any of them.
#[derive(Debug, clap::Parser)]
#[command(
    name = "check",
    after_help = "Examples:\n  \
        refrain check                               everything\n  \
        refrain check copy/mails copy/home.md       only what is wrong in this copy\n  \
        refrain check --fail-on warning             warnings fail too\n  \
        refrain check --select claim,term/banned    only these rules\n  \
        refrain check --since origin/main           only what this branch made wrong\n  \
        refrain check --staged                      only what the next commit makes wrong\n  \
        refrain check --stdin --stdin-filename copy/home.md < draft.md\n  \
        refrain check --format json --output findings.json\n  \
        refrain check --format human --format sarif=refrain.sarif\n\n\
        Exit status: 0 everything was checked and nothing was found from --fail-on upwards,\n             \
        1 something was found, 2 something could not be checked."
)]
pub struct Check {
    /// Copy files or folders to check against all of the messaging; only what stands in them is told. Everything where absent
    paths: Vec<PathBuf>,

    /// How to report, and where to: a name alone goes to the screen, NAME=FILE to a file; may be repeated
    #[arg(long, short, value_name = "NAME[=FILE]", default_value = "human", long_help = formats())]
    format: Vec<String>,

    /// The file for the report that names none, in place of the screen
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    /// From which severity upwards findings fail the check: error, warning or info
    #[arg(long, value_name = "SEVERITY", value_parser = severity, default_value = "error")]
    fail_on: Severity,

    /// Tell only what is new since the commit where this work left REV (a branch, a tag, a commit): what the whole project
    /// had wrong there is not told
    #[arg(long, value_name = "REV")]
    since: Option<String>,

    /// Check what the next commit will hold instead of the files on the disk, and tell only what is new against the last
    /// commit, or against REV of --since
    #[arg(long)]
    staged: bool,

    /// Check the text that comes in as if it were the file of --stdin-filename, whatever is saved there
    #[arg(long, requires = "stdin_filename", conflicts_with_all = ["paths", "since", "staged"])]
    stdin: bool,

    /// The copy file that the text of --stdin is checked as; it need not exist
    #[arg(long, value_name = "FILE", requires = "stdin")]
    stdin_filename: Option<PathBuf>,

    /// Judge every file anew, and leave nothing for the next run in .refrain-cache
    #[arg(long)]
    no_cache: bool,

    /// The file of findings that were there before; they are counted and do not fail (see: refrain baseline)
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,

    #[command(flatten)]
    choosing: Choosing,
}

/// The name of the cache of checks.
const CACHE: &str = "check";

fn severity(text: &str) -> Result<Severity, String> {
    let known = [Severity::Error, Severity::Warning, Severity::Info];
    known.into_iter().find(|s| s.name() == text).ok_or_else(|| "write error, warning or info".to_owned())
}

fn formats() -> String {
    let mut help = "How to report, and where to: a name alone goes to the screen, NAME=FILE to a file; \
                    may be repeated\n"
        .to_owned();
    for report in REPORTS {
        help.push_str(&format!("\n  {:<10} {}", report.name, report.describe));
    }
    help
}

impl Run for Check {
    fn run(self, shell: &Shell) -> Result<Exit, Trouble> {
        let specs = self
            .format
            .iter()
            .map(|text| FormatSpec::parse(text))
            .collect::<Result<Vec<_>, _>>()
            .map_err(|what| Trouble::new(what, "refrain check --help lists all formats"))?;
        if specs.iter().filter(|s| s.out.is_none()).count() > 1 {
            let help = "give each further format a file: --format sarif=refrain.sarif";
            return Err(Trouble::new("two reports cannot share the screen", help));
        }
        let root = shell.root()?;
        let paths = self
            .paths
            .iter()
            .chain(&self.stdin_filename)
            .map(|p| shell.inside(&root, p))
            .collect::<Result<Vec<_>, _>>()?;
        // Settings that cannot be read are reported like any other fault, so that a program that asked for JSON gets it.
        let cache = if self.no_cache { Cache::default() } else { Cache::read(&files::cached(&root, CACHE)) };
        let usual = Setting { fail_on: self.fail_on, ..shell.setting("Playbook") };
        let (outcome, setting) = match self.opened(shell, &root, paths, &cache) {
            Ok(project) => {
                let told = (self.news(shell, &root, &project, &cache)?, of_project(&project.config, usual));
                leave(project);
                told
            }
            Err(Trouble::Faults(faults)) => (shell.nothing_but(faults), usual),
            Err(trouble) => return Err(trouble),
        };
        let setting = Setting { summary: summarize(shell, &specs, &outcome, &setting)?, ..setting };
        for spec in &specs {
            self.report(shell, spec, &outcome, &setting)?;
        }
        let verdict = outcome.verdict(self.fail_on);
        leave((outcome, cache));
        Ok(match verdict {
            Verdict::Clean => Exit::Clean,
            Verdict::Findings => Exit::Findings,
            Verdict::NotChecked => Exit::NotChecked,
        })
    }
}

/// How the reports of a project look: its title, its teams and stages in their order.
fn of_project(config: &Config, usual: Setting) -> Setting {
    let owned = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect();
    Setting {
        title: config.title(),
        teams: owned(config.teams()),
        stages: owned(config.stages.iter().map(|s| s.id.as_str()).collect()),
        ..usual
    }
}

/// GitHub takes a summary of one mebibyte for a step.
const SUMMARY: usize = 1_000_000;

/// Where GitHub Actions says that it keeps the summary of this step: adds all of it there as Markdown, since GitHub shows
/// only a few remarks beside the lines. Whether it did.
fn summarize(
    shell: &Shell,
    specs: &[FormatSpec],
    outcome: &Outcome,
    setting: &Setting,
) -> Result<bool, Trouble> {
    let asked = specs.iter().any(|spec| spec.report.name == "github");
    let (Some(file), Some(markdown)) = (shell.step_summary().filter(|_| asked), report("markdown")) else {
        return Ok(false);
    };
    let whole = Setting { color: false, room: SUMMARY, ..setting.clone() };
    files::append(&file, (markdown.render)(outcome, &whole).as_bytes())?;
    Ok(true)
}

impl Check {
    /// The project of the disk, of the index, or of the disk with one file that comes in.
    fn opened(
        &self,
        shell: &Shell,
        root: &Path,
        paths: Vec<String>,
        cache: &Cache,
    ) -> Result<Project, Trouble> {
        let mut project = if self.staged {
            let index = Repository::open(root)?;
            Project::open(&index.index()?, &shell.opening(paths)).map_err(Trouble::Faults)?
        } else if let Some(path) = paths.first().filter(|_| self.stdin) {
            let coming = Memory::new().with(path, shell.read(limits::COPY_BYTES)?);
            let files = Overlay::new(coming, Disk::new(root));
            Project::open_with(&files, &shell.opening(paths), cache).map_err(Trouble::Faults)?
        } else {
            shell.open_with(root, paths, cache)?
        };
        if let Some(file) = &self.baseline {
            let path = shell.inside(root, file)?;
            project.baseline = Some(read_baseline(&Disk::new(root), &path));
        }
        Ok(project)
    }

    /// What is wrong; where asked for, only what was not wrong before.
    fn news(&self, shell: &Shell, root: &Path, project: &Project, cache: &Cache) -> Result<Outcome, Trouble> {
        let mut outcome = self.checked(shell, root, project, cache);
        if self.since.is_none() && !self.staged {
            return Ok(outcome);
        }
        let repository = Repository::open(root)?;
        let head = repository.head()?;
        let base = match (&self.since, &head) {
            (Some(since), Some(head)) => Some(repository.merge_base(&repository.commit(since)?, head)?),
            (Some(since), None) => Some(repository.commit(since)?),
            (None, _) => head,
        };
        // Before the first commit all is new.
        let Some(base) = base else { return Ok(outcome) };
        let side = if self.staged { Side::Index } else { Side::Disk };
        let before = Before::at(&repository, &base, side, &Disk::new(root))?;
        let (levels, _) = Levels::chosen(&project.config, &Choice::from(&self.choosing));
        outcome.uncut();
        before.take_out_old(&mut outcome, before.outcome(project, &levels).as_ref());
        if let Some((most, _)) = levels.most {
            outcome.cut_to(most);
        }
        Ok(outcome)
    }

    fn checked(&self, shell: &Shell, root: &Path, project: &Project, cache: &Cache) -> Outcome {
        let (progress, choice) = (Progress::default(), Choice::from(&self.choosing));
        let (outcome, checker) = shell.watch(&progress, || run_chosen(project, &choice, cache, &progress));
        let remembers = !self.no_cache && !self.stdin;
        if let Some(bytes) = remembers.then(|| checker.memory(project, cache)).flatten() {
            files::cache(root, CACHE, &bytes);
        }
        leave(checker);
        outcome
    }

    fn report(
        &self,
        shell: &Shell,
        spec: &FormatSpec,
        outcome: &Outcome,
        setting: &Setting,
    ) -> Result<(), Trouble> {
        let Some(file) = spec.out.map(PathBuf::from).or_else(|| self.output.clone()) else {
            return shell.print(&(spec.report.render)(outcome, setting));
        };
        let plain = Setting { color: false, width: Setting::default().width, ..setting.clone() };
        files::write(&shell.path(&file), (spec.report.render)(outcome, &plain).as_bytes())?;
        shell.remark(&format!("{} report written to {}", spec.report.name, file.display()));
        Ok(())
    }
}

//! `refrain history`: what was approved once, kept in the lock file; and the past of an item.

use std::path::Path;

use super::{Exit, Run, Shell, Trouble};
use crate::files::{self, Disk, Files, Repository};
use crate::history::{self, Former, Lock, Past, Refreshed, State, refresh, story, story_of_lock};
use crate::limits;
use crate::project::Project;
use crate::text::visible;

/// Keeps what was approved once, so that copy that still says it is found; or tells the past of an item.
///
/// Reads the git history of the messaging and writes every wording and figure that was approved and is not any more to
/// refrain.lock. Commit that file: with it a shallow clone and a folder without git know the past too. Run it whenever
/// messaging changed; changes that are not committed yet are taken in.
#[derive(Debug, clap::Parser)]
#[command(
    name = "history",
    after_help = "Examples:\n  \
        refrain history                      bring refrain.lock up to date\n  \
        refrain history --check              for CI: fails where it is not\n  \
        refrain history refill-rate          when, by whom, from what to what an item changed\n  \
        refrain history claim/refill-rate    the same, with its kind\n\n\
        Exit status: 0 the lock file is up to date, 1 it was not (--check), 2 the history cannot be read."
)]
pub struct History {
    /// An item's id; the lock file where absent
    #[arg(value_name = "ITEM", conflicts_with_all = ["check", "anew"])]
    item: Option<String>,

    /// Write nothing; fail where the lock file lacks something or holds what is approved again
    #[arg(long)]
    check: bool,

    /// Forget what the lock file holds and read the whole history
    #[arg(long, conflicts_with = "check")]
    anew: bool,
}

impl Run for History {
    fn run(self, shell: &Shell) -> Result<Exit, Trouble> {
        let root = shell.root()?;
        let mut project = shell.open(&root, vec![])?;
        let mut unread = project.messaging_faults();
        if !self.check && history::can_be_settled(&unread) {
            unread.clear();
        }
        if self.anew {
            project.lock = Lock::default();
            unread.retain(|f| f.place.path() != history::FILE);
        }
        if !unread.is_empty() {
            shell.faults(&unread);
            return Ok(Exit::NotChecked);
        }
        match &self.item {
            Some(item) => tell(shell, &root, &project, item),
            None => self.keep(shell, &root, &project),
        }
    }
}

impl History {
    fn keep(&self, shell: &Shell, root: &Path, project: &Project) -> Result<Exit, Trouble> {
        let opening = shell.opening(vec![]);
        let today = opening.as_of.unwrap_or(opening.today);
        let repository = Repository::open(root)?;
        let fresh = refresh(&repository, &project.lock, &State::of(&project.playbook), today)?;
        let Refreshed { lock, missing, approved_again } = &fresh;
        let line = |mark: &str, f: &Former| {
            format!("{mark} {}/{} {}: {} (until {})\n", f.kind, f.id, f.field, f.was.shown(), f.until)
        };
        let added = missing.iter().map(|f| line("+", f));
        let gone = approved_again.iter().map(|f| line("-", f));
        shell.print(&shown(&added.chain(gone).collect::<String>()))?;
        let (news, held) = (missing.len() + approved_again.len(), lock.formers().len());
        if self.check {
            if news == 0 {
                shell.remark(&format!("{} is up to date: {held} former wordings and figures", history::FILE));
                return Ok(Exit::Clean);
            }
            let remark = "is not up to date; run `refrain history` and commit it";
            shell.remark(&format!("{} {remark}", history::FILE));
            return Ok(Exit::Findings);
        }
        let text = lock.text();
        let stands = Disk::new(root).read(history::FILE, limits::LOCK_BYTES);
        let changed = stands.is_err() || stands.is_ok_and(|bytes| bytes != text.as_bytes());
        if changed {
            files::write(&root.join(history::FILE), text.as_bytes())?;
        }
        let state = if changed { "written" } else { "unchanged" };
        shell.remark(&format!(
            "{} {state}: {held} former wordings and figures, {news} changed",
            history::FILE
        ));
        Ok(Exit::Clean)
    }
}

/// Tells the past of an item: from git, or where that is not whole from the lock file.
fn tell(shell: &Shell, root: &Path, project: &Project, item: &str) -> Result<Exit, Trouble> {
    let now = State::of(&project.playbook);
    let past = Repository::open(root).and_then(|repository| match repository.head()? {
        _ if repository.is_shallow() => Ok(None),
        Some(head) => Past::read(&repository, &head, &[]).map(Some),
        None => Ok(Some(Past::default())),
    });
    let told = match past {
        Ok(Some(past)) => story(item, &past, &now),
        Ok(None) => {
            shell.remark("this clone holds the newest commits only; told is what the lock file keeps");
            story_of_lock(item, &project.lock, &now)
        }
        Err(refusal) => {
            shell.remark(&format!("{}; told is what the lock file keeps", refusal.what));
            story_of_lock(item, &project.lock, &now)
        }
    };
    match told {
        Ok(text) => {
            shell.print(&shown(&text))?;
            Ok(Exit::Clean)
        }
        Err(help) => Err(Trouble::new(format!("nothing was ever called `{item}`"), help)),
    }
}

/// Text of the messaging and of commits, safe to show, line by line.
fn shown(text: &str) -> String {
    text.lines().map(|line| visible(line).into_owned() + "\n").collect()
}

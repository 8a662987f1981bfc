//! Bringing the lock file up to date.

use super::lock::{CONFLICT, Former, Lock};
use super::past::Past;
use super::state::State;
use crate::files::{Refusal, Repository};
use crate::finding::Fault;
use crate::shape::Date;

/// A lock brought up to date, and in what the old one was not.
#[derive(Clone, Debug)]
pub struct Refreshed {
    /// The lock as it should be.
    pub lock: Lock,
    /// What the old one lacked.
    pub missing: Vec<Former>,
    /// What the old one held and is approved today.
    pub approved_again: Vec<Former>,
}

/// Brings a lock up to date with the history and with the messaging as it stands on the disk, whose changes count as
/// ended on `today` until they are committed. Only what came since the lock was made is read, unless it ended something.
///
/// # Errors
/// A refusal where git fails, or where the clone is too shallow to know what was.
pub fn refresh(repository: &Repository, old: &Lock, now: &State, today: Date) -> Result<Refreshed, Refusal> {
    let mut lock = old.clone();
    let (mut missing, mut changed) = (vec![], false);
    let past = match repository.head()? {
        Some(head) => read(repository, old, &head)?,
        None => Past::default(),
    };
    for former in past.ended.iter().cloned().chain(past.ended_in(now, today)) {
        if lock.knows(&former) {
            changed |= lock.learn(former);
        } else {
            missing.push(former.clone());
            lock.learn(former);
        }
    }
    let approved_again: Vec<Former> = lock.forget(now).into_iter().filter(|f| old.knows(f)).collect();
    missing.retain(|f| lock.knows(f));
    changed |= !missing.is_empty() || !approved_again.is_empty() || old.upto.len() != 1;
    if changed && let Some(head) = repository.head()? {
        lock.upto = vec![head];
    }
    Ok(Refreshed { lock, missing, approved_again })
}

fn read(repository: &Repository, old: &Lock, head: &str) -> Result<Past, Refusal> {
    let held: Vec<String> = old.upto.iter().filter(|id| repository.holds(id)).cloned().collect();
    if repository.is_shallow() {
        if held.is_empty() {
            let what =
                "this clone holds the newest commits only, so it does not know what was approved before";
            let help = "git fetch --unshallow, or check out with fetch-depth: 0; `refrain check` needs the lock file only";
            return Err(Refusal::new(what, help));
        }
        return Past::read(repository, head, &held);
    }
    if !held.is_empty() && held.len() == old.upto.len() {
        let since = Past::read(repository, head, &held)?;
        if since.ended.is_empty() {
            return Ok(since);
        }
    }
    // Since when something stood only its whole past tells.
    Past::read(repository, head, &[])
}

/// Whether faults of a lock file are only what a merge left, which a new run settles.
pub fn can_be_settled(faults: &[Fault]) -> bool {
    faults.iter().all(|f| f.code == CONFLICT)
}

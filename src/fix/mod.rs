//! Fixes: the changes that findings carry, applied to texts and never to disk.
//!
//! A fix is taken only where three things hold of the text that it leaves, which is read and checked again in memory: its
//! own finding is gone, no finding and no fault has come, and every passage reads as it did but for the words replaced. Of
//! several fixes that spoil something together the guilty ones are found by halving. Each fix that is taken makes the
//! findings fewer, so this ends, and what it leaves cannot be fixed further.

mod bench;
mod count;
mod diff;
mod round;
mod summary;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::check::Named;
use crate::files::Files;
use crate::finding::{Fault, Finding, Unfixable};
use crate::project::Opening;
use crate::rules::rule;
use crate::text::{Place, Source};

use bench::{Bench, File};
use count::Counts;

use round::Mended;

pub use summary::Doing;

/// What came of fixing a project.
#[derive(Debug, Default)]
pub struct Fixes {
    /// The files that change, by path.
    pub files: Vec<FixedFile>,
    /// Findings that carry a fix and keep it, by path and place in the text as it should be.
    pub left: Vec<Left>,
    /// What could not be read, so was not fixed.
    pub faults: Vec<Fault>,
}

/// A file with its fixes.
#[derive(Debug)]
pub struct FixedFile {
    /// The file as it was read.
    pub before: Arc<Source>,
    /// The file as it should be.
    pub after: Arc<Source>,
    /// What was fixed, in the order of the text; later rounds behind earlier ones.
    pub done: Vec<Done>,
}

/// A finding that was mended.
#[derive(Clone, Debug)]
pub struct Done {
    /// The rule that found it.
    pub rule: &'static str,
    /// What the fix did: `replace by "arrival window"`.
    pub title: String,
    /// Where the finding stood, in the text of its round.
    pub place: Place,
    counted: count::Subject,
}

/// A finding whose fix was not applied.
#[derive(Clone, Debug)]
pub struct Left {
    /// The rule that found it.
    pub rule: &'static str,
    /// What it found.
    pub message: String,
    /// Where.
    pub place: Place,
    /// Why its fix was not applied.
    pub reason: Reason,
}

/// Why a fix was not applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It may change the meaning, and only safe fixes were asked for.
    Unsafe,
    /// There are several ways, and a person has to choose.
    SeveralWays,
    /// The words do not stand in the file as they are read; how they stand there.
    NotVerbatim(Unfixable),
    /// It would bring a new finding: the rule, and what it would say.
    Adds(&'static str, String),
    /// Its own finding would stay.
    DoesNotMend,
    /// The file would not be read as meant.
    Misread,
}

/// What to fix.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Files and folders to change; all where empty.
    pub paths: Vec<String>,
    /// Also fixes that may change the meaning.
    pub risky: bool,
    /// Only findings of these rules; all where empty.
    pub select: Vec<Named>,
    /// No findings of these rules.
    pub ignore: Vec<Named>,
}

impl Wanted {
    /// Whether findings of a rule are to be mended.
    fn takes(&self, of: &str) -> bool {
        let among = |named: &[Named]| rule(of).is_some_and(|rule| named.iter().any(|n| n.means(rule)));
        (self.select.is_empty() || among(&self.select)) && !among(&self.ignore)
    }
}

/// Fixes the files of a project in memory.
///
/// # Errors
/// The faults of the settings when they cannot be read, and of a path that names nothing.
pub fn fix(files: &dyn Files, opening: &Opening, wanted: &Wanted) -> Result<Fixes, Vec<Fault>> {
    let mut bench = Bench::open(files, opening, &wanted.paths)?;
    let chosen = bench.files(&wanted.paths);
    let mut kept: BTreeMap<File, Kept> = BTreeMap::new();
    let mut left: BTreeMap<File, Vec<Left>> = BTreeMap::new();
    // Messaging comes first, because copy is judged by it; then all again, as long as one fix lets another be made.
    loop {
        let before = bench.counts();
        let mut pass = vec![];
        for file in &chosen {
            let frozen = kept.get(file).is_some_and(|k| k.frozen.is_some());
            let Some(source) = bench.source(file).filter(|_| !frozen) else { continue };
            let Mended { done, left: told } = round::mend(&mut bench, file, wanted);
            left.insert(file.clone(), told);
            if !done.is_empty() {
                kept.entry(file.clone()).or_insert_with(|| Kept {
                    before: Arc::clone(&source),
                    done: vec![],
                    frozen: None,
                });
                pass.push((file.clone(), source, done));
            }
        }
        if pass.is_empty() {
            break;
        }
        take_back(&mut bench, &before, &mut pass, &mut kept);
        for (file, _, done) in pass {
            if let Some(kept) = kept.get_mut(&file) {
                kept.done.extend(done);
            }
        }
    }
    let mut fixes = Fixes { faults: bench.faults(), ..Fixes::default() };
    for (file, Kept { before, done, frozen }) in kept {
        if let Some(reason) = frozen {
            left.insert(file.clone(), round::carried(&bench, &file, wanted, &reason));
        }
        if let Some(after) = bench.source(&file).filter(|_| !done.is_empty()) {
            fixes.files.push(FixedFile { before, after, done });
        }
    }
    fixes.left = left.into_values().flatten().collect();
    fixes.files.sort_by(|a, b| a.before.path().cmp(b.before.path()));
    fixes.left.sort_by(|a, b| {
        (a.place.path(), a.place.first(), a.rule).cmp(&(b.place.path(), b.place.first(), b.rule))
    });
    Ok(fixes)
}

impl Left {
    fn of(finding: &Finding, reason: Reason) -> Self {
        let (message, place) = (finding.message.to_string(), finding.place.clone());
        Self { rule: finding.rule, message, place, reason }
    }
}

/// What is known of a file that some fix has changed.
struct Kept {
    before: Arc<Source>,
    done: Vec<Done>,
    /// Why its fixes were taken back, where all copy together had more findings by them.
    frozen: Option<Reason>,
}

/// Takes files back, the last first, as long as the whole project has a finding more than before.
fn take_back(
    bench: &mut Bench,
    before: &Counts,
    pass: &mut Vec<(File, Arc<Source>, Vec<Done>)>,
    kept: &mut BTreeMap<File, Kept>,
) {
    loop {
        let done = pass.iter().flat_map(|(_, _, done)| done.iter().map(|d| &d.counted));
        let Some(more) = bench.counts().more_than(before, done) else { return };
        let Some((file, source, _)) = pass.pop() else { return };
        bench.put(&file, source.text());
        if let Some(kept) = kept.get_mut(&file) {
            kept.frozen = Some(more);
        }
    }
}

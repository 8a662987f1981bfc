//! A check that can be kept: what came of each piece of copy, so that one changed piece is judged alone.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::cache::{Cache, Recalling};
use super::suppression::{self, Remark};
use super::{Checked, Levels, Outcome, Progress, context, fingerprint, order, sort_faults};
use crate::analyze::{Digest, Facts, Lexicon, Mention, Unseen, unseen};
use crate::finding::{Fault, Finding};
use crate::limits;
use crate::project::{Piece, Project};
use crate::rules::{Check, CopyView, CorpusView, ProjectView, Rule};
use crate::text::{Place, Span};

/// The rules that run, all literals, and what came of each piece of copy of one project.
#[derive(Debug)]
pub struct Checker {
    rules: Vec<&'static Rule>,
    levels: Levels,
    lexicon: Lexicon,
    /// What came of each piece, in the order of the project's pieces.
    judged: Vec<Judged>,
    /// What each piece tells the others, in the same order.
    digests: Vec<Digest>,
    /// How many pieces were judged anew, not recalled.
    fresh: usize,
}

/// What came of one piece.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Judged {
    pub findings: Vec<Finding>,
    pub remarks: Vec<Remark>,
    /// What could not be checked. Such a piece is never kept, so neither are its faults.
    #[serde(skip)]
    pub faults: Vec<Fault>,
}

impl Checker {
    /// Judges every piece of a project by the rules that `levels` leaves on.
    pub fn run(project: &Project, rules: &[&'static Rule], levels: Levels) -> Self {
        Self::recall(project, rules, levels, &Cache::default(), &Progress::default())
    }

    /// The same, but recalls from an earlier run what came of pieces that have not changed, and says in `progress` how far
    /// it has come.
    pub fn recall(
        project: &Project,
        rules: &[&'static Rule],
        levels: Levels,
        cache: &Cache,
        progress: &Progress,
    ) -> Self {
        let rules: Vec<&'static Rule> = rules.iter().copied().filter(|r| levels.runs(r)).collect();
        let lexicon = Lexicon::of(project, rules.iter().flat_map(|r| r.cues));
        let mut checker = Self { rules, levels, lexicon, judged: vec![], digests: vec![], fresh: 0 };
        let recalling = Recalling::new(cache, project, &checker.rules);
        let fresh = AtomicUsize::new(0);
        progress.begin(project.pieces.len());
        let judged = project.pieces.par_iter().enumerate().map(|(at, piece)| {
            let judged = cache.recall(&recalling, at, piece).unwrap_or_else(|| {
                fresh.fetch_add(1, Ordering::Relaxed);
                checker.judge(project, at, piece)
            });
            progress.step();
            judged
        });
        (checker.judged, checker.digests) = judged.collect::<Vec<_>>().into_iter().unzip();
        checker.fresh = fresh.into_inner();
        checker
    }

    /// What a later run may recall, as bytes for [`Cache::read`]; nothing where the cache holds it all already. `part`:
    /// the project was opened with a part of its copy.
    pub fn memory(&self, project: &Project, cache: &Cache, part: bool) -> Option<Vec<u8>> {
        if self.fresh == 0 {
            return None;
        }
        let came: Vec<_> = self.judged.iter().zip(&self.digests).collect();
        let recalling = Recalling::new(cache, project, &self.rules);
        Some(cache.write(&recalling, project, &came, part))
    }

    /// Judges one piece again, after [`Project::renew`] has read it again.
    pub fn renew(&mut self, project: &Project, at: usize) {
        let Some(piece) = project.pieces.get(at) else { return };
        let (judged, digest) = self.judge(project, at, piece);
        if let (Some(kept), Some(told)) = (self.judged.get_mut(at), self.digests.get_mut(at)) {
            (*kept, *told) = (judged, digest);
        }
    }

    /// What it all came to.
    pub fn outcome(&self, project: &Project) -> Outcome {
        let mut findings: Vec<Finding> = self.judged.iter().flat_map(|j| &j.findings).cloned().collect();
        findings.extend(self.whole(project));
        self.settle(&mut findings);
        context::set(&mut findings, &project.pieces);
        let of_files = project.pieces.iter().zip(&self.judged).filter(|(piece, _)| piece.is_file());
        let remarks = of_files.map(|(piece, judged)| (piece.path(), judged.remarks.as_slice())).collect();
        let (findings, suppressed) = suppression::part(findings, &remarks);
        let mut faults: Vec<Fault> = project.faults.clone();
        faults.extend(self.judged.iter().flat_map(|j| &j.faults).cloned());
        sort_faults(&mut faults);
        let mentions = self.mentions();
        Outcome {
            findings,
            suppressed,
            faults,
            mentions,
            checked: self.checked(project),
            as_of: project.as_of,
        }
    }

    /// What rules that look at one piece find in one of them, without what its remarks silence, and what of it was not
    /// checked.
    pub fn of_piece(&self, project: &Project, at: usize) -> (Vec<Finding>, Vec<Fault>) {
        let (Some(piece), Some(judged)) = (project.pieces.get(at), self.judged.get(at)) else {
            return (vec![], vec![]);
        };
        let mut findings = judged.findings.clone();
        self.settle(&mut findings);
        let remarks = if piece.is_file() { judged.remarks.as_slice() } else { &[] };
        let (findings, _) = suppression::part(findings, &[(piece.path(), remarks)].into());
        (findings, judged.faults.clone())
    }

    /// What rules find in a piece that is none of the project's: an example line.
    pub fn of_sample(&self, project: &Project, piece: &Piece) -> (Vec<Finding>, Vec<Fault>) {
        let (mut judged, _) = self.judge(project, project.pieces.len(), piece);
        self.settle(&mut judged.findings);
        (judged.findings, judged.faults)
    }

    /// What of the messaging no copy and no example speaks of.
    pub fn unseen(&self, project: &Project) -> Vec<Unseen> {
        unseen(project, &self.lexicon, &self.digests)
    }

    /// The findings of the rules that look at more than one piece.
    fn whole(&self, project: &Project) -> Vec<Finding> {
        let (lexicon, digests) = (&self.lexicon, self.digests.as_slice());
        let found: Vec<Vec<Finding>> = self
            .rules
            .par_iter()
            .map(|rule| match rule.check {
                Check::Project(run) => run(&ProjectView { rule, project, lexicon }),
                Check::Corpus(run) => run(&CorpusView { rule, project, lexicon, digests }),
                Check::Copy(_) => vec![],
            })
            .collect();
        found.into_iter().flatten().collect()
    }

    /// Gives findings their level, order and fingerprint.
    fn settle(&self, findings: &mut Vec<Finding>) {
        for finding in &mut *findings {
            if let Some(severity) = self.levels.severity(finding.rule) {
                finding.severity = severity;
            }
        }
        findings.sort_by(|a, b| order(a).cmp(&order(b)));
        // One line of the copy map may be wrong for many files.
        findings.dedup_by(|b, a| order(a) == order(b));
        fingerprint::set(findings);
    }

    fn mentions(&self) -> Vec<Mention> {
        let mut mentions: Vec<Mention> = self.digests.iter().flat_map(|d| &d.mentions).cloned().collect();
        mentions.sort_by(|a, b| {
            (&a.item, a.place.path(), a.place.first(), a.kind).cmp(&(
                &b.item,
                b.place.path(),
                b.place.first(),
                b.kind,
            ))
        });
        mentions
    }

    fn checked(&self, project: &Project) -> Checked {
        let files = || project.pieces.iter().zip(&self.digests).filter(|(piece, _)| piece.is_file());
        Checked {
            copy_files: files().count(),
            words: files().map(|(_, digest)| digest.words).sum(),
            items: project.playbook.items().count(),
            rules: self.rules.len(),
        }
    }

    /// Judges one piece; a panic costs that piece only.
    fn judge(&self, project: &Project, at: usize, piece: &Piece) -> (Judged, Digest) {
        catch_unwind(AssertUnwindSafe(|| self.judge_unguarded(project, at, piece))).unwrap_or_else(|_| {
            let place = Place::new(piece.source(), Span::default());
            let help =
                "this is a fault in refrain, please report it with the file; everything else was checked";
            let fault = Fault::new("internal/panic", place, "checking this file failed unexpectedly", help);
            (Judged { faults: vec![fault], ..Judged::default() }, Digest { piece: at, ..Digest::default() })
        })
    }

    fn judge_unguarded(&self, project: &Project, at: usize, piece: &Piece) -> (Judged, Digest) {
        let lexicon = &self.lexicon;
        let facts = Facts::of(piece, lexicon);
        let mut findings = vec![];
        for rule in &self.rules {
            if let Check::Copy(run) = rule.check {
                findings.extend(run(&CopyView { rule, project, lexicon, facts: &facts }));
            }
        }
        let (remarks, mut faults) = suppression::remarks(piece.copy());
        let most = limits::FINDINGS_PER_FILE;
        if findings.len() > most {
            let what = format!("more than {most} findings in one file; the rest is not told");
            findings.truncate(most);
            let place = Place::new(piece.source(), Span::default());
            faults.push(Fault::new("limit/findings", place, what, "mend some of them, or split the file"));
        }
        (Judged { findings, remarks, faults }, Digest::of(at, project, lexicon, &facts))
    }
}

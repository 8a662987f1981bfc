//! A check that can be kept: what came of each piece of copy, so that one changed piece is judged alone.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::baseline::Known;
use super::cache::{Cache, Recalling};
use super::suppression::Silencing;
use super::{Baseline, Checked, Levels, Outcome, Progress, context, fingerprint, order, sort_faults};
use crate::analyze::{
    COMPARED, Digest, Facts, Lexicon, Mention, Remark, Unseen, VoiceGap, remarks_in_copy, unseen, voice_gaps,
};
use crate::finding::{Fault, Finding};
use crate::limits;
use crate::project::{Piece, Project};
use crate::rules::{Check, CopyView, CorpusView, MessagingView, ProjectView, RemarksView, Rule, rule};
use crate::text::{Place, Source, Span};

/// The rules that run, all literals, and what came of each piece of copy of one project.
#[derive(Debug)]
pub struct Checker {
    rules: Vec<&'static Rule>,
    /// Those that would run, but rest on what could not be read.
    waiting: Vec<&'static Rule>,
    levels: Levels,
    lexicon: Lexicon,
    /// What came of each piece, in the order of the project's pieces.
    judged: Vec<Judged>,
    /// What each piece tells the others, in the same order.
    digests: Vec<Digest>,
    /// How many pieces that can be remembered were judged anew, not recalled.
    fresh: usize,
    /// The remarks of messaging and settings, which stay the same for as long as this is kept.
    silencing: OnceLock<Silencing>,
    /// What the rules found that look at messaging and settings alone.
    of_messaging: OnceLock<Vec<Finding>>,
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
        let chosen = rules.iter().copied().filter(|r| levels.runs(r));
        let (rules, waiting): (Vec<&'static Rule>, Vec<_>) =
            chosen.partition(|r| r.rests_on.iter().all(|kind| project.playbook.knows_all(kind)));
        let lexicon = Lexicon::of(project, rules.iter().flat_map(|r| r.cues));
        let mut checker = Self {
            rules,
            waiting,
            levels,
            lexicon,
            judged: vec![],
            digests: vec![],
            fresh: 0,
            silencing: OnceLock::new(),
            of_messaging: OnceLock::new(),
        };
        let recalling = Recalling::new(cache, project, checker.running());
        let fresh = AtomicUsize::new(0);
        progress.begin(project.pieces.len());
        let pieces = project.pieces.par_iter().enumerate();
        let recalled: Vec<Option<_>> =
            pieces.clone().map(|(at, piece)| cache.recall(&recalling, at, piece)).collect();
        if recalled.iter().any(Option::is_none) {
            checker.lexicon.prepare();
        }
        let judged = recalled.into_par_iter().zip(pieces).map(|(recalled, (at, piece))| {
            let (mut judged, digest) = recalled.unwrap_or_else(|| {
                let (judged, digest) = checker.judge(project, at, piece);
                fresh.fetch_add(usize::from(recalling.keeps(piece, &judged)), Ordering::Relaxed);
                (judged, digest)
            });
            progress.step();
            context::set_all(&mut judged.findings, piece);
            (judged, digest)
        });
        (checker.judged, checker.digests) = judged.collect::<Vec<_>>().into_iter().unzip();
        checker.fresh = fresh.into_inner();
        checker
    }

    /// What a later run may recall, as bytes for [`Cache::read`]; nothing where the cache holds it all already.
    pub fn memory(&self, project: &Project, cache: &Cache) -> Option<Vec<u8>> {
        if self.fresh == 0 {
            return None;
        }
        let came: Vec<_> = self.judged.iter().zip(&self.digests).collect();
        let recalling = Recalling::new(cache, project, self.running());
        Some(cache.write(&recalling, project, &came))
    }

    /// The remarks of messaging and settings.
    fn silencing(&self, project: &Project) -> &Silencing {
        self.silencing.get_or_init(|| Silencing::of(project))
    }

    /// The rules that run, with the scopes in which they do.
    fn running(&self) -> Vec<String> {
        self.rules.iter().map(|rule| self.levels.running(rule)).collect()
    }

    /// Judges one piece again, after [`Project::renew`] has read it again.
    pub fn renew(&mut self, project: &Project, at: usize) {
        let Some(piece) = project.pieces.get(at) else { return };
        let (mut judged, digest) = self.judge(project, at, piece);
        context::set_all(&mut judged.findings, piece);
        if let (Some(kept), Some(told)) = (self.judged.get_mut(at), self.digests.get_mut(at)) {
            (*kept, *told) = (judged, digest);
        }
    }

    /// What it all came to.
    pub fn outcome(&self, project: &Project) -> Outcome {
        let voice = voice_gaps(project, &self.digests, COMPARED);
        let findings = self.findings(project, &voice);
        let mut faults: Vec<Fault> = project.faults.clone();
        faults.extend(self.judged.iter().flat_map(|j| &j.faults).cloned());
        let pieces = project.pieces.iter().zip(&self.judged);
        let remarks = pieces.flat_map(|(piece, judged)| judged.remarks.iter().map(|r| (piece.source(), r)));
        let mut silencing = self.silencing(project).clone().with(remarks);
        faults.append(&mut silencing.faults);
        let (mut findings, mut suppressed) = silencing.part(findings);
        // What is to be said of the remarks can be silenced like anything else.
        let (about_remarks, silenced) =
            silencing.part(self.of_remarks(&silencing, project, faults.is_empty()));
        findings.extend(about_remarks);
        suppressed.extend(silenced);
        let told = |f: &mut Finding| project.asks_for(f.place.path()) && self.levels.adjust(f);
        findings.retain_mut(told);
        suppressed.retain_mut(|suppressed| told(&mut suppressed.finding));
        findings.sort_by(|a, b| order(a).cmp(&order(b)));
        suppressed.sort_by(|a, b| order(&a.finding).cmp(&order(&b.finding)));
        let mut outcome = Outcome {
            findings,
            suppressed,
            known: vec![],
            stale: vec![],
            cut: vec![],
            faults,
            mentions: self.mentions(),
            voice,
            checked: self.checked(project),
            as_of: project.as_of,
        };
        match &project.baseline {
            Some(Ok(source)) => self.take_out_known(&mut outcome, source, project),
            Some(Err(fault)) => outcome.faults.push((**fault).clone()),
            None => {}
        }
        sort_faults(&mut outcome.faults);
        outcome.faults.extend(self.unjudged(project));
        if let Some((most, _)) = self.levels.most {
            outcome.cut_to(most);
        }
        outcome
    }

    /// Which rules wait for what could not be read, told where that begins.
    fn unjudged(&self, project: &Project) -> Option<Fault> {
        let names: Vec<&str> = self.waiting.iter().map(|rule| rule.id).collect();
        let first = project.messaging_faults().into_iter().next()?;
        let what = match names.as_slice() {
            [] => return None,
            [name] => format!("{name} waits until the messaging can be read whole"),
            names => {
                format!(
                    "{} rules wait until the messaging can be read whole: {}",
                    names.len(),
                    names.join(", ")
                )
            }
        };
        let help = "mend what could not be read, then check again";
        Some(Fault::new("messaging/partial", first.place, what, help))
    }

    /// All findings, with their fingerprints and contexts, in no order.
    fn findings(&self, project: &Project, voice: &[VoiceGap]) -> Vec<Finding> {
        let judged = || self.judged.iter().flat_map(|j| &j.findings);
        let mut findings: Vec<Finding> = judged().filter(|f| is_settled(f)).cloned().collect();
        // Those of the messaging share their files with others; see `is_settled`.
        let mut rest: Vec<Finding> = judged().filter(|f| !is_settled(f)).cloned().collect();
        rest.extend(self.whole(project, voice));
        settle(&mut rest);
        context::set(&mut rest, &project.pieces);
        findings.append(&mut rest);
        findings
    }

    /// Takes the findings out that the baseline knows.
    fn take_out_known(&self, outcome: &mut Outcome, source: &Arc<Source>, project: &Project) {
        let (baseline, damage) = Baseline::read(source);
        outcome.faults.extend(damage);
        let (new, known, gone) = baseline.part(std::mem::take(&mut outcome.findings));
        // An entry is stale only if what it knew would have been found.
        let looked_for =
            |entry: &Known| rule(&entry.rule).is_none_or(|rule| self.rules.iter().any(|r| r.id == rule.id));
        let whole = !project.is_partial() && outcome.faults.is_empty();
        outcome.stale = gone.into_iter().filter(|entry| whole && looked_for(entry)).collect();
        (outcome.findings, outcome.known) = (new, known);
    }

    /// What the rules about remarks find.
    fn of_remarks(&self, silencing: &Silencing, project: &Project, read: bool) -> Vec<Finding> {
        let remarks = silencing.heeded(&self.levels, read && !project.is_partial());
        let found = self.rules.iter().flat_map(|rule| match rule.check {
            Check::Remarks(run) => run(&RemarksView { rule, remarks: &remarks }),
            Check::Copy(_)
            | Check::Messaging(_)
            | Check::Project(_)
            | Check::Corpus(_)
            | Check::Several(_) => vec![],
        });
        let mut findings: Vec<Finding> = found.collect();
        settle(&mut findings);
        context::set(&mut findings, &project.pieces);
        findings
    }

    /// What rules that look at one piece find in one of them, without what its remarks silence, and what of it was not
    /// checked.
    pub fn of_piece(&self, project: &Project, at: usize) -> (Vec<Finding>, Vec<Fault>) {
        let (Some(piece), Some(judged)) = (project.pieces.get(at), self.judged.get(at)) else {
            return (vec![], vec![]);
        };
        let mut findings = judged.findings.clone();
        settle(&mut findings);
        let remarks = judged.remarks.iter().map(|remark| (piece.source(), remark));
        let (mut findings, _) = self.silencing(project).clone().with(remarks).part(findings);
        findings.retain_mut(|finding| self.levels.adjust(finding));
        (findings, judged.faults.clone())
    }

    /// What rules find in a piece that is none of the project's: an example line.
    pub fn of_sample(&self, project: &Project, piece: &Piece) -> (Vec<Finding>, Vec<Fault>) {
        let (mut judged, _) = self.judge(project, project.pieces.len(), piece);
        settle(&mut judged.findings);
        judged.findings.retain_mut(|finding| self.levels.adjust(finding));
        (judged.findings, judged.faults)
    }

    /// What of the messaging no copy and no example speaks of.
    pub fn unseen(&self, project: &Project) -> Vec<Unseen> {
        unseen(project, &self.lexicon, &self.digests)
    }

    /// The findings of the rules that look at more than one piece.
    fn whole(&self, project: &Project, voice: &[VoiceGap]) -> Vec<Finding> {
        let (lexicon, digests) = (&self.lexicon, self.digests.as_slice());
        let found = self.each(|rule, way| match way {
            Check::Project(run) => {
                let base = MessagingView { rule, messaging: project.messaging() };
                run(&ProjectView { base, project, lexicon })
            }
            Check::Corpus(run) => run(&CorpusView { rule, project, lexicon, digests, voice }),
            Check::Copy(_) | Check::Messaging(_) | Check::Remarks(_) | Check::Several(_) => vec![],
        });
        let messaging = self.of_messaging.get_or_init(|| {
            self.each(|rule, way| match way {
                Check::Messaging(run) => run(&MessagingView { rule, messaging: project.messaging() }),
                Check::Copy(_)
                | Check::Project(_)
                | Check::Corpus(_)
                | Check::Remarks(_)
                | Check::Several(_) => vec![],
            })
        });
        found.into_iter().chain(messaging.iter().cloned()).collect()
    }

    /// What each way of each rule finds, in their order.
    fn each(&self, run: impl Fn(&'static Rule, &Check) -> Vec<Finding> + Sync) -> Vec<Finding> {
        let ways =
            self.rules.par_iter().flat_map_iter(|rule| rule.check.ways().iter().map(move |way| (*rule, way)));
        let found: Vec<Vec<Finding>> = ways.map(|(rule, way)| run(rule, way)).collect();
        found.into_iter().flatten().collect()
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
            for way in rule.check.ways() {
                if let Check::Copy(run) = way
                    && self.levels.runs_at(piece.path(), rule)
                {
                    findings.extend(run(&CopyView { rule, project, lexicon, facts: &facts }));
                }
            }
        }
        let (remarks, mut faults) =
            if piece.is_file() { remarks_in_copy(piece.copy()) } else { (vec![], vec![]) };
        if piece.is_file() {
            let (mut alone, others): (Vec<Finding>, Vec<Finding>) =
                findings.into_iter().partition(|f| is_alone(f, piece));
            settle(&mut alone);
            findings = alone;
            findings.extend(others);
        }
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

/// Whether no other piece can bear the same finding: it stands in the piece's own file, not in the copy map, and its rule
/// does not look at all pieces too.
fn is_alone(finding: &Finding, piece: &Piece) -> bool {
    finding.place.path() == piece.path()
        && rule(finding.rule).is_some_and(|rule| matches!(rule.check, Check::Copy(_)))
}

/// Whether a finding has its fingerprint, because its piece is the only one in its file.
fn is_settled(finding: &Finding) -> bool {
    !finding.fingerprint.is_empty()
}

/// Gives findings their order and fingerprint.
fn settle(findings: &mut Vec<Finding>) {
    findings.sort_by(|a, b| order(a).cmp(&order(b)));
    // One line of the copy map may be wrong for many files.
    findings.dedup_by(|b, a| order(a) == order(b));
    fingerprint::set(findings);
}

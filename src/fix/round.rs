//! Fixing one file, round by round, until nothing more can be fixed.

use std::collections::{BTreeMap, BTreeSet};

use super::bench::{Bench, File, Look};
use super::count::{Counts, subject};
use super::{Done, Left, Reason, Wanted};
use crate::finding::{Finding, Fix};
use crate::text::{Edit, RunKind, Span, apply};

/// What came of one file.
#[derive(Debug, Default)]
pub(super) struct Mended {
    pub(super) done: Vec<Done>,
    pub(super) left: Vec<Left>,
}

/// A finding with the fix to apply.
struct Candidate<'l> {
    finding: &'l Finding,
    fix: &'l Fix,
}

/// Applies the fixes of a file's findings, checks again, and goes on until no further fix holds. The bench keeps the
/// result.
pub(super) fn mend(bench: &mut Bench, file: &File, wanted: &Wanted) -> Mended {
    let mut mended = Mended::default();
    while let Some(look) = bench.look(file) {
        let (candidates, mut left) = candidates(file, &look, wanted);
        let mut refused: Vec<(usize, Reason)> = vec![];
        let mut taken: Vec<usize> = vec![];
        while taken.is_empty() {
            let free = apart(&candidates, &refused);
            if free.is_empty() {
                break;
            }
            let mut trial =
                Trial { bench, file, look: &look, candidates: &candidates, refused: &mut refused };
            trial.narrow(&mut taken, &free);
        }
        if taken.is_empty() {
            bench.put(file, look.source.text());
            let told = refused
                .into_iter()
                .filter_map(|(at, reason)| Some(Left::of(candidates.get(at)?.finding, reason)));
            left.extend(told);
            mended.left = left;
            break;
        }
        taken.sort_unstable();
        mended.done.extend(taken.iter().filter_map(|at| candidates.get(*at)).map(|c| Done {
            rule: c.finding.rule,
            title: c.fix.title.clone(),
            place: c.finding.place.clone(),
            counted: subject(c.finding),
        }));
        bench.put(file, &edited(&look, &candidates, &taken));
    }
    mended
}

/// What of a file is left where none of its fixes may be applied, for one reason.
pub(super) fn carried(bench: &Bench, file: &File, wanted: &Wanted, reason: &Reason) -> Vec<Left> {
    let Some(look) = bench.look(file) else { return vec![] };
    let (candidates, mut left) = candidates(file, &look, wanted);
    left.extend(candidates.iter().map(|c| Left::of(c.finding, reason.clone())));
    left
}

/// The fixes that may be applied, by place; and what is left, with the reason.
fn candidates<'l>(file: &File, look: &'l Look, wanted: &Wanted) -> (Vec<Candidate<'l>>, Vec<Left>) {
    let (mut candidates, mut left) = (vec![], vec![]);
    let here = |f: &&Finding| f.place.path() == file.path() && wanted.takes(f.rule);
    for finding in look.findings.iter().filter(here) {
        let mut ways = finding.fixes.iter().filter(|f| !f.edits.is_empty());
        let reason = match (finding.fixes.iter().find(|f| f.safe), ways.next(), ways.next()) {
            (Some(fix), ..) => Ok(fix),
            (None, Some(_), _) if !wanted.risky => Err(Reason::Unsafe),
            (None, Some(_), Some(_)) => Err(Reason::SeveralWays),
            (None, Some(fix), None) => Ok(fix),
            (None, None, _) => match finding.unfixable {
                Some(why) => Err(Reason::NotVerbatim(why)),
                None => continue,
            },
        };
        match reason {
            Ok(fix) => candidates.push(Candidate { finding, fix }),
            Err(reason) => left.push(Left::of(finding, reason)),
        }
    }
    candidates.sort_by(|a, b| (&a.fix.edits, a.finding.rule).cmp(&(&b.fix.edits, b.finding.rule)));
    (candidates, left)
}

/// The fixes that were not refused, without those that overlap an earlier one; their turn comes in a later round.
fn apart(candidates: &[Candidate], refused: &[(usize, Reason)]) -> Vec<usize> {
    let refused: BTreeSet<usize> = refused.iter().map(|(at, _)| *at).collect();
    let mut free: Vec<usize> = vec![];
    let mut edits: BTreeMap<usize, &Edit> = BTreeMap::new();
    for (at, candidate) in candidates.iter().enumerate() {
        let clashes = |edit: &&Edit| {
            let before = edits.range(..=edit.span.start()).next_back();
            let behind = edits.range(edit.span.start()..=edit.span.end());
            before.into_iter().chain(behind).any(|(_, e)| *e != *edit && touches(e.span, edit.span))
        };
        if !refused.contains(&at) && !candidate.fix.edits.iter().any(|edit| clashes(&edit)) {
            free.push(at);
            edits.extend(candidate.fix.edits.iter().map(|edit| (edit.span.start(), edit)));
        }
    }
    free
}

/// Whether two edits cannot both be made: they share a byte, or begin at the same point.
fn touches(a: Span, b: Span) -> bool {
    a.overlaps(b) || a.start() == b.start()
}

fn edited(look: &Look, candidates: &[Candidate], chosen: &[usize]) -> String {
    let chosen = chosen.iter().filter_map(|at| candidates.get(*at));
    apply(&look.source, chosen.flat_map(|c| c.fix.edits.iter().cloned()).collect()).text
}

struct Trial<'t, 'b, 'l> {
    bench: &'t mut Bench<'b>,
    file: &'t File,
    look: &'l Look,
    candidates: &'t [Candidate<'l>],
    refused: &'t mut Vec<(usize, Reason)>,
}

impl Trial<'_, '_, '_> {
    /// Takes of a set what holds beside what is taken already; a set that does not is halved down to the guilty fixes.
    fn narrow(&mut self, taken: &mut Vec<usize>, set: &[usize]) {
        let all: Vec<usize> = taken.iter().chain(set).copied().collect();
        match (self.fault(&all), set) {
            (None, _) => *taken = all,
            (Some(reason), [one]) => self.refused.push((*one, reason)),
            (Some(_), set) => {
                let (first, second) = set.split_at(set.len() / 2);
                self.narrow(taken, first);
                self.narrow(taken, second);
            }
        }
    }

    /// Why these fixes must not be applied together.
    fn fault(&mut self, set: &[usize]) -> Option<Reason> {
        let text = edited(self.look, self.candidates, set);
        let Some(after) = self.bench.put(self.file, &text).and_then(|()| self.bench.look(self.file)) else {
            return Some(Reason::Misread);
        };
        let chosen: Vec<&Candidate> = set.iter().filter_map(|at| self.candidates.get(*at)).collect();
        let edits: Vec<&Edit> = chosen.iter().flat_map(|c| &c.fix.edits).collect();
        let reads = after.passages.iter().map(|(text, _)| text.as_str());
        if after.faults > self.look.faults || !reads.eq(meant(self.look, &edits)) {
            return Some(Reason::Misread);
        }
        let done: Vec<_> = chosen.iter().map(|c| subject(c.finding)).collect();
        Counts::of(&after.findings).more_than(&Counts::of(&self.look.findings), &done)
    }
}

/// How the passages must read after some edits.
fn meant(look: &Look, edits: &[&Edit]) -> Vec<String> {
    let passages = look.passages.iter().map(|(text, map)| {
        let mut places: Vec<(usize, usize, &str)> = vec![];
        for run in map.runs().iter().filter(|r| r.kind == RunKind::Verbatim) {
            let inside = edits.iter().filter(|e| run.source.contains(e.span));
            let at = |offset: usize| run.at as usize + offset - run.source.start();
            places.extend(inside.map(|e| (at(e.span.start()), at(e.span.end()), e.text.as_str())));
        }
        places.sort_unstable();
        places.dedup();
        let mut text = text.clone();
        for (from, to, by) in places.into_iter().rev() {
            if text.is_char_boundary(from) && text.is_char_boundary(to) {
                text.replace_range(from..to, by);
            }
        }
        text
    });
    passages.collect()
}

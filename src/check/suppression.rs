//! Remarks in copy that silence a rule for a place, each with its reason.
//!
//! `<!-- refrain-ignore claim/number-conflict: legal quotation, see DOC-12 -->` speaks of the next block;
//! `refrain-ignore-start` and `refrain-ignore-end` of what stands between them; `refrain-ignore-file` of the whole file.

use std::collections::BTreeMap;

use crate::copy::{Comment, Copy, Part};
use crate::finding::{Fault, Finding};
use crate::rules::{RULES, rule};
use crate::shape::did_you_mean;
use crate::text::{Place, Span};

/// A finding that a remark silences.
#[derive(Clone, Debug)]
pub struct Suppressed {
    /// The finding.
    pub finding: Finding,
    /// Why it is silenced.
    pub reason: String,
}

/// One remark: which rules, where, why.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(super) struct Remark {
    /// Rules or whole families.
    pub rules: Vec<String>,
    /// Why.
    pub reason: String,
    /// What it silences them in.
    pub span: Span,
}

/// Parts findings from those that the remarks of their files silence; `remarks` by path.
pub(super) fn part(
    findings: Vec<Finding>,
    remarks: &BTreeMap<&str, &[Remark]>,
) -> (Vec<Finding>, Vec<Suppressed>) {
    let (mut kept, mut suppressed) = (vec![], vec![]);
    for finding in findings {
        let at = finding.place.first();
        let of_file = remarks.get(finding.place.path()).copied().unwrap_or_default();
        let silencing = of_file
            .iter()
            .find(|r| r.span.contains(at) && r.rules.iter().any(|id| speaks_of(id, finding.rule)));
        match silencing {
            Some(remark) => suppressed.push(Suppressed { finding, reason: remark.reason.clone() }),
            None => kept.push(finding),
        }
    }
    (kept, suppressed)
}

/// A remark names a rule or a whole family.
fn speaks_of(name: &str, rule: &str) -> bool {
    name == rule || rule.strip_prefix(name).is_some_and(|rest| rest.starts_with('/'))
}

/// The remarks of a piece of copy. One without a reason or with an unknown rule silences nothing and is told.
pub(super) fn remarks(copy: &Copy) -> (Vec<Remark>, Vec<Fault>) {
    let (mut remarks, mut faults) = (vec![], vec![]);
    let mut open: Vec<Remark> = vec![];
    let end_of_text = copy.source.text().len();
    for comment in &copy.comments {
        let Some(text) = comment.text.trim().strip_prefix("refrain-ignore") else { continue };
        let place = Place::new(&copy.source, comment.span);
        let (verb, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        if verb == "-end" {
            match open.pop() {
                Some(remark) => remarks.push(Remark { span: remark.span.to(comment.span), ..remark }),
                None => faults.push(fault(
                    place,
                    "nothing to end here",
                    "write `refrain-ignore-start RULE: reason` before it",
                )),
            }
            continue;
        }
        let (names, reason) = rest.split_once(": ").unwrap_or((rest.trim_end_matches(':'), ""));
        let rules: Vec<String> =
            names.split([',', ' ']).filter(|n| !n.is_empty()).map(str::to_owned).collect();
        let unknown =
            rules.iter().find(|id| rule(id).is_none() && RULES.iter().all(|r| r.family() != id.as_str()));
        if let Some(id) = unknown {
            let hint = did_you_mean(id, RULES.iter().map(|r| r.id));
            faults.push(fault(place, &format!("there is no rule `{id}` to ignore"), &hint));
            continue;
        }
        if rules.is_empty() || reason.trim().is_empty() {
            let what = if rules.is_empty() {
                "no rule is named to ignore"
            } else {
                "no reason is given to ignore a rule"
            };
            faults.push(fault(
                place,
                what,
                "write `<!-- refrain-ignore term/banned: why it is right here -->`",
            ));
            continue;
        }
        let reason = reason.trim().to_owned();
        match verb {
            "" => remarks.push(Remark { rules, reason, span: next_block(copy, comment) }),
            "-file" => remarks.push(Remark { rules, reason, span: Span::new(0, end_of_text) }),
            "-start" => open.push(Remark { rules, reason, span: comment.span }),
            _ => faults.push(fault(
                place,
                &format!("`refrain-ignore{verb}` is unknown"),
                "there are -start, -end and -file",
            )),
        }
    }
    for remark in open {
        let place = Place::new(&copy.source, remark.span);
        faults.push(fault(
            place,
            "this remark is never ended",
            "write `<!-- refrain-ignore-end -->` where it ends",
        ));
    }
    (remarks, faults)
}

fn fault(place: Place, what: &str, help: &str) -> Fault {
    Fault::new("copy/suppression", place, what, help)
}

/// From the comment to the end of the block that follows it; a table is one block.
fn next_block(copy: &Copy, comment: &Comment) -> Span {
    let Some(next) = copy.passages.get(comment.before) else { return comment.span };
    let table = |part: &Part| match part {
        Part::Cell(cell) => Some(cell.table),
        _ => None,
    };
    let own = table(&next.part);
    let block = copy.passages.iter().skip(comment.before).enumerate();
    let in_block = block.take_while(|(n, p)| *n == 0 || (own.is_some() && table(&p.part) == own));
    let spans = in_block.flat_map(|(_, p)| p.map.runs()).map(|run| run.source);
    spans.fold(comment.span, Span::to)
}

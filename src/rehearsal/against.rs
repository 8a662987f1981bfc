//! What a change of the messaging does to the copy: the same copy, held against the messaging of two days.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde_json::{Value as Json, json};

use super::json::place;
use crate::check::check;
use crate::files::{Files, Mixed};
use crate::finding::{Fault, Finding, Object};
use crate::project::{Opening, Project};
use crate::text::visible;

/// Which findings in copy come and go with a change of the messaging.
#[derive(Debug)]
pub struct Change {
    /// What only the messaging of today finds, in the order of the copy.
    pub added: Vec<Finding>,
    /// What only the messaging of then found, in the order of the copy.
    pub removed: Vec<Finding>,
    /// How many pieces of copy were held against both.
    pub copy_files: usize,
    /// What could not be read of today's project or of the messaging of then.
    pub faults: Vec<Fault>,
}

/// Holds the copy of `now` against the messaging of `now` and against that of `then`, by the settings of `now`.
///
/// # Errors
/// The faults of the settings, when they cannot be read.
pub fn against(now: &dyn Files, then: &dyn Files, opening: &Opening) -> Result<Change, Vec<Fault>> {
    let today = Project::open(now, opening)?;
    let messaging = |path: &str| today.config.is_messaging(path);
    let before = Project::open(&Mixed { chosen: then, others: now, choose: &messaging }, opening)?;
    let (today, before) = (outcome(&today), outcome(&before));
    let known = |found: &[Finding]| found.iter().map(|f| f.fingerprint.clone()).collect::<BTreeSet<_>>();
    let (prints_now, prints_then) = (known(&today.1), known(&before.1));
    let only = |found: Vec<Finding>, other: &BTreeSet<String>| -> Vec<Finding> {
        found.into_iter().filter(|f| !other.contains(&f.fingerprint)).collect()
    };
    let mut faults = today.2;
    faults.extend(before.2);
    Ok(Change {
        added: only(today.1, &prints_then),
        removed: only(before.1, &prints_now),
        copy_files: today.0,
        faults,
    })
}

/// How many pieces of copy there are, what is found in them, and what was not checked.
fn outcome(project: &Project) -> (usize, Vec<Finding>, Vec<Fault>) {
    let copy: BTreeSet<&str> = project.pieces.iter().filter(|p| p.is_file()).map(|p| p.path()).collect();
    let outcome = check(project);
    let in_copy = outcome.findings.into_iter().filter(|f| copy.contains(f.place.path()));
    (copy.len(), in_copy.collect(), outcome.faults)
}

/// Findings by rule and item.
fn grouped(findings: &[Finding]) -> BTreeMap<(&'static str, Option<Object>), Vec<&Finding>> {
    let mut groups: BTreeMap<_, Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        groups.entry((finding.rule, finding.object.clone())).or_default().push(finding);
    }
    groups
}

impl Change {
    /// What comes and what goes, by rule and item: a text of several lines.
    pub fn told(&self, revision: &str) -> String {
        let mut text = String::new();
        for (sign, found) in [('+', &self.added), ('-', &self.removed)] {
            for ((rule, object), group) in grouped(found) {
                let about = object.map_or(String::new(), |o| format!(" {} `{}`", o.kind, visible(&o.id)));
                let _ = writeln!(text, "{sign} {rule}{about}: {}", group.len());
                for finding in group {
                    let (path, start) = (visible(finding.place.path()), finding.place.start());
                    let (line, column) = (start.line, start.scalar);
                    let _ = writeln!(text, "    {path}:{line}:{column}: {}", visible(&finding.message));
                }
            }
        }
        let _ = writeln!(
            text,
            "against the messaging of {}: {} added, {} removed, in {} {} of copy",
            visible(revision),
            self.added.len(),
            self.removed.len(),
            self.copy_files,
            if self.copy_files == 1 { "piece" } else { "pieces" }
        );
        text
    }

    /// Everything, as one JSON document with a line end. The shape is version 1 and changes only on purpose.
    pub fn json(&self, revision: &str) -> String {
        let list = |found: &[Finding]| -> Vec<Json> {
            let told = |f: &Finding| {
                let object = f.object.as_ref().map(|o| json!({"kind": o.kind, "id": o.id}));
                json!({
                    "rule": f.rule,
                    "object": object,
                    "severity": f.severity.name(),
                    "message": f.message,
                    "place": place(&f.place),
                    "fingerprint": f.fingerprint,
                })
            };
            found.iter().map(told).collect()
        };
        let fault = |f: &Fault| json!({"code": f.code, "message": f.message, "place": place(&f.place)});
        let document = json!({
            "version": 1,
            "against": revision,
            "copy_files": self.copy_files,
            "added": list(&self.added),
            "removed": list(&self.removed),
            "not_checked": self.faults.iter().map(fault).collect::<Vec<_>>(),
        });
        format!("{document:#}\n")
    }
}

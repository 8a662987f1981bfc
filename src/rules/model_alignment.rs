//! model/alignment: the teams call themselves more aligned than the record shows.

use super::{Check, ProjectView, Rule};
use crate::analyze::{Survey, SurveyVerdict};
use crate::config::{Alignment, Maturity};
use crate::finding::{Certainty, Finding, Severity};
use crate::text::Span;

pub static RULE: Rule = Rule {
    id: "model/alignment",
    summary: "the teams call themselves more aligned than the record shows",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("model_alignment.md"),
    cues: &[],
    options: &[],
    rests_on: &["research"],
    check: Check::Project(check),
};

fn check(view: &ProjectView) -> Vec<Finding> {
    let Some(alignment) = &view.project.config.settings.alignment else { return vec![] };
    let mut findings = level(view, alignment);
    for item in alignment.items.iter().filter(|item| item.done && item.evidence.is_none()) {
        findings.push(
            told(view, item.name.span(), format!("nothing shows that \"{}\" is so", item.name))
                .why("a tick that nobody can look up is a wish; buyers feel the difference at the first hand-over")
                .help("add `evidence:` with a file, a page or a date; or set `done: false`"),
        );
    }
    let today = view.project.as_of;
    for step in alignment.steps.iter().filter(|step| !step.done) {
        let Some(due) = step.due.filter(|due| *due < today) else { continue };
        findings.push(
            told(view, step.name.span(), format!("\"{}\" was to be done by {due}", step.name))
                .why("until it is done, customers go on hearing what it was to mend")
                .help("do it and set `done: true`, or give it a new day and somebody who answers for it"),
        );
    }
    for ritual in alignment.rituals.iter().filter(|ritual| ritual.owner.is_none()) {
        findings.push(
            told(view, ritual.name.span(), format!("nobody sees to it that \"{}\" takes place", ritual.name))
                .why("a meeting that is everybody's is the first to be dropped in a busy week")
                .help("add `owner:`"),
        );
    }
    findings
}

fn told(view: &ProjectView, span: Span, what: String) -> Finding {
    view.rule.finding(view.project.config.place(span), what).about("settings", "alignment")
}

/// A level that is claimed, and what speaks against it.
fn level(view: &ProjectView, alignment: &Alignment) -> Vec<Finding> {
    let Some(level) = alignment.level.filter(|level| *level != Maturity::Ambiguous) else { return vec![] };
    let counts = |of: Maturity| of == level || (level == Maturity::Aligned && of == Maturity::Collaborative);
    let mut findings = vec![];
    for item in alignment.items.iter().filter(|i| !i.done && i.level.is_some_and(counts)) {
        findings.push(
            told(
                view,
                item.name.span(),
                format!("the level {} is claimed, and \"{}\" is not so yet", level.name(), item.name),
            )
            .why("who believes to have arrived stops walking, and buyers still hear two voices")
            .help("make it so, or claim the level below"),
        );
    }
    let Some((at, survey)) = Survey::newest(view.project).filter(|_| level == Maturity::Aligned) else {
        return findings;
    };
    if survey.verdict == SurveyVerdict::SharedBlindSpot
        && let Some(research) = view.project.playbook.research.get(at)
    {
        let stages: Vec<&str> =
            survey.shared_last.iter().filter_map(|s| survey.stages.get(*s)).map(String::as_str).collect();
        findings.push(
            view.about(research, format!("the teams call themselves aligned, and both put {} last", stages.join(" and ")))
                .why("to agree on neglecting the same customers is no alignment")
                .help("give these stages an owner, a message and copy, and ask again; until then claim the level below"),
        );
    }
    findings
}

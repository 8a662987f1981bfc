//! model/segment: a segment that nobody could find, count or tell from another.

use super::{Check, MessagingView, Rule, RuleOption};
use crate::analyze::days;
use crate::finding::{Certainty, Finding, Severity};
use crate::item::{Item, Status};
use crate::model::{Focus, Segment};

pub static RULE: Rule = Rule {
    id: "model/segment",
    summary: "a segment that nobody could find, count or tell from another",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("model_segment.md"),
    cues: &[],
    options: &[RuleOption {
        name: "days",
        default: 366.0,
        description: "A profile of the best customers that is older than this many days is told.",
    }],
    rests_on: &["pains", "personas"],
    check: Check::Messaging(check),
};

fn check(view: &MessagingView) -> Vec<Finding> {
    let segments: Vec<&Item<Segment>> = view.approved(&view.messaging.playbook.segments).collect();
    let mut findings = vec![];
    for segment in &segments {
        findings.extend(incomplete(view, segment));
        findings.extend(old_profile(view, segment));
        findings.extend(too_broad(view, segment));
    }
    let narrow = segments.iter().any(|s| s.focus == Some(Focus::Narrow));
    if let Some(first) = segments.first().filter(|_| segments.len() > 1 && !narrow) {
        findings.push(
            view.about(*first, "no segment was carved out to be narrow")
                .severity(Severity::Info)
                .why("a story for everybody is nobody's story, and without a narrow one there is nothing to compare it with")
                .help("mark one with `focus: narrow`, and keep a broad one beside it as the yardstick"),
        );
    }
    findings
}

fn incomplete(view: &MessagingView, segment: &Item<Segment>) -> Option<Finding> {
    let mut lacks = vec![];
    if segment.common_needs.is_empty() {
        lacks.push("a need that all of them have (`common_needs`)");
    }
    match &segment.size {
        None => lacks.push("its size (`size`)"),
        Some(size) if size.accounts.is_none() && size.revenue.is_none() => lacks.push("its size (`size`)"),
        Some(size) if size.source.is_none() => lacks.push("where its size comes from (`size.source`)"),
        Some(_) => {}
    }
    match (segment.ready_when.is_empty(), segment.interested_when.is_empty()) {
        (true, _) => lacks.push("signs that a firm is ready to buy (`ready_when`)"),
        (false, true) => lacks.push("signs of mere interest (`interested_when`)"),
        (false, false) => {}
    }
    if segment.best_customer.as_ref().is_none_or(|best| best.traits.is_empty()) {
        lacks.push("what its best customers have in common (`best_customer`)");
    }
    let id = segment.id.as_str();
    (!lacks.is_empty()).then(|| {
        view.about(segment, format!("the segment `{id}` lacks {}", lacks.join(", ")))
            .why("a rep cannot tell who belongs to it, who is about to buy, and whether it is worth a story of its own")
            .help("add what is missing; if nobody knows it, merge the segment into another")
    })
}

fn old_profile(view: &MessagingView, segment: &Item<Segment>) -> Option<Finding> {
    let made = segment.best_customer.as_ref()?.as_of?;
    let ago = days(made, view.messaging.as_of);
    let id = segment.id.as_str();
    (ago as f64 > view.option("days")).then(|| {
        view.about(
            segment,
            format!("the best customers of `{id}` were last looked at on {made}, {ago} days ago"),
        )
        .why("whoever is sought by last year's likeness is last year's customer")
        .help("look at who brings the revenue today, and set `best_customer.as_of`")
    })
}

/// Several personas work in it, and no two of them have a pain in common.
fn too_broad(view: &MessagingView, segment: &Item<Segment>) -> Option<Finding> {
    let playbook = &view.messaging.playbook;
    let in_it = |s: &crate::shape::Ref<Segment>| s.id() == segment.id.as_str();
    let people: Vec<_> = playbook
        .personas
        .iter()
        .filter(|p| p.status != Status::Retired && p.segments.iter().any(in_it))
        .collect();
    if people.len() < 2 {
        return None;
    }
    let feels = |pain: &crate::item::Item<crate::model::Pain>| {
        let id = pain.id.as_str();
        let names = |p: &&&Item<crate::model::Persona>| {
            p.pains.iter().any(|r| r.id() == id) || pain.personas.iter().any(|r| r.id() == p.id.as_str())
        };
        people.iter().filter(names).count()
    };
    let shared = playbook.pains.iter().any(|pain| feels(pain) > 1);
    let names: Vec<String> = people.iter().map(|p| format!("`{}`", p.id.as_str())).collect();
    let id = segment.id.as_str();
    (!shared).then(|| {
        view.about(segment, format!("in the segment `{id}`, {} share no pain", names.join(", ")))
            .why("people without a pain in common do not decide together; one story cannot reach them")
            .help("narrow the segment until its people suffer from the same thing, or split it")
    })
}

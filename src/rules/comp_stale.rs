//! comp/stale: copy that speaks of a rival whose card has not been checked for long.

use std::collections::BTreeSet;

use super::{Check, CopyView, Rule, RuleOption};
use crate::analyze::{PassageFacts, Role, days};
use crate::finding::{Certainty, Finding, Severity};
use crate::item::AnyItem;
use crate::model::CompetitorKind;
use crate::syntax::words::{Kind, tokens_in};

static OPTIONS: &[RuleOption] = &[RuleOption {
    name: "days",
    default: 180.0,
    description: "after how many days a rival's card is out of date",
}];

pub static RULE: Rule = Rule {
    id: "comp/stale",
    summary: "copy that rests on a rival's card nobody has checked for long",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("comp_stale.md"),
    cues: &[],
    options: OPTIONS,
    rests_on: &[],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    let piece = view.facts.piece;
    let known = &piece.attributes;
    if !piece.is_file() || known.guidance {
        return vec![];
    }
    let day = known.dated.unwrap_or(view.project.as_of);
    let most = view.option("days") as i64;
    let old = |role: &Role| match *role {
        Role::Competitor(at) => {
            // Doing nothing, or doing it by hand, does not change from one year to the next.
            let rival = view.project.playbook.competitors.get(at).filter(|r| {
                matches!(r.kind, None | Some(CompetitorKind::Direct | CompetitorKind::Category))
            })?;
            let checked = rival.as_of?;
            (days(checked, day) > most).then_some((at, rival, checked))
        }
        _ => None,
    };
    let mut seen = BTreeSet::new();
    let mut findings = vec![];
    for (passage, hit, entry, (at, rival, checked)) in view.facts.hits(view.lexicon, old) {
        let said = passage.slice(&hit.range);
        let about = known.competitor.as_deref() == Some(rival.id.as_str())
            || is_spoken_of(passage, hit.range.start, hit.range.end);
        if !passage.is_named(hit, entry)
            || !about
            || passage.shielded(view.lexicon, hit)
            || passage.in_quotation(&hit.range)
            || !seen.insert(at)
        {
            continue;
        }
        let ago = days(checked, day);
        let message = format!("what we know of \"{said}\" was last checked {ago} days ago, on {checked}");
        findings.push(
            view.finding(passage, hit.range.clone(), message)
                .about("competitor", rival.id.as_str())
                .why("rivals change; a buyer who knows them better than we do believes nothing else")
                .help("check the card, mend what changed, and set its `as_of` to that day")
                .related(rival.place(), "the card stands here"),
        );
    }
    findings
}

/// Whether a sentence says something of a name: it is the subject, or it is compared with.
fn is_spoken_of(passage: &PassageFacts, start: usize, end: usize) -> bool {
    let text = passage.text();
    let sentence = passage.sentence_at(start);
    let tokens = tokens_in(passage.tokens(), &sentence);
    let at = tokens.partition_point(|t| t.start() < start);
    let before = tokens.get(..at).unwrap_or_default().iter().rev();
    let compared = before.clone().take(3).any(|t| {
        matches!(
            &*t.lower(text),
            "than" | "unlike" | "versus" | "vs" | "compared" | "beats" | "with" | "at" | "by"
        ) && &*t.lower(text) != "with"
    });
    let behind = tokens.iter().find(|t| t.start() >= end);
    let verb = behind.is_some_and(|t| {
        t.kind == Kind::Word
            && !matches!(
                &*t.lower(text),
                "and" | "or" | "in" | "on" | "for" | "today" | "to" | "before" | "from" | "with"
            )
    });
    let opens = before.clone().next().is_none_or(|t| {
        matches!(t.text(text), "," | ";" | ":" | "—" | "–")
            || matches!(&*t.lower(text), "but" | "while" | "because" | "and" | "that")
    });
    let asked = passage.slice(&sentence).trim_end().ends_with('?');
    !asked && (compared || (opens && verb))
}

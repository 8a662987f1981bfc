//! term/first-mention: a piece begins with the short form of a name.

use super::{Check, CopyView, Rule, RuleOption};
use crate::analyze::Role;
use crate::copy::Part;
use crate::finding::{Certainty, Finding, Severity};
use crate::item::AnyItem;

static OPTIONS: &[RuleOption] = &[RuleOption {
    name: "headings",
    default: 0.0,
    description: "1: a short form in a heading or title counts as a mention too",
}];

pub static RULE: Rule = Rule {
    id: "term/first-mention",
    summary: "a piece that begins with the short form of a name",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: false,
    page: include_str!("term_first_mention.md"),
    cues: &[],
    options: OPTIONS,
    rests_on: &[],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    if !view.for_buyers() {
        return vec![];
    }
    let terms = &view.project.playbook.terms;
    let headings = view.option("headings") > 0.0;
    let mut findings = vec![];
    for (at, term) in terms.iter().enumerate() {
        let Some(full) = &term.first else { continue };
        let of = |wanted: Role| {
            view.facts.hits(view.lexicon, move |r| (*r == wanted).then_some(())).map(|(p, h, _, ())| (p, h))
        };
        let whole = of(Role::TermFirst(at)).next();
        let short = of(Role::TermUse(at)).find(|(p, h)| {
            let part = match p.passage.part {
                Part::Title | Part::Heading(_) | Part::Subject => headings,
                Part::Meta(_) | Part::AltText | Part::LinkTitle | Part::Button => false,
                _ => true,
            };
            part && !p.in_quotation(&h.range)
        });
        let Some((passage, hit)) = short else { continue };
        // Before the short form, or around it: then it was introduced.
        let introduced =
            whole.is_some_and(|(p, h)| (p.index, h.range.start) <= (passage.index, hit.range.start));
        if introduced || passage.exemption(&hit.range).is_some() {
            continue;
        }
        let said = passage.slice(&hit.range);
        let mut finding = view
            .finding(passage, hit.range.clone(), format!("the first mention \"{said}\" should be \"{full}\""))
            .about("term", term.id.as_str())
            .why("who meets the name for the first time learns from the full form what it is")
            .help(format!("write \"{full}\" here, and \"{}\" from then on", term.preferred))
            .related(term.place(), "the glossary says so here");
        if said == &*term.preferred {
            finding = view.replacing(finding, passage, hit.range.clone(), full, false);
        }
        findings.push(finding);
    }
    findings
}

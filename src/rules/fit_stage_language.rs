//! fit/stage-language: wording of another stage.

use super::{Check, CopyView, Rule, RuleOption};
use crate::analyze::{CueList, PassageFacts, Role};
use crate::config::Half;
use crate::finding::{Certainty, Finding, Severity};

static CUES: &[CueList] = &[
    CueList {
        name: "disrupting",
        phrases: &[
            "status quo",
            "broken",
            "outdated",
            "stuck with",
            "falling behind",
            "rip and replace",
            "time for a change",
            "time to change",
            "rethink",
            "what you do today is",
            "you don't know what you're missing",
            "the old way",
            "leave behind",
            "wake up",
            "hidden cost of your current",
            "your current way",
            "you are doing it wrong",
        ],
        inflect: false,
    },
    CueList {
        name: "deal",
        phrases: &[
            "discount",
            "% off",
            "percent off",
            "price list",
            "special offer",
            "limited offer",
            "contract term",
            "sign today",
            "sign up today",
            "promo code",
            "buy now",
            "lock in your price",
            "per user per month",
            "per van per month",
            "our pricing",
            "order form",
        ],
        inflect: false,
    },
    CueList {
        name: "renewing",
        phrases: &[
            "as a loyal customer",
            "renew your",
            "your renewal",
            "thank you for staying",
            "since you joined",
            "your loyalty price",
            "as our customer",
            "your existing plan",
            "upgrade your plan",
            "your contract ends",
        ],
        inflect: false,
    },
];

static OPTIONS: &[RuleOption] =
    &[RuleOption { name: "words", default: 150.0, description: "within how many words two cues must stand" }];

pub static RULE: Rule = Rule {
    id: "fit/stage-language",
    summary: "wording of another stage",
    severity: Severity::Warning,
    certainty: Certainty::Strong,
    on: true,
    page: include_str!("fit_stage_language.md"),
    cues: CUES,
    options: OPTIONS,
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    let piece = view.facts.piece;
    let known = &piece.attributes;
    let Some(stage) = known.stage.as_deref().and_then(|id| view.project.config.stage(id)) else {
        return vec![];
    };
    if known.internal || known.guidance {
        return vec![];
    }
    let list = match (stage.half, stage.id.as_str()) {
        (Half::Keep, "why-evolve") => return vec![],
        (Half::Keep, _) => {
            ("disrupting", "it disrupts a customer: to them, we are the status quo it attacks")
        }
        (Half::Acquire, "why-change") => {
            ("deal", "it speaks of the deal before the buyer wants to change at all")
        }
        (Half::Acquire, _) => ("renewing", "it speaks to somebody who is not a customer yet"),
    };
    let (name, why) = list;
    let cue = |role: &Role| (*role == Role::Cue(name)).then_some(());
    let hits: Vec<_> = view
        .facts
        .hits(view.lexicon, cue)
        .filter(|(passage, hit, ..)| passage.exemption(&hit.range).is_none())
        .collect();
    // One word may be chance; two different ones close together are a tone.
    let mut findings = vec![];
    let at = |passage: &PassageFacts, start: usize| view.facts.words_before(passage, start);
    for pair in hits.windows(2) {
        let [(p1, h1, e1, ()), (p2, h2, e2, ())] = pair else { continue };
        let near = at(p2, h2.range.start) - at(p1, h1.range.start) <= view.option("words") as usize;
        if e1.phrase == e2.phrase || !near {
            continue;
        }
        let (first, second) = (p1.slice(&h1.range), p2.slice(&h2.range));
        findings.push(
            view.finding(
                p1,
                h1.range.clone(),
                format!("\"{first}\" and \"{second}\" are not the language of {}", stage.id),
            )
            .about("stage", stage.id.clone())
            .why(why)
            .help(format!(
                "tell this stage's own story: {}",
                stage.steps.iter().map(|s| s.id.as_str()).collect::<Vec<_>>().join(" > ")
            ))
            .related(p2.place(h2.range.clone()), "and here"),
        );
        break;
    }
    findings
}

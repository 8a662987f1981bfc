//! voice/drift: two teams speak differently about one stage to one persona.

use std::collections::BTreeSet;

use super::{Check, CorpusView, Rule, RuleOption};
use crate::analyze::{TeamSpeech, voice_gaps};
use crate::finding::{Certainty, Finding, Severity};
use crate::text::{Place, Span};

static OPTIONS: &[RuleOption] = &[
    RuleOption {
        name: "words",
        default: 150.0,
        description: "how many telling words a team needs to be compared",
    },
    RuleOption { name: "count", default: 3.0, description: "how many words must drive the gap" },
];

pub static RULE: Rule = Rule {
    id: "voice/drift",
    summary: "two teams speak differently about one stage to one persona",
    severity: Severity::Info,
    certainty: Certainty::Advisory,
    on: true,
    page: include_str!("voice_drift.md"),
    cues: &[],
    options: OPTIONS,
    check: Check::Corpus(check),
};

fn check(view: &CorpusView) -> Vec<Finding> {
    let floor = view.option("words").max(1.0) as u32;
    let (mut findings, mut told) = (vec![], BTreeSet::new());
    for gap in voice_gaps(view.project, view.digests, floor) {
        let [one, two] = &gap.teams;
        let gaps = gaps(one, two);
        let enough = (one.more.len() + two.more.len()) as f64 >= view.option("count");
        let first = |team: &TeamSpeech| team.pieces.first().and_then(|at| view.project.pieces.get(*at));
        let Some((there, here)) = first(one).zip(first(two)).filter(|_| enough && !gaps.is_empty()) else {
            continue;
        };
        // Pieces for several personas would tell the same gap once for each.
        if !told.insert((one.pieces.clone(), two.pieces.clone())) {
            continue;
        }
        let persona = gap.persona.as_deref().map_or_else(String::new, |p| format!(" to {p}"));
        let what = format!(
            "{} and {} speak differently about {}{persona}: {}; {}; {}",
            one.team,
            two.team,
            gap.stage,
            says(one),
            says(two),
            gaps.join("; ")
        );
        findings.push(
            view.rule
                .finding(Place::new(here.source(), Span::default()), what)
                .about("stage", gap.stage.clone())
                .why("a buyer who hears two voices of one company asks which of them to believe")
                .help("agree on one message for the stage, with its words and claims, and let both teams use it")
                .related(Place::new(there.source(), Span::default()), format!("{} speaks here", one.team)),
        );
    }
    findings
}

/// The words that a team uses more, for a sentence.
fn says(team: &TeamSpeech) -> String {
    let words: Vec<String> = team.more.iter().take(3).map(|w| format!("\"{}\"", w.word)).collect();
    match words.as_slice() {
        [] => format!("{} has no word of its own", team.team),
        words => format!("{} says {}", team.team, words.join(", ")),
    }
}

/// How often a team must use terms for the share of right ones to mean something.
const TERMS: u32 = 5;
/// How many claims each team must state for having none in common to mean something.
const CLAIMS: usize = 2;

/// The measures in which two teams differ so much that a reader hears it.
fn gaps(one: &TeamSpeech, two: &TeamSpeech) -> Vec<String> {
    let mut gaps = vec![];
    let far = |a: f64, b: f64, factor: f64| a.max(b) >= factor * a.min(b).max(0.01);
    if far(one.sentence, two.sentence, 1.4) {
        gaps.push(format!("sentences of {:.0} words against {:.0}", one.sentence, two.sentence));
    }
    if far(one.we_you, two.we_you, 2.0) && one.we_you.max(two.we_you) >= 1.0 {
        gaps.push(format!("{:.1} we-words for a you-word against {:.1}", one.we_you, two.we_you));
    }
    if let (Some(a), Some(b)) = (one.right_terms, two.right_terms)
        && one.terms.min(two.terms) >= TERMS
        && (a - b).abs() >= 0.2
    {
        gaps.push(format!("{:.0} % of terms right against {:.0} %", a * 100.0, b * 100.0));
    }
    if one.claims.len().min(two.claims.len()) >= CLAIMS && one.claims.is_disjoint(&two.claims) {
        gaps.push("no claim in common".to_owned());
    }
    gaps
}

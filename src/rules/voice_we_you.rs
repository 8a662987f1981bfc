//! voice/we-you: copy that speaks of us more than of the reader.

use super::{Check, CopyView, Rule, RuleOption};
use crate::analyze::{Addressing, Measure, house_limit};
use crate::finding::{Certainty, Finding, Severity};

static OPTIONS: &[RuleOption] = &[
    RuleOption { name: "ratio", default: 1.5, description: "the most we-words for one you-word" },
    RuleOption { name: "words", default: 60.0, description: "how many words a piece needs to be judged" },
];

pub static RULE: Rule = Rule {
    id: "voice/we-you",
    summary: "copy that speaks of us more than of the reader",
    severity: Severity::Warning,
    certainty: Certainty::Advisory,
    on: true,
    page: include_str!("voice_we_you.md"),
    cues: &[],
    options: OPTIONS,
    rests_on: &[],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    let piece = view.facts.piece;
    let known = &piece.attributes;
    if !view.for_buyers() || known.stage.as_deref() == Some("why-forgive") {
        return vec![];
    }
    let set = house_limit(view.project, known, Measure::WeYou);
    let most = set.map_or_else(|| view.option("ratio"), |limit| limit.most);
    let Addressing { we, you, words, first_we } = view.facts.addressing();
    let ratio = f64::from(*we) / f64::from((*you).max(1));
    let first = first_we.clone().and_then(|(at, range)| Some((view.facts.passages.get(at)?, range)));
    let Some((passage, range)) =
        first.filter(|_| f64::from(*words) >= view.option("words") && ratio > most && *we >= 6)
    else {
        return vec![];
    };
    let what = format!("{we} we-words stand against {you} you-words; {most} to one is the most here");
    vec![
        view.finding(passage, range, what)
            .about("voice", "we-you")
            .why("who talks about themselves is not listened to; the reader looks for themselves in the text")
            .help("make the reader the subject: \"we refill slots\" becomes \"your slots are refilled\""),
    ]
}

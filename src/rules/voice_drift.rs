//! voice/drift: two teams speak differently about one stage to one persona.

use std::collections::BTreeSet;

use super::{Check, CorpusView, Rule, RuleOption};
use crate::analyze::{Difference, TeamSpeech, VoiceGap};
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
    rests_on: &[],
    check: Check::Corpus(check),
};

fn check(view: &CorpusView) -> Vec<Finding> {
    let floor = view.option("words").max(1.0) as u32;
    let (mut findings, mut told) = (vec![], BTreeSet::new());
    for gap in view.voice_gaps(floor).iter() {
        let [one, two] = &gap.teams;
        let gaps = gaps(gap);
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

/// The measures in which two teams differ so much that a reader hears it, in words.
fn gaps(gap: &VoiceGap) -> Vec<String> {
    let [one, two] = &gap.teams;
    let words = |difference: Difference| match difference {
        Difference::Sentences => {
            format!("sentences of {:.0} words against {:.0}", one.sentence, two.sentence)
        }
        Difference::WeYou => {
            format!("{:.1} we-words for a you-word against {:.1}", one.we_you, two.we_you)
        }
        Difference::Terms => {
            let right = |team: &TeamSpeech| team.right_terms.unwrap_or_default() * 100.0;
            format!("{:.0} % of terms right against {:.0} %", right(one), right(two))
        }
        Difference::Claims => "no claim in common".to_owned(),
    };
    gap.differences().into_iter().map(words).collect()
}

//! fit/generic: copy for a persona that has nothing of the persona.

use super::{Check, CopyView, Rule, RuleOption};
use crate::config::Half;
use crate::copy::Part;
use crate::finding::{Certainty, Finding, Severity};
use crate::item::AnyItem;

static OPTIONS: &[RuleOption] =
    &[RuleOption { name: "words", default: 40.0, description: "how many words a piece needs to be judged" }];

pub static RULE: Rule = Rule {
    id: "fit/generic",
    summary: "copy for a persona that has none of its words, pains or outcomes",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("fit_generic.md"),
    cues: &[],
    options: OPTIONS,
    rests_on: &["pains", "personas"],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    let known = &view.facts.piece.attributes;
    let technical = view.project.config.is_technical(known.channel.as_deref());
    let short = (view.facts.word_count() as f64) < view.option("words");
    // A letter to customers that holds figures speaks of their contract or of what went wrong.
    let keep = known.stage.as_deref().and_then(|id| view.project.config.stage(id));
    let keep = keep.is_some_and(|s| s.half == Half::Keep)
        && view.facts.passages.iter().any(|p| p.text().contains(|c: char| c.is_ascii_digit()));
    if !view.for_buyers() || keep || technical || short {
        return vec![];
    }
    let spoken = view.facts.spoken(view.project, view.lexicon);
    let nothing = |s: &&crate::analyze::Spoken| {
        s.words == 0 && s.named.is_empty() && s.others.is_empty() && s.shared < 2
    };
    let body = view.facts.passages.iter().find(|p| p.passage.part == Part::Paragraph);
    let Some((passage, sentence)) = body.and_then(|p| Some((p, p.sentences().first()?.clone()))) else {
        return vec![];
    };
    let Some(persona) = spoken
        .filter(nothing)
        .and_then(|s| s.personas.first().copied())
        .and_then(|at| view.project.playbook.personas.get(at))
    else {
        return vec![];
    };
    let id = persona.id.as_str();
    let what = format!("this piece is for {id} and uses none of their words, pains or outcomes");
    vec![
        view.finding(passage, sentence, what)
            .about("persona", id)
            .why("copy that fits everybody is about nobody; the reader waits for a word of their own day")
            .help(format!("say what {id} wants: \"{}\"", persona.outcome.trim()))
            .related(persona.place(), "the persona stands here"),
    ]
}

//! voice/readability: copy that asks for more years of school than the voice allows.

use super::{Check, CopyView, Rule, RuleOption};
use crate::analyze::{Measure, house_limit, readability};
use crate::copy::Part;
use crate::finding::{Certainty, Finding, Severity};

static OPTIONS: &[RuleOption] = &[RuleOption {
    name: "words",
    default: 100.0,
    description: "how many words of prose a piece needs to be judged",
}];

pub static RULE: Rule = Rule {
    id: "voice/readability",
    summary: "copy that asks for more years of school than the voice allows",
    severity: Severity::Info,
    certainty: Certainty::Advisory,
    on: true,
    page: include_str!("voice_readability.md"),
    cues: &[],
    options: OPTIONS,
    rests_on: &[],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    let known = &view.facts.piece.attributes;
    let limit = house_limit(view.project, known, Measure::ReadingGrade).filter(|_| view.for_buyers());
    let Some(limit) = limit else { return vec![] };
    let voice = view.project.playbook.voice.first();
    let quotes = voice.is_some_and(|v| v.quotes_exempt == Some(false));
    let prose = readability(view.facts, quotes);
    let long = f64::from(prose.words) >= view.option("words");
    let Some(grade) = prose.grade().filter(|grade| long && *grade > limit.most) else { return vec![] };
    let body = view.facts.passages.iter().find(|p| p.passage.part == Part::Paragraph);
    let Some((passage, sentence)) = body.and_then(|p| Some((p, p.sentences().first()?.clone()))) else {
        return vec![];
    };
    let words = f64::from(prose.words);
    let what = format!(
        "reading grade {grade:.1}: {:.1} words in a sentence, {:.2} syllables in a word; {} allows {}",
        words / f64::from(prose.sentences),
        f64::from(prose.syllables) / words,
        limit.of,
        limit.most
    );
    vec![
        view.finding(passage, sentence, what)
            .about("voice", "reading-grade")
            .why("what is read between two calls must be understood at the first reading")
            .help("cut long sentences in two, and say \"use\" for \"utilisation\"")
            .related(limit.place, "the voice sets the grade here"),
    ]
}

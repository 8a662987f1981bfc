//! voice/sentence-length: a sentence longer than the voice allows.

use super::{Check, CopyView, Rule};
use crate::analyze::{Measure, house_limit};
use crate::copy::Part;
use crate::finding::{Certainty, Finding, Severity};
use crate::syntax::words::word_count;

pub static RULE: Rule = Rule {
    id: "voice/sentence-length",
    summary: "a sentence longer than the voice allows",
    severity: Severity::Info,
    certainty: Certainty::Advisory,
    on: true,
    page: include_str!("voice_sentence_length.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    let known = &view.facts.piece.attributes;
    let limit = house_limit(view.project, known, Measure::SentenceLength).filter(|_| view.for_buyers());
    let Some(limit) = limit else { return vec![] };
    let voice = view.project.playbook.voice.first();
    let quotes = voice.is_some_and(|v| v.quotes_exempt == Some(false));
    let mut findings = vec![];
    for passage in &view.facts.passages {
        let prose = matches!(passage.passage.part, Part::Paragraph | Part::ListItem);
        if !prose || passage.passage.fenced {
            continue;
        }
        for sentence in passage.sentences() {
            let text = passage.slice(sentence);
            let words = word_count(text);
            // A list of names without a full stop is no sentence, and what stands in a quotation is another's.
            let ended =
                text.trim_end_matches(['"', '\u{201d}', '\u{2019}', ')']).ends_with(['.', '!', '?', '…']);
            let quoted = !quotes
                && passage
                    .quotations()
                    .iter()
                    .any(|q| q.start < sentence.end && sentence.start < q.end || passage.passage.quoted);
            if words as f64 <= limit.most || !ended || quoted || passage.passage.quoted && !quotes {
                continue;
            }
            let what = format!("this sentence has {words} words; {} allows {}", limit.of, limit.most);
            findings.push(
                view.finding(passage, sentence.clone(), what)
                    .about("voice", "sentence-length")
                    .why("a reader who loses the thread starts again, or stops")
                    .help("end it after the first thought, and begin anew")
                    .related(limit.place.clone(), "the voice sets the length here"),
            );
        }
    }
    findings
}

//! channel/limit: copy that is longer than its channel takes.

use super::{Check, CopyView, Rule};
use crate::finding::{Certainty, Finding, Severity};
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::analyze::{Facts, PassageFacts};
use crate::copy::Part;
use crate::syntax::words::word_count;

pub static RULE: Rule = Rule {
    id: "channel/limit",
    summary: "copy that is longer than its channel takes",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("channel_limit.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    let piece = view.facts.piece;
    let Some(channel) = piece.attributes.channel.as_deref().and_then(|id| view.project.config.channel(id))
    else {
        return vec![];
    };
    let mut findings = vec![];
    let mut say = |passage: &PassageFacts, range: Range<usize>, what: String| {
        findings.push(
            view.finding(passage, range, what)
                .about("channel", channel.id.as_str())
                .why("what does not fit is cut off or not read to the end")
                .help("cut what the reader does not need to take the next step"),
        );
    };
    for passage in &view.facts.passages {
        let limit = match &passage.passage.part {
            Part::Subject => channel.subject_chars.map(|n| (n, "subject line")),
            Part::Heading(1) | Part::Title => channel.headline_chars.map(|n| (n, "headline")),
            Part::Field(name) if name == "headline" => channel.headline_chars.map(|n| (n, "headline")),
            _ => None,
        };
        let count = passage.text().trim().graphemes(true).count();
        if let Some((most, name)) = limit.filter(|(most, _)| count > *most as usize) {
            let range = 0..passage.text().len();
            say(
                passage,
                range,
                format!("this {name} has {count} characters; {} takes {most}", channel.id.as_str()),
            );
        }
    }
    if piece.is_file() {
        let words = |p: &PassageFacts| word_count(p.text());
        let chars = |p: &PassageFacts| p.text().trim().graphemes(true).count();
        over(view.facts, channel.max_words, &words).into_iter().for_each(|(passage, count, most)| {
            let what = format!("this piece has {count} words; {} takes {most}", channel.id.as_str());
            say(passage, 0..passage.text().len(), what);
        });
        over(view.facts, channel.max_chars, &chars).into_iter().for_each(|(passage, count, most)| {
            let what = format!("this piece has {count} characters; {} takes {most}", channel.id.as_str());
            say(passage, 0..passage.text().len(), what);
        });
    }
    findings
}

/// The passage in which the piece grows longer than its limit, with the length of the whole and the limit.
fn over<'f, 'a>(
    facts: &'f Facts<'a>,
    most: Option<u32>,
    count: &dyn Fn(&PassageFacts) -> usize,
) -> Option<(&'f PassageFacts<'a>, usize, u32)> {
    let most = most?;
    let (mut total, mut crossing) = (0, None);
    for passage in
        facts.passages.iter().filter(|p| p.passage.part.is_body() && p.passage.part != Part::Subject)
    {
        total += count(passage);
        if total > most as usize && crossing.is_none() {
            crossing = Some(passage);
        }
    }
    crossing.map(|passage| (passage, total, most))
}

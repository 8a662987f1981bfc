//! voice/shouting: a word in capital letters.

use super::{Check, CopyView, Rule};
use crate::finding::{Certainty, Finding, Severity};

pub static RULE: Rule = Rule {
    id: "voice/shouting",
    summary: "a word in capital letters",
    severity: Severity::Info,
    certainty: Certainty::Advisory,
    on: true,
    page: include_str!("voice_shouting.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    let mut findings = vec![];
    for passage in &view.facts.passages {
        for token in passage.tokens() {
            let word = token.text(passage.text());
            if word.len() > 4
                && word.chars().all(char::is_uppercase)
                && passage.exemption(&token.range()).is_none()
            {
                findings.push(
                    view.finding(passage, token.range(), format!("\"{word}\" shouts"))
                        .why("a buyer who is shouted at steps back")
                        .help("write it in small letters"),
                );
            }
        }
    }
    findings
}

//! play/loop: a play that may go round without end.

use super::{Check, MessagingView, Rule};
use std::collections::BTreeSet;

use crate::finding::{Certainty, Finding, Severity};
use crate::graph::circles;
use crate::item::Item;
use crate::model::{Play, PlayStep};
use crate::syntax::words::{Kind, tokens};
use crate::text::Place;

pub static RULE: Rule = Rule {
    id: "play/loop",
    summary: "a play that may go round without end",
    severity: Severity::Warning,
    certainty: Certainty::Strong,
    on: true,
    page: include_str!("play_loop.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Messaging(check),
};

fn check(view: &MessagingView) -> Vec<Finding> {
    let plays = &view.messaging.playbook.plays;
    let mut findings = vec![];
    for play in view.approved(plays) {
        for step in &play.steps {
            let Some(back) = step.if_not_ready.as_ref().filter(|text| goes_back(play, text)) else {
                continue;
            };
            if step.rounds.is_some() || limited(back) || play.exit.iter().any(|e| limited(e)) {
                continue;
            }
            let id = play.id.as_str();
            findings.push(
                view.rule
                    .finding(Place::new(&play.source, back.span()), format!("the play `{id}` goes back from \"{}\", and nobody says how often", step.touch))
                    .about("play", id)
                    .why("a buyer who is not ready is asked again and again, and learns not to open what you send")
                    .help("say how often with `rounds: 3`, or name the end under `exit:`: three rounds without a sign"),
            );
        }
    }
    findings.extend(round_and_round(view));
    findings
}

/// Whether a step leads back: in so many words, or to an earlier touch of the play.
fn goes_back(play: &Play, text: &str) -> bool {
    let lower = text.to_lowercase();
    let words = [
        "back to",
        "again",
        "start over",
        "starts over",
        "repeat",
        "from the beginning",
        "another round",
        "next round",
    ];
    words.iter().any(|w| lower.contains(w)) || play.steps.iter().any(|s| lower == s.touch.to_lowercase())
}

/// Whether a text sets a limit: a number with rounds or times, or an end in words. How long to wait is none.
fn limited(text: &str) -> bool {
    let tokens = tokens(text);
    let words: Vec<String> = tokens
        .iter()
        .filter(|t| matches!(t.kind, Kind::Word | Kind::Number))
        .map(|t| t.text(text).to_lowercase())
        .collect();
    let is = |word: &str, list: &[&str]| list.contains(&word);
    let counted = words.windows(2).any(|pair| match pair {
        [number, of] => {
            let number = number.chars().all(|c| c.is_ascii_digit())
                || is(
                    number,
                    &[
                        "one", "two", "three", "four", "five", "six", "ten", "second", "third", "fourth",
                        "fifth",
                    ],
                );
            number
                && is(
                    of,
                    &[
                        "round", "rounds", "time", "times", "try", "tries", "attempt", "attempts", "mails",
                        "touches",
                    ],
                )
        }
        _ => false,
    });
    counted || words.iter().any(|w| is(w, &["once", "twice", "until", "unless"])) || {
        let lower = text.to_lowercase();
        ["at most", "no more than", "one last", "then stop", "then close"]
            .iter()
            .any(|limit| lower.contains(limit))
    }
}

/// Plays that lead to one another and may also end, without a limit on the way.
fn round_and_round(view: &MessagingView) -> Vec<Finding> {
    let plays = &view.messaging.playbook.plays;
    let next = |play: &Play| -> Vec<usize> {
        let at = |exit: &crate::shape::Phrase| plays.iter().position(|p| p.id.as_str() == exit.as_str());
        play.exit.iter().filter_map(at).collect()
    };
    let leads_to: Vec<Vec<usize>> = plays.iter().map(|p| next(p)).collect();
    let mut findings = vec![];
    for group in circles(&leads_to) {
        let members: Vec<&Item<Play>> = group.iter().filter_map(|n| plays.get(*n)).collect();
        let ids: BTreeSet<&str> = members.iter().map(|p| p.id.as_str()).collect();
        let ends = members.iter().any(|p| p.exit.iter().any(|e| !ids.contains(e.as_str())));
        let rounds = |s: &PlayStep| s.rounds.is_some() || s.if_not_ready.as_ref().is_some_and(|t| limited(t));
        let limit = members.iter().any(|p| p.exit.iter().any(|e| limited(e)) || p.steps.iter().any(rounds));
        // Where none of them ends, that is told by another rule.
        let Some(first) = members.first().filter(|_| ends && !limit) else { continue };
        let names: Vec<String> = members.iter().map(|p| format!("`{}`", p.id.as_str())).collect();
        let finding = view
            .about(*first, format!("a buyer may go round from {} and back without end", names.join(" to ")))
            .why("who is passed from one team to the other and back tells it all again each time")
            .help("say how often with `rounds:` at a step, or name the end under `exit:`: two rounds without a sign");
        let rest = members.iter().skip(1);
        findings.push(
            rest.fold(finding, |f, p| {
                f.related(Place::new(&p.source, p.id.span()), "it leads here and back")
            }),
        );
    }
    findings
}

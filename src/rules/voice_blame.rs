//! voice/blame: one team blames another.

use std::ops::Range;

use super::{Check, CopyView, Rule};
use crate::analyze::{CueList, PassageFacts, Role};
use crate::finding::{Certainty, Finding, Severity};
use crate::syntax::words::{Kind, Token, WordList, tokens_in};

static CUES: &[CueList] = &[
    CueList {
        name: "team",
        phrases: &[
            "sales",
            "marketing",
            "customer success",
            "success team",
            "customer service",
            "support team",
            "product team",
            "salespeople",
            "marketers",
        ],
        inflect: false,
    },
    CueList {
        name: "blame",
        phrases: &[
            "blame marketing",
            "blame sales",
            "blames marketing",
            "blames sales",
            "marketing's fault",
            "sales' fault",
            "sales's fault",
            "the fault of marketing",
            "the fault of sales",
            "marketing is to blame",
            "sales is to blame",
            "sales are to blame",
            "over the wall to sales",
            "over the fence to sales",
            "us versus them",
            "us against them",
            "us vs. them",
        ],
        inflect: false,
    },
];

pub static RULE: Rule = Rule {
    id: "voice/blame",
    summary: "one team blames another",
    severity: Severity::Info,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("voice_blame.md"),
    cues: CUES,
    options: &[],
    rests_on: &[],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    let piece = view.facts.piece;
    let known = &piece.attributes;
    // A pain, a persona or an objection may be a buyer's own quarrel; what we write for ourselves is ours.
    let ours = match &piece.item {
        Some(key) => matches!(key.kind, "plays" | "metrics" | "experiments" | "voice"),
        None => {
            known.internal || known.stage.is_none() && known.channel.is_none() && known.personas.is_empty()
        }
    };
    if known.guidance || piece.item.is_some() && !ours {
        return vec![];
    }
    let speaks = |role: &Role| match role {
        Role::Cue("team") => Some(true),
        Role::Cue("blame") => Some(false),
        _ => None,
    };
    let mut findings: Vec<Finding> = vec![];
    let mut told = (0, 0);
    for (passage, hit, _, team) in view.facts.hits(view.lexicon, speaks) {
        if told.0 == passage.index && hit.range.start < told.1 || passage.in_quotation(&hit.range) {
            continue;
        }
        let range = match team {
            true => match blamed(passage, &hit.range) {
                Some(blame) if ours || blame.our => blame.range,
                _ => continue,
            },
            false if ours && passage.exemption(&hit.range).is_none() => hit.range.clone(),
            false => continue,
        };
        told = (passage.index, range.end);
        let said = passage.slice(&range);
        findings.push(
            view.finding(passage, range.clone(), format!("\"{said}\" blames a team"))
                .about("voice", "blame")
                .why("a customer sees one company; teams that write of each other so do not mend the touch point")
                .help("say who does what by when at this touch point, and \"we\""),
        );
    }
    findings
}

/// A team blamed: what is said, and whether it is said of our team.
struct Blame {
    range: Range<usize>,
    our: bool,
}

/// Reads on from a team's name: `sales [team] [just] never follows up`. The name must be the subject and the verb one that
/// people do, so that neither revenue (`sales never recovered`) nor the trade (`marketing should be fun`) is meant.
fn blamed(passage: &PassageFacts, name: &Range<usize>) -> Option<Blame> {
    let text = passage.text();
    let sentence = passage.sentence_at(name.start);
    let tokens = tokens_in(passage.tokens(), &sentence);
    let at = tokens.partition_point(|t| t.start() < name.start);
    let before = at.checked_sub(1).and_then(|b| tokens.get(b)).map(|t| t.lower(text));
    let before = before.as_deref().unwrap_or("");
    // Of a compound only its head acts: neither `the head of sales` nor `retail sales`.
    let starts = before.is_empty() || BEFORE.has(before);
    let mut rest = tokens.get(tokens.partition_point(|t| t.end() <= name.end)..)?.iter().peekable();
    let word = |t: &&Token| t.lower(text);
    while rest.peek().is_some_and(|t| {
        matches!(
            &*word(t),
            "team" | "teams" | "department" | "people" | "reps" | "guys" | "folks" | "colleagues"
        )
    }) {
        rest.next();
    }
    while rest.peek().is_some_and(|t| {
        matches!(&*word(t), "just" | "simply" | "still" | "again" | "always" | "once" | "really" | "also")
    }) {
        rest.next();
    }
    let first = rest.next().filter(|t| t.kind == Kind::Word)?;
    let mut end = first;
    let blames = match &*word(&first) {
        "never" | "doesn't" | "don't" | "won't" | "didn't" | "should" | "ought" => {
            let mut verb = rest.next()?;
            while matches!(
                &*word(&verb),
                "to" | "have" | "finally" | "even" | "ever" | "really" | "just" | "at" | "least"
            ) {
                verb = rest.next()?;
            }
            end = verb;
            works(&word(&verb))
        }
        "does" | "do" | "did" | "will" => {
            let denied = rest.next().is_some_and(|t| &*word(&t) == "not");
            end = rest.next()?;
            denied && works(&word(&end))
        }
        "fails" | "failed" | "fail" | "refuses" | "refused" | "refuse" | "forgets" | "forgot" | "forget" => {
            let to = rest.next().is_some_and(|t| &*word(&t) == "to");
            end = rest.next()?;
            to && end.kind == Kind::Word
        }
        "ignores" | "ignore" | "ignored" | "dumps" | "dumped" | "blames" | "blamed" => {
            end = rest.next()?;
            end.kind == Kind::Word
        }
        "drops" | "dropped" => {
            let the = rest.next().is_some_and(|t| &*word(&t) == "the");
            end = rest.next()?;
            the && &*word(&end) == "ball"
        }
        _ => false,
    };
    let range = name.start..end.end();
    (starts && blames).then(|| Blame { our: before == "our", range })
}

/// What people of a team do, and figures and trades do not.
fn works(verb: &str) -> bool {
    WORK.has(verb)
}

/// What may stand before a team's name where it is the subject.
static BEFORE: WordList =
    WordList::of("our the because but and that while if when then why , : ; – — - again says as where since");

/// The verbs of what people of a team do.
static WORK: WordList = WordList::of(
    "follow follows followed call calls called send sends sent read reads listen listens listened answer \
                    answers answered reply replies replied tell tells told ask asks asked share shares shared give gives \
                    gave given hand hands handed log logs logged update updates updated use uses used own owns understand \
                    understands understood know knows known care cares cared do does done pick picks respond responds \
                    responded qualify qualifies qualified deliver delivers delivered provide provides provided talk talks \
                    talked show shows showed bother bothers bothered learn learns warn warned take takes taken took help \
                    helps helped get gets accept accepts accepted return returns returned promise promises promised check \
                    checks checked",
);

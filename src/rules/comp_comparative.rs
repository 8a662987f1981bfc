//! comp/comparative: a comparison with a rival that no approved claim bears out.

use std::ops::Range;

use super::{Check, CopyView, Rule};
use crate::analyze::{CueList, Hit, PassageFacts, Role};
use crate::copy::Part;
use crate::finding::{Certainty, Finding, Severity};
use crate::item::AnyItem;
use crate::model::CompetitorKind;
use crate::syntax::words::{Kind, Token, WordList, tokens_in};

static CUES: &[CueList] = &[CueList {
    name: "comparison",
    phrases: &[
        "than",
        "unlike",
        "versus",
        "vs",
        "compared with",
        "compared to",
        "outperforms",
        "outperform",
        "beats",
        "in contrast to",
        "as opposed to",
        "where others",
    ],
    inflect: false,
}];

pub static RULE: Rule = Rule {
    id: "comp/comparative",
    summary: "a comparison with a rival that no approved claim bears out",
    severity: Severity::Error,
    certainty: Certainty::Strong,
    on: true,
    page: include_str!("comp_comparative.md"),
    cues: CUES,
    options: &[],
    rests_on: &["claims"],
    check: Check::Copy(check),
};

/// How many tokens lie between the word that compares and who is compared with.
const REACH: usize = 6;

fn check(view: &CopyView) -> Vec<Finding> {
    let known = &view.facts.piece.attributes;
    if known.internal || known.guidance || !view.facts.tells() {
        return vec![];
    }
    let cue = |role: &Role| role.is_cue("comparison").then_some(());
    let mut findings = vec![];
    let mut told = None;
    for (passage, hit, _, ()) in view.facts.hits(view.lexicon, cue) {
        let sentence = passage.sentence_at(hit.range.start);
        if told == Some((passage.index, sentence.start)) || !is_stated(view, passage, hit, &sentence) {
            continue;
        }
        let Some(other) = compared(view, passage, hit, &sentence) else { continue };
        told = Some((passage.index, sentence.start));
        let range = hit.range.start.min(other.range.start)..other.range.end.max(hit.range.end);
        let said = passage.slice(&range);
        let mut finding = view
            .finding(passage, range, format!("no approved claim bears out the comparison \"{said}\""))
            .why("who compares must be able to prove it, and the rival will read it too")
            .help("have the comparison approved as a claim with proof, or say what is true of us alone");
        if let Some(rival) = other.rival.and_then(|at| view.project.playbook.competitors.get(at)) {
            let place = rival.place();
            finding = finding.about("competitor", rival.id.as_str()).related(place, "the rival stands here");
        }
        findings.push(finding);
    }
    findings
}

/// Who we are compared with.
struct Other {
    rival: Option<usize>,
    range: Range<usize>,
}

/// Whether a sentence compares as a fact of today: no question, quotation or past, and no claim in it says so.
fn is_stated(view: &CopyView, passage: &PassageFacts, hit: &Hit, sentence: &Range<usize>) -> bool {
    let asked = passage.slice(sentence).trim_end().ends_with('?');
    let role = |h: &Hit| view.lexicon.entry(h.entry).map(|e| &e.role);
    let claimed = passage
        .hits_in(sentence)
        .iter()
        .any(|h| matches!(role(h), Some(Role::ClaimWording(_) | Role::ClaimAccepts(_) | Role::NeverSay(..))));
    let uses = view.facts.claim_uses(view.project, view.lexicon);
    let used = uses
        .iter()
        .filter_map(|u| u.stretch())
        .any(|(at, range)| at == passage.index && sentence.start <= range.start && range.end <= sentence.end);
    !asked && !claimed && !used && view.is_use(passage, hit) && passage.is_of_its_day(sentence)
}

/// Who a sentence compares us with, if it does: a rival by name, or other tools, vendors, banks.
fn compared(view: &CopyView, passage: &PassageFacts, hit: &Hit, sentence: &Range<usize>) -> Option<Other> {
    let tokens = tokens_in(passage.tokens(), sentence);
    let at = tokens.partition_point(|t| t.start() < hit.range.start);
    let end = tokens.partition_point(|t| t.start() < hit.range.end);
    let word = passage.slice(&hit.range).to_lowercase();
    let versus = matches!(word.as_str(), "vs" | "versus");
    let header = matches!(
        passage.passage.part,
        Part::Title
            | Part::Heading(_)
            | Part::Button
            | Part::LinkTitle
            | Part::AltText
            | Part::Cell(_)
            | Part::Meta(_)
    );
    // `Dockhand vs Routely` names what follows; with a comparative in it, it says something.
    let says = tokens.iter().any(|t| is_comparative(passage, t));
    if (versus || word.starts_with("compared")) && (header || !says) && !has_figure(passage, sentence) {
        return None;
    }
    let near = tokens.get(end..(end + REACH).min(tokens.len())).unwrap_or_default();
    let window = hit.range.start..near.last().map_or(hit.range.end, |t| t.end());
    if word == "than"
        && !tokens
            .get(at.saturating_sub(REACH)..at)
            .unwrap_or_default()
            .iter()
            .any(|t| is_comparative(passage, t))
    {
        return None;
    }
    let named = rival_in(view, passage, &window);
    if let Some((rival, name)) = named {
        let about_us = passage.names_us(view.lexicon, hit.range.start);
        let between_others = names_two_rivals(view, passage, sentence);
        return (about_us || !between_others)
            .then(|| Other { rival: Some(rival), range: name.range.clone() });
    }
    let opens = at == 0 || tokens.first().is_some_and(|t| is_comparative(passage, t));
    if !(opens || passage.names_us(view.lexicon, hit.range.start)) {
        return None;
    }
    let generic = others(passage, near, word.starts_with("where"))?;
    Some(Other { rival: None, range: generic })
}

fn has_figure(passage: &PassageFacts, sentence: &Range<usize>) -> bool {
    passage.quantities().iter().any(|q| sentence.contains(&q.figure.start))
}

/// A rival's name in a stretch, written as a name.
fn rival_in<'p>(
    view: &CopyView,
    passage: &'p PassageFacts,
    range: &Range<usize>,
) -> Option<(usize, &'p Hit)> {
    passage.hits_in(range).iter().find_map(|h| {
        let entry = view.lexicon.entry(h.entry)?;
        let Role::Competitor(at) = entry.role else { return None };
        let rival = view.project.playbook.competitors.get(at)?;
        let direct = matches!(rival.kind, None | Some(CompetitorKind::Direct));
        let name = !entry.phrase.starts_with(char::is_uppercase)
            || passage.slice(&h.range).starts_with(char::is_uppercase);
        (direct && name).then_some((at, h))
    })
}

fn names_two_rivals(view: &CopyView, passage: &PassageFacts, sentence: &Range<usize>) -> bool {
    let rivals = passage.hits_in(sentence).iter().filter_map(|h| view.lexicon.entry(h.entry));
    let mut named: Vec<usize> = rivals
        .filter_map(|e| match e.role {
            Role::Competitor(at) => Some(at),
            _ => None,
        })
        .collect();
    named.sort_unstable();
    named.dedup();
    named.len() > 1
}

/// `other tools`, `any other vendor`, `legacy systems`, `the competition`.
fn others(passage: &PassageFacts, near: &[Token], stands: bool) -> Option<Range<usize>> {
    if stands {
        return near.first().map(|t| t.range());
    }
    let alone = near.iter().take(2).find(|t| passage.is_any(t, &RIVALS));
    if let Some(token) = alone {
        return Some(token.range());
    }
    let first = near.iter().take(2).position(|t| passage.is_any(t, &OTHER))?;
    let thing = near.iter().skip(first + 1).take(3).find(|t| passage.is_any(t, &THINGS))?;
    Some(near[first].start()..thing.end())
}

fn is_comparative(passage: &PassageFacts, token: &Token) -> bool {
    let word = token.lower(passage.text());
    let adjective = word.len() > 4 && word.ends_with("er") && !NO_COMPARATIVES.has(&word);
    token.kind == Kind::Word && (adjective || passage.is_any(token, "more less fewer better worse"))
}

static RIVALS: WordList = WordList::of("competitors competition rivals competitor rival");
static OTHER: WordList = WordList::of(
    "other any legacy traditional conventional competing most rival generic ordinary older old-fashioned \
typical standard comparable",
);
static THINGS: WordList = WordList::of(
    "tool tools system systems software platform platforms solution solutions vendor vendors provider \
providers supplier suppliers product products app apps service services bank banks insurer insurers lender lenders carrier \
carriers brand brands manufacturer manufacturers maker makers clinic clinics hospital hospitals laboratory laboratories \
agency agencies alternative alternatives offering offerings package packages program programs scheduler schedulers crm erp",
);
static NO_COMPARATIVES: WordList = WordList::of(
    "other another rather together whether order number customer offer never ever however over \
under after former water paper power driver user manager owner partner supplier provider carrier \
letter member matter center computer september october november december whatever whoever higher-order dispatcher buyer \
seller answer consider deliver discover cover remember quarter winter summer transfer",
);

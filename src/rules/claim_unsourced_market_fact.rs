//! claim/unsourced-market-fact: a fact about the market, told without who found it.

use super::{Check, CopyView, Rule};
use crate::analyze::PassageFacts;
use crate::copy::Part;
use crate::finding::{Certainty, Finding, Severity};
use crate::item::{Item, Status};
use crate::model::{Claim, Proof, ProofKind};
use crate::project::Project;
use crate::text::Place;

pub static RULE: Rule = Rule {
    id: "claim/unsourced-market-fact",
    summary: "a fact about the market without its source",
    severity: Severity::Warning,
    certainty: Certainty::Strong,
    on: true,
    page: include_str!("claim_unsourced_market_fact.md"),
    cues: &[],
    options: &[],
    rests_on: &["claims"],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    let piece = view.facts.piece;
    if !piece.is_file() {
        return vec![];
    }
    let mut findings = vec![];
    let mut told = std::collections::BTreeSet::new();
    for used in view.facts.claim_uses(view.project, view.lexicon) {
        let claim = view.project.playbook.claims.get(used.claim).filter(|c| c.status == Status::Approved);
        let (Some(claim), Some((at, range))) = (claim, used.stretch()) else { continue };
        let (Some(source), Some(passage)) = (market_source(view.project, claim), view.facts.passages.get(at))
        else {
            continue;
        };
        // An ad, a button or a title has no room for a source; the page it leads to has.
        let short = matches!(
            passage.passage.part,
            Part::Button | Part::Title | Part::Meta(_) | Part::Subject | Part::AltText | Part::LinkTitle
        );
        if short || is_sourced(view, passage, claim) || !told.insert((passage.passage.section, used.claim)) {
            continue;
        }
        let id = claim.id.as_str();
        let said = passage.slice(range);
        let who = source.by.as_ref().unwrap_or(&source.source);
        findings.push(
            view.finding(
                passage,
                range.clone(),
                format!("\"{said}\" is a fact about the market without its source ({id})"),
            )
            .about("claim", id)
            .why(format!("we did not measure it, and a buyer who looks for it finds who did: {}", who.trim()))
            .help(format!("name the source in the same section: {}", source.source.trim()))
            .related(Place::new(&claim.source, source.source.span()), "the source stands here"),
        );
    }
    findings
}

/// The source of a claim that others found: every proof is a study or an analyst's report, and who made one of them is
/// an institution other than us.
fn market_source<'c>(project: &Project, claim: &'c Item<Claim>) -> Option<&'c Proof> {
    let outside = claim.proof.iter().all(|p| matches!(p.kind, ProofKind::Study | ProofKind::Analyst));
    let settings = &project.config.settings;
    let ours = |name: &str| {
        name.contains(settings.company.as_str())
            || settings.company_aka.iter().any(|aka| name.contains(aka.as_str()))
    };
    claim.proof.iter().filter(|_| outside).find(|p| match (&p.by, p.kind) {
        (Some(by), _) => by.starts_with(char::is_uppercase) && !ours(by) && p.customer.is_none(),
        (None, ProofKind::Analyst) => true,
        _ => false,
    })
}

/// Whether the section that a passage stands in, or the notes at the end of the piece, name a source: by its name or
/// its maker's, by a word such as `survey`, by a link, or by a year in brackets.
fn is_sourced(view: &CopyView, passage: &PassageFacts, claim: &Claim) -> bool {
    let names: Vec<String> = claim.proof.iter().flat_map(names).collect();
    let last = view.facts.passages.iter().map(|p| p.passage.section).max();
    let near = |p: &&PassageFacts| {
        let apart = p.index.abs_diff(passage.index);
        (p.passage.section == passage.passage.section && apart <= 40)
            || (Some(p.passage.section) == last && apart <= 400)
    };
    view.facts.passages.iter().filter(near).any(|p| {
        let own = p.passage.section == passage.passage.section;
        let text = p.text().to_lowercase();
        let named = names.iter().any(|n| text.contains(n.as_str()));
        let cited = own && CITING.iter().any(|c| text.contains(c));
        let linked = p.index == passage.index && !p.passage.links.is_empty();
        named || cited || linked
    })
}

/// The names by which a source is known: the words with capitals of its title and its maker.
fn names(proof: &Proof) -> Vec<String> {
    let texts = [Some(&proof.source), proof.by.as_ref()];
    let parts = texts.into_iter().flatten().flat_map(|t| t.split([',', '(', ';']).map(str::trim));
    let known = parts.filter(|p| p.len() > 3 && p.starts_with(char::is_uppercase));
    let first = |p: &str| {
        p.split(' ').find(|w| w.len() > 3 && w.starts_with(char::is_uppercase)).map(str::to_lowercase)
    };
    known.filter_map(first).filter(|n| !matches!(n.as_str(), "study" | "report" | "value" | "with")).collect()
}

const CITING: &[&str] = &[
    "according to",
    "source:",
    "survey",
    "study",
    "studies",
    "report",
    "barometer",
    "research",
    "index ",
    "census",
    "benchmark",
    "analysts",
    "institute",
    "found that",
    "counted by",
    "statistics",
    "university",
    "journal",
    "review, 20",
];

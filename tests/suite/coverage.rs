//! What a conversation has and lacks, and how fresh an item is.

use refrain::analyze::{CellState, Coverage, Freshness, Lack, claim_freshness, freshness};
use refrain::files::Memory;
use refrain::project::{Opening, Project};
use refrain::shape::Date;

fn open(content: &str) -> Project {
    let mut files = Memory::default();
    files.insert(
        "refrain.yaml",
        "company: Acme\nas_of: 2026-11-01\nstages: [{id: why-stay, owner: success}]\n",
    );
    files.insert("content/a.yaml", content);
    let opening = Opening { as_of: None, today: Date::parse("2026-11-01").unwrap(), paths: vec![] };
    let project = Project::open(&files, &opening).unwrap();
    assert!(project.faults.is_empty(), "{:#?}", project.faults);
    project
}

const PEOPLE: &str = "
pains: [{id: gaps, statement: Gaps.}]
personas:
  - {id: owner, name: Owner, outcome: Calm, pains: gaps}
  - {id: clerk, name: Clerk, outcome: Quiet, pains: gaps}
claims:
  - {id: proven, says: Yes, proof: [{kind: study, source: x}]}
  - {id: stale, says: Once, proof: [{kind: study, source: x, expires: 2026-11-01}]}
";

#[test]
fn a_conversation_is_a_gap_thin_or_ready() {
    let project = open(&format!(
        "{PEOPLE}
messages:
  - {{id: for-all, stage: why-stay, claims: proven}}
  - {{id: for-owner, stage: why-you, personas: owner, claims: stale}}
  - {{id: gone, stage: why-now, status: retired}}
  - {{id: half, stage: why-pay, status: draft, owner: sales, claims: proven}}
"
    ));
    let coverage = Coverage::of(&project);
    assert_eq!(coverage.cells().len(), 16);
    let lacks = |persona: usize, stage: &str| {
        let at = project.config.stages.iter().position(|s| s.id == stage).unwrap();
        let cell = &coverage.of_persona(persona)[at];
        assert_eq!((cell.persona, cell.stage), (persona, at));
        assert_eq!(coverage.of_stage(at).nth(persona).unwrap().messages, cell.messages);
        (cell.state(), cell.lacks.clone())
    };
    assert_eq!(lacks(0, "why-stay"), (CellState::Thin, vec![Lack::Copy]));
    assert_eq!(lacks(1, "why-stay"), (CellState::Thin, vec![Lack::Copy]));
    assert_eq!(lacks(0, "why-you"), (CellState::Thin, vec![Lack::Copy, Lack::Proof, Lack::Owner]));
    let nothing = vec![Lack::Message, Lack::Copy, Lack::Proof, Lack::Owner];
    assert_eq!(lacks(1, "why-you"), (CellState::Gap, nothing.clone()));
    assert_eq!(lacks(0, "why-now"), (CellState::Gap, nothing));
    assert_eq!(lacks(0, "why-pay"), (CellState::Thin, vec![Lack::Message, Lack::Copy]));
    let keep = coverage.half(refrain::config::Half::Keep);
    assert_eq!((keep.messages, keep.proof, keep.copy), (2, 1, 0));
    assert_eq!(coverage.keep_share(), Some(2.0 / 3.0));
}

#[test]
fn freshness_follows_the_dates() {
    let header = |text: &str| {
        let project = open(&format!("segments: [{{id: s, name: S, {text}}}]"));
        freshness(&project.playbook.segments[0], project.as_of)
    };
    let day = |text| Date::parse(text).unwrap();
    assert_eq!(header("status: retired"), Freshness::Retired);
    assert_eq!(header("status: draft"), Freshness::Draft);
    assert_eq!(header("note: none"), Freshness::Unknown);
    assert_eq!(header("expires: 2026-11-01"), Freshness::Expired(day("2026-11-01")));
    assert_eq!(header("expires: 2026-12-01"), Freshness::DueBy(day("2026-12-01")));
    assert_eq!(header("expires: 2026-12-02"), Freshness::GoodUntil(day("2026-12-02")));
    assert_eq!(header("reviewed: 2026-10-01"), Freshness::Verified(day("2026-10-01")));
    assert_eq!(header("reviewed: 2026-01-01"), Freshness::ReviewDue(day("2026-01-01")));
    assert_eq!(header("reviewed: 2026-01-01, expires: 2028-01-01"), Freshness::ReviewDue(day("2026-01-01")));
}

#[test]
fn a_claim_is_as_fresh_as_its_strongest_proof() {
    let claim = |text: &str| {
        let project = open(&format!("claims: [{{id: c, says: Yes, {text}}}]"));
        claim_freshness(&project.playbook.claims[0], project.as_of)
    };
    let day = |text| Date::parse(text).unwrap();
    assert_eq!(claim("reviewed: 2026-10-01"), Freshness::Draft);
    let old = "{kind: study, source: x, expires: 2026-01-01}";
    let new = "{kind: study, source: y, expires: 2026-11-20}";
    assert_eq!(claim(&format!("proof: [{old}]")), Freshness::Expired(day("2026-01-01")));
    assert_eq!(claim(&format!("proof: [{old}, {new}]")), Freshness::DueBy(day("2026-11-20")));
    let lasting = "{kind: study, source: z}";
    assert_eq!(claim(&format!("proof: [{old}, {lasting}]")), Freshness::Unknown);
    assert_eq!(
        claim(&format!("reviewed: 2026-10-01, proof: [{lasting}]")),
        Freshness::Verified(day("2026-10-01"))
    );
}

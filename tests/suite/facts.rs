//! Facts about messaging that pages show and rules judge: urgency, evidence, sizing, surveys, experiments, conversations.

use refrain::analyze::{
    Conversations, Coverage, Evidence, ExperimentResult, Fit, Survey, SurveyVerdict, Urgency, compare,
    evidence, shared_expectations, sizing, urgency,
};
use refrain::files::Memory;
use refrain::project::{Opening, Project};
use refrain::shape::Date;

fn open(content: &str) -> Project {
    let mut files = Memory::default();
    files.insert("refrain.yaml", "company: Acme\nas_of: 2026-11-01\nrevenue: 5000000\ngrowth_goal: 2\n");
    files.insert("content/a.yaml", content);
    let opening = Opening { as_of: None, today: Date::parse("2026-11-01").unwrap(), paths: vec![] };
    let project = Project::open(&files, &opening).unwrap();
    assert!(project.faults.is_empty(), "{:#?}", project.faults);
    project
}

#[test]
fn a_pain_is_a_must_only_where_it_hurts_and_something_makes_buyers_act() {
    let of = |fields: &str| {
        let project = open(&format!("pains: [{{id: p, statement: P, {fields}}}]\n"));
        urgency(&project.playbook.pains[0]).0
    };
    assert_eq!(of("frequency: daily"), Urgency::Unrated);
    assert_eq!(of("severity: 5, budget: operations"), Urgency::MustHave);
    assert_eq!(of("severity: 5, budget: none this year"), Urgency::NiceToHave);
    assert_eq!(of("severity: 4, triggers: t"), Urgency::MustHave);
    assert_eq!(of("severity: 3, budget: IT"), Urgency::NiceToHave);
    assert_eq!(of("severity: 3, budget: IT, triggers: t"), Urgency::MustHave);
    assert_eq!(of("severity: 1, budget: IT, triggers: t"), Urgency::NiceToHave);
}

#[test]
fn evidence_is_the_best_there_is() {
    let project = open(
        "
pains:
  - {id: a, statement: A}
  - {id: b, statement: B, evidence: [call]}
  - {id: c, statement: C, evidence: [call, asked]}
  - {id: d, statement: D, cost_of_inaction: {text: Much, claim: counted}}
research: [{id: call, kind: feedback}, {id: asked, kind: validation}]
claims: [{id: counted, says: Much, proof: [{kind: internal-data, source: x}]}]
",
    );
    let found: Vec<_> = project.playbook.pains.iter().map(|p| evidence(&project, p)).collect();
    assert_eq!(found, [Evidence::Assumed, Evidence::Heard, Evidence::Validated, Evidence::Measured]);
}

#[test]
fn doubling_five_million_takes_a_third_of_fifteen() {
    let of = |revenue: &str| {
        let project = open(&format!("segments: [{{id: s, name: S, size: {{revenue: {revenue}}}}}]\n"));
        sizing(&project.config.settings, &project.playbook.segments[0]).map(|s| (s.fit, s.share))
    };
    assert_eq!(of("15000000"), Some((Fit::Right, 1.0 / 3.0)));
    assert_eq!(of("8000000").map(|s| s.0), Some(Fit::TooSmall));
    assert_eq!(of("80000000").map(|s| s.0), Some(Fit::TooBroad));
    assert_eq!(of("0"), None);
}

#[test]
fn agreement_on_putting_customers_last_is_a_blind_spot() {
    let of = |scores: &[(&str, f64, f64)]| {
        let rows: String = scores
            .iter()
            .map(|(s, m, n)| format!("      {s}: {{marketing: {{impact: {m}}}, sales: {{impact: {n}}}}}\n"))
            .collect();
        let project = open(&format!("research:\n  - id: r\n    kind: survey\n    scores:\n{rows}"));
        let (_, survey) = Survey::newest(&project).unwrap();
        (survey.verdict, survey.agreement)
    };
    let shared =
        [("why-change", 5.0, 4.0), ("why-you", 4.0, 5.0), ("why-now", 3.0, 3.0), ("why-stay", 1.0, 2.0)];
    assert_eq!(of(&shared), (SurveyVerdict::SharedBlindSpot, Some(0.8)));
    let apart = [("why-change", 1.0, 3.0), ("why-you", 2.0, 2.0), ("why-stay", 3.0, 1.0)];
    assert_eq!(of(&apart), (SurveyVerdict::Apart, Some(-1.0)));
    let alike = [("why-change", 1.0, 1.0), ("why-you", 2.0, 2.0), ("why-stay", 3.0, 3.0)];
    assert_eq!(of(&alike), (SurveyVerdict::Alike, Some(1.0)));
    assert_eq!(of(&[("why-change", 1.0, 1.0)]), (SurveyVerdict::TooLittle, None));
}

#[test]
fn a_winner_needs_a_difference_that_chance_does_not_make() {
    let of = |fields: &str| {
        let project = open(&format!("experiments: [{{id: e, {fields}}}]\n"));
        compare(&project.playbook.experiments[0]).map(|c| c.result)
    };
    assert_eq!(of("kind: a-b, n: [1000, 1000], hits: [300, 200]"), Some(ExperimentResult::First));
    assert_eq!(of("kind: a-b, n: [1000, 1000], hits: [200, 300]"), Some(ExperimentResult::Second));
    assert_eq!(of("kind: a-b, n: [1000, 1000], hits: [200, 201]"), Some(ExperimentResult::NoDifference));
    assert_eq!(of("kind: a-b, n: [20, 20], hits: [5, 3]"), Some(ExperimentResult::TooFew));
    assert_eq!(
        of("kind: before-after, n: [1000, 1000], hits: [300, 200]"),
        Some(ExperimentResult::NotRandom)
    );
    assert_eq!(of("kind: a-b, n: [10, 10], hits: [11, 3]"), None);
    // 56 of 70 against 48 of 80: Newcombe (1998), method 10, gives 0.0524 to 0.3339.
    let project = open("experiments: [{id: e, kind: a-b, n: [70, 80], hits: [56, 48]}]\n");
    let found = compare(&project.playbook.experiments[0]).unwrap();
    assert!((found.low - 0.0524).abs() < 0.0001 && (found.high - 0.3339).abs() < 0.0001, "{found:?}");
}

#[test]
fn a_conversation_gathers_what_is_closest_first() {
    let project = open(
        "
pains: [{id: mild, statement: M, severity: 2}, {id: hard, statement: H, severity: 5}, {id: told, statement: T}]
personas: [{id: owner, name: Owner, outcome: Calm, pains: [mild, hard]}]
claims: [{id: one, says: One}, {id: two, says: Two}]
competitors: [{id: board, name: Board}]
value_props: [{id: v, personas: owner, pains: hard, promise: P, unlike: board, claims: [two, one]}]
messages: [{id: m, stage: why-you, personas: owner, pains: told, claims: one, value_prop: v}]
objections:
  - {id: general, says: G, respond: R}
  - {id: elsewhere, says: E, respond: R, stage: why-stay}
  - {id: close, says: C, respond: R, stage: why-you, personas: owner}
plays: [{id: p, goal: G, stage: why-you, steps: [{touch: A}, {touch: B, hand_off: {to: sales}}]}]
",
    );
    let coverage = Coverage::of(&project);
    let stage = project.config.stages.iter().position(|s| s.id == "why-you").unwrap();
    let found = Conversations::of(&project).at(&coverage.of_persona(0)[stage]);
    assert_eq!(found.pains, [2, 1, 0]);
    assert_eq!(found.claims, [0, 1]);
    assert_eq!(found.objections, [2, 0]);
    assert_eq!(found.rivals, [0]);
    assert_eq!(found.hand_offs, [(0, 1)]);
}

#[test]
fn expectations_are_grouped_by_who_shares_them() {
    let project = open(
        "
pains: [{id: p, statement: P}]
personas:
  - {id: a, name: A, outcome: O, pains: p, expects: [Live in two weeks, works  offline, own]}
  - {id: b, name: B, outcome: O, pains: p, expects: [live in two weeks, works offline]}
  - {id: c, name: C, outcome: O, pains: p}
",
    );
    let shared = shared_expectations(&project);
    assert_eq!(shared[0].len(), 1);
    assert_eq!((shared[0][0].personas.as_slice(), shared[0][0].expects.len()), (&[1][..], 2));
    assert!(shared[2].is_empty());
}

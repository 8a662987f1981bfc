//! Facts about teams, time and numbers that pages show: touches, maturity, the watched numbers, reputation, references,
//! events, questions.

use std::collections::BTreeMap;

use refrain::analyze::{
    AnswerSource, Gap, Numbers, asked_in_copy, buckets, contact_points, meetings, on_target,
    payback_by_segment, reactions, referees, response, side_by_side, silence, sources, standing,
    tail_chasing, themes, unmeasured_sources,
};
use refrain::config::Maturity;
use refrain::files::Memory;
use refrain::model::{Metric, Reference};
use refrain::project::{Opening, Project};
use refrain::shape::Date;

const SETTINGS: &str = "company: Acme
as_of: 2026-11-01
channels: [{id: call, name: Call}, {id: mail, name: Mail}, {id: web, name: Web}]
";

/// A project of some files that can all be read, with the files themselves.
pub fn opened(settings: String, files: &[(&str, &str)]) -> (Memory, Project) {
    let mut memory = Memory::default();
    memory.insert("refrain.yaml", settings);
    for (path, text) in files {
        memory.insert(path, *text);
    }
    let opening = Opening { as_of: None, today: Date::parse("2026-11-01").unwrap(), paths: vec![] };
    let project = Project::open(&memory, &opening).unwrap_or_else(|f| panic!("{f:#?}"));
    assert!(project.faults.is_empty(), "{:#?}", project.faults);
    (memory, project)
}

fn open_all(settings: &str, files: &[(&str, &str)]) -> Project {
    opened(format!("{SETTINGS}{settings}"), files).1
}

fn open(content: &str) -> Project {
    open_all("", &[("content/a.yaml", content)])
}

const PEOPLE: &str = "
pains: [{id: gaps, statement: Gaps., severity: 3}, {id: noise, statement: Noise., severity: 5, triggers: [storm]}]
personas:
  - {id: owner, name: Owner, outcome: Calm, pains: gaps, journey: {why-stay: {asks: Does the price stay for a year?}}}
  - {id: clerk, name: Clerk, outcome: Quiet, pains: noise}
triggers: [{id: storm, event: A storm}, {id: calm, event: Calm}]
";

#[test]
fn a_silence_is_the_longest_between_two_touches_or_before_the_last_day() {
    let play = |steps: &str| open(&format!("plays: [{{id: p, goal: G, steps: [{steps}]}}]"));
    let longest = |steps: &str| {
        let project = play(steps);
        silence(&project.playbook.plays[0], 90).map(|s| (s.from, s.to, s.after.map(|s| s.touch.to_string())))
    };
    let touches = "{touch: a, day: 0}, {touch: b, day: 58}, {touch: c, day: 90}";
    assert_eq!(longest(touches), Some((0, 58, Some("a".into()))));
    assert_eq!(longest("{touch: a, day: 40}, {touch: b, day: 41}"), Some((41, 90, Some("b".into()))));
    assert_eq!(longest("{touch: a, day: 60}"), Some((0, 60, None)));
    assert_eq!(longest("{touch: a, day: -10}, {touch: b}"), None);
}

#[test]
fn plays_meet_where_one_event_sets_both_off() {
    let project = open(&format!(
        "{PEOPLE}
plays:
  - {{id: one, goal: G, stage: why-now, personas: owner, trigger: storm, steps: [{{touch: a, channel: call, day: 2}}]}}
  - {{id: two, goal: G, stage: why-now, personas: owner, trigger: storm, steps: [{{touch: b, channel: call, day: 5}}]}}
  - {{id: three, goal: G, stage: why-now, personas: clerk, trigger: storm, steps: [{{touch: c, channel: call, day: 2}}]}}
"
    ));
    let plays: Vec<_> = project.playbook.plays.iter().collect();
    let met = meetings(&project, &plays, 3);
    let told: Vec<_> = met.iter().map(|m| (m.first.0.id.as_str(), m.second.0.id.as_str(), m.apart)).collect();
    assert_eq!(told, [("one", "two", 3)]);
    assert!(meetings(&project, &plays, 2).is_empty());
}

#[test]
fn a_point_of_contact_has_one_owner_none_or_several() {
    let project = open_all(
        "copy:
  - {files: \"copy/inside.md\", internal: true}
  - {files: \"copy/**\", team: marketing, channel: web, stage: why-you}
",
        &[
            (
                "content/a.yaml",
                "messages: [{id: m, stage: why-pay}]
plays:
  - id: p
    goal: G
    owner: success
    stage: why-stay
    steps:
      - {touch: a, channel: call, owner: sales}
      - {touch: b, channel: call, owner: success}
      - {touch: c, channel: mail, owner: sales, message: m}
      - {touch: d, channel: mail}
",
            ),
            ("copy/page.md", "Words for the web.\n"),
            ("copy/inside.md", "Words for us.\n"),
        ],
    );
    let stage = |at: usize| project.config.stages[at].id.clone();
    let points: Vec<_> = contact_points(&project)
        .into_iter()
        .map(|p| (stage(p.stage), p.channel, p.owners.join("+"), p.backup.join("+"), p.pieces.len()))
        .collect();
    let point = |stage: &str, channel: &str, owners: &str, backup: &str, pieces| {
        (stage.to_owned(), channel.to_owned(), owners.to_owned(), backup.to_owned(), pieces)
    };
    // The stage of a message goes before that of its play; where no play goes, who wrote the copy answers.
    assert_eq!(
        points,
        [
            point("why-you", "web", "marketing", "", 1),
            point("why-stay", "call", "sales+success", "", 0),
            point("why-stay", "mail", "", "success", 0),
            point("why-pay", "mail", "sales", "success", 0),
        ]
    );
}

#[test]
fn a_level_is_reached_when_it_and_all_below_it_are_whole() {
    let at = |items: &str| {
        let project = open_all(
            &format!("alignment: {{level: aligned, items: [{items}]}}\n"),
            &[("content/a.yaml", PEOPLE)],
        );
        let found = standing(project.config.settings.alignment.as_ref().unwrap());
        let missing: Vec<String> = found.missing.iter().map(|t| t.name.to_string()).collect();
        (found.reached, found.next, missing, found.overclaimed(), found.unshown.len())
    };
    let shared = "{name: maps, level: collaborative, done: true, evidence: x}";
    let (plan, pay) =
        ("{name: plan, level: collaborative, done: false}", "{name: pay, level: aligned, done: true}");
    assert_eq!(at(&format!("{shared}, {plan}, {pay}")).0, Maturity::Ambiguous);
    assert_eq!(at(&format!("{shared}, {plan}, {pay}")).2, ["plan"]);
    assert_eq!(at(shared), (Maturity::Collaborative, Some(Maturity::Aligned), vec![], true, 0));
    assert_eq!(at(&format!("{shared}, {pay}")), (Maturity::Aligned, None, vec![], false, 1));
}

/// The numbers of a project, by their ids.
struct All(BTreeMap<String, Metric>);

impl Numbers for All {
    fn metric(&self, id: &str) -> Option<&Metric> {
        self.0.get(id)
    }
}

fn numbers(lines: &str) -> All {
    let project = open(&format!("metrics:\n{lines}"));
    All(project.playbook.metrics.iter().map(|m| (m.id.as_str().to_owned(), m.body.clone())).collect())
}

#[test]
fn a_bucket_tells_what_only_refills() {
    let found = buckets(&numbers(
        "  - {id: won, name: W, values: {q1: 20, q2: 10, q3: 5}}
  - {id: lost-controllable, name: C, values: {q1: 3, q2: 12}}
  - {id: lost-uncontrollable, name: U, values: {q1: 2}}
",
    ));
    let told: Vec<_> = found.iter().map(|b| (b.period.as_str(), b.refill(), b.growth())).collect();
    assert_eq!(
        told,
        [("q1", 5.0, 15.0), ("q2", 10.0, -2.0)],
        "a period without any loss counted is no period"
    );
    assert_eq!(found[0].refill_share(), Some(0.25));
}

#[test]
fn the_five_sources_keep_their_order_and_name_what_was_never_measured() {
    let all = numbers(
        "  - {id: revenue-referrals, name: R, values: {q1: 4}}
  - {id: revenue-base, name: B, values: {q1: 90, q2: 100}}
",
    );
    let found = sources(&all);
    assert_eq!(found.iter().map(|s| s.name.as_str()).collect::<Vec<_>>(), ["q1", "q2"]);
    assert_eq!(found[0].parts, [Some(90.0), None, None, Some(4.0), None]);
    assert_eq!(found[0].sum(), 94.0);
    assert_eq!(unmeasured_sources(&all), ["More purchases", "Lower cost to serve", "Price premium"]);
}

#[test]
fn more_money_for_fewer_or_worse_customers_is_chasing() {
    let found = tail_chasing(&numbers(
        "  - {id: won, name: W, values: {q1: 10, q2: 12, q3: 11, q4: 12}}
  - {id: cac, name: C, values: {q1: 100, q2: 100, q3: 120, q4: 120}}
  - {id: early-churn, name: E, values: {q1: 0.1, q2: 0.1, q3: 0.1, q4: 0.2}}
",
    ));
    let told: Vec<_> = found.iter().map(|c| (c.spend, c.chasing)).collect();
    assert_eq!(told, [(1000.0, false), (1200.0, false), (1320.0, true), (1440.0, true)]);
}

#[test]
fn a_number_that_began_above_its_target_is_to_fall() {
    let made = |fields: &str| {
        on_target(numbers(&format!("  - {{id: m, name: M, {fields}}}\n")).metric("m").unwrap())
    };
    assert_eq!(made("target: 45, values: {a: 71, b: 57}"), Some(false));
    assert_eq!(made("target: 45, values: {a: 71, b: 44}"), Some(true));
    assert_eq!(made("target: 0.92, values: {a: 0.84, b: 0.92}"), Some(true));
    assert_eq!(made("target: 0.92, values: {a: 0.84}"), Some(false));
    assert_eq!(made("values: {a: 0.84}"), None);
    assert_eq!(made("target: 1, values: {a: {x: 1}}"), None);
}

#[test]
fn segments_stand_side_by_side_where_both_are_known() {
    let all = numbers(
        "  - {id: cac-by-segment, name: C, values: {q1: {a: 900, b: 800}, q2: {a: 600}}}
  - {id: margin-month-by-segment, name: M, values: {q1: {a: 60, b: 0}}}
",
    );
    let cac = all.metric("cac-by-segment").unwrap();
    assert_eq!(side_by_side(cac, &["a", "b"]), Some(("q1".into(), vec![Some(900.0), Some(800.0)])));
    assert_eq!(side_by_side(cac, &["a", "c"]), None);
    let back: Vec<_> = payback_by_segment(&all).into_iter().map(|p| (p.segment, p.months)).collect();
    assert_eq!(back, [("a".to_owned(), 10.0)]);
}

#[test]
fn praise_that_nobody_says_and_blame_against_a_promise_are_gaps() {
    let project = open(&format!(
        "{PEOPLE}
claims: [{{id: fast, says: Live in a week}}]
messages: [{{id: m, stage: why-you, claims: fast}}, {{id: gone, stage: why-you, pains: noise, status: retired}}]
research:
  - {{id: said, kind: reputation, sentiment: praise, claims: fast}}
  - {{id: unsaid, kind: reputation, sentiment: praise, pains: noise}}
  - {{id: against, kind: reputation, sentiment: blame, claims: fast}}
  - {{id: silent, kind: reputation, sentiment: blame}}
  - {{id: hit, kind: feedback, message: m, verdict: landed}}
  - {{id: miss, kind: feedback, message: m, verdict: missed}}
  - {{id: not, kind: feedback, message: m, verdict: wrong}}
"
    ));
    let found: Vec<_> = themes(&project).iter().map(|t| (t.research.id.as_str().to_owned(), t.gap)).collect();
    let gap = |id: &str, gap| (id.to_owned(), gap);
    let expected = [
        gap("against", Gap::Against),
        gap("unsaid", Gap::Unsaid),
        gap("silent", Gap::Unanswered),
        gap("said", Gap::Said),
    ];
    assert_eq!(found, expected);
    let talks = reactions(&project);
    assert_eq!(
        (talks.len(), talks[0].landed.len(), talks[0].missed.len(), talks[0].wrong.len()),
        (1, 1, 1, 1)
    );
    assert!(talks[0].fails());
}

#[test]
fn a_reference_holds_while_its_permission_does() {
    let project = open(&format!(
        "{PEOPLE}
claims: [{{id: fast, says: Live in a week, proof: [{{kind: quote, source: s, customer: good}}]}}]
messages: [{{id: m, stage: why-you, claims: fast, pains: gaps}}]
customers:
  - {{id: left, name: Left, reference: public, churn: {{date: 2026-01-01}}}}
  - {{id: old, name: Old, reference: public, expires: 2026-10-31}}
  - {{id: quiet, name: Quiet, reference: internal, reviewed: 2026-10-01}}
  - {{id: good, name: Good, reference: public, reviewed: 2026-10-01}}
"
    ));
    let all = referees(&project);
    let told: Vec<_> = all.iter().map(|r| (r.customer.id.as_str(), r.level)).collect();
    let (public, internal, none) = (Reference::Public, Reference::Internal, Reference::None);
    assert_eq!(told, [("good", public), ("quiet", internal), ("left", none), ("old", none)]);
    assert!(all[0].pains.contains("gaps") && all[0].stages.contains("why-you"), "by the claim it proves");
    assert!(all[1].pains.is_empty());
}

#[test]
fn an_event_leads_to_its_pains_a_first_message_and_a_play() {
    let project = open(&format!(
        "{PEOPLE}
messages:
  - {{id: late, stage: why-now, pains: noise}}
  - {{id: early, stage: why-change, pains: noise}}
  - {{id: kept, stage: why-stay, pains: noise}}
plays: [{{id: p, goal: G, trigger: storm}}]
"
    ));
    let of = |at: usize| response(&project, &project.playbook.triggers[at]);
    let storm = of(0);
    assert_eq!(
        (storm.pains.as_slice(), storm.messages.as_slice(), storm.named),
        ([1].as_slice(), [1].as_slice(), false)
    );
    assert_eq!((storm.plays.len(), storm.lacks()), (1, vec![]));
    assert_eq!(of(1).lacks(), ["pain", "first message", "play"]);
}

#[test]
fn one_question_in_two_pieces_is_one_question_with_two_answers() {
    let project = open_all(
        "copy: [{files: \"copy/notes.md\", guidance: true}, {files: \"copy/**\", team: marketing}]\n",
        &[
            (
                "content/a.yaml",
                &format!(
                    "{PEOPLE}\nobjections: [{{id: data, says: Can we export our data?, respond: Yes.}}]\n"
                ),
            ),
            (
                "copy/faq.md",
                "## Does the price stay for the year?\n\nIt does.\n\nTwelve months.\n\n## What is it?\n\nA board.\n",
            ),
            (
                "copy/page.md",
                "# Will our price stay this year?\n\nFor now.\n\n## Can we export our data?\n\nAlways.\n",
            ),
            ("copy/notes.md", "## Does the price stay for the year?\n\nNot for buyers.\n"),
        ],
    );
    let asked = asked_in_copy(&project);
    let told: Vec<_> = asked
        .iter()
        .map(|a| (a.words.as_str(), a.answers.iter().map(|a| a.words.as_str()).collect::<Vec<_>>(), a.source))
        .collect();
    assert_eq!(
        told,
        [
            (
                "Does the price stay for the year?",
                vec!["It does. Twelve months.", "For now."],
                Some(AnswerSource::Journey(0, 4))
            ),
            ("What is it?", vec!["A board."], None),
            ("Can we export our data?", vec!["Always."], Some(AnswerSource::Objection(0))),
        ]
    );
    assert_eq!(asked[0].answers[0].until, 5);
}

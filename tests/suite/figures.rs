//! Which figures in copy contradict the messaging, sentence by sentence: what must be found, what must be left alone.

use std::collections::BTreeMap;

use refrain::check::{Levels, check_with};
use refrain::files::Memory;
use refrain::project::{Opening, Project};
use refrain::rules::rule;
use refrain::shape::Date;

/// Claims of made-up companies in several industries.
const CLAIMS: &str = r#"
competitors:
  - {id: routely, name: Routely}
  - {id: medplan, name: MedPlan}
customers:
  - {id: nordheat, name: Nordheat, reference: public}
offers:
  - {id: refill, name: Slot Refill, kind: feature}
claims:
  - id: refill-rate
    says: On average 62% of cancelled slots are refilled the same day
    figure: {value: 62, unit: percent, words: [refilled, cancelled slots]}
    replaces: [{value: 58, until: 2026-06-30}]
    proof: [{kind: internal-data, source: a.csv, date: 2026-07-02}]
  - id: nordheat-refill
    says: Nordheat refilled 70% of its cancelled slots in its second season
    figure: {value: 70, unit: percent, words: [Nordheat, refilled]}
    proof: [{kind: case-study, source: b.md, date: 2026-01-02}]
  - id: go-live
    says: Most firms are live in 14 days
    figure: {value: 14, unit: days, words: [live, go live], at_most: 14}
    proof: [{kind: internal-data, source: c.csv, date: 2026-01-02}]
  - id: trial
    says: You can try Dockhand for 30 days without a card
    figure: {value: 30, unit: days, words: [trial, try Dockhand]}
    proof: [{kind: legal-review, source: d.md, date: 2026-01-02}]
  - id: price-crew
    says: The Crew plan costs $39 per van and month
    figure: {value: 39, unit: USD, words: [Crew plan], per: month}
    replaces: [{value: 35, until: 2026-08-31}]
    proof: [{kind: legal-review, source: e.md, date: 2026-08-20}]
  - id: uptime
    says: The service was available 99.9% of the time in the last twelve months
    figure: {value: 99.9, unit: percent, words: [available, availability, uptime]}
    replaces: [{value: 99.95, until: 2026-03-31}]
    proof: [{kind: internal-data, source: f.csv, date: 2026-04-02}]
  - id: calls-down
    says: Calls that ask about arrival fall by 41% on average
    figure: {value: 41, unit: percent, words: [calls that ask about arrival, arrival calls], direction: down}
    proof: [{kind: study, source: g.pdf, date: 2026-02-02}]
  - id: firms
    says: 420 service firms plan their day with Dockhand
    figure: {value: 420, unit: firms, words: [plan their day]}
    replaces: [{value: 350, until: 2026-03-31}]
    proof: [{kind: internal-data, source: h.csv, date: 2026-04-02}]
  - id: wait-times
    says: Clinics cut the wait for a first appointment by 11 days
    figure: {value: 11, unit: days, words: [first appointment], direction: down}
    proof: [{kind: study, source: i.pdf, date: 2026-02-02}]
  - id: no-shows
    says: Patients miss 23% fewer visits after a text reminder
    figure: {value: 23, unit: percent, words: [text reminder, miss], direction: down}
    proof: [{kind: study, source: j.pdf, date: 2026-02-02}]
  - id: deals
    says: Sellers who lead with the challenge win 55% of complex deals
    figure: {value: 55, unit: percent, words: [complex deals]}
    proof: [{kind: study, source: k.pdf, date: 2026-02-02}]
  - id: close-books
    says: Finance teams close the month in 3 days
    figure: {value: 3, unit: days, words: [close the month, month-end close]}
    accepts: [eight days before]
    proof: [{kind: study, source: l.pdf, date: 2026-02-02}]
  - id: storage
    says: Freight bills are matched in 40 seconds
    figure: {value: 40, unit: seconds, words: [freight bills, matched]}
    proof: [{kind: benchmark, source: m.md, date: 2026-02-02}]
  - id: energy
    says: Bakeries save up to 30% of oven energy
    figure: {value: 30, unit: percent, words: [oven energy]}
    proof: [{kind: benchmark, source: n.md, date: 2026-02-02}]
  - id: overtime
    says: Overtime falls by 3 hours per technician and week
    status: target
    figure: {value: 3, unit: hours, words: [overtime], per: week}
    proof: [{kind: internal-data, source: o.csv, date: 2026-02-02}]
  - id: dispatch
    says: Dispatchers save 9 hours a week
    figure: {value: 9, unit: hours, words: [dispatchers save], per: week}
    proof: [{kind: internal-data, source: p.csv, date: 2026-02-02}]
  - id: moved
    says: We move your customer history in 5 working days
    figure: {value: 5, unit: days, words: [move your customer history]}
    proof: [{kind: internal-data, source: q.csv, date: 2026-02-02}]
  - id: profit
    says: Keeping 5% more of the customers raises profit by 25% or more
    figure: {value: 25, unit: percent, words: [raises profit], at_least: 25}
    accepts: ["5% more"]
    proof: [{kind: study, source: r.pdf, date: 2001-10-25}]
  - id: trays
    says: 64% of returned trays are filled by noon
    variants: [By noon 59% of returned trays are filled]
    figure: {value: 64, unit: percent, words: [filled, returned trays]}
    proof: [{kind: internal-data, source: s.csv, date: 2026-02-02}]
  - id: largest-bakery
    says: Ovenhall filled 70% of its trays in its second season
    figure: {value: 70, unit: percent, words: [Ovenhall, filled]}
    proof: [{kind: case-study, source: t.md, date: 2026-01-02}]
"#;

/// What each line must be found for: the rule and the words marked.
const WRONG: &[(&str, &str)] = &[
    ("On average, 65% of cancelled slots are refilled the same day.", "number-conflict 65%"),
    ("65 percent of cancelled slots are sold again.", "number-conflict 65 percent"),
    ("In summer 66% of returned trays get filled.", "number-conflict 66%"),
    ("Ovenhall filled 59% of its trays.", "number-conflict 59%"),
    (
        "Sixty-five percent of your cancelled slots, refilled before noon.",
        "number-conflict Sixty-five percent",
    ),
    ("58% of cancelled slots are refilled the same day.", "superseded 58%"),
    ("Cancelled slots refilled the same day: 58%", "superseded 58%"),
    ("**58%** of cancelled slots are *refilled* the same day.", "superseded 58%"),
    ("Nearly half of all cancelled slots are refilled.", "number-conflict half"),
    ("Three in four cancelled slots are refilled the same day.", "number-conflict Three in four"),
    ("Up to 62% of cancelled slots are refilled.", "number-conflict Up to 62%"),
    ("More than 80% of cancelled slots are refilled.", "number-conflict 80%"),
    ("While Routely shows gaps, we see 66% of cancelled slots refilled.", "number-conflict 66%"),
    ("Most firms are live in 21 days.", "number-conflict 21 days"),
    ("Firms like yours go live in six weeks.", "number-conflict six weeks"),
    ("You are live in 21 days.", "number-conflict 21 days"),
    ("Start your 14-day trial today.", "number-conflict 14-day"),
    ("You can try Dockhand for two weeks without a card.", "number-conflict two weeks"),
    ("The Crew plan costs $45 per van and month.", "number-conflict $45"),
    ("The Crew plan costs $35 per van and month.", "superseded $35"),
    ("We promise 99.95% availability.", "superseded 99.95%"),
    ("The service is available 99.99% of the time.", "number-conflict 99.99%"),
    ("On average, arrival calls fall by 14%.", "number-conflict 14%"),
    ("Calls that ask about arrival rise by 41%.", "number-conflict 41%"),
    ("More than 500 firms plan their day with Dockhand.", "number-conflict 500"),
    ("350 service firms plan their day with Dockhand.", "superseded 350"),
    ("Clinics cut the wait for a first appointment by 17 days.", "number-conflict 17 days"),
    ("Patients miss 32% fewer visits after a text reminder.", "number-conflict 32%"),
    ("Sellers who lead with the challenge lose 55% of complex deals.", "number-conflict 55%"),
    ("Sellers who lead with the challenge win 45% of complex deals.", "number-conflict 45%"),
    ("Finance teams close the month in five days.", "number-conflict five days"),
    ("Freight bills are matched in 4 minutes.", "number-conflict 4 minutes"),
    ("Bakeries save 50% of their oven energy.", "number-conflict 50%"),
    ("On average, bakeries save 30% of oven energy.", "number-conflict 30%"),
    ("Dispatchers save 9 hours a month.", "number-conflict 9 hours a month"),
    ("Dispatchers save 12 hours a week.", "number-conflict 12 hours"),
    ("We move your customer history in 10 working days.", "number-conflict 10 working days"),
    ("Keeping customers raises profit by 15%.", "number-conflict 15%"),
    ("We overlook 62% of cancelled slots.", "number-conflict 62%"),
    (
        "Eight cancelled slots in ten are refilled the same day.",
        "number-conflict Eight cancelled slots in ten",
    ),
    ("The Crew plan costs $45, and $2 per day for each driver.", "number-conflict $45"),
    ("Bakeries save up to 40% of oven energy.", "number-conflict 40%"),
    ("You are live within 5 weeks of signing.", "number-conflict 5 weeks"),
    (
        "| Measure | Share |\n| --- | --- |\n| Cancelled slots refilled | 68% |\n| Jobs done twice | 4% |",
        "number-conflict 68%",
    ),
    ("| Plan | Price |\n| --- | --- |\n| Crew plan | $35 per van and month |", "superseded $35"),
    (
        "| Measure | Dockhand | Routely |\n| --- | --- | --- |\n| Cancelled slots refilled | 68% | 41% |",
        "number-conflict 68%",
    ),
];

/// What must be left alone, and why.
const RIGHT: &[(&str, &str)] = &[
    ("In summer 59% of returned trays get filled.", "another wording of the claim states it"),
    ("On average, 62% of cancelled slots are refilled the same day.", "the approved figure"),
    ("About 60% of cancelled slots are refilled.", "rounded"),
    ("Nearly two thirds of cancelled slots are refilled.", "rounded, in words"),
    ("Over 60% of cancelled slots are refilled the same day.", "a bound that holds"),
    ("62.4% of cancelled slots are refilled.", "more precise, and it rounds to it"),
    ("Nordheat refilled 70% of its cancelled slots in its second season.", "another claim's figure"),
    ("\"We have refilled 74% of our cancelled slots,\" says a customer.", "a quotation"),
    ("> We refilled 81% of the cancelled slots.", "a block quotation"),
    ("As of early 2025, 55% of cancelled slots were refilled.", "dated by the sentence"),
    ("In March 2026, 58% of cancelled slots were refilled.", "right at the time"),
    ("Last year, 58% of cancelled slots were refilled.", "dated by the sentence"),
    ("Two years ago we refilled 40% of cancelled slots.", "dated by the sentence"),
    ("Routely says that it refills 41% of cancelled slots.", "a rival's"),
    ("Routely is a board. It shows 41% of cancelled slots as refilled.", "a rival's, by a pronoun"),
    ("The industry refills 38% of cancelled slots.", "others"),
    ("Competitors refill a third of cancelled slots.", "others"),
    ("Nordheat has 12 vans, and 74% of cancelled slots at Nordheat are sold again.", "a named customer's"),
    ("We do not refill 90% of cancelled slots, and nobody does.", "denied"),
    ("Not 70% of cancelled slots, but 62%.", "denied, with the right one beside it"),
    ("Do you refill 30% of your cancelled slots?", "a question"),
    ("If you refill 30% of your cancelled slots, a van earns two jobs more.", "a condition"),
    ("Our goal is 75% of cancelled slots refilled.", "a goal"),
    ("You refilled 71% of your cancelled slots this quarter.", "the reader's own number"),
    ("Your crews have refilled 214 cancelled slots.", "another unit"),
    ("11% of booked slots are cancelled a day ahead.", "none of its words"),
    ("In 30 days, cancelled slots are refilled by themselves.", "another unit"),
    ("The share of cancelled slots that is refilled rose from 58% to 62%.", "what was before"),
    ("38% of cancelled slots are not refilled the same day.", "the other part, denied"),
    ("One in three cancelled slots does not get refilled.", "denied behind the figure"),
    ("The other 40% of cancelled slots wait for the next morning.", "the other part"),
    ("Only 38% of cancelled slots stay empty.", "the rest to a hundred"),
    ("The Crew plan for two vans is $78 a month, which is $39 each.", "the approved one beside it"),
    ("Bakeries save 20% of oven energy in summer.", "within up to 30%"),
    ("After the trial, invoices are kept for 90 days.", "the trial only says when"),
    ("Cancelled slots at Brewster Plumbing: 81% refilled.", "somebody else's"),
    ("Some vendors refill 30% of cancelled slots.", "others"),
    ("With most scheduling tools, 30% of cancelled slots are refilled.", "others"),
    ("Half of the calls that ask about arrival come before noon.", "a share, no fall"),
    ("By 2031, 80% of cancelled slots will be refilled by themselves.", "a plan"),
    ("The plan is to have 75% of cancelled slots refilled.", "a plan"),
    ("We plan to refill 75% of cancelled slots.", "a plan"),
    (
        "| Measure | Requirement | Offered |\n| --- | --- | --- |\n| Cancelled slots refilled | 50% | 62% |",
        "a column of what is asked for",
    ),
    (
        "| Plan | Price per van |\n| --- | --- |\n| Crew plan | $39 per month |\n| Office plan | $75 per month |",
        "a row of another name",
    ),
    (
        "| Item | Cancelled slots refilled |\n| --- | --- |\n| Cancelled slots | 62% |\n| Booked slots | 91% |",
        "a row of another name",
    ),
    ("{{share}}% of cancelled slots are refilled.", "a merge tag"),
    ("Say \"62%\", never 58% of cancelled slots.", "spoken of"),
    ("~~58% of cancelled slots are refilled.~~ The share is higher now.", "struck out"),
    ("Start your 30-day trial today.", "right, and not the 14 days"),
    ("Most firms are live within two weeks.", "right in another unit"),
    ("A live chat answers in 3 days at worst.", "live, but nothing else of the claim"),
    ("Live music is played 2 days a month.", "live, but nothing else of the claim"),
    ("We refilled 30% more tanks than planned.", "refilled, but nothing else of the claim"),
    ("The Crew plan costs $39 per van and month.", "right"),
    ("The Crew plan has 9 vans, and a tenth costs nothing for 30 days.", "another unit"),
    ("You keep 10% off the list price: $35.10 per van.", "not the old price"),
    ("The service is available 24 hours a day.", "another unit"),
    ("The export is available in 14 languages.", "another unit"),
    ("Arrival calls fall by 41% on average.", "right"),
    ("Overtime falls by 5 hours per technician and week.", "a goal is nothing that copy can contradict"),
    ("Version 4.2 refills cancelled slots.", "a version"),
    ("In 2026 cancelled slots are refilled by text.", "a year"),
    ("Finance teams close the month in 3 days, eight days before.", "accepted beside it"),
    ("We move your customer history in 5 working days.", "right, and working days are longer"),
    ("Moving to somebody else took firms your size six weeks.", "not our service"),
    ("Keeping 5% more of the customers raises profit by 25% or more.", "accepted beside it"),
    ("Sellers win 55% of complex deals.", "right"),
    ("Freight bills are matched in 40 seconds, and a receipt is kept for 10 years.", "another clause"),
    ("Bakeries save up to 30% of oven energy.", "right, with its bound"),
    ("A quarter of the bakeries bake at night, and save oven energy.", "a share of something else"),
    (
        "| Measure | Dockhand | Routely |\n| --- | --- | --- |\n| Cancelled slots refilled | 62% | 41% |",
        "a rival's column",
    ),
    (
        "| Measure | Before | Today |\n| --- | --- | --- |\n| Cancelled slots refilled | 20% | 62% |",
        "a column of the past",
    ),
    ("| Plan | Vans |\n| --- | --- |\n| Crew plan | 9 vans |", "another unit"),
    (
        "| Not this | This |\n| --- | --- |\n| 58% of cancelled slots are refilled | 62% of cancelled slots are refilled |",
        "a column of the wrong",
    ),
];

/// The findings of each line, as rule and words.
fn judged(lines: &[&str]) -> Vec<Vec<String>> {
    let mut files = Memory::default();
    files.insert("refrain.yaml", "company: Dockhand\nchannels: []\ncopy: [{files: \"copy/*.md\"}]\n");
    files.insert("content/claims.yaml", CLAIMS);
    for (at, line) in lines.iter().enumerate() {
        files.insert(&format!("copy/{at:03}.md"), format!("{line}\n"));
    }
    let opening = Opening { as_of: None, today: Date::parse("2026-11-01").unwrap(), paths: vec![] };
    let project = Project::open(&files, &opening).unwrap();
    assert!(project.faults.is_empty(), "{:#?}", project.faults);
    let rules: Vec<_> =
        ["claim/number-conflict", "claim/superseded"].iter().map(|id| rule(id).unwrap()).collect();
    let outcome = check_with(&project, &rules, &Levels::all(&rules));
    let mut by_line: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for finding in &outcome.findings {
        let name = finding.rule.trim_start_matches("claim/");
        by_line
            .entry(finding.place.path().to_owned())
            .or_default()
            .push(format!("{name} {}", finding.place.text()));
    }
    (0..lines.len()).map(|at| by_line.remove(&format!("copy/{at:03}.md")).unwrap_or_default()).collect()
}

#[test]
fn figures_that_contradict_the_messaging_are_found() {
    assert!(WRONG.len() >= 30);
    let lines: Vec<&str> = WRONG.iter().map(|w| w.0).collect();
    let missed: Vec<String> = WRONG
        .iter()
        .zip(judged(&lines))
        .filter(|((_, expected), found)| !matches!(found.as_slice(), [one] if one.starts_with(expected)))
        .map(|((line, expected), found)| format!("{line}\n    expected {expected}, found {found:?}"))
        .collect();
    assert!(missed.is_empty(), "{} of {}\n{}", missed.len(), WRONG.len(), missed.join("\n"));
}

#[test]
fn figures_that_are_right_or_somebody_elses_are_left_alone() {
    assert!(RIGHT.len() >= 30);
    let lines: Vec<&str> = RIGHT.iter().map(|r| r.0).collect();
    let alarms: Vec<String> = RIGHT
        .iter()
        .zip(judged(&lines))
        .filter(|(_, found)| !found.is_empty())
        .map(|((line, why), found)| format!("{line}\n    {why}: found {found:?}"))
        .collect();
    assert!(alarms.is_empty(), "{} of {}\n{}", alarms.len(), RIGHT.len(), alarms.join("\n"));
}

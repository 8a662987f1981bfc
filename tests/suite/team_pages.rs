//! Pages about teams, time and numbers: what they must say for a small made project, each chart with its table.

use refrain::check::check;
use refrain::files::Memory;
use refrain::project::{Opening, Project};
use refrain::shape::Date;
use refrain::site::{DEFAULT, Options, Site, Theme, build};

const SETTINGS: &str = "company: Acme
as_of: 2026-11-01
revenue_from_existing: 0.7
channels: [{id: call, name: Call}, {id: mail, name: Mail}]
";

fn site(settings: &str, files: &[(&str, &str)]) -> Site {
    let (memory, project) = crate::team_facts::opened(format!("{SETTINGS}{settings}"), files);
    let outcome = check(&project);
    let theme = Theme::load(&memory, DEFAULT).unwrap();
    let site = build(&project, &outcome, &theme, &Options::default()).unwrap_or_else(|f| panic!("{f:#?}"));
    assert!(site.faults.is_empty(), "{:#?}", site.faults);
    site
}

/// The words of a page's main part, without its tags, on one line.
fn words(site: &Site, path: &str) -> String {
    let page = html(site, path);
    let main = page.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
    let mut text = String::new();
    for part in main.split('<').skip(1) {
        text.push_str(part.split_once('>').map_or("", |(_, words)| words));
        text.push(' ');
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn html(site: &Site, path: &str) -> String {
    let bytes = site.files.get(path).unwrap_or_else(|| panic!("there is no {path}"));
    String::from_utf8(bytes.clone()).unwrap()
}

#[track_caller]
fn says(text: &str, all: &[&str]) {
    for words in all {
        assert!(text.contains(words), "no \"{words}\" in:\n{text}");
    }
}

const PEOPLE: &str = "
pains: [{id: gaps, name: Empty slots, statement: Gaps., severity: 5, triggers: [storm]}]
personas: [{id: owner, name: Owner, outcome: Calm, pains: gaps, journey: {why-change: {asks: Why now at all?}}}]
segments: [{id: small, name: Small firms}, {id: large, name: Large firms}]
triggers: [{id: storm, event: A storm, kind: crisis, signals: [weather warning]}]
messages: [{id: m, name: First story, stage: why-change, personas: owner, pains: gaps, short: Because gaps cost you.}]
";

const PLAYS: &str = "
plays:
  - id: first
    name: First days
    goal: Calm
    owner: success
    stage: first-90-days
    personas: owner
    trigger: storm
    steps:
      - {touch: Welcome, channel: mail, owner: sales, day: 0}
      - touch: Check
        channel: call
        owner: sales
        day: 2
        hand_off: {to: success, with: [promises], accept_when: they are known, within: 1 day, doubt: Who are you?, answer: We met.}
        if_not_ready: back to the welcome
      - {touch: Review, channel: call, owner: success, day: 80}
  - id: other
    name: Other days
    goal: Calm
    stage: first-90-days
    personas: owner
    trigger: storm
    steps: [{touch: Ring, channel: call, day: 3}]
";

#[test]
fn a_play_shows_lanes_days_hand_offs_and_who_is_responsible() {
    let site = site("", &[("content/a.yaml", &format!("{PEOPLE}{PLAYS}"))]);
    let page = html(&site, "play/first.html");
    says(
        &page,
        &[
            "<title id=\"lanes-chart-title\">Who does what, when: First days</title>",
            "1. Welcome by Sales; 2. Check by Sales; 3. Review by Success",
            "nothing from day 2 to day 80",
            ">78 days quiet<",
            "href=\"../assets/charts.css\"",
            "if not ready, back",
        ],
    );
    let text = words(&site, "play/first.html");
    says(
        &text,
        &[
            "Sales hands over to Success",
            "Accepted when they are known",
            "Within 1 day",
            "Who are you?",
            "We met.",
        ],
    );
    says(&text, &["Takes over from Sales after “Check”"]);
    // What the chart shows stands in the table: a row for each step.
    assert_eq!(page.matches("<tr id=\"step-").count(), 3);
}

#[test]
fn the_calendar_tells_who_gets_what_when_and_where_two_plays_meet() {
    let site = site("", &[("content/a.yaml", &format!("{PEOPLE}{PLAYS}"))]);
    says(
        &words(&site, "calendar.html"),
        &["Owner", "First days", "Other days", "Where two plays meet one buyer", "Ring, day 3"],
    );
    let text = words(&site, "calendar/owner.html");
    says(
        &text,
        &[
            "1 0 Welcome Mail Sales",
            "3 3 Ring Call nobody",
            "4 80 Review Call Success",
            "day 80: 4. Review (First days)",
        ],
    );
    let alone = self::site("", &[("content/a.yaml", PEOPLE)]);
    says(&words(&alone, "calendar/owner.html"), &["No play reaches this persona."]);
    says(&words(&alone, "calendar.html"), &["No plays yet. Write the first under plays:"]);
    let play = "plays: [{id: trial, goal: A first week, stage: why-you, personas: [owner], steps: [{touch: Call, day: 0, owner: sales}]}]\n";
    let once = self::site("", &[("content/a.yaml", &format!("{PEOPLE}{play}"))]);
    says(&words(&once, "calendar.html"), &["No two plays meet."]);
}

#[test]
fn responsibility_names_what_nobody_answers_for_and_what_several_do() {
    let site = site("", &[("content/a.yaml", &format!("{PEOPLE}{PLAYS}"))]);
    let text = words(&site, "responsibility.html");
    says(
        &text,
        &[
            "2 points of contact",
            "1 several teams",
            "First 90 days Call Sales and Success",
            "First 90 days Mail Sales Success Welcome",
        ],
    );
    says(
        &text,
        &["Hands over First days: Check to Success, within 1 day", "Takes over First days: Check from Sales"],
    );
}

#[test]
fn blind_spots_show_the_survey_as_lines_and_as_a_table() {
    let survey = "
research:
  - id: s
    kind: survey
    name: Moments
    scale: [1, 5]
    n: {marketing: 3, sales: 4}
    questions: [impact]
    scores:
      why-change: {marketing: {impact: 4.5}, sales: {impact: 4.7}}
      why-you: {marketing: {impact: 4}, sales: {impact: 4.1}}
      why-now: {marketing: {impact: 3}, sales: {impact: 3.1}}
      why-stay: {marketing: {impact: 2}, sales: {impact: 1.5}}
      why-evolve: {marketing: {impact: 1}, sales: {impact: 1.1}}
";
    let site = site(
        "stages: [{id: why-change, ready: {message: true, content: true}}]\n",
        &[("content/a.yaml", &format!("{PEOPLE}{survey}"))],
    );
    let text = words(&site, "coverage.html");
    says(
        &text,
        &[
            "A shared blind spot, not alignment: all teams put Why evolve and Why stay last.",
            "Rank correlation of the two teams: 1.00",
            "Marketing: Why change 4.5, Why you 4, Why now 3, Why stay 2, Why evolve 1; Sales: Why change 4.7",
            "Why stay last",
            "0 % of the messages serve 70 % of the revenue",
            "Revenue: 70 % to keep them",
            // A tick that the playbook does not show is doubted; what is not ticked is judged by what there is.
            "Why change yes 1 of 1 yes 0 of 1 ticked, and nothing shows it no",
        ],
    );
    says(
        &words(&site, "research/s.html"),
        &["Our own teams were asked.", "7 asked: 3 in marketing, 4 in sales", "Sales: Why change 4.7"],
    );
    let without = self::site("", &[("content/a.yaml", PEOPLE)]);
    says(&words(&without, "coverage.html"), &["The teams have not been asked."]);
}

#[test]
fn single_voice_shows_figures_claims_and_words_that_set_two_teams_apart() {
    let claims = "
claims:
  - {id: rate, says: On average 62% of slots are refilled, figure: {value: 62, unit: percent, words: [refilled]}, proof: [{kind: study, source: s}]}
research: [{id: phone, kind: reputation, name: They answer, sentiment: praise, quotes: [They pick up.]}]
";
    let marketing = "Your morning has a board and the vans leave on time with the crews. ".repeat(20);
    let sales = "Throughput grows and utilisation grows when depots schedule the vans. ".repeat(20);
    let stated = |rate: u32, text: &str| format!("{text}\n\nOn average {rate}% of slots are refilled.\n");
    let site = site(
        "copy:
  - {files: \"copy/m*\", team: marketing, stage: why-you, personas: [owner]}
  - {files: \"copy/s*\", team: sales, stage: why-you, personas: [owner]}
",
        &[
            ("content/a.yaml", &format!("{PEOPLE}{claims}")),
            ("copy/m1.md", &stated(62, &marketing)),
            ("copy/m2.md", &marketing),
            ("copy/s1.md", &stated(58, &sales)),
            ("copy/s2.md", &sales),
        ],
    );
    let text = words(&site, "single-voice.html");
    says(
        &text,
        &[
            "1 comparison ",
            "1 two voices",
            "Why you, to Owner Marketing and Sales two voices",
            "Figure of Marketing Sales On average 62% of slots are refilled average 62% average 58%",
            "Both, not alike On average 62% of slots are refilled",
            "utilisation 0 40",
            "Words that Marketing and Sales use differently",
            "They answer praise “They pick up.”",
            "praised, and no message says it",
        ],
    );
    let quiet = self::site("", &[("content/a.yaml", PEOPLE)]);
    says(
        &words(&quiet, "single-voice.html"),
        &["No two teams can be compared yet.", "Nobody has written down what is said of us."],
    );
}

#[test]
fn consistency_counts_by_team_and_against_the_baseline() {
    let terms = "terms: [{use: slot, not: [synergy]}]\n";
    let copy = "copy: [{files: \"copy/**\", team: sales, stage: why-you}]\n";
    let files = [
        ("content/a.yaml", &*format!("{PEOPLE}{terms}")),
        ("copy/old.md", "Old synergy.\n"),
        ("copy/new.md", "New synergy.\n"),
    ];
    let before = site(copy, &files);
    let text = words(&before, "consistency.html");
    says(&text, &["There is no baseline", "To mend first", "Everything was checked.", "copy/new.md"]);
    says(&words(&before, "findings/sales.html"), &["term/preferred", "New synergy", "Old synergy"]);
    says(
        &html(&before, "consistency.html"),
        &["href=\"findings/sales.html\"", "aria-labelledby=\"by-team-title by-team-desc\""],
    );
    assert!(!words(&before, "findings/marketing.html").contains("synergy"));
    // The baseline knows the old one, and one that is gone.
    let mut memory = Memory::default();
    memory.insert("refrain.yaml", format!("{SETTINGS}{copy}"));
    for (path, text) in files {
        memory.insert(path, text);
    }
    let opening = Opening { as_of: None, today: Date::parse("2026-11-01").unwrap(), paths: vec![] };
    let outcome = check(&Project::open(&memory, &opening).unwrap());
    let old = outcome.findings.iter().filter(|f| f.place.path() == "copy/old.md");
    let known = refrain::check::Baseline::of(old).to_text();
    let gone = known
        .lines()
        .next()
        .unwrap()
        .replace("copy/old.md", "copy/gone.md")
        .replace("fingerprint\":\"", "fingerprint\":\"00");
    let settings = format!("baseline: known.jsonl\n{copy}");
    let mut with: Vec<(&str, &str)> = files.to_vec();
    let lines = format!("{known}{gone}\n");
    with.push(("known.jsonl", &lines));
    let after = site(&settings, &with);
    let all = outcome.findings.len();
    let old = known.lines().count();
    says(
        &words(&after, "consistency.html"),
        &[
            &format!("{} new since the baseline, {old} known and still there, 1 mended.", all - old),
            "known.jsonl",
        ],
    );
}

#[test]
fn alignment_tells_the_level_by_the_record_and_what_is_missing() {
    let site = site(
        "alignment:
  level: aligned
  items: [{name: Shared maps, level: collaborative, done: true, evidence: maps.md}, {name: Shared pay, level: aligned, done: false}]
  steps: [{name: Pay together, owner: sales, due: 2026-10-01}, {name: Sit together}]
  rituals: [{name: Monday numbers, cadence: weekly, owner: success}]
",
        &[("content/a.yaml", PEOPLE)],
    );
    says(
        &words(&site, "alignment.html"),
        &[
            "Collaborative by the record",
            "1 of 1 true",
            "Aligned claimed",
            "By the record the teams are collaborative",
            "Missing for the next level Aligned Shared pay",
            "0 of 2 done, 1 late",
            "Pay together Sales was due 1 Oct 2026",
            "Sit together nobody no date",
            "Monday numbers Weekly Success",
        ],
    );
}

#[test]
fn customers_say_who_may_be_named_and_why_some_left() {
    let customers = "
claims: [{id: fast, says: Live in a week, promise: true, kept_by: m, proof: [{kind: study, source: s}]}]
customers:
  - {id: good, name: Good Firm, segment: small, reference: public, reviewed: 2026-10-01, permission: written, nps: 9, promise: fast}
  - {id: old, name: Old Firm, segment: large, reference: public, expires: 2026-10-01, nps: 3}
  - {id: gone, name: Gone Firm, reference: none, churn: {date: 2026-05-01, reason: too dear, controllable: true}}
";
    let site = site("", &[("content/a.yaml", &format!("{PEOPLE}{customers}"))]);
    let text = words(&site, "customers.html");
    says(
        &text,
        &[
            "1 to everybody, 0 in single talks, of 3",
            "Good Firm to everybody written",
            "Old Firm to nobody",
            "1 promote us, 0 are content, 1 speak against us.",
            "Gone Firm 1 May 2026 too dear we could have kept them",
        ],
    );
    let page = html(&site, "customers.html");
    says(&page, &["data-keys=\"segment:small\"", "<option value=\"segment:large\">Large firms (1)</option>"]);
    says(
        &words(&site, "customer/good.html"),
        &["May be named to everybody.", "Live in a week", "First story"],
    );
    says(
        &words(&site, "customer/old.html"),
        &["May not be named.", "Nothing is written that they were promised."],
    );
}

#[test]
fn metrics_show_the_bucket_the_sources_and_every_number_in_a_table() {
    let metrics = "
metrics:
  - {id: renewals, name: Renewal rate, shared: true, target: 0.9, values: {q1: 0.8, q2: 0.85}}
  - {id: won, name: Won, values: {q1: 10, q2: 12}}
  - {id: lost-controllable, name: Lost, values: {q1: 4, q2: 3}}
  - {id: revenue-base, name: Base revenue, values: {q1: 90000, q2: 99000}}
  - {id: close-by-lead, name: Close by lead, values: {q2: {in pain: 0.36, curious: 0.07}}}
";
    let site = site("", &[("content/a.yaml", &format!("{PEOPLE}{metrics}"))]);
    says(
        &words(&site, "metrics.html"),
        &[
            "Renewal rate 85 % q2 not made yet: target 90 %",
            "q1: 80 %; q2: 85 %; target 90 %",
            "Of 12 customers won in q2, 3 only fill the place of those who left.",
            "q2 12 3 0 9 25 %",
            "never measured: More purchases, Lower cost to serve, Referrals, Price premium",
            "q2 99,000",
            "In pain 36 % Curious 7 %",
        ],
    );
    says(&words(&site, "metric/renewals.html"), &["shared by all teams", "q1 80 %"]);
}

#[test]
fn a_trigger_leads_to_what_to_say_and_what_is_missing() {
    let site = site("", &[("content/a.yaml", PEOPLE)]);
    says(
        &words(&site, "trigger/storm.html"),
        &["weather warning", "missing: play", "Empty slots", "First story", "no message names the event"],
    );
    says(&words(&site, "triggers.html"), &["A storm Crisis", "First story by its pains", "no play"]);
}

#[test]
fn research_keeps_a_log_of_decisions_and_says_what_a_study_can_show() {
    let research = "
research:
  - {id: v, kind: validation, name: How bad, date: 2026-06-01, n: 40, questions: [How bad is it?], pains: gaps, decision: {verdict: go, reason: it hurts, action: write it}}
  - {id: w, kind: validation, name: Undecided one, n: 3}
  - {id: r, kind: market-report, name: The market}
  - {id: c, kind: feedback, message: m, verdict: missed, quotes: [Not me.]}
";
    let site = site("", &[("content/a.yaml", &format!("{PEOPLE}{research}"))]);
    says(
        &words(&site, "research.html"),
        &[
            "1 Jun 2026 How bad 40 asked go it hurts write it",
            "undecided Undecided one",
            "First story misses more than it lands 0 1 0",
            "“Not me.”",
        ],
    );
    says(
        &words(&site, "research/v.html"),
        &["It can carry a severity.", "Empty slots", "How bad is it?", "go Because it hurts Next write it"],
    );
    says(&words(&site, "research/r.html"), &["no proof of a pain"]);
}

#[test]
fn an_experiment_shows_its_interval_and_the_sides() {
    let experiments = "
experiments:
  - {id: ab, name: Subject, kind: a-b, variants: [one, two], n: [1000, 1000], hits: [150, 90], metric: replied, dates: [2026-07-01, 2026-07-31]}
  - {id: few, name: Few, kind: a-b, variants: [one, two], n: [30, 30], hits: [6, 3], winner: one}
  - {id: narrow, name: Narrow, kind: broad-vs-narrow, variants: [small, large], n: [300, 300], hits: [47, 26]}
metrics: [{id: close, name: Close ratio, values: {q1: {small: 0.29, large: 0.17}}}]
";
    let site = site("", &[("content/a.yaml", &format!("{PEOPLE}{experiments}"))]);
    let all = words(&site, "experiments.html");
    says(
        &all,
        &[
            "Subject one is better",
            "too few were asked to tell, though “one” was declared the winner",
            "1 Jul 2026 to 31 Jul 2026",
        ],
    );
    assert!(!all.contains("Nothing compares a narrow segment"));
    says(
        &words(&site, "experiment/ab.html"),
        &["One 1000 150 15 %", "Difference 6 points", "one less two: 6 points"],
    );
    says(
        &words(&site, "experiment/narrow.html"),
        &["other causes are possible", "Number Small firms Large firms Close ratio q1 29 % 17 %"],
    );
}

#[test]
fn one_answer_stands_beside_where_copy_answers_already() {
    let site = site(
        "copy: [{files: \"copy/**\", team: marketing}]\n",
        &[
            (
                "content/a.yaml",
                &format!(
                    "{PEOPLE}objections: [{{id: data, says: Can we export our data?, respond: Yes and always.}}]\n"
                ),
            ),
            ("copy/faq.md", "## Can we export our data?\n\nYou can.\n\n## Who plans the vans?\n\nYou do.\n"),
            ("copy/page.md", "## Can we export our data?\n\nNever.\n"),
        ],
    );
    says(
        &words(&site, "answers.html"),
        &[
            "Why change: Why should I change?",
            "“Why now at all?” Owner Say Because gaps cost you.",
            "2, 1 without an answer in the messaging, 1 answered in several places",
            "Can we export our data? 2 answers: do they agree? You can. Faq, Marketing Never. Page, Marketing Yes and always. from",
            "Who plans the vans? You do. Faq, Marketing none",
        ],
    );
}

#[test]
fn calculators_are_filled_with_the_numbers_there_are() {
    let metrics = "
metrics:
  - {id: cac, name: Cost, values: {q1: 6000}}
  - {id: payback-months, name: Months, values: {q1: 12}}
  - {id: cac-by-segment, name: Cost by segment, values: {q1: {small: 4000, large: 9000}}}
  - {id: margin-month-by-segment, name: Margin by segment, values: {q1: {small: 500, large: 600}}}
";
    let site = site("", &[("content/a.yaml", &format!("{PEOPLE}{metrics}"))]);
    let page = html(&site, "calculators.html");
    says(
        &page,
        &[
            "name=\"margin\" value=\"500",
            "<option value=\"5\">Empty slots (5 of 5)</option>",
            "<option value=\"1\">A storm</option>",
        ],
    );
    says(&words(&site, "calculators.html"), &["Small firms 4,000 500 8", "Large firms 9,000 600 15"]);
}

#[test]
fn hostile_words_stay_words_in_charts() {
    let hostile = "</title><script>window.hacked=1</script>";
    let play = format!(
        "
plays: [{{id: p, name: '{hostile}', goal: G, personas: owner, steps: [{{touch: '{hostile}', day: 1}}]}}]
experiments: [{{id: e, name: '{hostile}', kind: a-b, variants: ['{hostile}', two], n: [9, 9], hits: [1, 2]}}]
metrics: [{{id: m, name: '{hostile}', values: {{'{hostile}': 1}}}}]
"
    );
    let site = site("", &[("content/a.yaml", &format!("{PEOPLE}{play}"))]);
    for path in ["play/p.html", "calendar/owner.html", "experiments.html", "metric/m.html"] {
        let page = html(&site, path);
        assert!(!page.contains("<script>window"), "{path}");
        assert!(page.contains("&lt;script"), "{path} does not show it at all");
    }
}

//! The edition of a team: unique words in every place that can be internal, looked for in every byte of the site.

use std::collections::BTreeMap;

use refrain::check::check;
use refrain::files::Memory;
use refrain::project::{Opening, Project};
use refrain::shape::Date;
use refrain::site::{DEFAULT, Options, Site, Theme, build};

const SETTINGS: &str = "company: Acme
teams: [marketing, sales, success]
site: {base_url: https://playbook.acme.example/, repo_url: https://git.acme.example/edit/main/}
channels: [{id: web, team: marketing}, {id: call, team: sales}]
copy:
  - {files: \"content/copy/sales/inside/**\", team: sales, internal: true}
  - {files: \"content/copy/marketing/inside/**\", team: marketing, internal: true}
  - {files: \"content/copy/sales/*\", team: sales, channel: call, stage: why-you, personas: [ops, qpersona-sales]}
  - {files: \"content/copy/marketing/*\", team: marketing, channel: web, stage: why-change, uses: [qclaim-sales, rate]}
";

/// What is for sales only, with a word of its own in every field of every kind; and items for all that refer to it.
const SALES: &str = "claims:
  - {id: qclaim-sales, internal_to: sales, says: The qsays-sales rate is 41%, figure: {value: 41, unit: percent, words: [qwords-sales]}, variants: [The qvariant-sales is 41%], not: [qnot-sales], requires: [qrequires-sales], contradicts: [qcontradicts-sales never], replaces: [{wording: The qreplaced-sales rate was 39%, until: 2026-05-01}], note: qnote-sales, owner: qowner-sales, proof: [{kind: study, source: qsource-sales.csv, quote: qquote-sales, by: qby-sales}], examples: {bad: [qbad-sales], good: [qgood-sales]}}
  - {id: rate, says: On average 62% of slots are refilled, figure: {value: 62, unit: percent, words: [slots, refilled]}, never_with: [qclaim-sales], proof: [{kind: internal-data, source: data.csv, customer: qcustomer-sales}]}
competitors:
  - {id: qrival-sales, internal_to: [sales], name: Qrivalname-sales, aka: [Qrivalaka-sales], mention: sales-only, strengths: [qstrength-sales], weaknesses: [qweakness-sales], they_say: [qtheysay-sales], we_win_when: [qwin-sales], they_win_when: [qlose-sales], landmines: [qlandmine-sales?], never_say: [qnever-sales], as_of: 2024-01-01}
customers:
  - {id: qcustomer-sales, internal_to: sales, name: Qcustname-sales, aka: [Qcustaka-sales], outcome: qoutcome-sales, permission: qpermission-sales, reference: internal, promise: [qclaim-sales, rate], churn: {date: 2026-02-01, reason: qchurn-sales}}
experiments:
  - {id: qexperiment-sales, internal_to: sales, name: Qexpname-sales, variants: [m/a, m/b], metric: qexpmetric-sales}
  - {id: open-test, name: Open test, variants: [qmessage-sales/a, m/b]}
messages:
  - {id: qmessage-sales, internal_to: sales, stage: why-you, personas: [ops], headline: Qheadline-sales, short: qshort-sales, long: qlong-sales, talk_track: qtalk-sales, questions: [qquestion-sales?], cta: qcta-sales, claims: [qclaim-sales, rate], variants: [{id: a, text: qvtext-sales}], was: [{wording: qwas-sales, until: 2026-01-01}], assets: [content/copy/sales/inside/qplan-sales.md]}
  - {id: m, stage: why-you, personas: [ops, qpersona-sales], headline: Fill the gaps, short: We fill gaps, claims: [rate, qclaim-sales], pains: [gaps, qpain-sales], offer: [qoffer-sales], value_prop: qprop-sales, trigger: [qtrigger-sales], variants: [{id: a, text: One}, {id: b, text: Two}], assets: [content/copy/sales/inside/qplan-sales.md]}
metrics:
  - {id: qmetric-sales, internal_to: sales, name: Qmetricname-sales, aka: [qmetricaka-sales], values: {2026Q3: 777123}, shared: true, target: 888453}
  - {id: wins, name: Wins, values: {2026Q3: {qmessage-sales: 3, m: 4}}}
objections:
  - {id: qobjection-sales, internal_to: sales, says: qobjects-sales, means: qmeans-sales, respond: qrespond-sales, do_not_say: [qdonot-sales], claims: [rate], stage: why-you, personas: [ops]}
  - {id: dear, says: Too dear, respond: Count the gaps, claims: [qclaim-sales, rate], personas: [ops]}
offers:
  - {id: qoffer-sales, internal_to: sales, name: Qoffername-sales, solves: [gaps]}
  - {id: plan, name: Plan, solves: [qpain-sales, gaps], includes: [qoffer-sales]}
pains:
  - {id: qpain-sales, internal_to: sales, statement: Qstatement-sales, words: [qpainword-sales], questions: [qpainask-sales?]}
  - {id: gaps, statement: Gaps in the day, personas: [ops, qpersona-sales], evidence: [qresearch-sales], triggers: [qtrigger-sales], cost_of_inaction: {text: A day, claim: qclaim-sales}}
personas:
  - {id: qpersona-sales, internal_to: sales, name: Qpersonaname-sales, outcome: qpersonaout-sales, pains: [gaps], titles: [qtitle-sales]}
  - {id: ops, name: Ops, outcome: Calm, pains: [gaps, qpain-sales], segments: [qsegment-sales]}
plays:
  - {id: qplay-sales, internal_to: sales, goal: Qgoal-sales, stage: why-you, personas: [ops], steps: [{touch: qtouch-sales, day: 1, message: m}]}
  - {id: open-play, goal: Win, personas: [ops, qpersona-sales], trigger: [qtrigger-sales], steps: [{touch: Call, day: 1, message: qmessage-sales}]}
research:
  - {id: qresearch-sales, internal_to: sales, kind: feedback, name: Qresname-sales, finds: [qfinds-sales], quotes: [qresquote-sales], theme: qtheme-sales, message: m, verdict: missed, decision: {verdict: qverdict-sales, reason: qreason-sales}, source: qressource-sales}
  - {id: call-1, kind: feedback, message: qmessage-sales, verdict: landed, customer: qcustomer-sales, claims: [qclaim-sales], quotes: [Good]}
segments:
  - {id: qsegment-sales, internal_to: sales, name: Qsegmentname-sales}
terms:
  - {use: qterm-sales, audience: [sales], not: [qwrong-sales], why: qwhy-sales, means: qtermmeans-sales}
triggers:
  - {id: qtrigger-sales, internal_to: sales, event: Qtriggername-sales}
value_props:
  - {id: qprop-sales, internal_to: sales, personas: [ops], pains: [gaps], promise: qpromise-sales}
  - {id: calm, personas: [ops, qpersona-sales], pains: [gaps, qpain-sales], promise: Calm mornings, solution: [qoffer-sales, plan], unlike: [qrival-sales], claims: [qclaim-sales, rate]}
";

/// The project: the same secrets for sales and for marketing, in files of their own and copy of their own.
fn project() -> Memory {
    let mut files = Memory::default();
    files.insert("refrain.yaml", SETTINGS);
    files.insert("content/all.yaml", SALES);
    // Only what is hidden, so that the items for all are not there twice.
    let secret =
        |line: &&str| !line.starts_with("  - ") || line.contains("internal_to") || line.contains("audience:");
    let marketing: Vec<&str> = SALES.lines().filter(secret).collect();
    let marketing = marketing
        .join("\n")
        .replace("-sales", "-marketing")
        .replace("777123", "777124")
        .replace("888453", "888454")
        .replace("internal_to: sales", "internal_to: marketing");
    let marketing = marketing
        .replace("internal_to: [sales]", "internal_to: [marketing]")
        .replace("audience: [sales]", "audience: [marketing]");
    files.insert(
        "content/qfile-marketing.yaml",
        marketing.replace("content/copy/sales/", "content/copy/marketing/"),
    );
    // Items that cannot be read whole: nobody knows for whom they are.
    files.insert(
        "content/broken.yaml",
        "pains:\n  - {id: qbroken-nobody, statement: [], internal_to: sales, qkey-nobody: 1}\n",
    );
    files.insert("content/qcut-nobody.yaml", "pains: [{id: a\n - qbad-nobody: \"\n");
    for team in ["sales", "marketing"] {
        files.insert(
            &format!("content/copy/{team}/inside/qplan-{team}.md"),
            format!("# Qplantitle-{team}\n\nqplantext-{team}: 61% of slots are refilled, leverage synergy! On average 62% of slots are refilled.\n"),
        );
        files.insert(
            &format!("content/copy/{team}/open.md"),
            "# Our page\n\nOn average 55% of slots are refilled. We beat everybody, the best in the world!\n",
        );
    }
    // Copy that uses words for sales only is found; the finding is for sales.
    files.insert("content/copy/marketing/slip.md", "# A slip\n\nOn average 62% of slots are refilled.\n");
    files
}

fn edition(files: &Memory, audience: Option<&str>) -> Site {
    let opening = Opening { as_of: None, today: Date::parse("2026-11-01").unwrap(), paths: vec![] };
    let project = Project::open(files, &opening).unwrap_or_else(|f| panic!("{f:#?}"));
    let outcome = check(&project);
    let theme = Theme::load(files, DEFAULT).unwrap();
    let options = Options { audience: audience.map(str::to_owned), ..Options::default() };
    build(&project, &outcome, &theme, &options).unwrap_or_else(|f| panic!("{f:#?}"))
}

/// How often words that end in `-TEAM` and begin with q stand in a site, by word; in paths, in pages, in data.
fn secrets(site: &Site, team: &str) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    // The numbers of the metric are secret as well.
    let last = match team {
        "sales" => "3",
        "marketing" => "4",
        _ => "9",
    };
    let mark = regex::Regex::new(&format!(r"(?i)\bq[a-z]+-{team}\b|777,?12{last}|888,?45{last}")).unwrap();
    for (path, bytes) in &site.files {
        let text = String::from_utf8_lossy(bytes);
        for hit in mark.find_iter(path).chain(mark.find_iter(&text)) {
            found.entry(hit.as_str().to_lowercase()).or_default().push(path.clone());
        }
    }
    found
}

#[test]
fn an_edition_holds_no_word_of_what_is_internal_to_others() {
    let files = project();
    let all = edition(&files, None);
    let everything = secrets(&all, "sales");
    // What the whole edition shows: else the test looks for what nobody would show anyway.
    assert!(
        everything.len() > 60,
        "only {} planted words are shown at all: {:?}",
        everything.len(),
        everything.keys()
    );
    for (team, other) in
        [("sales", "marketing"), ("marketing", "sales"), ("success", "sales"), ("success", "marketing")]
    {
        let site = edition(&files, Some(team));
        let leaked = secrets(&site, other);
        assert!(
            leaked.is_empty() || other == "marketing" && leaked.keys().all(|k| k.starts_with(['7', '8'])),
            "for {team}: {leaked:#?}"
        );
        assert!(secrets(&site, "nobody").is_empty(), "for {team}: {:#?}", secrets(&site, "nobody"));
        // Nothing is promised that is not there, and what is for all stays.
        assert!(site.faults.is_empty(), "for {team}: {:#?}", site.faults);
        for path in
            ["claim/rate.html", "message/m.html", "persona/ops.html", "pain/gaps.html", "metric/wins.html"]
        {
            assert!(site.files.contains_key(path), "for {team} there is no {path}");
        }
    }
    let own = secrets(&edition(&files, Some("sales")), "sales");
    assert!(own.len() > 60, "sales sees {} of its own words", own.len());
}

#[test]
fn a_finding_is_told_to_those_who_may_see_what_it_is_about() {
    let mut files = Memory::default();
    files.insert(
        "refrain.yaml",
        "company: Acme\nteams: [marketing, sales]\ncopy: [{files: \"content/copy/**\", team: marketing}]\n",
    );
    files.insert(
        "content/a.yaml",
        "claims: [{id: rate, says: On average 62% are refilled, expires: 2026-01-01}, {id: qa-sales, internal_to: sales, says: qb-sales}]\nterms: [{use: qc-sales, audience: [sales]}]\n",
    );
    files.insert("content/copy/a.md", "Speak of the qc-sales here.\n");
    let sees = |team: Option<&str>| {
        let site = edition(&files, team);
        let page = String::from_utf8_lossy(&site.files["consistency.html"]).into_owned();
        (page.contains("term/audience"), page.contains("model/expired"), !secrets(&site, "sales").is_empty())
    };
    assert_eq!(sees(None), (true, true, true));
    assert_eq!(sees(Some("sales")), (true, true, true));
    // The expired claim stands on one line with the secret, which is blank there.
    assert_eq!(sees(Some("marketing")), (false, true, false));
}

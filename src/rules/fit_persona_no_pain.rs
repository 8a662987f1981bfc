//! fit/persona-no-pain: copy for a persona names none of its pains.

use super::{Check, CopyView, Rule, RuleOption};
use crate::analyze::CueList;
use crate::config::Half;
use crate::copy::Part;
use crate::finding::{Certainty, Finding, Severity};
use crate::item::AnyItem;

static CUES: &[CueList] = &[CueList {
    name: "trouble",
    phrases: &[
        "lose",
        "loses",
        "losing",
        "lost",
        "miss",
        "misses",
        "missed",
        "missing",
        "waste",
        "wasted",
        "wastes",
        "late",
        "delay",
        "delays",
        "delayed",
        "wait",
        "waits",
        "waiting",
        "fail",
        "fails",
        "failed",
        "failure",
        "failures",
        "error",
        "errors",
        "mistake",
        "mistakes",
        "problem",
        "problems",
        "trouble",
        "struggle",
        "struggles",
        "struggling",
        "risk",
        "risks",
        "complaint",
        "complaints",
        "complain",
        "complains",
        "penalty",
        "penalties",
        "fine",
        "fines",
        "overtime",
        "churn",
        "downtime",
        "outage",
        "outages",
        "idle",
        "scrap",
        "rework",
        "by hand",
        "manually",
        "nobody knows",
        "no one knows",
        "stuck",
        "frustrated",
        "frustrating",
        "pain",
        "painful",
        "worry",
        "worries",
        "afraid",
        "fear",
        "stress",
        "stressful",
        "burnout",
        "bottleneck",
        "bottlenecks",
        "backlog",
        "queue",
        "queues",
        "costs you",
        "expensive",
        "too much",
        "too late",
        "too long",
        "too many",
        "cannot",
        "can't",
    ],
    inflect: false,
}];

static OPTIONS: &[RuleOption] =
    &[RuleOption { name: "words", default: 60.0, description: "how many words a piece needs to be judged" }];

pub static RULE: Rule = Rule {
    id: "fit/persona-no-pain",
    summary: "copy for a persona that names none of its pains",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("fit_persona_no_pain.md"),
    cues: CUES,
    options: OPTIONS,
    rests_on: &["pains", "personas"],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    let (book, config) = (&view.project.playbook, &view.project.config);
    let known = &view.facts.piece.attributes;
    let technical = config.is_technical(known.channel.as_deref());
    // A customer is shown results; whose pain it was they know.
    let keep = known.stage.as_deref().and_then(|id| config.stage(id)).is_some_and(|s| s.half == Half::Keep);
    let short = (view.facts.word_count() as f64) < view.option("words");
    if !view.for_buyers() || technical || keep || short {
        return vec![];
    }
    let Some(spoken) = view.facts.spoken(view.project, view.lexicon) else { return vec![] };
    // Copy that has nothing at all of its persona is told as generic.
    let generic = spoken.words == 0 && spoken.shared < 2 && spoken.others.is_empty();
    let trouble = view.facts.hits(view.lexicon, |r| r.is_cue("trouble").then_some(())).count();
    // A pain in words that the playbook does not know is a pain all the same.
    if spoken.pains.is_empty()
        || !spoken.named.is_empty()
        || generic
        || trouble >= 2 && spoken.others.is_empty()
    {
        return vec![];
    }
    let body = view.facts.passages.iter().find(|p| p.passage.part == Part::Paragraph);
    let Some((passage, sentence)) = body.and_then(|p| Some((p, p.sentences().first()?.clone()))) else {
        return vec![];
    };
    let persona = known.personas.join(", ");
    let pains: Vec<_> = spoken.pains.iter().filter_map(|at| book.pains.get(*at)).collect();
    let names: Vec<&str> = pains.iter().take(4).map(|p| p.id.as_str()).collect();
    let what = match spoken.others.first().and_then(|at| book.pains.get(*at)) {
        Some(other) => format!(
            "this piece is for {persona} and speaks of `{}`, which is none of their pains",
            other.id.as_str()
        ),
        None => format!("this piece is for {persona} and names none of their pains"),
    };
    let mut finding = view
        .finding(passage, sentence, what)
        .about("persona", known.personas.first().cloned().unwrap_or_default())
        .why("who does not see their own trouble in the first lines does not read the rest")
        .help(format!("begin with one of {}, in their words", names.join(", ")));
    if let Some(pain) = pains.first() {
        finding = finding.related(pain.place(), "one of their pains stands here");
    }
    vec![finding]
}

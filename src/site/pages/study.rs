//! A study, a talk or a review: what was asked, what came out, what it can show, what was decided after it.

use tera::Value;

use super::{PageType, Subject, each, list_url};
use crate::analyze::{Survey, asked, asks_teams, hears_buyers, is_study, urgency};
use crate::graph::Key;
use crate::item::{Item, Kind};
use crate::model::{Reception, Research, ResearchKind, Sample, Sentiment};
use crate::site::edition::Edition;
use crate::site::sheet::{Head, Sheet, entry, uses};
use crate::site::view::{day, map, maybe, ordinary, survey_charts, texts};

pub static PAGE: PageType = PageType {
    name: "study",
    template: "study.html",
    kind: Some("research"),
    addresses: |edition| each(edition, &edition.project.playbook.research),
    sheet,
};

fn sheet(edition: &Edition, (at, _): Subject) -> Sheet {
    let book = &edition.project.playbook;
    let Some(research) = book.research.get(at) else { return Sheet::empty(PAGE.name) };
    let line = research.finds.first().map_or("", |f| &**f);
    let key = Key::of(research);
    let survey = Survey::of(edition.project, research);
    let pains: Vec<Value> = pains(edition, research);
    let named = research.message.as_ref().filter(|m| edition.page_of("messages", m.id()).is_some());
    let customer = research.customer.as_ref().filter(|c| edition.page_of("customers", c.id()).is_some());
    let named_itself = research.body.title().is_some();
    let shape = map! {
        "kind": ordinary(research.kind.name()),
        "shows": shows(research),
        "market_only": research.kind == ResearchKind::MarketReport,
        // What nobody has named is called by its day and by whom, which need not be said twice.
        "date": research.date.filter(|_| named_itself).map(day),
        "by": maybe(research.by.as_ref().filter(|_| named_itself)),
        "n": asked(research),
        "per_team": per_team(research),
        "questions": texts(&research.questions),
        "answers": texts(&research.answers),
        "finds": texts(&research.finds),
        "quotes": texts(&research.quotes),
        "theme": maybe(research.theme.as_ref()),
        "sentiment": research.sentiment.map(Sentiment::name),
        "verdict": research.verdict.map(Reception::name),
        "message": named.map(|m| edition.reference("messages", m.id())),
        "customer": customer.map(|c| edition.reference("customers", c.id())),
        "source": maybe(research.body.source.as_ref()),
        "decides": is_study(research),
        "decision": research.decision.as_ref().map(|d| map! {
            "verdict": &*d.verdict, "reason": maybe(d.reason.as_ref()), "action": maybe(d.action.as_ref()),
        }),
    };
    let mut head = Head::of_item(edition, research, ("Research", &list_url("research")), line);
    head.kind = PAGE.name;
    Sheet {
        head,
        body: vec![
            ("study", shape),
            ("pains", Value::from(pains)),
            ("claims", edition.claims_of(&research.claims)),
            ("survey", Value::from(survey.map(|s| survey_charts(edition, research, &s)))),
            ("uses", uses(edition, &key)),
        ],
        entries: vec![entry(edition, research, vec![], line)],
    }
}

/// The pains that it is about or that lean on it, the most severe first, each with whether it is one to act on.
fn pains(edition: &Edition, research: &Item<Research>) -> Vec<Value> {
    let book = &edition.project.playbook;
    let id = research.id.as_str();
    let mut about: Vec<_> = edition
        .shown(&book.pains)
        .map(|(_, p)| p)
        .filter(|p| {
            p.evidence.iter().any(|r| r.id() == id) || research.pains.iter().any(|r| r.id() == p.id.as_str())
        })
        .collect();
    about.sort_by_key(|p| std::cmp::Reverse(p.severity.unwrap_or(0)));
    let shown = about.iter().map(|pain| {
        let (verdict, reasons) = urgency(pain);
        map! {
            "ref": edition.reference("pains", pain.id.as_str()),
            "severity": pain.severity.unwrap_or(0),
            "verdict": verdict.name(),
            "reasons": reasons,
            "budget": maybe(pain.budget.as_ref()),
            "triggers": edition.references(&pain.triggers),
        }
    });
    shown.collect()
}

/// What research of its kind can show, and what not.
fn shows(research: &Research) -> &'static str {
    match research.kind {
        ResearchKind::Survey if asks_teams(research) => {
            "Our own teams were asked. It shows what they think, not what buyers feel."
        }
        ResearchKind::Survey => "Buyers or customers were asked. It shows how many feel it.",
        ResearchKind::Validation => "Buyers were asked whether a pain is real. It can carry a severity.",
        ResearchKind::MarketReport => {
            "An analyst's view of the market. It counts firms and money; it does not show that anybody hurts."
        }
        ResearchKind::Feedback => "One talk, right after it. One voice: heard, not counted.",
        ResearchKind::Reputation => "What is said of us in public. It shows what we are known for.",
        ResearchKind::WinLoss => "Why deals were won and lost. It shows what decides.",
    }
}

/// How many of each team were asked.
fn per_team(research: &Research) -> Vec<Value> {
    match &research.n {
        Some(Sample::PerTeam(teams)) => {
            teams.iter().map(|(team, n)| map! { "team": ordinary(team.id()), "n": *n }).collect()
        }
        Some(Sample::All(_)) | None if hears_buyers(research) => vec![],
        _ => vec![],
    }
}

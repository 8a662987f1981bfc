//! Research: what we know and how, kind by kind; the log of decisions; how messages landed in talks.

use tera::Value;

use super::{PageType, single};
use crate::analyze::{Reactions, asked, is_study, reactions};
use crate::item::Item;
use crate::model::{Research, ResearchKind};
use crate::site::chart::{Bar, Bars, Caption, bars};
use crate::site::edition::{Edition, title};
use crate::site::sheet::{Head, Sheet};
use crate::site::view::{chart, day, map, maybe, texts};

/// How many messages the chart of reactions shows.
const SHOWN: usize = 12;

pub static PAGE: PageType = PageType {
    name: "studies",
    template: "studies.html",
    kind: None,
    addresses: |_| single("research.html"),
    sheet: |edition, _| sheet(edition),
};

fn sheet(edition: &Edition) -> Sheet {
    let lead = "What we asked, what people said, and what we decided after it.";
    let mut all: Vec<&Item<Research>> =
        edition.shown(&edition.project.playbook.research).map(|(_, r)| r).collect();
    // The newest first; what bears no day last.
    all.sort_by_key(|r| std::cmp::Reverse(r.date));
    let decisions = all.iter().filter(|r| r.decision.is_some()).map(|r| decision(edition, r));
    let open = all.iter().filter(|r| r.decision.is_none() && is_study(r)).map(|r| row(edition, r));
    Sheet {
        head: Head::new("Research", PAGE.name, lead).lead(lead),
        body: vec![
            ("decisions", Value::from(decisions.collect::<Vec<_>>())),
            ("undecided", Value::from(open.collect::<Vec<_>>())),
            ("groups", Value::from(groups(edition, &all))),
            ("reactions", landed(edition)),
        ],
        entries: vec![],
    }
}

fn decision(edition: &Edition, research: &Item<Research>) -> Value {
    let decision = research.decision.as_ref();
    map! {
        "study": row(edition, research),
        "verdict": decision.map(|d| d.verdict.to_string()),
        "reason": decision.and_then(|d| d.reason.as_deref()),
        "action": decision.and_then(|d| d.action.as_deref()),
    }
}

fn row(edition: &Edition, research: &Item<Research>) -> Value {
    map! {
        "ref": edition.reference("research", research.id.as_str()),
        "date": research.date.map(day),
        "by": maybe(research.by.as_ref()),
        "n": asked(research),
        "finds": texts(&research.finds),
        "decided": research.decision.is_some(),
    }
}

fn groups(edition: &Edition, all: &[&Item<Research>]) -> Vec<Value> {
    let groups = [
        (
            ResearchKind::Validation,
            "Validation",
            "Buyers were asked whether a pain is real. It can carry a severity.",
        ),
        (ResearchKind::WinLoss, "Won and lost", "Why deals were won and lost."),
        (ResearchKind::Survey, "Surveys", "Teams or customers rated questions."),
        (ResearchKind::Reputation, "Reputation", "What is said of us in public."),
        (
            ResearchKind::MarketReport,
            "Market reports",
            "An analyst's view: it counts firms and money, and does not show that anybody hurts.",
        ),
    ];
    let group = |(kind, title, about): &(ResearchKind, &str, &str)| {
        let rows: Vec<Value> = all.iter().filter(|r| r.kind == *kind).map(|r| row(edition, r)).collect();
        (!rows.is_empty())
            .then(|| map! { "title": *title, "about": *about, "kind": kind.name(), "rows": rows })
    };
    groups.iter().filter_map(group).collect()
}

/// How each message landed in talks, with what was said.
fn landed(edition: &Edition) -> Value {
    let book = &edition.project.playbook;
    let known = |r: &Reactions| {
        let message = book.messages.get(r.message)?;
        edition.page_of("messages", message.id.as_str())?;
        Some(message)
    };
    let all: Vec<Reactions> = reactions(edition.project).into_iter().filter(|r| known(r).is_some()).collect();
    let named = |r: &Reactions| known(r).map(|m| title(m)).unwrap_or_default();
    let told = all.iter().take(SHOWN).map(|r| {
        format!("{}: landed {}, missed {}, wrong {}", named(r), r.landed.len(), r.missed.len(), r.wrong.len())
    });
    let description = told.collect::<Vec<_>>().join("; ");
    let bar = |r: &Reactions| Bar {
        name: named(r),
        words: (r.landed.len() + r.missed.len() + r.wrong.len()).to_string(),
        parts: [&r.landed, &r.missed, &r.wrong].map(|l| l.len() as f64).to_vec(),
    };
    let svg = bars(&Bars {
        caption: Caption {
            id: "reactions",
            title: "How messages landed in talks",
            description: &description,
        },
        bars: all.iter().take(SHOWN).map(bar).collect(),
        classes: &["good", "s5", "bad"],
        keys: &["\u{2713}", "\u{25cb}", "\u{2715}"],
    });
    let talk = |verdict: &str, talk: &Item<Research>| {
        map! {
            "verdict": verdict,
            "ref": edition.reference("research", talk.id.as_str()),
            "date": talk.date.map(day),
            "quotes": texts(&talk.quotes),
        }
    };
    let rows = all.iter().map(|r| {
        let talks =
            r.landed.iter().map(|t| talk("landed", t)).chain(r.missed.iter().map(|t| talk("missed", t)));
        let talks = talks.chain(r.wrong.iter().map(|t| talk("wrong", t)));
        map! {
            "message": known(r).map(|m| edition.reference("messages", m.id.as_str())),
            "landed": r.landed.len(),
            "missed": r.missed.len(),
            "wrong": r.wrong.len(),
            "fails": r.fails(),
            "talks": talks.collect::<Vec<_>>(),
        }
    });
    map! { "chart": chart(svg), "rows": rows.collect::<Vec<_>>() }
}

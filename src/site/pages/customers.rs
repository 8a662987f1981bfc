//! Customers: who may be named where, what the best of them have in common, what they were promised, why some left.

use std::collections::BTreeMap;

use tera::Value;

use super::{PageType, single};
use crate::analyze::{Referee, referees};
use crate::model::{Reference, Segment};
use crate::site::chart::{Bar, Bars, Caption, bars};
use crate::site::edition::Edition;
use crate::site::sheet::{Head, Sheet};
use crate::site::view::{chart, day, freshness_of, map, maybe, number, texts};

/// A profile of the best customers is looked at again after this many days.
const PROFILE_DAYS: i64 = 365;

pub static PAGE: PageType = PageType {
    name: "customers",
    template: "customers.html",
    kind: None,
    addresses: |_| single("customers.html"),
    sheet: |edition, _| sheet(edition),
};

fn sheet(edition: &Edition) -> Sheet {
    let lead = "Who may be named to whom, what they got, and what they were promised.";
    let all: Vec<Referee> =
        referees(edition.project).into_iter().filter(|r| edition.shows(r.customer)).collect();
    let nameable = |level: Reference| all.iter().filter(|r| r.level == level).count();
    Sheet {
        head: Head::new("Customers", PAGE.name, lead).lead(lead),
        body: vec![
            ("customers", Value::from(all.iter().map(|r| view(edition, r)).collect::<Vec<_>>())),
            ("facets", facets(edition, &all)),
            (
                "counts",
                map! {
                    "public": nameable(Reference::Public),
                    "private": nameable(Reference::NamedPrivate),
                    "all": all.len(),
                },
            ),
            ("profiles", Value::from(profiles(edition))),
            ("shares", chart(shares(edition))),
            ("nps", Value::from(nps(&all))),
            ("left", Value::from(all.iter().filter_map(left(edition)).collect::<Vec<_>>())),
        ],
        entries: vec![],
    }
}

fn view(edition: &Edition, referee: &Referee) -> Value {
    let customer = referee.customer;
    let (reference, state) = match referee.level {
        Reference::Public => ("to everybody", "verified"),
        Reference::NamedPrivate => ("in talks with single buyers, never in writing", "due"),
        Reference::Internal => ("only inside", "internal"),
        Reference::None => ("to nobody", "expired"),
    };
    let segment = customer.segment.as_ref().map(|s| s.id());
    let refs = |kind: &'static str, ids: &std::collections::BTreeSet<String>| {
        let known = ids.iter().filter(|id| edition.page_of(kind, id).is_some());
        known.map(|id| edition.reference(kind, id)).collect::<Vec<_>>()
    };
    let keys = segment.iter().map(|s| format!("segment:{s}"));
    let keys = keys.chain(referee.stages.iter().map(|s| format!("stage:{s}")));
    let keys: Vec<String> = keys.chain(referee.pains.iter().map(|p| format!("pain:{p}"))).collect();
    map! {
        "ref": edition.reference("customers", customer.id.as_str()),
        "keys": keys.join(" "),
        "segment": segment.map(|s| edition.reference("segments", s)),
        "reference": reference,
        "state": state,
        "may_name": referee.level == Reference::Public,
        "permission": maybe(customer.permission.as_ref()),
        "freshness": freshness_of(edition, customer),
        "outcome": maybe(customer.outcome.as_ref()),
        "advocate": customer.advocate,
        "nps": customer.nps,
        "promise": edition.claims_of(&customer.promise),
        "pains": refs("pains", &referee.pains),
        "stages": refs("stages", &referee.stages),
        "left": customer.churn.is_some(),
    }
}

/// What the finder filters by: every value that some customer has, with its title.
fn facets(edition: &Edition, all: &[Referee]) -> Value {
    let facet = |name: &str, title: &str, kind: &'static str, ids: Vec<&str>| {
        let mut found: BTreeMap<&str, usize> = BTreeMap::new();
        for id in ids {
            *found.entry(id).or_default() += 1;
        }
        let known = found.into_iter().filter(|(id, _)| edition.page_of(kind, id).is_some());
        let values = known.map(|(id, count)| {
            map! { "key": format!("{name}:{id}"), "ref": edition.reference(kind, id), "count": count }
        });
        map! { "name": name, "title": title, "values": values.collect::<Vec<_>>() }
    };
    let segments = all.iter().filter_map(|r| r.customer.segment.as_ref().map(|s| s.id()));
    let stages = all.iter().flat_map(|r| r.stages.iter().map(String::as_str));
    let pains = all.iter().flat_map(|r| r.pains.iter().map(String::as_str));
    Value::from(vec![
        facet("segment", "Segment", "segments", segments.collect()),
        facet("stage", "Moment", "stages", stages.collect()),
        facet("pain", "Pain", "pains", pains.collect()),
    ])
}

/// The profiles of the best customers, segment by segment.
fn profiles(edition: &Edition) -> Vec<Value> {
    let as_of = edition.project.as_of;
    let shown = edition.shown(&edition.project.playbook.segments).filter_map(|(_, segment)| {
        let best = segment.best_customer.as_ref()?;
        let old = best.as_of.is_none_or(|made| crate::analyze::days(made, as_of) > PROFILE_DAYS);
        Some(map! {
            "segment": edition.reference("segments", segment.id.as_str()),
            "traits": texts(&best.traits),
            "share": best.share_of_revenue.map(percent),
            "as_of": best.as_of.map(day),
            "old": old,
            "ready_when": texts(&segment.ready_when),
        })
    });
    shown.collect()
}

/// The share of revenue that the best customers of each segment bring.
fn shares(edition: &Edition) -> Option<String> {
    let segments = edition.shown(&edition.project.playbook.segments);
    let share = |s: &Segment| s.best_customer.as_ref()?.share_of_revenue;
    let shown: Vec<(&str, f64)> = segments.filter_map(|(_, s)| Some((&*s.name, share(s)?))).collect();
    let told = shown.iter().map(|(name, share)| format!("{name}: {}", percent(*share)));
    let description = told.collect::<Vec<_>>().join("; ");
    bars(&Bars {
        caption: Caption {
            id: "shares",
            title: "Share of revenue from the best customers of each segment",
            description: &description,
        },
        bars: shown
            .iter()
            .map(|(name, share)| Bar {
                name: (*name).to_owned(),
                words: percent(*share),
                parts: vec![*share],
            })
            .collect(),
        classes: &["s1"],
        keys: &[""],
    })
}

/// Promoters, passives and detractors among customers who stay (Net Promoter Score: 9 and 10, 7 and 8, 6 and below).
fn nps(all: &[Referee]) -> Option<Value> {
    let scores: Vec<u32> =
        all.iter().filter(|r| r.customer.churn.is_none()).filter_map(|r| r.customer.nps).collect();
    let count = |wanted: fn(u32) -> bool| scores.iter().filter(|s| wanted(**s)).count();
    let (promoters, detractors) = (count(|s| s >= 9), count(|s| s <= 6));
    let passives = scores.len() - promoters - detractors;
    let words = format!("{promoters} promote us, {passives} are content, {detractors} speak against us.");
    let svg = bars(&Bars {
        caption: Caption { id: "nps-now", title: "Would they recommend us?", description: &words },
        bars: vec![Bar {
            name: "Customers who stay".to_owned(),
            words: scores.len().to_string(),
            parts: [promoters, passives, detractors].iter().map(|n| *n as f64).collect(),
        }],
        classes: &["good", "s5", "bad"],
        keys: &["9–10", "7–8", "0–6"],
    });
    svg.map(|svg| {
        map! {
            "chart": chart(Some(svg)), "words": words,
            "promoters": promoters, "passives": passives, "detractors": detractors,
        }
    })
}

/// Who left, when and why.
fn left<'e>(edition: &'e Edition) -> impl Fn(&Referee) -> Option<Value> + 'e {
    |referee| {
        let churn = referee.customer.churn.as_ref()?;
        Some(map! {
            "ref": edition.reference("customers", referee.customer.id.as_str()),
            "date": day(churn.date),
            "reason": maybe(churn.reason.as_ref()),
            "controllable": churn.controllable,
            "promise": edition.claims_of(&referee.customer.promise),
        })
    }
}

fn percent(share: f64) -> String {
    format!("{}\u{a0}%", number((share * 100.0).round()))
}

//! Calculators that run in the browser, filled with the playbook's own numbers, and the lead scoring sheet.

use tera::Value;

use super::{PageType, single};
use crate::analyze::{Numbers, payback_by_segment};
use crate::site::edition::{Edition, title};
use crate::site::sheet::{Head, Sheet};
use crate::site::view::{map, money, number};

/// The discount rate that stands in the form until somebody writes another, in percent a year.
const RATE: f64 = 10.0;

pub static PAGE: PageType = PageType {
    name: "calculators",
    template: "calculators.html",
    kind: None,
    addresses: |_| single("calculators.html"),
    sheet: |edition, _| sheet(edition),
};

fn sheet(edition: &Edition) -> Sheet {
    let settings = &edition.project.config.settings;
    let book = &edition.project.playbook;
    let segment = edition.shown(&book.segments).find_map(|(_, s)| s.size.as_ref()?.revenue);
    let newest = |id: &str| edition.newest(id);
    let percent = |id: &str| newest(id).map(|v| if v <= 1.5 { v * 100.0 } else { v });
    let ratio =
        |a: Option<f64>, b: Option<f64>| a.zip(b).filter(|(_, b)| *b > 0.0).map(|(a, b)| (a / b).round());
    let margin_month = newest("margin-month").or_else(|| ratio(newest("cac"), newest("payback-months")));
    let calc = map! {
        "revenue": settings.revenue,
        "goal": settings.growth_goal,
        "segment": segment,
        "cac": newest("cac"),
        "margin_month": margin_month,
        "months_stay": newest("months-stay"),
        "customers": newest("customers"),
        "margin_year": newest("margin-year").or_else(|| margin_month.map(|m| m * 12.0)),
        "retention": percent("renewals").or_else(|| percent("retention")),
        "rate": RATE,
        "reps": newest("reps").or_else(|| ratio(newest("qualified-leads"), newest("leads-per-rep"))),
        "leads": newest("leads-per-rep"),
        "close": percent("close-ratio").map(|v| (v * 10.0).round() / 10.0),
        "deal": newest("revenue-per-deal"),
    };
    let head = Head::new(
        "Calculators",
        PAGE.name,
        "What a goal asks of a segment, when a customer has paid back, and whether a lead is a customer in pain",
    );
    Sheet {
        head,
        body: vec![
            ("calc", calc),
            ("payback", Value::from(paybacks(edition))),
            ("pains", Value::from(pains(edition))),
            ("triggers", Value::from(triggers(edition))),
        ],
        entries: vec![],
    }
}

fn paybacks(edition: &Edition) -> Vec<Value> {
    let settings = &edition.project.config.settings;
    let rows = payback_by_segment(edition).into_iter().map(|row| {
        let known = edition.page_of("segments", &row.segment).is_some();
        map! {
            "segment": known.then(|| edition.reference("segments", &row.segment)),
            "name": &*row.segment,
            "cost": money(settings, row.cost),
            "margin": money(settings, row.margin),
            "months": number((row.months * 10.0).round() / 10.0),
        }
    });
    rows.collect()
}

/// The pains to choose from, the most severe first; a pain that nobody rated cannot be scored.
fn pains(edition: &Edition) -> Vec<Value> {
    let mut pains: Vec<(u32, String)> = edition
        .shown(&edition.project.playbook.pains)
        .filter_map(|(_, p)| Some((p.severity?, title(p))))
        .collect();
    pains.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    pains.into_iter().map(|(severity, title)| map! { "severity": severity, "title": title }).collect()
}

fn triggers(edition: &Edition) -> Vec<String> {
    edition.shown(&edition.project.playbook.triggers).map(|(_, t)| title(t)).collect()
}

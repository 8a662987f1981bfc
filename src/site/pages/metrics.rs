//! Metrics: the number all teams answer for, the leaky bucket, the five sources of revenue, what customers would say of us,
//! the lead system; then every number with its newest value.

use tera::Value;

use super::{PageType, single};
use crate::analyze::{
    Bucket, Numbers, SOURCES, Sources, buckets, sources, sources_by_segment, tail_chasing, unmeasured_sources,
};
use crate::item::Item;
use crate::model::Metric;
use crate::site::chart::{Bar, Bars, Caption, Flow, bars, flow};
use crate::site::edition::Edition;
use crate::site::sheet::{Head, Sheet};
use crate::site::view::{chart, map, maybe, metric_row, money, number, on_axis, ordinary, trend};

/// The numbers of the lead system, by their ids.
const LEADS: [&str; 5] =
    ["qualified-leads", "leads-per-rep", "close-ratio", "sales-cycle", "revenue-per-program"];
/// The numbers that say whether a customer pays back before they leave.
const PAYBACK: [&str; 3] = ["cac", "payback-months", "early-churn"];

pub static PAGE: PageType = PageType {
    name: "metrics",
    template: "metrics.html",
    kind: None,
    addresses: |_| single("metrics.html"),
    sheet: |edition, _| sheet(edition),
};

fn sheet(edition: &Edition) -> Sheet {
    let lead = "The numbers we watch, the shared one first.";
    let mut metrics: Vec<&Item<Metric>> =
        edition.shown(&edition.project.playbook.metrics).map(|(_, m)| m).collect();
    metrics.sort_by_key(|m| !m.shared);
    let named = |ids: &[&str]| -> Vec<Value> {
        let found = ids.iter().filter_map(|id| metrics.iter().find(|m| m.id.as_str() == *id));
        found.map(|m| card(edition, m)).collect()
    };
    let shared = metrics.iter().filter(|m| m.shared).take(2).map(|m| card(edition, m));
    Sheet {
        head: Head::new("Metrics", PAGE.name, lead).lead(lead),
        body: vec![
            ("shared", Value::from(shared.collect::<Vec<_>>())),
            ("bucket", bucket(edition)),
            ("sources", revenue(edition)),
            ("nps", Value::from(named(&["nps", "nps-by-segment"]))),
            ("leads", Value::from(named(&LEADS))),
            ("by_lead", by_lead(edition, &metrics)),
            ("payback", Value::from(named(&PAYBACK))),
            ("by_message", by_message(edition)),
            ("chase", chase(edition)),
            ("metrics", Value::from(metrics.iter().map(|m| metric_row(edition, m)).collect::<Vec<_>>())),
        ],
        entries: vec![],
    }
}

fn card(edition: &Edition, metric: &Item<Metric>) -> Value {
    let id = format!("m-{}", metric.id.as_str());
    map! { "metric": metric_row(edition, metric), "chart": chart(trend(edition, metric, &id)) }
}

fn bucket(edition: &Edition) -> Value {
    let all = buckets(edition);
    let Some(last) = all.last() else { return Value::none() };
    let told = all.iter().map(|b| {
        format!(
            "{}: {} won, {} lost, of those {} controllable",
            b.period,
            b.won,
            b.won - b.growth(),
            b.controllable
        )
    });
    let description = told.collect::<Vec<_>>().join("; ");
    let flows: Vec<Flow> = all
        .iter()
        .map(|b| Flow {
            period: b.period.clone(),
            won: b.won,
            controllable: b.controllable,
            uncontrollable: b.uncontrollable,
        })
        .collect();
    let caption = Caption {
        id: "bucket-chart",
        title: "Customers won and lost, period by period",
        description: &description,
    };
    let row = |b: &Bucket| {
        map! {
            "period": &*b.period,
            "won": number(b.won),
            "controllable": number(b.controllable),
            "uncontrollable": number(b.uncontrollable),
            "growth": number(b.growth()),
            "refill": b.refill_share().map(|s| format!("{}\u{a0}%", number((s * 100.0).round()))),
        }
    };
    let words = format!(
        "Of {} customers won in {}, {} only fill the place of those who left.",
        number(last.won),
        last.period,
        number(last.refill())
    );
    map! {
        "words": words,
        "chart": chart(flow(caption, &flows)),
        "rows": all.iter().rev().map(row).collect::<Vec<_>>(),
    }
}

/// The five sources of revenue, by period and where it is known by segment.
fn revenue(edition: &Edition) -> Value {
    let (periods, segments) = (sources(edition), sources_by_segment(edition));
    if periods.is_empty() && segments.is_empty() {
        return Value::none();
    }
    let names = SOURCES.iter().enumerate().map(|(n, (id, name))| {
        map! { "n": n + 1, "ref": edition.reference("metrics", id), "name": *name }
    });
    map! {
        "names": names.collect::<Vec<_>>(),
        "unit": maybe(edition.project.config.settings.currency.as_ref()),
        "periods": stacked(edition, "sources-chart", "Where revenue comes from, by period", ("Period", &periods)),
        "segments": stacked(edition, "segments-chart", "Where revenue comes from, by segment", ("Segment", &segments)),
        "unmeasured": unmeasured_sources(edition),
    }
}

fn stacked(edition: &Edition, id: &str, title: &str, (name, all): (&str, &[Sources])) -> Value {
    if all.is_empty() {
        return Value::none();
    }
    let unit = edition.metric(SOURCES.map(|(id, _)| id).first().copied().unwrap_or_default());
    let short = |value: f64| unit.map_or_else(|| number(value), |m| on_axis(m, value));
    let segment = |name: &str| {
        let of = edition.project.of(&edition.project.playbook.segments, name);
        of.map_or_else(|| name.to_owned(), |s| s.name.to_string())
    };
    let told = all.iter().map(|s| {
        let parts =
            s.parts.iter().zip(SOURCES).filter_map(|(v, (_, name))| Some(format!("{name} {}", short((*v)?))));
        format!("{}: {}", segment(&s.name), parts.collect::<Vec<_>>().join(", "))
    });
    let description = told.collect::<Vec<_>>().join("; ");
    let bar = |s: &Sources| Bar {
        name: segment(&s.name),
        words: short(s.sum()),
        parts: s.parts.iter().map(|p| p.unwrap_or(0.0)).collect(),
    };
    let svg = bars(&Bars {
        caption: Caption { id, title, description: &description },
        bars: all.iter().map(bar).collect(),
        classes: &[],
        keys: &[],
    });
    let row = |s: &Sources| {
        map! {
            "name": segment(&s.name),
            "parts": s.parts.iter().map(|p| p.map(number)).collect::<Vec<_>>(),
            "sum": number(s.sum()),
        }
    };
    map! { "title": title, "name": name, "chart": chart(svg), "rows": all.iter().map(row).collect::<Vec<_>>() }
}

/// Numbers that are split by the kind of lead: whether a customer in pain closes sooner and more often.
fn by_lead(edition: &Edition, metrics: &[&Item<Metric>]) -> Value {
    let of_lead = metrics.iter().filter(|m| m.id.as_str().ends_with("-by-lead"));
    let rows = of_lead.filter_map(|metric| {
        let (period, parts) = edition.newest_split(metric.id.as_str())?;
        let parts = parts.into_iter().map(|(name, value)| {
            map! { "name": ordinary(&name), "value": crate::site::view::measured(metric, value) }
        });
        Some(map! {
            "metric": edition.reference("metrics", metric.id.as_str()),
            "period": period,
            "parts": parts.collect::<Vec<_>>(),
        })
    });
    Value::from(rows.collect::<Vec<_>>())
}

/// Customers who left early, by the message that won them; the worst first.
fn by_message(edition: &Edition) -> Value {
    let Some((period, mut parts)) = edition.newest_split("early-churn-by-message") else {
        return Value::none();
    };
    let target = edition.metric("early-churn").and_then(|m| m.target);
    parts.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let known = parts.iter().filter(|(id, _)| edition.page_of("messages", id).is_some());
    let rows = known.map(|(id, value)| {
        map! {
            "message": edition.reference("messages", id),
            "value": format!("{}\u{a0}%", number((value * 1000.0).round() / 10.0)),
            "over": target.is_some_and(|t| *value > t),
        }
    });
    map! { "period": period, "rows": rows.collect::<Vec<_>>() }
}

/// Whether more money brings fewer or worse customers.
fn chase(edition: &Edition) -> Value {
    let settings = &edition.project.config.settings;
    let all = tail_chasing(edition);
    let rows = all.iter().rev().map(|c| {
        map! {
            "period": &*c.period,
            "spend": money(settings, c.spend.round()),
            "won": number(c.won),
            "early": c.early.map(|e| format!("{}\u{a0}%", number((e * 1000.0).round() / 10.0))),
            "chasing": c.chasing,
        }
    });
    map! { "rows": rows.collect::<Vec<_>>(), "any": all.iter().any(|c| c.chasing) }
}

//! What copy may state as a claim's figure, ready to be compared: the figure itself, the figures of its approved
//! wordings and of what it accepts, and those it had before.

use std::collections::{BTreeMap, BTreeSet};

use super::evidence::{lower_words, stems};
use crate::analyze::{Once, Outdated};
use crate::item::Item;
use crate::model::{Claim, Figure, FigureDirection, Polarity};
use crate::project::Project;
use crate::shape::Date;
use crate::syntax::dates::{Dating, When, dated_sentences};
use crate::syntax::quantity::{
    Bound, Direction, Fit, Interval, Mismatch, Period, Quantity, Unit, compatible, quantities,
};
use crate::syntax::words;

/// In what a figure contradicts the approved one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Clash {
    /// Another number.
    Value,
    /// The right number with another bound: `up to` for an average.
    Bound,
    /// The right number the other way round: missed for captured.
    Direction,
    /// The right number in points for percent.
    Unit,
    /// The right number by another time: a month for a week.
    Rate,
}

/// How a figure in copy stands to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Relation {
    /// Copy may say so.
    Approved,
    /// It was approved once: which of [`Lexicon::outdated`](crate::analyze::Lexicon::outdated).
    Former(usize),
    /// It contradicts the approved figure.
    Conflict(Clash),
}

/// What copy may state as the figure of one claim.
#[derive(Debug)]
pub struct Approved {
    /// The figure, then as the approved wordings have it: `5 working days` where the figure says `5 days`.
    allowed: Vec<Quantity>,
    /// The other figures of the approved wordings, and those of `accepts`: right, but not the claim's own.
    tolerated: Vec<Quantity>,
    /// The figure as the approved wording has it.
    shown: String,
    /// Figures it had before, by their number among what is outdated.
    former: Vec<(usize, Quantity)>,
    direction: Direction,
    /// Whether the claim itself says that it goes up or down, and no share of anything is approved.
    change: bool,
    /// Whether more of it is good for the buyer.
    polarity: Option<Polarity>,
    /// How its wordings date themselves.
    pub(super) dated: Vec<(Dating, Option<When>)>,
    /// How many words the figure lists.
    pub(super) words: usize,
    /// The stems of the words of the approved wordings.
    pub(super) stems: BTreeSet<String>,
    /// The words of each approved wording.
    pub(super) wordings: Vec<Vec<String>>,
    /// The day since which the figure is what it is, as far as the messaging tells.
    pub(super) since: Option<Date>,
}

/// What every claim's figure may be, by the claim's position; nothing for a claim without a figure or without words.
pub fn approved_figures(project: &Project, outdated: &[Outdated]) -> Vec<Option<Approved>> {
    let mut former: BTreeMap<usize, Vec<(usize, &Outdated)>> = BTreeMap::new();
    for (n, one) in outdated.iter().enumerate().filter(|(_, o)| matches!(o.once, Once::Figure(_))) {
        if let Some(at) = one.at.filter(|_| one.kind == "claims") {
            former.entry(at).or_default().push((n, one));
        }
    }
    let claims = project.playbook.claims.iter().enumerate();
    claims.map(|(at, claim)| Approved::of(claim, former.get(&at).map_or(&[], Vec::as_slice))).collect()
}

impl Approved {
    fn of(claim: &Item<Claim>, outdated: &[(usize, &Outdated)]) -> Option<Self> {
        let figure = claim.figure.as_ref().filter(|f| !f.words.is_empty())?;
        let wordings = || std::iter::once(&*claim.says).chain(claim.variants.iter().map(|v| &**v));
        let unit = match (&figure.unit, &figure.per) {
            (Some(unit), Some(per)) => format!("{unit} per {per}"),
            (Some(unit), None) => unit.to_string(),
            (None, _) => String::new(),
        };
        let bare = Quantity::approved(figure.value, &unit, Bound::Exact);
        let said: Vec<Quantity> = wordings().flat_map(found).filter(|q| comparable(q, &bare)).collect();
        let own = said.iter().find(|q| restates(q, &bare));
        let mut allowed = by_figure(figure, &unit, own.map_or(Bound::Exact, |q| q.bound));
        let accepted = claim.accepts.iter().flat_map(|a| found(a)).filter(|q| comparable(q, &bare));
        let is_own = |q: &Quantity| restates(q, &bare);
        let (mut same, other): (Vec<_>, Vec<_>) = said.iter().cloned().chain(accepted).partition(is_own);
        allowed.append(&mut same);
        let mut tolerated = vec![];
        for quantity in other {
            let change = quantity.bound == Bound::Range;
            if change { tolerated.extend(ends(&quantity)) } else { tolerated.push(quantity) }
        }
        for quantity in allowed.iter_mut().chain(&mut tolerated) {
            quantity.direction = Direction::Unknown;
        }
        let direction = match figure.direction {
            Some(FigureDirection::Up) => Direction::Up,
            Some(FigureDirection::Down) => Direction::Down,
            None => own.map_or(Direction::Unknown, |q| q.direction),
        };
        let working = matches!(own.map(|q| &q.unit), Some(Unit::Duration(Period::BusinessDay)));
        let former = outdated.iter().filter_map(|(n, o)| match &o.once {
            Once::Figure(figure) => Some((*n, figure)),
            Once::Wording(_) => None,
        });
        let former = former.flat_map(|(n, figure)| {
            let own = match (&figure.unit, &figure.per) {
                (Some(unit), Some(per)) => format!("{unit} per {per}"),
                (Some(unit), None) => unit.clone(),
                (None, _) => String::new(),
            };
            let units = [Some(own), working.then(|| "working days".to_owned())];
            let value = figure.value;
            units.into_iter().flatten().map(move |u| (n, Quantity::approved(value, &u, Bound::Exact)))
        });
        Some(Self {
            former: former.collect(),
            shown: shown(claim, figure, &bare),
            allowed,
            tolerated,
            change: figure.direction.is_some() && own.is_some_and(|q| q.noun.is_none()),
            polarity: claim.polarity,
            dated: wordings().flat_map(dating).collect(),
            direction,
            words: figure.words.len(),
            wordings: wordings().map(lower_words).filter(|w| w.len() > 3).collect(),
            stems: wordings().flat_map(stems).collect(),
            since: since(claim, outdated),
        })
    }

    /// How a figure in copy stands to this claim's; nothing where the two cannot be compared. Of a `change` from one
    /// number to another it is enough that one of them is approved.
    pub(super) fn compare(&self, copy: &Quantity, change: bool) -> Option<Relation> {
        let mut plain = copy.clone();
        plain.direction = Direction::Unknown;
        let opposite = matches!(
            (copy.direction, self.direction),
            (Direction::Up, Direction::Down) | (Direction::Down, Direction::Up)
        );
        let share = copy.direction == Direction::Unknown && copy.noun.is_some();
        if self.change && share && copy.unit == Unit::Percent {
            // `half of the calls` is no fall by 41 %.
            return None;
        }
        if !change {
            return self.compare_one(&plain, opposite);
        }
        let [from, to] = ends(&plain).map(|end| self.compare_one(&end, opposite));
        match (from, to) {
            (Some(Relation::Approved), _) => from,
            _ => to,
        }
    }

    /// Whether a wording of the claim states the figure beside the claim's own.
    pub(super) fn tolerates(&self, copy: &Quantity) -> bool {
        self.tolerated.iter().any(|t| compatible(&copy.unit, &t.unit) && judge(copy, t).agrees())
    }

    fn compare_one(&self, plain: &Quantity, opposite: bool) -> Option<Relation> {
        let (mut bound, mut value, mut other) = (false, false, None);
        for allowed in self.allowed.iter().filter(|a| compatible(&plain.unit, &a.unit)) {
            if other_rate(plain, allowed) {
                continue;
            }
            if other_time(plain, allowed) {
                other = other.or(same_number(plain, allowed).then_some(Clash::Rate));
                continue;
            }
            match judge(plain, allowed) {
                Fit::Same | Fit::Rounds if opposite => return Some(Relation::Conflict(Clash::Direction)),
                Fit::Same | Fit::Rounds => return Some(Relation::Approved),
                Fit::Bound => bound = true,
                Fit::Conflict(Mismatch::Value) => value = true,
                Fit::Conflict(Mismatch::Unit) if plain.stated == allowed.stated => {
                    other = Some(Clash::Unit);
                }
                Fit::Conflict(_) => {}
            }
        }
        if self.tolerates(plain) {
            return None;
        }
        let former = self.former.iter().find(|(_, f)| {
            compatible(&plain.unit, &f.unit) && !other_time(plain, f) && same_number(plain, f)
        });
        if let Some((n, _)) = former.filter(|_| !opposite) {
            return Some(Relation::Former(*n));
        }
        if value && !bound && self.holds(plain) {
            return None;
        }
        let clash = if bound { Some(Clash::Bound) } else { other };
        // Another number the other way round speaks of something else, and so do seven years of ten hours.
        let far = self.allowed.first().is_some_and(|a| is_far(plain, a));
        clash.or((value && !opposite && !far).then_some(Clash::Value)).map(Relation::Conflict)
    }

    /// Whether a smaller figure without a bound lies within what a claim allows `up to`. Another limit is none the less
    /// another limit, and a shorter time or a lower price than the approved one is a promise that nobody approved, unless
    /// more is better.
    fn holds(&self, plain: &Quantity) -> bool {
        let Some(own) = self.allowed.first() else { return false };
        let limit = matches!(own.bound, Bound::AtMost | Bound::UpTo | Bound::Under);
        let bare = matches!(plain.bound, Bound::Exact | Bound::About | Bound::Average);
        let smaller = bare && plain.stated.1 < own.stated.0;
        let promise = matches!(own.unit, Unit::Duration(_) | Unit::Currency(_));
        limit
            && smaller
            && match self.polarity {
                Some(Polarity::MoreIsBetter) => true,
                Some(Polarity::LessIsBetter) => false,
                None => !promise,
            }
    }

    /// Whether a sentence has nearly all words of one of the approved wordings.
    pub(super) fn is_worded_in(&self, said: impl Fn(&str) -> bool) -> bool {
        let alike =
            |wording: &Vec<String>| 10 * wording.iter().filter(|w| said(w)).count() >= 7 * wording.len();
        self.wordings.iter().any(alike)
    }

    /// The figure as the approved wording has it: `62%`, `5 working days`.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// The figure itself.
    pub fn figure(&self) -> Option<&Quantity> {
        self.allowed.first()
    }
}

/// The day since which a claim's figure is what it is: the last day of the last former one, else of the oldest proof.
fn since(claim: &Claim, outdated: &[(usize, &Outdated)]) -> Option<Date> {
    match outdated.iter().map(|(_, o)| o.until).reduce(|a, b| a.zip(b).map(|(a, b)| a.max(b))) {
        Some(last) => last,
        None => claim.proof.iter().filter_map(|p| p.date).min(),
    }
}

/// How the sentences of a wording date themselves.
fn dating(text: &str) -> Vec<(Dating, Option<When>)> {
    let tokens = words::tokens(text);
    let dated = dated_sentences(text, &tokens, &words::sentences(text, &tokens));
    dated.into_iter().map(|d| (d.how, d.when)).collect()
}

fn found(text: &str) -> Vec<Quantity> {
    let tokens = words::tokens(text);
    quantities(text, &tokens, &words::sentences(text, &tokens))
}

/// The figure as the approved wording has it; else as its fields do.
fn shown(claim: &Claim, figure: &Figure, bare: &Quantity) -> String {
    let said = found(&claim.says).into_iter().find(|q| restates(q, bare));
    let told = figure.at_least.is_some() || figure.at_most.is_some() || figure.per.is_some();
    let said = said.filter(|_| !told).and_then(|q| match q.bound {
        Bound::Average => claim.says.get(q.figure).map(str::to_owned),
        _ => claim.says.get(q.range).map(str::to_owned),
    });
    said.unwrap_or_else(|| figure.approved())
}

/// Whether a wording has the very number of the figure; working days where the figure says days.
fn restates(said: &Quantity, figure: &Quantity) -> bool {
    let days = |q: &Quantity| match q.unit {
        Unit::Duration(p @ (Period::Day | Period::BusinessDay)) => Some(q.stated.0 / p.seconds()),
        _ => None,
    };
    let same_days = days(said).zip(days(figure)).is_some_and(|(a, b)| (a - b).abs() < 1e-6);
    same_number(said, figure) || same_days
}

fn comparable(a: &Quantity, figure: &Quantity) -> bool {
    compatible(&a.unit, &figure.unit)
}

/// The figure as its fields have it; its bound is that of the approved wording unless the fields name one.
fn by_figure(figure: &Figure, unit: &str, said: Bound) -> Vec<Quantity> {
    let bounded = match (figure.at_least, figure.at_most) {
        (Some(low), Some(high)) => {
            return vec![Quantity::approved_range(low, high, unit, Bound::Range)];
        }
        (Some(low), None) => (low, Bound::AtLeast),
        (None, Some(high)) => (high, Bound::AtMost),
        (None, None) => return vec![Quantity::approved(figure.value, unit, said)],
    };
    let mut all = vec![Quantity::approved(bounded.0, unit, bounded.1)];
    if bounded.0 != figure.value {
        all.push(Quantity::approved(figure.value, unit, Bound::Exact));
    }
    all
}

/// Both ends of a range as figures of their own: a rise `from 71% to 83%` states two.
fn ends(range: &Quantity) -> [Quantity; 2] {
    [range.stated.0, range.stated.1].map(|end| {
        let mut one = range.clone();
        one.stated = (end, end);
        one.value = Interval::closed(end, end);
        one.bound = Bound::Exact;
        one
    })
}

/// Compares two figures by number and bound.
fn judge(copy: &Quantity, allowed: &Quantity) -> Fit {
    let mut copy = copy.clone();
    if copy.per != allowed.per {
        // `$39 per van and month` is counted by more than its grammar shows; time alone is compared.
        copy.per.clear();
    }
    copy.fits(allowed)
}

/// The time a figure is counted by.
fn rate_time(q: &Quantity) -> Option<&'static str> {
    let all = ["hour", "day", "week", "month", "quarter", "year"];
    all.into_iter().find(|t| q.per.iter().any(|p| p == t))
}

/// Whether two figures are counted by different times: a week, a month.
fn other_time(a: &Quantity, b: &Quantity) -> bool {
    rate_time(a).zip(rate_time(b)).is_some_and(|(a, b)| a != b)
}

/// Whether a figure is counted by a time alone, and the approved one by something else: a charge per day for a price per
/// litre.
fn other_rate(copy: &Quantity, approved: &Quantity) -> bool {
    copy.per.len() == 1
        && rate_time(copy).is_some()
        && !approved.per.is_empty()
        && rate_time(approved).is_none()
}

/// Whether two times are of another order: more than an hour for a minute.
fn is_far(a: &Quantity, b: &Quantity) -> bool {
    let (low, high) = (a.stated.0.min(b.stated.0), a.stated.1.max(b.stated.1));
    matches!(a.unit, Unit::Duration(_)) && high > low * 60.0
}

fn same_number(a: &Quantity, b: &Quantity) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() <= a.abs().max(b.abs()) * 1e-9;
    near(a.stated.0, b.stated.0) && near(a.stated.1, b.stated.1)
}

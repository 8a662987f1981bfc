//! Ranges: `30–60`, `25% - 50%`, `$200K–$2M`, `30 minutes to 2 hours`, `between 30 and 60`.

use super::super::words::{Kind, among, is_dash};
use super::numeral::{self, Numeral};
use super::pieces::Joint;
use super::scan::{Draft, Scan};
use super::unit::{self, Unit};

impl Scan<'_> {
    /// `30–60`, `25% - 50%`, `$200K–$2M`, `30 minutes to 2 hours`, `between 30 and 60`. An error is how many tokens to pass
    /// over: numbers that a dash joins the wrong way round are a score, a code or `9 to 5`.
    pub(super) fn range(
        &self,
        low: &Numeral,
        low_unit: &unit::Found,
        after: usize,
        money: Option<&'static str>,
    ) -> Option<Result<Draft, usize>> {
        let near = self.range_from(after).map(|at| (at, false));
        let (at, unit_first) = near.or_else(|| self.range_from(after + low_unit.len).map(|at| (at, true)))?;
        let mut at = at;
        let mut sign = None;
        if let Some(code) =
            self.pieces.get(at).filter(|p| p.kind == Kind::Symbol).and_then(|p| unit::currency(p.text))
        {
            sign = Some(code);
            at += 1;
        }
        let mut high = numeral::read(self.rest(at)).filter(|h| h.digits == low.digits)?;
        let high_end = at + high.len;
        let money = sign.or(money);
        let high_unit = unit::behind(&mut high, self.rest(high_end), money.is_some());
        let glued = self.joint(after) == Some(Joint::Hyphen);
        let Some(high_unit) = high_unit else { return glued.then_some(Err(self.taken(high_end))) };
        let (mut low_value, high_value) = (low.value, high.value * high_unit.factor);
        let mut low_step = low.step;
        let own_unit = unit_first && low_unit.len > 0 && money.is_none();
        if own_unit {
            let times = |u: &Unit| matches!(u, Unit::Duration(_));
            if low_unit.unit != high_unit.unit && !(times(&low_unit.unit) && times(&high_unit.unit)) {
                return None;
            }
            low_value *= low_unit.factor;
            low_step.0 *= low_unit.factor;
        } else {
            // The scale and unit of the second number hold for the first: `200–400K`, `2-3 weeks`.
            let plain = high_value / high_unit.factor;
            if high.scaled && !low.scaled && low.value < plain && low.value < 1000.0 {
                let mantissa = high.value / scale_of(high.value, low.value);
                if low.value <= mantissa * 1000.0 {
                    low_value *= scale_of(high.value, low.value);
                }
            }
            low_value *= high_unit.factor;
            low_step.0 *= high_unit.factor;
        }
        let from = &*self.before(1) == "from";
        let bare = high_unit.unit == Unit::Bare && money.is_none();
        if low_value >= high_value && (!from || bare) {
            return (glued || self.pieces.get(after).is_some_and(|p| p.is("to")))
                .then(|| Err(self.taken(high_end)));
        }
        let unit = match money {
            Some(code) => Unit::Currency(code),
            None => high_unit.unit,
        };
        let draft = Draft {
            stated: (low_value.min(high_value), high_value.max(low_value)),
            step: low_step,
            unit,
            ratio: None,
            range: true,
            number: high_end,
            len: high_end + if money.is_some() { 0 } else { high_unit.len },
            bound: None,
        };
        Some(if self.is_quantity(&draft, low) { Ok(draft) } else { Err(self.taken(high_end)) })
    }

    /// Where the second number of a range begins, if the piece at `at` leads to one.
    pub(super) fn range_from(&self, at: usize) -> Option<usize> {
        let link = self.pieces.get(at)?;
        let number = |at: usize| {
            self.pieces.get(at).is_some_and(|p| p.kind == Kind::Number || numeral::begins(&p.lower))
        };
        let value = |at: usize| {
            number(at)
                || (self.pieces.get(at).is_some_and(|p| unit::currency(p.text).is_some()) && number(at + 1))
        };
        if link.joint == Joint::Hyphen && value(at) {
            return Some(at);
        }
        let between = || among(&self.before(1), "between") || among(&self.before(2), "between");
        let dash = link.kind == Kind::Punct && link.text.chars().all(is_dash) && link.text != "—";
        let joins = dash
            || link.is("to")
            || (link.is("and") && between())
            || (link.is("or") && !link.text.is_empty());
        (joins && value(at + 1)).then_some(at + 1)
    }
}

/// The scale that a scaled number carries over to the plain one before it.
fn scale_of(high: f64, low: f64) -> f64 {
    [1e9, 1e6, 1e3].into_iter().find(|s| high >= *s && low * s < high).unwrap_or(1.0)
}

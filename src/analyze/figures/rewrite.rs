//! A figure of copy with another number in it: `58 percent` becomes `62 percent`.

use std::ops::Range;

use crate::model::grouped;
use crate::syntax::quantity::{Quantity, Unit};

/// The words of a figure to mark: its number with the noun it counts.
pub fn counted(quantity: &Quantity) -> Range<usize> {
    match quantity.unit {
        Unit::Count(_) => quantity.figure.start..quantity.range.end,
        _ => quantity.figure.clone(),
    }
}

/// The words of a figure with the number of an approved one in the place of its own; nothing where more than the digits
/// would have to change: another unit, a number in words, a range, a scale.
pub fn restated(said: &str, copy: &Quantity, approved: &Quantity) -> Option<String> {
    let single = |q: &Quantity| q.stated.0 == q.stated.1 && q.ratio.is_none();
    if copy.unit != approved.unit || !single(copy) || !single(approved) {
        return None;
    }
    let factor = match copy.unit {
        Unit::Duration(period) => period.seconds(),
        _ => 1.0,
    };
    let start = said.find(|c: char| c.is_ascii_digit())?;
    let rest = said.get(start..)?;
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let len = rest.find(|c: char| !is_number(c)).unwrap_or(rest.len());
    let (digits, tail) = rest.split_at_checked(len)?;
    let number: f64 = digits.replace(',', "").parse().ok()?;
    let same = (number * factor - copy.stated.0).abs() <= copy.stated.0.abs() * 1e-9;
    if !same || tail.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let value = approved.stated.0 / factor;
    let value = (value * 1e6).round() / 1e6;
    let ungrouped = number >= 1000.0 && !digits.contains(',');
    let text = if ungrouped { value.to_string() } else { grouped(value) };
    Some(format!("{}{text}{tail}", said.get(..start)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::quantity::{Bound, quantities};
    use crate::syntax::words::{sentences, tokens};

    #[test]
    fn only_the_digits_change() {
        for (said, value, unit, expected) in [
            ("58%", 62.0, "percent", Some("62%")),
            ("58 percent", 62.5, "percent", Some("62.5 percent")),
            ("$35", 39.0, "USD", Some("$39")),
            ("21 days", 14.0, "days", Some("14 days")),
            ("1,200", 9600.0, "vans", Some("9,600")),
            ("five days", 2.0, "days", None),
            ("3 weeks", 14.0, "days", None),
            ("20-30%", 62.0, "percent", None),
            ("35k", 9600.0, "vans", None),
        ] {
            let text = if unit == "vans" { format!("{said} vans") } else { said.to_owned() };
            let tokens = tokens(&text);
            let found = quantities(&text, &tokens, &sentences(&text, &tokens));
            let approved = Quantity::approved(value, unit, Bound::Exact);
            assert_eq!(restated(said, &found[0], &approved).as_deref(), expected, "{said}");
        }
    }
}

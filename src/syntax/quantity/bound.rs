//! The words that bound a number: `at least`, `up to`, `nearly`, `or more`.

use super::super::words::{Kind, Token, among};
use super::pieces::{Joint, Piece};
use super::{Bound, Unit};

/// A bound and how near the number it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bounded {
    pub(super) bound: Bound,
    /// `nearly`, `just under`, `just over`: only a little off.
    pub(super) near: Option<Side>,
    /// How many tokens before the number, or pieces behind it, it takes.
    pub(super) len: usize,
}

/// On which side of the number what is meant lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Below,
    Above,
}

fn plain(bound: Bound, len: usize) -> Option<Bounded> {
    Some(Bounded { bound, near: None, len })
}

/// The bound in the tokens that end right before the number.
pub(super) fn before(text: &str, tokens: &[Token], unit: &Unit) -> Option<Bounded> {
    let word =
        |back: usize| tokens.len().checked_sub(back).and_then(|at| tokens.get(at)).map(|t| t.lower(text));
    let (one, two, three) = (word(1)?, word(2), word(3));
    let two = two.as_deref().unwrap_or("");
    let three = three.as_deref().unwrap_or("");
    match &*one {
        // `a minimum of a dozen`, `at least the 40 vans`
        "the" | "some" | "only" | "just" if tokens.len() > 1 && &*one != "just" => {
            let outer = before(text, &tokens[..tokens.len() - 1], unit)
                .filter(|b| matches!(b.bound, Bound::AtLeast | Bound::AtMost | Bound::UpTo));
            if outer.is_none() && &*one == "some" {
                return plain(Bound::About, 1);
            }
            outer.map(|b| Bounded { len: b.len + 1, ..b })
        }
        "over" | "above" if two == "just" => {
            Some(Bounded { bound: Bound::Over, near: Some(Side::Above), len: 2 })
        }
        "under" | "below" if matches!(two, "just" | "well") => {
            let near = (two == "just").then_some(Side::Below);
            Some(Bounded { bound: Bound::Under, near, len: 2 })
        }
        "over" | "above" | "exceeding" | "exceeds" | "exceeded" | "beyond" | "topping" | "surpassing"
        | "surpassed" | "exceed" => plain(Bound::Over, 1),
        "under" | "below" => plain(Bound::Under, 1),
        "than" => than(two, three),
        "to" if two == "up" => plain(Bound::UpTo, 2),
        "to" if two == "close" => near_below(2),
        "least" if two == "at" => plain(Bound::AtLeast, 2),
        "most" if two == "at" => plain(Bound::AtMost, 2),
        "within" | "inside" if matches!(unit, Unit::Duration(_)) => plain(Bound::AtMost, 1),
        "nearly" | "almost" | "approaching" => near_below(1),
        "about" | "around" | "roughly" | "approximately" | "circa" | "ca" | "approx" | "say" => {
            plain(Bound::About, 1)
        }
        "." if matches!(two, "approx" | "ca" | "c") => plain(Bound::About, 2),
        "." if matches!(two, "max") => plain(Bound::AtMost, 2),
        "." if matches!(two, "min") => plain(Bound::AtLeast, 2),
        "of" => of(two, three),
        "as" => match (two, three) {
            ("many" | "much" | "high", "as") => plain(Bound::UpTo, 3),
            ("few" | "little" | "low", "as") => plain(Bound::AtLeast, 3),
            _ => None,
        },
        "average" | "averaging" | "averages" | "averaged" | "median" => plain(Bound::Average, 1),
        "minimum" | "min" => plain(Bound::AtLeast, 1),
        "maximum" | "max" => plain(Bound::AtMost, 1),
        "at" | "from" if matches!(two, "starting" | "starts" | "start") => plain(Bound::AtLeast, 2),
        "from" if matches!(unit, Unit::Currency(_)) => plain(Bound::AtLeast, 1),
        _ => sign(text, tokens),
    }
}

fn near_below(len: usize) -> Option<Bounded> {
    Some(Bounded { bound: Bound::About, near: Some(Side::Below), len })
}

fn than(two: &str, three: &str) -> Option<Bounded> {
    let no = matches!(three, "no" | "not") || three.ends_with("n't");
    let len = if no { 3 } else { 2 };
    if among(two, "more greater higher longer larger bigger better") {
        plain(if no { Bound::AtMost } else { Bound::Over }, len)
    } else if among(two, "less fewer lower shorter smaller") {
        plain(if no { Bound::AtLeast } else { Bound::Under }, len)
    } else if two == "later" && no {
        plain(Bound::AtMost, 3)
    } else {
        None
    }
}

fn of(two: &str, three: &str) -> Option<Bounded> {
    match two {
        "north" => plain(Bound::Over, 2),
        "south" => plain(Bound::Under, 2),
        "upwards" | "upward" => plain(Bound::AtLeast, 2),
        "excess" => plain(Bound::Over, if three == "in" { 3 } else { 2 }),
        "average" | "mean" | "median" => plain(Bound::Average, article(three, 2)),
        "minimum" => plain(Bound::AtLeast, article(three, 2)),
        "maximum" => plain(Bound::AtMost, article(three, 2)),
        _ => None,
    }
}

fn article(word: &str, len: usize) -> usize {
    if among(word, "a an the") { len + 1 } else { len }
}

fn sign(text: &str, tokens: &[Token]) -> Option<Bounded> {
    let last = tokens.last()?;
    let doubled = |c: char| {
        let before = tokens.len().checked_sub(2).and_then(|at| tokens.get(at));
        before.is_some_and(|t| t.is(text, c) && t.end() == last.start())
    };
    match last.text(text) {
        "~" | "≈" | "∼" => plain(Bound::About, 1),
        ">" => plain(Bound::Over, 1),
        "<" => plain(Bound::Under, 1),
        "≥" | "⩾" => plain(Bound::AtLeast, 1),
        "≤" | "⩽" => plain(Bound::AtMost, 1),
        "=" if doubled('>') => plain(Bound::AtLeast, 2),
        "=" if doubled('<') => plain(Bound::AtMost, 2),
        _ => None,
    }
}

/// The bound in the pieces right behind the number or its unit.
pub(super) fn behind(pieces: &[Piece]) -> Option<Bounded> {
    let first = pieces.first()?;
    let next = |word: &str| pieces.get(1).is_some_and(|p| p.is(word));
    match &*first.lower {
        "+" if first.joint == Joint::Glued => plain(Bound::AtLeast, 1),
        "plus" if first.joint == Joint::Hyphen => plain(Bound::AtLeast, 1),
        "or" => {
            let second = pieces.get(1)?;
            if among(&second.lower, "more greater higher longer better above") {
                plain(Bound::AtLeast, 2)
            } else if among(&second.lower, "less fewer lower shorter under below") {
                plain(Bound::AtMost, 2)
            } else if second.is("so") {
                plain(Bound::About, 2)
            } else {
                None
            }
        }
        "and" if next("up") || next("above") || next("more") => plain(Bound::AtLeast, 2),
        "at" if next("least") => plain(Bound::AtLeast, 2),
        "at" if next("most") => plain(Bound::AtMost, 2),
        "minimum" | "min" => plain(Bound::AtLeast, 1),
        "maximum" | "max" | "tops" => plain(Bound::AtMost, 1),
        "average" => plain(Bound::Average, 1),
        "on" if next("average") => plain(Bound::Average, 2),
        _ => None,
    }
}

/// Whether the words around say that the figure is an average: `on average` before or behind it, `the average crew`.
pub(super) fn is_average(text: &str, before: &[Token], behind: &[Piece]) -> bool {
    let cut = before.iter().rposition(|t| stops(text, *t)).map_or(0, |at| at + 1);
    let near = before.get(cut.max(before.len().saturating_sub(10))..).unwrap_or_default();
    let ahead = behind.iter().take_while(|p| p.kind == Kind::Word);
    near.iter().any(|t| among(&t.lower(text), "average averages averaging median"))
        || ahead.take(8).any(|p| among(&p.lower, "average median"))
}

fn stops(text: &str, token: Token) -> bool {
    token.kind == Kind::Punct && matches!(token.text(text), ";" | ":" | "(" | ")" | "—")
}

//! Walking a sentence and putting a quantity together from its number, unit, rate, bound and direction.

use super::super::words::{Kind, Token, among, char_before};
use super::bound::{self, Bounded};
use super::exclude::{self, Place};
use super::numeral::{self, Numeral};
use super::pieces::{Joint, Piece, ahead};
use super::unit::{self, Unit};
use super::{Bound, Direction, Quantity, direction, fit};

/// Adds the quantities of one sentence.
pub(super) fn sentence(text: &str, tokens: &[Token], found: &mut Vec<Quantity>) {
    let (mut at, mut free) = (0, 0);
    while let Some(token) = tokens.get(at) {
        let starts = match token.kind {
            Kind::Number => true,
            Kind::Word => starts(text, tokens, at),
            _ => false,
        };
        if !starts {
            at += 1;
            continue;
        }
        let pieces = ahead(text, tokens, at);
        let scan = Scan { text, tokens, at, free, pieces: &pieces };
        let step = match scan.read() {
            Read::Found(quantity, step) => {
                found.push(*quantity);
                free = at + step;
                step
            }
            Read::Passed(step) => step,
        };
        at += step.max(1);
    }
}

/// Whether a word may begin a quantity; cheap, for it is asked of every word.
fn starts(text: &str, tokens: &[Token], at: usize) -> bool {
    let word = tokens[at].text(text).as_bytes();
    let byte = |i: usize| word.get(i).map_or(0, u8::to_ascii_lowercase);
    // The first letters of number words, and of no word as frequent as `the` and `that`.
    let may = match (byte(0), byte(1), byte(2)) {
        (b'a', 0 | b'n', 0) | (b'o', b'n', b'e') | (b't', b'h', b'r') => true,
        (b't', b'h', b'i') => byte(3) == b'r',
        (b't', b'w' | b'e' | b'r', _) | (b'f', b'o' | b'i', _) | (b's', b'i' | b'e', _) => true,
        (b'e', b'i' | b'l', _) | (b'n', b'i', _) | (b'h', b'a' | b'u', _) | (b'd', b'o', _) | (b'q', ..) => {
            true
        }
        _ => false,
    };
    if !may || word.len() > 32 {
        return false;
    }
    let lower = tokens[at].lower(text);
    let lead = lower.split('-').next().unwrap_or("");
    match lead {
        "a" | "an" => tokens.get(at + 1).is_some_and(|next| {
            let next = next.lower(text);
            let next = next.split('-').next().unwrap_or("");
            matches!(
                next,
                "hundred"
                    | "thousand"
                    | "million"
                    | "billion"
                    | "dozen"
                    | "third"
                    | "quarter"
                    | "fifth"
                    | "tenth"
            ) || (unit::period(next).is_some() && !next.ends_with('s'))
        }),
        "half" | "double" | "doubles" | "doubled" | "doubling" | "triple" | "triples" | "tripled"
        | "tripling" | "quadruple" | "quadrupled" | "twice" | "halve" | "halves" | "halved" | "halving" => {
            true
        }
        lead => numeral::begins(lead) || lead.ends_with("fold"),
    }
}

enum Read {
    /// A quantity, and how many tokens it takes from its number on.
    Found(Box<Quantity>, usize),
    /// None, and how many tokens to pass over.
    Passed(usize),
}

pub(super) struct Scan<'a> {
    pub(super) text: &'a str,
    /// The tokens of the sentence.
    pub(super) tokens: &'a [Token],
    /// The token that the number begins with.
    pub(super) at: usize,
    /// The first token that no quantity before has taken.
    pub(super) free: usize,
    pub(super) pieces: &'a [Piece<'a>],
}

/// What has been read of a quantity: its number, unit and extent in pieces.
pub(super) struct Draft {
    pub(super) stated: (f64, f64),
    pub(super) step: (f64, f64),
    pub(super) unit: Unit,
    pub(super) ratio: Option<(f64, f64)>,
    pub(super) range: bool,
    /// Pieces up to the end of the number, and up to the end of the unit.
    pub(super) number: usize,
    pub(super) len: usize,
    pub(super) bound: Option<Bounded>,
}

impl Draft {
    pub(super) fn percent(value: f64, step: (f64, f64), len: usize) -> Self {
        let unit = Unit::Percent;
        Self { stated: (value, value), step, unit, ratio: None, range: false, number: len, len, bound: None }
    }

    pub(super) fn times(value: f64, len: usize) -> Self {
        Self { unit: Unit::Times, ..Self::percent(value, (1.0, 1.0), len) }
    }
}

impl Scan<'_> {
    pub(super) fn place(&self) -> Place<'_> {
        Place { text: self.text, tokens: self.tokens, at: self.at }
    }

    pub(super) fn rest(&self, at: usize) -> &[Piece<'_>] {
        self.pieces.get(at..).unwrap_or_default()
    }

    pub(super) fn word(&self, at: usize) -> &str {
        self.pieces.get(at).map_or("", |p| p.lower.as_str())
    }

    pub(super) fn joint(&self, at: usize) -> Option<Joint> {
        self.pieces.get(at).map(|p| p.joint)
    }

    pub(super) fn before(&self, back: usize) -> super::super::words::Lower {
        self.place().word(-(back as isize))
    }

    /// How many tokens the first `len` pieces take; a token begun is taken whole.
    pub(super) fn taken(&self, len: usize) -> usize {
        self.pieces.get(len.saturating_sub(1)).map_or(1, |p| p.token + 1 - self.at)
    }

    fn read(&self) -> Read {
        let digits = self.tokens[self.at].kind == Kind::Number;
        if digits && let Some(step) = exclude::passed(self.place(), self.pieces) {
            return Read::Passed(step);
        }
        let (lead, money) = self.money();
        match self.draft(money) {
            Ok(draft) => match self.finish(draft, lead) {
                Some((quantity, step)) => Read::Found(Box::new(quantity), step),
                None => Read::Passed(1),
            },
            Err(step) => Read::Passed(step),
        }
    }

    /// The currency before the number, and how many tokens it takes.
    fn money(&self) -> (usize, Option<&'static str>) {
        let Some(sign) = self.at.checked_sub(1).filter(|b| *b >= self.free).and_then(|b| self.tokens.get(b))
        else {
            return (0, None);
        };
        let word = sign.text(self.text);
        if let Some(code) = unit::nation(&self.before(2), word)
            && self.tokens.get(self.at.wrapping_sub(2)).is_some_and(|t| t.end() == sign.start())
        {
            return (2, Some(code));
        }
        let code = unit::currency(word)
            .filter(|_| sign.kind == Kind::Symbol || word.bytes().all(|b| b.is_ascii_uppercase()));
        (usize::from(code.is_some()), code)
    }

    fn draft(&self, money: Option<&'static str>) -> Result<Draft, usize> {
        let first = self.pieces.first().ok_or(1usize)?;
        if first.is_word()
            && let Some(result) = self.multiple().or_else(|| self.part())
        {
            return result;
        }
        let Some(mut numeral) = numeral::read(self.pieces) else {
            return self.article().ok_or(1);
        };
        if exclude::is_decade(self.place(), numeral.tail, numeral.value)
            || exclude::is_named_size(&numeral, self.pieces)
        {
            return Err(1);
        }
        let after = numeral.len;
        if money.is_none() {
            if let Some(draft) = self.fraction(&numeral).or_else(|| self.ratio(&numeral)) {
                return Ok(draft);
            }
            if !numeral.digits && self.joint(after) == Some(Joint::Hyphen) && !self.counts_compound(after) {
                return Err(self.taken(after + 1));
            }
        }
        let plus = bound::behind(self.rest(after))
            .filter(|b| b.len == 1 && matches!(self.word(after), "+" | "plus"));
        let gap = plus.map_or(0, |b| b.len);
        let mut found = unit::behind(&mut numeral, self.rest(after + gap), money.is_some()).ok_or(1usize)?;
        if let Some(code) = money {
            let sort = self.rest(after + gap).first().and_then(|p| unit::currency(p.text)).is_some();
            found = unit::Found { unit: Unit::Currency(code), factor: 1.0, len: usize::from(sort) };
        }
        if found.unit == Unit::Bare && money.is_none() && self.multiplied() {
            found.unit = Unit::Times;
        }
        if let Some(range) = self.range(&numeral, &found, after, money) {
            return range;
        }
        let factor = found.factor;
        let draft = Draft {
            stated: (numeral.value * factor, numeral.value * factor),
            step: (numeral.step.0 * factor, numeral.step.1 * factor),
            unit: found.unit,
            ratio: None,
            range: false,
            number: after,
            len: after + gap + found.len,
            bound: plus,
        };
        if self.is_quantity(&draft, &numeral) { Ok(draft) } else { Err(self.taken(after)) }
    }

    /// `×3`
    fn multiplied(&self) -> bool {
        let sign = self.at.checked_sub(1).and_then(|b| self.tokens.get(b));
        sign.is_some_and(|t| t.is(self.text, '×') && t.end() == self.tokens[self.at].start())
    }

    /// Whether a hyphen behind a number word leads to something that is counted: `two-week`, `two-person`.
    fn counts_compound(&self, at: usize) -> bool {
        let word = self.word(at);
        unit::period(word).is_some()
            || among(word, "percent person people page mile kilometre fold dollar euro figure to plus")
    }

    /// The last word on what has been read: labels, names, years and stray small numbers are no quantities.
    pub(super) fn is_quantity(&self, draft: &Draft, numeral: &Numeral) -> bool {
        let place = self.place();
        let strong = matches!(draft.unit, Unit::Percent | Unit::Currency(_) | Unit::Points);
        if strong {
            return true;
        }
        let bounded = draft.bound.is_some() || bound::before(self.text, self.open(), &draft.unit).is_some();
        let counts = !matches!(draft.unit, Unit::Bare);
        if numeral.digits && exclude::is_year(place, numeral, counts, bounded) {
            return false;
        }
        if numeral.digits && exclude::is_label(place, counts) && !(counts && bounded) {
            return false;
        }
        let few = among(&self.before(1), "several few couple many no any");
        let name = !counts && exclude::ends_name(place);
        let long = !counts
            && numeral.digits
            && !numeral.scaled
            && self.tokens[self.at].range().len() > 4
            && self.tokens[self.at].text(self.text).bytes().all(|b| b.is_ascii_digit());
        if name || few || long {
            return false;
        }
        if numeral.digits {
            let view = numeral.value == 360.0 && draft.unit == Unit::Count("degree".to_owned());
            return !view && !self.glued_to_name(draft);
        }
        let one_day = numeral.value == 1.0
            && self.word(1) == "day"
            && self.joint(1) == Some(Joint::Space)
            && !among(
                &self.before(1),
                "in within just under over only than least most about nearly to takes for",
            );
        match draft.unit {
            Unit::Bare => numeral.value > 12.0 || (bounded && numeral.value > 1.0) || draft.range,
            Unit::Count(_) => numeral.value != 1.0 || draft.range,
            _ => !one_day,
        }
    }

    /// A number alone that hangs to a word by a hyphen or slash is a part of a name: `3-D`, `7-Eleven`.
    fn glued_to_name(&self, draft: &Draft) -> bool {
        draft.unit == Unit::Bare
            && self.pieces.get(draft.len).is_some_and(|p| {
                (p.joint == Joint::Hyphen && p.is_word())
                    || (p.joint == Joint::Glued && matches!(p.text, "/" | "°" | "_" | "@"))
            })
    }

    /// The tokens before the number that no other quantity has taken.
    fn open(&self) -> &[Token] {
        let end = self.at - self.money().0.min(self.at);
        let end = end - usize::from(self.sign().is_some()).min(end);
        self.tokens.get(self.free.min(end)..end).unwrap_or_default()
    }

    /// A sign right before the number that no number or word precedes: `+12%`, `−3 points`.
    fn sign(&self) -> Option<Direction> {
        let first = self.at - self.money().0.min(self.at);
        let sign = self.tokens.get(first.checked_sub(1)?)?;
        let glued = sign.end() == self.tokens.get(first)?.start();
        let free = char_before(self.text, sign.start()).is_none_or(|c| c.is_whitespace() || c == '(');
        match sign.text(self.text) {
            "+" if glued && free => Some(Direction::Up),
            "-" | "−" | "–" if glued && free => Some(Direction::Down),
            _ => None,
        }
    }

    fn finish(&self, draft: Draft, lead: usize) -> Option<(Quantity, usize)> {
        let open = self.open();
        let mut len = draft.len;
        let mut behind = draft.bound;
        if let Some(b) = bound::behind(self.rest(len)).filter(|_| behind.is_none()) {
            len += b.len;
            behind = Some(b);
        }
        let (per, taken) = unit::rates(self.rest(len));
        len += taken;
        if let Some(b) = bound::behind(self.rest(len)).filter(|_| behind.is_none()) {
            len += b.len;
            behind = Some(b);
        }
        let before = bound::before(self.text, open, &draft.unit);
        let times = !per.is_empty() && draft.unit == Unit::Times;
        let unit = if times { Unit::Count("time".to_owned()) } else { draft.unit };
        let between = if draft.range { self.leads_range(open) } else { 0 };
        let bounded = before.filter(|_| between == 0).or(behind);
        let bound = match bounded {
            _ if draft.range => Bound::Range,
            Some(b) => b.bound,
            None => Bound::Exact,
        };
        let lead_tokens = before.filter(|_| between == 0).map_or(between, |b| b.len);
        let average = bound == Bound::Average
            || behind.is_some_and(|b| b.bound == Bound::Average)
            || bound::is_average(self.text, open, self.rest(len));
        let start_token = self.at - lead - usize::from(self.sign().is_some());
        let first = start_token - lead_tokens.min(start_token);
        let direction = self.sign().unwrap_or_else(|| {
            direction::of(
                self.text,
                open.get(..open.len() - lead_tokens.min(open.len())).unwrap_or_default(),
                self.rest(len),
            )
        });
        let direction = match direction {
            // `3 fewer calls`: the comparative stands between the number and what it counts.
            Direction::Unknown if draft.number < draft.len => {
                direction::of(self.text, &[], self.rest(draft.number))
            }
            known => known,
        };
        let noun = match &unit {
            Unit::Count(noun) => Some(noun.clone()),
            Unit::Percent => unit::part_of(self.rest(len)),
            _ => None,
        };
        let figure_len = if matches!(unit, Unit::Count(_)) { draft.number } else { draft.len };
        let mut quantity = Quantity {
            range: self.tokens.get(first)?.start()..self.end(len)?,
            figure: self.tokens.get(start_token)?.start()..self.end(figure_len)?,
            stated: draft.stated,
            value: super::Interval::closed(draft.stated.0, draft.stated.1),
            bound: if bound == Bound::Exact && average { Bound::Average } else { bound },
            average,
            unit,
            noun,
            ratio: draft.ratio,
            per,
            direction,
            step: draft.step,
        };
        quantity.value = fit::admitted(&quantity, bounded.is_some_and(|b| b.near.is_some()));
        Some((quantity, self.taken(len)))
    }

    /// `between`, `from` before a range.
    fn leads_range(&self, open: &[Token]) -> usize {
        let last = open.last().map(|t| t.lower(self.text));
        usize::from(last.is_some_and(|w| matches!(&*w, "between" | "from")))
    }

    fn end(&self, len: usize) -> Option<usize> {
        self.pieces.get(len.checked_sub(1)?).map(Piece::end)
    }
}

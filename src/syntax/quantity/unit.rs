//! Units: percent, points, multiples, money, time, bytes, and whatever else is counted.

use super::super::words::{Kind, WordList, among, looks_plural, singular};
use super::numeral::{Numeral, scale_letter};
use super::pieces::{Joint, Piece};

/// What a number is a number of. Values are held in the base given here.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Unit {
    /// In percent. Ratios (`4 of 5`) and fractions (`half`) are percent too.
    Percent,
    /// In percentage points.
    Points,
    /// As a factor: `3x`, `double`, `tenfold`.
    Times,
    /// In the currency of this ISO 4217 code.
    Currency(#[serde(deserialize_with = "crate::text::kept::name")] crate::text::kept::Name),
    /// In seconds, with the unit it was written in.
    Duration(Period),
    /// In bytes; a KB has 1000.
    Bytes,
    /// In things of this name, singular and lower case: `van`, `kilogram`.
    Count(String),
    /// A number alone.
    Bare,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Period {
    /// 0.001 s
    Millisecond,
    /// 1 s
    Second,
    /// 60 s
    Minute,
    /// 3,600 s
    Hour,
    /// 86,400 s
    Day,
    /// A fifth of a week.
    BusinessDay,
    /// 7 days
    Week,
    /// A twelfth of a year.
    Month,
    /// A fourth of a year.
    Quarter,
    /// 365.2425 days
    Year,
    /// 10 years
    Decade,
}

impl Period {
    /// Its length in seconds.
    pub fn seconds(self) -> f64 {
        const DAY: f64 = 86_400.0;
        match self {
            Self::Millisecond => 0.001,
            Self::Second => 1.0,
            Self::Minute => 60.0,
            Self::Hour => 3_600.0,
            Self::Day => DAY,
            Self::BusinessDay => DAY * 7.0 / 5.0,
            Self::Week => DAY * 7.0,
            Self::Month => DAY * 365.2425 / 12.0,
            Self::Quarter => DAY * 365.2425 / 4.0,
            Self::Year => DAY * 365.2425,
            Self::Decade => DAY * 3652.425,
        }
    }
}

/// Whether a figure in copy can be compared with an approved one. A percentage and a number of points can: that they
/// differ is then the conflict. An approved figure without a unit stands for any count; one in copy for nothing else.
pub fn compatible(copy: &Unit, approved: &Unit) -> bool {
    match (copy, approved) {
        (Unit::Percent | Unit::Points, Unit::Percent | Unit::Points) => true,
        (Unit::Duration(_), Unit::Duration(_)) | (Unit::Bare | Unit::Count(_), Unit::Bare) => true,
        (a, b) => a == b,
    }
}

/// A unit as read behind a number: what it is, the factor to its base, how many pieces it takes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    pub(super) unit: Unit,
    pub(super) factor: f64,
    pub(super) len: usize,
}

fn found(unit: Unit, factor: f64, len: usize) -> Option<Found> {
    Some(Found { unit, factor, len })
}

fn time(period: Period, len: usize) -> Option<Found> {
    found(Unit::Duration(period), period.seconds(), len)
}

/// Reads a unit as it stands in an approved figure: the unit, its factor, and what it is counted by.
pub(super) fn read(written: &str) -> (Unit, f64, Vec<String>) {
    let written = written.trim();
    let (head, per) = match written.split_once('/').or_else(|| written.split_once(" per ")) {
        Some((head, per)) if !head.trim().is_empty() => (head.trim(), per),
        _ => (written, ""),
    };
    let per = per
        .split(['/', ' '])
        .filter(|w| !w.is_empty() && !matches!(*w, "per" | "a"))
        .map(rate_name)
        .collect();
    let tokens = super::super::words::tokens(head);
    let pieces = super::pieces::ahead(head, &tokens, 0);
    let (first, last) = (head.split(' ').next().unwrap_or(""), head.rsplit(' ').next().unwrap_or(""));
    let whole = last.parse::<f64>().ok().filter(|n| *n > 0.0);
    let (unit, factor) = match head {
        "" => (Unit::Bare, 1.0),
        "%" | "percent" | "per cent" => (Unit::Percent, 1.0),
        "p" | "pence" => (Unit::Currency("GBP"), 0.01),
        _ => match pieces.first().and_then(|p| currency(p.text)) {
            Some(code) => (Unit::Currency(code), 1.0),
            None => match tailed(head).or_else(|| word_unit(&pieces).filter(|f| f.len == pieces.len())) {
                Some(f) => (f.unit, f.factor),
                // `of 5`, `out of 10`: a ratio whose part is the value.
                None if among(first, "of in out") && whole.is_some() => {
                    (Unit::Percent, whole.map_or(1.0, |n| 100.0 / n))
                }
                None => (Unit::Count(singular(last)), 1.0),
            },
        },
    };
    (unit, factor, per)
}

/// The unit of a number: of the letters behind its digits, or of the next pieces. None where the letters make a name
/// of it (`5G`, `1080p`). `pieces` begin behind the number.
pub(super) fn behind(numeral: &mut Numeral, pieces: &[Piece], money: bool) -> Option<Found> {
    if !numeral.tail.is_empty() {
        let plural =
            pieces.first().is_some_and(|p| p.joint == Joint::Space && p.is_word() && looks_plural(p.text));
        if let Some(scale) = scale_letter(numeral.tail, money || (numeral.tail == "m" && plural)) {
            numeral.scale(scale);
            numeral.tail = "";
        } else if numeral.tail == "p" && (numeral.step.0 < 1.0 || rates(pieces).1 > 0) {
            // `24.6p`, `30p a minute`: pence, where `1080p` is a name.
            numeral.tail = "";
            return found(Unit::Currency("GBP"), 0.01, 0);
        } else {
            return tailed(numeral.tail);
        }
    }
    if money {
        return found(Unit::Bare, 1.0, 0);
    }
    let measured = word_unit(pieces).filter(|_| !super::exclude::is_ordinal(numeral, pieces));
    measured.or_else(|| counted(numeral, pieces)).or_else(|| found(Unit::Bare, 1.0, 0))
}

/// Letters written right behind digits.
fn tailed(tail: &str) -> Option<Found> {
    if let Some(bytes) = bytes(tail) {
        return found(Unit::Bytes, bytes, 0);
    }
    match tail {
        "x" | "X" => return found(Unit::Times, 1.0, 0),
        "pp" | "ppt" | "ppts" => return found(Unit::Points, 1.0, 0),
        "bps" => return found(Unit::Points, 0.01, 0),
        "pct" => return found(Unit::Percent, 1.0, 0),
        "ms" => return time(Period::Millisecond, 0),
        "s" => return time(Period::Second, 0),
        "h" => return time(Period::Hour, 0),
        "d" => return time(Period::Day, 0),
        "w" => return time(Period::Week, 0),
        "y" => return time(Period::Year, 0),
        _ => {}
    }
    if let Some(period) = period(&tail.to_ascii_lowercase()) {
        return time(period, 0);
    }
    if let Some(code) = currency(tail) {
        return found(Unit::Currency(code), 1.0, 0);
    }
    measure(tail).and_then(|name| found(Unit::Count(name.to_owned()), 1.0, 0))
}

/// A unit in the next pieces, a count noun apart.
fn word_unit(pieces: &[Piece]) -> Option<Found> {
    let first = pieces.first()?;
    let second = pieces.get(1);
    let next = |word: &str| second.is_some_and(|p| p.is(word));
    if first.kind == Kind::Symbol {
        return match first.text {
            "%" if second.is_some_and(|p| among(&p.lower, "point points pts")) => found(Unit::Points, 1.0, 2),
            "%" => found(Unit::Percent, 1.0, 1),
            "×" => found(Unit::Times, 1.0, 1),
            "°" if second.is_some_and(|p| p.joint == Joint::Glued && matches!(p.text, "C" | "F")) => {
                found(Unit::Count("degree".to_owned()), 1.0, 2)
            }
            "°" => found(Unit::Count("degree".to_owned()), 1.0, 1),
            sign => currency(sign).and_then(|code| found(Unit::Currency(code), 1.0, 1)),
        };
    }
    if !first.is_word() {
        return None;
    }
    match &*first.lower {
        "percent" | "pct" => return found(Unit::Percent, 1.0, 1),
        "per" if next("cent") => return found(Unit::Percent, 1.0, 2),
        "percentage" if next("points") || next("point") => return found(Unit::Points, 1.0, 2),
        "pp" | "ppt" | "ppts" => return found(Unit::Points, 1.0, 1),
        "pence" => return found(Unit::Currency("GBP"), 0.01, 1),
        "basis" if next("points") || next("point") => return found(Unit::Points, 0.01, 2),
        "x" if !second.is_some_and(|p| p.kind == Kind::Number) => return found(Unit::Times, 1.0, 1),
        "times" | "fold" => return found(Unit::Times, 1.0, 1),
        "business" | "working" | "work" | "weekdays" if next("days") || next("day") => {
            return time(Period::BusinessDay, 2);
        }
        word if TIME_ADJECTIVES.has(word) => {
            let period = second.and_then(|p| period(&p.lower))?;
            return time(period, 2);
        }
        _ => {}
    }
    if let Some(period) = period(&first.lower) {
        return time(period, 1);
    }
    if let Some(bytes) = bytes(first.text) {
        return found(Unit::Bytes, bytes, 1);
    }
    if let Some(code) = currency(first.text) {
        let sort = second.is_some_and(|p| among(&p.lower, "dollars dollar"));
        return found(Unit::Currency(code), 1.0, 1 + usize::from(sort));
    }
    // `US dollars`, `Swiss francs`
    if let Some(code) = second.and_then(|p| nation(&first.lower, &p.lower)) {
        return found(Unit::Currency(code), 1.0, 2);
    }
    measure(first.text).and_then(|name| found(Unit::Count(name.to_owned()), 1.0, 1))
}

static TIME_ADJECTIVES: WordList = WordList::of(
    "additional billable busy calendar consecutive entire extra fewer free full idle less long lost more \
paid productive short solid spare straight whole working",
);

pub(super) fn period(word: &str) -> Option<Period> {
    Some(match word {
        "millisecond" | "milliseconds" | "ms" | "msec" => Period::Millisecond,
        "second" | "seconds" | "sec" | "secs" => Period::Second,
        "minute" | "minutes" | "min" | "mins" => Period::Minute,
        "hour" | "hours" | "hr" | "hrs" => Period::Hour,
        "day" | "days" => Period::Day,
        "week" | "weeks" | "wk" | "wks" => Period::Week,
        "month" | "months" | "mo" | "mos" => Period::Month,
        "quarters" => Period::Quarter,
        "year" | "years" | "yr" | "yrs" => Period::Year,
        "decade" | "decades" => Period::Decade,
        "weekdays" | "workdays" => Period::BusinessDay,
        _ => return None,
    })
}

fn bytes(word: &str) -> Option<f64> {
    Some(match word {
        "KB" | "kB" | "kilobytes" | "kilobyte" => 1e3,
        "MB" | "megabytes" | "megabyte" => 1e6,
        "GB" | "gigabytes" | "gigabyte" | "gigs" => 1e9,
        "TB" | "terabytes" | "terabyte" => 1e12,
        "PB" | "petabytes" | "petabyte" => 1e15,
        "KiB" => 1024.0,
        "MiB" => 1_048_576.0,
        "GiB" => 1_073_741_824.0,
        "TiB" => 1_099_511_627_776.0,
        "bytes" => 1.0,
        _ => return None,
    })
}

/// The currency of a sign, a code or a word. A code counts only in capitals; pounds are money only as a sign or code.
pub(super) fn currency(word: &str) -> Option<&'static str> {
    Some(match word {
        "$" | "USD" | "dollars" | "dollar" | "Dollars" | "bucks" => "USD",
        "€" | "EUR" | "euros" | "euro" | "Euro" | "Euros" => "EUR",
        "£" | "GBP" => "GBP",
        "¥" | "JPY" | "yen" => "JPY",
        "₹" | "INR" | "rupees" => "INR",
        "CHF" | "francs" => "CHF",
        "AUD" => "AUD",
        "CAD" => "CAD",
        "NZD" => "NZD",
        "SEK" => "SEK",
        "NOK" => "NOK",
        "DKK" => "DKK",
        "PLN" => "PLN",
        "CZK" => "CZK",
        "CNY" => "CNY",
        "BRL" => "BRL",
        "SGD" => "SGD",
        "HKD" => "HKD",
        "ZAR" => "ZAR",
        "MXN" => "MXN",
        _ => return None,
    })
}

/// The currency of a nation's sign or word: `A$`, `US dollars`.
pub(super) fn nation(nation: &str, word: &str) -> Option<&'static str> {
    Some(match (nation, word) {
        ("us" | "u.s.", "$" | "dollars" | "dollar") => "USD",
        ("a" | "au" | "australian", "$" | "dollars") => "AUD",
        ("c" | "ca" | "canadian", "$" | "dollars") => "CAD",
        ("nz", "$" | "dollars") => "NZD",
        ("s" | "singapore", "$" | "dollars") => "SGD",
        ("hk", "$") => "HKD",
        ("swiss", "francs") => "CHF",
        ("british", "pounds") | ("pounds", "sterling") => "GBP",
        _ => return None,
    })
}

/// Units of measure by their one name.
fn measure(word: &str) -> Option<&'static str> {
    Some(match word {
        "kg" | "kgs" | "kilo" | "kilos" | "kilogram" | "kilograms" | "kilogramme" | "kilogrammes" => {
            "kilogram"
        }
        "g" | "gram" | "grams" => "gram",
        "t" | "tonne" | "tonnes" | "ton" | "tons" => "tonne",
        "lb" | "lbs" => "pound",
        "oz" => "ounce",
        "km" | "kms" | "kilometre" | "kilometres" | "kilometer" | "kilometers" => "kilometre",
        "m" | "metre" | "metres" | "meter" | "meters" => "metre",
        "cm" => "centimetre",
        "mm" => "millimetre",
        "mi" | "mile" | "miles" => "mile",
        "ft" | "feet" | "foot" => "foot",
        "sqm" | "m²" => "square metre",
        "l" | "L" | "litre" | "litres" | "liter" | "liters" => "litre",
        "ml" | "mL" => "millilitre",
        "W" | "watt" | "watts" => "watt",
        "kW" => "kilowatt",
        "MW" => "megawatt",
        "GW" => "gigawatt",
        "kWh" | "kwh" => "kilowatt-hour",
        "MWh" => "megawatt-hour",
        "V" | "volt" | "volts" => "volt",
        "A" | "amp" | "amps" => "ampere",
        "Hz" => "hertz",
        "kHz" => "kilohertz",
        "MHz" => "megahertz",
        "GHz" => "gigahertz",
        "mph" => "mile per hour",
        "kmh" => "kilometre per hour",
        "Mbps" | "Mbit" => "megabit",
        "Gbps" | "Gbit" => "gigabit",
        "bar" => "bar",
        "psi" => "psi",
        "dB" => "decibel",
        "px" => "pixel",
        "hp" => "horsepower",
        _ => return None,
    })
}

/// The noun that a number counts: the head of the noun phrase behind it, which is its first plural.
fn counted(numeral: &Numeral, pieces: &[Piece]) -> Option<Found> {
    let first = pieces.first()?;
    if !first.is_word() {
        return None;
    }
    let compound = first.joint == Joint::Hyphen;
    if (compound || numeral.value == 1.0) && !stops_noun(&first.lower) {
        // `20-person team`: the piece behind the hyphen is what is counted.
        let fits = !(compound && NOT_COUNTED.has(&first.lower));
        return fits.then(|| Found { unit: Unit::Count(singular(first.text)), factor: 1.0, len: 1 });
    }
    for (at, piece) in pieces.iter().enumerate().take(5) {
        if !piece.is_word() || piece.joint == Joint::Glued || stops_noun(&piece.lower) {
            return None;
        }
        if !looks_plural(piece.text) && !among(&piece.lower, "staff data") {
            continue;
        }
        let mut head = at;
        // `sales reps`, `operations managers`: a plural right behind a plural is the head.
        while let Some(next) = pieces.get(head + 1)
            && next.is_word()
            && next.joint == Joint::Space
            && looks_plural(next.text)
            && PLURAL_MODIFIERS.has(&pieces[head].lower)
        {
            head += 1;
        }
        // `sales teams` with a word between: `operations call centers`
        if head == at && PLURAL_MODIFIERS.has(&piece.lower) && pieces.get(at + 1).is_some_and(Piece::is_word)
        {
            continue;
        }
        return found(Unit::Count(singular(pieces[head].text)), 1.0, head + 1);
    }
    None
}

static PLURAL_MODIFIERS: WordList = WordList::of(
    "analytics communications customs earnings electronics facilities goods logistics news operations \
sales savings services settings sports systems",
);

static NOT_COUNTED: WordList = WordList::of(
    "and axis bit by class click d eleven factor hand in k of on plus ply size star stop tier to up view \
way wheel",
);

/// The noun a percentage is of: `62% of cancelled slots`.
pub(super) fn part_of(pieces: &[Piece]) -> Option<String> {
    let [of, rest @ ..] = pieces else { return None };
    if !of.is("of") {
        return None;
    }
    for piece in rest.iter().take(6) {
        if among(&piece.lower, "the our your their all its these those every each") {
            continue;
        }
        if !piece.is_word() || piece.joint == Joint::Glued || stops_noun(&piece.lower) {
            return None;
        }
        if looks_plural(piece.text) {
            return Some(singular(piece.text));
        }
    }
    None
}

pub(super) fn stops_noun(word: &str) -> bool {
    STOPS.has(word)
}

static STOPS: WordList = WordList::of(
    "a about across after again ago all alone already also an and anyway are around as at away back be \
because been before being both but by can could did do does down each earlier even ever every for \
from had has have he her here him his how if in into is it its just later let may me might minus \
must my never no nor not now of off on only or our out over per plus respectively she should since \
so still than that the their them then there these they this those through times to today too under \
until up us versus vs was we were what when where which while who why will with within without would \
yet you your",
);

/// What a figure is counted by, from the pieces behind its unit: `/month`, `per van per month`, `a week`. With how
/// many pieces it takes.
pub(super) fn rates(pieces: &[Piece]) -> (Vec<String>, usize) {
    let mut per = vec![];
    let mut at = 0;
    while per.len() < 4
        && let [mark, name, ..] = pieces.get(at..).unwrap_or_default()
        && name.is_word()
    {
        let slash = mark.text == "/" && name.joint == Joint::Glued;
        let each = among(&mark.lower, "a an each every")
            && period(&name.lower).is_some()
            && !looks_plural(name.text);
        let by = mark.is("per") && !name.is("cent");
        if !(slash || each || by) {
            break;
        }
        per.push(rate_name(name.text));
        at += 2;
    }
    if per.is_empty()
        && let Some(name) = pieces.first().and_then(|p| adverb(&p.lower))
    {
        return (vec![name.to_owned()], 1);
    }
    (per, at)
}

fn adverb(word: &str) -> Option<&'static str> {
    Some(match word {
        "hourly" => "hour",
        "daily" => "day",
        "weekly" => "week",
        "monthly" => "month",
        "annually" | "yearly" => "year",
        _ => return None,
    })
}

fn rate_name(word: &str) -> String {
    let word = word.to_lowercase();
    match &*word {
        "mo" | "mos" => "month".to_owned(),
        "yr" | "annum" => "year".to_owned(),
        "hr" => "hour".to_owned(),
        "wk" => "week".to_owned(),
        "sec" | "s" => "second".to_owned(),
        "min" => "minute".to_owned(),
        _ => singular(&word),
    }
}

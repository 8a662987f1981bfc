//! Numbers in digits and in words: `20,000`, `1.5 million`, `twenty-four`, `a hundred and five`, `2½`.

use super::super::words::{Kind, is_vulgar};
use super::pieces::{Joint, Piece};

/// A number and how it is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Numeral<'t> {
    pub(super) value: f64,
    /// One in the last place written, and one in the last place that is not zero.
    pub(super) step: (f64, f64),
    /// How many pieces it takes.
    pub(super) len: usize,
    /// The letters behind the digits: `KB`, `x`, `th`.
    pub(super) tail: &'t str,
    /// Whether it is written in digits.
    pub(super) digits: bool,
    /// Whether a scale (`k`, `million`, `dozen`) was applied.
    pub(super) scaled: bool,
}

/// Reads the number that begins with the first piece.
pub(super) fn read<'t>(pieces: &[Piece<'t>]) -> Option<Numeral<'t>> {
    let first = pieces.first()?;
    if first.kind == Kind::Number { digits(pieces) } else { words(pieces) }
}

fn digits<'t>(pieces: &[Piece<'t>]) -> Option<Numeral<'t>> {
    let first = pieces.first()?;
    let cut = first.text.find(|c: char| c.is_alphabetic() || c == '_').unwrap_or(first.text.len());
    let (number, tail) = first.text.split_at(cut);
    let (mut value, decimals) = decimal(number)?;
    let mut fine = 10f64.powi(-(decimals as i32));
    let mut len = 1;
    // `2 ½` is one number in two tokens.
    if let Some(next) = pieces.get(1).filter(|p| tail.is_empty() && p.joint != Joint::Hyphen)
        && let Some(part) = next.text.chars().next().and_then(vulgar)
        && number.chars().all(|c| c.is_ascii_digit())
        && next.text.chars().count() == 1
    {
        (value, fine, len) = (value + part, 0.25, 2);
    }
    let step = (fine, coarse(value, fine));
    let mut numeral = Numeral { value, step, len, tail, digits: true, scaled: false };
    if tail.is_empty()
        && let Some(next) = pieces.get(len)
        && let Some(scale) = scale_word(&next.lower)
    {
        numeral.scale(scale);
        numeral.len += 1;
    }
    if let [and, a, half, ..] = pieces.get(numeral.len..).unwrap_or_default()
        && and.is("and")
        && a.is("a")
        && half.is("half")
    {
        numeral.value += 0.5;
        numeral.len += 3;
    }
    Some(numeral)
}

impl Numeral<'_> {
    pub(super) fn scale(&mut self, by: f64) {
        self.value *= by;
        self.step = (self.step.0 * by, self.step.1 * by);
        self.scaled = true;
    }
}

fn scale_word(word: &str) -> Option<f64> {
    Some(match word {
        "hundred" => 100.0,
        "dozen" => 12.0,
        "thousand" | "thsd" => 1e3,
        "lakh" => 1e5,
        "million" | "mio" | "mn" => 1e6,
        "crore" => 1e7,
        "billion" | "bn" => 1e9,
        "trillion" | "tn" => 1e12,
        _ => return None,
    })
}

/// The value of a scale written right behind the digits. A small `m` or `b` is one only of money.
pub(super) fn scale_letter(tail: &str, money: bool) -> Option<f64> {
    Some(match tail {
        "k" | "K" => 1e3,
        "M" | "mn" | "Mn" | "mio" | "Mio" | "mln" => 1e6,
        "B" | "bn" | "Bn" | "BN" => 1e9,
        "m" | "mm" | "MM" if money => 1e6,
        "b" if money => 1e9,
        "T" | "t" | "tn" if money => 1e12,
        _ => return None,
    })
}

/// The value of digits with their separators, and how many decimals they have.
fn decimal(written: &str) -> Option<(f64, usize)> {
    let (written, part) = match written.chars().next_back().filter(|c| is_vulgar(*c)) {
        Some(c) => (written.get(..written.len() - c.len_utf8())?, vulgar(c)),
        None => (written, None),
    };
    if let Some(part) = part {
        let whole = if written.is_empty() { 0.0 } else { written.parse::<u32>().ok()? as f64 };
        return Some((whole + part, 2));
    }
    let mut plain = String::with_capacity(written.len());
    let mark = decimal_mark(written)?;
    for (at, c) in written.char_indices() {
        if c.is_ascii_digit() {
            plain.push(c);
        } else if Some(at) == mark {
            plain.push('.');
        }
    }
    let decimals = plain.split_once('.').map_or(0, |(_, d)| d.len());
    let zero_led = plain.len() > 1 && plain.starts_with('0') && !plain.starts_with("0.");
    if plain.len() > 16 || zero_led {
        return None;
    }
    Some((plain.parse().ok()?, decimals))
}

/// Where the decimals begin, if there are any; None where the separators make no number (`2.4.1`, `1,2,3`).
fn decimal_mark(written: &str) -> Option<Option<usize>> {
    let marks: Vec<(usize, char)> = written.char_indices().filter(|(_, c)| matches!(c, '.' | ',')).collect();
    let Some(&(last, mark)) = marks.last() else { return Some(None) };
    let groups: Vec<usize> = written.split(['.', ',']).map(str::len).collect();
    let thousands =
        |g: &[usize]| g.first().is_some_and(|f| (1..=3).contains(f)) && g.iter().skip(1).all(|l| *l == 3);
    let lakhs = |g: &[usize]| {
        g.len() > 2
            && g.first().is_some_and(|f| (1..=2).contains(f))
            && g.last() == Some(&3)
            && g.get(1..g.len() - 1).is_some_and(|m| m.iter().all(|l| *l == 2))
    };
    let same = marks.iter().all(|(_, c)| *c == mark);
    if same && mark == ',' && (thousands(&groups) || lakhs(&groups)) {
        return Some(None);
    }
    if same && marks.len() > 1 {
        // Dots for thousands, as written in German: all groups are full.
        return (mark == '.' && thousands(&groups)).then_some(None);
    }
    if same {
        // `62,5` has a decimal comma; `1,2345` is nothing known.
        return (mark == '.' || groups.last().is_some_and(|l| *l <= 2)).then_some(Some(last));
    }
    let head = groups.get(..groups.len() - 1)?;
    let other = marks.iter().filter(|(_, c)| *c != mark).count();
    (thousands(head) && other + 1 == marks.len()).then_some(Some(last))
}

fn vulgar(c: char) -> Option<f64> {
    Some(match c {
        '½' => 0.5,
        '¼' => 0.25,
        '¾' => 0.75,
        '⅓' => 1.0 / 3.0,
        '⅔' => 2.0 / 3.0,
        '⅕' => 0.2,
        '⅖' => 0.4,
        '⅗' => 0.6,
        '⅘' => 0.8,
        '⅙' => 1.0 / 6.0,
        '⅚' => 5.0 / 6.0,
        '⅛' => 0.125,
        '⅜' => 0.375,
        '⅝' => 0.625,
        '⅞' => 0.875,
        '⅐' => 1.0 / 7.0,
        '⅑' => 1.0 / 9.0,
        '⅒' => 0.1,
        _ => return None,
    })
}

/// The steps of a value as its shortest decimal form shows them.
pub(super) fn steps(value: f64) -> (f64, f64) {
    let written = format!("{value}");
    let decimals = written.split_once('.').map_or(0, |(_, d)| d.len());
    let fine = 10f64.powi(-(decimals as i32));
    (fine, coarse(value, fine))
}

/// One in the last place that is not zero: 10 for 60, 1000 for 20,000. Behind another digit a 5 counts as half a
/// place: 5 for 25, 50 for 250.
pub(super) fn coarse(value: f64, fine: f64) -> f64 {
    let mut rest = (value.abs() / fine).round();
    if !(1.0..1e16).contains(&rest) {
        return fine;
    }
    let mut step = fine;
    while rest % 10.0 == 0.0 {
        rest /= 10.0;
        step *= 10.0;
    }
    if rest > 10.0 && rest % 5.0 == 0.0 { step * 5.0 } else { step }
}

/// The value of a number word below a hundred.
fn small(word: &str) -> Option<u32> {
    Some(match word {
        "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        "thirteen" => 13,
        "fourteen" => 14,
        "fifteen" => 15,
        "sixteen" => 16,
        "seventeen" => 17,
        "eighteen" => 18,
        "nineteen" => 19,
        "twenty" => 20,
        "thirty" => 30,
        "forty" => 40,
        "fifty" => 50,
        "sixty" => 60,
        "seventy" => 70,
        "eighty" => 80,
        "ninety" => 90,
        _ => return None,
    })
}

/// Whether a word can begin a number.
pub(super) fn begins(word: &str) -> bool {
    small(word).is_some()
}

fn words<'t>(pieces: &[Piece<'t>]) -> Option<Numeral<'t>> {
    let (mut total, mut current, mut limit) = (0.0, 0.0, f64::INFINITY);
    let (mut len, mut last_small) = (0, None);
    let first = pieces.first()?;
    if first.is("a") || first.is("an") || first.is("half") {
        return round_word(pieces);
    }
    while let Some(piece) = pieces.get(len) {
        let word = &*piece.lower;
        if let Some(value) = small(word) {
            // `twenty four` adds up, `two three` does not.
            match last_small {
                None => {}
                Some(before) if before >= 20 && value < 10 => {}
                _ => break,
            }
            current += f64::from(value);
            last_small = Some(value);
        } else if word == "hundred" && (1.0..100.0).contains(&current) {
            current *= 100.0;
            last_small = None;
        } else if let Some(scale) = scale_word(word).filter(|s| *s != 100.0 && current > 0.0 && *s < limit) {
            total += current * scale;
            (current, limit, last_small) = (0.0, scale, None);
            if word == "dozen" {
                len += 1;
                break;
            }
        } else if word == "and" && len > 0 && (total > 0.0 || current >= 100.0) && last_small.is_none() {
            if pieces.get(len + 1).is_none_or(|p| small(&p.lower).is_none()) {
                break;
            }
        } else {
            break;
        }
        len += 1;
    }
    let mut value = total + current;
    if len == 0 || value == 0.0 {
        return None;
    }
    let mut fine = 1.0;
    if let [and, a, half, ..] = pieces.get(len..).unwrap_or_default()
        && and.is("and")
        && a.is("a")
        && half.is("half")
    {
        (value, fine, len) = (value + 0.5, 0.5, len + 3);
    }
    let scaled = total > 0.0;
    Some(Numeral { value, step: (fine, coarse(value, fine)), len, tail: "", digits: false, scaled })
}

/// `a hundred`, `a dozen`, `half a million`.
fn round_word<'t>(pieces: &[Piece<'t>]) -> Option<Numeral<'t>> {
    let halved = pieces.first()?.is("half");
    let at = usize::from(halved);
    let article = pieces.get(at)?;
    if !(article.is("a") || article.is("an")) {
        return None;
    }
    let scale = scale_word(&pieces.get(at + 1)?.lower)?;
    let mut value = if halved { scale / 2.0 } else { scale };
    let mut len = at + 2;
    if !halved
        && let [and, rest @ ..] = pieces.get(len..).unwrap_or_default()
        && and.is("and")
        && let Some(more) = rest.first().filter(|p| small(&p.lower).is_some()).and_then(|_| words(rest))
        && more.value < scale
    {
        value += more.value;
        len += 1 + more.len;
    }
    Some(Numeral { value, step: (1.0, coarse(value, 1.0)), len, tail: "", digits: false, scaled: true })
}

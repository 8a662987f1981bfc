//! Numbers that measure nothing: dates, times, versions, phone numbers, labels, names.

use super::super::dates::month_of;
use super::super::words::{Kind, Token, WordList, among, char_before, looks_plural};
use super::numeral::Numeral;
use super::pieces::{Joint, Piece};
use super::unit::stops_noun;

/// The tokens of a sentence and the place of a number in it.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) at: usize,
}

impl Place<'_> {
    fn token(&self, offset: isize) -> Option<Token> {
        self.at.checked_add_signed(offset).and_then(|at| self.tokens.get(at)).copied()
    }

    fn is(&self, offset: isize, mark: char) -> bool {
        self.token(offset).is_some_and(|t| t.is(self.text, mark))
    }

    fn kind(&self, offset: isize) -> Option<Kind> {
        self.token(offset).map(|t| t.kind)
    }

    /// Whether nothing lies between a token and the one before it.
    fn glued(&self, offset: isize) -> bool {
        matches!((self.token(offset - 1), self.token(offset)), (Some(a), Some(b)) if a.end() == b.start())
    }

    pub(super) fn word(&self, offset: isize) -> super::super::words::Lower {
        self.token(offset).map_or(super::super::words::Lower::of(""), |t| t.lower(self.text))
    }
}

/// How many tokens to pass over, where the digits at a place are part of a date, a time, a phone number, a code or an
/// address, whatever follows.
pub(super) fn passed(place: Place, pieces: &[Piece]) -> Option<usize> {
    let Some(first) = place.token(0) else { return Some(1) };
    // `#1`, `@2`, `/2024/`, `x=3`, `§5`, `\3`
    let before = char_before(place.text, first.start());
    if matches!(before, Some('#' | '@' | '/' | '\\' | '=' | '_' | '&' | '§' | '^' | '№'))
        || labelled_sign(place)
    {
        return Some(run(place));
    }
    // `(555) 123-4567`, `[3]`, `(1)`
    let enclosed = matches!(before, Some('(' | '[')) && matches!(place.word(1).as_str(), ")" | "]");
    let digits = first.text(place.text);
    if enclosed && digits.len() <= 3 && digits.bytes().all(|b| b.is_ascii_digit()) {
        return Some(if place.kind(2) == Some(Kind::Number) {
            2 + run(Place { at: place.at + 2, ..place })
        } else {
            2
        });
    }
    if list_marker(place) {
        return Some(2);
    }
    let run_len = run(place);
    if run_len > 1 && (is_code(place, run_len) || is_phone(place, run_len)) {
        return Some(run_len);
    }
    if before == Some('+') && (digits.len() >= 7 || (place.kind(1) == Some(Kind::Number))) {
        return Some(run_len);
    }
    let second = pieces.get(1)?;
    if matches!(&*second.lower, "am" | "pm" | "a.m" | "p.m" | "a.m." | "p.m." | "o'clock" | "noon") {
        return Some(2);
    }
    let sides = pieces.chunks(2).skip_while(|c| c.len() < 2).take_while(
        |c| matches!(c, [side, by] if side.kind == Kind::Number && matches!(&*by.lower, "x" | "×" | "by")),
    );
    let sides = sides.count();
    if sides > 0 && pieces.get(2 * sides).is_some_and(|p| p.kind == Kind::Number) {
        // `30 x 20 x 10`
        return Some(2 * sides + 1);
    }
    if second.joint == Joint::Hyphen && second.is("in") {
        return Some(run_len.max(3));
    }
    let month = |p: &Piece| p.text.starts_with(char::is_uppercase) && month_of(&p.lower).is_some();
    let of_month = second.is("of") && pieces.get(2).is_some_and(month);
    if (month(second) && !second.is("may") || of_month) && digits.len() <= 4 {
        return Some(run_len.max(2));
    }
    street(pieces).then_some(1)
}

/// `No. 5`, `Fig. 3`
fn labelled_sign(place: Place) -> bool {
    place.is(-1, '.')
        && place.glued(-1)
        && among(&place.word(-2), "no nos fig sec art ch vol p pp eq ver v ext")
}

/// The number at the front of a list item: `1. First`, `2) Then`.
fn list_marker(place: Place) -> bool {
    let dot = place.is(1, '.') || place.is(1, ')');
    place.at == 0 && dot && place.glued(1) && place.tokens.len() > 2 && !place.glued(2)
}

/// How many tokens hang together as one string of digits and marks: `2026-11-01`, `1-800-555`, `9:30`, `555 123 4567`.
fn run(place: Place) -> usize {
    let mut len = 1;
    loop {
        let next = place.kind(len as isize);
        if next == Some(Kind::Number) && digits_only(place, len) && digits_only(place, len - 1) {
            len += 1;
            continue;
        }
        let mark = len as isize;
        let joins = place.token(mark).is_some_and(|t| {
            t.kind == Kind::Punct && (t.is_dash(place.text) || matches!(t.text(place.text), ":" | "/" | "."))
        });
        let number = place.kind(mark + 1) == Some(Kind::Number);
        if !(joins && number && place.glued(mark) && place.glued(mark + 1)) {
            return len;
        }
        len += 2;
    }
}

fn digits_only(place: Place, offset: usize) -> bool {
    place.token(offset as isize).is_some_and(|t| t.text(place.text).bytes().all(|b| b.is_ascii_digit()))
}

/// Dates, times, scores, `24/7`, and three or more numbers in a row.
fn is_code(place: Place, len: usize) -> bool {
    let marks = || (1..len as isize).filter_map(|i| place.token(i)).filter(|t| t.kind == Kind::Punct);
    if marks().any(|t| t.is(place.text, ':')) || marks().count() > 1 {
        return true;
    }
    let number = |i: isize| place.token(i).and_then(|t| t.text(place.text).parse::<f64>().ok());
    let (Some(a), Some(b)) = (number(0), number(2)) else { return false };
    if place.is(1, '/') {
        let days = matches!(&*place.word(-1), "on" | "since" | "until" | "dated") && b <= 31.0;
        return a > b
            || (a == b && b > 10.0)
            || (a, b) == (24.0, 7.0)
            || (a, b) == (9.0, 11.0)
            || !(2.0..=1000.0).contains(&b)
            || days;
    }
    // `2024–26`, `2024-2026`
    let years = (1900.0..=2100.0).contains(&a) && (b < 100.0 || (1900.0..=2100.0).contains(&b));
    years && marks().count() == 1 && !matches!(place.token(len as isize).map(|t| t.kind), Some(Kind::Symbol))
}

/// `555 1234`, `0800 123 456`, `555-1234`.
fn is_phone(place: Place, len: usize) -> bool {
    let numbers: Vec<&str> = (0..len as isize)
        .filter_map(|i| place.token(i))
        .filter(|t| t.kind == Kind::Number)
        .map(|t| t.text(place.text))
        .collect();
    let blank = (1..len as isize)
        .any(|i| place.kind(i) == Some(Kind::Number) && place.kind(i - 1) == Some(Kind::Number));
    let zero = numbers.first().is_some_and(|n| n.starts_with('0') && n.len() > 1);
    let local = matches!(numbers.as_slice(), [a, b] if a.len() == 3 && b.len() == 4 && !b.ends_with('0') && digits_only(place, 2));
    zero || local || (blank && (numbers.len() > 2 || numbers.iter().all(|n| n.len() >= 3)))
}

static STREETS: WordList = WordList::of(
    "alley ave avenue blvd boulevard court crescent drive highway hwy lane ln parkway pkwy plaza quay rd \
road row square st street terrace wharf",
);

/// `12 Harbour Street`
fn street(pieces: &[Piece]) -> bool {
    let capital = |p: &&Piece| p.is_word() && p.text.starts_with(char::is_uppercase);
    let words = pieces.get(1..).unwrap_or_default().iter().take_while(capital).take(4);
    words.skip(1).any(|p| STREETS.has(&p.lower))
}

/// Words that number what follows, even where a plural does: `Tier 1 suppliers`.
static LABELS: WordList = WordList::of(
    "android annex appendix article articles chapter chapters class clause day episode figure figures \
floor fortune gate gen generation grade grand highway industry ios ipad iphone iso issue java level \
levels no number office page pages paragraph part parts phase phases python room route season \
section sections slide slides soc step steps suite table tables tier top type v version versions \
volume web week windows",
);

/// Words that do so only where nothing counted follows: `release 3`, but `release 3 slots`.
static LOOSE_LABELS: WordList = WordList::of(
    "apartment apt area block box build building bullet bus case category code error exhibit exit flight \
form id invoice item items lane lesson line lines mark mk model module myth order platform port \
principle question reason release revision round rule schedule seat series sku sprint stage ticket \
tip track zone",
);

/// Whether a number is the number of something rather than a number of things: `Step 3`, `SOC 2`, `the top 10`.
pub(super) fn is_label(place: Place, counts: bool) -> bool {
    let Some(before) = place.token(-1).filter(|t| t.kind == Kind::Word) else { return false };
    let word = before.text(place.text);
    let acronym = word.len() > 1 && word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    // Where all words around are in capitals, none is an acronym for it.
    let near = place.tokens.get(place.at.saturating_sub(6)..(place.at + 6).min(place.tokens.len()));
    let words =
        || near.unwrap_or_default().iter().filter(|t| t.kind == Kind::Word).map(|t| t.text(place.text));
    let shouting = || words().count() > 2 && !words().any(|w| w.chars().any(char::is_lowercase));
    let inner = word.starts_with(char::is_lowercase) && word.chars().any(char::is_uppercase);
    let label = before.lower(place.text);
    LABELS.has(&label) || (!counts && LOOSE_LABELS.has(&label)) || inner || (acronym && !shouting())
}

/// Whether a number alone is the end of a name: `Boeing 737`, `March 12`.
pub(super) fn ends_name(place: Place) -> bool {
    let Some(before) = place.token(-1).filter(|t| t.kind == Kind::Word) else { return false };
    let month = month_of(&before.lower(place.text)).is_some();
    before.is_capitalised(place.text) && (place.at > 1 || month)
}

/// Whether four digits are a year rather than an amount. `counts` tells that a unit follows, `bounded` that a bound
/// precedes.
pub(super) fn is_year(place: Place, numeral: &Numeral, counts: bool, bounded: bool) -> bool {
    let four = place.token(0).is_some_and(|t| t.range().len() == 4) && !numeral.scaled;
    if !four || !numeral.digits || !(1900.0..=2100.0).contains(&numeral.value) {
        return false;
    }
    let dated = among(
        &place.word(-1),
        "in since by from until of year through during before after early late mid fy",
    );
    let month = month_of(&place.word(-1)).is_some();
    !(counts && !dated && !month && (bounded || numeral.value % 100.0 == 0.0))
}

/// Compounds that begin with a number and count nothing: `double-check`, `one-stop`.
pub(super) static DOUBLE_NAMES: WordList = WordList::of(
    "acting agent back barrel bass bed beds blind book booked booking bookings breasted check checked \
checking checks click cream crust decker digit digits dip door doors down duty edged entendre entry \
espresso glazed glazing handed helix jeopardy loop net opt room rooms shift shifts sided standard \
standards take team trouble vision whammy",
);

/// Whether a decade is meant: `the 90s`, `the 1990s`.
pub(super) fn is_decade(place: Place, tail: &str, value: f64) -> bool {
    tail == "s" && (value >= 1000.0 || (value % 10.0 == 0.0 && among(&place.word(-1), "the early late mid")))
}

/// Names made of a number and a letter: `a 4K display`, `a 10K run`, `401k`.
pub(super) fn is_named_size(numeral: &Numeral, pieces: &[Piece]) -> bool {
    let next = pieces.get(1);
    let noun = next.is_some_and(|p| {
        among(&p.lower, "video display resolution monitor screen tv uhd camera footage streaming")
    });
    let race = next.is_some_and(|p| among(&p.lower, "run race runs races walk runner filing"));
    matches!(numeral.tail, "k" | "K")
        && ((noun || race || numeral.value == 401.0)
            || (numeral.tail == "K"
                && matches!(numeral.value as i64, 2 | 4 | 8)
                && !next.is_some_and(|p| p.is_word() && looks_plural(p.text))))
}

/// `four second depots`: what stands second, not a time. More than twelve, or of what lasts, it is a time after all.
pub(super) fn is_ordinal(numeral: &Numeral, pieces: &[Piece]) -> bool {
    let [second, noun, ..] = pieces else { return false };
    second.is("second")
        && second.joint == Joint::Space
        && noun.joint == Joint::Space
        && noun.is_word()
        && (2.0..=12.0).contains(&numeral.value)
        && looks_plural(noun.text)
        && !stops_noun(&noun.lower)
        && !LASTING.has(&noun.lower)
}

static LASTING: WordList = WordList::of(
    "ads answers bursts calls clips countdowns cycles delays demos exposures gaps halts intervals loads \
outages pauses pings pulses replies responses rests rounds spots sprints steps stops timeouts timers videos waits",
);

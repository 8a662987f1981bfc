//! Quantities in words of their own: `half of`, `two thirds`, `four out of ten`, `double`, `twice a week`, `in a day`.

use super::super::words::{Kind, Lower, among};
use super::exclude;
use super::numeral::{self, Numeral};
use super::pieces::{Joint, Piece};
use super::scan::{Draft, Scan};
use super::unit::{self, Unit};

impl Scan<'_> {
    /// `a week` behind a bound: `in under a week`, `less than an hour`, `in a day`.
    pub(super) fn article(&self) -> Option<Draft> {
        let article = matches!(self.word(0), "a" | "an");
        let at = usize::from(article || self.word(1) == "a" || self.word(1) == "an");
        let half = self.word(0) == "half";
        let period = unit::period(self.word(at + usize::from(half)))?;
        let before = self.before(1);
        let bounded =
            among(&before, "than under over within about nearly almost least most to around roughly");
        let within =
            &*before == "in" && !among(&self.before(2), "times once twice") && period.seconds() > 60.0;
        if !half && !bounded && !within || matches!(&*before, "to") && !among(&self.before(2), "up close") {
            return None;
        }
        let seconds = period.seconds();
        let value = if half { seconds / 2.0 } else { seconds };
        let len = at + 1 + usize::from(half);
        Some(Draft { unit: Unit::Duration(period), ..Draft::percent(value, (value, value), len) })
    }

    /// `double`, `twice as fast`, `halved`, `tenfold`.
    pub(super) fn multiple(&self) -> Option<Result<Draft, usize>> {
        let (word, next) = (self.word(0), self.word(1));
        let value = match word {
            "double" | "doubles" | "doubled" | "doubling" => 2.0,
            "triple" | "triples" | "tripled" | "tripling" => 3.0,
            "quadruple" | "quadrupled" => 4.0,
            "halve" | "halves" | "halved" | "halving" => {
                return Some(Ok(Draft::percent(50.0, (1.0, 10.0), 1)));
            }
            "twice" => {
                let (per, _) = unit::rates(self.rest(1));
                if !per.is_empty() {
                    return Some(Ok(Draft { unit: Unit::Count("time".to_owned()), ..Draft::times(2.0, 1) }));
                }
                let compares = among(next, "as the that more what your our their");
                return Some(if compares { Ok(Draft::times(2.0, 1)) } else { Err(1) });
            }
            fold if fold.ends_with("fold") => {
                let stem = fold.strip_suffix("fold")?;
                let first = Piece { lower: Lower::of(stem), ..*self.pieces.first()? };
                return Some(numeral::read(&[first]).map(|n| Draft::times(n.value, 1)).ok_or(1));
            }
            _ => return None,
        };
        let hyphened = self.joint(1) == Some(Joint::Hyphen);
        let named = exclude::DOUBLE_NAMES.has(next) || (word == "doubles" && next == "as") || hyphened;
        let stands = !matches!(&*self.before(1), "on" | "a" | "double" | "the") || word.ends_with("ed");
        Some(if named || !stands {
            Err(self.taken(1 + usize::from(hyphened)))
        } else {
            Ok(Draft::times(value, 1))
        })
    }

    /// `half of`, `in half`, `a third of`, `half a day`.
    pub(super) fn part(&self) -> Option<Result<Draft, usize>> {
        let (word, next) = (self.word(0), self.word(1));
        let spaced = self.joint(1) == Some(Joint::Space);
        if word == "half" {
            if matches!(next, "a" | "an") && spaced {
                return (unit::period(self.word(2)).is_none() && numeral::read(self.pieces).is_none())
                    .then(|| Ok(Draft::percent(50.0, (4.0, 10.0), 1)));
            }
            let before = self.before(1);
            if unit::period(next).is_some() && self.joint(1) == Some(Joint::Hyphen) {
                return None;
            }
            let whole = spaced && among(next, "of the our your their my its all as that this these those");
            let led = among(&before, "in by nearly almost over about under than least to roughly around");
            let other = among(&before, "first second other latter better top bottom last their his her and");
            let halved =
                spaced || self.pieces.len() == 1 || self.pieces.get(1).is_some_and(|p| p.kind != Kind::Word);
            return Some(if (whole || led) && !other && halved {
                Ok(Draft::percent(50.0, (4.0, 10.0), 1))
            } else {
                Err(self.taken(1 + usize::from(!spaced && !next.is_empty())))
            });
        }
        if matches!(word, "a" | "an") {
            if let Some(period) = unit::period(self.word(4))
                && self.word(2) == "of"
                && matches!(self.word(3), "a" | "an")
                && let Some(part) = match next {
                    "third" => Some(1.0 / 3.0),
                    "quarter" => Some(0.25),
                    _ => None,
                }
            {
                // `a quarter of an hour`
                let value = part * period.seconds();
                return Some(Ok(Draft {
                    unit: Unit::Duration(period),
                    ..Draft::percent(value, (value / 15.0, value / 15.0), 5)
                }));
            }
            let value = match next {
                "third" => 100.0 / 3.0,
                "quarter" => 25.0,
                "fifth" => 20.0,
                "tenth" => 10.0,
                _ => return None,
            };
            let follows = self.word(2);
            let whole = among(follows, "of more less fewer faster lower higher longer cheaper the");
            let ends = self.pieces.get(2).is_none_or(|p| p.kind == Kind::Punct) && &*self.before(1) == "by";
            return Some(if whole || ends { Ok(Draft::percent(value, (4.0, 10.0), 2)) } else { Err(2) });
        }
        None
    }

    /// `two thirds`, `three-quarters`, `one fifth`.
    pub(super) fn fraction(&self, numeral: &Numeral) -> Option<Draft> {
        if numeral.digits || numeral.scaled || numeral.value >= 10.0 {
            return None;
        }
        let name = self.word(numeral.len);
        let whole = match name.strip_suffix('s').unwrap_or(name) {
            "half" | "halve" => 2.0,
            "third" => 3.0,
            "quarter" => 4.0,
            "fifth" => 5.0,
            "sixth" => 6.0,
            "eighth" => 8.0,
            "tenth" => 10.0,
            _ => return None,
        };
        let next = self.word(numeral.len + 1);
        // `one third party`, `two quarters in a row` are none.
        let fits = numeral.value < whole
            && next != "party"
            && (numeral.value == 1.0) != name.ends_with('s')
            && !(whole == 4.0 && numeral.value == 2.0)
            && !(whole == 4.0 && matches!(next, "in" | "ago" | "running"));
        fits.then(|| Draft {
            ratio: Some((numeral.value, whole)),
            ..Draft::percent(100.0 * numeral.value / whole, (4.0, 10.0), numeral.len + 1)
        })
    }

    /// `4/5`, `4 of the top 10`, `one in five`, `four out of ten`.
    pub(super) fn ratio(&self, numeral: &Numeral) -> Option<Draft> {
        let counted = self.counted_before_whole(numeral);
        let at = numeral.len + counted;
        let mark = self.pieces.get(at)?;
        if numeral.scaled || !numeral.tail.is_empty() || mark.joint == Joint::Hyphen {
            return None;
        }
        let slash =
            mark.text == "/" && mark.joint == Joint::Glued && self.joint(at + 1) == Some(Joint::Glued);
        let out = mark.is("out") && self.word(at + 1) == "of";
        let mut whole_at = match &*mark.lower {
            "/" if slash => at + 1,
            "out" if out => at + 2,
            "of" | "in" => at + 1,
            _ => return None,
        };
        let fillers =
            "the our your their every all these its top largest biggest leading best first last world's";
        while !slash
            && whole_at < at + 6
            && among(self.word(whole_at), if mark.is("in") { "every" } else { fillers })
        {
            whole_at += 1;
        }
        let whole = numeral::read(self.rest(whole_at)).filter(|w| w.tail.is_empty() && !w.scaled)?;
        let next = self.pieces.get(whole_at + whole.len);
        let measured =
            next.is_some_and(|p| unit::period(&p.lower).is_some() || matches!(p.text, "%" | "/" | "$"));
        let joined = next.is_some_and(|p| p.joint == Joint::Hyphen && !p.is("star"));
        let ordered = if slash { numeral.value <= whole.value } else { numeral.value < whole.value };
        let year = whole.digits && (1900.0..=2100.0).contains(&whole.value);
        let in_small = !mark.is("in") || (whole.value <= 20.0 || whole.value % 10.0 == 0.0);
        let tail = whole_at + whole.len;
        if counted > 0 && !self.ends_ratio(tail, whole.value) {
            return None;
        }
        if !ordered
            || year
            || !in_small
            || (measured && !slash)
            || joined
            || (mark.is("of") && !out && numeral.value < 2.0)
        {
            return None;
        }
        let fine = if whole.value <= 10.0 { 4.0 } else { 1.0 };
        Some(Draft {
            ratio: Some((numeral.value, whole.value)),
            ..Draft::percent(100.0 * numeral.value / whole.value, (fine, 10.0), whole_at + whole.len)
        })
    }

    /// How many pieces the noun takes in `nine nurses in ten`, `one nursing post out of five`; none in `9 in 10`.
    fn counted_before_whole(&self, numeral: &Numeral) -> usize {
        let noun = |at: usize| {
            let word = self.word(numeral.len + at);
            self.pieces.get(numeral.len + at).is_some_and(|p| p.is_word() && p.joint == Joint::Space)
                && !unit::stops_noun(word)
                && unit::period(word).is_none()
        };
        let len = (0..3).take_while(|at| noun(*at)).count();
        let mark = self.word(numeral.len + len);
        let whole = if mark == "out" { 2 } else { 1 };
        let counts =
            matches!(mark, "in" | "out") && numeral::read(self.rest(numeral.len + len + whole)).is_some();
        if len > 0 && counts && !numeral.scaled && numeral.value < 10.0 { len } else { 0 }
    }

    /// Whether a share with a noun in it ends with its whole: `in ten`, but not `in ten branches`.
    fn ends_ratio(&self, at: usize, whole: f64) -> bool {
        let small = [3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 20.0, 100.0].contains(&whole);
        let verb = among(
            self.word(at),
            "is are was were has have had do does did can will would could never still say says",
        );
        let noun = |at: usize| {
            let word = self.word(at);
            super::super::words::looks_plural(word) || unit::period(word).is_some()
        };
        let ends = self.pieces.get(at).is_none_or(|p| !p.is_word());
        small && (ends || verb || !(noun(at) || noun(at + 1)))
    }
}

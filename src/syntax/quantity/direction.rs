//! Whether a figure goes up or down, by the words next to it: `missed 55%` is the opposite of `captured 55%`.

use super::super::words::{Kind, Token, WordList, among};
use super::Direction;
use super::pieces::Piece;

/// How many words back a verb may stand.
const REACH: usize = 7;

/// The direction by the words before (in the same clause) and right behind. A comparative behind the figure (`30% fewer
/// calls`) decides; otherwise the nearest verb before it does.
pub(super) fn of(text: &str, before: &[Token], behind: &[Piece]) -> Direction {
    for piece in behind.iter().take(2) {
        if MORE.has(&piece.lower) {
            return Direction::Up;
        }
        if LESS.has(&piece.lower) {
            return Direction::Down;
        }
        if among(&piece.lower, "of in by than and or on to for per a an the our your")
            || piece.kind != Kind::Word
        {
            break;
        }
    }
    let mut words = 0;
    for token in before.iter().rev() {
        match token.kind {
            Kind::Word => words += 1,
            Kind::Punct if matches!(token.text(text), ";" | ":" | "(" | ")" | "—" | ",") => break,
            _ => continue,
        }
        let word = token.lower(text);
        if words > REACH || among(&word, "but while whereas although though") {
            break;
        }
        if UP.has(&word) {
            return Direction::Up;
        }
        if DOWN.has(&word) {
            return Direction::Down;
        }
    }
    Direction::Unknown
}

static MORE: WordList = WordList::of(
    "additional better boost extra faster gain gains greater growth higher improvement increase increased \
increases jump larger lift longer more rise up uplift",
);

static LESS: WordList = WordList::of(
    "cut cuts decline decrease decreases down drop drops fall fewer less loss losses lower off reduction \
reductions saving shorter slower smaller worse",
);

static UP: WordList = WordList::of(
    "accelerate accelerated accelerates add added adding adds boost boosted boosting boosts capture \
captured captures capturing catch catches catching caught climb climbed climbs double doubled \
doubling earn earned earns expand expanded expands fill filled filling fills gain gained gaining \
gains greater grew grow growing grown grows growth higher improve improved improves improving \
increase increased increases increasing keep keeping keeps kept lift lifted lifting lifts raise \
raised raises raising recover recovered recovering recovers refill refilled refilling refills retain \
retained retaining retains rise risen rises rising rose up win winning wins won",
);

static DOWN: WordList = WordList::of(
    "cut cuts cutting decline declined declines declining decrease decreased decreases decreasing down \
drop dropped dropping drops eliminate eliminated eliminates eliminating fall fallen falling falls \
fell fewer halve halved halves lose loses losing lost lower lowered lowering lowers miss missed \
misses missing reduce reduced reduces reducing reduction shorten shortened shortens shrank shrink \
shrinking shrinks shrunk slash slashed slashes slashing trim trimmed trimming trims waste wasted \
wastes wasting",
);

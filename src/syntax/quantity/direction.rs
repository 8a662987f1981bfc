//! Whether a figure goes up or down, by the words next to it: `missed 55%` is the opposite of `captured 55%`.

use super::super::words::{Kind, Token, among};
use super::Direction;
use super::pieces::Piece;

/// How many words back a verb may stand.
const REACH: usize = 7;

/// The direction by the words before (in the same clause) and right behind. A comparative behind the figure (`30% fewer
/// calls`) decides; otherwise the nearest verb before it does.
pub(super) fn of(text: &str, before: &[Token], behind: &[Piece]) -> Direction {
    for piece in behind.iter().take(2) {
        if among(&piece.lower, MORE) {
            return Direction::Up;
        }
        if among(&piece.lower, LESS) {
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
        if among(&word, UP) {
            return Direction::Up;
        }
        if among(&word, DOWN) {
            return Direction::Down;
        }
    }
    Direction::Unknown
}

const MORE: &str = "more higher faster greater larger longer better increase increases gain gains growth rise lift \
boost uplift improvement jump increased extra additional up";

const LESS: &str = "fewer less lower slower smaller shorter worse decrease decreases reduction reductions drop drops \
decline fall cut cuts loss losses saving down off";

const UP: &str = "increase increases increased increasing raise raises raised raising gain gains gained gaining grow \
grows grew grown growing boost boosts boosted boosting lift lifts lifted lifting rise rises rose risen rising climb \
climbs climbed expand expands expanded add adds added adding win wins won winning earn earns earned refill refills \
refilled refilling fill fills filled filling capture captures captured capturing recover recovers recovered recovering \
retain retains retained retaining keep keeps kept keeping catch catches caught catching improve improves improved \
improving up double doubled doubling accelerate accelerates accelerated higher greater growth";

const DOWN: &str = "cut cuts cutting reduce reduces reduced reducing lower lowers lowered lowering decrease decreases \
decreased decreasing drop drops dropped dropping fall falls fell fallen falling decline declines declined declining \
shrink shrinks shrank shrunk shrinking slash slashes slashed slashing trim trims trimmed trimming lose loses lost losing \
miss misses missed missing halve halves halved eliminate eliminates eliminated eliminating waste wastes wasted wasting \
down fewer shorten shortens shortened reduction decline";

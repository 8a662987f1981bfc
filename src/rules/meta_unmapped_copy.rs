//! meta/unmapped-copy: a file that the copy map does not know.

use super::{Check, ProjectView, Rule};
use crate::finding::{Certainty, Finding, Severity};
use crate::project::Piece;
use crate::text::Place;

pub static RULE: Rule = Rule {
    id: "meta/unmapped-copy",
    summary: "a file that the copy map does not know",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("meta_unmapped_copy.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Project(check),
};

fn check(view: &ProjectView) -> Vec<Finding> {
    let unmapped =
        view.project.pieces.iter().filter(|p| p.is_file() && !p.attributes.mapped && !says_enough(p));
    unmapped
        .map(|piece| {
            let place = Place::new(piece.source(), piece.source().line_span(1));
            view.rule
                .finding(place, "the copy map does not know this file")
                .why("without its team, stage and channel, most rules cannot judge it")
                .help("add an entry with `files:` under `copy:` in refrain.yaml, or `ignore: true` if it is no copy")
        })
        .collect()
}

/// Whether the file's own front matter says what the map would.
fn says_enough(piece: &Piece) -> bool {
    let known = &piece.attributes;
    known.internal || known.guidance || (known.team.is_some() && known.stage.is_some())
}

//! Whose copy a finding stands in, and for which stage: so that each team can be told its own.

use std::sync::Arc;

use crate::finding::{Context, Finding};
use crate::project::Piece;

/// Sets what is known of the copy that each finding stands in; findings about the messaging are left without.
pub(super) fn set(findings: &mut [Finding], pieces: &[Piece]) {
    // Copy files stand before the messaging, in the order of their paths.
    let files = pieces.get(..pieces.partition_point(Piece::is_file)).unwrap_or_default();
    for finding in findings {
        let at = files.binary_search_by(|piece| piece.path().cmp(finding.place.path()));
        finding.context = at.ok().and_then(|at| files.get(at)).map(of);
    }
}

/// Sets it for the findings of one copy file.
pub(super) fn set_all(findings: &mut [Finding], piece: &Piece) {
    let context = piece.is_file().then(|| of(piece));
    findings.iter_mut().for_each(|finding| finding.context.clone_from(&context));
}

fn of(piece: &Piece) -> Context {
    let shared = |name: &Option<String>| name.as_deref().map(Arc::from);
    Context { team: shared(&piece.attributes.team), stage: shared(&piece.attributes.stage) }
}

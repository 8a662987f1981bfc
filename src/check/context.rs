//! Whose copy a finding stands in, and for which stage: so that each team can be told its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::finding::{Context, Finding};
use crate::project::Piece;

/// Sets what is known of the copy that each finding stands in; findings about the messaging are left without.
pub(super) fn set(findings: &mut [Finding], pieces: &[Piece]) {
    let shared = |name: &Option<String>| name.as_deref().map(Arc::from);
    let of_piece = |piece: &Piece| Context {
        team: shared(&piece.attributes.team),
        stage: shared(&piece.attributes.stage),
    };
    let known: BTreeMap<&str, Context> =
        pieces.iter().filter(|p| p.is_file()).map(|p| (p.path(), of_piece(p))).collect();
    for finding in findings {
        finding.context = known.get(finding.place.path()).cloned();
    }
}

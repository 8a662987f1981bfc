//! Which of a message's claims stand beside which step of its story.

use crate::model::{Figure, Message};
use crate::project::Project;
use crate::syntax::quantity::{Bound, Fit, Quantity, quantities};
use crate::syntax::words;

/// The claims of a message whose figure a step's words state, as positions in the playbook; all claims of the message beside
/// a step that needs proof and states none of their figures.
pub fn claims_beside(project: &Project, message: &Message, text: &str, needs_proof: bool) -> Vec<usize> {
    if message.claims.is_empty() {
        return vec![];
    }
    let position = |id: &str| project.graph.position_of("claims", id);
    let all: Vec<usize> = message.claims.iter().filter_map(|c| position(c.id())).collect();
    let tokens = words::tokens(text);
    let said = quantities(text, &tokens, &words::sentences(text, &tokens));
    let states = |at: &&usize| {
        let figure = project.playbook.claims.get(**at).and_then(|c| c.figure.as_ref());
        figure.is_some_and(|figure| states(&said, figure))
    };
    let stated: Vec<usize> = all.iter().filter(states).copied().collect();
    if stated.is_empty() && needs_proof { all } else { stated }
}

/// Whether one of the quantities has the number of a figure, however it is bounded.
fn states(said: &[Quantity], figure: &Figure) -> bool {
    let unit = match (&figure.unit, &figure.per) {
        (Some(unit), Some(per)) => format!("{unit} per {per}"),
        (Some(unit), None) => unit.to_string(),
        (None, _) => String::new(),
    };
    let approved = Quantity::approved(figure.value, &unit, Bound::Exact);
    said.iter().any(|q| matches!(q.fits(&approved), Fit::Same | Fit::Rounds | Fit::Bound))
}

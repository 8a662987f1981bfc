//! Whether what a value proposition brings meets the pains that it names (the fit of the Value Proposition Canvas).

use crate::model::ValueProp;
use crate::project::Project;

/// How a value proposition meets its pains.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Relief {
    /// Each pain that it names, as a position, with the offers of its solution that say they solve it.
    pub pains: Vec<(usize, Vec<usize>)>,
    /// Offers of its solution that solve none of its pains.
    pub idle: Vec<usize>,
}

impl Relief {
    /// The fit of a value proposition. Ids that nothing has are left out; the check tells of them.
    pub fn of(project: &Project, prop: &ValueProp) -> Self {
        let position = |kind, id: &str| project.graph.position_of(kind, id);
        let offers: Vec<usize> = prop.solution.iter().filter_map(|o| position("offers", o.id())).collect();
        let solves = |offer: &usize, pain: &str| {
            let offer = project.playbook.offers.get(*offer);
            offer.is_some_and(|o| o.solves.iter().any(|p| p.id() == pain))
        };
        let pains = prop.pains.iter().filter_map(|pain| {
            let by = offers.iter().filter(|o| solves(o, pain.id())).copied().collect();
            Some((position("pains", pain.id())?, by))
        });
        let idle = offers.iter().filter(|o| prop.pains.iter().all(|p| !solves(o, p.id()))).copied().collect();
        Self { pains: pains.collect(), idle }
    }
}

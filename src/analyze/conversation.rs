//! What belongs to a conversation (a persona at a stage): pains, claims, objections, rivals, what to send, hand-offs.

use std::collections::{BTreeMap, BTreeSet};

use super::Cell;
use crate::graph::Key;
use crate::item::Status;
use crate::model::Message;
use crate::project::Project;
use crate::shape::Ref;

/// What belongs to one conversation, as positions in the playbook, most useful first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conversation {
    /// Pains of its messages, then the persona's others by severity.
    pub pains: Vec<usize>,
    /// Claims of its messages and of the value propositions these tell.
    pub claims: Vec<usize>,
    /// Objections that come up here.
    pub objections: Vec<usize>,
    /// What the buyer could do instead.
    pub rivals: Vec<usize>,
    /// Copy files that may be sent, as positions in [`Project::pieces`]: those that its messages name come first.
    pub send: Vec<usize>,
    /// Steps of plays that hand the buyer over: play and step.
    pub hand_offs: Vec<(usize, usize)>,
}

/// Finds what belongs to conversations; made once for a project.
#[derive(Debug)]
pub struct Conversations<'p> {
    project: &'p Project,
    objections: BTreeMap<(Option<&'p str>, Option<&'p str>), Vec<usize>>,
    plays: BTreeMap<(Option<&'p str>, Option<&'p str>), Vec<usize>>,
    files: BTreeMap<&'p str, usize>,
}

impl<'p> Conversations<'p> {
    /// Prepares the lists of a project.
    pub fn of(project: &'p Project) -> Self {
        let (mut objections, mut plays) = (BTreeMap::new(), BTreeMap::new());
        for (at, objection) in project.playbook.objections.iter().enumerate() {
            if objection.status != Status::Retired {
                let stages: Vec<&str> = objection.stage.iter().map(Ref::id).collect();
                add(&mut objections, &stages, &ids(&objection.personas), at);
            }
        }
        for (at, play) in project.playbook.plays.iter().enumerate() {
            if let (Some(stage), false) = (&play.stage, play.status == Status::Retired) {
                add(&mut plays, &[stage.id()], &ids(&play.personas), at);
            }
        }
        let files = project.pieces.iter().enumerate().filter(|(_, p)| p.is_file());
        let files = files.map(|(at, piece)| (piece.path(), at)).collect();
        Self { project, objections, plays, files }
    }

    /// What belongs to a conversation.
    pub fn at(&self, cell: &Cell) -> Conversation {
        let book = &self.project.playbook;
        let (Some(persona), Some(stage)) =
            (book.personas.get(cell.persona), self.project.config.stages.get(cell.stage))
        else {
            return Conversation::default();
        };
        let messages: Vec<&Message> =
            cell.messages.iter().filter_map(|m| book.messages.get(*m)).map(|m| &m.body).collect();
        let props: Vec<_> = messages
            .iter()
            .filter_map(|m| self.project.of(&book.value_props, m.value_prop.as_ref()?.id()))
            .collect();
        let severity =
            |at: &usize| std::cmp::Reverse(book.pains.get(*at).and_then(|p| p.severity).unwrap_or(0));
        let mut own = self.positions(persona.pains.iter());
        own.sort_by_key(severity);
        let mut pains = self.positions(messages.iter().flat_map(|m| &m.pains));
        pains.extend(own);
        let claims = messages.iter().flat_map(|m| &m.claims).chain(props.iter().flat_map(|v| &v.claims));
        let mut rivals = self.positions(props.iter().flat_map(|v| &v.unlike));
        rivals.extend(self.rivals_of(persona.id.as_str(), stage.half));
        let sendable = |at: &&usize| self.project.pieces.get(**at).is_some_and(|p| !p.attributes.internal);
        let assets = messages.iter().flat_map(|m| &m.assets);
        let named = assets.filter_map(|path| self.files.get(path.as_str()).copied());
        let steps = |play: usize| {
            let steps = book.plays.get(play).map(|p| p.steps.as_slice()).unwrap_or_default();
            let handing = steps.iter().enumerate().filter(|(_, s)| s.hand_off.is_some());
            handing.map(move |(step, _)| (play, step)).collect::<Vec<_>>()
        };
        Conversation {
            pains: once(pains),
            claims: once(self.positions(claims)),
            objections: self.objections(&stage.id, persona.id.as_str()),
            rivals: once(rivals),
            send: once(named.chain(cell.copy.iter().copied()).filter(|at| sendable(&at)).collect()),
            hand_offs: both(&self.plays, &stage.id, persona.id.as_str())
                .into_iter()
                .flat_map(steps)
                .collect(),
        }
    }

    /// The objections that come up at a stage with a persona: those that name them, or name none.
    pub fn objections(&self, stage: &str, persona: &str) -> Vec<usize> {
        both(&self.objections, stage, persona)
    }

    /// Before the purchase, also what the persona's value propositions are set against. Customers are not reminded of
    /// rivals that no message for them names.
    fn rivals_of(&self, persona: &str, half: crate::config::Half) -> Vec<usize> {
        if half == crate::config::Half::Keep {
            return vec![];
        }
        let book = &self.project.playbook;
        let links = self.project.graph.links_to(&Key::new("personas", persona)).iter();
        let props = links.filter(|l| l.from.kind == "value_props");
        let props = props.filter_map(|l| self.project.of(&book.value_props, &l.from.id));
        self.positions(props.flat_map(|v| &v.unlike))
    }

    fn positions<'r, K: crate::shape::Target + 'r>(
        &self,
        refs: impl Iterator<Item = &'r Ref<K>>,
    ) -> Vec<usize> {
        refs.filter_map(|r| self.project.graph.position_of(K::KEY, r.id())).collect()
    }
}

fn ids<K>(refs: &[Ref<K>]) -> Vec<&str> {
    refs.iter().map(Ref::id).collect()
}

/// Puts a position under each stage and persona; nothing stands for all of them.
fn add<'p>(
    lists: &mut BTreeMap<(Option<&'p str>, Option<&'p str>), Vec<usize>>,
    stages: &[&'p str],
    personas: &[&'p str],
    at: usize,
) {
    let all = |ids: &[&'p str]| -> Vec<Option<&'p str>> {
        if ids.is_empty() { vec![None] } else { ids.iter().copied().map(Some).collect() }
    };
    for stage in all(stages) {
        for persona in all(personas) {
            lists.entry((stage, persona)).or_default().push(at);
        }
    }
}

/// What stands under a stage and a persona: the closest first.
fn both(
    lists: &BTreeMap<(Option<&str>, Option<&str>), Vec<usize>>,
    stage: &str,
    persona: &str,
) -> Vec<usize> {
    let slots = [(Some(stage), Some(persona)), (Some(stage), None), (None, Some(persona)), (None, None)];
    once(slots.iter().filter_map(|slot| lists.get(slot)).flatten().copied().collect())
}

/// Each position once, where it stands first.
fn once(mut positions: Vec<usize>) -> Vec<usize> {
    let mut seen = BTreeSet::new();
    positions.retain(|at| seen.insert(*at));
    positions
}

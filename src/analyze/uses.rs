//! Where a piece of copy uses a claim: in an approved wording, by its figure, or because it says that it does.

use std::collections::BTreeSet;
use std::ops::Range;

use super::figures::{is_conditional, is_of_any, is_others, is_planned, is_wondered};
use super::{Facts, Lexicon, PassageFacts, Relation, Role};
use crate::config::CopyRule;
use crate::copy::Part;
use crate::item::{AnyItem, Status};
use crate::project::{Piece, Project};
use crate::shape::{Trail, Visitor};
use crate::syntax::yaml::{Node, Value};
use crate::text::{Place, Span, Spanned};

/// How a claim is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UseKind {
    /// In an approved wording: the passage and the range.
    Said(usize, Range<usize>),
    /// By its figure: the passage and the range.
    Figure(usize, Range<usize>),
    /// The piece says that it uses it: `uses` in its front matter, `claims` of a message.
    Declared,
}

/// A use of a claim.
#[derive(Clone, Debug)]
pub struct ClaimUse {
    /// The claim's position.
    pub claim: usize,
    /// How.
    pub kind: UseKind,
    /// Where.
    pub place: Place,
}

impl ClaimUse {
    /// The passage and the range, where it stands in the text.
    pub fn stretch(&self) -> Option<(usize, &Range<usize>)> {
        match &self.kind {
            UseKind::Said(passage, range) | UseKind::Figure(passage, range) => Some((*passage, range)),
            UseKind::Declared => None,
        }
    }
}

/// The uses of claims in a piece that buyers read: in the text once for each sentence; declared ones only where the
/// text has none. What is internal, quoted, denied, asked or only spoken of is no use, and neither is a claim's own
/// text.
pub(super) fn claim_uses(project: &Project, lexicon: &Lexicon, facts: &Facts) -> Vec<ClaimUse> {
    let known = &facts.piece.attributes;
    if known.internal || known.guidance || !facts.tells() {
        return vec![];
    }
    let own = own_claim(project, facts.piece);
    let mut uses: Vec<ClaimUse> = vec![];
    let mut seen: BTreeSet<(usize, usize, usize)> = BTreeSet::new();
    let mut put = |passage: &PassageFacts, claim: usize, range: &Range<usize>, said: bool| {
        let sentence = passage.sentence_at(range.start);
        let asked = passage.slice(&sentence).trim_end().ends_with('?');
        if asked
            || is_conditional(passage, range.start)
            || Some(claim) == own
            || !seen.insert((passage.index, sentence.start, claim))
        {
            return;
        }
        let place = passage.place(range.clone());
        let kind = if said { UseKind::Said } else { UseKind::Figure };
        uses.push(ClaimUse { claim, kind: kind(passage.index, range.clone()), place });
    };
    let wording = |role: &Role| match *role {
        Role::ClaimWording(claim) => Some(claim),
        _ => None,
    };
    for (passage, hit, _, claim) in facts.hits(lexicon, wording) {
        if passage.exemption(&hit.range).is_none() && !passage.shielded(lexicon, hit) {
            put(passage, claim, &hit.range, true);
        }
    }
    for figure in
        facts.figures(project, lexicon).iter().filter(|f| f.relation == Relation::Approved && f.sure)
    {
        let passage = facts.passages.get(figure.passage);
        if let Some((passage, q)) = passage.and_then(|p| p.quantities().get(figure.quantity).map(|q| (p, q)))
        {
            put(passage, figure.claim, &q.range, false);
        }
    }
    let in_text: BTreeSet<usize> = uses.iter().map(|u| u.claim).collect();
    for (id, place) in declared(project, facts.piece) {
        let claim = project.graph.position(&crate::graph::Key::new("claims", id.as_str()));
        if let Some(claim) = claim.filter(|c| !in_text.contains(c)) {
            uses.push(ClaimUse { claim, kind: UseKind::Declared, place });
        }
    }
    uses
}

/// The claim whose own text a piece is.
pub(super) fn own_claim(project: &Project, piece: &Piece) -> Option<usize> {
    let key = piece.item.as_ref().filter(|k| k.kind == "claims")?;
    project.graph.position(key)
}

/// The claims that a piece says it uses, with the place: of a file its front matter, else the copy map; of an item its
/// references.
fn declared(project: &Project, piece: &Piece) -> Vec<(String, Place)> {
    let Some(key) = &piece.item else {
        let own = in_front_matter(piece);
        return if own.is_empty() { in_copy_map(project, piece) } else { own };
    };
    let item = project.at(key).filter(|i| i.status() != Status::Draft);
    match item {
        Some(item) if matches!(key.kind, "messages" | "value_props" | "objections") => references(item),
        _ => vec![],
    }
}

fn in_front_matter(piece: &Piece) -> Vec<(String, Place)> {
    let get = |node: &'_ Node, key: &str| -> Option<Node> {
        let Value::Map(entries) = &node.value else { return None };
        entries.iter().find(|e| e.key.text == key).map(|e| e.value.clone())
    };
    let front = piece.copy().front_matter.as_ref();
    let Some(uses) = front.and_then(|f| get(f, "refrain")).and_then(|r| get(&r, "uses")) else {
        return vec![];
    };
    let nodes = match uses.value {
        Value::List(nodes) => nodes,
        _ => vec![uses],
    };
    let scalar = |node: Node| match node.value {
        Value::Scalar(s) => Some((s.text, Place::new(piece.source(), s.span))),
        _ => None,
    };
    nodes.into_iter().filter_map(scalar).collect()
}

/// What the copy map says that a file uses, at the first entry that lists just that.
fn in_copy_map(project: &Project, piece: &Piece) -> Vec<(String, Place)> {
    let uses = &piece.attributes.uses;
    let same = |rule: &&CopyRule| rule.about.uses.iter().map(|r| r.id()).eq(uses.iter().map(String::as_str));
    let mut layers = project.config.layers(project.config.scope(piece.path())).filter(|_| !uses.is_empty());
    let found = layers.find_map(|layer| Some((layer, layer.files.copy.iter().find(same)?)));
    let listed = found.into_iter().flat_map(|(layer, rule)| rule.about.uses.iter().map(move |r| (layer, r)));
    listed.map(|(layer, r)| (r.id().to_owned(), layer.place(r.span()))).collect()
}

fn references(item: &dyn AnyItem) -> Vec<(String, Place)> {
    struct Claims(Vec<(String, Span)>);
    impl Visitor for Claims {
        fn reference(&mut self, _: &Trail, kind: &'static str, id: &Spanned<String>) {
            if kind == "claims" {
                self.0.push((id.value.clone(), id.span));
            }
        }
        fn prose(&mut self, _: &Trail, _: &crate::shape::Prose) {}
    }
    let mut claims = Claims(vec![]);
    item.walk(&mut claims);
    claims.0.into_iter().map(|(id, span)| (id, Place::new(item.source(), span))).collect()
}

impl PassageFacts<'_> {
    /// Whether what stands at an offset is only supposed: a condition, something imagined, an indirect question.
    pub fn supposes(&self, at: usize) -> bool {
        is_conditional(self, at) || is_wondered(self, at)
    }

    /// Whether what stands at an offset is said of anything of a sort: `A pump that stops is no help`.
    pub fn speaks_of_any(&self, at: usize) -> bool {
        is_of_any(self, at)
    }

    /// Whether a sentence tells a plan: `the plan is to`, `by 2031 ... will`.
    pub fn tells_plan(&self, sentence: &Range<usize>) -> bool {
        is_planned(self, crate::syntax::words::tokens_in(self.tokens(), sentence))
    }
}

impl Facts<'_> {
    /// Whether a piece says something to buyers: copy, or what of the messaging becomes copy. Personas, pains or research
    /// hold what buyers say and do.
    pub fn tells(&self) -> bool {
        let kind = self.piece.item.as_ref().map(|key| key.kind);
        kind.is_none_or(|k| matches!(k, "claims" | "messages" | "objections" | "offers" | "value_props"))
    }

    /// Whether what stands at an offset of a passage is said of somebody else than us: a rival, or in a table the column
    /// of others.
    pub fn is_of_others(&self, lexicon: &Lexicon, passage: usize, at: usize) -> bool {
        let Some(facts) = self.passages.get(passage) else { return false };
        let Part::Cell(cell) = facts.passage.part else { return is_others(facts, lexicon, at, None) };
        let grid = self.grid(lexicon);
        let heads = grid.heads(self, cell);
        grid.is_of_others(cell)
            || is_others(facts, lexicon, at, None)
            || heads.iter().filter_map(|h| self.passages.get(*h)).any(|h| is_others(h, lexicon, 0, None))
    }

    /// The stretches in which a qualifier of a use may stand: its sentence; of a table cell also the rest of its row and
    /// the header of its column. By passage and range.
    pub fn around(
        &self,
        lexicon: &Lexicon,
        passage: usize,
        range: &Range<usize>,
    ) -> Vec<(usize, Range<usize>)> {
        let Some(facts) = self.passages.get(passage) else { return vec![] };
        let first = facts.sentence_at(range.start);
        let last = facts.sentence_at(range.end.saturating_sub(1).max(range.start));
        let mut all = vec![(passage, first.start..last.end.max(first.end))];
        if let Part::Cell(cell) = facts.passage.part {
            let grid = self.grid(lexicon);
            let mut others = grid.heads(self, cell);
            others.extend(grid.row(cell));
            let whole = |at: usize| self.passages.get(at).map(|p| (at, 0..p.text().len()));
            all.extend(others.into_iter().filter_map(whole));
        }
        all
    }
}

//! What every item of messaging has in common: an id, a header, a place; and how one is read.

use std::sync::Arc;

use serde_json::{Value as Json, json};

use crate::config::Team;
use crate::shape::{
    Date, Fields, Gone, Id, Phrase, Property, Prose, Reading, Record, Ref, Schemas, Shape, Trail, Visitor,
    object_schema, read_choice,
};
use crate::syntax::yaml::Node;
use crate::text::{Place, Source, Span};
use crate::{choice, record};

choice! {
    /// How far an item has come.
    pub Status("status") {
        /// Being written; not for buyers yet.
        Draft = "draft",
        /// May be used.
        Approved = "approved",
        /// Must not be used any more.
        Retired = "retired",
        /// A made-up example that shows how the claim would look; never told as fact.
        Illustrative = "illustrative",
        /// What is aimed at, not what is.
        Target = "target",
        /// Doubted; not to be used until settled.
        Disputed = "disputed",
    }
}

/// The states of most kinds.
pub const COMMON_STATUSES: &[(&str, Status)] =
    &[("draft", Status::Draft), ("approved", Status::Approved), ("retired", Status::Retired)];

record! {
    /// What any item may say about itself.
    pub Header("a header") {
        /// The person or team that answers for it.
        owner: Option<Phrase>,
        /// The day somebody last confirmed it.
        reviewed: Option<Date>,
        /// The day from which it must not be used unless confirmed again.
        expires: Option<Date>,
        /// Who approved it.
        approved_by: Option<Phrase>,
        /// A remark for colleagues; never shown to buyers.
        note: Option<Phrase>,
        /// Only these teams should see it or speak of it: an edition of the playbook for another team leaves it out.
        internal_to: Vec<Ref<Team>>,
        /// Free labels.
        tags: Vec<Phrase>,
        /// Lines of copy that are right or wrong by this item; they are tested.
        examples: Option<Examples>,
    }
}

record! {
    /// Lines of copy that show an item at work.
    pub Examples("examples: a mapping with `bad` and `good`") {
        /// Lines that must be found wrong.
        bad: Vec<Phrase>,
        /// Lines that must be left alone.
        good: Vec<Phrase>,
    }
}

impl Header {
    /// Whether the item is not for everybody: it is internal to some teams, or bears the tag `internal`.
    pub fn is_internal(&self) -> bool {
        !self.internal_to.is_empty() || self.tags.iter().any(|tag| tag.as_str() == "internal")
    }
}

/// A kind of item: what a list in a content file holds.
pub trait Kind: Record + Shape {
    /// The key in content files: `pains`.
    const KEY: &'static str;
    /// What one is called, as a slug: `pain`, `value-prop`.
    const NOUN: &'static str;
    /// What the kind is called in headings: `Pains`.
    const LABEL: &'static str;
    /// The states an item may have.
    const STATUSES: &'static [(&'static str, Status)] = COMMON_STATUSES;
    /// The key that names an item; where it is not `id`, the id is made from its text.
    const ID_KEY: &'static str = "id";

    /// What a person calls the item.
    fn title(&self) -> Option<&str>;

    /// When and with whom it came about: what tells one that nobody has named from its like.
    fn occasion(&self) -> Option<Occasion<'_>> {
        None
    }

    /// The teams that it names as its own readers; all where empty.
    fn audience(&self) -> &[Ref<Team>] {
        &[]
    }

    /// The id of an item that has no `id` key; `span` is the whole item.
    fn derived_id(&self, span: Span) -> Option<Id> {
        let _ = span;
        None
    }
}

/// When and with whom something came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occasion<'a> {
    /// What it was, as a slug or a word: `talk`.
    pub what: &'a str,
    /// The day.
    pub day: Option<Date>,
    /// Who of ours was there.
    pub who: Option<&'a str>,
}

/// An item of one kind, with its place.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Item<K> {
    /// Its id, unique within its kind.
    pub id: Id,
    /// How far it has come.
    pub status: Status,
    /// The shared header.
    #[serde(flatten)]
    pub header: Header,
    /// What the kind adds.
    #[serde(flatten)]
    pub body: K,
    /// The file it stands in.
    #[serde(skip)]
    pub source: Arc<Source>,
    /// From its first to its last byte.
    #[serde(skip)]
    pub span: Span,
}

impl<K> std::ops::Deref for Item<K> {
    type Target = K;
    fn deref(&self) -> &K {
        &self.body
    }
}

impl<K: Kind> Item<K> {
    /// Reads an item; nothing where its id or another required key is missing.
    pub fn read(node: &Node, cx: &mut Reading) -> Option<Self> {
        let mut fields = Fields::open(node, cx, &K::expected())?;
        let written = if K::ID_KEY == "id" { fields.field::<Id>("id", cx) } else { None };
        let status = match fields.node("status") {
            Some(node) => read_choice(node, cx, "status", K::STATUSES).unwrap_or(Status::Approved),
            None => Status::Approved,
        };
        let header = Header::take(&mut fields, cx);
        let body = K::take(&mut fields, cx);
        fields.finish(cx);
        // An id that the kind derives is known where the rest is.
        cx.met.push((node.span, written.is_some() || (body.is_some() && K::ID_KEY != "id")));
        if let (Some(id), None) = (&written, &body) {
            cx.unread.push((K::KEY, id.as_str().to_owned()));
        }
        let body = body?;
        let id = written.or_else(|| body.derived_id(node.span))?;
        Some(Self { id, status, header: header?, body, source: Arc::clone(&cx.source), span: node.span })
    }

    /// The schema of one item.
    pub fn schema(schemas: &mut Schemas) -> Json {
        let name = K::NAME;
        if !schemas.definitions.contains_key(name) {
            schemas.definitions.insert(name, Json::Null);
            let mut properties = vec![];
            if K::ID_KEY == "id" {
                properties.push(Property {
                    key: "id",
                    description: "The name other files use for it: lower-case letters, digits and hyphens.",
                    required: true,
                    schema: Id::schema(schemas),
                });
            }
            properties.extend(K::properties(schemas));
            properties.push(Property {
                key: "status",
                description: "How far it has come; approved where absent.",
                required: false,
                schema: json!({"enum": K::STATUSES.iter().map(|(name, _)| *name).collect::<Vec<_>>()}),
            });
            properties.extend(Header::properties(schemas));
            schemas.definitions.insert(name, object_schema(K::DESCRIPTION, properties));
        }
        json!({"$ref": format!("#/$defs/{name}")})
    }

    /// Takes out its references to what is gone.
    pub fn prune(&mut self, gone: &Gone) {
        self.body.prune_fields(gone);
        self.header.prune_fields(gone);
    }

    /// What a person calls it; its id where it has no name.
    pub fn title(&self) -> &str {
        self.body.title().unwrap_or(self.id.as_str())
    }
}

/// An item of any kind.
pub trait AnyItem: Sync {
    /// The kind's key: `pains`.
    fn kind(&self) -> &'static str;
    /// What one of the kind is called: `pain`.
    fn noun(&self) -> &'static str;
    /// The id.
    fn id(&self) -> &Id;
    /// What a person calls it.
    fn title(&self) -> &str;
    /// When and with whom it came about, where nobody has named it.
    fn occasion(&self) -> Option<Occasion<'_>>;
    /// How far it has come.
    fn status(&self) -> Status;
    /// The shared header.
    fn header(&self) -> &Header;
    /// The file.
    fn source(&self) -> &Arc<Source>;
    /// From its first to its last byte.
    fn span(&self) -> Span;
    /// Whether it is internal to teams of which this is none.
    fn is_hidden_from(&self, team: &str) -> bool;
    /// Shows its references and prose to a visitor.
    fn walk(&self, visitor: &mut dyn Visitor);
    /// The item as JSON, with the keys of its YAML.
    fn json(&self) -> Json;

    /// Where its id stands.
    fn place(&self) -> Place {
        Place::new(self.source(), self.id().span())
    }

    /// Every prose text it holds, with the way to it.
    fn prose(&self) -> Vec<(String, Prose)> {
        struct Seen(Vec<(String, Prose)>);
        impl Visitor for Seen {
            fn reference(&mut self, _: &Trail, _: &'static str, _: &crate::text::Spanned<String>) {}
            fn prose(&mut self, path: &Trail, prose: &Prose) {
                self.0.push((path.to_string(), prose.clone()));
            }
        }
        let mut seen = Seen(vec![]);
        self.walk(&mut seen);
        seen.0
    }
}

impl<K: Kind + serde::Serialize + Sync> AnyItem for Item<K> {
    fn kind(&self) -> &'static str {
        K::KEY
    }
    fn noun(&self) -> &'static str {
        K::NOUN
    }
    fn id(&self) -> &Id {
        &self.id
    }
    fn title(&self) -> &str {
        Item::title(self)
    }
    fn occasion(&self) -> Option<Occasion<'_>> {
        self.body.title().is_none().then(|| self.body.occasion()).flatten()
    }
    fn status(&self) -> Status {
        self.status
    }
    fn header(&self) -> &Header {
        &self.header
    }
    fn source(&self) -> &Arc<Source> {
        &self.source
    }
    fn span(&self) -> Span {
        self.span
    }
    fn is_hidden_from(&self, team: &str) -> bool {
        let shut = |teams: &[Ref<Team>]| !teams.is_empty() && teams.iter().all(|t| t.id() != team);
        shut(&self.header.internal_to) || shut(self.body.audience())
    }
    fn walk(&self, visitor: &mut dyn Visitor) {
        self.body.walk_fields(&mut Trail::default(), visitor);
        self.header.walk_fields(&mut Trail::default(), visitor);
    }
    fn json(&self) -> Json {
        serde_json::to_value(self).unwrap_or(Json::Null)
    }
}

//! The copy map: which files are copy, who wrote them, for whom and for which moment.

use serde_json::{Value as Json, json};

use super::{Channel, Stage, Team};
use crate::record;
use crate::shape::{AtLeastOne, Date, Phrase, Reading, Ref, Schemas, Shape, Target};
use crate::syntax::yaml::{Node, Value};

/// Names for kinds that settings refer to; the kinds themselves stand on a higher floor.
macro_rules! targets {
    ($($(#[doc = $doc:literal])* $Name:ident: $key:literal, $noun:literal;)+) => {$(
        $(#[doc = $doc])*
        #[derive(Debug)]
        pub enum $Name {}
        impl Target for $Name {
            const KEY: &'static str = $key;
            const NOUN: &'static str = $noun;
        }
    )+};
}
targets! {
    /// A persona, as the target of a reference from settings.
    PersonaName: "personas", "persona";
    /// A segment, as the target of a reference from settings.
    SegmentName: "segments", "segment";
    /// A claim, as the target of a reference from settings.
    ClaimName: "claims", "claim";
    /// A competitor, as the target of a reference from settings.
    CompetitorName: "competitors", "competitor";
}

record! {
    /// What is known about a piece of copy: the copy map says it of files, a file of itself.
    pub AboutCopy("attributes: a mapping") {
        /// The team that wrote it.
        team: Option<Ref<Team>>,
        /// The stage it is for.
        stage: Option<Ref<Stage>>,
        /// Where it appears.
        channel: Option<Ref<Channel>>,
        /// Whom it is for.
        personas: Vec<Ref<PersonaName>>,
        /// Which segments it is for.
        segments: Vec<Ref<SegmentName>>,
        /// The claims it uses.
        uses: Vec<Ref<ClaimName>>,
        /// The day it was published: facts are judged as of that day.
        dated: Option<Dated>,
        /// It quotes wrong forms on purpose: a style guide.
        guidance: Option<bool>,
        /// It is not for buyers.
        internal: Option<bool>,
        /// The region it is for: claims with `regions` may be used in those only.
        region: Option<Phrase>,
        /// It compares us with this rival: a comparison page, a battlecard.
        competitor: Option<Ref<CompetitorName>>,
    }
}

record! {
    /// Says what is known about the files that match.
    pub CopyRule("an entry of the copy map: a mapping with `files`") with about: AboutCopy {
        /// Patterns of paths from the folder of these settings: `content/copy/**/*.md`.
        files: AtLeastOne<Phrase>,
        /// They are no copy at all and are not read.
        ignore: Option<bool>,
    }
}

/// When a piece of copy was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dated {
    /// The date stands in the file's name: `2026-03-01-why-now.md`.
    FromFilename,
    /// On this day.
    On(Date),
}

impl serde::Serialize for Dated {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::FromFilename => serializer.serialize_str("from-filename"),
            Self::On(date) => date.serialize(serializer),
        }
    }
}

impl Shape for Dated {
    fn expected() -> String {
        "`from-filename` or a date such as 2026-11-01".to_owned()
    }
    fn read(node: &Node, cx: &mut Reading) -> Option<Self> {
        match &node.value {
            Value::Scalar(s) if s.text == "from-filename" => Some(Self::FromFilename),
            _ => Date::read(node, cx).map(Self::On),
        }
    }
    fn schema(schemas: &mut Schemas) -> Json {
        json!({"anyOf": [{"const": "from-filename"}, Date::schema(schemas)]})
    }
}

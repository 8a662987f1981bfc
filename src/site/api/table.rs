//! The shape of `api/v1`, field by field: frozen. What stands here stays; a new field of an item is told only when it is
//! added here, and another shape is another version beside this one.
//!
//! It is held apart from the kinds on purpose: a website or a CRM that reads the files must not break when a kind changes
//! inside.

/// What a value looks like.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    /// A text; Markdown where buyers may read it.
    Text,
    /// A number.
    Number,
    /// Yes or no.
    Flag,
    /// A day, `2026-11-01`.
    Day,
    /// The id of an item of a kind.
    Link(&'static str),
    /// A mapping with known keys.
    Record(&'static [Field]),
    /// A list.
    List(&'static Form),
    /// A mapping with free keys.
    Map(&'static Form),
    /// A number, or numbers by what they are split by.
    Split,
}

/// A key and what its value looks like.
pub type Field = (&'static str, Form);

use Form::{Day, Flag, Link, List, Map, Number, Record, Split, Text};

const TEXTS: Form = List(&Text);

const FIGURE: Form = Record(&[
    ("value", Number),
    ("unit", Text),
    ("at_least", Number),
    ("at_most", Number),
    ("direction", Text),
    ("per", Text),
    ("versus", Text),
    ("words", TEXTS),
]);
const FORMER: Form = Record(&[("value", Number), ("wording", Text), ("until", Day), ("reason", Text)]);
const PROOF: Form = Record(&[
    ("kind", Text),
    ("source", Text),
    ("date", Day),
    ("expires", Day),
    ("permission", Text),
    ("by", Text),
    ("customer", Link("customers")),
    ("quote", Text),
]);
const VARIANT: Form = Record(&[
    ("id", Text),
    ("text", Text),
    ("personas", List(&Link("personas"))),
    ("segments", List(&Link("segments"))),
]);
const HAND_OFF: Form = Record(&[
    ("to", Text),
    ("with", TEXTS),
    ("accept_when", Text),
    ("within", Text),
    ("doubt", Text),
    ("answer", Text),
]);
const STEP: Form = Record(&[
    ("touch", Text),
    ("channel", Text),
    ("owner", Text),
    ("message", Link("messages")),
    ("day", Number),
    ("wait", Text),
    ("does", Text),
    ("hand_off", HAND_OFF),
    ("if_not_ready", Text),
    ("rounds", Number),
    ("ab", Text),
]);
const VOICE_CHANGE: Form = Record(&[
    ("ban", TEXTS),
    ("sentence_length", Number),
    ("reading_grade", Number),
    ("exclamation", Number),
    ("we_you", Number),
]);

/// What every item has, before its own fields; always all of it, with `null` where there is nothing to say.
pub const HEAD: &[Field] = &[
    ("id", Text),
    ("key", Text),
    ("title", Text),
    ("path", Text),
    ("url", Text),
    ("status", Text),
    ("state", Text),
    ("usable", Flag),
    ("internal", Flag),
    ("internal_to", TEXTS),
    ("owner", Text),
    ("reviewed", Day),
    ("expires", Day),
    ("approved_by", Text),
    ("tags", TEXTS),
    ("changed", Day),
];

/// Which of these may be `null`.
pub const MAYBE: &[&str] = &["url", "owner", "reviewed", "expires", "approved_by", "changed"];

/// The fields of each kind; one without a value is left out.
pub const KINDS_V1: &[(&str, &[Field])] = &[
    (
        "claims",
        &[
            ("says", Text),
            ("figure", FIGURE),
            ("variants", TEXTS),
            ("not", TEXTS),
            ("replaces", List(&FORMER)),
            ("requires", TEXTS),
            ("requires_any", TEXTS),
            ("contradicts", TEXTS),
            ("never_with", TEXTS),
            ("accepts", TEXTS),
            ("promise", Flag),
            ("polarity", Text),
            ("regions", TEXTS),
            ("proof", List(&PROOF)),
            ("kept_by", Link("messages")),
        ],
    ),
    (
        "competitors",
        &[
            ("name", Text),
            ("aka", TEXTS),
            ("kind", Text),
            ("mention", Text),
            ("strengths", TEXTS),
            ("weaknesses", TEXTS),
            ("they_say", TEXTS),
            ("we_win_when", TEXTS),
            ("they_win_when", TEXTS),
            ("landmines", TEXTS),
            ("never_say", TEXTS),
            ("as_of", Day),
        ],
    ),
    (
        "customers",
        &[
            ("name", Text),
            ("aka", TEXTS),
            ("segment", Link("segments")),
            ("reference", Text),
            ("permission", Text),
            ("promise", List(&Link("claims"))),
            ("outcome", Text),
            ("nps", Number),
            ("advocate", Flag),
            ("since", Day),
            ("churn", Record(&[("date", Day), ("reason", Text), ("controllable", Flag)])),
        ],
    ),
    (
        "experiments",
        &[
            ("name", Text),
            ("kind", Text),
            ("variants", TEXTS),
            ("metric", Text),
            ("n", List(&Number)),
            ("hits", List(&Number)),
            ("dates", List(&Day)),
            ("winner", Text),
            ("verdict", Text),
        ],
    ),
    (
        "messages",
        &[
            ("name", Text),
            ("stage", Text),
            ("personas", List(&Link("personas"))),
            ("segments", List(&Link("segments"))),
            ("pains", List(&Link("pains"))),
            ("channel", Text),
            ("team", Text),
            ("headline", Text),
            ("short", Text),
            ("long", Text),
            ("steps", Map(&Text)),
            ("talk_track", Text),
            ("questions", TEXTS),
            ("cta", Text),
            ("trigger", List(&Link("triggers"))),
            ("variants", List(&VARIANT)),
            ("value_prop", Link("value_props")),
            ("claims", List(&Link("claims"))),
            ("offer", List(&Link("offers"))),
            ("was", List(&FORMER)),
            ("assets", TEXTS),
        ],
    ),
    (
        "metrics",
        &[
            ("name", Text),
            ("values", Map(&Split)),
            ("unit", Text),
            ("target", Number),
            ("shared", Flag),
            ("aka", TEXTS),
        ],
    ),
    (
        "objections",
        &[
            ("says", Text),
            ("means", Text),
            ("stage", TEXTS),
            ("personas", List(&Link("personas"))),
            ("respond", Text),
            ("claims", List(&Link("claims"))),
            ("do_not_say", TEXTS),
            ("fatal_when", Text),
        ],
    ),
    (
        "offers",
        &[
            ("name", Text),
            ("kind", Text),
            ("aka", TEXTS),
            ("former", TEXTS),
            ("says", Text),
            ("solves", List(&Link("pains"))),
            ("price", Text),
            ("includes", List(&Link("offers"))),
            ("benefits", TEXTS),
        ],
    ),
    (
        "pains",
        &[
            ("name", Text),
            ("statement", Text),
            ("severity", Number),
            ("frequency", Text),
            ("budget", Text),
            ("cost_of_inaction", Record(&[("text", Text), ("claim", Link("claims"))])),
            ("unconsidered", Flag),
            ("words", TEXTS),
            ("questions", TEXTS),
            ("personas", List(&Link("personas"))),
            ("triggers", List(&Link("triggers"))),
            ("evidence", List(&Link("research"))),
        ],
    ),
    (
        "personas",
        &[
            ("name", Text),
            ("titles", TEXTS),
            ("buying_role", Text),
            ("segments", List(&Link("segments"))),
            ("outcome", Text),
            ("expects", TEXTS),
            ("jobs", TEXTS),
            ("gains", TEXTS),
            ("pains", List(&Link("pains"))),
            ("capabilities", TEXTS),
            ("words", Record(&[("use", TEXTS), ("avoid", TEXTS)])),
            ("expert", Flag),
            ("journey", Map(&Record(&[("asks", TEXTS), ("doubts", TEXTS), ("does", TEXTS)]))),
        ],
    ),
    (
        "plays",
        &[
            ("name", Text),
            ("goal", Text),
            ("stage", Text),
            ("personas", List(&Link("personas"))),
            ("trigger", List(&Link("triggers"))),
            ("entry", Text),
            ("steps", List(&STEP)),
            ("exit", TEXTS),
        ],
    ),
    (
        "research",
        &[
            ("name", Text),
            ("kind", Text),
            ("date", Day),
            ("by", Text),
            ("n", Split),
            ("questions", TEXTS),
            ("scale", List(&Number)),
            ("scores", Map(&Map(&Map(&Number)))),
            ("finds", TEXTS),
            ("answers", TEXTS),
            ("quotes", TEXTS),
            ("theme", Text),
            ("sentiment", Text),
            ("message", Link("messages")),
            ("claims", List(&Link("claims"))),
            ("pains", List(&Link("pains"))),
            ("personas", List(&Link("personas"))),
            ("customer", Link("customers")),
            ("verdict", Text),
            ("decision", Record(&[("verdict", Text), ("reason", Text), ("action", Text)])),
            ("source", Text),
        ],
    ),
    (
        "segments",
        &[
            ("name", Text),
            ("common_needs", TEXTS),
            ("size", Record(&[("accounts", Number), ("revenue", Number), ("source", Text)])),
            ("focus", Text),
            ("ready_when", TEXTS),
            ("interested_when", TEXTS),
            (
                "best_customer",
                Record(&[
                    ("traits", TEXTS),
                    ("share_of_revenue", Number),
                    ("as_of", Day),
                    ("figure", FIGURE),
                ]),
            ),
            ("words", TEXTS),
        ],
    ),
    (
        "terms",
        &[
            ("use", Text),
            ("also", TEXTS),
            ("not", TEXTS),
            ("former", Flag),
            ("kind", Text),
            ("case_sensitive", Flag),
            ("near", TEXTS),
            ("since", Day),
            ("why", Text),
            ("severity", Text),
            ("allow_in", TEXTS),
            ("audience", TEXTS),
            ("except_channels", TEXTS),
            ("first", Text),
            ("means", Text),
        ],
    ),
    ("triggers", &[("event", Text), ("kind", Text), ("when", Text), ("signals", TEXTS), ("since", Text)]),
    (
        "value_props",
        &[
            ("personas", List(&Link("personas"))),
            ("pains", List(&Link("pains"))),
            ("promise", Text),
            ("challenge", Text),
            ("experience", Text),
            ("solution", List(&Link("offers"))),
            ("benefit", Text),
            ("result", Text),
            ("unlike", List(&Link("competitors"))),
            ("claims", List(&Link("claims"))),
        ],
    ),
    (
        "voice",
        &[
            ("principles", List(&Record(&[("name", Text), ("means", Text), ("not", TEXTS)]))),
            ("person", Text),
            ("exclamation", Number),
            ("ban", TEXTS),
            ("approved_phrases", TEXTS),
            ("sentence_length", Number),
            ("reading_grade", Number),
            ("by_channel", Map(&VOICE_CHANGE)),
            ("by_stage", Map(&VOICE_CHANGE)),
            ("by_persona", Map(&VOICE_CHANGE)),
            ("quotes_exempt", Flag),
        ],
    ),
];

/// The fields of a kind; none of one that came after this version.
pub fn fields(kind: &str) -> Option<&'static [Field]> {
    KINDS_V1.iter().find(|(key, _)| *key == kind).map(|(_, fields)| *fields)
}

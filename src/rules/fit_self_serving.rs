//! fit/self-serving: renewal, price or expansion copy that is about us.

use super::{Check, CopyView, Rule, RuleOption};
use crate::finding::{Certainty, Finding, Severity};
use std::ops::Range;

use crate::analyze::{CueList, PassageFacts, Role};
use crate::config::Half;
use crate::copy::Part;
use crate::syntax::words::{Kind, tokens_in};

static CUES: &[CueList] = &[
    CueList {
        name: "self-serving",
        phrases: &[
            "we value your business",
            "we appreciate your business",
            "your business is important to us",
            "we would hate to lose you",
            "we'd hate to lose you",
            "we don't want to lose you",
            "as our valued customer",
            "as a valued customer",
            "we are excited to announce",
            "we're excited to announce",
            "our fiscal year",
            "our year end",
            "our rising costs",
            "our costs have risen",
            "due to our increased costs",
            "to help us plan",
            "our renewal process",
            "we need your signature",
            "we need you to renew",
            "our records show",
        ],
        inflect: false,
    },
    CueList {
        name: "discount",
        phrases: &[
            "discount",
            "percent off",
            "% off",
            "special offer",
            "special price",
            "save 10%",
            "save 20%",
            "loyalty price",
        ],
        inflect: true,
    },
];

static OPTIONS: &[RuleOption] = &[
    RuleOption {
        name: "share",
        default: 0.6,
        description: "from which share of sentences about us the piece is told",
    },
    RuleOption {
        name: "sentences",
        default: 5.0,
        description: "how many sentences must have a known subject",
    },
];

pub static RULE: Rule = Rule {
    id: "fit/self-serving",
    summary: "renewal, price or expansion copy that is about us",
    severity: Severity::Warning,
    certainty: Certainty::Strong,
    on: true,
    page: include_str!("fit_self_serving.md"),
    cues: CUES,
    options: OPTIONS,
    rests_on: &[],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    let piece = view.facts.piece;
    let known = &piece.attributes;
    let keep = known
        .stage
        .as_deref()
        .and_then(|id| view.project.config.stage(id))
        .is_some_and(|s| s.half == Half::Keep);
    // Who has to apologise speaks of themselves, rightly.
    if !keep
        || !piece.is_file()
        || known.internal
        || known.guidance
        || known.stage.as_deref() == Some("why-forgive")
    {
        return vec![];
    }
    let mut findings = vec![];
    let phrase = |role: &Role| role.is_cue("self-serving").then_some(());
    for (passage, hit, _, ()) in view.facts.hits(view.lexicon, phrase) {
        if passage.exemption(&hit.range).is_some() {
            continue;
        }
        let said = passage.slice(&hit.range);
        findings.push(
            view.finding(passage, hit.range.clone(), format!("\"{said}\" speaks of our need, not of theirs"))
                .certainty(Certainty::Exact)
                .about("stage", known.stage.clone().unwrap_or_default())
                .why("a customer renews for results, not to please us")
                .help("open with what they achieved, in their numbers"),
        );
    }
    findings.extend(about_us(view));
    findings.extend(discount_first(view));
    findings
}

/// Most sentences have us as their subject, and none documents a result.
fn about_us(view: &CopyView) -> Option<Finding> {
    let (mut ours, mut theirs) = (0_u32, 0_u32);
    let mut first: Option<(&PassageFacts, Range<usize>)> = None;
    let mut result = false;
    for passage in
        view.facts.passages.iter().filter(|p| p.passage.part == Part::Paragraph && !p.passage.quoted)
    {
        for sentence in passage.sentences() {
            result |= documents_result(passage, sentence);
            match subject(passage, sentence, view) {
                Subject::Vendor => {
                    ours += 1;
                    first.get_or_insert((passage, sentence.clone()));
                }
                Subject::Customer => theirs += 1,
                Subject::Other => {}
            }
        }
    }
    let classified = ours + theirs;
    let share = f64::from(ours) / f64::from(classified.max(1));
    if result || f64::from(classified) < view.option("sentences") || share < view.option("share") {
        return None;
    }
    let (passage, sentence) = first?;
    let stage = view.facts.piece.attributes.stage.clone().unwrap_or_default();
    Some(
        view.finding(
            passage,
            trimmed(passage.text(), &sentence),
            format!("{ours} of {classified} sentences are about us, and none shows a result"),
        )
        .about("stage", stage)
        .why("a customer renews for results; a letter about our year gives them no reason")
        .help("make the customer the subject, and put a number they reached first"),
    )
}

/// A discount stands before any result.
fn discount_first(view: &CopyView) -> Option<Finding> {
    for passage in view.facts.passages.iter().filter(|p| !matches!(p.passage.part, Part::Meta(_))) {
        for sentence in passage.sentences() {
            if documents_result(passage, sentence) {
                return None;
            }
            let discount = passage.hits.iter().find(|h| {
                sentence.contains(&h.range.start)
                    && view.lexicon.entry(h.entry).is_some_and(|e| e.role.is_cue("discount"))
                    && passage.exemption(&h.range).is_none()
            });
            if let Some(hit) = discount {
                let said = passage.slice(&hit.range);
                return Some(
                    view.finding(passage, hit.range.clone(), format!("\"{said}\" comes before any result"))
                        .about("stage", view.facts.piece.attributes.stage.clone().unwrap_or_default())
                        .why("a discount that comes first says that price is the reason to stay")
                        .help("document their results first; the loyalty price comes last"),
                );
            }
        }
    }
    None
}

enum Subject {
    Vendor,
    Customer,
    Other,
}

/// Who acts in a sentence: the first noun phrase, told by a closed list of words before the first verb.
fn subject(passage: &PassageFacts, sentence: &Range<usize>, view: &CopyView) -> Subject {
    let text = passage.text();
    for token in tokens_in(passage.tokens(), sentence).iter().filter(|t| t.kind == Kind::Word).take(4) {
        match &*token.lower(text) {
            "we" | "our" | "us" | "we're" | "we've" | "we'll" | "we'd" | "ours" | "i" | "i'm" | "my" => {
                return Subject::Vendor;
            }
            "you" | "your" | "you're" | "you've" | "you'll" | "yours" => return Subject::Customer,
            // An order has "you" for its subject.
            "please" | "see" | "take" | "look" | "reply" | "book" | "tell" | "let" | "check" | "keep" => {
                return Subject::Customer;
            }
            _ => {}
        }
        let company = passage.hits.iter().any(|h| {
            h.range.start == token.start()
                && view
                    .lexicon
                    .entry(h.entry)
                    .is_some_and(|e| matches!(e.role, Role::Company | Role::Offer(_)))
        });
        if company {
            return Subject::Vendor;
        }
    }
    Subject::Other
}

/// A number next to "you", "your" or a merge tag: what they achieved.
fn documents_result(passage: &PassageFacts, sentence: &Range<usize>) -> bool {
    let text = passage.text();
    let tokens = tokens_in(passage.tokens(), sentence);
    let yours = tokens.iter().any(|t| matches!(&*t.lower(text), "you" | "your" | "you've"));
    let counted = tokens.iter().any(|t| matches!(t.kind, Kind::Number | Kind::Opaque));
    let price = tokens.iter().any(|t| {
        matches!(t.text(text), "€" | "$" | "£")
            || matches!(
                &*t.lower(text),
                "price" | "prices" | "discount" | "off" | "contract" | "term" | "expires" | "renewal" | "due"
            )
    });
    yours && counted && !price
}

fn trimmed(text: &str, range: &Range<usize>) -> Range<usize> {
    let slice = text.get(range.clone()).unwrap_or("");
    range.start..range.start + slice.trim_end().len()
}

//! Remarks that silence rules where they stand: comments in copy and messaging, and `ignore` in a file's front matter.
//!
//! `<!-- refrain-ignore claim/number-conflict: legal quotation, see DOC-12 -->` speaks of the next block;
//! `refrain-ignore-start` and `refrain-ignore-end` of what stands between them; `refrain-ignore-file` of the whole file.
//! In YAML and in plain text the same stands on a line of its own behind `# `; in YAML it speaks of the entry below it.

use std::sync::Arc;

use crate::config::Silence;
use crate::copy::{Comment, Copy, Part};
use crate::finding::Fault;
use crate::project::own_attributes;
use crate::syntax::yaml::{self, Node, Value};
use crate::text::{Place, Source, Span};

/// What every remark begins with.
const MARK: &str = "refrain-ignore";

/// One remark: which rules, where, why.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Remark {
    /// Rules or whole families, as written.
    pub rules: Vec<String>,
    /// Why; empty where nobody says it.
    pub reason: String,
    /// Silences only findings whose words hold this phrase.
    pub text: Option<String>,
    /// Where it stands.
    pub at: Span,
    /// What it speaks of.
    pub within: Span,
}

/// Words that say nothing of why, each the whole reason.
const EMPTY: &[&str] = &[
    "",
    "allow",
    "allowed",
    "because",
    "bug",
    "false alarm",
    "false positive",
    "fine",
    "fix",
    "fix it",
    "fix later",
    "fix me",
    "fixme",
    "for now",
    "fp",
    "ignore",
    "ignored",
    "known",
    "later",
    "legacy",
    "n/a",
    "na",
    "no",
    "none",
    "not relevant",
    "noise",
    "ok",
    "okay",
    "reason",
    "silence",
    "skip",
    "tbd",
    "temp",
    "temporary",
    "test",
    "to do",
    "todo",
    "why",
    "why it is right here",
    "wip",
    "will fix",
    "wont fix",
    "won't fix",
    "wontfix",
    "wrong",
    "x",
    "xxx",
    "yes",
];

/// Whether a reason says why: more than a word such as `todo`.
pub fn is_reason(reason: &str) -> bool {
    let plain = reason.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().replace('’', "'");
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    !EMPTY.contains(&plain.as_str())
}

impl Remark {
    /// What settings or front matter say, for what they speak of.
    pub fn of(silence: &Silence, within: Span) -> Self {
        let at = silence.rule.first().map_or(Span::default(), |rule| rule.span());
        Self {
            rules: silence.rule.iter().map(|rule| rule.to_string()).collect(),
            reason: silence.reason.as_ref().map_or(String::new(), |reason| reason.trim().to_owned()),
            text: silence.text.as_ref().map(|text| text.to_string()),
            at,
            within,
        }
    }

    /// Whether a place's words hold the phrase that the remark is about, or stand inside it.
    pub fn is_about(&self, place: &Place) -> bool {
        let Some(phrase) = &self.text else { return true };
        let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let around = place.source().text().match_indices(phrase.as_str());
        folded(&place.text()).contains(&folded(phrase))
            || around
                .map(|(at, found)| Span::new(at, at + found.len()))
                .any(|span| place.spans().any(|piece| span.overlaps(piece)))
    }
}

/// The remarks of a piece of copy, and those that are none.
pub fn remarks_in_copy(copy: &Copy) -> (Vec<Remark>, Vec<Fault>) {
    let (mut remarks, mut faults) = (vec![], vec![]);
    let whole = Span::new(0, copy.source.text().len());
    let (own, _) = own_attributes(copy);
    remarks.extend(own.iter().flat_map(|own| &own.ignore).map(|silence| Remark::of(silence, whole)));
    let mut open: Vec<Remark> = vec![];
    for comment in &copy.comments {
        let Some((verb, rest)) = verb(&comment.text) else { continue };
        let mut tell = |what: &str, help: &str| faults.push(fault(&copy.source, comment.span, what, help));
        if verb == "-end" {
            match open.pop() {
                Some(remark) => remarks.push(Remark { within: remark.at.to(comment.span), ..remark }),
                None => tell("nothing to end here", "write `refrain-ignore-start RULE: reason` before it"),
            }
            continue;
        }
        let Some(remark) = written(rest, comment.span) else {
            tell(
                "no rule is named to ignore",
                "write `<!-- refrain-ignore term/banned: why it is right here -->`",
            );
            continue;
        };
        match verb {
            "" => remarks.push(Remark { within: next_block(copy, comment), ..remark }),
            "-file" => remarks.push(Remark { within: whole, ..remark }),
            "-start" => open.push(remark),
            _ => tell(&format!("`{MARK}{verb}` is unknown"), "there are -start, -end and -file"),
        }
    }
    for remark in open {
        let help = "write `<!-- refrain-ignore-end -->` where it ends";
        faults.push(fault(&copy.source, remark.at, "this remark is never ended", help));
    }
    (remarks, faults)
}

/// The remarks of a file of messaging or settings, each about the entry below it.
pub fn remarks_in_yaml(source: &Arc<Source>) -> (Vec<Remark>, Vec<Fault>) {
    let (mut remarks, mut faults) = (vec![], vec![]);
    let text = source.text();
    if !text.contains(MARK) {
        return (remarks, faults);
    }
    let tree = yaml::read(source, Span::new(0, text.len())).root;
    let mut entries = vec![];
    let mut scalars = vec![];
    if let Some(root) = &tree {
        collect(root, &mut entries, &mut scalars);
    }
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        let Some((verb, rest)) = line.trim().strip_prefix('#').and_then(|rest| verb(rest.trim_start()))
        else {
            continue;
        };
        let span = Span::new(start, start + line.trim().len());
        if scalars.iter().any(|scalar: &Span| scalar.contains(span)) {
            continue;
        }
        let whole = Span::new(0, text.len());
        // Of the entries that begin at the next place where one begins, the widest is meant.
        let next = entries.iter().map(|e: &Span| e.start()).filter(|start| *start > span.start()).min();
        let below = entries.iter().filter(|e| Some(e.start()) == next).max_by_key(|e| e.len());
        match (verb, written(rest, span), below) {
            (_, None, _) => {
                let help = "write `# refrain-ignore model/owner: why it is right here`";
                faults.push(fault(source, span, "no rule is named to ignore", help));
            }
            ("-file", Some(remark), _) => remarks.push(Remark { within: whole, ..remark }),
            ("", Some(remark), Some(entry)) => remarks.push(Remark { within: span.to(*entry), ..remark }),
            ("", Some(_), None) => {
                faults.push(fault(source, span, "nothing stands below this remark", "put it above an entry"));
            }
            (verb, Some(_), _) => {
                let what = format!("`{MARK}{verb}` is unknown in YAML");
                faults.push(fault(
                    source,
                    span,
                    &what,
                    "there is -file; without it the entry below is meant",
                ));
            }
        }
    }
    (remarks, faults)
}

/// The entries of lists and mappings, and the scalars.
fn collect(node: &Node, entries: &mut Vec<Span>, scalars: &mut Vec<Span>) {
    match &node.value {
        Value::Null => {}
        Value::Scalar(scalar) => scalars.push(scalar.span),
        Value::List(items) => {
            for item in items {
                entries.push(item.span);
                collect(item, entries, scalars);
            }
        }
        Value::Map(map) => {
            for entry in map {
                entries.push(entry.key.span.to(entry.value.span));
                collect(&entry.value, entries, scalars);
            }
        }
    }
}

/// What follows the mark, `-file` and the like apart; nothing for any other comment.
fn verb(comment: &str) -> Option<(&str, &str)> {
    let text = comment.trim().strip_prefix(MARK)?;
    let (verb, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    (verb.is_empty() || verb.starts_with('-')).then_some((verb, rest))
}

/// The rules and the reason of a remark; nothing where it names no rule.
fn written(rest: &str, at: Span) -> Option<Remark> {
    let (names, reason) = rest.split_once(':').unwrap_or((rest, ""));
    let names = names.split([',', ' ']).filter(|n| !n.is_empty());
    let rules: Vec<String> = names.map(str::to_owned).collect();
    let remark = Remark { rules, reason: reason.trim().to_owned(), text: None, at, within: at };
    (!remark.rules.is_empty()).then_some(remark)
}

fn fault(source: &Arc<Source>, at: Span, what: &str, help: &str) -> Fault {
    Fault::new("copy/suppression", Place::new(source, at), what, help)
}

/// From the comment to the end of the block that follows it; a table is one block.
fn next_block(copy: &Copy, comment: &Comment) -> Span {
    let Some(next) = copy.passages.get(comment.before) else { return comment.span };
    let table = |part: &Part| match part {
        Part::Cell(cell) => Some(cell.table),
        _ => None,
    };
    let own = table(&next.part);
    let block = copy.passages.iter().skip(comment.before).enumerate();
    let in_block = block.take_while(|(n, p)| *n == 0 || (own.is_some() && table(&p.part) == own));
    let spans = in_block.flat_map(|(_, p)| p.map.runs()).map(|run| run.source);
    spans.fold(comment.span, Span::to)
}

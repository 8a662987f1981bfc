//! What the parser's errors mean to the person who wrote the file, and what to do about each.

use granit_parser::{ErrorKind, ScanError};

use super::state::{State, shown};
use super::tree::before_value;
use crate::limits;
use crate::text::Span;

/// A fault in the words of the file's author.
struct Told {
    code: &'static str,
    message: String,
    help: &'static str,
}

fn told(code: &'static str, message: impl Into<String>, help: &'static str) -> Told {
    Told { code, message: message.into(), help }
}

/// Notes a parser's error in `text`, which begins at byte `base` of the source and was understood up to byte `last`.
/// Where a fault is already noted on the same line (from number `since` on), that one is the cause and stands alone.
pub(super) fn scan(state: &mut State, since: usize, text: &str, base: usize, last: usize, error: &ScanError) {
    let at = error.marker().byte_offset().unwrap_or(last).min(text.len());
    let (span, told) = place_and_words(text, at, last, error.kind());
    let span = Span::new(base + span.start(), base + span.end());
    let line = state.source.line_of(span.start());
    let mut earlier = state.faults.iter().skip(since);
    if !earlier.any(|f| f.place.start().line == line) {
        state.fault(told.code, span, told.message, told.help);
    }
}

const COMMENT: (&str, &str) = (
    "a comment cuts a text in two",
    "put text that holds ` #` in quotes, and a blank before a comment's `#`",
);

/// A comment among the lines of a plain text.
pub(super) fn comment_inside(state: &mut State, span: Span) {
    state.fault("yaml/comment", span, COMMENT.0, COMMENT.1);
}

/// A line among entries or items that is neither.
pub(super) fn not_an_entry(state: &mut State, span: Span) {
    let line = shown(state.source.slice(span));
    state.fault(
        "yaml/syntax",
        span,
        format!("`{line}` is not `key: value`"),
        "write a key and a `:` before it",
    );
}

fn place_and_words(text: &str, at: usize, last: usize, kind: &ErrorKind) -> (Span, Told) {
    let line = || {
        let line = text.get(at..).and_then(|t| t.lines().next()).unwrap_or("").trim_end();
        (Span::new(at, at + line.len()), line)
    };
    match kind {
        ErrorKind::UnclosedQuotedScalar
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::DocumentIndicatorInQuotedScalar => {
            let quote = before_value(text, last, at);
            let help = "add the closing quote; inside '...' a quote is written twice, inside \"...\" it is written \\\"";
            (
                Span::new(quote, (quote + 1).min(text.len())),
                told("yaml/quote", "this quote is never closed", help),
            )
        }
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar => {
            let tab = tab_near(text, at);
            let told = told("yaml/tab", "a tab cannot indent", "use blanks: two for each level");
            (Span::new(tab, (tab + 1).min(text.len())), told)
        }
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => {
            let (span, line) = line();
            (span, no_entry(line))
        }
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::ExpectedDocumentStart => {
            let (span, line) = line();
            if alone(text, at) && !line.contains(':') && !line.starts_with('-') {
                return (span, no_entry(line));
            }
            let message = format!("`{}` does not belong here", shown(line));
            let help = "indent it like the lines it belongs to; put text in quotes as a whole, not in part";
            (span, told("yaml/indent", message, help))
        }
        ErrorKind::UnexpectedCharacter { character } if character.is_control() => {
            let message = format!("the control character U+{:04X} is not text", u32::from(*character));
            (span_of(text, at), told("yaml/character", message, "delete it"))
        }
        _ => (span_of(text, at), words(kind)),
    }
}

/// Whether nothing stands before `at` on its line.
fn alone(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("");
    before.get(before.rfind('\n').map_or(0, |end| end + 1)..).is_some_and(|blanks| blanks.trim().is_empty())
}

/// A line where an entry is wanted.
fn no_entry(line: &str) -> Told {
    let glued = line.split_once(':').is_some_and(|(_, rest)| !rest.is_empty() && !rest.starts_with(' '));
    let help = if glued {
        "put a blank behind the `:`"
    } else {
        "write `key: value`; indent the line deeper where it goes on a text above"
    };
    told("yaml/syntax", format!("`{}` is not `key: value`", shown(line)), help)
}

/// The character at `at`.
fn span_of(text: &str, at: usize) -> Span {
    Span::new(at, at + text.get(at..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8))
}

/// The tab that is meant by an error at `at`: in the indentation of its line, or else behind it.
fn tab_near(text: &str, at: usize) -> usize {
    let line = text.get(..at).and_then(|t| t.rfind('\n')).map_or(0, |end| end + 1);
    let blanks = text.get(line..).map_or(0, |t| t.len() - t.trim_start_matches(' ').len());
    let from = if text.get(line + blanks..).is_some_and(|t| t.starts_with('\t')) { line } else { at };
    text.get(from..).and_then(|t| t.find('\t')).map_or(at, |found| from + found)
}

/// The errors whose place the parser tells well.
fn words(kind: &ErrorKind) -> Told {
    use ErrorKind as K;
    match kind {
        K::UnexpectedCharacter { character } => {
            let message = match character {
                '`' => "text cannot begin with a backtick".to_owned(),
                other => format!("text cannot begin with `{other}`"),
            };
            told("yaml/character", message, "put the text in quotes")
        }
        K::BomInsideDocument => {
            told("yaml/character", "a byte order mark stands inside the text", "delete it")
        }
        K::MappingValueNotAllowed | K::InvalidColonPlacement | K::FlowMappingValueAdjacentCollection => {
            let help = "put the text in quotes; indent a key like the keys around it";
            told("yaml/colon", "a `:` inside a text without quotes", help)
        }
        K::InvalidMappingValueWhitespace => {
            told("yaml/colon", "no blank behind `:`", "put a blank behind it")
        }
        K::BlockSequenceEntryNotAllowed
        | K::InvalidBlockEntryWhitespace
        | K::BlockEntryInFlowCollection
        | K::PlainScalarStartsWithDashFlowIndicator => {
            let help = "put each `- item` on a line of its own, and text that begins with `-` in quotes";
            told("yaml/item", "a list item cannot begin here", help)
        }
        K::MappingKeyNotAllowed => {
            told("yaml/character", "text cannot begin with `? `", "put the text in quotes")
        }
        K::UnclosedFlowCollection { open } => told(
            "yaml/bracket",
            format!("this `{open}` is never closed"),
            "add the closing bracket, or put the text in quotes",
        ),
        K::MismatchedFlowCollectionEnd { open, close } => told(
            "yaml/bracket",
            format!("`{close}` cannot close `{open}`"),
            "close brackets in the order they were opened",
        ),
        K::MisplacedFlowCollectionEnd => told(
            "yaml/bracket",
            "a closing bracket without an opening one",
            "delete it, or put the text in quotes",
        ),
        K::ExpectedFlowMappingSeparator
        | K::ExpectedFlowSequenceSeparator
        | K::UnexpectedEofFlowSequence
        | K::UnexpectedEofFlowMapping
        | K::UnexpectedEofImplicitFlowMapping => told(
            "yaml/bracket",
            "a `,` or a closing bracket is missing before this",
            "part the values by `,` and close the bracket",
        ),
        other => words_about_text(other),
    }
}

/// The errors inside a scalar, and what is not used here.
fn words_about_text(kind: &ErrorKind) -> Told {
    use ErrorKind as K;
    match kind {
        K::InvalidTrailingSingleQuotedScalar | K::InvalidTrailingDoubleQuotedScalar => {
            let help = "put the whole text in quotes; inside '...' a quote is written twice, inside \"...\" it is written \\\"";
            told("yaml/quote", "text goes on behind the closing quote", help)
        }
        K::UnknownQuotedScalarEscape
        | K::InvalidQuotedScalarHexEscape
        | K::InvalidLowSurrogateHexEscape
        | K::InvalidLowSurrogate
        | K::MissingLowSurrogate
        | K::UnpairedLowSurrogate
        | K::InvalidUnicodeEscape => told(
            "yaml/escape",
            "this text holds a `\\` that escapes nothing",
            "write `\\\\` for a backslash, or use '...' quotes",
        ),
        K::InvalidIndentation
        | K::InvalidFlowScalarIndent
        | K::InvalidBlockScalarIndent
        | K::ZeroBlockScalarIndent => told(
            "yaml/indent",
            "this line is not indented like the lines it belongs to",
            "indent it with blanks, like its neighbours",
        ),
        K::InvalidBlockScalarHeader => told(
            "yaml/block",
            "text stands behind `|` or `>`",
            "begin the text on the next line, or put it in quotes",
        ),
        K::CommentInterceptedScalar | K::CommentNotSeparated => told("yaml/comment", COMMENT.0, COMMENT.1),
        K::RecursionLimitExceeded => told(
            "yaml/too-deep",
            format!("nested more than {} levels deep", limits::YAML_DEPTH),
            "write it flatter",
        ),
        K::DirectiveDisallowed => told(
            "yaml/directive",
            "directives (`%`) are not read",
            "delete the line; put text that begins with `%` in quotes",
        ),
        K::MissingAnchorOrAliasName => told(
            "yaml/alias",
            "a `*` or `&` without a name",
            "put text that begins with `*` or `&` in quotes",
        ),
        K::UndeclaredTagHandle
        | K::ExpectedTagBang
        | K::InvalidGlobalTagCharacter
        | K::InvalidTagTerminator
        | K::MissingTagUri
        | K::UnclosedVerbatimTag
        | K::InvalidTagEscape => {
            told("yaml/tag", "tags (`!`) are not read", "put text that begins with `!` in quotes")
        }
        other => told("yaml/syntax", other.to_string(), "put text with special characters in quotes"),
    }
}

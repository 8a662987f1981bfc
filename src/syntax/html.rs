//! HTML as a flat list of tokens with their places. No tree: what elements mean is decided by who reads them.
//!
//! Text is whatever lies between two pieces of markup, raw; [`decode`] turns character references into text.

use std::convert::Infallible;
use std::ops::Range;

use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};

use crate::limits::HTML_ATTRIBUTES;
use crate::text::Span;

/// A piece of an HTML text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// `<a href=x>`
    Start(Start),
    /// `</a>`
    End {
        /// The name, lower case.
        name: String,
        /// All of it.
        span: Span,
    },
    /// Raw text, character references included.
    Text(Span),
    /// `<!-- -->`, and other markup that a browser takes for a remark.
    Comment(Span),
    /// `<!doctype html>`
    Doctype(Span),
    /// A tag or remark that the end of the text cuts off; a browser shows nothing of it.
    Unfinished(Span),
}

/// A start tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    /// The name, lower case.
    pub name: String,
    /// All of it, angle brackets included.
    pub span: Span,
    /// The attributes in their order; of two equal names the first, as in a browser.
    pub attributes: Vec<Attribute>,
    /// Whether it ends with `/>`.
    pub self_closing: bool,
    /// Whether it has more than [`HTML_ATTRIBUTES`] attributes; the rest is not here.
    pub too_many: bool,
}

/// An attribute of a start tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// The name, lower case.
    pub name: String,
    /// The value, decoded.
    pub value: String,
    /// Where the value stands, without quotes; without a value, where the name stands.
    pub span: Span,
}

impl Start {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|a| a.name == name)
    }
}

/// Cuts an HTML text into tokens, in order and without gaps. `base` is added to every offset.
pub fn tokens(text: &str, base: usize) -> Vec<Token> {
    let mut markup: Vec<Token> = vec![];
    let mut open: Option<Start> = None;
    let mut last_text = 0;
    let place = |span: html5gum::Span<usize>| Span::new(base + span.start, base + span.end);
    let read = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, span: html5gum::Span<usize>| {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                let name = read(name);
                let (attributes, span) = (vec![], place(span));
                open = Some(Start { name, span, attributes, self_closing: false, too_many: false });
            }
            CallbackEvent::AttributeName { name } => {
                if let Some(start) = &mut open {
                    start.too_many |= start.attributes.len() >= HTML_ATTRIBUTES;
                    if !start.too_many {
                        let span = place(span);
                        start.attributes.push(Attribute { name: read(name), value: String::new(), span });
                    }
                }
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some(attribute) =
                    open.as_mut().filter(|s| !s.too_many).and_then(|s| s.attributes.last_mut())
                {
                    attribute.value = read(value);
                    attribute.span = place(span);
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                if let Some(mut start) = open.take() {
                    start.span = Span::new(start.span.start(), base + span.end);
                    start.self_closing = self_closing;
                    markup.push(Token::Start(start));
                }
            }
            CallbackEvent::EndTag { name } => {
                open = None;
                markup.push(Token::End { name: read(name), span: place(span) });
            }
            CallbackEvent::Comment { .. } => markup.push(Token::Comment(place(span))),
            CallbackEvent::Doctype { .. } => markup.push(Token::Doctype(place(span))),
            CallbackEvent::String { .. } => last_text = base + span.end,
            CallbackEvent::Error(_) => {}
        }
        None::<Infallible>
    });
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(text, emitter).finish();
    with_text(text, base, markup, last_text)
}

/// Puts the text between the markup. The tokenizer's own text spans are only needed at the end of the text, to tell
/// text from a tag that was cut off.
fn with_text(text: &str, base: usize, markup: Vec<Token>, last_text: usize) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(markup.len() * 2);
    let mut at = base;
    for mut token in markup {
        let span = token.span();
        if span.start() > at {
            tokens.push(Token::Text(Span::new(at, span.start())));
        }
        if let Token::Start(start) = &mut token {
            let mut seen = std::collections::BTreeSet::new();
            start.attributes.retain(|a| seen.insert(a.name.clone()));
        }
        at = at.max(span.end());
        tokens.push(token);
    }
    let end = base + text.len();
    let mut cut = last_text.clamp(at, end);
    while !text.is_char_boundary(cut - base) {
        cut += 1;
    }
    if cut > at {
        tokens.push(Token::Text(Span::new(at, cut)));
    }
    if cut < end {
        tokens.push(Token::Unfinished(Span::new(cut, end)));
    }
    tokens
}

impl Token {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Self::Start(start) => start.span,
            Self::End { span, .. }
            | Self::Text(span)
            | Self::Comment(span)
            | Self::Doctype(span)
            | Self::Unfinished(span) => *span,
        }
    }
}

/// Longest character reference that is looked at, in bytes.
const REFERENCE: usize = 40;

/// Cuts raw text into stretches that stand for themselves (`None`) and character references (their text).
pub fn decode(raw: &str) -> Vec<(Range<usize>, Option<String>)> {
    let (mut pieces, mut from) = (vec![], 0);
    for (at, _) in raw.match_indices('&') {
        let Some(rest) = raw.get(at..).filter(|_| at >= from) else { continue };
        let name = rest.bytes().skip(1).take(REFERENCE);
        let mut len = 1 + name.take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
        len += usize::from(rest.as_bytes().get(len) == Some(&b';'));
        let Some(decoded) = rest.get(..len).and_then(reference) else { continue };
        if at > from {
            pieces.push((from..at, None));
        }
        pieces.push((at..at + len, Some(decoded)));
        from = at + len;
    }
    if from < raw.len() {
        pieces.push((from..raw.len(), None));
    }
    pieces
}

/// The text of one character reference, or nothing where it is none.
fn reference(raw: &str) -> Option<String> {
    let mut text = String::new();
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: html5gum::Span<()>| {
        if let CallbackEvent::String { value } = event {
            text.push_str(&String::from_utf8_lossy(value));
        }
        None::<Infallible>
    });
    let Ok(()) = Tokenizer::new_with_emitter(raw, emitter).finish();
    (text != raw && !text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<(&str, String)> {
        tokens(text, 0)
            .iter()
            .map(|t| {
                let kind = match t {
                    Token::Start(s) => format!("start {}", s.name),
                    Token::End { name, .. } => format!("end {name}"),
                    Token::Text(_) => "text".to_owned(),
                    Token::Comment(_) => "comment".to_owned(),
                    Token::Doctype(_) => "doctype".to_owned(),
                    Token::Unfinished(_) => "unfinished".to_owned(),
                };
                (&text[t.span().range()], kind)
            })
            .collect()
    }

    #[test]
    fn tokens_cover_the_text_without_gaps() {
        let text = "<!DOCTYPE html>\r\n<p  class='a'>Ü &amp; 3 < 4<br/>é</P ><script>if (a<b) '</p>'</script><!-- x --><? y ?>z<a b";
        let found = shown(text);
        assert_eq!(found.iter().map(|f| f.0).collect::<String>(), text);
        let kinds: Vec<_> = found.iter().map(|f| f.1.as_str()).collect();
        assert_eq!(kinds[..6], ["doctype", "text", "start p", "text", "start br", "text"]);
        assert_eq!(
            kinds[6..],
            ["end p", "start script", "text", "end script", "comment", "comment", "text", "unfinished"]
        );
    }

    #[test]
    fn attribute_values_know_their_place() {
        let text = "éé<a B=xyz c=\"q&amp;r\" d='é' e b=2>";
        let Token::Start(start) = &tokens(text, 0)[1] else { panic!("a start tag") };
        let found: Vec<_> = start
            .attributes
            .iter()
            .map(|a| (a.name.as_str(), a.value.as_str(), &text[a.span.range()]))
            .collect();
        assert_eq!(found, [("b", "xyz", "xyz"), ("c", "q&r", "q&amp;r"), ("d", "é", "é"), ("e", "", "e")]);
    }

    #[test]
    fn references_are_decoded_one_by_one() {
        let raw = "a &amp; b &#8217;&nbsp;&nosuch; &copy 5 & 6";
        let found: Vec<_> = decode(raw).into_iter().filter_map(|(r, t)| Some((&raw[r], t?))).collect();
        let wanted = [("&amp;", "&"), ("&#8217;", "’"), ("&nbsp;", "\u{a0}"), ("&copy", "©")];
        assert_eq!(found, wanted.map(|(a, b)| (a, b.to_owned())));
    }
}

//! Template syntax that is not copy: merge fields, Liquid, Handlebars, Hugo shortcodes, kramdown attributes, MDX.
//!
//! Found before a format is read, because a `|` in `{{ name | upcase }}` would end a table cell. [`mask`] gives a text
//! of the same length in which no tag is left, so that offsets stay true. Placeholders such as `[CUSTOMER]` are copy
//! that somebody forgot to fill, so they are no tags; neither are single braces in prose. All scans are linear.

use crate::text::Span;

use super::markdown::holds_prose;

/// What a tag does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Puts a value into the text: `{{ name }}`, `*|FNAME|*`, `%%first_name%%`, an MDX expression.
    Value,
    /// Controls or includes: `{% if %}`, `{{#if}}`, `{{< figure >}}`, `<% %>`, `<?php ?>`.
    Block,
    /// A remark: `{# #}`, `{{!-- --}}`, `{% comment %}..{% endcomment %}`, `{/* */}`.
    Comment,
    /// Attributes of the block around it: `{: .lead}`, `{:toc}`, and the colons of `:::note`.
    Attributes,
    /// `import` and `export` lines of MDX.
    Module,
    /// A JSX tag of MDX. Its attributes may hold copy.
    Element,
}

/// A tag and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag {
    /// All of it, marks included.
    pub span: Span,
    /// What it does.
    pub kind: Kind,
    /// Whether it stands in running text, where it may leave words behind. Others leave nothing: attributes, remarks,
    /// and what has a line to itself without `{%-`.
    pub shown: bool,
}

/// Which tags there can be, and whether code is passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// HTML or plain text: back quotes mean nothing.
    Text,
    /// Markdown: code blocks and code spans are passed over.
    Markdown,
    /// Markdown with JSX: `{` always opens an expression.
    Mdx,
}

/// Longest `{{ }}` or `{% %}`, in bytes; a longer one is prose with stray braces.
const LONGEST: usize = 2_000;

/// Finds the tags of a text, in order; they never overlap.
pub fn find(text: &str, dialect: Dialect) -> Vec<Tag> {
    let mut scan = Scan {
        text,
        bytes: text.as_bytes(),
        dialect,
        at: 0,
        memo: Memo::default(),
        tags: vec![],
        prose_until: 0,
    };
    if dialect == Dialect::Mdx {
        scan.memo.braces = matching_braces(text);
    }
    scan.run();
    let mut tags = scan.tags;
    place_lines(text, &mut tags);
    tags
}

/// The text with every tag overwritten, at the same length: by blanks where it leaves nothing, else by letters, which
/// no format gives a meaning.
pub fn mask(text: &str, tags: &[Tag]) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut from = 0;
    for tag in tags {
        masked.push_str(text.get(from..tag.span.start()).unwrap_or(""));
        let inside = text.get(tag.span.range()).unwrap_or("");
        masked.extend(inside.bytes().map(|b| match b {
            _ if tag.shown => 'x',
            b'\n' | b'\r' => char::from(b),
            _ => ' ',
        }));
        from = tag.span.end();
    }
    masked.push_str(text.get(from..).unwrap_or(""));
    masked
}

/// A JSX tag as HTML of the same length: what stands in braces becomes letters.
pub fn jsx_as_html(tag: &str) -> String {
    let mut depth = 0_usize;
    let mut quote = None;
    let mut html = String::with_capacity(tag.len());
    for c in tag.chars() {
        match (c, quote) {
            ('"' | '\'', None) if depth == 0 => quote = Some(c),
            (c, Some(q)) if c == q => quote = None,
            ('{', None) => depth += 1,
            _ => {}
        }
        if depth == 0 {
            html.push(c);
        } else {
            html.extend(std::iter::repeat_n('x', c.len_utf8()));
        }
        if c == '}' && quote.is_none() {
            depth = depth.saturating_sub(1);
        }
    }
    html
}

/// What earlier scans have shown, so that no stretch is searched twice.
#[derive(Default)]
struct Memo {
    /// For MDX: for each `{` in order, where it stands and one past its `}`.
    braces: Vec<(u32, u32)>,
    /// Fences of at least this length have no closing line further on: back quotes, tildes.
    no_fence: [Option<usize>; 2],
    /// For runs of n back quotes: up to here there is no other such run.
    no_run: [usize; 17],
    /// Whether a closing mark was searched in vain to the end of the text.
    missing: Vec<&'static str>,
}

struct Scan<'a> {
    text: &'a str,
    bytes: &'a [u8],
    dialect: Dialect,
    at: usize,
    memo: Memo,
    tags: Vec<Tag>,
    /// In MDX: where the fenced block ends whose prose is being scanned.
    prose_until: usize,
}

impl<'a> Scan<'a> {
    fn run(&mut self) {
        let mut fresh = true;
        while let Some(&byte) = self.bytes.get(self.at) {
            if fresh && self.dialect != Dialect::Text && self.line_start() {
                fresh = self.at > 0 && self.bytes.get(self.at - 1) == Some(&b'\n');
                continue;
            }
            fresh = byte == b'\n';
            let found = match byte {
                b'`' if self.dialect != Dialect::Text => {
                    self.at = self.past_code_span();
                    continue;
                }
                b'\\' if self.dialect == Dialect::Mdx => {
                    self.at += 2;
                    continue;
                }
                b'{' if self.jsx() => self.expression(),
                b'{' => self.braces(),
                b'<' => self.angle(),
                b'*' => self.merge("*|", "|*"),
                b'%' => self.merge("%%", "%%"),
                b'$' => self.merge("${", "}"),
                _ => None,
            };
            match found {
                Some((end, kind)) => self.push(end, kind),
                None => self.at += 1,
            }
        }
    }

    /// Whether braces and angle brackets mean JSX here.
    fn jsx(&self) -> bool {
        self.dialect == Dialect::Mdx && self.at >= self.prose_until
    }

    fn push(&mut self, end: usize, kind: Kind) {
        self.tags.push(Tag { span: Span::new(self.at, end), kind, shown: true });
        self.at = end;
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// At the start of a line: passes over a fenced block, an MDX module, the colons of `:::`. Tells whether it moved.
    fn line_start(&mut self) -> bool {
        let line = self.rest().split('\n').next().unwrap_or("");
        let lead = lead(line);
        let body = line.get(lead..).unwrap_or("");
        if body.starts_with(":::") {
            let marks = body.len() - body.trim_start_matches(':').len();
            let name =
                body.bytes().skip(marks).take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count();
            self.at += lead;
            self.push(self.at + marks + name, Kind::Attributes);
            return true;
        }
        let line_end = self.at + line.len();
        if let Some(end) = self.past_fence(body, line_end) {
            // Prose in a fence is scanned. Its last line looks like an opening fence and is passed over as one.
            let info = body.trim_start_matches(['`', '~']);
            if self.at >= self.prose_until && holds_prose(info) {
                (self.at, self.prose_until) = (line_end, end);
            } else {
                self.at = end;
            }
            return true;
        }
        if self.dialect == Dialect::Mdx
            && lead == 0
            && is_module(line)
            && self.text.get(..self.at).is_some_and(|t| t.is_empty() || t.ends_with('\n'))
        {
            let end = self.module_end();
            self.push(end, Kind::Module);
            return true;
        }
        false
    }

    /// Where a fenced block that opens with `body` ends; its opening line ends at `line_end`.
    fn past_fence(&mut self, body: &str, line_end: usize) -> Option<usize> {
        let mark = body.bytes().next().filter(|b| matches!(b, b'`' | b'~'))?;
        let length = body.bytes().take_while(|&b| b == mark).count();
        if length < 3 || (mark == b'`' && body.get(length..)?.contains('`')) {
            return None;
        }
        // Lengths above ten count as ten, so that at most eight searches can fail.
        let (length, which) = (length.min(10), usize::from(mark == b'~'));
        if self.memo.no_fence.get(which)?.is_some_and(|n| length >= n) {
            return None;
        }
        let mut at = line_end;
        for line in self.text.get(line_end..)?.split_inclusive('\n') {
            at += line.len();
            let inner = line.trim_start_matches([' ', '\t', '>']).trim_end();
            if inner.len() >= length && inner.bytes().all(|b| b == mark) {
                return Some(at);
            }
        }
        if let Some(slot) = self.memo.no_fence.get_mut(which) {
            *slot = Some(length);
        }
        None
    }

    /// One past the code span that starts here, or past the run of back quotes if there is none.
    fn past_code_span(&mut self) -> usize {
        let run = self.bytes.iter().skip(self.at).take_while(|&&b| b == b'`').count();
        let after = self.at + run;
        let Some(known) = self.memo.no_run.get_mut(run).filter(|until| **until <= self.at) else {
            return after;
        };
        let (mut at, mut blank) = (after, false);
        while let Some(&byte) = self.bytes.get(at) {
            if byte == b'`' {
                let other = self.bytes.iter().skip(at).take_while(|&&b| b == b'`').count();
                if other == run {
                    return at + other;
                }
                at += other;
                blank = false;
                continue;
            }
            if byte == b'\n' && blank {
                break;
            }
            blank = byte == b'\n' || (blank && byte.is_ascii_whitespace());
            at += 1;
        }
        *known = at;
        after
    }

    /// `{{ }}`, `{% %}`, `{# #}`, `{: }`, `{! }`.
    fn braces(&mut self) -> Option<(usize, Kind)> {
        let rest = self.rest();
        match rest.as_bytes().get(1)? {
            b'{' => self.double_braces(rest),
            b'%' => {
                let end = self.at + bounded(rest, "{%", "%}")?;
                let name = rest.get(2..)?.trim_start_matches('-').trim_start();
                if name.starts_with("comment")
                    && let Some(close) = self.far(end, "endcomment")
                    && let Some(last) = self.text.get(close..)?.find("%}")
                {
                    return Some((close + last + 2, Kind::Comment));
                }
                Some((end, Kind::Block))
            }
            b'#' => {
                let line = rest.split('\n').next()?;
                Some((self.at + near(line, 2, "#}")?, Kind::Comment))
            }
            b':' => {
                let line = rest.split('\n').next()?;
                let end = near(line, 2, "}")?;
                if line.starts_with("{::comment}")
                    && let Some(close) = self.far(self.at + end, "{:/comment}")
                {
                    return Some((close + "{:/comment}".len(), Kind::Comment));
                }
                Some((self.at + end, Kind::Attributes))
            }
            b'!' => self.merge("{!", "}"),
            _ => None,
        }
    }

    fn double_braces(&mut self, rest: &'a str) -> Option<(usize, Kind)> {
        let open = rest.bytes().take_while(|&b| b == b'{').count();
        if open > 3 {
            self.at += open - 1;
            return None;
        }
        for (mark, close) in [("{{!--", "--}}"), ("{{/*", "*/}}"), ("{{- /*", "*/ -}}")] {
            if rest.starts_with(mark)
                && let Some(end) = self.far(self.at + mark.len(), close)
            {
                return Some((end + close.len(), Kind::Comment));
            }
        }
        let end = bounded(rest, "{{", if open == 3 { "}}}" } else { "}}" })?;
        let kind = match rest.get(open..)?.trim_start_matches(['~', '-']).trim_start().bytes().next()? {
            b'!' => Kind::Comment,
            b'#' | b'/' | b'^' | b'>' | b'<' | b'%' | b'&' if open == 2 => Kind::Block,
            _ => Kind::Value,
        };
        Some((self.at + end, kind))
    }

    /// The offset of a closing mark anywhere further on, searched in vain at most once.
    fn far(&mut self, from: usize, close: &'static str) -> Option<usize> {
        if self.memo.missing.contains(&close) {
            return None;
        }
        let found = self.text.get(from..)?.find(close).map(|at| from + at);
        if found.is_none() {
            self.memo.missing.push(close);
        }
        found
    }

    /// A merge field: a name between two marks.
    fn merge(&self, open: &str, close: &str) -> Option<(usize, Kind)> {
        let rest = self.rest().strip_prefix(open)?;
        let name =
            rest.bytes().take(80).take_while(|b| b.is_ascii_alphanumeric() || b"_.:- ".contains(b)).count();
        let first = rest.bytes().next()?;
        let named = name > 0 && first.is_ascii_alphabetic() && rest.get(name..)?.starts_with(close);
        named.then(|| (self.at + open.len() + name + close.len(), Kind::Value))
    }

    /// `<% %>`, `<?php ?>`; in MDX also JSX.
    fn angle(&mut self) -> Option<(usize, Kind)> {
        let rest = self.rest();
        let next = *rest.as_bytes().get(1)?;
        if next == b'%' || next == b'?' {
            let close = if next == b'%' { "%>" } else { "?>" };
            let kind =
                if rest.starts_with("<%=") || rest.starts_with("<?=") { Kind::Value } else { Kind::Block };
            return Some((self.far(self.at + 2, close)? + 2, kind));
        }
        if self.jsx() && (next.is_ascii_alphabetic() || next == b'/' || next == b'>') {
            return self.element();
        }
        None
    }

    /// The JSX tag that starts here. A further `<` ends the attempt, so that the whole scan stays linear.
    fn element(&mut self) -> Option<(usize, Kind)> {
        let mut at = self.at + 1;
        for _ in 0..4_096 {
            match *self.bytes.get(at)? {
                b'>' => return Some((at + 1, Kind::Element)),
                b'<' => return None,
                b'"' => at = self.far(at + 1, "\"")?,
                b'\'' => at = self.far(at + 1, "'")?,
                b'{' => at = self.brace_end(at)? - 1,
                _ => {}
            }
            at += 1;
        }
        None
    }

    fn expression(&self) -> Option<(usize, Kind)> {
        let end = self.brace_end(self.at)?;
        let inside = self.text.get(self.at + 1..end - 1)?.trim();
        let comment = inside.starts_with("/*") && inside.ends_with("*/");
        Some((end, if comment { Kind::Comment } else { Kind::Value }))
    }

    fn brace_end(&self, at: usize) -> Option<usize> {
        let found = self.memo.braces.binary_search_by_key(&at, |b| b.0 as usize).ok()?;
        self.memo.braces.get(found).map(|b| b.1 as usize)
    }

    /// A module ends with the first blank line after its last open brace.
    fn module_end(&self) -> usize {
        let mut at = self.at;
        let mut held = self.at;
        for line in self.rest().split_inclusive('\n') {
            if line.trim().is_empty() && at >= held {
                return at;
            }
            let opens = line.match_indices('{').filter_map(|(i, _)| self.brace_end(at + i));
            held = opens.fold(held, usize::max);
            at += line.len();
        }
        at
    }
}

/// How many bytes of a line stand before its first mark: blanks, quote marks, one list marker.
fn lead(line: &str) -> usize {
    let inner = line.trim_start_matches([' ', '\t', '>']);
    let digits = inner.bytes().take(9).take_while(u8::is_ascii_digit).count();
    let item = inner.get(digits..).filter(|i| {
        let marks: &[char] = if digits > 0 { &['.', ')'] } else { &['-', '*', '+'] };
        i.starts_with(marks) && i.as_bytes().get(1) == Some(&b' ')
    });
    let body = item.map_or(inner, |i| i.get(1..).unwrap_or("").trim_start_matches([' ', '>']));
    line.len() - body.len()
}

fn is_module(line: &str) -> bool {
    if let Some(rest) = line.strip_prefix("import ") {
        return rest.starts_with(['{', '*', '\'', '"']) || rest.contains(" from ");
    }
    line.strip_prefix("export ").is_some_and(|rest| {
        let word = rest.split([' ', '\t']).next().unwrap_or("");
        matches!(word, "const" | "let" | "var" | "function" | "default" | "class" | "async")
            || rest.starts_with(['{', '*'])
    })
}

/// The end of `close` in a text that starts with `open`: near by, in the same paragraph, with no other `open` between.
fn bounded(rest: &str, open: &str, close: &str) -> Option<usize> {
    let mut end = rest.len().min(LONGEST);
    while !rest.is_char_boundary(end) {
        end -= 1;
    }
    let window = rest.get(..end)?;
    let inner = open.len().max(close.len().min(3));
    let at = inner + window.get(inner..)?.find(close)?;
    let inside = window.get(inner..at)?;
    let broken = inside.contains(open) || inside.contains("\n\n") || inside.contains("\n\r\n");
    (!broken && !inside.contains("```")).then_some(at + close.len())
}

/// The end of `close` in one line, searched from `from` on.
fn near(line: &str, from: usize, close: &str) -> Option<usize> {
    let mut end = line.len().min(LONGEST);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    line.get(from..end)?.find(close).map(|at| from + at + close.len())
}

/// Pairs each `{` with its `}`, sorted by the first. Quotes are not looked at: a lone brace in a string is rare.
fn matching_braces(text: &str) -> Vec<(u32, u32)> {
    let (mut open, mut pairs) = (vec![], vec![]);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => open.push(at as u32),
            b'}' => pairs.extend(open.pop().map(|start| (start, at as u32 + 1))),
            _ => {}
        }
    }
    pairs.sort_unstable();
    pairs
}

/// Decides which tags stand in running text: see [`Tag::shown`].
fn place_lines(text: &str, tags: &mut [Tag]) {
    let gap = |from: usize, to: usize| text.get(from..to).unwrap_or("");
    let mut first = 0;
    while first < tags.len() {
        let before = if first == 0 { 0 } else { tags[first - 1].span.end() };
        let lead = gap(before, tags[first].span.start());
        let line_start = lead.rfind('\n').map(|at| at + 1).or((first == 0).then_some(0));
        let mut last = first;
        while let Some(next) = tags.get(last + 1)
            && gap(tags[last].span.end(), next.span.start()).bytes().all(|b| b == b' ' || b == b'\t')
        {
            last += 1;
        }
        let after = gap(tags[last].span.end(), tags.get(last + 1).map_or(text.len(), |t| t.span.start()));
        let run = &mut tags[first..=last];
        let alone = line_start.is_some_and(|at| {
            lead.get(at..).is_some_and(|l| l.bytes().all(|b| matches!(b, b' ' | b'\t' | b'>')))
        }) && after.split('\n').next().is_some_and(|l| l.trim().is_empty())
            && (after.contains('\n') || last + 1 == run.len() + first && after.trim().is_empty())
            && run
                .iter()
                .all(|t| t.kind != Kind::Value && !gap(t.span.start(), t.span.end()).starts_with("{%-"));
        for tag in run {
            let silent = matches!(tag.kind, Kind::Comment | Kind::Attributes | Kind::Module);
            tag.shown = !silent && !alone;
        }
        first = last + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(text: &str, dialect: Dialect) -> Vec<(&str, Kind, bool)> {
        find(text, dialect).iter().map(|t| (&text[t.span.range()], t.kind, t.shown)).collect()
    }

    #[test]
    fn templates_are_found_and_prose_is_left_alone() {
        let text = "Hi {{ first_name | default: 'you' }}, a {brace}, [CUSTOMER], {!Contact.Name} and *|FNAME|*: 5 * 3 | 100%%.";
        let found: Vec<_> = tags(text, Dialect::Markdown).into_iter().map(|t| t.0).collect();
        assert_eq!(found, ["{{ first_name | default: 'you' }}", "{!Contact.Name}", "*|FNAME|*"]);
        assert_eq!(tags("{{first {{name}} }} {{{{{", Dialect::Text), [("{{name}}", Kind::Value, true)]);
    }

    #[test]
    fn a_tag_with_its_own_line_leaves_nothing() {
        let text = "# Title\n{: .lead #top}\n{% if a %}\nText {% if b %}x{% endif %}\n{{ body }}\n";
        let shown: Vec<_> = tags(text, Dialect::Markdown).into_iter().map(|t| (t.1, t.2)).collect();
        assert_eq!(
            shown,
            [
                (Kind::Attributes, false),
                (Kind::Block, false),
                (Kind::Block, true),
                (Kind::Block, true),
                (Kind::Value, true)
            ]
        );
        let masked = mask(text, &find(text, Dialect::Markdown));
        assert_eq!(masked.len(), text.len());
        assert!(!masked.contains(['{', '%', '}']));
    }

    #[test]
    fn code_is_passed_over_in_markdown() {
        assert!(tags("Use `{{ x }}` or\n\n```js\na = {{ b }}\n```\n", Dialect::Markdown).is_empty());
        assert_eq!(tags("a ` b {{ x }}\n\n` c", Dialect::Markdown).len(), 1);
        assert_eq!(tags("Use `{{ x }}`", Dialect::Text).len(), 1);
    }

    #[test]
    fn mdx_modules_elements_and_expressions() {
        let text = "import A from './a'\nexport const m = {\n\n  a: 1,\n}\n\nExport your data.\n\n<Hero a={() => x > 1}\n  title=\"Hi\" />\n{/* refrain-ignore x */} We have {count} vans < 3.\n";
        let found = tags(text, Dialect::Mdx);
        assert_eq!(
            found.iter().map(|t| t.1).collect::<Vec<_>>(),
            [Kind::Module, Kind::Element, Kind::Comment, Kind::Value]
        );
        assert_eq!(found[1].0, "<Hero a={() => x > 1}\n  title=\"Hi\" />");
        assert_eq!(jsx_as_html("<A b={x > 1} c=\"{\" />"), "<A b=xxxxxxx c=\"{\" />");
    }

    #[test]
    fn remarks_and_shortcodes() {
        let text = "{% comment %} a {{ b }} {% endcomment %}{{< figure >}}{{#if a}}{{!-- }} --}}{# a #}";
        let kinds: Vec<_> = tags(text, Dialect::Text).into_iter().map(|t| t.1).collect();
        assert_eq!(kinds, [Kind::Comment, Kind::Block, Kind::Block, Kind::Comment, Kind::Comment]);
    }

    #[test]
    fn hostile_repeats_stay_linear() {
        for unit in [
            "{{",
            "{{a",
            "{%",
            "<?",
            "`",
            "``a`",
            "```\n",
            "{",
            "<a \"",
            "{% comment %}",
            "{{!--",
            "%%a",
            "<a {",
        ] {
            let text = unit.repeat(200_000 / unit.len());
            for dialect in [Dialect::Text, Dialect::Markdown, Dialect::Mdx] {
                let _ = find(&text, dialect);
            }
        }
    }
}

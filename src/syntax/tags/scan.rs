//! The scan for tags: one pass over the text, with a memory of what was searched in vain.

use crate::syntax::markdown::holds_prose;
use crate::text::Span;

use super::{Dialect, Kind, Tag};

/// Longest `{{ }}` or `{% %}`, in bytes; a longer one is prose with stray braces.
const LONGEST: usize = 2_000;

/// The bytes at which something may begin, or a line ends.
const OPENING: [bool; 256] = {
    let mut opening = [false; 256];
    let (bytes, mut at) = (b"\n`\\{<*%$", 0);
    while at < bytes.len() {
        opening[bytes[at] as usize] = true;
        at += 1;
    }
    opening
};

/// Finds the tags, all as if they stood in running text.
pub(super) fn scan(text: &str, dialect: Dialect) -> Vec<Tag> {
    let bytes = text.as_bytes();
    let mut scan = Scan { text, bytes, dialect, at: 0, memo: Memo::default(), tags: vec![], prose_until: 0 };
    if dialect == Dialect::Mdx {
        scan.memo.braces = matching_braces(text);
    }
    scan.run();
    scan.tags
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
    /// For a closing mark: from where it was searched last, and where it was found.
    next: Vec<(&'static str, usize, Option<usize>)>,
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
                None if byte == b'\n' => self.at += 1,
                None => {
                    let rest = self.bytes.get(self.at + 1..).unwrap_or_default();
                    let plain = rest.iter().position(|b| OPENING[usize::from(*b)]);
                    self.at += 1 + plain.unwrap_or(rest.len());
                }
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
            let inner = body.get(marks..).unwrap_or("").trim_start();
            let name = inner.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count();
            self.at += lead;
            self.push(self.at + body.len() - inner.len() + name, Kind::Attributes);
            return true;
        }
        let line_end = self.at + line.len();
        if self.at < self.prose_until && body.starts_with(['`', '~']) {
            self.at = line_end;
            return true;
        }
        if let Some(end) = self.past_fence(body, line_end) {
            // Prose in a fence is scanned, up to its last line.
            let info = body.trim_start_matches(['`', '~']);
            if holds_prose(info) {
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
                let end = self.in_paragraph(2, "{%", "%}")?;
                let name = rest.get(2..)?.trim_start_matches('-').trim_start();
                if name.starts_with("comment")
                    && let Some(close) = self.next(end, "endcomment")
                {
                    // Whatever is found is used up, so that a missing `%}` cannot cost a second search.
                    let close = close + "endcomment".len();
                    let rest = self.text.get(close..)?;
                    let inner = rest.trim_start_matches([' ', '-']);
                    let mark = if inner.starts_with("%}") { rest.len() - inner.len() + 2 } else { 0 };
                    return Some((close + mark, Kind::Comment));
                }
                Some((end, Kind::Block))
            }
            b'#' => Some((self.on_line(2, "#}")?, Kind::Comment)),
            b':' => {
                let end = self.on_line(2, "}")?;
                if rest.starts_with("{::comment}")
                    && let Some(close) = self.next(end, "{:/comment}")
                {
                    return Some((close + "{:/comment}".len(), Kind::Comment));
                }
                Some((end, Kind::Attributes))
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
                && let Some(end) = self.next(self.at + mark.len(), close)
            {
                return Some((end + close.len(), Kind::Comment));
            }
        }
        let end = self.in_paragraph(open, "{{", if open == 3 { "}}}" } else { "}}" })?;
        let kind = match rest.get(open..)?.trim_start_matches(['~', '-']).trim_start().bytes().next()? {
            b'!' => Kind::Comment,
            b'#' | b'/' | b'^' | b'>' | b'<' | b'%' | b'&' if open == 2 => Kind::Block,
            _ => Kind::Value,
        };
        Some((end, kind))
    }

    /// The offset of a mark at or behind `from`. The last answer is kept, so that going forward never searches a stretch
    /// twice.
    fn next(&mut self, from: usize, mark: &'static str) -> Option<usize> {
        let known = self.memo.next.iter().position(|n| n.0 == mark);
        if let Some(&(_, asked, found)) = known.and_then(|k| self.memo.next.get(k))
            && asked <= from
            && found.is_none_or(|at| from <= at)
        {
            return found;
        }
        let found = self.text.get(from..)?.find(mark).map(|at| from + at);
        match known.and_then(|k| self.memo.next.get_mut(k)) {
            Some(slot) => *slot = (mark, from, found),
            None => self.memo.next.push((mark, from, found)),
        }
        found
    }

    /// The end of the tag that opens here with `skip` bytes: `close` near by on the same line.
    fn on_line(&mut self, skip: usize, close: &'static str) -> Option<usize> {
        let at = self.next(self.at + skip, close).filter(|at| at - self.at <= LONGEST)?;
        let inside = self.text.get(self.at..at)?;
        (!inside.contains('\n')).then_some(at + close.len())
    }

    /// The end of the tag that opens here with `open`: `close` near by in the same paragraph, with no other `open` between.
    fn in_paragraph(&mut self, skip: usize, open: &str, close: &'static str) -> Option<usize> {
        let at = self.next(self.at + skip, close).filter(|at| at - self.at <= LONGEST)?;
        let inside = self.text.get(self.at + skip..at)?;
        let broken = [open, "\n\n", "\n\r\n", "```"].iter().any(|mark| inside.contains(mark));
        (!broken).then_some(at + close.len())
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
            return Some((self.next(self.at + 2, close)? + 2, kind));
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
                b'"' => at = self.next(at + 1, "\"")?,
                b'\'' => at = self.next(at + 1, "'")?,
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

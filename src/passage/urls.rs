//! Web and mail addresses in running text. They are not copy: `refrain` in `https://example.com/refrain` is no word.

use std::ops::Range;

/// Finds the addresses of a text that has no white space of its own meaning, in order.
pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found: Vec<Range<usize>> = vec![];
    let mut at = 0;
    while let Some(step) =
        bytes.get(at..).and_then(|b| b.iter().position(|b| matches!(b, b':' | b'@' | b'w' | b'W')))
    {
        at += step;
        let free = found.last().map_or(0, |r| r.end);
        let range = match bytes.get(at) {
            Some(b':') => scheme(text, at, free).map(|start| start..end(text, start)),
            Some(b'@') => mail(text, at, free),
            _ => www(text, at, free).then(|| at..end(text, at)),
        };
        match range {
            Some(range) => {
                at = range.end.max(at + 1);
                found.push(range);
            }
            None => at += 1,
        }
    }
    found
}

/// Where a scheme begins whose colon stands at `at`.
fn scheme(text: &str, at: usize, free: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let (before, after) = (text.get(free..at)?.as_bytes(), rest.as_bytes());
    let names: &[&[u8]] =
        if rest.starts_with("://") { &[b"https", b"http", b"ftp"] } else { &[b"mailto", b"tel"] };
    let name = names.iter().find(|n| {
        before.len() >= n.len()
            && before.get(before.len() - n.len()..).is_some_and(|b| b.eq_ignore_ascii_case(n))
    })?;
    let start = at - name.len();
    let word = start > free && text.as_bytes().get(start - 1).is_some_and(u8::is_ascii_alphanumeric);
    let first = *after.get(if rest.starts_with("://") { 3 } else { 1 })?;
    (!word && (first.is_ascii_alphanumeric() || first == b'+' || first == b'[' || first >= 0x80))
        .then_some(start)
}

fn www(text: &str, at: usize, free: usize) -> bool {
    let head = text.as_bytes().get(at..at + 5);
    head.is_some_and(|h| h[..4].eq_ignore_ascii_case(b"www.") && h[4].is_ascii_alphanumeric())
        && (at == free || !text.as_bytes().get(at - 1).is_some_and(u8::is_ascii_alphanumeric))
}

/// A mail address around an `@`.
fn mail(text: &str, at: usize, free: usize) -> Option<Range<usize>> {
    let local = |b: &u8| b.is_ascii_alphanumeric() || b"._%+-".contains(b);
    let before = text.as_bytes().get(free..at)?;
    let start = at - before.iter().rev().take(64).take_while(|b| local(b)).count();
    let domain = text.as_bytes().get(at + 1..)?;
    let len = domain.iter().take(253).take_while(|b| b.is_ascii_alphanumeric() || b"-.".contains(b)).count();
    let domain = text.get(at + 1..at + 1 + len)?.trim_end_matches(['.', '-']);
    let top = domain.rsplit_once('.')?.1;
    (start < at && top.len() >= 2 && top.bytes().all(|b| b.is_ascii_alphabetic()))
        .then(|| start..at + 1 + domain.len())
}

/// Where an address that begins at `start` ends: before white space, and before punctuation of the sentence.
fn end(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or("");
    let stop = |c: char| {
        c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`' | '|' | '“' | '”' | '»' | '\u{fffc}')
    };
    let mut address = rest.split(stop).next().unwrap_or("");
    let mut open = address.matches('(').count() as isize - address.matches(')').count() as isize;
    while let Some(last) = address.chars().next_back() {
        let keep = match last {
            ')' => open >= 0,
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | ']' | '}' | '*' | '_' | '~' | '…' => false,
            _ => true,
        };
        if keep {
            break;
        }
        open += isize::from(last == ')');
        address = address.get(..address.len() - last.len_utf8()).unwrap_or("");
    }
    start + address.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_before_the_sentence_does() {
        let text = "See https://a.example/b_(c)?d=1&e=2#f, (http://b.example/x) or www.c.example. Mail jo.doe+x@mail.example! Re: Foo:// a@b 3pm@noon mailto:x@y.example.";
        let found: Vec<_> = find(text).into_iter().map(|r| &text[r]).collect();
        assert_eq!(
            found,
            [
                "https://a.example/b_(c)?d=1&e=2#f",
                "http://b.example/x",
                "www.c.example",
                "jo.doe+x@mail.example",
                "mailto:x@y.example"
            ]
        );
    }

    #[test]
    fn hostile_repeats_stay_linear() {
        for unit in ["@", "a@", "www.", "http://", ":", "(", "a@b.", "http://a)"] {
            let _ = find(&unit.repeat(100_000));
        }
    }
}

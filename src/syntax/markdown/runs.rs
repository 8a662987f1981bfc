//! Markdown as paragraphs of runs: for documents that are neither HTML nor plain text.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use super::{Bit, Links, Masked, is_bare, options};

/// A stretch of text that looks the same from end to end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// The words. A line end in them parts lines of one paragraph.
    pub text: String,
    /// In bold.
    pub strong: bool,
    /// In italics.
    pub emphasis: bool,
    /// Struck through.
    pub struck: bool,
    /// As typed into a machine; also a template value.
    pub code: bool,
    /// Where it leads.
    pub link: Option<String>,
}

impl Run {
    /// Plain words.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Words in bold.
    pub fn strong(text: impl Into<String>) -> Self {
        Self { text: text.into(), strong: true, ..Self::default() }
    }
}

/// What stands before a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Nothing.
    None,
    /// A bullet, so many lists deep; 0 is the outermost.
    Bullet(usize),
    /// A number, so many lists deep.
    Number(usize, u64),
    /// It is a heading.
    Heading,
}

/// A paragraph of runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// What stands before it.
    pub mark: Mark,
    /// Its text.
    pub runs: Vec<Run>,
}

/// Markdown as paragraphs. HTML is shown as text, an image by its words, the cells of a table's row are parted by
/// semicolons. A link leads where the caller's links say, or is none.
pub fn to_paragraphs(markdown: &str, links: Links<'_>) -> Vec<Paragraph> {
    if is_bare(markdown) {
        return vec![Paragraph { mark: Mark::None, runs: vec![Run::plain(markdown.trim())] }];
    }
    let masked = Masked::new(markdown);
    let mut writer = Writer {
        masked: &masked,
        links,
        done: vec![],
        now: vec![],
        lists: vec![],
        style: vec![],
        mark: None,
    };
    for (event, range) in Parser::new_ext(&masked.masked, options()).into_offset_iter() {
        writer.event(&event, &range);
    }
    writer.close(Mark::None);
    writer.done
}

struct Writer<'m> {
    masked: &'m Masked<'m>,
    links: Links<'m>,
    done: Vec<Paragraph>,
    now: Vec<Run>,
    /// The next number of each list that is open; nothing for bullets.
    lists: Vec<Option<u64>>,
    /// How what comes looks; the last one counts.
    style: Vec<Run>,
    /// The mark of the item that has just begun.
    mark: Option<Mark>,
}

impl Writer<'_> {
    fn event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) => {
                let masked = self.masked;
                for bit in masked.bits(text, range.clone()) {
                    match bit {
                        Bit::Text(text) => self.push(text, false),
                        Bit::Slot(value) => self.push(value, true),
                    }
                }
            }
            Event::Code(text) => self.push(text, true),
            Event::Html(text) | Event::InlineHtml(text) => self.push(text, false),
            Event::SoftBreak => self.push(" ", false),
            Event::HardBreak => self.push("\n", false),
            Event::TaskListMarker(done) => self.push(if *done { "\u{2611} " } else { "\u{2610} " }, false),
            Event::Rule => self.close(Mark::None),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        let now = self.style.last().cloned().unwrap_or_default();
        match tag {
            Tag::List(first) => {
                self.close(Mark::None);
                self.lists.push(*first);
            }
            Tag::Item => {
                self.close(Mark::None);
                let depth = self.lists.len().saturating_sub(1);
                self.mark = Some(match self.lists.last_mut() {
                    Some(Some(next)) => {
                        *next += 1;
                        Mark::Number(depth, *next - 1)
                    }
                    _ => Mark::Bullet(depth),
                });
            }
            Tag::Emphasis => self.style.push(Run { emphasis: true, ..now }),
            Tag::Strong => self.style.push(Run { strong: true, ..now }),
            Tag::Strikethrough => self.style.push(Run { struck: true, ..now }),
            Tag::Link { dest_url, .. } => {
                let filled = self.masked.is_filled(dest_url, range);
                let link = if filled { None } else { (self.links)(dest_url) };
                self.style.push(Run { link, ..now });
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                self.close(Mark::None);
                self.style.push(Run { code: true, ..now });
            }
            Tag::TableCell if !self.now.is_empty() => self.push("; ", false),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::List(_) => {
                self.close(Mark::None);
                self.lists.pop();
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => {
                self.style.pop();
            }
            TagEnd::CodeBlock => {
                self.style.pop();
                self.close(Mark::None);
            }
            TagEnd::Heading(_) => self.close(Mark::Heading),
            TagEnd::Paragraph | TagEnd::Item | TagEnd::TableHead | TagEnd::TableRow | TagEnd::HtmlBlock => {
                self.close(Mark::None);
            }
            _ => {}
        }
    }

    fn push(&mut self, text: &str, code: bool) {
        let style = self.style.last().cloned().unwrap_or_default();
        let run = Run { text: text.to_owned(), code: code || style.code, ..style };
        match self.now.last_mut() {
            Some(last) if alike(last, &run) => last.text.push_str(text),
            _ => self.now.push(run),
        }
    }

    fn close(&mut self, mark: Mark) {
        let mut runs = std::mem::take(&mut self.now);
        if let Some(last) = runs.last_mut() {
            last.text.truncate(last.text.trim_end().len());
        }
        runs.retain(|run| !run.text.is_empty());
        if runs.is_empty() {
            return;
        }
        let mark = self.mark.take().unwrap_or(mark);
        self.done.push(Paragraph { mark, runs });
    }
}

fn alike(a: &Run, b: &Run) -> bool {
    let look = |r: &Run| (r.strong, r.emphasis, r.struck, r.code);
    look(a) == look(b) && a.link == b.link
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::markdown::web_links;

    fn shown(markdown: &str) -> String {
        let run = |r: &Run| {
            let marks = [(r.strong, '*'), (r.emphasis, '_'), (r.struck, '~'), (r.code, '`')];
            let marks: String = marks.iter().filter(|(on, _)| *on).map(|(_, c)| *c).collect();
            let link = r.link.as_ref().map_or(String::new(), |l| format!("({l})"));
            format!("[{marks}{}{link}]", r.text)
        };
        let line = |p: &Paragraph| format!("{:?} {}\n", p.mark, p.runs.iter().map(run).collect::<String>());
        to_paragraphs(markdown, &web_links).iter().map(line).collect()
    }

    #[test]
    fn marks_become_runs() {
        assert_eq!(shown("Plain words."), "None [Plain words.]\n");
        assert_eq!(
            shown("62% of **slots _now_** at [us](https://x.example/), {{vans}} `a`"),
            "None [62% of ][*slots ][*_now][ at ][us(https://x.example/)][, ][`{{vans}}][ ][`a]\n"
        );
        assert_eq!(shown("[a](javascript:x) <b>c</b>"), "None [a <b>c</b>]\n");
        assert_eq!(shown("![alt](x.png)"), "None [alt]\n");
    }

    #[test]
    fn blocks_become_paragraphs_with_their_marks() {
        assert_eq!(
            shown("# Top\n\nOne\ntwo.\n\n- a\n  - b\n- c\n\n3. x\n4. y\n"),
            "Heading [Top]\nNone [One two.]\nBullet(0) [a]\nBullet(1) [b]\nBullet(0) [c]\nNumber(0, 3) [x]\nNumber(0, 4) [y]\n"
        );
        assert_eq!(shown("| a | b |\n|---|---|\n| c | d |\n"), "None [a; b]\nNone [c; d]\n");
        assert_eq!(shown("> quoted\n\n```\ncode\n```\n"), "None [quoted]\nNone [`code]\n");
        assert_eq!(shown("a  \nb"), "None [a\nb]\n");
    }
}

//! One block: a headline, the words in view, and the remarks below them.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use super::excerpt::{self, Row};
use super::group::Group;
use super::paint::Paint;
use crate::finding::{Fault, Finding, Fix, Related, Severity};
use crate::report::{address, counted, grouped};
use crate::text::{Place, visible};

/// How many other places of a group are listed; the rest is counted.
const OTHERS: usize = 20;

/// What a block says.
pub(super) struct Block<'a> {
    severity: Severity,
    code: &'a str,
    message: &'a str,
    place: &'a Place,
    why: &'a str,
    help: &'a str,
    fixes: &'a [Fix],
    related: &'a [Related],
    others: &'a [&'a Finding],
}

impl<'a> Block<'a> {
    pub(super) fn of_group(group: &'a Group<'a>) -> Self {
        let Finding { rule, severity, message, why, help, place, related, fixes, .. } = group.first;
        Self {
            severity: *severity,
            code: rule,
            message,
            place,
            why,
            help,
            fixes,
            related,
            others: &group.others,
        }
    }

    pub(super) fn of_fault(fault: &'a Fault) -> Self {
        let Fault { code, place, message, help, related } = fault;
        Self {
            severity: Severity::Error,
            code,
            message,
            place,
            why: "",
            help,
            fixes: &[],
            related,
            others: &[],
        }
    }

    /// Writes the block and an empty line behind it.
    pub(super) fn write(&self, text: &mut String, paint: Paint, width: usize) {
        let rows = excerpt::rows(self.place, width);
        let evidence: Vec<_> = self.related.iter().map(|r| (r, excerpt::rows(&r.place, width))).collect();
        let numbers = rows.iter().chain(evidence.iter().flat_map(|(_, rows)| rows)).filter_map(|r| r.number);
        let gutter = numbers.max().unwrap_or(1).to_string().len();
        let mut page = Page { text, paint, gutter, width };
        page.headline(self);
        page.excerpt(&rows, |marks| paint.severity(self.severity, marks));
        if !rows.is_empty() {
            page.line("|", "");
        }
        page.remark("why", self.why);
        page.remark("help", self.help);
        for fix in self.fixes {
            page.remark(if fix.safe { "fix" } else { "possible fix" }, &fix.title);
        }
        for (related, rows) in &evidence {
            page.remark(&related.label, &address(&related.place));
            page.excerpt(rows, |marks| paint.frame(&marks.replace('^', "-")));
        }
        page.others(self);
        page.text.push('\n');
    }
}

/// The text that a block is written to.
struct Page<'t> {
    text: &'t mut String,
    paint: Paint,
    /// The width of the widest line number.
    gutter: usize,
    width: usize,
}

impl Page<'_> {
    fn headline(&mut self, block: &Block) {
        let kind = self.paint.severity(block.severity, &format!("{}[{}]", block.severity.name(), block.code));
        let message = self.paint.strong(&format!(": {}", visible(block.message)));
        let _ = writeln!(self.text, "{kind}{message}");
        let arrow = self.paint.frame(&format!("{}-->", " ".repeat(self.gutter)));
        let about = if block.place.is_exact() { "" } else { " (about here)" };
        let _ = writeln!(self.text, "{arrow} {}{about}", address(block.place));
    }

    fn excerpt(&mut self, rows: &[Row], mark: impl Fn(&str) -> String) {
        if rows.first().is_some_and(|row| row.number.is_some()) {
            self.line("|", "");
        }
        for row in rows {
            match row.number {
                Some(number) => {
                    let edge = self.paint.frame(&format!("{number:>0$} |", self.gutter));
                    self.push(&edge, &row.text);
                    let edge = self.paint.frame(&format!("{} |", " ".repeat(self.gutter)));
                    let blanks = row.marks.len() - row.marks.trim_start().len();
                    let marks = row.marks.split_at_checked(blanks).map_or("", |(_, marks)| marks);
                    self.push(&edge, &format!("{}{}", " ".repeat(blanks), mark(marks)));
                }
                None => self.line("...", ""),
            }
        }
    }

    /// A remark below an excerpt, wrapped to the width of the terminal.
    fn remark(&mut self, name: &str, words: &str) {
        let (name, words) = (visible(name), visible(words));
        if words.is_empty() {
            return;
        }
        let indent = self.gutter + 5 + name.width();
        for (at, line) in wrap(&words, self.width.saturating_sub(indent)).iter().enumerate() {
            if at == 0 {
                let name = format!("{}: {line}", self.paint.strong(&name));
                self.line("=", &name);
            } else {
                let _ = writeln!(self.text, "{}{line}", " ".repeat(indent));
            }
        }
    }

    /// The other places of a group, with their own words where they differ.
    fn others(&mut self, block: &Block) {
        if block.others.is_empty() {
            return;
        }
        let places = counted(block.others.len(), "more place");
        let name = self.paint.strong(&format!("and {places}:"));
        self.line("=", &name);
        let indent = " ".repeat(self.gutter + 3);
        for other in block.others.iter().take(OTHERS) {
            let address = address(&other.place);
            let about = if other.place.is_exact() { "" } else { " (about here)" };
            let message = match other.message.as_str() {
                message if message == block.message => String::new(),
                message => format!(": {}", visible(message)),
            };
            let _ = writeln!(self.text, "{indent}{address}{about}{message}");
        }
        if let Some(rest) = block.others.len().checked_sub(OTHERS + 1) {
            let _ =
                writeln!(self.text, "{indent}and {} more; the report `concise` lists all", grouped(rest + 1));
        }
    }

    fn line(&mut self, mark: &str, text: &str) {
        let edge = self.paint.frame(&format!("{} {mark}", " ".repeat(self.gutter)));
        self.push(&edge, text);
    }

    fn push(&mut self, edge: &str, text: &str) {
        let gap = if text.is_empty() { "" } else { " " };
        let _ = writeln!(self.text, "{edge}{gap}{text}");
    }
}

/// Breaks text into lines of at most `width` columns, between words.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(20);
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split(' ') {
        let needed = word.width();
        match lines.last_mut() {
            Some(line) if line.is_empty() || used + 1 + needed <= width => {
                if !line.is_empty() {
                    line.push(' ');
                    used += 1;
                }
                line.push_str(word);
                used += needed;
            }
            _ => {
                lines.push(word.to_owned());
                used = needed;
            }
        }
    }
    lines
}

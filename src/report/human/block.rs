//! One block: a headline, the words in view, and what there is to know about them in aligned lines below.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use super::paint::Paint;
use crate::account::{Group, rows};
use crate::finding::{Fault, Finding, Fix, Judgement, Related, Severity};
use crate::report::{PLACES, address, grouped, whose};
use crate::text::{Place, visible};

/// Where the words behind `why:` begin.
const INDENT: usize = 8;

/// What a block says.
pub(super) struct Block<'a> {
    severity: Severity,
    code: &'a str,
    message: &'a str,
    place: &'a Place,
    whose: String,
    why: &'a str,
    help: &'a str,
    fixes: &'a [Fix],
    related: &'a [Related],
    others: &'a [&'a Finding],
}

impl<'a> Block<'a> {
    pub(super) fn of_group(group: &'a Group<'a>) -> Self {
        let Judgement { rule, message, why, help, place, related, fixes, .. } = &**group.first;
        let (severity, whose, others) = (group.first.severity, whose(group.first), &group.others);
        Self { severity, code: rule, message, place, whose, why, help, fixes, related, others }
    }

    pub(super) fn of_fault(fault: &'a Fault) -> Self {
        let Fault { code, place, message, help, related } = fault;
        let (severity, whose) = (Severity::Error, String::new());
        Self { severity, code, message, place, whose, why: "", help, fixes: &[], related, others: &[] }
    }

    /// Writes the block and an empty line behind it.
    pub(super) fn write(&self, text: &mut String, paint: Paint, width: usize) {
        let mut page = Page { text, paint, width };
        page.headline(self);
        page.excerpt(self);
        page.remark("why", self.why);
        page.remark("do", self.help);
        for fix in self.fixes {
            page.remark(if fix.safe { "fix" } else { "try" }, &fix.title);
        }
        for related in self.related {
            page.remark("see", &format!("{}: {}", related.label, address(&related.place)));
        }
        page.others(self);
        page.text.push('\n');
    }
}

/// The text that a block is written to.
struct Page<'t> {
    text: &'t mut String,
    paint: Paint,
    width: usize,
}

impl Page<'_> {
    fn headline(&mut self, block: &Block) {
        let kind = match block.severity {
            Severity::Info => "note",
            severity => severity.name(),
        };
        let kind = self.paint.severity(block.severity, kind);
        let message = self.paint.strong(&format!(": {}", visible(block.message)));
        let code = self.paint.frame(&format!("[{}]", block.code));
        let _ = writeln!(self.text, "{kind}{message} {code}");
        let at = at(block.place);
        let _ = writeln!(self.text, "  {}{}", self.paint.frame(&at), block.whose);
    }

    fn excerpt(&mut self, block: &Block) {
        // Two blanks before the gutter, and the gutter's own three.
        let rows = rows(block.place, self.width.saturating_sub(2));
        let gutter = rows.iter().filter_map(|r| r.number).max().unwrap_or(1).to_string().len();
        let blank = " ".repeat(gutter);
        for row in rows {
            let Some(number) = row.number else {
                let edge = self.paint.frame(&format!("{blank} ..."));
                let _ = writeln!(self.text, "  {edge}");
                continue;
            };
            let edge = self.paint.frame(&format!("{number:>gutter$} |"));
            let gap = if row.text.is_empty() { "" } else { " " };
            let _ = writeln!(self.text, "  {edge}{gap}{}", row.text);
            let marks = row.marks.trim_start();
            let before = " ".repeat(row.marks.len() - marks.len());
            let edge = self.paint.frame(&format!("{blank} |"));
            let _ = writeln!(self.text, "  {edge} {before}{}", self.paint.severity(block.severity, marks));
        }
    }

    /// A remark below an excerpt, wrapped to the width of the terminal.
    fn remark(&mut self, name: &str, words: &str) {
        let words = visible(words);
        if words.is_empty() {
            return;
        }
        let mut name = name;
        for line in wrap(&words, self.width.saturating_sub(INDENT)) {
            self.entry(name, &line);
            name = "";
        }
    }

    /// The other places of a group, with their own words where they differ.
    fn others(&mut self, block: &Block) {
        let mut name = "also";
        for other in block.others.iter().take(PLACES) {
            let message = match &*other.message {
                message if message == block.message => String::new(),
                message => format!(": {}", visible(message)),
            };
            let help = match &*other.help {
                help if help == block.help || help.is_empty() => String::new(),
                help => format!("; {}", visible(help)),
            };
            self.entry(name, &format!("{}{}{message}{help}", at(&other.place), whose(other)));
            name = "";
        }
        if let Some(rest) = block.others.len().checked_sub(PLACES + 1) {
            let more = format!("and {} more; --format html=findings.html lists all", grouped(rest + 1));
            self.entry("", &more);
        }
    }

    fn entry(&mut self, name: &str, words: &str) {
        let colon = if name.is_empty() { "" } else { ":" };
        let fill = " ".repeat(INDENT - 2 - name.len() - colon.len());
        let name = self.paint.strong(&format!("{name}{colon}"));
        let _ = writeln!(self.text, "  {name}{fill}{words}");
    }
}

fn at(place: &Place) -> String {
    format!("{}{}", address(place), if place.is_exact() { "" } else { " (about here)" })
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

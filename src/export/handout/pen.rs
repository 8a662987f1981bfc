//! Writes the sections of a one-pager: knows what a buyer may read, and numbers the proof.

use super::notes::{Note, is_open, note};
use super::seen::{Claim, Objection, Rival};
use super::{Desk, Line, Look, Part, Section, Table};
use crate::site::link_from_outside;
use crate::syntax::markdown::{Mark, Paragraph, Run, to_paragraphs};

/// Writes sections.
#[derive(Debug)]
pub struct Pen {
    base: Option<String>,
    /// Whether what is not for buyers is written.
    pub internal: bool,
    sections: Vec<Section>,
    notes: Vec<Note>,
}

impl Pen {
    /// A pen at a desk.
    pub fn at(desk: &Desk) -> Self {
        Self { base: desk.base(), internal: desk.internal, sections: vec![], notes: vec![] }
    }

    /// What was written: the sections that hold anything, and the notes.
    pub fn done(self) -> (Vec<Section>, Vec<Note>) {
        (self.sections.into_iter().filter(|s| !s.parts.is_empty()).collect(), self.notes)
    }

    /// Markdown as runs, paragraphs as lines.
    pub fn runs(&self, markdown: &str) -> Vec<Run> {
        let mut runs: Vec<Run> = vec![];
        for paragraph in self.paragraphs(markdown) {
            if !runs.is_empty() {
                runs.push(Run::plain("\n"));
            }
            runs.extend(paragraph.runs);
        }
        runs
    }

    fn paragraphs(&self, markdown: &str) -> Vec<Paragraph> {
        to_paragraphs(markdown, &|target| link_from_outside(target, self.base.as_deref()))
    }

    /// Begins a section that a buyer may read.
    pub fn section(&mut self, title: &str) {
        self.sections.push(Section { title: title.to_owned(), internal: false, wide: false, parts: vec![] });
    }

    /// Begins a section that is not for buyers; what is written into it is left out unless asked for.
    pub fn internal_section(&mut self, title: &str) {
        self.sections.push(Section { title: title.to_owned(), internal: true, wide: false, parts: vec![] });
    }

    /// Writes Markdown, as paragraphs and lists.
    pub fn text(&mut self, look: Look, cue: Option<&'static str>, markdown: &str) {
        self.write(look, cue, markdown, &[], false);
    }

    /// Writes Markdown that rests on claims.
    pub fn cited(&mut self, look: Look, cue: Option<&'static str>, markdown: &str, claims: &[Claim]) {
        self.write(look, cue, markdown, claims, false);
    }

    /// Writes Markdown that is not for buyers.
    pub fn inside(&mut self, cue: Option<&'static str>, markdown: &str) {
        self.write(Look::Text, cue, markdown, &[], true);
    }

    /// Writes a list of texts.
    pub fn list(&mut self, texts: &[String]) {
        for text in texts {
            self.text(Look::Bullet(0), None, text);
        }
    }

    /// Writes texts that are not for buyers, parted by semicolons.
    pub fn inside_list(&mut self, cue: &'static str, texts: &[String]) {
        if !texts.is_empty() {
            self.inside(Some(cue), &texts.join("; "));
        }
    }

    /// Writes an entry of a list, and below it what somebody says of it, as it is.
    pub fn quoted(&mut self, markdown: &str, said: &str) {
        self.text(Look::Bullet(0), None, markdown);
        let last = self.sections.last_mut().and_then(|s| s.parts.last_mut());
        if let (Some(Part::Line(line)), false) = (last, said.is_empty()) {
            line.runs.push(Run { emphasis: true, ..Run::plain(format!("\n{said}")) });
        }
    }

    /// Writes a table.
    pub fn table(&mut self, table: Table) {
        if let Some(section) = self.sections.last_mut().filter(|_| !table.rows.is_empty()) {
            section.wide = true;
            section.parts.push(Part::Table(table));
        }
    }

    fn write(
        &mut self,
        look: Look,
        cue: Option<&'static str>,
        markdown: &str,
        claims: &[Claim],
        inside: bool,
    ) {
        let inside = inside || self.sections.last().is_some_and(|s| s.internal);
        if inside && !self.internal {
            return;
        }
        let paragraphs = self.paragraphs(markdown);
        let (cites, last) = (self.cite(claims), paragraphs.len().saturating_sub(1));
        let Some(section) = self.sections.last_mut() else { return };
        for (at, paragraph) in paragraphs.into_iter().enumerate() {
            section.parts.push(Part::Line(Line {
                look: of_mark(paragraph.mark, look, at),
                cue: if at == 0 { cue } else { cue.map(|_| "") },
                runs: paragraph.runs,
                cites: if at == last { cites.clone() } else { vec![] },
                internal: inside,
            }));
        }
    }

    /// The numbers of the claims' notes; claims that may not be used are cited for colleagues only.
    pub fn cite(&mut self, claims: &[Claim]) -> Vec<usize> {
        let mut numbers = vec![];
        let all = self.internal;
        for claim in claims.iter().filter(|c| all || is_open(c)) {
            let known = self.notes.iter().find(|n| n.id == claim.to.id).map(|n| n.number);
            numbers.push(known.unwrap_or_else(|| {
                let number = self.notes.len() + 1;
                let made = note(number, claim, self.runs(&claim.says), self.internal);
                self.notes.push(made);
                number
            }));
        }
        numbers
    }

    /// What a buyer may object, and the answer.
    pub fn objections(&mut self, objections: &[Objection]) {
        for objection in objections {
            self.text(Look::Heading, None, &objection.says);
            if let Some(means) = &objection.means {
                self.inside(Some("Means"), means);
            }
            self.cited(Look::Said, Some("Say"), &objection.respond, &objection.claims);
            self.inside_list("Never", &objection.do_not_say);
            if let Some(when) = &objection.fatal_when {
                self.inside(Some("Leave"), when);
            }
        }
    }

    /// What the buyer could do instead, for colleagues.
    pub fn rival(&mut self, rival: &Rival) {
        self.text(Look::Heading, None, &format!("{} ({})", rival.name, rival.kind));
        self.inside_list("Ask", &rival.landmines);
        self.inside_list("We win", &rival.we_win_when);
        self.inside_list("We lose", &rival.they_win_when);
        self.inside_list("Never", &rival.never_say);
    }
}

/// A list inside a text keeps its marks; only the first paragraph is what the text is.
fn of_mark(mark: Mark, look: Look, at: usize) -> Look {
    match (mark, look) {
        (Mark::Bullet(depth), _) => Look::Bullet(depth),
        (Mark::Number(depth, n), _) => Look::Number(depth, n),
        (Mark::Heading, _) => Look::Heading,
        (Mark::None, Look::Bullet(_) | Look::Number(..) | Look::Heading) if at > 0 => Look::Text,
        (Mark::None, look) => look,
    }
}

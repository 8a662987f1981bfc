//! The text of a document: head, glance, sections in two columns or the whole width, proof.

use super::numbering::Numbering;
use super::xml::{Links, SPACES, TAB, XML, cite, paragraph, runs, styled, words};
use crate::export::handout::{Handout, Line, Look, Note, Part, Section, Table};
use crate::syntax::escape::xml as escaped;
use crate::syntax::markdown::Run;

/// The width of the text in twentieths of a point: A4 less its margins.
pub const WIDTH: usize = 11906 - 2 * MARGIN;
/// The margin on each side.
const MARGIN: usize = 907;
/// The space between two columns.
const GUTTER: usize = 397;

/// The part `word/document.xml`.
pub fn document(handout: &Handout, links: &mut Links, numbering: &mut Numbering) -> String {
    let mut writer = Writer { out: String::with_capacity(32 << 10), links, numbering };
    writer.out.push_str(&format!("{XML}<w:document {SPACES}><w:body>"));
    writer.head(handout);
    let mut columns = 1;
    for section in &handout.sections {
        let wanted = if section.wide { 1 } else { 2 };
        if wanted != columns {
            writer.end_columns(columns);
            columns = wanted;
        }
        writer.section(section);
    }
    if columns != 1 {
        writer.end_columns(columns);
    }
    if !handout.notes.is_empty() {
        writer.notes(handout);
    }
    if let Some(url) = &handout.imprint.url {
        let link = Run { link: Some(url.clone()), ..Run::plain(url.clone()) };
        let content = format!("{}{}", words("In the playbook: ", ""), runs(&[link], writer.links));
        writer.out.push_str(&paragraph("Small", "", &content));
    }
    let end = page(1);
    writer.out.push_str(&format!("{end}</w:body></w:document>"));
    writer.out
}

/// The page and its columns; what stands before it is set so.
fn page(columns: usize) -> String {
    let columns = match columns {
        1 => "<w:cols w:space=\"708\"/>".to_owned(),
        n => format!("<w:cols w:num=\"{n}\" w:space=\"{GUTTER}\"/>"),
    };
    format!(
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId5\"/>\
         <w:footerReference w:type=\"default\" r:id=\"rId6\"/><w:type w:val=\"continuous\"/>\
         <w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
         <w:pgMar w:top=\"1134\" w:right=\"{MARGIN}\" w:bottom=\"1021\" w:left=\"{MARGIN}\" w:header=\"510\" \
         w:footer=\"454\" w:gutter=\"0\"/>{columns}</w:sectPr>"
    )
}

struct Writer<'a> {
    out: String,
    links: &'a mut Links,
    numbering: &'a mut Numbering,
}

impl Writer<'_> {
    fn head(&mut self, handout: &Handout) {
        self.put("Title", "", &words(&handout.title, ""));
        self.put("Subtitle", "", &words(&handout.about.join(" · "), ""));
        if let Some(warning) = handout.warning() {
            self.put("Warning", "", &words(warning, ""));
        }
        if !handout.lead.is_empty() {
            let lead = runs(&handout.lead, self.links);
            self.put("Lead", "", &lead);
        }
        if !handout.glance.is_empty() {
            let share = 100 / handout.glance.len();
            let columns = handout.glance.iter().map(|(word, _)| (*word, share)).collect();
            let row = handout.glance.iter().map(|(_, text)| text.clone()).collect();
            self.table(&Table { title: "At a glance".to_owned(), columns, rows: vec![row] });
        }
    }

    /// Ends a stretch of so many columns.
    fn end_columns(&mut self, columns: usize) {
        let page = page(columns);
        self.put("Break", &page, "");
    }

    fn put(&mut self, style: &str, properties: &str, content: &str) {
        self.out.push_str(&paragraph(style, properties, content));
    }

    fn section(&mut self, section: &Section) {
        self.numbering.end();
        let mut title = words(&section.title, "");
        if section.internal {
            title.push_str(&words(" ", ""));
            title.push_str(&styled("internal", "InternalMark"));
        }
        self.put("Heading1", "", &title);
        for part in &section.parts {
            match part {
                Part::Line(line) => self.line(line, section.internal),
                Part::Table(table) => self.table(table),
            }
        }
    }

    fn line(&mut self, line: &Line, marked: bool) {
        let list = match line.look {
            Look::Bullet(depth) => Numbering::bullet(depth),
            Look::Number(depth, n) => self.numbering.number(depth, n),
            Look::Text | Look::Said | Look::Heading => String::new(),
        };
        let style = match (line.look, line.cue.is_some(), line.internal) {
            (Look::Heading, _, _) => "Heading2",
            (Look::Bullet(_), _, false) => "ListBullet",
            (Look::Number(..), _, false) => "ListNumber",
            (Look::Bullet(_), _, true) => "InternalBullet",
            (Look::Number(..), _, true) => "InternalNumber",
            (_, true, false) => "Cue",
            (_, true, true) => "InternalCue",
            (_, false, true) => "Internal",
            (Look::Said, false, false) => "Said",
            (Look::Text, false, false) => "BodyText",
        };
        let mut content = String::new();
        if let Some(cue) = line.cue {
            if !cue.is_empty() {
                content.push_str(&styled(cue, "CueWord"));
            }
            content.push_str(TAB);
        }
        if line.internal && !marked {
            content.push_str(&styled("internal", "InternalMark"));
            content.push_str(&words(" ", ""));
        }
        content.push_str(&runs(&line.runs, self.links));
        for number in &line.cites {
            content.push_str(&words(" ", ""));
            content.push_str(&cite(*number));
        }
        self.put(style, &list, &content);
    }

    fn table(&mut self, table: &Table) {
        let widths: Vec<usize> = table.columns.iter().map(|(_, share)| WIDTH * share / 100).collect();
        self.open_table(&table.title, &widths);
        self.out.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for ((title, _), width) in table.columns.iter().zip(&widths) {
            self.cell(*width, &paragraph("TableHead", "", &words(title, "")));
        }
        self.out.push_str("</w:tr>");
        for row in &table.rows {
            self.out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            for (text, width) in row.iter().zip(&widths) {
                let text = runs(text, self.links);
                self.cell(*width, &paragraph("TableText", "", &text));
            }
            self.out.push_str("</w:tr>");
        }
        self.out.push_str("</w:tbl>");
        // Word wants a paragraph after a table.
        self.put("Break", "", "");
    }

    fn open_table(&mut self, title: &str, widths: &[usize]) {
        let whole: usize = widths.iter().sum();
        self.out.push_str(&format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"Playbook\"/><w:tblW w:w=\"{whole}\" w:type=\"dxa\"/>\
             <w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:lastRow=\"0\" \
             w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/><w:tblCaption w:val=\"{}\"/></w:tblPr><w:tblGrid>",
            escaped(title)
        ));
        for width in widths {
            self.out.push_str(&format!("<w:gridCol w:w=\"{width}\"/>"));
        }
        self.out.push_str("</w:tblGrid>");
    }

    fn cell(&mut self, width: usize, content: &str) {
        self.out.push_str(&format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>{content}</w:tc>"
        ));
    }

    /// What proves the claims, with a bookmark on each for the citations.
    fn notes(&mut self, handout: &Handout) {
        self.put("Heading1", "", &words("Proof", ""));
        let widths = [WIDTH * 5 / 100, WIDTH * 34 / 100, WIDTH * 45 / 100, WIDTH * 16 / 100];
        self.open_table("What proves each claim, and until when", &widths);
        self.out.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for (title, width) in ["No.", "Claim", "Proof", "Use it"].iter().zip(&widths) {
            self.cell(*width, &paragraph("TableHead", "", &words(title, "")));
        }
        self.out.push_str("</w:tr>");
        for note in &handout.notes {
            self.note(note, widths);
        }
        self.out.push_str("</w:tbl>");
        self.put("Break", "", "");
    }

    fn note(&mut self, note: &Note, [first, second, third, fourth]: [usize; 4]) {
        let number = note.number;
        self.out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        let anchor = format!(
            "<w:bookmarkStart w:id=\"{number}\" w:name=\"proof_{number}\"/>{}<w:bookmarkEnd w:id=\"{number}\"/>",
            words(&number.to_string(), "")
        );
        self.cell(first, &paragraph("TableText", "", &anchor));
        let mut says = String::new();
        if note.internal {
            says.push_str(&styled("internal", "InternalMark"));
            says.push_str(&words(" ", ""));
        }
        says.push_str(&runs(&note.says, self.links));
        self.cell(second, &paragraph("TableText", "", &says));
        let mut proofs = String::new();
        for proof in &note.proofs {
            let text =
                format!("{}{}", runs(&proof.runs, self.links), words(&format!(" ({})", proof.until), ""));
            proofs.push_str(&paragraph("TableText", "", &text));
        }
        if note.proofs.is_empty() {
            proofs = paragraph("TableText", "", &words("none: do not state it as a fact", ""));
        }
        let holds = paragraph("TableText", "", &words(&note.until, "<w:b/><w:bCs/>"));
        self.cell(third, &proofs);
        self.cell(fourth, &holds);
        self.out.push_str("</w:tr>");
    }
}

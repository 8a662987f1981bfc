//! The lists of a document: one for bullets, and one of its own for each numbered list, so that each begins anew.

use super::xml::{SPACES, XML};

/// The list of all bullets.
const BULLETS: usize = 1;
/// How deep lists go.
const LEVELS: usize = 3;

/// The lists of a document.
#[derive(Debug, Default)]
pub struct Numbering {
    /// The number that each numbered list begins with.
    starts: Vec<u64>,
    /// The number of the last entry of the list that is open, by depth.
    last: [Option<(usize, u64)>; LEVELS],
}

impl Numbering {
    /// The properties of a paragraph with a bullet.
    pub fn bullet(depth: usize) -> String {
        properties(BULLETS, depth)
    }

    /// The properties of a numbered paragraph. A number that does not follow the last one begins a list.
    pub fn number(&mut self, depth: usize, number: u64) -> String {
        let depth = depth.min(LEVELS - 1);
        let list = match self.last.get(depth).copied().flatten() {
            Some((list, last)) if last + 1 == number => list,
            _ => {
                self.starts.push(number);
                BULLETS + self.starts.len()
            }
        };
        if let Some(last) = self.last.get_mut(depth) {
            *last = Some((list, number));
        }
        properties(list, depth)
    }

    /// Ends the lists that are open: a heading came between.
    pub fn end(&mut self) {
        self.last = [None; LEVELS];
    }

    /// The part `numbering.xml`.
    pub fn part(&self) -> String {
        let mut out = format!("{XML}<w:numbering {SPACES}>");
        let signs = ["\u{2022}", "\u{2013}", "\u{00b7}"];
        definition(&mut out, 0, |level| {
            ("bullet", signs.get(level).unwrap_or(&"\u{2022}").to_string(), "ListBullet")
        });
        definition(&mut out, 1, |level| ("decimal", format!("%{}.", level + 1), "ListNumber"));
        out.push_str(&format!("<w:num w:numId=\"{BULLETS}\"><w:abstractNumId w:val=\"0\"/></w:num>"));
        for (at, start) in self.starts.iter().enumerate() {
            out.push_str(&format!("<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"1\"/>", BULLETS + 1 + at));
            for level in 0..LEVELS {
                out.push_str(&format!(
                    "<w:lvlOverride w:ilvl=\"{level}\"><w:startOverride w:val=\"{start}\"/></w:lvlOverride>"
                ));
            }
            out.push_str("</w:num>");
        }
        out.push_str("</w:numbering>");
        out
    }
}

fn properties(list: usize, depth: usize) -> String {
    let depth = depth.min(LEVELS - 1);
    format!("<w:numPr><w:ilvl w:val=\"{depth}\"/><w:numId w:val=\"{list}\"/></w:numPr>")
}

fn definition(out: &mut String, id: usize, level: impl Fn(usize) -> (&'static str, String, &'static str)) {
    out.push_str(&format!(
        "<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"hybridMultilevel\"/>"
    ));
    for at in 0..LEVELS {
        let (format, text, style) = level(at);
        let linked = if at == 0 { format!("<w:pStyle w:val=\"{style}\"/>") } else { String::new() };
        let left = 284 * (at + 1);
        out.push_str(&format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{linked}\
             <w:lvlText w:val=\"{text}\"/><w:lvlJc w:val=\"left\"/>\
             <w:pPr><w:ind w:left=\"{left}\" w:hanging=\"284\"/></w:pPr></w:lvl>"
        ));
    }
    out.push_str("</w:abstractNum>");
}

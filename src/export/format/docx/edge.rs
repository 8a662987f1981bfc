//! Header and footer of every page: whose it is, of when, until when each proof holds, which page.

use super::body::WIDTH;
use super::xml::{SPACES, TAB, XML, paragraph, styled, words};
use crate::export::handout::Handout;

/// The part `header1.xml`.
pub fn header(handout: &Handout) -> String {
    let left = words(&format!("{} · {}", handout.imprint.company, handout.sort), "");
    let right = match handout.warning() {
        Some(warning) => styled(warning, "InternalMark"),
        None => words(&handout.imprint.playbook, ""),
    };
    let content = format!("{left}{TAB}{right}");
    format!("{XML}<w:hdr {SPACES}>{}</w:hdr>", paragraph("Header", &right_tab(), &content))
}

/// The part `footer1.xml`.
pub fn footer(handout: &Handout) -> String {
    let audience =
        handout.imprint.audience.as_ref().map_or(String::new(), |team| format!(", edition for {team}"));
    let left = words(&format!("{}, {}{audience}", handout.imprint.company, handout.as_of()), "");
    let page = format!("{}{}{}{}", words("Page ", ""), field("PAGE"), words(" of ", ""), field("NUMPAGES"));
    let mut out = format!("{XML}<w:ftr {SPACES}>");
    if let Some(expiries) = handout.expiries() {
        out.push_str(&paragraph("Footer", "", &words(&expiries, "")));
    }
    out.push_str(&paragraph("Footer", &right_tab(), &format!("{left}{TAB}{page}")));
    out.push_str("</w:ftr>");
    out
}

fn right_tab() -> String {
    format!("<w:tabs><w:tab w:val=\"right\" w:pos=\"{WIDTH}\"/></w:tabs>")
}

/// A field that the program fills in; it shows 1 until then.
fn field(name: &str) -> String {
    format!("<w:fldSimple w:instr=\" {name} \">{}</w:fldSimple>", words("1", ""))
}

//! HTML for print: one file that needs nothing else, set for A4. No script, no request.

use super::{Format, Write};
use crate::export::handout::{Handout, Line, Look, Note, Part, Section, Table};
use crate::syntax::markdown::{Run, escape};

pub static FORMAT: Format = Format {
    name: "html",
    describe: "one file, to print or to mail",
    is_text: true,
    write: Write::Page(html),
};

const STYLE: &str = include_str!("page.css");

fn html(handout: &Handout) -> Vec<u8> {
    let mut out = String::with_capacity(16 << 10);
    out.push_str("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.push_str("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n");
    out.push_str("<meta name=\"referrer\" content=\"no-referrer\">\n");
    element(&mut out, "title", "", &format!("{} · {}", handout.title, handout.imprint.company));
    out.push_str("<style>\n");
    out.push_str(STYLE);
    out.push_str(&running(handout));
    out.push_str("</style>\n</head>\n<body>\n");
    head(&mut out, handout);
    out.push_str("<main>\n");
    if !handout.glance.is_empty() {
        out.push_str("<dl class=\"glance\">\n");
        for (word, text) in &handout.glance {
            out.push_str(&format!("<div><dt>{word}</dt><dd>"));
            runs(&mut out, text);
            out.push_str("</dd></div>\n");
        }
        out.push_str("</dl>\n");
    }
    let mut flowing = false;
    for one in &handout.sections {
        if flowing == one.wide {
            out.push_str(if flowing { "</div>\n" } else { "<div class=\"flow\">\n" });
            flowing = !flowing;
        }
        section(&mut out, one);
    }
    if flowing {
        out.push_str("</div>\n");
    }
    notes(&mut out, handout);
    out.push_str("</main>\n");
    foot(&mut out, handout);
    out.push_str("</body>\n</html>\n");
    out.into_bytes()
}

/// What stands on the edge of every page, and the brand colour.
fn running(handout: &Handout) -> String {
    let left = format!("{}, {}", handout.imprint.company, handout.as_of());
    let mut style = format!(":root{{--ink:#{}}}\n@page{{", handout.imprint.color);
    style.push_str(&format!("@bottom-left{{content:{}}}", quoted(&left)));
    if let Some(warning) = handout.warning() {
        style.push_str(&format!("@top-right{{content:{}}}", quoted(warning)));
    }
    style.push_str("}\n");
    style
}

/// A text as a string of CSS, in which nothing ends the string or the style sheet.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | ' ' | ',' | '.' | ':' | '-' => out.push(c),
            c if c.is_control() => out.push(' '),
            c => out.push_str(&format!("\\{:x} ", u32::from(c))),
        }
    }
    out.push('"');
    out
}

fn head(out: &mut String, handout: &Handout) {
    out.push_str("<header>\n");
    let book = format!("{} · {}", handout.imprint.company, handout.sort);
    element(out, "p", " class=\"sort\"", &book);
    element(out, "h1", "", &handout.title);
    element(out, "p", " class=\"about\"", &handout.about.join(" · "));
    if let Some(warning) = handout.warning() {
        element(out, "p", " class=\"warning\"", warning);
    }
    if !handout.lead.is_empty() {
        out.push_str("<p class=\"lead\">");
        runs(out, &handout.lead);
        out.push_str("</p>\n");
    }
    out.push_str("</header>\n");
}

fn section(out: &mut String, section: &Section) {
    out.push_str(if section.internal { "<section class=\"internal\">\n" } else { "<section>\n" });
    let mark = if section.internal { " <span class=\"mark\">internal</span>" } else { "" };
    out.push_str("<h2>");
    escape(out, &section.title);
    out.push_str(mark);
    out.push_str("</h2>\n");
    let mut open: Option<&'static str> = None;
    for part in &section.parts {
        let list = match part {
            Part::Line(Line { look: Look::Bullet(_), .. }) => Some("ul"),
            Part::Line(Line { look: Look::Number(..), .. }) => Some("ol"),
            _ => None,
        };
        if open != list {
            if let Some(tag) = open {
                out.push_str(&format!("</{tag}>\n"));
            }
            if let Some(tag) = list {
                out.push_str(&format!("<{tag}>\n"));
            }
            open = list;
        }
        match part {
            Part::Line(one) => line(out, one, section.internal),
            Part::Table(one) => table(out, one),
        }
    }
    if let Some(tag) = open {
        out.push_str(&format!("</{tag}>\n"));
    }
    out.push_str("</section>\n");
}

fn line(out: &mut String, line: &Line, marked: bool) {
    let internal = if line.internal { " internal" } else { "" };
    let (start, end) = match line.look {
        Look::Heading => (format!("<h3 class=\"said{internal}\">"), "</h3>"),
        Look::Bullet(depth) => (format!("<li class=\"in{depth}{internal}\">"), "</li>"),
        Look::Number(depth, n) => (format!("<li value=\"{n}\" class=\"in{depth}{internal}\">"), "</li>"),
        Look::Said if line.cue.is_none() => (format!("<p class=\"said{internal}\">"), "</p>"),
        Look::Text if line.cue.is_none() => (format!("<p class=\"text{internal}\">"), "</p>"),
        Look::Said => (format!("<p class=\"cue said{internal}\">"), "</p>"),
        Look::Text => (format!("<p class=\"cue{internal}\">"), "</p>"),
    };
    out.push_str(&start);
    if let Some(cue) = line.cue {
        out.push_str(&format!("<b>{cue}</b> <span>"));
    }
    if line.internal && !marked {
        out.push_str("<span class=\"mark\">internal</span> ");
    }
    runs(out, &line.runs);
    for number in &line.cites {
        out.push_str(&format!(" <a class=\"cite\" href=\"#proof-{number}\">[{number}]</a>"));
    }
    out.push_str(if line.cue.is_some() { "</span>" } else { "" });
    out.push_str(end);
    out.push('\n');
}

fn runs(out: &mut String, runs: &[Run]) {
    for run in runs {
        let marks = [(run.strong, "strong"), (run.emphasis, "em"), (run.struck, "s"), (run.code, "code")];
        let tags: Vec<&str> = marks.iter().filter(|(on, _)| *on).map(|(_, tag)| *tag).collect();
        if let Some(link) = &run.link {
            out.push_str("<a href=\"");
            escape(out, link);
            out.push_str("\">");
        }
        tags.iter().for_each(|tag| out.push_str(&format!("<{tag}>")));
        for (at, part) in run.text.split('\n').enumerate() {
            if at > 0 {
                out.push_str("<br>");
            }
            escape(out, part);
        }
        tags.iter().rev().for_each(|tag| out.push_str(&format!("</{tag}>")));
        if run.link.is_some() {
            out.push_str("</a>");
        }
    }
}

fn table(out: &mut String, table: &Table) {
    out.push_str("<table>\n<caption>");
    escape(out, &table.title);
    out.push_str("</caption>\n<thead><tr>");
    for (title, _) in &table.columns {
        element(out, "th", " scope=\"col\"", title);
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for cell in row {
            out.push_str("<td>");
            runs(out, cell);
            out.push_str("</td>");
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
}

fn notes(out: &mut String, handout: &Handout) {
    if handout.notes.is_empty() {
        return;
    }
    out.push_str("<section class=\"notes\">\n<h2>Proof</h2>\n<ol>\n");
    for note in &handout.notes {
        one_note(out, note);
    }
    out.push_str("</ol>\n</section>\n");
}

fn one_note(out: &mut String, note: &Note) {
    let class = if note.internal { " class=\"internal\"" } else { "" };
    out.push_str(&format!("<li id=\"proof-{}\"{class}>", note.number));
    if note.internal {
        out.push_str("<span class=\"mark\">internal</span> ");
    }
    out.push_str("<span class=\"said\">");
    runs(out, &note.says);
    out.push_str("</span> <span class=\"until\">");
    escape(out, &note.until);
    out.push_str("</span>");
    for proof in &note.proofs {
        out.push_str("<br><small>");
        runs(out, &proof.runs);
        out.push_str(" (");
        escape(out, &proof.until);
        out.push_str(")</small>");
    }
    out.push_str("</li>\n");
}

fn foot(out: &mut String, handout: &Handout) {
    out.push_str("<footer>\n");
    let audience =
        handout.imprint.audience.as_ref().map_or(String::new(), |team| format!(", edition for {team}"));
    element(out, "p", "", &format!("{}, {}{audience}", handout.imprint.playbook, handout.as_of()));
    if let Some(expiries) = handout.expiries() {
        element(out, "p", "", &expiries);
    }
    if let Some(url) = &handout.imprint.url {
        out.push_str("<p>In the playbook: <a href=\"");
        escape(out, url);
        out.push_str("\">");
        escape(out, url);
        out.push_str("</a></p>\n");
    }
    out.push_str("</footer>\n");
}

fn element(out: &mut String, tag: &str, attributes: &str, text: &str) {
    out.push_str(&format!("<{tag}{attributes}>"));
    escape(out, text);
    out.push_str(&format!("</{tag}>\n"));
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn no_name_ends_the_style_sheet() {
        assert_eq!(quoted("A & \"B\"</style>\\"), "\"A \\26  \\22 B\\22 \\3c \\2f style\\3e \\5c \"");
    }
}

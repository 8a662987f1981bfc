//! Paragraphs and runs as WordprocessingML.

use crate::syntax::escape::xml as escaped;
use crate::syntax::markdown::Run;

/// The declaration every part begins with.
pub const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// The namespace of relationships inside a document.
pub const REL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// The namespaces of a part that holds text.
pub const SPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
                          xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// The links to the web of a document, each once.
#[derive(Debug, Default)]
pub struct Links(Vec<String>);

impl Links {
    /// The id of a link's relationship.
    pub fn id(&mut self, target: &str) -> String {
        let at = self.0.iter().position(|t| t == target).unwrap_or_else(|| {
            self.0.push(target.to_owned());
            self.0.len() - 1
        });
        format!("rIdLink{}", at + 1)
    }

    /// All, with their ids.
    pub fn all(&self) -> impl Iterator<Item = (String, &str)> {
        self.0.iter().enumerate().map(|(at, target)| (format!("rIdLink{}", at + 1), target.as_str()))
    }
}

/// A paragraph of a style; `properties` are what comes after the style, in the order of the schema.
pub fn paragraph(style: &str, properties: &str, content: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{properties}</w:pPr>{content}</w:p>")
}

/// Words, with the properties of their run in the order of the schema.
pub fn words(text: &str, properties: &str) -> String {
    let properties =
        if properties.is_empty() { String::new() } else { format!("<w:rPr>{properties}</w:rPr>") };
    let mut out = format!("<w:r>{properties}");
    for (at, part) in text.split('\n').enumerate() {
        if at > 0 {
            out.push_str("<w:br/>");
        }
        if !part.is_empty() {
            out.push_str(&format!("<w:t xml:space=\"preserve\">{}</w:t>", escaped(&part.replace('\t', " "))));
        }
    }
    out.push_str("</w:r>");
    out
}

/// Words in a character style.
pub fn styled(text: &str, style: &str) -> String {
    words(text, &format!("<w:rStyle w:val=\"{style}\"/>"))
}

/// A tabulator.
pub const TAB: &str = "<w:r><w:tab/></w:r>";

/// Runs, with their links.
pub fn runs(runs: &[Run], links: &mut Links) -> String {
    let mut out = String::new();
    for run in runs {
        let mut properties = String::new();
        match (&run.link, run.code) {
            (Some(_), _) => properties.push_str("<w:rStyle w:val=\"Hyperlink\"/>"),
            (None, true) => properties.push_str("<w:rStyle w:val=\"Code\"/>"),
            (None, false) => {}
        }
        for (on, element) in
            [(run.strong, "<w:b/><w:bCs/>"), (run.emphasis, "<w:i/><w:iCs/>"), (run.struck, "<w:strike/>")]
        {
            properties.push_str(if on { element } else { "" });
        }
        let text = words(&run.text, &properties);
        match &run.link {
            Some(target) => {
                out.push_str(&format!(
                    "<w:hyperlink r:id=\"{}\" w:history=\"1\">{text}</w:hyperlink>",
                    links.id(target)
                ));
            }
            None => out.push_str(&text),
        }
    }
    out
}

/// A link to a note of this document.
pub fn cite(number: usize) -> String {
    format!(
        "<w:hyperlink w:anchor=\"proof_{number}\" w:history=\"1\">{}</w:hyperlink>",
        styled(&format!("[{number}]"), "Citation")
    )
}

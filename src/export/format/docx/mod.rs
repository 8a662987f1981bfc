//! DOCX (ECMA-376, Transitional) for word processors: named styles, real lists and tables, links that resolve.
//!
//! The order of elements follows the schema, on which Word insists. Every part has a fixed time, and the document says it
//! was made on the day it is of, so the same messaging gives the same bytes.

mod body;
mod edge;
mod numbering;
mod xml;

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::{Format, Write};
use crate::export::handout::Handout;
use crate::syntax::escape::xml as escaped;

use numbering::Numbering;
use xml::{Links, REL, XML};

pub static FORMAT: Format = Format {
    name: "docx",
    describe: "a document for Word or LibreOffice, to change or to print",
    is_text: false,
    write: Write::Page(docx),
};

fn docx(handout: &Handout) -> Vec<u8> {
    let (mut links, mut numbering) = (Links::default(), Numbering::default());
    let document = body::document(handout, &mut links, &mut numbering);
    let (header, footer) = (edge::header(handout), edge::footer(handout));
    let ink = handout.imprint.color.to_uppercase();
    let parts = [
        ("[Content_Types].xml", include_str!("parts/content_types.xml").to_owned()),
        ("_rels/.rels", include_str!("parts/rels.xml").to_owned()),
        ("docProps/core.xml", core(handout)),
        ("docProps/app.xml", include_str!("parts/app.xml").to_owned()),
        ("word/document.xml", document),
        ("word/styles.xml", include_str!("parts/styles.xml").replace("INK", &ink)),
        ("word/numbering.xml", numbering.part()),
        ("word/settings.xml", include_str!("parts/settings.xml").to_owned()),
        ("word/fontTable.xml", include_str!("parts/font_table.xml").to_owned()),
        ("word/header1.xml", header),
        ("word/footer1.xml", footer),
        ("word/_rels/document.xml.rels", relations(&links)),
    ];
    packed(&parts)
}

/// The parts as a zip archive. Writing into memory does not fail; if it ever did, the archive would lack its end and no
/// program would take it for a document.
fn packed(parts: &[(&str, String)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::with_capacity(32 << 10)));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for (name, text) in parts {
        if archive.start_file(*name, options).is_ok() {
            let _ = archive.write_all(text.as_bytes());
        }
    }
    archive.finish().map(Cursor::into_inner).unwrap_or_default()
}

fn core(handout: &Handout) -> String {
    let imprint = &handout.imprint;
    let day = format!("{}T00:00:00Z", imprint.as_of);
    let about = handout.about.join("; ");
    let state = handout.warning().unwrap_or("");
    format!(
        "{XML}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:title>{}</dc:title><dc:subject>{}</dc:subject><dc:creator>{}</dc:creator>\
         <dc:description>{}</dc:description><dc:language>en-GB</dc:language><cp:category>{}</cp:category>\
         <cp:contentStatus>{}</cp:contentStatus>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{day}</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{day}</dcterms:modified></cp:coreProperties>",
        escaped(&handout.title),
        escaped(&about),
        escaped(&imprint.company),
        escaped(&format!("{}, {}", imprint.playbook, handout.as_of())),
        escaped(handout.sort),
        escaped(state),
    )
}

/// What the document refers to: its own parts, then the web.
fn relations(links: &Links) -> String {
    const PARTS: [(&str, &str); 6] = [
        ("styles", "styles.xml"),
        ("numbering", "numbering.xml"),
        ("settings", "settings.xml"),
        ("fontTable", "fontTable.xml"),
        ("header", "header1.xml"),
        ("footer", "footer1.xml"),
    ];
    let mut out = format!(
        "{XML}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    );
    for (at, (sort, target)) in PARTS.iter().enumerate() {
        out.push_str(&format!(
            "<Relationship Id=\"rId{}\" Type=\"{REL}/{sort}\" Target=\"{target}\"/>",
            at + 1
        ));
    }
    for (id, target) in links.all() {
        out.push_str(&format!(
            "<Relationship Id=\"{id}\" Type=\"{REL}/hyperlink\" Target=\"{}\" TargetMode=\"External\"/>",
            escaped(target)
        ));
    }
    out.push_str("</Relationships>");
    out
}

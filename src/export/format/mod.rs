//! The formats of exports: one file each, and the registry.
//!
//! A format translates only. Whatever stands in the messaging is data and is escaped for the format it goes into.

mod csv;
mod docx;
mod html;
mod json;

use super::handout::Handout;

/// One format of exports.
#[derive(Debug)]
pub struct Format {
    /// The name used on the command line, which is also the ending of its files: `docx`.
    pub name: &'static str,
    /// Whom it is for, in a lowercase phrase.
    pub describe: &'static str,
    /// Whether it is text that a terminal can show.
    pub is_text: bool,
    /// How it is written.
    pub write: Write,
}

/// How a format is written.
#[derive(Clone, Copy, Debug)]
pub enum Write {
    /// From a one-pager.
    Page(fn(&Handout) -> Vec<u8>),
    /// From a kind and its items, as the site's `api/KIND.json` holds them.
    List(fn(&str, &[u8]) -> Result<Vec<u8>, String>),
}

/// All formats, in the order of names.
pub static FORMATS: &[&Format] = &[&csv::FORMAT, &docx::FORMAT, &html::FORMAT, &json::FORMAT];

//! Lists of phrases that rules bring along; they are looked for with the messaging's own words.

/// A named list of phrases.
#[derive(Debug)]
pub struct CueList {
    /// Its name, unique among all rules: `self-serving`.
    pub name: &'static str,
    /// The phrases, in lower case.
    pub phrases: &'static [&'static str],
    /// Whether inflected forms count too (`leverages` for `leverage`).
    pub inflect: bool,
}

//! Markdown as safe HTML for the playbook site, and as plain text. Copy is read elsewhere, with its places.

/// Whether a fenced block holds prose, by what stands behind its opening fence.
pub fn holds_prose(info: &str) -> bool {
    let language = info.trim().split([' ', ',', '{']).next().unwrap_or("");
    ["", "text", "txt", "plain", "plaintext", "email", "mail"]
        .iter()
        .any(|l| language.eq_ignore_ascii_case(l))
}

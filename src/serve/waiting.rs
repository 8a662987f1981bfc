//! The page that is shown while there is no site yet: what is wrong, and it goes away by itself.

use std::fmt::Write as _;

use super::shown::Shown;

/// Asks for the page again as soon as something changed.
pub const SCRIPT: &str = r#""use strict";
(function () {
  var source = new EventSource("/__refrain/events");
  var shown = document.documentElement.dataset.number;
  ["ready", "reload", "error"].forEach(function (name) {
    source.addEventListener(name, function (event) {
      if (event.lastEventId && event.lastEventId.split("-")[1] !== shown) location.reload();
    });
  });
})();
"#;

/// The page.
pub fn page(shown: &Shown) -> String {
    let (title, hope) = if shown.notes.is_empty() {
        ("The playbook is being built", "This page gives way to it in a moment.")
    } else {
        ("The playbook could not be built yet", "This page renews itself as soon as the files are mended.")
    };
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\" data-number=\"{}\">\n<head><meta charset=\"utf-8\">\
         <title>{title}</title><script src=\"/__refrain/waiting.js\"></script></head>\n<body>\n\
         <h1>{title}</h1>\n<ul>\n",
        shown.number
    );
    for note in &shown.notes {
        let _ = writeln!(page, "<li>{}</li>", escaped(&note.to_string()));
    }
    let _ = write!(page, "</ul>\n<p>{hope}</p>\n</body>\n</html>\n");
    page
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::Note;

    #[test]
    fn what_is_wrong_is_text() {
        let message = "<script>alert(1)</script>".to_owned();
        let note = Note { path: "a.yaml".into(), line: 1, col: 2, message, help: String::new() };
        let page = page(&Shown::default().next(Err(vec![note]), &[]).unwrap());
        assert!(page.contains("a.yaml:1:2: &lt;script&gt;alert(1)&lt;/script&gt;"), "{page}");
    }
}

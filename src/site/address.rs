//! Addresses: where a page lies in the site, and links that cannot leave it.

use crate::shape::is_slug;

/// The path of a file in the site, from its top, with `/`. It can be made from ids only, so it cannot lead outside.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutPath(String);

impl OutPath {
    /// A file at the top, by its name in the program.
    pub fn top(name: &'static str) -> Self {
        Self(name.to_owned())
    }

    /// A page `FOLDER/ID.html`; nothing where the id is none.
    pub fn page(folder: &'static str, id: &str) -> Option<Self> {
        is_slug(id).then(|| Self(format!("{folder}/{id}.html")))
    }

    /// The list of a kind by its key: `value_props` is `value-props.html`; nothing where the key is none.
    pub fn list(kind: &str) -> Option<Self> {
        let name = kind.replace('_', "-");
        is_slug(&name).then(|| Self(format!("{name}.html")))
    }

    /// A page of two ids, `FOLDER/A--B.html`; nothing where one of them is none.
    pub fn pair(folder: &'static str, first: &str, second: &str) -> Option<Self> {
        (is_slug(first) && is_slug(second)).then(|| Self(format!("{folder}/{first}--{second}.html")))
    }

    /// A page for a name of the program that has `/` in it, such as a rule's: `term/banned` is `checks/term--banned.html`.
    pub fn named(folder: &'static str, name: &'static str) -> Self {
        Self(format!("{folder}/{}.html", name.replace('/', "--")))
    }

    /// The path.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The way from this file to the top of the site: `../` for each folder.
    pub fn root(&self) -> String {
        "../".repeat(self.0.matches('/').count())
    }
}

/// The path that a link from a page leads to, and its fragment; nothing where it leads out of the site.
pub fn target(page: &str, href: &str) -> Option<(String, Option<String>)> {
    let (path, fragment) = match href.split_once('#') {
        Some((path, fragment)) => (path, Some(fragment.to_owned())),
        None => (href, None),
    };
    if path.is_empty() {
        return Some((page.to_owned(), fragment));
    }
    if path.split_once(':').is_some_and(|(scheme, _)| !scheme.contains('/')) || path.starts_with("//") {
        return None;
    }
    let mut parts: Vec<&str> = if path.starts_with('/') { vec![] } else { page.split('/').collect() };
    parts.pop();
    for part in path.trim_start_matches('/').split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            "." => {}
            part => parts.push(part),
        }
    }
    Some((parts.join("/"), fragment))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_made_of_ids_alone() {
        assert_eq!(OutPath::page("claim", "refill-rate").unwrap().as_str(), "claim/refill-rate.html");
        assert!(OutPath::page("claim", "../../etc").is_none());
        assert!(OutPath::pair("talk", "ops", "con").is_none());
        assert_eq!(OutPath::named("checks", "term/banned").root(), "../");
    }

    #[test]
    fn a_link_is_followed_from_its_page() {
        let of = |href| target("talk/a--b.html", href);
        assert_eq!(of("../claim/x.html#proof"), Some(("claim/x.html".into(), Some("proof".into()))));
        assert_eq!(of("#main"), Some(("talk/a--b.html".into(), Some("main".into()))));
        assert_eq!(of("https://x.example/"), None);
        assert_eq!(of("mailto:a@b.example"), None);
        assert_eq!(of("../../../x.html"), Some(("x.html".into(), None)));
    }
}

//! What is wrong with templates, in words: all of it at once, at its places, with what is there instead.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tera::{Context, Error, ErrorKind, ReportError};

use super::{FILTERS, Templates, Theme, engine, mask};
use crate::finding::Fault;
use crate::shape::near;
use crate::text::{Place, Source, Span};

/// The filters that the engine brings.
const BUILT_IN_FILTERS: &[&str] = &[
    "abs",
    "capitalize",
    "default",
    "escape",
    "escape_html",
    "escape_xml",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "lower",
    "newlines_to_br",
    "nth",
    "pairs",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "safe",
    "sort",
    "split",
    "str",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "values",
    "wordcount",
];
/// The tests that the engine brings: `x is number`.
const BUILT_IN_TESTS: &[&str] = &[
    "array",
    "bool",
    "containing",
    "defined",
    "divisible_by",
    "ending_with",
    "even",
    "float",
    "integer",
    "iterable",
    "map",
    "none",
    "number",
    "odd",
    "starting_with",
    "string",
    "undefined",
];
/// The functions that the engine brings.
const BUILT_IN_FUNCTIONS: &[&str] = &["range", "super", "throw"];
/// The code of a name that is not there: what stands around it can be read all the same.
pub const FIELD: &str = "site/field";
/// The code of a value that is not there and was used as if it were.
pub const UNDEFINED: &str = "site/undefined";
/// How many names are told.
const NAMES: usize = 40;

/// What keeps templates from being read: each one's first error of writing; else every parent, filter, test, function,
/// component, block and template that is named and is not there.
pub fn unreadable(templates: &Templates, layers: &[String]) -> Vec<Fault> {
    let mut faults = vec![];
    for (name, source) in templates {
        let alone = engine(layers).add_raw_template(name, source.text());
        if let Err(error) = alone
            && let ErrorKind::SyntaxError(report) = error.kind()
        {
            faults.push(reported(templates, report, ""));
        }
    }
    if faults.is_empty() { unresolved(templates.clone(), templates, layers) } else { faults }
}

/// What templates name that is not there. A template whose parent is missing is read on as if it had none.
fn unresolved(mut tried: Templates, templates: &Templates, layers: &[String]) -> Vec<Fault> {
    let mut faults = vec![];
    loop {
        let read = engine(layers)
            .add_raw_templates(tried.iter().map(|(name, source)| (name.clone(), source.text())));
        let Err(error) = read else { return faults };
        let ErrorKind::MissingParent { current, parent } = error.kind() else {
            faults.extend(told(&error, templates));
            return faults;
        };
        let Some(source) = tried.get(current) else { return faults };
        let Some(tag) = tag_of(source.text(), "extends", parent) else { return faults };
        let what = format!("there is no template `{parent}` to extend");
        faults.push(Fault::new(
            "site/template",
            place(templates, current, tag),
            what,
            known_names(parent, template_names(templates)),
        ));
        let blank: String = source.slice(tag).chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
        let text = source.text();
        let text = format!(
            "{}{blank}{}",
            text.get(..tag.start()).unwrap_or(""),
            text.get(tag.end()..).unwrap_or("")
        );
        tried.insert(current.clone(), Source::new(source.path(), text));
    }
}

/// An error that stands at no single place, or at several.
fn told(error: &Error, templates: &Templates) -> Vec<Fault> {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            vec![reported(templates, report, "")]
        }
        ErrorKind::CircularExtend { tpl, inheritance_chain } => {
            vec![circle(templates, tpl, "extends itself by way of", inheritance_chain)]
        }
        ErrorKind::CircularInclude { tpl, include_chain } => {
            vec![circle(templates, tpl, "includes itself by way of", include_chain)]
        }
        _ => {
            let text = error.to_string();
            let faults: Vec<Fault> = text.split("\n\n").filter_map(|one| listed(templates, one)).collect();
            if faults.is_empty() { vec![somewhere(templates, &text)] } else { faults }
        }
    }
}

fn circle(templates: &Templates, name: &str, how: &str, chain: &[String]) -> Fault {
    let own = bare(name);
    let what = format!("`{own}` {how} {}", chain.iter().map(|n| bare(n)).collect::<Vec<_>>().join(", "));
    let help =
        format!("to build on the one it covers, write `default/{own}`; else let one of them stand by itself");
    let tag = ["extends", "include"].iter().find_map(|tag| tag_of(templates.get(name)?.text(), tag, own));
    Fault::new("site/template", place(templates, name, tag.unwrap_or_default()), what, help)
}

/// The name of a template as others write it, without the theme it is of.
fn bare(name: &str) -> &str {
    let of_theme = name.split_once('/').filter(|(theme, _)| Theme::built_in().contains(theme));
    of_theme.map_or(name, |(_, bare)| bare)
}

fn template_names(templates: &Templates) -> impl Iterator<Item = &str> {
    templates.keys().map(|name| bare(name))
}

/// An error that names templates only in its words: told at the first that it names.
fn somewhere(templates: &Templates, text: &str) -> Fault {
    let named = text.split('`').skip(1).step_by(2);
    let component = named.clone().next().unwrap_or("");
    let name = named.clone().find(|n| templates.contains_key(*n)).unwrap_or("themes");
    let at = templates.get(name).and_then(|s| tag_of(s.text(), "component", component)).unwrap_or_default();
    Fault::new("site/template", place(templates, name, at), plain(text), "mend the template")
}

/// One of the engine's reports, which are text: what, then `--> template:line:column`.
fn listed(templates: &Templates, report: &str) -> Option<Fault> {
    let (what, rest) = report.strip_prefix("error: ")?.split_once("\n")?;
    let locus = rest.lines().next()?.trim().strip_prefix("--> ")?;
    let (locus, column) = locus.rsplit_once(':')?;
    let (name, line) = locus.rsplit_once(':')?;
    let (line, column): (usize, usize) = (line.parse().ok()?, column.parse().ok()?);
    let source = templates.get(name)?;
    let whole = source.line_span(line);
    let before: usize = source.slice(whole).chars().take(column - 1).map(char::len_utf8).sum();
    let wrong = what.split('`').nth(1).unwrap_or("");
    let start = whole.start() + before;
    let found = source.text().get(start..).and_then(|rest| rest.find(wrong)).unwrap_or(0);
    let span = Span::new(start + found, start + found + wrong.len());
    let at = Place::new(source, span);
    let (what, help) = unknown(templates, what, wrong, name);
    Some(Fault::new("site/template", at, what, help))
}

/// What is named and is not there, and what is.
fn unknown(templates: &Templates, what: &str, wrong: &str, template: &str) -> (String, String) {
    let sort = what.split(' ').nth(1).unwrap_or("");
    let help = match sort {
        "filter" => known_names(wrong, FILTERS.iter().chain(BUILT_IN_FILTERS).copied()),
        "test" => known_names(wrong, BUILT_IN_TESTS.iter().copied()),
        "function" => known_names(wrong, BUILT_IN_FUNCTIONS.iter().copied()),
        "component" => known_names(wrong, names_of(templates, "component").iter().copied()),
        "template" => known_names(wrong, template_names(templates)),
        _ => {
            let others: Templates = templates
                .iter()
                .filter(|(n, _)| *n != template)
                .map(|(n, s)| (n.clone(), Arc::clone(s)))
                .collect();
            let what = format!("there is no block `{wrong}` to fill in any template that this one extends");
            return (what, known_names(wrong, names_of(&others, "block").iter().copied()));
        }
    };
    (format!("there is no {sort} `{wrong}`"), help)
}

/// The names behind a tag in all templates: those of `{% component NAME(...) %}`, `{% block NAME %}`.
fn names_of<'t>(templates: &'t Templates, tag: &str) -> BTreeSet<&'t str> {
    let mut names = BTreeSet::new();
    for source in templates.values() {
        for piece in source.text().split("{%").skip(1) {
            let piece = piece.trim_start_matches('-').trim_start();
            let Some(rest) = piece.strip_prefix(tag).filter(|r| r.starts_with(' ')) else { continue };
            let rest = rest.trim_start();
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '.').unwrap_or(rest.len());
            names.extend(rest.get(..end));
        }
    }
    names
}

/// The place of the first tag of a sort that holds a name.
fn tag_of(text: &str, tag: &str, name: &str) -> Option<Span> {
    let mut from = 0;
    while let Some(start) = text.get(from..)?.find("{%").map(|at| from + at) {
        let end = start + text.get(start..)?.find("%}")? + 2;
        let inside = text.get(start..end)?;
        if inside.contains(tag) && inside.contains(name) {
            return Some(Span::new(start, end));
        }
        from = end;
    }
    None
}

/// A fault at the place of an error, with what is there in place of what is not.
pub fn reported(templates: &Templates, report: &ReportError, page: &str) -> Fault {
    let span = Span::new(report.span().range.start, report.span().range.end);
    let at = place(templates, report.filename(), span);
    if let Some((sort, wrong, known)) = missing(report.message()) {
        let what = format!("there is no {} `{wrong}` here", sort.to_lowercase());
        return Fault::new(FIELD, at, what, known_names(wrong, known.into_iter()));
    }
    if report.message().contains("`undefined`") {
        let (at, text) = whole(&at);
        let what = format!("`{text}` is not there");
        let help = "themes/CONTEXT.md, or `refrain schema theme`, tells what each page has";
        return Fault::new(UNDEFINED, at, what, help);
    }
    let help = match page {
        "" => "mend the template".to_owned(),
        page => format!("mend the template; it was rendering `{page}`"),
    };
    Fault::new("site/template", at, plain(report.message()), help)
}

/// The sort of thing, the wrong name and the known ones of "Field `a` is not defined. Available fields: b, c".
fn missing(message: &str) -> Option<(&str, &str, Vec<&str>)> {
    let (sort, rest) = message.split_once(" `")?;
    let (wrong, rest) = rest.split_once("` is not defined.")?;
    let known = rest.split_once(": ").map(|(_, names)| names.split(", ").collect()).unwrap_or_default();
    (sort == "Field" || sort == "Variable").then_some((sort, wrong, known))
}

/// A fault of a value that is not there, with the name that is wrong and those that are there, where its mapping is found
/// in the context of the page.
pub fn found_out(fault: Fault, context: &Context) -> Fault {
    let (source, span) = (fault.place.source(), fault.place.first());
    let mut start = span.start();
    let mut parts = source.slice(span).split('.');
    let Some(mut value) = parts.next().and_then(|root| context.get(root)) else { return fault };
    start += source.slice(span).find('.').unwrap_or(0);
    for part in parts {
        start += 1;
        let Some(map) = value.as_map() else { return fault };
        match map.iter().find(|(key, _)| key.as_str() == Some(part)) {
            Some((_, inner)) => value = inner,
            None => {
                let at = Place::new(source, Span::new(start, start + part.len()));
                let known = known_names(part, map.keys().filter_map(|key| key.as_str()));
                return Fault::new(FIELD, at, format!("there is no field `{part}` here"), known);
            }
        }
        start += part.len();
    }
    fault
}

/// The whole expression that a place is the beginning of: `pain.statement`.
fn whole(at: &Place) -> (Place, String) {
    let (source, span) = (at.source(), at.first());
    let rest = source.text().get(span.end()..).unwrap_or("");
    let more = rest.find(|c: char| !mask::is_path(c)).unwrap_or(rest.len());
    let span = Span::new(span.start(), span.end() + more);
    (Place::new(source, span), source.slice(span).trim().to_owned())
}

/// What the engine calls values, and what they are called here.
const SORTS: &[(&str, &str)] = &[
    ("`&str`", "text"),
    ("`string`", "text"),
    ("`u64`", "a number"),
    ("`i64`", "a number"),
    ("`f64`", "a number"),
    ("`array`", "a list"),
    ("`map`", "a mapping"),
    ("`bool`", "yes or no"),
    ("`none`", "nothing"),
];

/// A message of the engine as a lowercase phrase.
fn plain(message: &str) -> String {
    let mut message = message.trim().trim_end_matches('.').to_owned();
    for (theirs, ours) in SORTS {
        message = message.replace(theirs, ours);
    }
    let mut chars = message.chars();
    let rest = chars.clone().nth(1).is_some_and(char::is_lowercase);
    match chars.next() {
        Some(first) if rest => first.to_lowercase().chain(chars).collect(),
        _ => message,
    }
}

/// What may be meant, and all that is there.
fn known_names<'k>(wrong: &str, known: impl Iterator<Item = &'k str>) -> String {
    let known: BTreeSet<&str> = known.filter(|name| !name.starts_with("__")).collect();
    let meant = near(wrong, known.iter().copied()).map_or(String::new(), |n| format!("did you mean `{n}`? "));
    if known.is_empty() {
        return format!("{meant}nothing is there to be named");
    }
    let shown: Vec<&str> = known.iter().take(NAMES).copied().collect();
    let more = known.len().saturating_sub(NAMES);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{meant}there are: {}{more}", shown.join(", "))
}

fn place(templates: &Templates, name: &str, span: Span) -> Place {
    match templates.get(name) {
        Some(source) => Place::new(source, span),
        None => Place::new(&Source::new(name, ""), Span::default()),
    }
}

/// Faults once each, by place. Where a name that is not there is known, that its value is not there is no news.
pub fn once(faults: Vec<Fault>) -> Vec<Fault> {
    let named: Vec<(String, Span)> = faults
        .iter()
        .filter(|f| f.code == FIELD)
        .map(|f| (f.place.path().to_owned(), f.place.first()))
        .collect();
    let is_news = |f: &Fault| {
        let span = f.place.first();
        let within = |(path, of): &(String, Span)| {
            path == f.place.path() && span.start() <= of.start() && of.end() <= span.end()
        };
        f.code != UNDEFINED || !named.iter().any(within)
    };
    let faults = faults.into_iter().filter(|f| is_news(f));

    let by_place: BTreeMap<_, _> =
        faults.map(|f| ((f.place.path().to_owned(), f.place.first(), f.message.clone()), f)).collect();
    by_place.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_of_what_the_engine_brings_are_right() {
        for filter in FILTERS.iter().chain(BUILT_IN_FILTERS) {
            let read = engine(&[]).add_raw_template("x", &format!("{{{{ x | {filter} }}}}"));
            assert!(read.is_ok(), "{filter}");
        }
        for test in BUILT_IN_TESTS {
            let read = engine(&[]).add_raw_template("x", &format!("{{% if x is {test} %}}{{% endif %}}"));
            assert!(read.is_ok(), "{test}");
        }
    }
}

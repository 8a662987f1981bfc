//! Themes: templates and assets, the built-in ones overridden file by file by the project's own.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use tera::{Context, ErrorKind, ReportError, Tera};

use super::prose;
use super::slim::slim;
use crate::files::Files;
use crate::finding::Fault;
use crate::limits;
use crate::shape::is_slug;
use crate::text::{Place, Source, Span};

/// The files of the built-in theme, by path inside it, sorted.
static BUILT_IN: &[(&str, &[u8])] = &include!(concat!(env!("OUT_DIR"), "/theme.rs"));

/// The name of the built-in theme, which every other builds on.
pub const DEFAULT: &str = "default";

/// A theme, ready to render.
#[derive(Debug)]
pub struct Theme {
    tera: Tera,
    templates: BTreeMap<String, Arc<Source>>,
    assets: BTreeMap<String, Vec<u8>>,
}

impl Theme {
    /// Loads a theme: the built-in files, each overridden by a file of the same name below `themes/NAME/`.
    ///
    /// # Errors
    /// A fault when the name is none, the project has no such theme, a file cannot be read, or a template has an error.
    pub fn load(files: &dyn Files, name: &str) -> Result<Self, Vec<Fault>> {
        let folder = format!("themes/{name}");
        let nowhere = |what: String, help: String| {
            vec![Fault::new(
                "site/theme",
                Place::new(&Source::new(&*folder, ""), Span::default()),
                what,
                help,
            )]
        };
        if !is_slug(name) {
            let help = "use lower-case letters, digits and hyphens".to_owned();
            return Err(nowhere(format!("`{name}` is not the name of a theme"), help));
        }
        let own = match files.walk(&folder) {
            Ok(own) => own,
            Err(_) if name == DEFAULT => vec![],
            Err(refusal) => return Err(nowhere(refusal.what, refusal.help)),
        };
        if own.is_empty() && name != DEFAULT {
            let help = format!("put templates into `{folder}/templates`, assets into `{folder}/assets`");
            return Err(nowhere(format!("there is no theme `{name}`"), help));
        }
        let (mut templates, mut assets) = built_in();
        for path in &own {
            let Some(inside) = path.strip_prefix(&format!("{folder}/")) else { continue };
            let bytes = files.read(path, limits::THEME_FILE_BYTES).map_err(|r| nowhere(r.what, r.help))?;
            if let Some(template) = inside.strip_prefix("templates/") {
                let (source, damage) = Source::decode(path.as_str(), &bytes);
                if let Some(first) = damage.first() {
                    let place = Place::new(&source, first.span);
                    let help = "save the file as UTF-8";
                    return Err(vec![Fault::new("file/encoding", place, first.what.clone(), help)]);
                }
                templates.insert(template.to_owned(), source);
            } else if let Some(asset) = inside.strip_prefix("assets/") {
                // A copy of the built-in file, not changed yet, is that file.
                if !BUILT_IN.contains(&(inside, bytes.as_slice())) {
                    assets.insert(asset.to_owned(), bytes);
                }
            }
        }
        let tera = compile(&templates)?;
        Ok(Self { tera, templates, assets })
    }

    /// The assets, by path below `assets/`.
    pub fn assets(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.assets.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }

    /// Every file: templates by name, assets by path below `assets/`.
    pub(super) fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let templates = self.templates.iter().map(|(name, source)| (name.as_str(), source.text().as_bytes()));
        templates.chain(self.assets())
    }

    /// Whether the theme has an asset.
    pub fn has_asset(&self, name: &str) -> bool {
        self.assets.contains_key(name)
    }

    /// Renders a page with a template; its path is for what is told.
    ///
    /// # Errors
    /// A fault at the place in the template.
    pub fn render(&self, template: &str, page: &str, context: &Context) -> Result<Vec<u8>, Box<Fault>> {
        let mut out = Bounded { bytes: Vec::with_capacity(16 << 10) };
        match self.tera.render_to(template, context, &mut out) {
            Ok(()) => Ok(out.bytes),
            Err(error) => Err(Box::new(self.fault(&error, template, page))),
        }
    }

    fn fault(&self, error: &tera::Error, template: &str, page: &str) -> Fault {
        let help = format!("mend the template; it was rendering `{page}`");
        match error.kind() {
            ErrorKind::RenderingError(report) | ErrorKind::SyntaxError(report) => {
                reported(&self.templates, report, help)
            }
            ErrorKind::Io(_) => {
                let what = format!("the page `{page}` has more than {} bytes", limits::PAGE_BYTES);
                Fault::new("limit/page", self.place_of(template), what, "show less on one page")
            }
            _ => Fault::new("site/template", self.place_of(template), error.to_string(), help),
        }
    }

    fn place_of(&self, template: &str) -> Place {
        match self.templates.get(template) {
            Some(source) => Place::new(source, Span::default()),
            None => Place::new(&Source::new(template, ""), Span::default()),
        }
    }
}

fn built_in() -> (BTreeMap<String, Arc<Source>>, BTreeMap<String, Vec<u8>>) {
    let (mut templates, mut assets) = (BTreeMap::new(), BTreeMap::new());
    for (path, bytes) in BUILT_IN {
        if let Some(name) = path.strip_prefix("templates/") {
            let (source, _) = Source::decode(format!("themes/{DEFAULT}/{path}"), bytes);
            templates.insert(name.to_owned(), source);
        } else if let Some(name) = path.strip_prefix("assets/") {
            let text = name.ends_with(".js") || name.ends_with(".css");
            let slim = std::str::from_utf8(bytes).ok().filter(|_| text).map(slim);
            assets.insert(name.to_owned(), slim.map_or_else(|| bytes.to_vec(), String::into_bytes));
        }
    }
    (templates, assets)
}

fn compile(templates: &BTreeMap<String, Arc<Source>>) -> Result<Tera, Vec<Fault>> {
    let mut tera = Tera::default();
    tera.autoescape_on([""]);
    prose::register(&mut tera);
    match tera.add_raw_templates(templates.iter().map(|(name, source)| (name.clone(), source.text()))) {
        Ok(()) => Ok(tera),
        Err(error) => Err(vec![match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                reported(templates, report, "mend the template".to_owned())
            }
            _ => {
                let place = Place::new(&Source::new("themes", ""), Span::default());
                Fault::new("site/template", place, error.to_string(), "mend the template")
            }
        }]),
    }
}

fn reported(templates: &BTreeMap<String, Arc<Source>>, report: &ReportError, help: String) -> Fault {
    let span = Span::new(report.span().range.start, report.span().range.end);
    let place = match templates.get(report.filename()) {
        Some(source) => Place::new(source, span),
        None => Place::new(&Source::new(report.filename(), ""), Span::default()),
    };
    Fault::new("site/template", place, report.message(), help)
}

/// Takes bytes up to the limit of a page, so that a template cannot fill the memory.
struct Bounded {
    bytes: Vec<u8>,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > limits::PAGE_BYTES {
            return Err(io::Error::other("the page is too large"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

//! Themes: templates and assets in layers, the built-in ones under the project's own.
//!
//! A theme is looked through from the top: the project's `themes/NAME`, then the built-in theme of that name, then the
//! built-in `default`. The first that has a template or an asset of a name is taken, and of a component too; a template
//! reaches the one it covers as `default/base.html`. So a theme of three files is a whole theme, and has pages that came after
//! it.

mod faults;
mod mask;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use tera::{Context, ErrorKind, Tera};

use super::prose;
use super::slim::slim;
use crate::files::Files;
use crate::finding::Fault;
use crate::limits;
use crate::shape::{did_you_mean, is_slug};
use crate::text::{Place, Source, Span};

pub(super) use faults::{FIELD, UNDEFINED, once};

/// The files of the built-in themes: the theme, the path inside it, the bytes; sorted.
static BUILT_IN: &[(&str, &str, &[u8])] = &include!(concat!(env!("OUT_DIR"), "/theme.rs"));

/// The name of the theme that every other builds on.
pub const DEFAULT: &str = "default";

/// The filters that templates have besides the engine's own.
const FILTERS: &[&str] = prose::FILTERS;

/// Templates by the name that the engine knows them by: those of a built-in theme are `THEME/NAME`.
type Templates = BTreeMap<String, Arc<Source>>;

/// A theme, ready to render.
#[derive(Debug)]
pub struct Theme {
    tera: Tera,
    templates: Templates,
    layers: Vec<String>,
    assets: BTreeMap<String, Vec<u8>>,
}

impl Theme {
    /// The names of the built-in themes, sorted.
    pub fn built_in() -> Vec<&'static str> {
        let mut names: Vec<&str> = BUILT_IN.iter().map(|(theme, _, _)| *theme).collect();
        names.dedup();
        names
    }

    /// Loads a theme: the files of `default`, those of the built-in theme of that name over them, and over these the
    /// project's own below `themes/NAME/`.
    ///
    /// # Errors
    /// A fault when the name is none, there is no such theme, a file cannot be read; every fault of the templates that can
    /// be told without rendering.
    pub fn load(files: &dyn Files, name: &str) -> Result<Self, Vec<Fault>> {
        let folder = format!("themes/{name}");
        let nowhere = |what: String, help: String| {
            let place = Place::new(&Source::new(&*folder, ""), Span::default());
            vec![Fault::new("site/theme", place, what, help)]
        };
        if !is_slug(name) {
            let help = "use lower-case letters, digits and hyphens".to_owned();
            return Err(nowhere(format!("`{name}` is not the name of a theme"), help));
        }
        let built_in = Self::built_in().contains(&name);
        let own = match files.walk(&folder) {
            Ok(own) => own,
            Err(refusal) if built_in || refusal.is_absence(&folder) => vec![],
            Err(refusal) => return Err(nowhere(refusal.what, refusal.help)),
        };
        if own.is_empty() && !built_in {
            let known = did_you_mean(name, Self::built_in());
            let help =
                format!("{known}; or put templates into `{folder}/templates`, assets into `{folder}/assets`");
            return Err(nowhere(format!("there is no theme `{name}`"), help));
        }
        let (mut templates, mut assets, mut layers) = (Templates::new(), BTreeMap::new(), vec![]);
        for layer in [DEFAULT, name].iter().take(if name == DEFAULT { 1 } else { 2 }) {
            lay(layer, &mut templates, &mut assets);
            layers.insert(0, format!("{layer}/"));
        }
        for path in &own {
            let Some(inside) = path.strip_prefix(&format!("{folder}/")) else { continue };
            let bytes = files.read(path, limits::THEME_FILE_BYTES).map_err(|r| nowhere(r.what, r.help))?;
            if is_copy(name, inside, &bytes) {
                continue;
            }
            if let Some(template) = inside.strip_prefix("templates/") {
                let (source, damage) = Source::decode(path.as_str(), &bytes);
                if let Some(first) = damage.first() {
                    let place = Place::new(&source, first.span);
                    let help = "save the file as UTF-8";
                    return Err(vec![Fault::new("file/encoding", place, first.what.clone(), help)]);
                }
                templates.insert(template.to_owned(), source);
            } else if let Some(asset) = inside.strip_prefix("assets/") {
                assets.insert(asset.to_owned(), bytes);
            }
        }
        let tera = compile(&templates, &layers)?;
        Ok(Self { tera, templates, layers, assets })
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

    /// Renders a page.
    ///
    /// # Errors
    /// A fault at the place in the template.
    pub fn render(&self, template: &str, page: &str, context: &Context) -> Result<Vec<u8>, Box<Fault>> {
        let mut bytes = Vec::with_capacity(16 << 10);
        self.render_into(&mut bytes, template, page, context)?;
        Ok(bytes)
    }

    /// Renders a page in the place of what the bytes are: one page after the other needs the memory of one.
    ///
    /// # Errors
    /// A fault at the place in the template; then the bytes are no page.
    pub(super) fn render_into(
        &self,
        bytes: &mut Vec<u8>,
        template: &str,
        page: &str,
        context: &Context,
    ) -> Result<(), Box<Fault>> {
        bytes.clear();
        self.tera
            .render_to(template, context, &mut Bounded { bytes })
            .map_err(|error| Box::new(self.fault(&error, template, page, context)))
    }

    /// The same theme with every name that faults tell to be missing left out, so that the next one is met; nothing where
    /// none of them can be.
    pub(super) fn without(&self, faults: &[Fault]) -> Option<Self> {
        let templates = mask::masked(&self.templates, faults)?;
        let tera = compile(&templates, &self.layers).ok()?;
        Some(Self { tera, templates, layers: self.layers.clone(), assets: BTreeMap::new() })
    }

    fn fault(&self, error: &tera::Error, template: &str, page: &str, context: &Context) -> Fault {
        match error.kind() {
            ErrorKind::RenderingError(report) | ErrorKind::SyntaxError(report) => {
                let fault = faults::reported(&self.templates, report, page);
                if fault.code == UNDEFINED { faults::found_out(fault, context) } else { fault }
            }
            ErrorKind::Io(_) => {
                let what = format!("the page `{page}` has more than {} bytes", limits::PAGE_BYTES);
                Fault::new("limit/page", self.place_of(template), what, "show less on one page")
            }
            _ => {
                let help = format!("mend the template; it was rendering `{page}`");
                Fault::new("site/template", self.place_of(template), error.to_string(), help)
            }
        }
    }

    fn place_of(&self, template: &str) -> Place {
        let named = std::iter::once(template.to_owned())
            .chain(self.layers.iter().map(|layer| format!("{layer}{template}")))
            .find_map(|name| self.templates.get(&name));
        match named {
            Some(source) => Place::new(source, Span::default()),
            None => Place::new(&Source::new(template, ""), Span::default()),
        }
    }
}

/// Whether a file is that of a built-in theme as it is: a copy that is not changed yet, or the file itself.
fn is_copy(theme: &str, inside: &str, bytes: &[u8]) -> bool {
    let below = |of: &str| of == theme || (of == DEFAULT && !Theme::built_in().contains(&theme));
    BUILT_IN.iter().any(|(of, path, built_in)| below(of) && *path == inside && *built_in == bytes)
}

/// Lays the files of a built-in theme over what is there; nothing where it is not built in.
fn lay(theme: &str, templates: &mut Templates, assets: &mut BTreeMap<String, Vec<u8>>) {
    for (of, path, bytes) in BUILT_IN.iter().filter(|(of, _, _)| *of == theme) {
        if let Some(name) = path.strip_prefix("templates/") {
            let (source, _) = Source::decode(format!("themes/{of}/{path}"), bytes);
            templates.insert(format!("{theme}/{name}"), source);
        } else if let Some(name) = path.strip_prefix("assets/") {
            let text = name.ends_with(".js") || name.ends_with(".css");
            let slim = std::str::from_utf8(bytes).ok().filter(|_| text).map(slim);
            assets.insert(name.to_owned(), slim.map_or_else(|| bytes.to_vec(), String::into_bytes));
        }
    }
}

fn engine(layers: &[String]) -> Tera {
    let mut tera = Tera::default();
    tera.autoescape_on([""]);
    prose::register(&mut tera);
    // Only an engine that holds templates already refuses this.
    let _ = tera.set_fallback_prefixes(layers.iter().cloned());
    tera
}

fn compile(templates: &Templates, layers: &[String]) -> Result<Tera, Vec<Fault>> {
    let mut tera = engine(layers);
    match tera.add_raw_templates(templates.iter().map(|(name, source)| (name.clone(), source.text()))) {
        Ok(()) => Ok(tera),
        Err(_) => Err(once(faults::unreadable(templates, layers))),
    }
}

/// Takes bytes up to the limit of a page, so that a template cannot fill the memory.
struct Bounded<'b> {
    bytes: &'b mut Vec<u8>,
}

impl Write for Bounded<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes)?;
        Ok(bytes.len())
    }

    // A page is written in hundreds of pieces, each of which is taken whole.
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.bytes.len() + bytes.len() > limits::PAGE_BYTES {
            return Err(io::Error::other("the page is too large"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

//! What every page of a site shares: the site's own facts, the menu, the brand colours.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use tera::{Context, Value};

use super::address::OutPath;
use super::brand;
use super::edition::Edition;
use super::feed;
use super::pages::{self, Section};
use super::sheet::{Head, Sheet};
use super::theme::Theme;
use super::view::{map, maybe};
use crate::finding::Fault;
use crate::project::Project;
use crate::shape::Phrase;

/// What every page shares, made once.
#[derive(Debug)]
pub struct Frame {
    site: Value,
    /// For each page that the menu names: the menu on it, and the menu on pages that belong to it.
    menus: BTreeMap<String, (Menu, Menu)>,
    serve: bool,
    base: String,
}

/// The menu with one page marked.
#[derive(Debug)]
struct Menu {
    shown: Value,
    /// As the theme draws it, by the way to the top of the site.
    drawn: Mutex<BTreeMap<String, Value>>,
}

impl Frame {
    /// The frame of an edition; a setting that is no address on the web is told.
    pub fn of(edition: &Edition, theme: &Theme, faults: &mut Vec<Fault>) -> Self {
        let settings = &edition.project.config.settings;
        let site = settings.site.as_ref();
        let mut web = |text: Option<&Phrase>, key: &str| {
            let text = text?;
            let url = edition.web_url(text);
            if url.is_none() {
                faults.push(Fault::new(
                    "settings/address",
                    edition.project.config.place(text.span()),
                    format!("`{text}` is not an address on the web"),
                    format!("write `{key}: https://...`"),
                ));
            }
            url
        };
        let repo = web(site.and_then(|s| s.repo_url.as_ref()), "repo_url");
        let base = web(site.and_then(|s| s.base_url.as_ref()), "base_url").unwrap_or_default();
        let sections = pages::menu(edition);
        let urls = sections.iter().flat_map(|(_, links)| links).map(|(_, url, _)| url.clone());
        // The home page is the way to conversations, so what has no list belongs there.
        let menus = urls.chain(["index.html".to_owned()]);
        let menus = menus
            .map(|u| (u.clone(), (Menu::of(&sections, &u, "page"), Menu::of(&sections, &u, "true"))))
            .collect();
        let logo = brand::logo(edition, theme, faults);
        Self {
            site: map! {
                "title": edition.project.config.title(),
                "company": &*settings.company,
                "product": maybe(settings.product.as_ref()),
                "as_of": edition.project.as_of.to_string(),
                "audience": edition.options.audience.as_deref(),
                "repo_url": repo,
                "logo": logo,
                "feed": (!base.is_empty() && !edition.news.steps.is_empty()).then_some(feed::PATH),
                "news": !edition.news.steps.is_empty(),
                "generator": concat!("refrain ", env!("CARGO_PKG_VERSION")),
            },
            menus,
            serve: edition.options.serve,
            base,
        }
    }

    /// The whole context of a page.
    ///
    /// # Errors
    /// A fault at the place in the template of the menu.
    pub fn context(&self, theme: &Theme, path: &OutPath, sheet: &Sheet) -> Result<Context, Box<Fault>> {
        let mut context = Context::new();
        for (key, value) in self.of_every_page(theme, path, &sheet.head)? {
            context.insert_value(key, value);
        }
        for (key, value) in &sheet.body {
            context.insert_value(*key, value.clone());
        }
        Ok(context)
    }

    /// What the context of a page shares with that of every other.
    ///
    /// # Errors
    /// As [`Frame::context`].
    pub fn of_every_page(
        &self,
        theme: &Theme,
        path: &OutPath,
        head: &Head,
    ) -> Result<[(&'static str, Value); 6], Box<Fault>> {
        let page = path.as_str();
        // The page for what is not there may be shown under any address, so its links start from the site's own.
        let root = if page == "404.html" { self.base_path() } else { path.root() };
        let menu = self.menu_for(page, head);
        let drawn = match menu {
            Some(menu) => self.drawn(menu, theme, &root, page)?,
            None => Value::none(),
        };
        Ok([
            ("root", Value::from(root)),
            ("site", self.site.clone()),
            ("serve", Value::from(self.serve)),
            ("menu", menu.map_or_else(Value::none, |menu| menu.shown.clone())),
            ("menu_drawn", drawn),
            ("page", head.value(page)),
        ])
    }

    /// The menu of a page: its own line marked; else the line of the list that it belongs to, the last on the way here.
    fn menu_for(&self, page: &str, head: &Head) -> Option<&Menu> {
        let known = |url: &str| self.menus.get(url);
        let (own, within) = (known(page), head.crumbs.iter().rev().find_map(|(_, url)| known(url)));
        own.map(|(own, _)| own).or(within.map(|(_, within)| within))
    }

    /// A menu as the theme draws it: most of a frame, and the same on thousands of pages.
    fn drawn(&self, menu: &Menu, theme: &Theme, root: &str, page: &str) -> Result<Value, Box<Fault>> {
        let known = || menu.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(drawn) = known().get(root) {
            return Ok(drawn.clone());
        }
        let mut context = Context::new();
        context.insert_value("root", Value::from(root));
        context.insert_value("site", self.site.clone());
        context.insert_value("serve", Value::from(self.serve));
        context.insert_value("menu", menu.shown.clone());
        let drawn = theme.render("menu.html", page, &context)?;
        let drawn = Value::safe_string(&String::from_utf8_lossy(&drawn));
        known().insert(root.to_owned(), drawn.clone());
        Ok(drawn)
    }

    /// The path of the site's address, with `/` at both ends.
    pub fn base_path(&self) -> String {
        let after = self.base.split_once("://").map_or("", |(_, rest)| rest);
        match after.split_once('/') {
            Some((_, path)) if !path.trim_matches('/').is_empty() => format!("/{}/", path.trim_matches('/')),
            _ => "/".to_owned(),
        }
    }

    /// The site's address with `/` at its end; nothing where the settings name none.
    pub fn base(&self) -> Option<String> {
        (!self.base.is_empty()).then(|| format!("{}/", self.base.trim_end_matches('/')))
    }
}

impl Menu {
    fn of(sections: &[Section], page: &str, mark: &str) -> Self {
        Self { shown: shown(sections, page, mark), drawn: Mutex::default() }
    }
}

/// The menu as templates see it, with one page marked: as `page` on itself, as `true` on pages that belong to it.
fn shown(sections: &[Section], page: &str, mark: &str) -> Value {
    let sections = sections.iter().map(|(title, links)| {
        let shown = links.iter().map(|(title, url, count)| {
            let current = if url == page { mark } else { "" };
            map! { "title": &**title, "url": &**url, "current": current, "count": *count }
        });
        let open = links.iter().any(|(_, url, _)| url == page);
        map! { "title": &**title, "links": shown.collect::<Vec<_>>(), "current": open }
    });
    Value::from(sections.collect::<Vec<_>>())
}

/// The style sheet of the brand colours: empty where the settings name none.
///
/// # Errors
/// A fault at the setting when it is no colour.
pub fn brand(edition: &Edition) -> Result<String, Box<Fault>> {
    let settings = edition.project.config.settings.site.as_ref();
    let Some(color) = settings.and_then(|s| s.color.as_ref()) else { return Ok(String::new()) };
    let Some([r, g, b]) = rgb(color) else {
        return Err(Box::new(Fault::new(
            "settings/color",
            edition.project.config.place(color.span()),
            format!("`{color}` is not a colour"),
            "write it as `\"#1f6f5c\"`",
        )));
    };
    let on_light = toward([r, g, b], [0, 0, 0], |c| contrast(c, [255, 255, 255]) >= 4.5);
    let on_dark = toward([r, g, b], [255, 255, 255], |c| contrast(c, [24, 26, 27]) >= 7.0);
    let hex = |[r, g, b]: [u8; 3]| format!("#{r:02x}{g:02x}{b:02x}");
    Ok(format!(":root{{--brand:{};--brand-dark:{}}}\n", hex(on_light), hex(on_dark)))
}

/// The brand colour of a project, made dark enough to be read on paper, as `1f6f5c`; nothing where the settings name none.
pub fn ink(project: &Project) -> Option<String> {
    let [r, g, b] = rgb(project.config.settings.site.as_ref()?.color.as_ref()?)?;
    let [r, g, b] = toward([r, g, b], [0, 0, 0], |c| contrast(c, [255, 255, 255]) >= 4.5);
    Some(format!("{r:02x}{g:02x}{b:02x}"))
}

fn rgb(text: &str) -> Option<[u8; 3]> {
    let digits = text.trim().strip_prefix('#')?;
    let digit = |at: usize| digits.get(at..=at).and_then(|d| u8::from_str_radix(d, 16).ok());
    match digits.len() {
        3 => Some([digit(0)? * 17, digit(1)? * 17, digit(2)? * 17]),
        6 => Some([digit(0)? * 16 + digit(1)?, digit(2)? * 16 + digit(3)?, digit(4)? * 16 + digit(5)?]),
        _ => None,
    }
}

/// The colour, mixed with another in twentieths until it can be read.
fn toward(color: [u8; 3], other: [u8; 3], readable: impl Fn([u8; 3]) -> bool) -> [u8; 3] {
    let mixed = |step: u16| {
        let mut out = [0; 3];
        for ((out, from), to) in out.iter_mut().zip(color).zip(other) {
            let sum = u16::from(from) * (20 - step) + u16::from(to) * step;
            *out = u8::try_from(sum / 20).unwrap_or(u8::MAX);
        }
        out
    };
    (0..=20).map(mixed).find(|c| readable(*c)).unwrap_or(other)
}

/// The contrast of two colours, 1 to 21 (WCAG 2.2).
fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let luminance = |color: [u8; 3]| {
        let linear = color.map(|c| {
            let c = f64::from(c) / 255.0;
            if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_brand_colour_is_made_readable() {
        assert_eq!(rgb("#0f5e59"), Some([15, 94, 89]));
        assert_eq!(rgb("#fff"), Some([255, 255, 255]));
        for bad in ["red", "#12", "#gggggg", "#1;}x{"] {
            assert_eq!(rgb(bad), None, "{bad}");
        }
        let light = toward([255, 230, 0], [0, 0, 0], |c| contrast(c, [255, 255, 255]) >= 4.5);
        assert!(contrast(light, [255, 255, 255]) >= 4.5);
        assert!((contrast([0, 0, 0], [255, 255, 255]) - 21.0).abs() < 0.01);
    }
}

//! The faces and the logo of a brand, as the settings name them: stacks that every system has, or files of the theme.

use super::edition::Edition;
use super::theme::Theme;
use crate::finding::Fault;
use crate::shape::{Phrase, did_you_mean};

/// Faces by name; each ends in one that every system has.
const STACKS: &[(&str, &str)] = &[
    ("geometric", "Avenir,Montserrat,Corbel,\"URW Gothic\",source-sans-pro,sans-serif"),
    ("grotesque", "Inter,Roboto,\"Helvetica Neue\",\"Arial Nova\",\"Nimbus Sans\",Arial,sans-serif"),
    ("humanist", "Seravek,\"Gill Sans Nova\",Ubuntu,Calibri,\"DejaVu Sans\",source-sans-pro,sans-serif"),
    ("old-style", "\"Iowan Old Style\",\"Palatino Linotype\",\"URW Palladio L\",P052,serif"),
    ("slab", "Rockwell,\"Rockwell Nova\",\"Roboto Slab\",\"DejaVu Serif\",\"Sitka Small\",serif"),
    ("system", "system-ui,sans-serif"),
    ("transitional", "Charter,\"Bitstream Charter\",\"Sitka Text\",Cambria,serif"),
];

/// The kinds of font files that browsers read.
const FORMATS: &[(&str, &str)] =
    &[("woff2", "woff2"), ("woff", "woff"), ("ttf", "truetype"), ("otf", "opentype")];

/// The names of a logo that a theme may bring without a word in the settings.
const LOGOS: &[&str] = &["logo.svg", "logo.png"];

/// The style sheet of the faces: empty where the settings name none. What cannot be used is told and left out.
pub fn faces(edition: &Edition, theme: &Theme, faults: &mut Vec<Fault>) -> String {
    let Some(site) = &edition.project.config.settings.site else { return String::new() };
    let mut css = String::new();
    for (key, variable, family, names) in [
        ("font", "--sans", "Playbook text", &site.font),
        ("speech_font", "--serif", "Playbook speech", &site.speech_font),
    ] {
        match face(theme, family, names) {
            Ok(Some((rules, stack))) => css.push_str(&format!("{rules}:root{{{variable}:{stack}}}\n")),
            Ok(None) => {}
            Err((name, what)) => {
                let near = did_you_mean(name, STACKS.iter().map(|(name, _)| *name));
                let help = format!("{near}; or `{key}: fonts/acme.woff2`, a file of the theme's assets");
                let place = edition.project.config.place(name.span());
                faults.push(Fault::new("settings/font", place, what, help));
            }
        }
    }
    css
}

/// The rules and the stack of one face; nothing where none is named.
fn face<'s>(
    theme: &Theme,
    family: &str,
    names: &'s [Phrase],
) -> Result<Option<(String, String)>, (&'s Phrase, String)> {
    if let [name] = names
        && let Some((_, stack)) = STACKS.iter().find(|(known, _)| *known == name.as_str())
    {
        return Ok(Some((String::new(), (*stack).to_owned())));
    }
    let weights: &[&str] = match names {
        [] => return Ok(None),
        [_] => &["100 900"],
        [_, _] => &["400", "700"],
        [_, _, more, ..] => return Err((more, "a face has at most two files: regular and bold".to_owned())),
    };
    let mut rules = String::new();
    for (name, weight) in names.iter().zip(weights) {
        let format =
            file_format(name).ok_or_else(|| (name, format!("`{name}` is no face and no font file")))?;
        if !theme.has_asset(name) {
            return Err((name, format!("the theme has no asset `{name}`")));
        }
        rules.push_str(&format!(
            "@font-face{{font-family:\"{family}\";src:url(\"{name}\") format(\"{format}\");font-weight:{weight};font-display:swap}}\n"
        ));
    }
    let after = if family.ends_with("speech") { "Georgia,serif" } else { "system-ui,sans-serif" };
    Ok(Some((rules, format!("\"{family}\",{after}"))))
}

/// The format of a font file by its name; nothing for what is none, or could not stand in a style sheet as it is.
fn file_format(name: &str) -> Option<&'static str> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-/".contains(c);
    let ending = name.rsplit_once('.').map(|(_, ending)| ending)?;
    FORMATS.iter().find(|(known, _)| *known == ending && name.chars().all(plain)).map(|(_, format)| *format)
}

/// The logo's address from the top of the site: the one the settings name, else one that the theme brings.
pub fn logo(edition: &Edition, theme: &Theme, faults: &mut Vec<Fault>) -> Option<String> {
    let named = edition.project.config.settings.site.as_ref().and_then(|s| s.logo.as_ref());
    let Some(named) = named else {
        return LOGOS.iter().find(|name| theme.has_asset(name)).map(|name| format!("assets/{name}"));
    };
    if theme.has_asset(named) {
        return Some(format!("assets/{named}"));
    }
    let place = edition.project.config.place(named.span());
    let folder = format!("themes/{}/assets", edition.project.config.theme());
    let help = format!("put the file into `{folder}`, and name it from there: `logo: logo.svg`");
    faults.push(Fault::new("settings/logo", place, format!("the theme has no asset `{named}`"), help));
    None
}

//! `src/lib.rs` is the architecture: blank lines part its modules into floors, lowest first. A module may use only lower
//! floors, and the entries of a registry folder may not use each other.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Folders whose files are entries of a registry.
const REGISTRIES: &[&str] = &["copy", "model", "rules", "report", "site/pages", "export/format", "cli"];

#[test]
fn every_module_uses_only_lower_floors() {
    let floors = floors();
    let macros = exported_macros();
    let mut wrong = vec![];
    for file in rust_files(Path::new("src")) {
        let top = top_module(&file);
        let Some(&here) = floors.get(&top) else { continue };
        for mut name in names_after(&code_of(&file), "crate::") {
            if let Some(home) = macros.get(&name) {
                name.clone_from(home);
            }
            match floors.get(&name) {
                _ if name == top => {}
                Some(&there) if there < here => {}
                Some(_) => wrong.push(format!("{}: `{top}` may not use `{name}`", file.display())),
                None => wrong.push(format!("{}: `{name}` is on no floor of src/lib.rs", file.display())),
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn entries_of_a_registry_do_not_use_each_other() {
    let mut wrong = vec![];
    for registry in REGISTRIES {
        let folder = Path::new("src").join(registry);
        let entries: Vec<PathBuf> = fs::read_dir(&folder)
            .map(|entries| entries.map(|e| e.unwrap().path()).filter(|p| !p.ends_with("mod.rs")).collect())
            .unwrap_or_default();
        let siblings: Vec<String> = entries.iter().map(|p| stem(p)).collect();
        let prefix = format!("crate::{}::", registry.replace('/', "::"));
        for entry in &entries {
            for file in if entry.is_dir() { rust_files(entry) } else { vec![entry.clone()] } {
                if file.extension().is_none_or(|e| e != "rs") {
                    continue;
                }
                let code = code_of(&file);
                let mut used = names_after(&code, &prefix);
                if !entry.is_dir() {
                    used.extend(names_after(&code, "super::"));
                }
                let own = stem(entry);
                wrong.extend(
                    used.into_iter()
                        .filter(|n| *n != own && siblings.contains(n))
                        .map(|n| format!("{}: uses its sibling `{n}`", file.display())),
                );
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_file_says_first_what_it_is() {
    let silent: Vec<_> = rust_files(Path::new("src"))
        .into_iter()
        .chain(rust_files(Path::new("tests")))
        .chain(rust_files(Path::new("benches")))
        .filter(|f| !fs::read_to_string(f).unwrap().starts_with("//! "))
        .collect();
    assert!(silent.is_empty(), "these files do not open with a `//!` line: {silent:?}");
}

#[test]
fn no_file_is_longer_than_a_sitting() {
    let long: Vec<_> = rust_files(Path::new("src"))
        .into_iter()
        .map(|f| (fs::read_to_string(&f).unwrap().lines().count(), f))
        .filter(|(lines, _)| *lines > 500)
        .collect();
    assert!(long.is_empty(), "files of more than 500 lines; move a wall: {long:?}");
}

/// The floor of each module in `src/lib.rs`, counted from the ground.
fn floors() -> BTreeMap<String, usize> {
    let lib = fs::read_to_string("src/lib.rs").unwrap();
    let mut floors = BTreeMap::new();
    for (floor, block) in lib.split("\n\n").enumerate() {
        for line in block.lines() {
            let module =
                line.trim_start_matches("pub ").strip_prefix("mod ").and_then(|l| l.strip_suffix(';'));
            if let Some(module) = module {
                floors.insert(module.to_owned(), floor);
            }
        }
    }
    assert!(floors.len() > 3, "src/lib.rs lists no floors");
    floors
}

/// Exported macros are named from the crate's root; each belongs to the module that defines it.
fn exported_macros() -> BTreeMap<String, String> {
    let mut macros = BTreeMap::new();
    for file in rust_files(Path::new("src")) {
        let text = fs::read_to_string(&file).unwrap();
        for (at, mark) in text.match_indices("#[macro_export]\nmacro_rules! ") {
            let name = text[at + mark.len()..].split(|c: char| !is_name(c)).next().unwrap();
            macros.insert(name.to_owned(), top_module(&file));
        }
    }
    macros
}

pub(crate) fn rust_files(dir: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(dir) else { return vec![] };
    let mut files: Vec<PathBuf> = entries
        .map(|e| e.unwrap().path())
        .flat_map(|p| if p.is_dir() { rust_files(&p) } else { vec![p] })
        .filter(|p| p.extension().is_some_and(|e| e == "rs"))
        .collect();
    files.sort();
    files
}

fn top_module(file: &Path) -> String {
    let inner = file.strip_prefix("src").unwrap().with_extension("");
    inner.iter().next().unwrap().to_str().unwrap().to_owned()
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap().to_str().unwrap().to_owned()
}

/// A file's code without its tests and comments.
fn code_of(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    let code = text.split("#[cfg(test)]").next().unwrap();
    code.lines().map(|l| l.split("//").next().unwrap().to_owned() + "\n").collect()
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The first names after a prefix: `crate::a`, `crate::{a, b::c}` give a, b.
fn names_after(code: &str, prefix: &str) -> Vec<String> {
    let mut names = vec![];
    for (at, _) in code.match_indices(prefix) {
        let preceded = code[..at].chars().next_back().is_some_and(|c| is_name(c) || c == '$' || c == ':');
        if preceded {
            continue;
        }
        let rest = &code[at + prefix.len()..];
        let Some(group) = rest.strip_prefix('{') else {
            names.extend(first_name(rest));
            continue;
        };
        let (mut depth, mut start) = (0, 0);
        for (i, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth > 0 => depth -= 1,
                ',' | '}' if depth == 0 => {
                    names.extend(first_name(&group[start..i]));
                    start = i + 1;
                    if c == '}' {
                        break;
                    }
                }
                _ => {}
            }
        }
    }
    names
}

fn first_name(text: &str) -> Option<String> {
    let name: String = text.trim().chars().take_while(|&c| is_name(c)).collect();
    (!name.is_empty() && name != "self").then_some(name)
}

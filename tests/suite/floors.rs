//! src/lib.rs is the architecture: blank lines part its modules into floors, lowest first.
//! A module may use only lower floors, never its own or a higher one; and the entries of a
//! registry (the files of one folder) may not use each other.
use std::{
    fs,
    path::{Path, PathBuf},
};

const REGISTRIES: &[&str] = &["copy", "rules", "report", "model", "cli"];

#[test]
fn every_module_uses_only_lower_floors() {
    let lib = fs::read_to_string("src/lib.rs").unwrap();
    let floors: Vec<Vec<&str>> = lib
        .split("\n\n")
        .map(|block| block.lines().filter_map(module).collect::<Vec<_>>())
        .filter(|f| !f.is_empty())
        .collect();
    let floor = |name: &str| floors.iter().position(|f| f.contains(&name));
    let mut wrong = vec![];
    for file in files(Path::new("src")) {
        let inner = file.strip_prefix("src").unwrap().with_extension("");
        let top = inner.iter().next().unwrap().to_str().unwrap();
        let Some(here) = floor(top) else { continue };
        let text = fs::read_to_string(&file).unwrap();
        for name in named(&text, "crate::").into_iter().filter(|n| n != top) {
            match floor(&name) {
                Some(there) if there < here => {}
                Some(_) => wrong.push(format!("{}: `{top}` may not use `{name}`", file.display())),
                None => wrong.push(format!("{}: `crate::{name}` is on no floor", file.display())),
            }
        }
        if REGISTRIES.contains(&top) && !file.ends_with("mod.rs") {
            let siblings =
                named(&text, "super::").into_iter().chain(named(&text, &format!("crate::{top}::")));
            wrong.extend(
                siblings
                    .filter(|n| n.starts_with(char::is_lowercase))
                    .map(|n| format!("{}: uses its sibling `{n}`", file.display())),
            );
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn module(line: &str) -> Option<&str> {
    line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';')
}

fn files(dir: &Path) -> Vec<PathBuf> {
    fs::read_dir(dir)
        .unwrap()
        .map(|e| e.unwrap().path())
        .flat_map(|p| if p.is_dir() { files(&p) } else { vec![p] })
        .filter(|p| p.extension().is_some_and(|e| e == "rs"))
        .collect()
}

/// What a file names after `prefix`: `crate::a`, `crate::{a, b::c}`. Comments and tests are left out.
fn named(text: &str, prefix: &str) -> Vec<String> {
    let code: String = text
        .split("#[cfg(test)]")
        .next()
        .unwrap()
        .lines()
        .map(|l| l.split("//").next().unwrap().to_owned() + "\n")
        .collect();
    let ident =
        |s: &str| s.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut names = vec![];
    for (at, _) in code.match_indices(prefix) {
        let rest = &code[at + prefix.len()..];
        let Some(group) = rest.strip_prefix('{') else {
            names.push(ident(rest));
            continue;
        };
        let (mut depth, mut start) = (0, 0);
        for (i, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth > 0 => depth -= 1,
                ',' | '}' if depth == 0 => {
                    names.push(ident(&group[start..i]));
                    start = i + 1;
                    if c == '}' {
                        break;
                    }
                }
                _ => {}
            }
        }
    }
    names.retain(|n| !n.is_empty() && n != "self");
    names
}

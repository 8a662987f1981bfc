//! Which paths may be read and which may be written.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::Refusal;
use crate::limits;

/// Names that are devices on Windows, with any ending.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Holds that a path stays below the root it is relative to. The empty path is the root itself.
pub(super) fn inside(path: &str) -> Result<(), Refusal> {
    let refuse = |why: &str| {
        let shown: String = path.chars().take(80).collect();
        let help = "write a path relative to the project's folder, with `/`, without `.` and `..`";
        Err(Refusal::new(format!("the path `{shown}` {why}"), help))
    };
    if path.len() > limits::PATH_BYTES {
        return refuse(&format!("has {} bytes, more than the limit of {}", path.len(), limits::PATH_BYTES));
    }
    if path.starts_with('/') {
        return refuse("is absolute");
    }
    if path.contains('\0') || (cfg!(windows) && path.contains(['\\', ':'])) {
        return refuse("holds a character that no path may hold");
    }
    if path.is_empty() {
        return Ok(());
    }
    for name in path.split('/') {
        match name {
            ".." => return refuse("leads out of the project"),
            "." | "" => return refuse("holds an empty name"),
            _ => {}
        }
    }
    Ok(())
}

/// Holds that a set of paths can be written as one tree on any system: no reserved names, no characters that some
/// system refuses, no two paths that differ only in case, no file where another path needs a folder.
///
/// # Errors
/// A refusal that names the first path that cannot be written.
pub fn out_paths<'p>(paths: impl IntoIterator<Item = &'p str>) -> Result<(), Refusal> {
    let mut folded: BTreeMap<String, &str> = BTreeMap::new();
    for path in paths {
        out_path(path)?;
        if let Some(other) = folded.insert(fold(path), path) {
            let what = format!("`{other}` and `{path}` would be the same file where case does not count");
            return Err(Refusal::new(what, "rename one of the two"));
        }
    }
    for (key, path) in &folded {
        for (at, _) in key.match_indices('/') {
            let Some(file) = key.get(..at).and_then(|folder| folded.get(folder)) else { continue };
            let what = format!("`{file}` would have to be a file and, for `{path}`, a folder");
            return Err(Refusal::new(what, "rename one of the two"));
        }
    }
    Ok(())
}

/// Holds that a path can be written on any system.
pub(super) fn out_path(path: &str) -> Result<(), Refusal> {
    inside(path)?;
    path.split('/').try_for_each(|name| out_name(name, path))
}

/// One form for all spellings that some file system takes for the same name.
pub(super) fn fold(path: &str) -> String {
    if path.is_ascii() {
        return path.to_ascii_lowercase();
    }
    path.nfc().flat_map(char::to_lowercase).nfc().collect()
}

fn out_name(name: &str, path: &str) -> Result<(), Refusal> {
    let stem = name.split('.').next().unwrap_or("").to_ascii_lowercase();
    let numbered = |device| {
        stem.strip_prefix(device).is_some_and(|n: &str| n.len() == 1 && n.bytes().all(|b| b.is_ascii_digit()))
    };
    let why = if DEVICES.contains(&stem.as_str()) || numbered("com") || numbered("lpt") {
        "is the name of a device on Windows"
    } else if name.is_empty() || name.ends_with(['.', ' ']) {
        "is empty or ends with a dot or a blank"
    } else if name.len() > 255 {
        "has more than 255 bytes"
    } else if name.contains(['<', '>', ':', '"', '|', '?', '*', '\\']) || name.contains(char::is_control) {
        "holds a character that some systems refuse"
    } else {
        return Ok(());
    };
    Err(Refusal::new(
        format!("`{path}` cannot be written: the name `{name}` {why}"),
        "choose another id or title",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_inside() {
        for good in ["", "a", "a/b.yaml", "a b/ö.md", "..a/b..", ".hidden"] {
            assert_eq!(inside(good), Ok(()), "{good}");
        }
        let long = "a/".repeat(600) + "b";
        for bad in
            ["..", "../a", "a/../../b", "/etc/passwd", "a//b", "a/", "./a", "a/.", "a\0b", long.as_str()]
        {
            assert!(inside(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn trees_can_be_written_on_any_system() {
        assert_eq!(out_paths(["index.html", "a/index.html", "console/com.html", ".nojekyll"]), Ok(()));
        for bad in ["con", "a/NUL.html", "com1.txt", "a./b", "a /b", "a:b", "a\\b", "a\nb", "", "a/../b"] {
            assert!(out_paths([bad]).is_err(), "{bad}");
        }
        let what = |paths: [&'static str; 2]| out_paths(paths).unwrap_err().what;
        assert!(what(["Refill/a", "refill/A"]).contains("case"));
        assert!(what(["caf\u{e9}", "cafe\u{301}"]).contains("same file"));
        assert!(what(["a/b", "a"]).contains("a folder"));
        assert!(what(["A/b", "a"]).contains("a folder"));
    }
}

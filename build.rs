//! Puts the files of `themes/default` into the program, as a table of path and bytes, and the digest of its own source.
#![allow(clippy::disallowed_methods, clippy::expect_used, clippy::print_stdout)]

use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let root =
        PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets the folder of the package"));
    let theme = root.join("themes/default");
    let mut files = vec![];
    collect(&theme, &mut files);
    files.sort();
    let mut table = String::from("[\n");
    for file in &files {
        let name = file
            .strip_prefix(&theme)
            .expect("the file lies in the theme")
            .to_string_lossy()
            .replace('\\', "/");
        let path = sent(file, &name);
        writeln!(table, "    ({name:?}, include_bytes!({path:?}).as_slice()),")
            .expect("a string takes any text");
    }
    table.push_str("]\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets the folder for output"));
    fs::write(out.join("theme.rs"), table).expect("the table can be written");
    let mut sources = vec![];
    collect(&root.join("src"), &mut sources);
    sources.sort();
    let mut digest = DefaultHasher::new();
    for path in &sources {
        path.strip_prefix(&root).expect("the file lies in the package").hash(&mut digest);
        fs::read(path).expect("the source can be read").hash(&mut digest);
    }
    println!("cargo:rustc-env=REFRAIN_BUILD={:016x}", digest.finish());
}

/// The file that a page is sent: scripts and styles without indents and without lines that are only a comment.
fn sent(file: &Path, name: &str) -> PathBuf {
    if !name.ends_with(".js") && !name.ends_with(".css") {
        return file.to_owned();
    }
    let text = fs::read_to_string(file).expect("scripts and styles are text");
    let mut slim = String::with_capacity(text.len());
    let mut inside = false;
    for line in text.lines().map(str::trim_start).filter(|line| !line.is_empty()) {
        let comment = inside || line.starts_with("/*") || line.starts_with("//");
        if inside || line.starts_with("/*") {
            inside = !line.contains("*/");
        }
        let after = line.rsplit_once("*/").map_or("", |(_, after)| after.trim());
        if !comment || (!inside && !after.is_empty()) {
            slim.push_str(line);
            slim.push('\n');
        }
    }
    let to = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets the folder for output"));
    let to = to.join(name.replace('/', "-"));
    fs::write(&to, slim).expect("the file can be written");
    to
}

/// Collects the files below a folder. Cargo looks at each folder's own date, so that a new file is noticed.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    println!("cargo:rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder).expect("the folder can be listed") {
        let path = entry.expect("the folder can be listed").path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            println!("cargo:rerun-if-changed={}", path.display());
            files.push(path);
        }
    }
}

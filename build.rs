//! Puts the files of each theme below `themes` into the program, as a table of theme, path and bytes, and the digest of its
//! own source.
#![allow(clippy::disallowed_methods, clippy::expect_used, clippy::print_stdout)]

use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let root =
        PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets the folder of the package"));
    let themes = root.join("themes");
    let mut files = vec![];
    collect(&themes, &mut files);
    files.sort();
    let mut table = String::from("[\n");
    for file in &files {
        let name = file
            .strip_prefix(&themes)
            .expect("the file lies below the themes")
            .to_string_lossy()
            .replace('\\', "/");
        // What lies beside the themes tells of them.
        let Some((theme, name)) = name.split_once('/') else { continue };
        let path = file.to_string_lossy();
        writeln!(table, "    ({theme:?}, {name:?}, include_bytes!({path:?}).as_slice()),")
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

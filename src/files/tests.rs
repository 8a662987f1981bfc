//! What is read and refused on the disk, and that publishing loses nothing, whatever fails and whenever.
#![allow(clippy::disallowed_methods)]

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use proptest::prelude::*;
use tempfile::TempDir;

use super::publish::stepwise;
use super::*;

type Map = BTreeMap<String, Vec<u8>>;

fn map(files: &[(&str, &str)]) -> Map {
    files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
}

fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// All files below a folder but the manifest, by path; links as `-> target`.
fn all(root: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            let metadata = fs::symlink_metadata(&path).unwrap();
            if metadata.is_dir() {
                folders.push(path);
            } else if metadata.is_symlink() {
                found.insert(name, format!("-> {}", fs::read_link(&path).unwrap().display()));
            } else if name != manifest::NAME {
                found.insert(name, String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned());
            }
        }
    }
    found
}

fn texts(files: &Map) -> BTreeMap<String, String> {
    files.iter().map(|(path, bytes)| (path.clone(), String::from_utf8_lossy(bytes).into_owned())).collect()
}

/// What is in the folder above the site besides it.
fn beside(temp: &TempDir) -> Vec<String> {
    let names = fs::read_dir(temp.path()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name != "site").collect()
}

#[test]
fn the_disk_gives_regular_files_inside_the_root_only() {
    let temp = TempDir::new().unwrap();
    let root = temp.path().join("root");
    put(&root, "a/b.yaml", "pains: []");
    put(temp.path(), "secret", "s");
    let disk = Disk::new(&root);
    assert_eq!(disk.read("a/b.yaml", 9), Ok(b"pains: []".to_vec()));
    let what = |path: &str, limit| {
        let refusal = disk.read(path, limit).unwrap_err();
        assert!(!refusal.help.is_empty());
        refusal.what
    };
    assert_eq!(what("a/b.yaml", 8), "`a/b.yaml` has 9 bytes, more than the limit of 8");
    assert_eq!(what("a/c.yaml", 8), "`a/c.yaml` does not exist");
    assert_eq!(what("a/b.yaml/c", 8), "`a/b.yaml/c` does not exist");
    assert_eq!(what("a", 8), "`a` is a folder, not a file");
    assert_eq!(what("../secret", 8), "the path `../secret` leads out of the project");
    assert!(what(temp.path().join("secret").to_str().unwrap(), 8).contains("is absolute"));
    assert!(what(&"a/".repeat(600), 8).contains("more than the limit of 1024"));
    assert!(Disk::new(root.join("none")).walk("").unwrap_err().what.contains("does not exist"));
}

#[cfg(unix)]
#[test]
fn links_out_of_the_root_and_pipes_are_refused_without_waiting() {
    use std::os::unix::fs::symlink;
    let temp = TempDir::new().unwrap();
    let root = temp.path().join("root");
    put(&root, "real.md", "text");
    put(temp.path(), "outside/secret.md", "s");
    symlink("real.md", root.join("inner.md")).unwrap();
    symlink("../outside/secret.md", root.join("outer.md")).unwrap();
    symlink("../outside", root.join("folder")).unwrap();
    symlink("loop", root.join("loop")).unwrap();
    symlink("/dev/zero", root.join("zero")).unwrap();
    std::process::Command::new("mkfifo").arg(root.join("pipe.md")).status().unwrap();
    let disk = Disk::new(&root);
    assert_eq!(disk.read("inner.md", 9), Ok(b"text".to_vec()));
    assert_eq!(disk.read("inner.md", usize::MAX), Ok(b"text".to_vec()));
    for path in ["outer.md", "folder/secret.md", "zero"] {
        assert!(disk.read(path, 9).unwrap_err().what.contains("leads out of the project"), "{path}");
    }
    assert!(disk.read("pipe.md", 9).unwrap_err().what.contains("a pipe, a socket or a device"));
    assert!(disk.read("loop", 9).is_err());
    // What a link names is listed, so that it is refused by name and not passed over.
    assert_eq!(disk.walk("").unwrap(), ["inner.md", "outer.md", "real.md"]);
}

#[test]
fn walking_is_sorted_and_leaves_out_what_git_ignores() {
    let temp = TempDir::new().unwrap();
    for path in [
        "b.md",
        "a/z.md",
        "a/.git/x",
        ".hidden",
        "a/ignored.md",
        "target/x.md",
        "a/node_modules/x.md",
        "a.md",
        "deep/a/b.md",
        "built/x.md",
    ] {
        put(temp.path(), path, "");
    }
    put(temp.path(), ".gitignore", "ignored.md\n/built/\n");
    let disk = Disk::new(temp.path());
    assert_eq!(disk.walk("").unwrap(), ["a.md", "a/z.md", "b.md", "deep/a/b.md"]);
    assert_eq!(disk.walk("a").unwrap(), ["a/z.md"]);
    assert_eq!(disk.walk("deep/a").unwrap(), ["deep/a/b.md"]);
    assert!(disk.walk("none").is_err() && disk.walk("a.md").is_err() && disk.walk("..").is_err());
}

#[test]
fn memory_and_overlay_answer_like_the_disk() {
    let base = Memory::new().with("a/x.md", "x").with("a/.h", "").with("target/y", "").with("b.md", "old");
    let overlay = Overlay::new([("b.md", "new"), ("a/n.md", "n")].into_iter().collect(), &base);
    assert_eq!(base.walk("").unwrap(), ["a/x.md", "b.md"]);
    assert_eq!(overlay.walk("").unwrap(), ["a/n.md", "a/x.md", "b.md"]);
    assert_eq!(overlay.walk(".").unwrap(), overlay.walk("").unwrap());
    assert_eq!(overlay.walk("a").unwrap(), ["a/n.md", "a/x.md"]);
    assert_eq!(overlay.read("b.md", 3), Ok(b"new".to_vec()));
    assert_eq!(overlay.read("a/x.md", 3), Ok(b"x".to_vec()));
    assert!(overlay.read("b.md", 2).unwrap_err().what.contains("limit of 2"));
    assert!(
        overlay.read("none", 3).is_err() && overlay.walk("none").is_err() && base.read("../b.md", 3).is_err()
    );
}

#[test]
fn a_site_is_published_changed_and_shrunk() {
    let temp = TempDir::new().unwrap();
    let site = temp.path().join("deep/site");
    let first = map(&[("index.html", "1"), ("a/b/c.html", "c"), ("a/d.html", "d")]);
    assert_eq!(publish(&site, &first), Ok(Published { written: 3, ..Published::default() }));
    assert_eq!(all(&site), texts(&first));
    assert_eq!(publish(&site, &first), Ok(Published { linked: 3, ..Published::default() }));
    let second = map(&[("index.html", "2"), ("a/d.html", "d"), ("e", "")]);
    let told = Published { written: 2, linked: 1, removed: 1, kept: 0 };
    assert_eq!(publish(&site, &second), Ok(told));
    assert_eq!(all(&site), texts(&second));
    assert!(!site.join("a/b").exists());
    assert_eq!(fs::read_dir(temp.path().join("deep")).unwrap().count(), 1);
    assert_eq!(publish(&site, &map(&[])).unwrap().removed, 3);
    assert!(all(&site).is_empty());
}

#[test]
fn a_published_file_that_was_changed_or_emptied_is_written_again() {
    let temp = TempDir::new().unwrap();
    let site = temp.path().join("site");
    let files = map(&[("a", "one"), ("b", "two"), ("c", "three")]);
    publish(&site, &files).unwrap();
    put(&site, "a", "two");
    put(&site, "b", "");
    fs::remove_file(site.join("c")).unwrap();
    assert_eq!(publish(&site, &files).unwrap().written, 3);
    assert_eq!(all(&site), texts(&files));
}

#[test]
fn what_refrain_did_not_publish_is_kept() {
    let temp = TempDir::new().unwrap();
    let site = temp.path().join("site");
    publish(&site, &map(&[("index.html", "1"), ("a/b", "b")])).unwrap();
    put(&site, "CNAME", "example.org");
    put(&site, "a/own.txt", "mine");
    put(&site, "gone/deep/own.txt", "mine too");
    fs::create_dir(site.join("empty")).unwrap();
    let published = publish(&site, &map(&[("index.html", "2")])).unwrap();
    assert_eq!((published.kept, published.removed), (3, 1));
    let wanted = map(&[
        ("CNAME", "example.org"),
        ("a/own.txt", "mine"),
        ("gone/deep/own.txt", "mine too"),
        ("index.html", "2"),
    ]);
    assert_eq!(all(&site), texts(&wanted));
    assert!(site.join("empty").is_dir());
    assert_eq!(beside(&temp), [""; 0]);
}

#[test]
fn a_foreign_file_in_the_way_is_never_overwritten() {
    let temp = TempDir::new().unwrap();
    let site = temp.path().join("site");
    publish(&site, &map(&[("index.html", "1")])).unwrap();
    put(&site, "notes/x", "mine");
    let before = all(&site);
    for path in ["notes/x", "notes", "notes/x/y"] {
        let refusal = publish(&site, &map(&[(path, "new")])).unwrap_err();
        assert!(refusal.what.contains("was not published by refrain"), "{path}: {}", refusal.what);
        assert_eq!(all(&site), before);
    }
    assert_eq!(publish(&site, &map(&[("notes/x", "mine")])).unwrap().kept, 0);
}

#[test]
fn a_folder_of_somebody_else_is_refused_and_untouched() {
    let temp = TempDir::new().unwrap();
    let site = temp.path().join("site");
    let files = map(&[("index.html", "1")]);
    fs::create_dir(&site).unwrap();
    assert!(publish(&site, &files).is_ok(), "an empty folder may be filled");
    for text in ["{", "[]", r#"{"made_by": "x", "files": {}}"#] {
        put(&site, manifest::NAME, text);
        assert!(publish(&site, &map(&[("x", "2")])).unwrap_err().what.contains("manifest"));
    }
    let escape = r#"{"made_by": "refrain", "files": {"../victim": {"size": 1, "xxh3": ""}}}"#;
    put(&site, manifest::NAME, escape);
    assert!(publish(&site, &files).unwrap_err().what.contains("was not written by refrain"));
    fs::remove_file(site.join(manifest::NAME)).unwrap();
    let refusal = publish(&site, &files).unwrap_err();
    assert!(refusal.what.contains("holds files that refrain did not publish"), "{refusal:?}");
    assert_eq!(all(&site), texts(&files));
    for path in ["/", "..", "."] {
        assert!(publish(Path::new(path), &files).is_err());
    }
    put(temp.path(), "file", "f");
    assert!(publish(&temp.path().join("file"), &files).unwrap_err().what.contains("is a file"));
}

#[cfg(unix)]
#[test]
fn links_and_pipes_in_the_target() {
    use std::os::unix::fs::symlink;
    let temp = TempDir::new().unwrap();
    let site = temp.path().join("site");
    let files = map(&[("a/b", "b")]);
    publish(&site, &files).unwrap();
    symlink(&site, temp.path().join("link")).unwrap();
    assert!(publish(&temp.path().join("link"), &files).unwrap_err().what.contains("a symbolic link"));
    put(temp.path(), "elsewhere/b", "b");
    symlink("../elsewhere", site.join("own")).unwrap();
    std::process::Command::new("mkfifo").arg(site.join("pipe")).status().unwrap();
    assert_eq!(publish(&site, &map(&[("c", "c")])).unwrap().kept, 2);
    assert_eq!(fs::read_link(site.join("own")).unwrap(), Path::new("../elsewhere"));
    assert!(temp.path().join("elsewhere/b").exists() && site.join("pipe").exists());
}

#[test]
fn a_failure_at_any_step_leaves_the_site_whole_and_nothing_beside_it() {
    let temp = TempDir::new().unwrap();
    let site = temp.path().join("site");
    let first = map(&[("index.html", "1"), ("a/b/c.html", "c"), ("a/d.html", "d"), ("x/y", "y")]);
    let second = map(&[("index.html", "2"), ("a/d.html", "d"), ("e/f/g", "g"), ("x", "x")]);
    for known in [false, true] {
        if known {
            publish(&site, &first).unwrap();
            put(&site, "own/CNAME", "example.org");
        }
        for fail_at in 0.. {
            let before = known.then(|| all(&site));
            let mut steps = 0;
            let result = stepwise(&site, &second, &mut || {
                steps += 1;
                if steps > fail_at { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
            });
            if result.is_ok() {
                // From the exchange on the site stands; what could not be cleared is the next run's.
                assert!(fail_at > 8, "{fail_at} steps only");
                publish(&site, &second).unwrap();
                assert_eq!(beside(&temp), [""; 0]);
                break;
            }
            assert_eq!(before, site.exists().then(|| all(&site)), "step {fail_at}");
            assert_eq!(beside(&temp), [""; 0], "step {fail_at}");
        }
        let mut wanted = texts(&second);
        if known {
            wanted.insert("own/CNAME".to_owned(), "example.org".to_owned());
        }
        assert_eq!(all(&site), wanted);
        if !known {
            fs::remove_dir_all(&site).unwrap();
        }
    }
}

#[test]
fn a_run_killed_at_any_step_leaves_a_whole_site_and_the_next_run_clears_up() {
    let first = map(&[("index.html", "1"), ("a/b/c.html", "c"), ("a/d.html", "d"), ("x/y", "y")]);
    let second = map(&[("index.html", "2"), ("a/d.html", "d"), ("e/f/g", "g"), ("x", "x")]);
    let with_own = |files: &Map| {
        let mut all = texts(files);
        all.insert("own/CNAME".to_owned(), "example.org".to_owned());
        all
    };
    for killed_at in 0.. {
        let temp = TempDir::new().unwrap();
        let site = temp.path().join("site");
        publish(&site, &first).unwrap();
        put(&site, "own/CNAME", "example.org");
        let mut steps = 0;
        // Unwinding runs no clean-up here, so it leaves what a kill leaves.
        let killed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            stepwise(&site, &second, &mut || {
                steps += 1;
                if steps > killed_at { std::panic::resume_unwind(Box::new(())) } else { Ok(()) }
            })
        }));
        let after = all(&site);
        assert!(after == with_own(&first) || after == with_own(&second), "step {killed_at}: {after:?}");
        publish(&site, &second).unwrap();
        assert_eq!(all(&site), with_own(&second), "step {killed_at}");
        assert_eq!(beside(&temp), [""; 0], "step {killed_at}");
        if killed.is_ok() {
            assert!(killed_at > 20, "{killed_at} steps only");
            break;
        }
    }
}

#[test]
fn where_links_cannot_be_made_files_are_written() {
    let temp = TempDir::new().unwrap();
    let site = temp.path().join("site");
    let mut files = map(&[("a", "1"), ("b", "2")]);
    publish(&site, &files).unwrap();
    files.insert("c".to_owned(), b"3".to_vec());
    for fail_at in 1..6 {
        let mut steps = 0;
        // One step alone fails: the site is published all the same, or not at all.
        let result = stepwise(&site, &files, &mut || {
            steps += 1;
            if steps == fail_at { Err(io::ErrorKind::Unsupported.into()) } else { Ok(()) }
        });
        assert_eq!(all(&site).len(), if result.is_ok() { 3 } else { 2 });
        publish(&site, &map(&[("a", "1"), ("b", "2")])).unwrap();
    }
}

#[test]
fn what_killed_runs_left_is_cleared_and_nothing_is_lost() {
    let temp = TempDir::new().unwrap();
    let site = temp.path().join("site");
    let files = map(&[("a", "1"), ("b/c", "2")]);
    let left = |name: &str| temp.path().join(name);
    publish(&site, &files).unwrap();
    put(&site, "own", "mine");
    // Killed while staging; killed after the exchange, with a file that a person has put there meanwhile; killed before
    // the manifest was whole.
    publish(&left(".site.refrain-stage-1"), &map(&[("a", "half")])).unwrap();
    publish(&left(".site.refrain-stage-2"), &map(&[("a", "0")])).unwrap();
    put(&left(".site.refrain-stage-2"), "late/note", "keep me");
    put(&left(".site.refrain-stage-2"), "own", "mine");
    put(&left(".site.refrain-stage-3"), manifest::NAME, "{\"made");
    // Not ours, whatever the name says.
    put(&left(".site.refrain-stage-4"), "thesis.doc", "years of work");
    put(&left(".site.refrain-stage-x"), "a", "");
    publish(&site, &files).unwrap();
    let mut names = beside(&temp);
    names.sort();
    assert_eq!(names, [".site.refrain-stage-4", ".site.refrain-stage-x"]);
    assert_eq!(all(&site)["late/note"], "keep me");
    assert_eq!(all(&site)["own"], "mine");
}

#[test]
fn a_site_set_aside_by_a_killed_run_is_put_back() {
    let temp = TempDir::new().unwrap();
    let (site, aside) = (temp.path().join("site"), temp.path().join(".site.refrain-stage-7-former"));
    publish(&aside, &map(&[("a", "1")])).unwrap();
    put(&aside, "own", "mine");
    let published = publish(&site, &map(&[("a", "1"), ("b", "2")])).unwrap();
    assert_eq!(published, Published { written: 1, linked: 1, removed: 0, kept: 1 });
    assert_eq!(beside(&temp), [""; 0]);
}

#[test]
fn two_runs_do_not_publish_to_one_folder_at_once() {
    let temp = TempDir::new().unwrap();
    let site = temp.path().join("site");
    publish(&site, &map(&[("a", "1")])).unwrap();
    let mut inner = None;
    stepwise(&site, &map(&[("a", "2")]), &mut || {
        inner.get_or_insert_with(|| publish(&site, &map(&[("a", "3")])));
        Ok(())
    })
    .unwrap();
    assert!(inner.unwrap().unwrap_err().what.contains("another run is publishing"));
    assert_eq!(all(&site)["a"], "2");
}

#[test]
fn single_files_are_replaced_whole_or_made_new() {
    let temp = TempDir::new().unwrap();
    let path = temp.path().join("report.json");
    assert_eq!(write(&path, b"one"), Ok(()));
    assert_eq!(write(&path, b"two"), Ok(()));
    assert_eq!(fs::read(&path).unwrap(), b"two");
    assert!(write(temp.path(), b"x").unwrap_err().what.contains("not a regular file"));
    assert!(write(&temp.path().join("none/x"), b"x").unwrap_err().what.contains("does not exist"));
    let refusal = create(&path, b"three").unwrap_err();
    assert!(refusal.what.contains("already there"), "{refusal:?}");
    assert_eq!(fs::read(&path).unwrap(), b"two");
    assert_eq!(create(&temp.path().join("new/deep/x.yaml"), b"x"), Ok(()));
    assert_eq!(beside(&temp).len(), 2);
}

fn tree() -> impl Strategy<Value = Map> {
    let path = prop::collection::vec(prop::sample::select(vec!["a", "b", "c"]), 1..4)
        .prop_map(|names| names.join("/"));
    prop::collection::btree_map(path, prop::sample::select(vec![b"1".to_vec(), b"2".to_vec(), vec![]]), 0..6)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 64,
        // A third of the trees hold a file where others need a folder.
        max_global_rejects: 1 << 20,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn random_trees_keep_foreign_files_and_hold_what_was_published(
        first in tree(), foreign in tree(), second in tree(), fail_at in 0_usize..40,
    ) {
        let temp = TempDir::new().unwrap();
        let site = temp.path().join("site");
        prop_assume!(publish(&site, &first).is_ok());
        let mut own = BTreeMap::new();
        for (path, bytes) in &foreign {
            let name = format!("{path}.own");
            // Where a published file has the folder's name, nobody can put anything below it.
            if fs::create_dir_all(site.join(&name).parent().unwrap()).is_err() {
                continue;
            }
            put(&site, &name, std::str::from_utf8(bytes).unwrap());
            own.insert(name, String::from_utf8(bytes.clone()).unwrap());
        }
        let before = all(&site);
        let mut steps = 0;
        let result = stepwise(&site, &second, &mut || {
            steps += 1;
            if steps > fail_at { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
        });
        let after = all(&site);
        if result.is_ok() {
            publish(&site, &second).unwrap();
            let mut wanted = texts(&second);
            wanted.extend(own);
            prop_assert_eq!(after, wanted);
        } else {
            prop_assert_eq!(after, before);
        }
        prop_assert_eq!(beside(&temp), Vec::<String>::new());
    }
}

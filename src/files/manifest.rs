//! The list of the files that were published. It alone can name a file to delete or to replace.
#![allow(clippy::disallowed_methods)] // Part of `files`, the one place that touches the disk.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::{Refusal, names};

/// The manifest's name in the published folder.
pub(super) const NAME: &str = ".refrain-manifest.json";
/// What tells our manifest from another tool's file of the same name.
const MADE_BY: &str = "refrain";
/// Largest manifest that is read, in bytes: some 500,000 files.
const MANIFEST_BYTES: u64 = 64 << 20;

/// The files of one published tree.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Manifest {
    made_by: String,
    /// Whether its folder is still being put together: then all in it is ours.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) unfinished: bool,
    /// By path: size and hash.
    pub(super) files: BTreeMap<String, Mark>,
}

/// What tells one content from another without reading it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Mark {
    /// In bytes.
    pub(super) size: u64,
    /// XXH3, in hexadecimal. Only a hint: what it calls equal is compared byte by byte.
    pub(super) xxh3: String,
}

impl Mark {
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self { size: bytes.len() as u64, xxh3: format!("{:016x}", xxh3_64(bytes)) }
    }
}

impl Manifest {
    pub(super) fn of(files: BTreeMap<String, Mark>) -> Self {
        Self { made_by: MADE_BY.to_owned(), unfinished: false, files }
    }

    /// Of a folder that is still being put together.
    pub(super) fn unfinished() -> Self {
        Self { unfinished: true, ..Self::of(BTreeMap::new()) }
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// The manifest in a folder; nothing where there is none.
    ///
    /// # Errors
    /// A refusal where there is one that cannot be trusted: what it lists may be anybody's.
    pub(super) fn read(folder: &Path) -> Result<Option<Self>, Refusal> {
        let path = folder.join(NAME);
        let refuse = |why: &str| {
            let help = "choose another folder, or look into this one and delete it yourself";
            Err(Refusal::new(format!("the manifest `{}` {why}", path.display()), help))
        };
        let metadata = match fs::symlink_metadata(&path) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Refusal::system("read", &path.display().to_string(), &error)),
        };
        if !metadata.is_file() {
            return refuse("is not a regular file");
        }
        if metadata.len() > MANIFEST_BYTES {
            return refuse(&format!("has more than {MANIFEST_BYTES} bytes"));
        }
        let bytes =
            fs::read(&path).map_err(|error| Refusal::system("read", &path.display().to_string(), &error))?;
        let Ok(manifest) = serde_json::from_slice::<Self>(&bytes) else {
            return refuse("is damaged");
        };
        let sound = |path: &String| !path.is_empty() && names::inside(path).is_ok();
        if manifest.made_by != MADE_BY || !manifest.files.keys().all(sound) {
            return refuse("was not written by refrain");
        }
        Ok(Some(manifest))
    }
}

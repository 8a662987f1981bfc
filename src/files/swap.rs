//! Putting a finished folder in the place of another.
#![allow(clippy::disallowed_methods)] // Part of `files`, the one place that touches the disk.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Puts `stage` in the place of `target`; afterwards the former target, if there was one, is at the path returned.
///
/// Where the system can exchange two names in one step, nobody ever sees a half of either. Elsewhere there is a moment
/// between two renames without a target; a run that dies there leaves the former site beside it, and the next run puts
/// it back.
pub(super) fn swap(stage: &Path, target: &Path, aside: &Path) -> io::Result<Option<PathBuf>> {
    if fs::symlink_metadata(target).is_err() {
        fs::rename(stage, target)?;
        return Ok(None);
    }
    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        if renameat_with(CWD, stage, CWD, target, RenameFlags::EXCHANGE).is_ok() {
            return Ok(Some(stage.to_owned()));
        }
    }
    fs::rename(target, aside)?;
    if let Err(error) = fs::rename(stage, target) {
        fs::rename(aside, target)?;
        return Err(error);
    }
    Ok(Some(aside.to_owned()))
}

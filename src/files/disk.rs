//! Files on the disk below a root.
/// Files on the disk below a root.
pub struct Disk;

//! Files over other files: an editor's unsaved buffers.
/// Files over other files.
pub struct Overlay;

//! Every limit in one file. An error that a limit causes names the limit and its value.

/// Largest YAML file, in bytes.
pub const YAML_BYTES: usize = 2 << 20;
/// Largest lock file of former wordings, in bytes.
pub const LOCK_BYTES: usize = 32 << 20;
/// Most nodes in one YAML file, aliases expanded.
pub const YAML_NODES: usize = 100_000;
/// Deepest nesting in a YAML file.
pub const YAML_DEPTH: usize = 32;
/// All scalars of one YAML file together, aliases expanded, in bytes.
pub const YAML_SCALARS: usize = 8 << 20;
/// Most alias uses in one YAML file.
pub const YAML_ALIASES: usize = 10_000;
/// Largest copy file (Markdown, HTML, text), in bytes.
pub const COPY_BYTES: usize = 8 << 20;
/// Most HTML written for one Markdown text: so many times its bytes, and so many bytes on top.
pub const MARKDOWN_OUTPUT: (usize, usize) = (32, 1 << 20);
/// Deepest nesting of HTML elements.
pub const HTML_DEPTH: usize = 256;
/// Most attributes of one HTML element.
pub const HTML_ATTRIBUTES: usize = 256;
/// Largest baseline, in bytes.
pub const BASELINE_BYTES: usize = 32 << 20;
/// Longest id, in characters.
pub const ID_LENGTH: usize = 64;
/// Longest path, in bytes.
pub const PATH_BYTES: usize = 1024;
/// Most findings told for one file.
pub const FINDINGS_PER_FILE: usize = 10_000;
/// Widest excerpt of a line, in columns.
pub const EXCERPT_COLUMNS: usize = 200;
/// Most connections the dev server holds at once.
pub const SERVER_CONNECTIONS: usize = 64;
/// Longest address of a request to the dev server, in bytes.
pub const SERVER_URL_BYTES: usize = 8 << 10;
/// Longest head of a request to the dev server, in bytes.
pub const SERVER_HEADER_BYTES: usize = 32 << 10;
/// How long the dev server waits for the head of a request, in seconds.
pub const SERVER_HEADER_SECONDS: u64 = 5;
/// Largest rendered page, in bytes.
pub const PAGE_BYTES: usize = 16 << 20;
/// Largest file of a theme, in bytes.
pub const THEME_FILE_BYTES: usize = 8 << 20;

//! Colours, where the reader sees them.

use anstyle::{AnsiColor, Effects, Style};

use crate::finding::Severity;

/// Paints or leaves plain.
#[derive(Clone, Copy)]
pub(super) struct Paint {
    pub(super) color: bool,
}

impl Paint {
    pub(super) fn severity(self, severity: Severity, text: &str) -> String {
        let color = match severity {
            Severity::Error => AnsiColor::BrightRed,
            Severity::Warning => AnsiColor::Yellow,
            Severity::Info => AnsiColor::BrightCyan,
        };
        self.paint(color.on_default().effects(Effects::BOLD), text)
    }

    pub(super) fn strong(self, text: &str) -> String {
        self.paint(Style::new().effects(Effects::BOLD), text)
    }

    /// The frame around an excerpt, and marks of places that are only evidence.
    pub(super) fn frame(self, text: &str) -> String {
        self.paint(AnsiColor::BrightBlue.on_default(), text)
    }

    fn paint(self, style: Style, text: &str) -> String {
        if self.color && !text.is_empty() { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

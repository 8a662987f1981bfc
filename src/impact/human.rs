//! An impact for a person at a terminal.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use super::Impact;
use crate::history::{Event, difference};
use crate::report::address;
use crate::text::visible;

pub(super) fn render(impact: &Impact, color: bool) -> String {
    let bold = |text: &str| {
        let style = if color { Style::new().bold() } else { Style::new() };
        format!("{style}{text}{style:#}")
    };
    let mut text = format!("{}\n", bold(&format!("Messaging {}", impact.sides())));
    if impact.changes.is_empty() {
        text.push_str("\nNo item changed.\n");
    }
    for changed in &impact.changes {
        let change = &changed.change;
        let name = format!("{} {}", change.noun, change.id);
        let _ = writeln!(text, "\n{} {}", bold(&visible(&name)), change.event.name());
        if change.event == Event::Changed {
            for field in &change.fields {
                let _ = writeln!(text, "  {}: {}", visible(&field.field), painted(&difference(field), color));
            }
        } else {
            let _ = writeln!(text, "  {}", visible(change.title.trim()));
        }
        if !changed.used_by.is_empty() {
            let _ = writeln!(text, "  used by {}", visible(&changed.used_by.join(", ")));
        }
    }
    let _ = writeln!(text, "\n{}", bold(&format!("Wrong now: {}", impact.wrong.len())));
    for finding in &impact.wrong {
        let (severity, message) = (finding.severity.name(), visible(&finding.message));
        let _ = writeln!(text, "  {}: {severity}[{}] {message}", address(&finding.place), finding.rule);
    }
    let _ = writeln!(text, "\n{}", bold(&format!("Due for a look: {}", impact.look.len())));
    for look in &impact.look {
        let (name, excerpt) = (format!("{} {}", look.noun, look.id), visible(&look.excerpt));
        let _ = writeln!(text, "  {}: {}: {excerpt}", address(&look.place), visible(&name));
    }
    text
}

/// The words that went in red and those that came in green.
fn painted(difference: &str, color: bool) -> String {
    let difference = visible(difference).into_owned();
    if !color {
        return difference;
    }
    let (red, green) = (AnsiColor::Red.on_default(), AnsiColor::Green.on_default());
    difference
        .replace("[-", &format!("{red}[-"))
        .replace("-]", &format!("-]{red:#}"))
        .replace("{+", &format!("{green}{{+"))
        .replace("+}", &format!("+}}{green:#}"))
}

//! Charts: pure functions from numbers and words to SVG. Every chart bears a title and a description, names what it shows
//! by shape or number besides colour, and stands beside a table with the same figures.
//!
//! Sizes are in CSS pixels. Colours are the style sheet's: shapes bear classes, never a colour.

mod bars;
mod days;
mod flow;
mod interval;
mod lanes;
mod lines;

pub use bars::{Bar, Bars, bars};
pub use days::{Days, Mark, Quiet, days};
pub use flow::{Flow, flow};
pub use interval::{Interval, interval};
pub use lanes::{LaneStep, lanes};
pub use lines::{Lines, Series, lines};

use super::prose::escape;

/// The width of a chart that fits a phone.
pub(super) const NARROW: f64 = 336.0;
/// How many series or parts are told apart.
pub const MOST_SERIES: usize = 5;

/// What every chart is called.
#[derive(Clone, Copy, Debug)]
pub struct Caption<'t> {
    /// Its name on the page, once; the ids of title and description are made from it.
    pub id: &'t str,
    /// What it shows, in a few words.
    pub title: &'t str,
    /// What it says, for who does not see it.
    pub description: &'t str,
}

/// A chart in the making.
struct Drawing {
    width: f64,
    height: f64,
    body: String,
}

/// Where a text stands towards its point.
#[derive(Clone, Copy)]
enum Anchor {
    Start,
    Middle,
    End,
}

impl Drawing {
    fn new(width: f64, height: f64) -> Self {
        Self { width, height, body: String::new() }
    }

    fn text(&mut self, class: &str, (x, y): (f64, f64), anchor: Anchor, words: &str) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let (x, y) = (px(x), px(y));
        self.body.push_str(&format!("<text class=\"{class}\" x=\"{x}\" y=\"{y}\"{anchor}>"));
        escape(&mut self.body, words);
        self.body.push_str("</text>");
    }

    fn line(&mut self, class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
        let [x1, y1, x2, y2] = [x1, y1, x2, y2].map(px);
        self.body
            .push_str(&format!("<line class=\"{class}\" x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"/>"));
    }

    fn rect(&mut self, class: &str, (x, y): (f64, f64), (width, height): (f64, f64), round: f64) {
        let [x, y, width, height] = [x, y, width.max(0.0), height.max(0.0)].map(px);
        let round = if round > 0.0 { format!(" rx=\"{}\"", px(round)) } else { String::new() };
        self.body.push_str(&format!(
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"{round}/>"
        ));
    }

    fn path(&mut self, class: &str, d: &str) {
        self.body.push_str(&format!("<path class=\"{class}\" d=\"{d}\"/>"));
    }

    /// A mark of a series: each has a shape of its own.
    fn mark(&mut self, series: usize, (x, y): (f64, f64)) {
        const R: f64 = 4.5;
        let class = series_class("dot", series);
        let d = match series % MOST_SERIES {
            0 => {
                format!("M{} {}a{R} {R} 0 1 0 {} 0a{R} {R} 0 1 0 -{} 0z", px(x - R), px(y), 2.0 * R, 2.0 * R)
            }
            1 => format!("M{} {}h{}v{}h-{}z", px(x - R), px(y - R), 2.0 * R, 2.0 * R, 2.0 * R),
            2 => format!("M{} {}l{} {}h-{}z", px(x), px(y - R - 1.0), R + 1.0, 2.0 * R, 2.0 * R + 2.0),
            3 => format!("M{} {}l{r} {r}l-{r} {r}l-{r} -{r}z", px(x), px(y - R - 1.0), r = R + 1.0),
            _ => format!(
                "M{} {}l{r} {r}M{} {}l-{r} {r}",
                px(x - R),
                px(y - R),
                px(x + R),
                px(y - R),
                r = 2.0 * R
            ),
        };
        self.path(&class, &d);
    }

    /// The whole chart.
    fn finish(self, caption: Caption) -> String {
        let mut id = String::new();
        escape(&mut id, caption.id);
        let [width, height] = [self.width, self.height].map(px);
        let mut out = format!(
            "<svg width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
             aria-labelledby=\"{id}-title {id}-desc\"><title id=\"{id}-title\">"
        );
        escape(&mut out, caption.title);
        out.push_str(&format!("</title><desc id=\"{id}-desc\">"));
        escape(&mut out, caption.description);
        out.push_str("</desc>");
        out.push_str(&self.body);
        out.push_str("</svg>");
        out
    }
}

/// A class with the number of its series.
fn series_class(class: &str, series: usize) -> String {
    format!("{class} s{}", series % MOST_SERIES + 1)
}

/// A length with at most one decimal.
fn px(value: f64) -> String {
    let tenths = (value * 10.0).round() / 10.0;
    if tenths == 0.0 { "0".to_owned() } else { format!("{tenths}") }
}

/// Words that fit into so many characters; what does not is cut with an ellipsis.
fn fit(words: &str, most: usize) -> String {
    if words.chars().count() <= most {
        return words.to_owned();
    }
    let cut: String = words.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", cut.trim_end())
}

/// A text in at most two lines of so many characters; what does not fit is cut with an ellipsis.
fn two_lines(words: &str, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in words.split_whitespace() {
        let last = lines.len() - 1;
        let Some(line) = lines.get_mut(last) else { break };
        if line.is_empty() {
            line.push_str(word);
        } else if line.chars().count() + 1 + word.chars().count() <= most {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    let more = lines.len() > 2;
    lines.truncate(2);
    let cut = |(at, line): (usize, String)| {
        if more && at == 1 { fit(&format!("{line}…"), most) } else { fit(&line, most) }
    };
    lines.into_iter().enumerate().map(cut).collect()
}

/// Round values from at most `low` to at least `high`, about `count` of them: 0, 20, 40, 60.
fn ticks(low: f64, high: f64, count: usize) -> Vec<f64> {
    let span = high - low;
    if !span.is_finite() || span <= 0.0 {
        return vec![low];
    }
    let rough = span / count.max(1) as f64;
    let power = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].map(|f| f * power).into_iter().find(|s| *s >= rough * 0.999);
    let step = step.unwrap_or(power * 10.0);
    let (first, last) = ((low / step).floor() as i64, (high / step - 1e-9).ceil() as i64);
    (first..=last).map(|n| (n as f64 * step * 1e9).round() / 1e9).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_lengths_are_short() {
        let mut drawing = Drawing::new(100.0, 50.25);
        drawing.text("t", (1.0 / 3.0, 2.0), Anchor::End, "a < b & \"c\"");
        let caption = Caption { id: "x", title: "<script>", description: "d" };
        let svg = drawing.finish(caption);
        assert!(svg.contains("x=\"0.3\" y=\"2\" text-anchor=\"end\">a &lt; b &amp; "), "{svg}");
        assert!(svg.contains("<title id=\"x-title\">&lt;script&gt;</title>"), "{svg}");
        assert!(svg.starts_with("<svg width=\"100\" height=\"50.3\" viewBox=\"0 0 100 50.3\" role=\"img\""));
    }

    #[test]
    fn ticks_are_round_and_hold_both_ends() {
        assert_eq!(ticks(0.0, 36.0, 4), [0.0, 10.0, 20.0, 30.0, 40.0]);
        assert_eq!(ticks(1.0, 5.0, 4), [1.0, 2.0, 3.0, 4.0, 5.0]);
        assert_eq!(ticks(-0.02, 0.16, 3), [-0.1, 0.0, 0.1, 0.2]);
        assert_eq!(ticks(3.0, 3.0, 4), [3.0]);
        assert_eq!(ticks(0.0, f64::INFINITY, 4), [0.0]);
    }

    #[test]
    fn a_label_has_two_lines_at_most() {
        assert_eq!(two_lines("Call", 19), ["Call"]);
        assert_eq!(two_lines("Message on the network", 19), ["Message on the", "network"]);
        assert_eq!(two_lines("A very long touch that goes on and on", 19).len(), 2);
        assert!(two_lines(&"x".repeat(60), 19).iter().all(|l| l.chars().count() <= 19));
        assert!(two_lines("A very long touch that goes on and on and on", 19).concat().ends_with('…'));
    }
}

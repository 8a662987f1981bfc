//! A difference with the range it may truly have, on an axis through nought: whether a range touches nought is seen at once.

use super::{Anchor, Caption, Drawing, NARROW, ticks};

const LEFT: f64 = 12.0;
const RIGHT: f64 = 12.0;

/// What an interval chart shows.
pub struct Interval<'t> {
    /// What it is called.
    pub caption: Caption<'t>,
    /// The difference that was measured.
    pub middle: f64,
    /// The least it may truly be.
    pub low: f64,
    /// The most.
    pub high: f64,
    /// What stands below nought, and above it.
    pub sides: [&'t str; 2],
    /// A difference in words.
    pub words: &'t dyn Fn(f64) -> String,
}

/// The chart; nothing where a bound is no number.
pub fn interval(chart: &Interval) -> Option<String> {
    if ![chart.low, chart.middle, chart.high].iter().all(|v| v.is_finite()) {
        return None;
    }
    let marks = ticks(chart.low.min(0.0), chart.high.max(0.0), 4);
    let (first, last) = (*marks.first()?, *marks.last()?);
    if first >= last {
        return None;
    }
    let mut drawing = Drawing::new(NARROW, 88.0);
    let x = |value: f64| LEFT + (NARROW - LEFT - RIGHT) * (value - first) / (last - first);
    for mark in &marks {
        drawing.line(if *mark == 0.0 { "nought" } else { "rule" }, (x(*mark), 22.0), (x(*mark), 64.0));
        let anchor = match mark {
            m if *m == first => Anchor::Start,
            m if *m == last => Anchor::End,
            _ => Anchor::Middle,
        };
        let place = match anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => x(*mark),
            Anchor::End => NARROW,
        };
        drawing.text("tick", (place, 80.0), anchor, &(chart.words)(*mark));
    }
    let [below, above] = chart.sides;
    drawing.text("label", (0.0, 13.0), Anchor::Start, &super::fit(&format!("\u{2190} {below}"), 24));
    drawing.text("label", (NARROW, 13.0), Anchor::End, &super::fit(&format!("{above} \u{2192}"), 24));
    drawing.rect("area s1 range", (x(chart.low), 37.0), (x(chart.high) - x(chart.low), 12.0), 3.0);
    drawing.line("ends", (x(chart.low), 32.0), (x(chart.low), 54.0));
    drawing.line("ends", (x(chart.high), 32.0), (x(chart.high), 54.0));
    drawing.mark(0, (x(chart.middle), 43.0));
    Some(drawing.finish(chart.caption))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nought_is_always_on_the_axis() {
        let chart = |low, middle, high| {
            interval(&Interval {
                caption: Caption { id: "c", title: "T", description: "D" },
                middle,
                low,
                high,
                sides: ["b", "a"],
                words: &|v| v.to_string(),
            })
        };
        for (low, middle, high) in [(-0.002, 0.08, 0.16), (0.02, 0.05, 0.09), (-0.3, -0.2, -0.1)] {
            let svg = chart(low, middle, high).unwrap();
            assert_eq!(svg.matches("class=\"nought\"").count(), 1, "{svg}");
        }
        assert!(chart(0.0, 0.0, 0.0).is_none());
        assert!(chart(f64::NAN, 0.0, 0.0).is_none());
    }
}

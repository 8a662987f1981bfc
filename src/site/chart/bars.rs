//! Bars from left to right, each in parts. A part bears its number, so that it is known without its colour.

use super::{Anchor, Caption, Drawing, NARROW, fit};

const ROW: f64 = 46.0;
const HEIGHT: f64 = 20.0;
const TOP: f64 = 4.0;
/// The narrowest part that its number fits into.
const ROOM: f64 = 13.0;
/// About how wide a letter is.
const LETTER: f64 = 7.5;

/// What a chart of bars shows.
pub struct Bars<'t> {
    /// What it is called.
    pub caption: Caption<'t>,
    /// The bars, from top to bottom.
    pub bars: Vec<Bar>,
    /// The class of each part, by its number; `s1` and on where there is none.
    pub classes: &'t [&'t str],
    /// What stands in each part; its number where there is nothing.
    pub keys: &'t [&'t str],
}

/// One bar.
pub struct Bar {
    /// What it is called.
    pub name: String,
    /// Its sum in words.
    pub words: String,
    /// Its parts; what is not above nought is left out.
    pub parts: Vec<f64>,
}

/// The chart; nothing where every bar is empty. All bars have one scale.
pub fn bars(chart: &Bars) -> Option<String> {
    let sum = |bar: &Bar| bar.parts.iter().filter(|p| p.is_finite() && **p > 0.0).sum::<f64>();
    let most = chart.bars.iter().map(sum).fold(0.0, f64::max);
    if most <= 0.0 || !most.is_finite() {
        return None;
    }
    let mut drawing = Drawing::new(NARROW, TOP + ROW * chart.bars.len() as f64);
    for (row, bar) in chart.bars.iter().enumerate() {
        let top = TOP + ROW * row as f64;
        drawing.text("label", (0.0, top + 13.0), Anchor::Start, &fit(&bar.name, 34));
        drawing.text("value", (NARROW, top + 13.0), Anchor::End, &bar.words);
        let mut left = 0.0;
        for (n, part) in bar.parts.iter().enumerate().filter(|(_, p)| p.is_finite() && **p > 0.0) {
            let width = NARROW * part / most;
            let class = chart.classes.get(n).map_or_else(|| format!("s{}", n % 5 + 1), |c| (*c).to_owned());
            drawing.rect(&format!("area {class}"), (left, top + 19.0), (width, HEIGHT), 0.0);
            if width >= ROOM {
                let key = chart.keys.get(n).map_or_else(|| (n + 1).to_string(), |k| (*k).to_owned());
                let room = ((width - ROOM) / LETTER).max(0.0) as usize + 1;
                drawing.text("on", (left + width / 2.0, top + 33.5), Anchor::Middle, &shortened(&key, room));
            }
            left += width;
        }
    }
    Some(drawing.finish(chart.caption))
}

/// A key in so many letters: whole, or its first letter.
fn shortened(key: &str, room: usize) -> String {
    key.chars().take(if key.chars().count() <= room { room } else { 1 }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn widths(parts: &[&[f64]]) -> Vec<f64> {
        let bar = |p: &&[f64]| Bar { name: "b".into(), words: String::new(), parts: p.to_vec() };
        let chart = Bars {
            caption: Caption { id: "c", title: "T", description: "D" },
            bars: parts.iter().map(bar).collect(),
            classes: &[],
            keys: &[],
        };
        let svg = bars(&chart).unwrap_or_default();
        svg.split(" width=\"").skip(2).map(|w| w.split('"').next().unwrap().parse().unwrap()).collect()
    }

    #[test]
    fn the_longest_bar_fills_the_width_and_parts_keep_their_shares() {
        assert_eq!(widths(&[&[3.0, 1.0], &[2.0]]), [252.0, 84.0, 168.0]);
        assert_eq!(widths(&[&[0.0, 1.0, -2.0, f64::NAN]]), [336.0]);
        assert!(widths(&[&[0.0], &[]]).is_empty());
    }
}

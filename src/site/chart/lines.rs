//! A line chart: values in order, one line a series, each with a mark of its own; a target as a dashed line.

use super::{Anchor, Caption, Drawing, NARROW, px, series_class, ticks, two_lines};

const LEFT: f64 = 44.0;
const RIGHT: f64 = 14.0;
const TOP: f64 = 34.0;
const PLOT: f64 = 140.0;
const BOTTOM: f64 = 40.0;

/// What a line chart shows.
pub struct Lines<'t> {
    /// What it is called.
    pub caption: Caption<'t>,
    /// What the values stand over, from left to right.
    pub across: Vec<String>,
    /// The lines.
    pub series: Vec<Series>,
    /// The least and the most of the axis, where it is given: a survey's scale.
    pub scale: Option<(f64, f64)>,
    /// What the values should reach.
    pub target: Option<f64>,
    /// A value in words.
    pub words: &'t dyn Fn(f64) -> String,
}

/// One line.
pub struct Series {
    /// What it is called.
    pub name: String,
    /// Its values, as many as the labels across; nothing where there is none.
    pub values: Vec<Option<f64>>,
}

/// The chart; nothing without a value.
pub fn lines(chart: &Lines) -> Option<String> {
    let all: Vec<f64> = chart.series.iter().flat_map(|s| s.values.iter().flatten()).copied().collect();
    let (least, most) = reach(&all, chart.scale, chart.target)?;
    let marks = ticks(least, most, 4);
    let (low, high) = (*marks.first()?, *marks.last()?);
    let mut drawing = Drawing::new(NARROW, TOP + PLOT + BOTTOM);
    let y = |value: f64| {
        let share = if high > low { (value - low) / (high - low) } else { 0.5 };
        TOP + PLOT * (1.0 - share)
    };
    let count = chart.across.len().max(1);
    let x = |at: usize| LEFT + (NARROW - LEFT - RIGHT) * (at as f64 + 0.5) / count as f64;
    for mark in &marks {
        drawing.line("rule", (LEFT, y(*mark)), (NARROW - RIGHT, y(*mark)));
        drawing.text("tick", (LEFT - 6.0, y(*mark) + 4.0), Anchor::End, &(chart.words)(*mark));
    }
    let (room, every) = room(&chart.across);
    for (at, label) in
        chart.across.iter().enumerate().filter(|(at, _)| (count - 1 - at).is_multiple_of(every))
    {
        for (row, part) in two_lines(label, room).iter().enumerate() {
            let place = (x(at), TOP + PLOT + 18.0 + row as f64 * 14.0);
            drawing.text("label", place, Anchor::Middle, part);
        }
    }
    if let Some(target) = chart.target {
        drawing.line("target", (LEFT, y(target)), (NARROW - RIGHT, y(target)));
    }
    let mut legend = LEFT;
    for (n, series) in chart.series.iter().enumerate() {
        if chart.series.len() > 1 {
            drawing.mark(n, (legend + 5.0, 14.0));
            drawing.text("label", (legend + 15.0, 18.0), Anchor::Start, &series.name);
            legend += 34.0 + series.name.chars().count() as f64 * 7.0;
        }
        let points: Vec<Option<(f64, f64)>> =
            series.values.iter().enumerate().map(|(at, v)| v.map(|v| (x(at), y(v)))).collect();
        drawing.path(&series_class("stroke", n), &way(&points));
        for point in points.iter().flatten() {
            drawing.mark(n, *point);
        }
    }
    if let Some(target) = chart.target {
        let words = format!("target {}", (chart.words)(target));
        drawing.text("label", (NARROW - RIGHT, 18.0), Anchor::End, &words);
    }
    Some(drawing.finish(chart.caption))
}

/// How many characters a line of a label has, and how many labels there are for each that is written: of many only every
/// second or third, counted from the newest.
fn room(labels: &[String]) -> (usize, usize) {
    let column = (NARROW - LEFT - RIGHT) / labels.len().max(1) as f64;
    let longest =
        labels.iter().flat_map(|l| l.split_whitespace()).map(|w| w.chars().count()).max().unwrap_or(1);
    let needed = longest.min(12) as f64 * 6.4 + 10.0;
    let every = (needed / column).ceil().max(1.0) as usize;
    let room = (column * every as f64 - 10.0) / 6.4;
    (room.max(1.0) as usize, every)
}

/// The least and the most that the axis has to hold.
fn reach(values: &[f64], scale: Option<(f64, f64)>, target: Option<f64>) -> Option<(f64, f64)> {
    let values = || values.iter().copied().filter(|v| v.is_finite());
    values().next()?;
    let all = || values().chain(target);
    let (least, most) = (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
    let (least, most) = match scale {
        Some((low, high)) => (least.min(low), most.max(high)),
        // A line that hardly moves is not blown up into a mountain: the axis begins at nought where that is near.
        None if least > 0.0 && least < most * 0.6 => (0.0, most),
        None => {
            let room = ((most - least) * 0.25).max(most.abs() * 0.02);
            (least - room, most + room)
        }
    };
    let floor = if values().all(|v| v >= 0.0) { 0.0 } else { f64::NEG_INFINITY };
    Some((least.max(floor), most))
}

/// A line through the points; it breaks where one is missing.
fn way(points: &[Option<(f64, f64)>]) -> String {
    let (mut d, mut open) = (String::new(), false);
    for point in points {
        match point {
            Some((x, y)) => {
                d.push_str(&format!("{}{} {}", if open { "L" } else { "M" }, px(*x), px(*y)));
                open = true;
            }
            None => open = false,
        }
    }
    d
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(values: &[Option<f64>], scale: Option<(f64, f64)>) -> Option<String> {
        lines(&Lines {
            caption: Caption { id: "c", title: "T", description: "D" },
            across: (0..values.len()).map(|n| format!("q{n}")).collect(),
            series: vec![Series { name: "marketing".into(), values: values.to_vec() }],
            scale,
            target: None,
            words: &|v| v.to_string(),
        })
    }

    #[test]
    fn a_line_breaks_where_a_value_is_missing() {
        assert_eq!(way(&[Some((0.0, 1.0)), Some((2.0, 3.0)), None, Some((4.0, 5.0))]), "M0 1L2 3M4 5");
        assert!(chart(&[None, None], None).is_none());
        assert!(chart(&[Some(f64::NAN)], None).is_none());
    }

    #[test]
    fn labels_of_many_periods_do_not_run_into_each_other() {
        let periods = |n: usize| (0..n).map(|q| format!("2026Q{q}")).collect::<Vec<_>>();
        assert_eq!(room(&periods(4)).1, 1);
        let (room, every) = room(&periods(24));
        assert!(room >= 6 && every > 1, "{room} {every}");
        let columns = (NARROW - LEFT - RIGHT) / 24.0 * every as f64;
        assert!(columns >= 6.0 * 6.4, "{columns}");
    }

    #[test]
    fn the_scale_is_the_axis_and_higher_is_further_up() {
        let svg = chart(&[Some(1.0), Some(5.0)], Some((1.0, 5.0))).unwrap();
        // The least stands on the lowest rule, the most on the highest.
        let way = svg.split("stroke s1\" d=\"").nth(1).unwrap().split('"').next().unwrap();
        let ys: Vec<f64> =
            way.split(['M', 'L']).skip(1).map(|p| p.split(' ').nth(1).unwrap().parse().unwrap()).collect();
        assert_eq!(ys, [TOP + PLOT, TOP]);
        assert_eq!(svg.matches("class=\"rule\"").count(), 5);
    }

    #[test]
    fn an_axis_begins_at_nought_unless_the_values_lie_close() {
        assert_eq!(reach(&[22.0, 36.0], None, None).map(|r| r.0.floor()), Some(18.0));
        assert_eq!(reach(&[10.0, 36.0], None, None), Some((0.0, 36.0)));
        assert_eq!(reach(&[0.5], None, Some(0.9)).map(|r| r.0), Some(0.0));
    }
}

//! A line of days: rows of numbered touches from the first day to the last, and the longest silence between them.

use super::{Anchor, Caption, Drawing, fit, series_class, ticks};

const LEFT: f64 = 152.0;
const WIDTH: f64 = 760.0;
const RIGHT: f64 = 18.0;
const TOP: f64 = 24.0;
const ROW: f64 = 34.0;
const R: f64 = 10.0;

/// What a line of days shows.
pub struct Days<'t> {
    /// What it is called.
    pub caption: Caption<'t>,
    /// The rows, from top to bottom.
    pub rows: Vec<String>,
    /// The first and the last day of the axis; it grows where a mark lies outside.
    pub span: (i32, i32),
    /// The touches.
    pub marks: Vec<Mark>,
    /// A stretch without a touch that is to be seen.
    pub quiet: Option<Quiet>,
}

/// One touch.
#[derive(Clone, Debug)]
pub struct Mark {
    /// Its row.
    pub row: usize,
    /// Its day.
    pub day: i32,
    /// Its number in the table beside the chart.
    pub n: usize,
    /// What sets it apart from the others: the team, by its number.
    pub series: usize,
}

/// A stretch without a touch.
#[derive(Clone, Copy, Debug)]
pub struct Quiet {
    /// Its row.
    pub row: usize,
    /// Its first day.
    pub from: i32,
    /// Its last day.
    pub to: i32,
}

/// The chart; nothing without a mark.
pub fn days(chart: &Days) -> Option<String> {
    let all = || chart.marks.iter().map(|m| m.day);
    let (first, last) = (all().min()?.min(chart.span.0), all().max()?.max(chart.span.1));
    let last = last.max(first + 1);
    let x = |day: i32| {
        let share = f64::from(day - first) / f64::from(last - first);
        LEFT + R + (WIDTH - LEFT - RIGHT - 2.0 * R) * share
    };
    let placed = placed(&chart.marks, &x);
    let heights: Vec<f64> = (0..chart.rows.len())
        .map(|row| {
            let deepest = placed.iter().filter(|(m, ..)| m.row == row).map(|(.., level)| *level).max();
            ROW + deepest.unwrap_or(0) as f64 * (2.0 * R + 2.0)
        })
        .collect();
    let tops: Vec<f64> = heights
        .iter()
        .scan(TOP, |top, height| {
            let own = *top;
            *top += height;
            Some(own)
        })
        .collect();
    let bottom = TOP + heights.iter().sum::<f64>();
    let mut drawing = Drawing::new(WIDTH, bottom + 6.0);
    for (row, name) in chart.rows.iter().enumerate() {
        let (top, height) = (tops.get(row).copied()?, heights.get(row).copied()?);
        drawing.rect(if row % 2 == 0 { "lane" } else { "lane odd" }, (0.0, top), (WIDTH, height), 0.0);
        drawing.text("team", (10.0, top + ROW / 2.0 + 4.5), Anchor::Start, &fit(name, 17));
    }
    for day in ticks(f64::from(first), f64::from(last), 9) {
        let whole = day.fract() == 0.0;
        let day = day as i32;
        if whole && (first..=last).contains(&day) {
            drawing.line(if day == 0 { "nought" } else { "rule" }, (x(day), TOP), (x(day), bottom));
            drawing.text(
                "tick",
                (x(day), 16.0),
                Anchor::Middle,
                &format!("day {day}").replace('-', "\u{2212}"),
            );
        }
    }
    if let Some(quiet) = chart.quiet
        && let Some(top) = tops.get(quiet.row)
    {
        let (from, to, y) = (x(quiet.from) + R + 2.0, x(quiet.to) - R - 2.0, top + ROW / 2.0);
        drawing.line("quiet", (from, y), (to, y));
        let words = format!("{} days quiet", quiet.to - quiet.from);
        drawing.text("quiet-words", (f64::midpoint(from, to), y - 4.0), Anchor::Middle, &words);
    }
    for (mark, x, level) in placed {
        let Some(top) = tops.get(mark.row) else { continue };
        let y = top + ROW / 2.0 + level as f64 * (2.0 * R + 2.0);
        drawing.rect(
            &series_class("touch", mark.series),
            (x - R, y - R),
            (2.0 * R, 2.0 * R),
            corner(mark.series),
        );
        drawing.text("on", (x, y + 4.2), Anchor::Middle, &mark.n.to_string());
    }
    Some(drawing.finish(chart.caption))
}

/// The corner of a team's marks: round, square, in between.
fn corner(series: usize) -> f64 {
    match series % 3 {
        0 => R,
        1 => 0.0,
        _ => 5.0,
    }
}

/// Where each mark stands, and how many lie above it in its row because they would cover it.
fn placed<'m>(marks: &'m [Mark], x: &dyn Fn(i32) -> f64) -> Vec<(&'m Mark, f64, usize)> {
    let mut sorted: Vec<&Mark> = marks.iter().collect();
    sorted.sort_by_key(|m| (m.row, m.day, m.n));
    let mut placed: Vec<(&Mark, f64, usize)> = vec![];
    for mark in sorted {
        let own = x(mark.day);
        let near: Vec<usize> = placed
            .iter()
            .rev()
            .take_while(|(m, at, _)| m.row == mark.row && own - at < 2.0 * R + 2.0)
            .map(|(.., level)| *level)
            .collect();
        let level = (0..).find(|level| !near.contains(level)).unwrap_or(0);
        placed.push((mark, own, level));
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(row: usize, day: i32, n: usize) -> Mark {
        Mark { row, day, n, series: 0 }
    }

    #[test]
    fn marks_of_one_row_never_cover_each_other() {
        let x = |day: i32| f64::from(day) * 6.0;
        let marks = [mark(0, 0, 1), mark(0, 1, 2), mark(0, 2, 3), mark(0, 5, 4), mark(1, 1, 5)];
        let levels: Vec<usize> = placed(&marks, &x).iter().map(|(.., level)| *level).collect();
        assert_eq!(levels, [0, 1, 2, 0, 0]);
    }

    #[test]
    fn the_axis_holds_every_day() {
        let chart = |span, marks| Days {
            caption: Caption { id: "c", title: "T", description: "D" },
            rows: vec!["Success".into()],
            span,
            marks,
            quiet: Some(Quiet { row: 0, from: 14, to: 58 }),
        };
        let svg = days(&chart((0, 90), vec![mark(0, 0, 1), mark(0, 120, 2)])).unwrap();
        let xs: Vec<f64> = svg
            .split("class=\"touch s1\" x=\"")
            .skip(1)
            .map(|r| r.split('"').next().unwrap().parse().unwrap())
            .collect();
        assert_eq!(xs, [LEFT, WIDTH - RIGHT - 2.0 * R]);
        assert!(svg.contains("44 days quiet") && svg.contains("day 20<"), "{svg}");
        let before = days(&chart((-120, 0), vec![mark(0, -60, 1)])).unwrap();
        assert!(before.contains("day \u{2212}60<") && before.contains("class=\"nought\""), "{before}");
        assert!(days(&chart((0, 90), vec![])).is_none());
    }
}

//! A leaky bucket, period by period: what came in above the line (what only refills, then what grows), what leaked out below it.

use super::{Anchor, Caption, Drawing, NARROW, fit, ticks};

const LEFT: f64 = 40.0;
const TOP: f64 = 30.0;
const PLOT: f64 = 190.0;

/// What came in and went out in one period.
#[derive(Clone, Debug)]
pub struct Flow {
    /// The period.
    pub period: String,
    /// What came in.
    pub won: f64,
    /// What went out for a reason that could have been mended.
    pub controllable: f64,
    /// What went out for another reason.
    pub uncontrollable: f64,
}

/// The chart; nothing without a period or where a number is none.
pub fn flow(caption: Caption, flows: &[Flow]) -> Option<String> {
    let good =
        |f: &Flow| [f.won, f.controllable, f.uncontrollable].iter().all(|v| v.is_finite() && *v >= 0.0);
    if flows.is_empty() || !flows.iter().all(good) {
        return None;
    }
    let lost = |f: &Flow| f.controllable + f.uncontrollable;
    let most = flows.iter().map(|f| f.won).fold(1.0, f64::max);
    let deepest = flows.iter().map(lost).fold(0.0, f64::max);
    let marks = ticks(-deepest, most, 5);
    let (low, high) = (*marks.first()?, *marks.last()?);
    let mut drawing = Drawing::new(NARROW, TOP + PLOT + 24.0);
    let y = |value: f64| TOP + PLOT * (high - value) / (high - low);
    for mark in &marks {
        drawing.line(if *mark == 0.0 { "nought" } else { "rule" }, (LEFT, y(*mark)), (NARROW, y(*mark)));
        drawing.text("tick", (LEFT - 6.0, y(*mark) + 4.0), Anchor::End, &format!("{}", mark.abs()));
    }
    let step = (NARROW - LEFT) / flows.len() as f64;
    let width = (step * 0.62).min(52.0);
    for (at, flow) in flows.iter().enumerate() {
        let x = LEFT + step * at as f64 + (step - width) / 2.0;
        let refill = lost(flow).min(flow.won);
        let mut part = |class: &str, key: &str, from: f64, to: f64| {
            let (top, height) = (y(to), y(from) - y(to));
            drawing.rect(&format!("area {class}"), (x, top), (width, height), 0.0);
            if height >= 14.0 {
                drawing.text("on", (x + width / 2.0, top + height / 2.0 + 4.0), Anchor::Middle, key);
            }
        };
        part("s5", "refill", 0.0, refill);
        part("s1", &format!("+{}", flow.won - refill), refill, flow.won);
        part("bad", &format!("{}", flow.controllable), -flow.controllable, 0.0);
        part("s2", &format!("{}", flow.uncontrollable), -lost(flow), -flow.controllable);
        drawing.text("value", (x + width / 2.0, y(flow.won) - 5.0), Anchor::Middle, &format!("{}", flow.won));
        let room = (step / 6.5) as usize;
        let place = (x + width / 2.0, TOP + PLOT + 18.0);
        drawing.text("label", place, Anchor::Middle, &fit(&flow.period, room.max(3)));
    }
    Some(drawing.finish(caption))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leaks_is_what_refills() {
        let one = Flow { period: "q".into(), won: 36.0, controllable: 6.0, uncontrollable: 2.0 };
        let caption = Caption { id: "c", title: "T", description: "D" };
        let svg = flow(caption, std::slice::from_ref(&one)).unwrap();
        let height = |class: &str| -> f64 {
            let rect = svg.split(&format!("area {class}\"")).nth(1).unwrap();
            rect.split("height=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
        };
        assert!((height("s5") - height("bad") - height("s2")).abs() < 0.2, "{svg}");
        assert!((height("s1") / height("s5") - 3.5).abs() < 0.05, "{svg}");
        assert!(flow(caption, &[]).is_none());
        assert!(flow(caption, &[Flow { won: f64::NAN, ..one.clone() }]).is_none());
        // More lost than won: all that was won refills, and nothing grows.
        let shrinks = flow(caption, &[Flow { won: 4.0, ..one }]).unwrap();
        assert!(shrinks.contains("area s1\" x=") && shrinks.contains("height=\"0\""), "{shrinks}");
    }
}

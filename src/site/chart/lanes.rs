//! Swim lanes: steps from left to right in their order, one lane for each who acts; a dashed line where one hands over to
//! another, a turned arrow where the buyer may go back.

use super::{Anchor, Caption, Drawing, fit, px, two_lines};

const LEFT: f64 = 120.0;
const TOP: f64 = 28.0;
const COLUMN: f64 = 188.0;
const LANE: f64 = 104.0;
const WIDTH: f64 = 156.0;
const HEIGHT: f64 = 56.0;
/// How many characters fit into a line of a node.
const LINE: usize = 17;

/// One step.
#[derive(Clone, Debug)]
pub struct LaneStep {
    /// Whose lane it stands in.
    pub lane: String,
    /// What happens.
    pub words: String,
    /// When: `day 3`, `after 5 days`.
    pub when: Option<String>,
    /// Who takes over after it.
    pub hands_to: Option<String>,
    /// Whether the buyer may go back from here.
    pub turns_back: bool,
}

/// The chart; nothing without steps.
pub fn lanes(caption: Caption, steps: &[LaneStep]) -> Option<String> {
    if steps.is_empty() {
        return None;
    }
    let mut names: Vec<&str> = vec![];
    for step in steps {
        for name in std::iter::once(&step.lane).chain(&step.hands_to) {
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
    }
    let lane = |name: &str| names.iter().position(|n| *n == name).unwrap_or(0) as f64;
    let mut drawing = Drawing::new(LEFT + COLUMN * steps.len() as f64, TOP + LANE * names.len() as f64 + 8.0);
    for (at, name) in names.iter().enumerate() {
        let top = TOP + LANE * at as f64;
        let class = if at % 2 == 0 { "lane" } else { "lane odd" };
        let width = drawing.width;
        drawing.rect(class, (0.0, top), (width, LANE), 0.0);
        drawing.text("team", (12.0, top + 20.0), Anchor::Start, &fit(name, 14));
    }
    let nodes: Vec<(f64, f64)> = steps
        .iter()
        .enumerate()
        .map(|(n, step)| (LEFT + COLUMN * n as f64, TOP + LANE * lane(&step.lane) + (LANE - HEIGHT) / 2.0))
        .collect();
    for (n, (step, node)) in steps.iter().zip(&nodes).enumerate() {
        if let Some(to) = nodes.get(n + 1) {
            drawing.path(if step.hands_to.is_some() { "way hand-off" } else { "way" }, &way(*node, *to));
        }
        // Who takes over without a step of their own is shown by a line into their lane.
        let taken_up = steps.get(n + 1).map(|s| s.lane.as_str()) == step.hands_to.as_deref();
        if let Some(to) = step.hands_to.as_deref().filter(|to| !taken_up && *to != step.lane) {
            let y = TOP + LANE * lane(to) + LANE / 2.0;
            let edge = if y > node.1 { node.1 + HEIGHT } else { node.1 };
            drawing.path("way hand-off", &format!("M{} {} V{}", px(node.0 + WIDTH / 2.0), px(edge), px(y)));
        }
    }
    for (n, (step, (x, y))) in steps.iter().zip(nodes).enumerate() {
        if let Some(when) = &step.when {
            drawing.text("tick", (x + WIDTH / 2.0, 16.0), Anchor::Middle, &fit(when, 24));
        }
        drawing.rect("node", (x, y), (WIDTH, HEIGHT), 5.0);
        drawing.rect("number", (x - 10.0, y - 10.0), (20.0, 20.0), 10.0);
        drawing.text("n", (x, y + 4.5), Anchor::Middle, &(n + 1).to_string());
        for (row, line) in two_lines(&step.words, LINE).iter().enumerate() {
            drawing.text("label", (x + 14.0, y + 22.0 + row as f64 * 17.0), Anchor::Start, line);
        }
        if step.turns_back {
            drawing.text("tick", (x + WIDTH, y + HEIGHT + 15.0), Anchor::End, "\u{21ba} if not ready, back");
        }
    }
    Some(drawing.finish(caption))
}

/// A curve from the right side of a node to the left side of the next.
fn way(from: (f64, f64), to: (f64, f64)) -> String {
    let (x1, y1) = (from.0 + WIDTH, from.1 + HEIGHT / 2.0);
    let (x2, y2) = (to.0, to.1 + HEIGHT / 2.0);
    let middle = f64::midpoint(x1, x2);
    let [x1, y1, x2, y2, middle] = [x1, y1, x2, y2, middle].map(px);
    format!("M{x1} {y1} C{middle} {y1} {middle} {y2} {x2} {y2}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(lane: &str, hands_to: Option<&str>) -> LaneStep {
        LaneStep {
            lane: lane.into(),
            words: "Call".into(),
            when: None,
            hands_to: hands_to.map(Into::into),
            turns_back: false,
        }
    }

    #[test]
    fn who_takes_over_has_a_lane_even_without_a_step() {
        let caption = Caption { id: "c", title: "T", description: "D" };
        let svg = lanes(caption, &[step("Marketing", None), step("Sales", Some("Success"))]).unwrap();
        assert_eq!(svg.matches("class=\"team\"").count(), 3, "{svg}");
        assert_eq!(svg.matches("way hand-off").count(), 1, "{svg}");
        let taken = lanes(caption, &[step("Marketing", Some("Sales")), step("Sales", None)]).unwrap();
        assert_eq!(taken.matches("class=\"team\"").count(), 2);
        assert_eq!(taken.matches("class=\"way").count(), 1, "the way to the next step is the hand-off");
        assert!(lanes(caption, &[]).is_none());
    }
}

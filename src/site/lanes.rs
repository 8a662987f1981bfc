//! Swim lanes: the steps of a play as a chart, one lane a team, from left to right in the order of the steps.

use tera::Value;

use super::view::{map, ordinary};
use crate::model::PlayStep;

const LEFT: usize = 120;
const TOP: usize = 28;
const COLUMN: usize = 188;
const LANE: usize = 104;
const WIDTH: usize = 156;
const HEIGHT: usize = 56;
/// How many characters of a touch fit into one of the two lines of a node.
const LINE: usize = 19;

/// The chart of a play's steps; nothing for a play without steps.
pub fn chart(title: &str, steps: &[PlayStep]) -> Option<Value> {
    if steps.is_empty() {
        return None;
    }
    let owner = |step: &PlayStep| step.owner.as_ref().map_or("nobody", |o| o.id()).to_owned();
    let mut teams: Vec<String> = vec![];
    for step in steps {
        let receiver = step.hand_off.as_ref().map(|h| h.to.id().to_owned());
        for team in std::iter::once(owner(step)).chain(receiver) {
            if !teams.contains(&team) {
                teams.push(team);
            }
        }
    }
    let lane = |team: &str| teams.iter().position(|t| t == team).unwrap_or(0);
    let nodes: Vec<Node> = steps
        .iter()
        .enumerate()
        .map(|(n, step)| Node {
            x: LEFT + n * COLUMN,
            y: TOP + lane(&owner(step)) * LANE + (LANE - HEIGHT) / 2,
        })
        .collect();
    let shown = nodes.iter().zip(steps).enumerate().map(|(n, (node, step))| {
        map! {
            "x": node.x, "y": node.y, "width": WIDTH, "height": HEIGHT, "n": n + 1,
            "label": label(&step.touch),
            "url": format!("#step-{}", n + 1),
        }
    });
    let ticks = nodes.iter().zip(steps).filter_map(|(node, step)| {
        let day =
            step.day.map(|d| format!("day {d}")).or_else(|| step.wait.as_ref().map(|w| format!("after {w}")));
        day.map(|label| map! { "x": node.x + WIDTH / 2, "label": label })
    });
    let mut links: Vec<Value> = vec![];
    for (n, (node, step)) in nodes.iter().zip(steps).enumerate() {
        let next = steps.get(n + 1);
        if let Some(to) = nodes.get(n + 1) {
            links.push(map! { "d": way(node, to), "hand_off": step.hand_off.is_some() });
        }
        // Who takes over without a step of their own is shown by an arrow into their lane.
        let to = step.hand_off.as_ref().map(|h| h.to.id());
        let taken_up = next.map(owner).as_deref() == to;
        if let Some(to) = to.filter(|to| !taken_up && *to != owner(step)) {
            links.push(map! { "d": drop_to(node, TOP + lane(to) * LANE + LANE / 2), "hand_off": true });
        }
    }
    let lanes = teams.iter().enumerate().map(|(at, team)| {
        map! { "name": ordinary(team), "y": TOP + at * LANE, "height": LANE }
    });
    let told: Vec<String> = steps
        .iter()
        .enumerate()
        .map(|(n, s)| format!("{}. {} by {}", n + 1, s.touch, ordinary(&owner(s))))
        .collect();
    Some(map! {
        "title": format!("Who does what, when: {title}"),
        "description": told.join("; "),
        "width": LEFT + steps.len() * COLUMN,
        "height": TOP + teams.len() * LANE + 8,
        "lanes": lanes.collect::<Vec<_>>(),
        "ticks": ticks.collect::<Vec<_>>(),
        "nodes": shown.collect::<Vec<_>>(),
        "links": links,
    })
}

struct Node {
    x: usize,
    y: usize,
}

/// A curve from the right side of a node to the left side of the next.
fn way(from: &Node, to: &Node) -> String {
    let (x1, y1) = (from.x + WIDTH, from.y + HEIGHT / 2);
    let (x2, y2) = (to.x, to.y + HEIGHT / 2);
    let middle = usize::midpoint(x1, x2);
    format!("M{x1} {y1} C{middle} {y1} {middle} {y2} {x2} {y2}")
}

/// A line from a node down or up into another lane.
fn drop_to(from: &Node, y: usize) -> String {
    let (x, edge) = (from.x + WIDTH / 2, if y > from.y { from.y + HEIGHT } else { from.y });
    format!("M{x} {edge} V{y}")
}

/// A touch in at most two lines; what does not fit is cut with an ellipsis.
fn label(touch: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in touch.split_whitespace() {
        let last = lines.len() - 1;
        let Some(line) = lines.get_mut(last) else { break };
        if line.is_empty() {
            line.push_str(word);
        } else if line.chars().count() + 1 + word.chars().count() <= LINE {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    let more = lines.len() > 2;
    lines.truncate(2);
    let cut = |(at, line): (usize, String)| {
        let long = line.chars().count() > LINE;
        let shortened: String = line.chars().take(LINE - 1).collect();
        match () {
            () if long => format!("{shortened}…"),
            () if more && at == 1 => format!("{line}…"),
            () => line,
        }
    };
    lines.into_iter().enumerate().map(cut).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_has_two_lines_at_most() {
        assert_eq!(label("Call"), ["Call"]);
        assert_eq!(label("Message on the network"), ["Message on the", "network"]);
        assert_eq!(label("A very long touch that goes on and on").len(), 2);
        assert!(label(&"x".repeat(60)).iter().all(|l| l.chars().count() <= LINE));
    }
}

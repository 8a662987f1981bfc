//! Circles: groups of nodes that all lead to one another.

/// The groups of nodes that lead to one another, each in order, by their first node. `leads_to` holds for each node the
/// nodes it leads to; a node alone is a circle where it leads to itself. Linear in nodes and edges, without recursion
/// (Tarjan's strongly connected components).
pub fn circles(leads_to: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut search = Search {
        leads_to,
        order: vec![None; leads_to.len()],
        low: vec![0; leads_to.len()],
        open: vec![false; leads_to.len()],
        stack: vec![],
        next: 0,
        found: vec![],
    };
    for node in 0..leads_to.len() {
        search.from(node);
    }
    let mut found = search.found;
    found.sort();
    found
}

struct Search<'g> {
    leads_to: &'g [Vec<usize>],
    order: Vec<Option<usize>>,
    low: Vec<usize>,
    open: Vec<bool>,
    stack: Vec<usize>,
    next: usize,
    found: Vec<Vec<usize>>,
}

impl Search<'_> {
    fn from(&mut self, start: usize) {
        if self.order.get(start).is_none_or(Option::is_some) {
            return;
        }
        // A node on the way, and which of its edges comes next.
        let mut way = vec![(start, 0)];
        self.enter(start);
        while let Some((node, edge)) = way.last_mut() {
            let node = *node;
            let target = self.leads_to.get(node).and_then(|edges| edges.get(*edge)).copied();
            *edge += 1;
            match target {
                Some(target) => match self.order.get(target) {
                    Some(None) => {
                        self.enter(target);
                        way.push((target, 0));
                    }
                    Some(Some(order)) if self.open[target] => self.low[node] = self.low[node].min(*order),
                    _ => {}
                },
                None => {
                    way.pop();
                    if let Some((before, _)) = way.last() {
                        self.low[*before] = self.low[*before].min(self.low[node]);
                    }
                    self.leave(node);
                }
            }
        }
    }

    fn enter(&mut self, node: usize) {
        self.order[node] = Some(self.next);
        (self.low[node], self.open[node]) = (self.next, true);
        self.next += 1;
        self.stack.push(node);
    }

    /// Closes a node; where it is the first of a group, takes the group off the stack.
    fn leave(&mut self, node: usize) {
        if self.order[node] != Some(self.low[node]) {
            return;
        }
        let mut group = vec![];
        while let Some(top) = self.stack.pop() {
            self.open[top] = false;
            group.push(top);
            if top == node {
                break;
            }
        }
        let itself = self.leads_to[node].contains(&node);
        if group.len() > 1 || itself {
            group.sort_unstable();
            self.found.push(group);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::circles;

    #[test]
    fn groups_that_lead_to_one_another() {
        assert!(circles(&[]).is_empty());
        assert!(circles(&[vec![1], vec![2], vec![]]).is_empty(), "a chain is no circle");
        assert_eq!(circles(&[vec![0]]), [[0]]);
        assert_eq!(circles(&[vec![1, 3], vec![2], vec![0], vec![3], vec![0]]), [vec![0, 1, 2], vec![3]]);
        let long: Vec<Vec<usize>> = (0..100_000).map(|n| vec![(n + 1) % 100_000]).collect();
        assert_eq!(circles(&long).first().map(Vec::len), Some(100_000));
    }

    #[test]
    fn a_target_out_of_range_is_no_edge() {
        assert!(circles(&[vec![7]]).is_empty());
    }
}

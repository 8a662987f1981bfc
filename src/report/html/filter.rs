//! Filters by severity, team, stage and rule, as style alone: a list to choose from, and for each entry a rule that hides
//! the rest. Names stand only in text; in style and attributes each is known by its number.

use std::fmt::Write;

use super::SEVERITIES;
use crate::account::{Tally, stage, team};
use crate::finding::Finding;
use crate::syntax::escape::html;

/// The names to choose from.
pub(super) struct Filters<'a> {
    teams: Vec<&'a str>,
    stages: Vec<&'a str>,
    rules: Vec<&'a str>,
}

impl<'a> Filters<'a> {
    pub(super) fn of(
        teams: &[(&'a str, Tally)],
        stages: &[(&'a str, Tally)],
        rules: &[(&'a str, Tally)],
    ) -> Self {
        let names = |rows: &[(&'a str, Tally)]| rows.iter().map(|(name, _)| *name).collect::<Vec<_>>();
        let (teams, stages, mut rules) = (names(teams), names(stages), names(rules));
        rules.sort_unstable();
        Self { teams, stages, rules }
    }

    /// The number of a rule.
    pub(super) fn rule(&self, id: &str) -> usize {
        number(&self.rules, id)
    }

    /// What the filters need to know of a place.
    pub(super) fn attributes(&self, finding: &Finding) -> String {
        let (team, stage) = (number(&self.teams, team(finding)), number(&self.stages, stage(finding)));
        format!(" data-team=\"{team}\" data-stage=\"{stage}\"")
    }

    /// For each entry of each list, what it hides.
    pub(super) fn style(&self) -> String {
        let mut style = String::new();
        for (severity, ..) in SEVERITIES {
            let name = severity.name();
            let chosen = chosen("severity", name);
            let _ = writeln!(style, "{chosen} .list:not([data-severity=\"{name}\"]) {{ display: none; }}");
        }
        for number in 0..self.rules.len() {
            let (chosen, it) = (chosen("rule", number), format!("[data-rule=\"{number}\"]"));
            let others = format!(".group:not({it}), .list:not(:has({it}))");
            let _ = writeln!(style, "{chosen} :is({others}) {{ display: none; }}");
        }
        for (name, count) in [("team", self.teams.len()), ("stage", self.stages.len())] {
            for number in 0..count {
                let (chosen, it) = (chosen(name, number), format!("[data-{name}=\"{number}\"]"));
                let others = format!(".list .place:not({it}), .group:not(:has({it})), .list:not(:has({it}))");
                let _ = writeln!(style, "{chosen} :is({others}) {{ display: none; }}");
            }
        }
        style
    }

    /// The lists to choose from; one that offers no choice is left out.
    pub(super) fn form(&self) -> String {
        let mut form = "<form>\n".to_owned();
        let severities = SEVERITIES.map(|(severity, title, _)| (severity.name().to_owned(), title));
        select(&mut form, "severity", "Severity", &severities);
        let lists =
            [("team", "Team", &self.teams), ("stage", "Stage", &self.stages), ("rule", "Rule", &self.rules)];
        for (name, title, names) in lists {
            let entries: Vec<_> = names.iter().enumerate().map(|(n, name)| (n.to_string(), *name)).collect();
            select(&mut form, name, title, &entries);
        }
        form.push_str("<button type=\"reset\">Show all</button>\n</form>\n");
        form
    }
}

fn number(names: &[&str], name: &str) -> usize {
    names.iter().position(|n| *n == name).unwrap_or(names.len())
}

/// Where an entry of a list is chosen.
fn chosen(list: &str, value: impl std::fmt::Display) -> String {
    format!("body:has(#{list} [value=\"{value}\"]:checked)")
}

fn select(form: &mut String, name: &str, title: &str, entries: &[(String, &str)]) {
    if entries.len() < 2 {
        return;
    }
    let _ = write!(form, "<label>{title}\n<select id=\"{name}\">\n<option value=\"\">all</option>\n");
    for (value, words) in entries {
        let _ = writeln!(form, "<option value=\"{value}\">{}</option>", html(words));
    }
    form.push_str("</select>\n</label>\n");
}

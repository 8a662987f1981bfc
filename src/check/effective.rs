//! All that counts for one file, and who says so.

use serde_json::{Value as Json, json};

use super::{Choice, Decided, Levels, Origin};
use crate::analyze::is_reason;
use crate::config::Config;
use crate::project::{self, Patterns, Piece, Project};
use crate::rules::RULES;
use crate::shape::Phrase;
use crate::text::Place;

/// One value that counts for a file.
#[derive(Clone, Debug)]
pub struct Effective {
    /// The group: `attributes`, `rules`, `options`, `suppress`, `check`.
    pub group: &'static str,
    /// The name: `channel`, `term/banned`, `voice/we-you.ratio`.
    pub name: String,
    /// The value.
    pub value: Json,
    /// Who says so: `refrain.yaml:12:5`, `front matter`, `default`, `--select`.
    pub origin: String,
}

/// Every value that counts for a file, group by group, for a run that asks for this.
pub fn effective(project: &Project, piece: &Piece, choice: &Choice) -> Vec<Effective> {
    let (levels, _) = Levels::chosen(&project.config, choice);
    let mut told = settings(&project.config, piece.path());
    told.extend(attributes(project, piece));
    told.extend(checking(project, &levels, piece.path()));
    told.extend(RULES.iter().filter_map(|rule| {
        let decided = levels.at(piece.path(), rule.id)?;
        let level = level_of(decided, rule.severity.name());
        let origin = match &decided.origin {
            Origin::Default => "default of the rule".to_owned(),
            origin => origin.to_string(),
        };
        Some(Effective { group: "rules", name: rule.id.to_owned(), value: level.into(), origin })
    }));
    for rule in RULES {
        told.extend(rule.options.iter().map(|option| {
            let set = project.config.option(piece.path(), rule.id, option.name);
            let origin = set.as_ref().map_or("default of the rule".to_owned(), |(_, place)| at(place));
            let value = set.map_or(option.default, |(value, _)| value);
            let name = format!("{}.{}", rule.id, option.name);
            Effective { group: "options", name, value: json!(value), origin }
        }));
    }
    told.extend(silenced(project, piece));
    told
}

fn level_of(decided: &Decided, own: &'static str) -> &'static str {
    match (decided.runs, decided.level) {
        (false, _) => "off",
        (true, Some(level)) => level.name(),
        (true, None) => own,
    }
}

fn settings(config: &Config, path: &str) -> Vec<Effective> {
    let layers: Vec<String> = config.layers(config.scope(path)).map(|l| l.source.path().to_owned()).collect();
    let nearest = layers.first().cloned().unwrap_or_default();
    vec![Effective { group: "check", name: "settings".to_owned(), value: json!(layers), origin: nearest }]
}

fn attributes(project: &Project, piece: &Piece) -> Vec<Effective> {
    let map = project::CopyMap::of(&project.config, &mut vec![]);
    let origins = map.origins(piece.copy());
    let values = serde_json::to_value(&piece.attributes).unwrap_or_default();
    let told = origins.into_iter().map(|(key, origin)| Effective {
        group: "attributes",
        name: key.to_owned(),
        value: values.get(key).cloned().unwrap_or_default(),
        origin: match origin {
            project::Origin::FrontMatter => "front matter".to_owned(),
            project::Origin::Entry(place) => at(&place),
            project::Origin::Nobody => "nobody says it".to_owned(),
        },
    });
    told.collect()
}

fn checking(project: &Project, levels: &Levels, path: &str) -> Vec<Effective> {
    let row = |name: &str, value: Json, origin: String| Effective {
        group: "check",
        name: name.to_owned(),
        value,
        origin,
    };
    let (profile, by) = levels.profile(path);
    let mut told = vec![row("profile", profile.name().into(), by.to_string())];
    let certainty = levels.certainty(path);
    told.push(row(
        "min_certainty",
        certainty.map_or(Json::Null, |(least, _)| least.name().into()),
        certainty.map_or(Origin::Default, |(_, origin)| origin.clone()).to_string(),
    ));
    let most = levels.most.as_ref();
    told.push(row(
        "max_per_rule",
        most.map_or(Json::Null, |(most, _)| json!(most)),
        most.map_or(Origin::Default, |(_, origin)| origin.clone()).to_string(),
    ));
    let baseline = project.config.settings.baseline.as_ref();
    told.push(row(
        "baseline",
        baseline.map_or(Json::Null, |path| path.as_str().into()),
        baseline.map_or("default".to_owned(), |path| at(&project.config.place(path.span()))),
    ));
    told
}

/// What settings and the file itself silence in the whole file.
fn silenced(project: &Project, piece: &Piece) -> Vec<Effective> {
    let row = |rules: &[String], reason: &str, text: Option<&str>, origin: String| Effective {
        group: "suppress",
        name: rules.join(", "),
        value: json!({"reason": reason, "text": text, "heeded": is_reason(reason)}),
        origin,
    };
    let mut told = vec![];
    for layer in project.config.all_layers() {
        for entry in &layer.files.suppress {
            if Patterns::of(&entry.files, layer, &mut vec![]).match_path(piece.path()) {
                let rules: Vec<String> = entry.silence.rule.iter().map(Phrase::to_string).collect();
                let reason = entry.silence.reason.as_ref().map_or("", Phrase::as_str);
                let place = entry.silence.rule.first().map(|rule| layer.place(rule.span()));
                let text = entry.silence.text.as_ref().map(Phrase::as_str);
                told.push(row(&rules, reason, text, place.as_ref().map(at).unwrap_or_default()));
            }
        }
    }
    let (remarks, _) = crate::analyze::remarks_in_copy(piece.copy());
    for remark in remarks {
        let place = Place::new(piece.source(), remark.at);
        told.push(row(&remark.rules, &remark.reason, remark.text.as_deref(), at(&place)));
    }
    told
}

fn at(place: &Place) -> String {
    Origin::Settings(place.clone()).to_string()
}

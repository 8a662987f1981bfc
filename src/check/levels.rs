//! At what level each rule speaks, in which file, and who says so.

use super::choice::{Choice, Named};
use crate::config::{Config, Layer, LeastCertainty, Level, Profile};
use crate::finding::{Certainty, Fault, Finding, Severity};
use crate::rules::{RULES, Rule, rule};
use crate::shape::did_you_mean;
use crate::text::{Place, WordMap};

/// Who decided something.
#[derive(Clone, Debug)]
pub enum Origin {
    /// The rule itself, or Refrain.
    Default,
    /// Settings, at this place.
    Settings(Place),
    /// The command line, by this flag.
    Flag(&'static str),
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::Settings(place) => {
                let start = place.start();
                write!(f, "{}:{}:{}", place.path(), start.line, start.scalar)
            }
            Self::Flag(flag) => f.write_str(flag),
        }
    }
}

/// What is decided about one rule.
#[derive(Clone, Debug)]
pub struct Decided {
    /// Its level, where somebody sets it; else its findings have their own severity, as the profile has it.
    pub level: Option<Level>,
    /// The profile that counts for it.
    pub profile: Profile,
    /// Whether it runs.
    pub runs: bool,
    /// Who says so.
    pub origin: Origin,
}

/// The levels of all rules in every scope of the settings.
#[derive(Clone, Debug)]
pub struct Levels {
    scopes: Vec<Scope>,
    /// How many findings of one rule are shown.
    pub most: Option<(usize, Origin)>,
}

/// What counts for the files that obey the same settings.
#[derive(Clone, Debug, Default)]
struct Scope {
    folder: String,
    /// Asked for each rule and piece.
    rules: WordMap<&'static str, Decided>,
    certainty: Option<(LeastCertainty, Origin)>,
    /// The profile of rules whose level nobody sets.
    profile: Option<(Profile, Origin)>,
}

impl Levels {
    /// The levels of the settings; unknown rules, families and options are told. A rule's own level counts before its
    /// family's, both before the profile, and nearer settings before those they extend.
    pub fn of(config: &Config) -> (Self, Vec<Fault>) {
        Self::chosen(config, &Choice::default())
    }

    /// The levels of the settings for a run that asks for something else besides.
    pub fn chosen(config: &Config, choice: &Choice) -> (Self, Vec<Fault>) {
        let faults = config.all_layers().flat_map(unknown).collect();
        let folders = std::iter::once("").chain(config.folders.iter().map(|f| f.path.as_str()));
        let scopes = folders.enumerate().map(|(number, folder)| {
            let layers: Vec<Layer<'_>> = config.layers(number).collect();
            let rules = RULES.iter().map(|rule| (rule.id, decide(rule, &layers, choice))).collect();
            let of_settings = layers.iter().find_map(|layer| {
                let least = layer.files.rules.as_ref()?.min_certainty.as_ref()?;
                Some((least.value, Origin::Settings(layer.place(least.span))))
            });
            let asked = choice.min_certainty.map(|least| (least, Origin::Flag("--min-certainty")));
            let profile = profile_of(&layers, choice.profile);
            Scope { folder: folder.to_owned(), rules, certainty: asked.or(of_settings), profile }
        });
        let written = config.settings.max_per_rule.as_ref();
        let written = written.map(|most| (most.value as usize, Origin::Settings(config.place(most.span))));
        let most = choice.max_per_rule.map(|most| (most, Origin::Flag("--max-per-rule"))).or(written);
        (Self { scopes: scopes.collect(), most }, faults)
    }

    /// Levels that let some rules run, whatever their default.
    pub fn all(rules: &[&'static Rule]) -> Self {
        let on = |rule: &Rule| rules.iter().any(|r| r.id == rule.id);
        let decided = |rule: &'static Rule| {
            let runs = rule.on || on(rule);
            (rule.id, Decided { level: None, profile: Profile::Standard, runs, origin: Origin::Default })
        };
        let scope =
            Scope { rules: RULES.iter().chain(rules).copied().map(decided).collect(), ..Scope::default() };
        Self { scopes: vec![scope], most: None }
    }

    fn scope(&self, path: &str) -> Option<&Scope> {
        let inside = |folder: &str| {
            folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
        };
        self.scopes.iter().filter(|s| inside(&s.folder)).max_by_key(|s| s.folder.len())
    }

    /// What is decided about a rule for a file.
    pub fn at(&self, path: &str, rule: &str) -> Option<&Decided> {
        self.scope(path)?.rules.get(rule)
    }

    /// The profile of rules whose level nobody sets, for a file, and who says so.
    pub fn profile(&self, path: &str) -> (Profile, Origin) {
        let said = self.scope(path).and_then(|s| s.profile.clone());
        said.unwrap_or((Profile::Standard, Origin::Default))
    }

    /// How sure a finding in a file must be.
    pub fn certainty(&self, path: &str) -> Option<&(LeastCertainty, Origin)> {
        self.scope(path)?.certainty.as_ref()
    }

    /// Whether a rule runs for any file.
    pub fn runs(&self, rule: &Rule) -> bool {
        self.scopes.iter().filter_map(|s| s.rules.get(rule.id)).any(|decided| decided.runs)
    }

    /// A rule and the scopes in which it runs.
    pub(super) fn running(&self, rule: &Rule) -> String {
        let scopes = self.scopes.iter().filter(|s| s.rules.get(rule.id).is_some_and(|d| d.runs));
        scopes.fold(rule.id.to_owned(), |text, scope| text + " " + &scope.folder)
    }

    /// Whether a rule runs for a file.
    pub fn runs_at(&self, path: &str, rule: &Rule) -> bool {
        // One scope is the usual case, and is asked for each rule and file.
        if let [scope] = self.scopes.as_slice() {
            return scope.rules.get(rule.id).is_some_and(|decided| decided.runs);
        }
        self.at(path, rule.id).is_some_and(|decided| decided.runs)
    }

    /// Whether what a remark names ran whole, in a file or at all: no rule of it was left out by this run.
    pub(super) fn ran(&self, named: Named, path: Option<&str>) -> bool {
        let runs = |rule: &Rule| path.map_or_else(|| self.runs(rule), |path| self.runs_at(path, rule));
        let asked_out = |rule: &Rule| {
            let decided = self.at(path.unwrap_or_default(), rule.id);
            decided.is_some_and(|d| !d.runs && matches!(d.origin, Origin::Flag(_)))
        };
        match named {
            Named::Rule(rule) => runs(rule),
            Named::Family(family) => {
                let of_family = || RULES.iter().filter(|r| r.family() == family);
                of_family().any(|rule| runs(rule)) && !of_family().any(|rule| asked_out(rule))
            }
        }
    }

    /// The severity that the project's settings give to a rule's findings.
    pub fn severity(&self, rule: &str) -> Option<Severity> {
        self.scopes.first()?.rules.get(rule)?.level?.severity()
    }

    /// Gives a finding the severity that counts where it stands; whether it is told at all.
    pub(super) fn adjust(&self, finding: &mut Finding) -> bool {
        let Some(scope) = self.scope(finding.place.path()) else { return true };
        let Some(decided) = scope.rules.get(finding.rule) else { return true };
        let sure = scope.certainty.as_ref().is_none_or(|(least, _)| finding.certainty >= least.certainty());
        if !decided.runs || !sure {
            return false;
        }
        if let Some(level) = decided.level {
            finding.severity = level.severity().unwrap_or(finding.severity);
            return true;
        }
        match decided.profile {
            Profile::Minimal => finding.severity == Severity::Error && finding.certainty == Certainty::Exact,
            Profile::Standard => true,
            Profile::Strict => {
                finding.severity = finding.severity.max(Severity::Warning);
                true
            }
        }
    }
}

/// What the command line, the settings from the nearest on, and the rule itself say, in this order.
fn decide(rule: &'static Rule, layers: &[Layer<'_>], choice: &Choice) -> Decided {
    let standard = |runs, origin| Decided { level: None, profile: Profile::Standard, runs, origin };
    if choice.ignore.iter().any(|named| named.means(rule)) {
        return standard(false, Origin::Flag("--ignore"));
    }
    if !choice.select.is_empty() && !choice.select.iter().any(|named| named.means(rule)) {
        return standard(false, Origin::Flag("--select"));
    }
    let decided = by_settings(rule, layers, choice.profile);
    let named = choice.select.iter().any(|n| matches!(n, Named::Rule(named) if named.id == rule.id));
    if named && !decided.runs { standard(true, Origin::Flag("--select")) } else { decided }
}

fn by_settings(rule: &'static Rule, layers: &[Layer<'_>], asked: Option<Profile>) -> Decided {
    let of_profile = |profile, origin| {
        let runs = rule.on || profile == Profile::Strict;
        Decided { level: None, profile, runs, origin }
    };
    for layer in layers {
        let Some(settings) = &layer.files.rules else { continue };
        let named = |wanted: &str| settings.levels.iter().find(|(name, _)| name.as_str() == wanted);
        if let Some((name, level)) = named(rule.id).or_else(|| named(rule.family())) {
            let origin = Origin::Settings(layer.place(name.span()));
            let runs = *level != Level::Off;
            return Decided { level: Some(*level), profile: Profile::Standard, runs, origin };
        }
        if let (Some(profile), None) = (&settings.profile, asked) {
            return of_profile(profile.value, Origin::Settings(layer.place(profile.span)));
        }
    }
    match asked {
        Some(profile) => of_profile(profile, Origin::Flag("--profile")),
        None => of_profile(Profile::Standard, Origin::Default),
    }
}

/// The profile that counts where no level is set, and who says so.
fn profile_of(layers: &[Layer<'_>], asked: Option<Profile>) -> Option<(Profile, Origin)> {
    let of_layer = |layer: &Layer<'_>| {
        let profile = layer.files.rules.as_ref()?.profile.as_ref()?;
        Some((profile.value, Origin::Settings(layer.place(profile.span))))
    };
    let asked = asked.map(|profile| (profile, Origin::Flag("--profile")));
    asked.or_else(|| layers.iter().find_map(of_layer))
}

/// Tells every rule, family and option of settings that there is not.
fn unknown(layer: Layer<'_>) -> Vec<Fault> {
    let mut faults = vec![];
    let Some(settings) = &layer.files.rules else { return faults };
    for (name, _) in settings.levels.iter() {
        if let Err(hint) = Named::parse(name) {
            faults.push(unknown_rule(layer.place(name.span()), name, &hint));
        }
    }
    for (name, options) in settings.options.iter() {
        let Some(rule) = rule(name) else {
            let hint = did_you_mean(name, RULES.iter().map(|r| r.id));
            faults.push(unknown_rule(layer.place(name.span()), name, &hint));
            continue;
        };
        for (option, _) in options.iter() {
            if rule.options.iter().all(|o| o.name != option.as_str()) {
                faults.push(Fault::new(
                    "settings/unknown-option",
                    layer.place(option.span()),
                    format!("rule `{name}` has no option `{option}`"),
                    did_you_mean(option, rule.options.iter().map(|o| o.name)),
                ));
            }
        }
    }
    faults
}

/// A rule that there is not.
fn unknown_rule(place: Place, name: &str, hint: &str) -> Fault {
    Fault::new("settings/unknown-rule", place, format!("there is no rule `{name}`"), hint)
}

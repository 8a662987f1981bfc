//! Themes: every built-in one draws every page; what is wrong with a template is told at once, with what is there instead;
//! the page that documents the context is up to date.

use std::fs;

use refrain::check::{Outcome, check};
use refrain::files::{Disk, Files, Memory};
use refrain::finding::Fault;
use refrain::project::{Opening, Project};
use refrain::shape::Date;
use refrain::site::{DEFAULT, Options, Site, Theme, build, describe};

fn open(files: &dyn Files) -> (Project, Outcome) {
    let opening = Opening { as_of: None, today: Date::parse("2026-11-01").unwrap(), paths: vec![] };
    let project = Project::open(files, &opening).unwrap_or_else(|f| panic!("{f:#?}"));
    let outcome = check(&project);
    (project, outcome)
}

fn told(faults: &[Fault]) -> String {
    let line = |f: &Fault| {
        let start = f.place.start();
        format!(
            "{}:{}:{}: {} [{}]\n  {}\n",
            f.place.path(),
            start.line,
            start.scalar,
            f.message,
            f.code,
            f.help
        )
    };
    faults.iter().map(line).collect()
}

fn built(theme: &str) -> Site {
    let files = Disk::new(".");
    let (project, outcome) = open(&files);
    let theme = Theme::load(&files, theme).unwrap_or_else(|f| panic!("{}", told(&f)));
    build(&project, &outcome, &theme, &Options::default()).unwrap_or_else(|f| panic!("{}", told(&f)))
}

/// A small project with a theme of its own.
fn with(templates: &[(&str, &str)]) -> Memory {
    let mut files = Memory::default();
    files.insert("refrain.yaml", "company: Acme\nas_of: 2026-11-01\n");
    files.insert(
        "content/a.yaml",
        "pains: [{id: p, statement: Gaps., words: [empty]}, {id: q, statement: More.}]\n",
    );
    for (name, text) in templates {
        files.insert(&format!("themes/ours/{name}"), *text);
    }
    files
}

/// All that is told of a theme, with the first of the names that are there.
fn faults(templates: &[(&str, &str)]) -> String {
    let told = |faults: &[Fault]| {
        let mut faults = faults.to_vec();
        for fault in &mut faults {
            if let Some((before, names)) = fault.help.split_once("there are: ") {
                let names: Vec<&str> = names.split(", ").collect();
                assert!(names.len() > 2 && names.is_sorted(), "{names:?}");
                fault.help = format!("{before}there are: {}, ...", names[..2].join(", "));
            }
        }
        told(&faults)
    };
    let files = with(templates);
    let (project, outcome) = open(&files);
    match Theme::load(&files, "ours") {
        Err(faults) => told(&faults),
        Ok(theme) => match build(&project, &outcome, &theme, &Options::default()) {
            Err(faults) => told(&faults),
            Ok(_) => "nothing".to_owned(),
        },
    }
}

#[test]
fn every_built_in_theme_draws_the_example_without_a_dead_link() {
    let pages = |site: &Site| site.files.keys().filter(|p| p.ends_with(".html")).cloned().collect::<Vec<_>>();
    let default = pages(&built(DEFAULT));
    assert!(Theme::built_in().len() > 1 && Theme::built_in().contains(&DEFAULT));
    for theme in Theme::built_in() {
        let site = built(theme);
        assert!(site.faults.is_empty(), "{theme}:\n{}", told(&site.faults));
        assert_eq!(pages(&site), default, "{theme} draws other pages than the default theme");
        for (path, bytes) in site.files.iter().filter(|(p, _)| p.ends_with(".html")) {
            let text = std::str::from_utf8(bytes).unwrap();
            assert!(text.contains("default-src 'none'") && text.contains("id=\"main\""), "{theme}: {path}");
            assert!(!text.contains("<script>") && !text.contains(" style=\""), "{theme}: {path}");
        }
    }
}

#[test]
fn a_built_in_theme_is_small_and_needs_nothing_of_the_project() {
    let files = with(&[]);
    let (project, outcome) = open(&files);
    for theme in Theme::built_in() {
        let theme = Theme::load(&files, theme).unwrap_or_else(|f| panic!("{}", told(&f)));
        let site =
            build(&project, &outcome, &theme, &Options::default()).unwrap_or_else(|f| panic!("{}", told(&f)));
        assert!(site.faults.is_empty(), "{}", told(&site.faults));
    }
    let paper: Vec<_> = fs::read_dir("themes/paper/templates").unwrap().collect();
    assert!(paper.len() <= 4, "the paper theme takes its pages from the default one");
}

#[test]
fn the_context_is_documented_as_it_is() {
    let files = Disk::new(".");
    let (project, outcome) = open(&files);
    let theme = Theme::load(&files, DEFAULT).unwrap_or_else(|f| panic!("{}", told(&f)));
    let page = describe(&project, &outcome, &theme).unwrap_or_else(|f| panic!("{}", told(&f)));
    let file = "themes/CONTEXT.md";
    if std::env::var_os("UPDATE").is_some() {
        fs::write(file, &page).unwrap();
    }
    let written = fs::read_to_string(file).unwrap();
    let differ = page.lines().zip(written.lines()).find(|(a, b)| a != b);
    assert!(
        page == written,
        "{file} is out of date; write it anew: UPDATE=1 cargo test --test suite themes\n{differ:#?}"
    );
}

#[test]
fn a_file_a_block_or_a_component_is_overridden_alone() {
    let files = with(&[
        (
            "templates/base.html",
            "{% extends \"default/base.html\" %}{% block head %}<meta name=\"ours\" content=\"x\">{% endblock head %}",
        ),
        (
            "templates/parts.html",
            "{% component severity(n: integer) %}<i>how bad: {{ n }}</i>{% endcomponent severity %}",
        ),
        ("templates/menu.html", "<nav>{{ root }}{{ menu[0].links[0].url }}</nav>"),
        ("assets/style.css", "body{color:#000}"),
    ]);
    let (project, outcome) = open(&files);
    let theme = Theme::load(&files, "ours").unwrap_or_else(|f| panic!("{}", told(&f)));
    let site =
        build(&project, &outcome, &theme, &Options::default()).unwrap_or_else(|f| panic!("{}", told(&f)));
    let page = String::from_utf8(site.files["pain/p.html"].clone()).unwrap();
    assert!(
        page.contains("<meta name=\"ours\"") && page.contains("<i>how bad: 0</i>") && page.contains("Gaps."),
        "{page}"
    );
    assert!(page.contains("<nav>../index.html</nav>") && !page.contains("class=\"menu\""), "{page}");
    let home = String::from_utf8(site.files["index.html"].clone()).unwrap();
    assert!(home.contains("<nav>index.html</nav>"), "{home}");
    assert_eq!(site.files["assets/style.css"], b"body{color:#000}");
    assert!(site.files.contains_key("assets/search.js"), "what is not overridden comes along");
}

#[test]
fn every_unknown_name_is_told_at_once_with_what_is_there() {
    let pain = "{% extends \"base.html\" %}
{% block main %}
  {{ pain.statment | line }}
  {% for w in pain.wrds %}{{ w }}{% endfor %}
  {% if pian.severity > 3 %}bad{% endif %}
  {{ pain.ref.titel }} {{ pain.ref.title }} {{ site.compny }}
{% endblock main %}
";
    let terms = "{% extends \"base.html\" %}{% block main %}{{ termz }}{% endblock main %}";
    insta::assert_snapshot!(
        "theme_unknown_names",
        faults(&[("templates/pain.html", pain), ("templates/terms.html", terms)])
    );
}

#[test]
fn the_menu_is_drawn_for_many_pages_and_what_is_wrong_with_it_is_told_once() {
    let menu = "{% for m in menu %}{{ m.titel }}{% endfor %}\n{{ page.title }}\n{{ site.compny }}\n";
    let told = faults(&[("templates/menu.html", menu)]);
    let places: Vec<&str> = told.lines().filter_map(|line| line.split_once(": ")).map(|(p, _)| p).collect();
    let places: Vec<&str> = places.into_iter().filter(|p| p.starts_with("themes/ours/")).collect();
    let expected = ["1:25", "2:4", "3:9"].map(|at| format!("themes/ours/templates/menu.html:{at}"));
    assert_eq!(places, expected, "{told}");
}

#[test]
fn every_unknown_filter_component_test_include_and_block_is_told_at_once() {
    let pain = "{% extends \"base.html\" %}
{% block mian %}
  {{ pain.statement | lnie }} {{ <claimz c={pain}/> }} {{ rnage(end=3) }}
  {% if pain.severity is numbr %}bad{% endif %}
{% endblock mian %}
{% block main %}{% include \"heda.html\" %}{% endblock main %}
";
    let terms = "{% extends \"bsae.html\" %}{% block main %}{{ x | uper }}{% endblock main %}";
    insta::assert_snapshot!(
        "theme_unknown_parts",
        faults(&[("templates/pain.html", pain), ("templates/terms.html", terms)])
    );
}

#[test]
fn a_slip_of_writing_is_told_in_each_template() {
    insta::assert_snapshot!(
        "theme_broken",
        faults(&[
            ("templates/pain.html", "{% extends \"base.html\" %}\n{% block main %}{% if %}\n"),
            ("templates/terms.html", "one\n{{ page.title | line \n"),
            ("templates/voice.html", "{% block main %}{% for %}{% endblock main %}"),
        ])
    );
}

#[test]
fn a_circle_and_a_wrong_value_are_told_where_they_are() {
    let circle = faults(&[("templates/base.html", "\n{% extends \"base.html\" %}")]);
    let wrong = faults(&[(
        "templates/pain.html",
        "{% extends \"base.html\" %}{% block main %}\n{{ pain.severity | line }}{% endblock main %}",
    )]);
    let twice = faults(&[
        ("templates/a.html", "{% component mine() %}a{% endcomponent mine %}"),
        ("templates/b.html", "{% component mine() %}b{% endcomponent mine %}"),
    ]);
    insta::assert_snapshot!("theme_other_faults", format!("{circle}\n{wrong}\n{twice}"));
}

#[test]
fn a_theme_that_is_not_there_is_told_with_those_that_are() {
    let files = with(&[]);
    let told = |name: &str| told(&Theme::load(&files, name).unwrap_err());
    assert!(
        told("papr").contains("there is no theme `papr`") && told("papr").contains("did you mean `paper`?")
    );
    assert!(told("Ours").contains("use lower-case letters"));
}

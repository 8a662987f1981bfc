//! The rule that CONTRIBUTING.md adds: it compiles as it stands there, does what its page shows, and costs two lines.

use refrain::rules::{Check, CopyView, Rule};

mod voice_shouting;

#[test]
fn the_rule_of_the_guide_does_what_its_page_shows() {
    let drawn = crate::rule_pages::redraw(&voice_shouting::RULE);
    assert_eq!(drawn, voice_shouting::RULE.page);
}

#[test]
fn the_guide_shows_both_files_as_they_are() {
    let guide = std::fs::read_to_string("CONTRIBUTING.md").unwrap();
    for file in ["voice_shouting.rs", "voice_shouting.md"] {
        let text = std::fs::read_to_string(format!("tests/suite/addition/{file}")).unwrap();
        assert!(
            guide.contains(&text),
            "CONTRIBUTING.md shows another {file} than tests/suite/addition/{file}"
        );
    }
}

#[test]
fn a_rule_is_named_in_two_lines_and_nowhere_else() {
    let registry = std::fs::read_to_string("src/rules/mod.rs").unwrap();
    let sources = crate::floors::rust_files(std::path::Path::new("src"));
    for rule in refrain::rules::RULES {
        let module = rule.id.replace(['/', '-'], "_");
        let lines: Vec<&str> =
            registry.lines().filter(|l| !l.contains("//") && l.contains(&module)).map(str::trim).collect();
        assert_eq!(lines, [format!("mod {module};"), format!("&{module}::RULE,")], "{}", rule.id);
        for file in &sources {
            let own = file.file_stem().is_some_and(|s| s.to_str() == Some(&module))
                || file.ends_with("rules/mod.rs");
            let text = std::fs::read_to_string(file).unwrap();
            let code: String = text.lines().filter(|l| !l.trim_start().starts_with("//")).collect();
            assert!(
                own || !code.contains(&format!("{module}::")),
                "{} names the rule {}",
                file.display(),
                rule.id
            );
        }
    }
}

//! A broken content file costs what is broken: the rest is read, and nothing is told twice.
use refrain::model::Playbook;
use refrain::text::Source;

#[test]
fn one_file_tells_all_its_faults_once_and_keeps_its_sound_items() {
    let text = "pains:\n  - id: one\n    statement: \"never closed\n    severity: 3\n  - id: two\n    statement: We promise: \
                a slot\n  - id: three\n    statement: A sound item.\n    sevrity: 3\n  - id: four\n    severity: 2\n\
                personas\nterms:\n\t- use: a tab\n";
    let (_, faults) = Playbook::read(&Source::new("content/pains.yaml", text));
    let mut told: Vec<_> =
        faults.iter().map(|f| (f.place.start().line, f.code, f.message.as_str())).collect();
    told.sort();
    assert_eq!(
        told,
        [
            (3, "yaml/quote", "this quote is never closed"),
            (6, "yaml/colon", "a `:` inside a text without quotes"),
            (9, "yaml/unknown-key", "`sevrity` is not a key here"),
            (10, "yaml/missing-key", "`statement` is missing"),
            (12, "yaml/syntax", "`personas` is not `key: value`"),
            (14, "yaml/tab", "a tab cannot indent"),
        ]
    );
}

//! What is a tag and what is prose.

use super::*;

fn tags(text: &str, dialect: Dialect) -> Vec<(&str, Kind, bool)> {
    find(text, dialect).iter().map(|t| (&text[t.span.range()], t.kind, t.shown)).collect()
}

#[test]
fn templates_are_found_and_prose_is_left_alone() {
    let text = "Hi {{ first_name | default: 'you' }}, a {brace}, [CUSTOMER], {!Contact.Name} and *|FNAME|*: 5 * 3 | 100%%.";
    let found: Vec<_> = tags(text, Dialect::Markdown).into_iter().map(|t| t.0).collect();
    assert_eq!(found, ["{{ first_name | default: 'you' }}", "{!Contact.Name}", "*|FNAME|*"]);
    assert_eq!(tags("{{first {{name}} }} {{{{{", Dialect::Text), [("{{name}}", Kind::Value, true)]);
}

#[test]
fn a_tag_with_its_own_line_leaves_nothing() {
    let text = "# Title\n{: .lead #top}\n{% if a %}\nText {% if b %}x{% endif %}\n{{ body }}\n";
    let shown: Vec<_> = tags(text, Dialect::Markdown).into_iter().map(|t| (t.1, t.2)).collect();
    assert_eq!(
        shown,
        [
            (Kind::Attributes, false),
            (Kind::Block, false),
            (Kind::Block, true),
            (Kind::Block, true),
            (Kind::Value, true)
        ]
    );
    let masked = mask(text, &find(text, Dialect::Markdown));
    assert_eq!(masked.len(), text.len());
    assert!(!masked.contains(['{', '%', '}']));
}

#[test]
fn code_is_passed_over_in_markdown() {
    assert!(tags("Use `{{ x }}` or\n\n```js\na = {{ b }}\n```\n", Dialect::Markdown).is_empty());
    assert_eq!(tags("a ` b {{ x }}\n\n` c", Dialect::Markdown).len(), 1);
    assert_eq!(tags("Use `{{ x }}`", Dialect::Text).len(), 1);
}

#[test]
fn mdx_modules_elements_and_expressions() {
    let text = "import A from './a'\nexport const m = {\n\n  a: 1,\n}\n\nExport your data.\n\n<Hero a={() => x > 1}\n  title=\"Hi\" />\n{/* refrain-ignore x */} We have {count} vans < 3.\n";
    let found = tags(text, Dialect::Mdx);
    assert_eq!(
        found.iter().map(|t| t.1).collect::<Vec<_>>(),
        [Kind::Module, Kind::Element, Kind::Comment, Kind::Value]
    );
    assert_eq!(found[1].0, "<Hero a={() => x > 1}\n  title=\"Hi\" />");
    assert_eq!(jsx_as_html("<A b={x > 1} c=\"{\" />"), "<A b=xxxxxxx c=\"{\" />");
}

#[test]
fn remarks_and_shortcodes() {
    let text = "{% comment %} a {{ b }} {% endcomment %}{{< figure >}}{{#if a}}{{!-- }} --}}{# a #}";
    let kinds: Vec<_> = tags(text, Dialect::Text).into_iter().map(|t| t.1).collect();
    assert_eq!(kinds, [Kind::Comment, Kind::Block, Kind::Block, Kind::Comment, Kind::Comment]);
}

#[test]
fn hostile_repeats_stay_linear() {
    for unit in [
        "{{",
        "{{a",
        "{%",
        "<?",
        "`",
        "``a`",
        "```\n",
        "{",
        "<a \"",
        "{% comment %}",
        "{% comment %}endcomment",
        "{{!--",
        "%%a",
        "<a {",
    ] {
        let text = unit.repeat(200_000 / unit.len());
        for dialect in [Dialect::Text, Dialect::Markdown, Dialect::Mdx] {
            let _ = find(&text, dialect);
        }
    }
}

//! What the site writes for a Markdown text.

use super::*;

fn html(markdown: &str) -> String {
    to_html(markdown, Headings { first: 2, prefix: Some("") }, &web_links)
}

#[test]
fn blocks_become_elements() {
    let text = "# One *two*\n\nPara  \nbreak & <b>raw</b>\n\n- a\n- [x] b\n\n3. c\n\n> q\n\n> [!TIP]\n> t\n\n```rs\na<b\n```\n\n<div>\nx\n</div>\n\n---\n";
    assert_eq!(
        html(text),
        "<h2 id=\"one-two\">One <em>two</em></h2>\n<p>Para<br>\nbreak &amp; &lt;b&gt;raw&lt;/b&gt;</p>\n<ul>\n<li>a</li>\n<li><span class=\"task\">☑</span> b</li>\n</ul>\n<ol start=\"3\">\n<li>c</li>\n</ol>\n<blockquote>\n<p>q</p>\n</blockquote>\n<blockquote class=\"tip\">\n<p>t</p>\n</blockquote>\n<pre><code class=\"language-rs\">a&lt;b\n</code></pre>\n<p class=\"raw\">&lt;div&gt;\nx\n&lt;/div&gt;</p>\n<hr>\n"
    );
}

#[test]
fn tables_have_scopes_and_headings_have_ids_of_their_own() {
    assert_eq!(
        html("| A | B |\n|---|--:|\n| {{ a | b }} | 2 |\n"),
        "<table>\n<thead>\n<tr><th scope=\"col\">A</th><th scope=\"col\" class=\"right\">B</th></tr>\n</thead>\n<tbody>\n<tr><td><span class=\"slot\">{{ a | b }}</span></td><td class=\"right\">2</td></tr>\n</tbody>\n</table>\n"
    );
    let headings = Headings { first: 5, prefix: Some("m-") };
    assert_eq!(
        to_html("# A\n# A\n### A 2!\n# 日本\n# ?\n", headings, &web_links),
        "<h5 id=\"m-a\">A</h5>\n<h5 id=\"m-a-2\">A</h5>\n<h6 id=\"m-a-2-2\">A 2!</h6>\n<h5 id=\"m-日本\">日本</h5>\n<h5 id=\"m-section\">?</h5>\n"
    );
}

#[test]
fn only_safe_targets_stay() {
    for bad in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "javascript&colon;alert(1)",
        "java&Tab;script:alert(1)",
        "java&NewLine;script:x",
        "&#1;javascript:x",
        "vbscript:x",
        "data:text/html,x",
        "//evil.example",
        "/\\\\evil.example",
        "file:///etc",
        "x{{ a }}",
    ] {
        let out = html(&format!("[t]({bad})"));
        assert!(!out.contains("<a"), "{bad}: {out}");
        assert!(!html(&format!("![t]({bad})")).contains("<img"), "{bad}");
    }
    for good in ["https://a.example/?b=1&c=2", "mailto:a@b.example", "tel:+1", "../a b.html", "#x", "a:b/c"] {
        let safe = safe_target(good);
        assert_eq!(safe.is_some(), good != "a:b/c", "{good}");
    }
    assert_eq!(
        html("[a](https://a.example/?b=1&c=\"2\" \"T'\")"),
        "<p><a href=\"https://a.example/?b=1&amp;c=&quot;2&quot;\" title=\"T&#x27;\">a</a></p>\n"
    );
    assert_eq!(html("<a@b.example>"), "<p><a href=\"mailto:a@b.example\">a@b.example</a></p>\n");
    assert_eq!(html("![a *b*](x.png) c"), "<p>a <em>b</em> c</p>\n");
}

#[test]
fn footnotes_lead_there_and_back() {
    let out = html("A[^x] B[^x]\n\n[^x]: Note\n");
    assert!(
        out.contains(
            "<sup><a href=\"#note-1\" id=\"ref-1\">1</a></sup> B<sup><a href=\"#note-1\">1</a></sup>"
        )
    );
    assert!(
        out.contains("<div class=\"footnote\" id=\"note-1\"><a href=\"#ref-1\">1</a>\n<p>Note</p>\n</div>")
    );
}

#[test]
fn without_a_prefix_there_are_no_ids() {
    let out = to_html("# A\n\nB[^x]\n\n[^x]: Note\n", Headings::default(), &web_links);
    assert_eq!(
        out,
        "<h2>A</h2>\n<p>B<sup>1</sup></p>\n<div class=\"footnote\"><sup>1</sup>\n<p>Note</p>\n</div>\n"
    );
}

#[test]
fn a_line_has_no_blocks() {
    let line = |text: &str| to_inline_html(text, &web_links);
    assert_eq!(line("# 1 *b* & {{x}}"), "# 1 <em>b</em> &amp; <span class=\"slot\">{{x}}</span>");
    assert_eq!(line("_a_ **b**\nc"), "<em>a</em> <strong>b</strong> c");
    assert_eq!(line("2. two\n\n- three\n- four\n"), "2. two<br>\nthree<br>\nfour");
    assert_eq!(line("- 5 degrees"), "- 5 degrees");
    assert_eq!(line("[a](https://b.example) <i>"), "<a href=\"https://b.example\">a</a> &lt;i&gt;");
    assert_eq!(to_inline_html("[a](b)", &|_| None), "a");
    assert_eq!(line("{{x}} `c`"), "<span class=\"slot\">{{x}}</span> <code>c</code>");
    assert_eq!(line(""), "");
    assert_eq!(line(", *a*"), ", <em>a</em>");
}

#[test]
fn plain_text_is_words_alone() {
    let text = "# Head\n\nA **b** [c](d) {{ x | y }}\ne\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n";
    assert_eq!(to_plain(text), "Head A b c {{ x | y }} e one two a b 1 2");
}

#[test]
fn hostile_markdown_is_bounded() {
    for unit in [
        "[a](",
        "![",
        "> ",
        "- ",
        "*a_",
        "<b ",
        "`a",
        "[^a]",
        "|a\n|-\n",
        "{{a}}",
        "# a\n",
        "&lt;",
        "[a]\n\n[a]: /x\n",
    ] {
        let text = unit.repeat(100_000 / unit.len());
        assert!(html(&text).len() <= text.len() * 32 + (2 << 20), "{unit}");
        let _ = to_inline_html(&text, &web_links);
        let _ = to_plain(&text);
    }
}

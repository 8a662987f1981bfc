//! Scripts and style sheets of the built-in theme as readers load them: without comment lines and indentation.

/// The file without whole-line comments, indentation and empty lines. It knows no strings, so it is for files of which is known
/// that no string or pattern goes over several lines or begins a line like a comment.
pub fn slim(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_comment = false;
    for line in text.lines() {
        let mut line = line.trim();
        if in_comment || line.starts_with("/*") {
            match line.split_once("*/") {
                Some((_, rest)) => {
                    in_comment = false;
                    line = rest.trim_start();
                }
                None => {
                    in_comment = true;
                    continue;
                }
            }
        }
        if !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::slim;

    #[test]
    fn comments_and_indentation_go_and_code_stays() {
        let text = "/* Head\n * more */\n(function () {\n  // why\n  a(\"// no\"); // beside\n\n  /** doc */ b();\n})();\n";
        assert_eq!(slim(text), "(function () {\na(\"// no\"); // beside\nb();\n})();\n");
    }
}

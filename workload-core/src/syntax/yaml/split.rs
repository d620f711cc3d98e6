//! Cutting a stream at its `---` lines, which nothing inside a document can look like.

use std::ops::Range;

use memchr::memmem;

/// The parts of `text`, each from a `---` line to the next.
///
/// YAML forbids a line that begins with `---` inside any scalar, so no parser is needed to see
/// where a document begins. A part without content (comments, directives) goes with the next.
pub(super) fn split(text: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut content = false;
    for at in memmem::find_iter(text.as_bytes(), "---") {
        let begins_line = at == 0 || matches!(text.as_bytes()[at - 1], b'\n' | b'\r');
        if !begins_line || !is_marker(&text[at..]) {
            continue;
        }
        if content || has_content(&text[start..at]) {
            parts.push(start..at);
            start = at;
        }
        content = true;
    }
    parts.push(start..text.len());
    parts
}

/// Whether a line holds more than a comment or a directive.
fn has_content(text: &str) -> bool {
    text.split(['\n', '\r']).any(|line| {
        let trimmed = line.trim_start_matches('\u{feff}').trim();
        !(trimmed.is_empty() || trimmed.starts_with(['#', '%']))
    })
}

/// Whether a document marker stands here: `---` and a blank or nothing.
fn is_marker(rest: &str) -> bool {
    rest.strip_prefix("---").is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r']))
}

#[cfg(test)]
mod tests {
    use super::split;

    fn parts(text: &str) -> Vec<&str> {
        split(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn documents_begin_at_markers() {
        assert_eq!(parts("a: 1\n---\nb: 2\n--- # x\nc: 3"), ["a: 1\n", "---\nb: 2\n", "--- # x\nc: 3"]);
        assert_eq!(parts("---\na: |\n  ---\n---- no\n"), ["---\na: |\n  ---\n---- no\n"]);
    }

    #[test]
    fn comments_and_directives_go_with_what_follows() {
        assert_eq!(parts("# why\n%YAML 1.1\n---\na: 1\n"), ["# why\n%YAML 1.1\n---\na: 1\n"]);
        assert_eq!(parts(""), [""]);
        assert_eq!(parts("---\n---\na: 1"), ["---\n", "---\na: 1"]);
    }
}

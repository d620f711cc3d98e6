//! Cutting a stream at its `---` lines, which nothing inside a document can look like.

use std::ops::Range;

/// The parts of `text`, each from a `---` line to the next.
///
/// YAML forbids a line that begins with `---` inside any scalar, so no parser is needed to see
/// where a document begins. A part without content (comments, directives) goes with the next.
pub(super) fn split(text: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    // Looking for one byte is much quicker than looking for either of two.
    let returns = text.contains('\r');
    let mut start = 0;
    let mut content = false;
    let mut at = 0;
    while at < text.len() {
        let line = &text[at..];
        let end = if returns { line.find(['\n', '\r']) } else { line.find('\n') };
        let end = end.map_or(line.len(), |end| end + 1);
        let line = &line[..end];
        if is_marker(line) {
            if content {
                parts.push(start..at);
                start = at;
            }
            content = true;
        } else if !content {
            let trimmed = line.trim_start_matches('\u{feff}').trim();
            content = !(trimmed.is_empty() || trimmed.starts_with(['#', '%']));
        }
        at += end;
    }
    parts.push(start..text.len());
    parts
}

/// Whether the line is a document marker: `---` and a blank or nothing.
fn is_marker(line: &str) -> bool {
    line.strip_prefix("---").is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r']))
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

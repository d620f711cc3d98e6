//! Cutting a stream at its `---` lines, as kubectl does.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

/// Finds what a line begins with that parts documents.
static DASHES: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("---"));

/// The end of the part of `text` that begins at `start`: the next `---` line, or the end.
///
/// kubectl cuts a stream at every line that begins with `---`, so no parser is needed to see where
/// a document begins. A part without content, of comments and directives alone, goes with the next.
pub(super) fn part_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut has_content = false;
    let mut from = start;
    for at in DASHES.find_iter(&bytes[start..]).map(|at| start + at) {
        let begins_line = at == start || bytes[at - 1] == b'\n';
        if !begins_line || at < from {
            continue;
        }
        if has_content || holds_something(&text[from..at]) {
            return at;
        }
        has_content = true;
        from = at + 3;
    }
    text.len()
}

/// The bytes at the front of `text` that are whole documents, though more text follows: up to the last `---` line
/// that nothing before it speaks of. 0 when there is none.
#[must_use]
pub fn whole_documents(text: &str) -> usize {
    let (mut start, mut whole) = (0, 0);
    loop {
        let end = part_end(text, start);
        if end == text.len() {
            return whole;
        }
        start = end;
        if ends_a_document(&text[..end]) {
            whole = end;
        }
    }
}

/// Whether the last line with something on it is part of a document: a comment or a directive may be about the
/// next one.
fn ends_a_document(text: &str) -> bool {
    let last = text.lines().rev().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    !(last.is_empty() || last.starts_with(['#', '%']) || last.starts_with("---") || last.starts_with("..."))
}

/// The parts of `text`, each from a `---` line to the next.
pub(super) fn split(text: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    loop {
        let end = part_end(text, start);
        parts.push(start..end);
        if end == text.len() {
            return parts;
        }
        start = end;
    }
}

/// Whether a line holds more than a comment or a directive.
fn holds_something(text: &str) -> bool {
    text.lines().any(|line| {
        let words = line.trim_start_matches('\u{feff}').trim();
        !(words.is_empty() || words.starts_with(['#', '%']))
    })
}

#[cfg(test)]
mod tests {
    use super::{split, whole_documents};

    fn parts(text: &str) -> Vec<&str> {
        split(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn documents_begin_at_markers() {
        assert_eq!(parts("a: 1\n---\nb: 2\n--- # x\nc: 3"), ["a: 1\n", "---\nb: 2\n", "--- # x\nc: 3"]);
        assert_eq!(parts("---\na: |\n  ---\n--- - no\n"), ["---\na: |\n  ---\n", "--- - no\n"]);
    }

    #[test]
    fn a_stretch_ends_before_a_document_that_nothing_speaks_of() {
        fn whole(text: &str) -> &str {
            &text[..whole_documents(text)]
        }
        assert_eq!(whole("a: 1\n---\nb: 2\n---\nc:"), "a: 1\n---\nb: 2\n");
        assert_eq!(whole("a: 1\n---\nb: 2\n# of c\n---\nc:"), "a: 1\n");
        assert_eq!(whole("a: 1\n---\n# of c\n---\nc:"), "a: 1\n");
        assert_eq!(whole("a: 1\n--"), "");
        assert_eq!(whole("# why\n---\na: 1\n"), "");
    }

    #[test]
    fn comments_go_with_what_follows() {
        assert_eq!(parts("# why\n---\na: 1\n"), ["# why\n---\na: 1\n"]);
        assert_eq!(parts("# why\n%YAML 1.1\n---\na: 1\n"), ["# why\n%YAML 1.1\n---\na: 1\n"]);
        assert_eq!(parts(""), [""]);
        assert_eq!(parts("---\n---\na: 1"), ["---\n", "---\na: 1"]);
    }
}

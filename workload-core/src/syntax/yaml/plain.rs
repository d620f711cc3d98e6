//! A short way through plain block YAML, which nearly every manifest is.
//!
//! It reads block maps and lists of one-line scalars, literal blocks, and flow collections on
//! one line, all in printable ASCII; it takes a fifth of the time that a whole YAML parser does.
//! Whatever else it meets (anchors, tags, escapes, folded text, tabs, an odd indentation, an
//! error of any kind) makes it give up with `None`, and the whole parser reads the document from
//! its start. So it never decides what is wrong: it only says what is plainly right, and a test
//! compares the two trees node by node.

mod flow;
mod line;
mod literal;

use std::borrow::Cow;

use super::node::{Content, Node};
use super::tree::Tree;
use crate::syntax::text::Span;
use line::Line;

/// How deep collections may stand in one another here.
const DEEPEST: usize = 60;

/// The tree of `text`, which begins at the byte `offset` of its source.
pub(super) fn parse(text: &str, offset: usize) -> Option<Tree<'_>> {
    let plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n'));
    if !plain || offset.checked_add(text.len()).is_none_or(|end| u32::try_from(end).is_err()) {
        return None;
    }
    let mut reader = Reader { text, offset, at: 0, line: Line::default(), nodes: Vec::new(), depth: 0 };
    reader.nodes.reserve(text.len() / 14);
    reader.advance();
    reader.skip_marker()?;
    if !reader.line.is_end() {
        reader.block()?;
    }
    let whole = reader.line.is_end() && !reader.nodes.is_empty();
    whole.then(|| Tree { nodes: reader.nodes, ..Tree::default() })
}

/// A value that is not there, as the whole parser gives it.
const ABSENT: &str = "~";

struct Reader<'t> {
    text: &'t str,
    offset: usize,
    /// Where the next line begins.
    at: usize,
    /// The line under way.
    line: Line,
    nodes: Vec<Node<'t>>,
    depth: usize,
}

impl<'t> Reader<'t> {
    /// Goes to the next line with something on it.
    fn advance(&mut self) {
        (self.line, self.at) = Line::next(self.text, self.at);
    }

    /// Passes by the `---` that a document may begin with.
    fn skip_marker(&mut self) -> Option<()> {
        let content = self.rest();
        if content.starts_with("---") && self.line.indent == 0 {
            if content.len() > 3 {
                return None;
            }
            self.advance();
        }
        Some(())
    }

    /// What is left of the line, without blanks at its end and without a comment.
    fn rest(&self) -> &'t str {
        &self.text[self.line.start..self.line.end]
    }

    /// The collection that begins on this line.
    fn block(&mut self) -> Option<()> {
        if self.line.starts_item(self.text) { self.sequence() } else { self.mapping() }
    }

    /// A map whose keys stand where the line's content begins.
    fn mapping(&mut self) -> Option<()> {
        let column = self.line.column();
        let node = self.open(Content::Mapping)?;
        loop {
            let (key, after) = line::key(self.text, &self.line)?;
            self.scalar(&self.text[key.clone()], key, true);
            self.line.start = line::skip_blanks(self.text, after, self.line.end);
            self.value(column)?;
            if self.line.is_end() || self.line.indent < column {
                break;
            }
            if self.line.indent > column || self.line.starts_item(self.text) {
                return None;
            }
        }
        self.close(node);
        Some(())
    }

    /// The value behind a key at `column`; afterwards the line is the next one.
    fn value(&mut self, column: usize) -> Option<()> {
        if !self.rest().is_empty() {
            return self.inline(column);
        }
        let end = self.line.end;
        self.advance();
        let below = !self.line.is_end()
            && (self.line.indent > column
                || (self.line.indent == column && self.line.starts_item(self.text)));
        if below {
            return self.block();
        }
        self.scalar(ABSENT, end..end, true);
        Some(())
    }

    /// A list whose dashes stand where the line's content begins.
    fn sequence(&mut self) -> Option<()> {
        let column = self.line.column();
        let node = self.open(Content::Sequence)?;
        loop {
            let dash = self.line.start;
            self.line.start = line::skip_blanks(self.text, dash + 1, self.line.end);
            self.item(column, dash + 1)?;
            if self.line.is_end() || self.line.indent < column || !self.line.starts_item(self.text) {
                break;
            }
            if self.line.indent > column {
                return None;
            }
        }
        if !self.line.is_end() && self.line.indent > column {
            return None;
        }
        self.close(node);
        Some(())
    }

    /// The item behind a dash at `column`.
    fn item(&mut self, column: usize, end: usize) -> Option<()> {
        if self.rest().is_empty() {
            self.advance();
            let below = !self.line.is_end() && self.line.indent > column;
            if below {
                return self.block();
            }
            self.scalar(ABSENT, end..end, true);
            return Some(());
        }
        if self.line.starts_item(self.text) || line::key(self.text, &self.line).is_some() {
            // What stands behind the dash is indented as far as it stands from the margin.
            self.line.indent = self.line.column();
            return self.block();
        }
        self.inline(column)
    }

    /// A scalar or a flow collection that stands on this line, below a key or dash at `column`.
    fn inline(&mut self, column: usize) -> Option<()> {
        let (start, end) = (self.line.start, self.line.end);
        let rest = self.rest();
        match rest.as_bytes()[0] {
            b'|' => return self.literal(column),
            b'"' | b'\'' => {
                let inside = line::quoted(rest).filter(|inside| inside.len() + 2 == rest.len())?;
                self.scalar(inside, start..end, false);
            }
            b'[' | b'{' => {
                let after = self.flow(start, end)?;
                if after != end {
                    return None;
                }
            }
            _ => {
                line::is_plain(rest).then_some(())?;
                self.scalar(rest, start..end, true);
            }
        }
        self.advance();
        // A deeper line would go on with this scalar.
        (self.line.is_end() || self.line.indent <= column).then_some(())
    }

    fn scalar(&mut self, text: &'t str, range: std::ops::Range<usize>, plain: bool) {
        self.push(Content::Scalar(Cow::Borrowed(text)), range, plain);
    }

    fn push(&mut self, content: Content<'t>, range: std::ops::Range<usize>, plain: bool) {
        let end = u32::try_from(self.nodes.len() + 1).unwrap_or(u32::MAX);
        let span = Span::of(self.offset + range.start..self.offset + range.end);
        self.nodes.push(Node { content, span, end, plain, tag: None });
    }

    /// Opens a collection here; its number.
    fn open(&mut self, content: Content<'t>) -> Option<usize> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let start = self.line.start;
        self.push(content, start..start, false);
        Some(self.nodes.len() - 1)
    }

    /// Closes a collection behind its last child.
    fn close(&mut self, node: usize) {
        self.depth -= 1;
        let end = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        let last = self.nodes.last().map_or(0, |last| last.span.end);
        self.nodes[node].end = end;
        self.nodes[node].span.end = last.max(self.nodes[node].span.start);
    }
}

#[cfg(test)]
mod tests {
    use super::super::ways::ways_differ;
    use super::*;
    use proptest::prelude::*;

    /// The nodes that the short way finds, after they were found to be the long way's.
    fn both(text: &str) -> Option<usize> {
        let tree = parse(text, 0)?;
        assert_eq!(ways_differ(text), None, "in:\n{text}");
        Some(tree.nodes.len())
    }

    #[test]
    fn plain_documents_are_read_as_the_parser_reads_them() {
        for text in [
            "a: 1\n",
            "a:\n  b: x y # c\n  # d\n  c: \"q # r\"\n\ne: 'f'\n",
            "---\na:\n- b\n- c: 1\n  d: 2\n-\n- - e\n  - f\ng:\n",
            "a:\n  - b: 1\n    c:\n    - d\n  -\n    e: 2\n",
            "a: []\nb: {}\nc: [x, \"y z\", 'w', 1]\nd: {e: 1, f: [g, {h: i}]}\n",
            "a: |\n  x\n    y\n\n  z\nb: |-\n  w\nc: |+\n  v\n\nd: 1\n",
            "a: http://x.y:80/z?q=1#r\nb: -c\nd: --e=f\ng: 10:30\nh: a#b\n",
            "a: |\n  x",
            "a: |\n  x\n\n  \n  - ",
            "- a\n- b: c\n",
            "a: $(X) y\nb: <c>\nd: (e)\nf: ~\ng: =\n",
        ] {
            assert!(both(text).is_some(), "not read:\n{text}");
        }
    }

    #[test]
    fn everything_else_is_left_to_the_parser() {
        for text in [
            "a: &x 1\n",
            "a: *x\n",
            "a: !!str 1\n",
            "a: b: c\n",
            "a: \"x\\n\"\n",
            "a: 'it''s'\n",
            "a: >\n  x\n",
            "a:\tb\n",
            "a: x\n  y\n",
            "a: 1\n   b: 2\n",
            "? a\n: b\n",
            "a: ü\n",
            "a: [x,\n y]\n",
            "%YAML 1.1\n---\na: 1\n",
            "...\n",
            "a: 1\n...\n",
            "a\n",
            "\"a\": 1 2\"\n",
            "a: @b\n",
            "a: `b\n",
            "a: %b\n",
            "a:b\n",
            "<<: {a: 1}\n",
            "a: [x: y]\n",
            "- a\nb: c\n",
            "a:\n  - b\n c: d\n",
            "--- a\n",
            "a: |2\n  x\n",
            "a: | # c\n  x\n",
        ] {
            assert_eq!(both(text), None, "read:\n{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]
        #[test]
        fn what_is_taken_is_what_the_parser_takes(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
            both(&pieces.concat());
        }
    }

    /// What YAML is made of, and what it trips over.
    const PIECES: &[&str] = &[
        "a",
        "b c",
        "k: ",
        "k:",
        "\n",
        "\n",
        "\n  ",
        "\n    ",
        "  ",
        " ",
        "- ",
        "\n- ",
        "\n  - ",
        "-",
        "|",
        "|-",
        "\"",
        "'",
        "#",
        " # c",
        "[",
        "]",
        "{",
        "}",
        ", ",
        ",",
        "~",
        "1",
        "--- ",
        "\n---\n",
        "...",
        ":",
        "$",
        "/",
        ".",
        "=",
        "<<",
        "\"q\"",
        "'s'",
        "x: |\n  t\n",
        "{}",
        "[]",
    ];

    /// Every document below the folder that `WORKLOAD_CORPUS` names, if it names one.
    #[test]
    fn a_whole_corpus_is_read_alike() {
        let Some(folder) = std::env::var_os("WORKLOAD_CORPUS") else { return };
        let (mut taken, mut all) = (0, 0);
        let mut folders = vec![std::path::PathBuf::from(folder)];
        while let Some(folder) = folders.pop() {
            for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                if path.is_dir() {
                    folders.push(path);
                } else if let Ok(text) = std::fs::read_to_string(&path) {
                    for part in super::super::split::split(&text) {
                        all += 1;
                        taken += usize::from(both(&text[part]).is_some());
                    }
                }
            }
        }
        println!("{taken} of {all} documents went the short way");
    }
}

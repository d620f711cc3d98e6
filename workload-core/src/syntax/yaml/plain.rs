//! A short way through plain block YAML, which nearly every manifest is.
//!
//! It reads block maps and lists of scalars, literal and folded blocks, flow collections, and
//! aliases; it takes a fifth of the time that a whole YAML parser does. Whatever else it meets
//! (tags, merge keys, tabs, an odd indentation, an error of any kind) makes it give up with `None`, and the whole parser reads the document from
//! its start. So it never decides what is wrong: it only says what is plainly right, and a test
//! compares the two trees node by node.

mod anchor;
mod flow;
mod line;
mod literal;
mod printable;
mod quotes;

use std::borrow::Cow;

use memchr::memchr;

use super::distinct::DistinctKeys;
use super::entries::is_spelt_as_itself;
use super::node::{Content, Node};
use super::scalar::may_be_infinite;
use super::scan::quoted_at;
use super::tree::Tree;
use crate::syntax::text::{FastMap, Span};
use line::Line;
use printable::is_printable;
use quotes::quoted;

/// How deep collections may stand in one another here.
const DEEPEST: usize = 60;

/// The tree of `text`, which begins at the byte `offset` of its source.
pub(super) fn parse(text: &str, offset: usize) -> Option<Tree<'_>> {
    if !is_printable(text) || offset.checked_add(text.len()).is_none_or(|end| u32::try_from(end).is_err()) {
        return None;
    }
    let mut reader = Reader::new(text, offset);
    reader.nodes.reserve(text.len() / 14);
    reader.advance();
    reader.skip_marker()?;
    if !reader.line.is_end() {
        reader.block()?;
    }
    let whole = reader.line.is_end() && !reader.nodes.is_empty();
    whole.then(|| Tree { nodes: reader.nodes, is_sound: reader.is_sound, ..Tree::default() })
}

/// A value that is not there, as the whole parser gives it.
const ABSENT: &str = "~";

struct Reader<'t> {
    text: &'t str,
    offset: usize,
    /// Where the next line begins.
    at: usize,
    /// Where the next `#` stands, as far as that is known.
    hash: usize,
    /// The line under way.
    line: Line,
    nodes: Vec<Node<'t>>,
    /// Whether the tree is sound so far.
    is_sound: bool,
    depth: usize,
    /// The column below which a collection in brackets stands that goes over several lines.
    several_lines: Option<usize>,
    /// The anchors so far, with the numbers of their nodes.
    anchors: FastMap<&'t str, usize>,
    /// The numbers of the block collections that are open.
    open: Vec<usize>,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str, offset: usize) -> Self {
        Self {
            text,
            offset,
            at: 0,
            hash: memchr(b'#', text.as_bytes()).unwrap_or(text.len()),
            line: Line::default(),
            nodes: Vec::new(),
            is_sound: true,
            depth: 0,
            several_lines: None,
            anchors: FastMap::default(),
            open: Vec::new(),
        }
    }

    /// Goes to the next line with something on it.
    fn advance(&mut self) {
        (self.line, self.at) = Line::next(self.text, self.at, &mut self.hash);
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
        if self.line.starts_item(self.text) {
            return self.sequence();
        }
        let first = line::key(self.text, &self.line)?;
        self.mapping(first)
    }

    /// A map whose keys stand where the line's content begins, with the first of them.
    fn mapping(&mut self, first: line::Key) -> Option<()> {
        let column = self.line.column();
        let node = self.open(Content::Mapping)?;
        let (mut key, mut keys) = (first, DistinctKeys::default());
        loop {
            let text = &self.text[key.text];
            self.is_sound &= keys.add(text) || self.is_new_key(node, text);
            self.scalar(text, key.range, key.plain);
            self.line.start = line::skip_blanks(self.text, key.after, self.line.end);
            self.value(column)?;
            if self.line.is_end() || self.line.indent < column {
                break;
            }
            if self.line.indent > column || self.line.starts_item(self.text) {
                return None;
            }
            key = line::key(self.text, &self.line)?;
        }
        self.close(node);
        Some(())
    }

    /// Whether a key is spelt as itself and is none of the map whose node is `map`: a closer look than
    /// [`DistinctKeys`] takes, at maps with few keys.
    fn is_new_key(&self, map: usize, key: &str) -> bool {
        const FEW: usize = 32;
        let next = |at: &usize| Some(self.nodes.get(at + 1)?.end as usize);
        let mut keys = std::iter::successors(Some(map + 1), next).map_while(|at| self.nodes.get(at));
        let is_other = |node: &Node<'_>| !matches!(&node.content, Content::Scalar(text) if *text == *key);
        is_spelt_as_itself(key) && keys.by_ref().take(FEW).all(is_other) && keys.next().is_none()
    }

    /// The value behind a key at `column`; afterwards the line is the next one.
    fn value(&mut self, column: usize) -> Option<()> {
        let anchored = self.rest().starts_with('&');
        if anchored {
            self.anchor()?;
        }
        if !self.rest().is_empty() {
            // An alias has no anchor of its own.
            return if anchored && self.rest().starts_with('*') { None } else { self.inline(column) };
        }
        let end = self.line.end;
        self.advance();
        let below = !self.line.is_end()
            && (self.line.indent > column
                || (self.line.indent == column && self.line.starts_item(self.text)));
        if below {
            return self.below(column);
        }
        if anchored {
            return None;
        }
        self.scalar(ABSENT, end..end, true);
        Some(())
    }

    /// The value on the lines below a key or dash at `column`.
    fn below(&mut self, column: usize) -> Option<()> {
        if self.line.starts_item(self.text) {
            return self.sequence();
        }
        if let Some(first) = line::key(self.text, &self.line) {
            return self.mapping(first);
        }
        if self.rest().starts_with(['|', '>', '&', '*', '!']) {
            return None;
        }
        self.inline(column)
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
                return self.below(column);
            }
            self.scalar(ABSENT, end..end, true);
            return Some(());
        }
        let first = line::key(self.text, &self.line);
        if first.is_none() && !self.line.starts_item(self.text) {
            return self.inline(column);
        }
        // What stands behind the dash is indented as far as it stands from the margin.
        self.line.indent = self.line.column();
        match first {
            Some(first) => self.mapping(first),
            None => self.sequence(),
        }
    }

    /// A scalar or a flow collection that stands on this line, below a key or dash at `column`.
    fn inline(&mut self, column: usize) -> Option<()> {
        let (start, end) = (self.line.start, self.line.end);
        let rest = self.rest();
        match rest.as_bytes()[0] {
            b'|' | b'>' => return self.literal(column),
            b'"' | b'\'' => match quoted(rest) {
                Some((inside, length)) if length == rest.len() => {
                    self.push(Content::Scalar(inside), start..end, false);
                }
                _ => self.quoted_lines(start)?,
            },
            b'[' | b'{' => self.flow_collection(column)?,
            b'*' => self.alias()?,
            _ => {
                line::is_plain(rest).then_some(())?;
                return self.bare(column);
            }
        }
        self.advance();
        // A deeper line would go on with this scalar.
        (self.line.is_end() || self.line.indent <= column).then_some(())
    }

    /// A scalar in quotes that goes over several lines, or has seldom escapes; afterwards the line is its last.
    fn quoted_lines(&mut self, start: usize) -> Option<()> {
        let (text, end) = quoted_at(self.text, start)?;
        self.push(Content::Scalar(Cow::Owned(text)), start..end, false);
        self.ends_line(end)
    }

    /// Goes to the line that holds the byte `after`, where only blanks and a comment may follow.
    fn ends_line(&mut self, after: usize) -> Option<()> {
        let line_end = memchr(b'\n', &self.text.as_bytes()[after..]);
        let line_end = line_end.map_or(self.text.len(), |length| after + length);
        let (behind, _) = Line::next(&self.text[..line_end], after, &mut 0);
        self.at = (line_end + 1).min(self.text.len());
        let parted = matches!(self.text.as_bytes().get(after), None | Some(b' ' | b'\n' | b'\r'));
        (behind.is_end() && parted).then_some(())
    }

    /// A bare scalar, which goes on on deeper lines.
    fn bare(&mut self, column: usize) -> Option<()> {
        let (start, mut end) = (self.line.start, self.line.end);
        let mut text = Cow::Borrowed(self.rest());
        loop {
            let next = self.at;
            self.advance();
            if self.line.is_end() || self.line.indent <= column {
                break;
            }
            // Behind a comment nothing goes on.
            let ends_bare = self.text[end..next].bytes().all(|byte| matches!(byte, b' ' | b'\r' | b'\n'));
            if !ends_bare || self.line.margin != next || !line::is_continuation(self.rest()) {
                return None;
            }
            text.to_mut().push(' ');
            text.to_mut().push_str(&self.text[self.line.start..self.line.end]);
            end = self.line.end;
        }
        self.is_sound &= !may_be_infinite(&text);
        self.push(Content::Scalar(text), start..end, true);
        Some(())
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
        self.open.push(self.nodes.len() - 1);
        Some(self.nodes.len() - 1)
    }

    /// Closes a collection behind its last child.
    fn close(&mut self, node: usize) {
        self.depth -= 1;
        self.open.pop();
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
            "\"a/b\": c\n'd': e\n\"f\":\n  g: h\n",
            "a: \"x\\n\\\"y\\\\z\\t\" # c\nb: 'it''s # no' # c\n",
            "a:\n  x\nb:\n  {}\nc:\n  \"d\"\n",
            "a: x\n  y z\n  w\nb: 1\n",
            "a:\n- x\n  y\n-\n  z\n",
            "a: >\n  x\n  y\n\n  z\n\n\n  w\nb: >-\n  v\n   u\n   t\n\n  s\n\nc: 1\n",
            "a: [x,\n  y, \"z\"\n  ]\nb: {c: d,\n\n   e: [f,\n   g]} # c\nh: i\n",
            "a: ü — é\nb: \"日本\"\nc: |\n  ä\nd: [\"ö\"]\n",
            "a: 1\r\nb: |\r\n  x\r\n\r\n  y\r\nc:\r\n- d\r\n\r\ne: \"f\"\r\n",
            "a: &x\n  b: c\nd: *x\ne: &y f\ng:\n- *y\n- *x\n",
            "a: :8080\nb: ::1\n",
            "a: \"x\\x41\"\nb: \"c\\ d\\e\"\n",
            "a: \"x\n  y\\\n   \\  z \n\n\n w: # v\" # c\nb: 'c\n d''\n\n e' \nf: g\n",
        ] {
            assert!(both(text).is_some(), "not read:\n{text}");
        }
    }

    #[test]
    fn trees_that_need_no_closer_look_are_told_from_others() {
        let is_sound = |text: &str| both(text).is_some() && parse(text, 0).unwrap().is_sound;
        let many: Vec<_> = (0..24).map(|number| format!("key-{number}: [x, {{a: 1, b: 2}}]\n")).collect();
        for text in ["a: 1\nb: 'a'\nc: {a: 1}\nd:\n- a: .5\n- a: -x\n", &many.concat()] {
            assert!(is_sound(text), "not sound:\n{text}");
        }
        for text in [
            "a: 1\na: 2\n",
            "a:\n- b: 1\n  'b': 2\n",
            "a: {b: 1, b: 2}\n",
            "on: 1\n",
            "5: 1\n",
            "a: {yes: 1}\n",
            "a: .inf\n",
            "a: [.Inf]\n",
            "a: &x 1\nb: *x\n",
        ] {
            assert!(both(text).is_some() && !is_sound(text), "sound:\n{text}");
        }
    }

    #[test]
    fn everything_else_is_left_to_the_parser() {
        for text in [
            "a: *x\n",
            "a: &x\nb: *x\n",
            "a: &x\n  b: *x\n",
            "a: &x 1\nb: &y *x\n",
            "- &x a: 1\n",
            "a: !!str 1\n",
            "a: b: c\n",
            "a: >+\n  x\n",
            "a:\tb\n",
            "a: x # c\n  y\n",
            "a: x\n\n  y\n",
            "a: x\n  - y\n",
            "a: x\n  y: z\n",
            "a: 1\n   b: 2\n",
            "? a\n: b\n",
            "a: \u{feff}ü\n",
            "a: [x,\ny]\n",
            "a: [x, # c\n  y]\n",
            "a: [x,\n  y] z\n",
            "a: x\rb: y\n",
            "%YAML 1.1\n---\na: 1\n",
            "...\n",
            "a: 1\n...\n",
            "a\n",
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
        #![proptest_config(ProptestConfig::with_cases(6000))]
        #[test]
        fn what_is_taken_is_what_the_parser_takes(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
            both(&pieces.concat());
        }

        #[test]
        fn lines_are_taken_as_the_parser_takes_them(
            lines in prop::collection::vec((0usize..5, prop::sample::select(LINES)), 1..12),
            end in prop::sample::select(&["\n", "\n", "\n", "\r\n"][..]),
        ) {
            let lines: Vec<_> = lines.iter().map(|(deep, line)| format!("{}{line}", " ".repeat(*deep))).collect();
            both(&format!("a:{end}{}{end}", lines.join(end)));
        }
    }

    /// Lines of which real documents consist, and lines that go on with them.
    const LINES: &[&str] = &[
        "k: v",
        "l:",
        "- a",
        "- m: v",
        "x y",
        "n: \"q\\\"r\" # c",
        "o: >",
        "o: >-",
        "p: |",
        "p: |-",
        "q: &a",
        "r: *a",
        "s: &a v",
        "- *a",
        "t: [a,",
        "b]",
        "]",
        "u: {x: y,",
        "z: w}",
        "{}",
        "[]",
        "",
        "",
        "# c",
        "'it''s'",
        "v: \"a",
        "b\"",
        "w: x # c",
        "\"k\": v",
        "- - a",
        "-",
        "  deep",
        "ü: é",
        "y: 'a",
        "--x=1",
        "z: a: b",
        "- [a, b]",
        "---",
    ];

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
        "\r\n",
        "\r\n  ",
        ">",
        ">-",
        "x: >\n  t\n",
        "''",
        "\\\"",
        "\\n",
        "&a ",
        "&a",
        "*a",
        "\"q\": ",
        "'s': ",
        "ü",
        "\u{a0}",
        "\n   u v",
        ",\n  ",
        "[a,\n  b]",
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

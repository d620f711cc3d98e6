//! Lists in brackets and maps in braces.

use std::borrow::Cow;

use super::line::{is_word, skip_blanks};
use super::quotes::quoted;
use super::{Content, DEEPEST, DistinctKeys, Reader, may_be_infinite};

impl Reader<'_> {
    /// The collection whose bracket begins what is left of the line, below a key or dash at `column`;
    /// afterwards it is the last line that the collection stands on.
    pub(super) fn flow_collection(&mut self, column: usize) -> Option<()> {
        let (start, end) = (self.line.start, self.line.end);
        let (nodes, depth) = (self.nodes.len(), self.depth);
        if self.flow(start, end) == Some(end) {
            return Some(());
        }
        self.nodes.truncate(nodes);
        self.depth = depth;
        self.several_lines = Some(column);
        let after = self.flow(start, self.text.len());
        self.several_lines = None;
        self.ends_line(after?)
    }

    /// The first byte from `at` on that is no blank, on this line or, in a collection on several
    /// lines, on a deeper one.
    fn skip(&self, at: usize, end: usize) -> Option<usize> {
        let mut at = skip_blanks(self.text, at, end);
        let Some(column) = self.several_lines else { return Some(at) };
        loop {
            match self.text.as_bytes()[at..end] {
                [b'\n', ..] => {
                    let next = skip_blanks(self.text, at + 1, end);
                    let blank = matches!(self.text.as_bytes()[next..end], [b'\n' | b'\r', ..]);
                    if !blank && next - (at + 1) <= column {
                        return None;
                    }
                    at = next;
                }
                [b'\r', b'\n', ..] => at += 1,
                _ => return Some(at),
            }
        }
    }

    /// The collection whose bracket stands at `at`; gives where it ends.
    fn flow(&mut self, at: usize, end: usize) -> Option<usize> {
        self.depth += 1;
        let is_map = self.text.as_bytes()[at] == b'{';
        let close = if is_map { b'}' } else { b']' };
        if self.depth > DEEPEST {
            return None;
        }
        self.push(if is_map { Content::Mapping } else { Content::Sequence }, at..at + 1, false);
        let (node, mut keys) = (self.nodes.len() - 1, DistinctKeys::default());
        let mut at = self.skip(at + 1, end)?;
        while *self.text.as_bytes()[..end].get(at)? != close {
            at = if is_map { self.entry(at, end, &mut keys)? } else { self.flow_value(at, end)? };
            at = self.skip(at, end)?;
            match *self.text.as_bytes()[..end].get(at)? {
                b',' => at = self.skip(at + 1, end)?,
                other if other == close => {}
                _ => return None,
            }
        }
        let last = self.nodes.len();
        self.nodes[node].end = u32::try_from(last).unwrap_or(u32::MAX);
        self.nodes[node].span.end = u32::try_from(self.offset + at + 1).unwrap_or(u32::MAX);
        self.depth -= 1;
        Some(at + 1)
    }

    /// A map's key and value.
    fn entry(&mut self, at: usize, end: usize, keys: &mut DistinctKeys) -> Option<usize> {
        let after = self.word(at, end)?;
        let key = self.nodes.last().map(|node| &node.content);
        self.is_sound &= matches!(key, Some(Content::Scalar(Cow::Borrowed(key))) if keys.add(key));
        let colon = *self.text.as_bytes()[..end].get(after)?;
        // Only `key: value`: without a blank, or without a value, there is more to know.
        if colon != b':' || self.text.as_bytes()[..end].get(after + 1) != Some(&b' ') {
            return None;
        }
        self.flow_value(skip_blanks(self.text, after + 1, end), end)
    }

    fn flow_value(&mut self, at: usize, end: usize) -> Option<usize> {
        match *self.text.as_bytes()[..end].get(at)? {
            b'[' | b'{' => self.flow(at, end),
            _ => self.word(at, end),
        }
    }

    /// A scalar in quotes, or one bare word; gives where it ends.
    fn word(&mut self, at: usize, end: usize) -> Option<usize> {
        let rest = &self.text[at..end];
        if rest.starts_with(['"', '\'']) {
            let (inside, length) = quoted(rest)?;
            self.push(Content::Scalar(inside), at..at + length, false);
            return Some(at + length);
        }
        let length = rest.bytes().take_while(|byte| is_word(*byte)).count();
        let word = &rest[..length];
        let starts = word
            .as_bytes()
            .first()
            .is_some_and(|first| first.is_ascii_alphanumeric() || matches!(first, b'_' | b'/' | b'.' | b'$'));
        if !starts || word.starts_with("...") {
            return None;
        }
        let after = at + length;
        // What follows must end the word, or be the colon of a key.
        let follows = self.text.as_bytes()[..end].get(after).copied();
        matches!(follows, Some(b',' | b']' | b'}' | b':' | b' ' | b'\n' | b'\r')).then_some(())?;
        if matches!(follows, Some(b' ' | b'\n' | b'\r')) {
            let next = self.text.as_bytes()[..end].get(self.skip(after, end)?).copied();
            matches!(next, Some(b',' | b']' | b'}')).then_some(())?;
        }
        self.is_sound &= !may_be_infinite(word);
        self.scalar(word, at..after, true);
        Some(after)
    }
}

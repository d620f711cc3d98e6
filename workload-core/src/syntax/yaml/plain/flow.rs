//! Lists in brackets and maps in braces that begin and end on one line.

use super::line::{is_word, quoted, skip_blanks};
use super::{Content, DEEPEST, Reader};

impl Reader<'_> {
    /// The collection whose bracket stands at `at`; gives where it ends.
    pub(super) fn flow(&mut self, at: usize, end: usize) -> Option<usize> {
        self.depth += 1;
        let is_map = self.text.as_bytes()[at] == b'{';
        let close = if is_map { b'}' } else { b']' };
        if self.depth > DEEPEST {
            return None;
        }
        self.push(if is_map { Content::Mapping } else { Content::Sequence }, at..at + 1, false);
        let node = self.nodes.len() - 1;
        let mut at = skip_blanks(self.text, at + 1, end);
        while *self.text.as_bytes()[..end].get(at)? != close {
            at = self.entry(at, end, is_map)?;
            at = skip_blanks(self.text, at, end);
            match *self.text.as_bytes()[..end].get(at)? {
                b',' => at = skip_blanks(self.text, at + 1, end),
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

    /// A list's item, or a map's key and value.
    fn entry(&mut self, at: usize, end: usize, is_map: bool) -> Option<usize> {
        if !is_map {
            return self.flow_value(at, end);
        }
        let after = self.word(at, end)?;
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
            let inside = quoted(rest)?;
            let after = at + inside.len() + 2;
            self.scalar(inside, at..after, false);
            return Some(after);
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
        matches!(follows, Some(b',' | b']' | b'}' | b':' | b' ')).then_some(())?;
        if follows == Some(b' ') {
            let next = self.text.as_bytes()[..end].get(skip_blanks(self.text, after, end)).copied();
            matches!(next, Some(b',' | b']' | b'}')).then_some(())?;
        }
        self.scalar(word, at..after, true);
        Some(after)
    }
}

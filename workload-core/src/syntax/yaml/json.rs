//! JSON as it stands in a stream: one value after the other, without anything between them.

use std::borrow::Cow;

use super::node::{Content, Node};
use super::tree::Tree;
use crate::syntax::text::Span;

/// How deep collections may stand in one another.
const DEEPEST: usize = 250;

/// Whether a stream is read as JSON first: its first character is a brace.
pub(super) fn is_json(text: &str) -> bool {
    text.trim_start_matches(is_space).starts_with('{')
}

/// The value that begins at the byte `at` of `text` or behind blanks there, and where it ends; none where none
/// does, or the text is no JSON.
pub(super) fn value(text: &str, at: usize) -> Option<(Tree<'_>, usize)> {
    let mut reader = Reader { text, at, nodes: Vec::new(), open: Vec::new() };
    reader.skip();
    reader.read()?;
    Some((Tree { nodes: reader.nodes, ..Tree::default() }, reader.at))
}

/// The first byte from `at` on that is no blank.
pub(super) fn skip(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start_matches(is_space).len()
}

const fn is_space(one: char) -> bool {
    matches!(one, ' ' | '\t' | '\n' | '\r')
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    nodes: Vec<Node<'t>>,
    /// The numbers of the collections that are open.
    open: Vec<usize>,
}

impl<'t> Reader<'t> {
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip(&mut self) {
        self.at = skip(self.text, self.at);
    }

    /// Reads one value whole.
    fn read(&mut self) -> Option<()> {
        self.begin()?;
        while let Some(open) = self.open.last().copied() {
            self.skip();
            let is_map = self.nodes[open].content == Content::Mapping;
            let close = if is_map { b'}' } else { b']' };
            let is_empty = open + 1 == self.nodes.len();
            match self.byte()? {
                byte if byte == close => {
                    self.at += 1;
                    self.close();
                    continue;
                }
                b',' if !is_empty => {
                    self.at += 1;
                    self.skip();
                }
                _ if is_empty => {}
                _ => return None,
            }
            if is_map {
                self.key()?;
            }
            self.begin()?;
        }
        Some(())
    }

    /// A scalar, or the beginning of a collection.
    fn begin(&mut self) -> Option<()> {
        match self.byte()? {
            b'{' => self.open(Content::Mapping),
            b'[' => self.open(Content::Sequence),
            b'"' => self.string(),
            _ => self.word(),
        }
    }

    fn open(&mut self, content: Content<'t>) -> Option<()> {
        self.open.push(self.nodes.len());
        self.at += 1;
        self.push(content, self.at - 1, false);
        (self.open.len() <= DEEPEST).then_some(())
    }

    fn close(&mut self) {
        let Some(number) = self.open.pop() else { return };
        let end = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        self.nodes[number].end = end;
        self.nodes[number].span.end = Span::of(self.at..self.at).end;
    }

    /// A node from `start` to here.
    fn push(&mut self, content: Content<'t>, start: usize, plain: bool) {
        let end = u32::try_from(self.nodes.len() + 1).unwrap_or(u32::MAX);
        self.nodes.push(Node { content, span: Span::of(start..self.at), end, plain, tag: None });
    }

    fn key(&mut self) -> Option<()> {
        (self.byte()? == b'"').then_some(())?;
        self.string()?;
        self.skip();
        (self.byte()? == b':').then_some(())?;
        self.at += 1;
        self.skip();
        Some(())
    }

    /// A number, `true`, `false` or `null`.
    fn word(&mut self) -> Option<()> {
        let rest = &self.text[self.at..];
        let length = rest.find(|one: char| is_space(one) || matches!(one, ',' | ']' | '}' | '{' | '[' | '"'));
        let word = &rest[..length.unwrap_or(rest.len())];
        if !matches!(word, "true" | "false" | "null") && !is_number(word) {
            return None;
        }
        let start = self.at;
        self.at += word.len();
        self.push(Content::Scalar(Cow::Borrowed(word)), start, true);
        Some(())
    }

    fn string(&mut self) -> Option<()> {
        let start = self.at;
        let (mut text, mut from) = (Cow::Borrowed(""), start + 1);
        self.at = from;
        loop {
            let length = self.text[self.at..].find(|one: char| one < ' ' || matches!(one, '"' | '\\'))?;
            self.at += length;
            match self.byte()? {
                b'"' => break,
                b'\\' => {
                    text.to_mut().push_str(&self.text[from..self.at]);
                    let escaped = self.escape()?;
                    text.to_mut().push(escaped);
                    from = self.at;
                }
                _ => return None,
            }
        }
        let last = &self.text[from..self.at];
        match &mut text {
            Cow::Borrowed(text) => *text = last,
            Cow::Owned(text) => text.push_str(last),
        }
        self.at += 1;
        self.push(Content::Scalar(text), start, false);
        Some(())
    }

    /// The character of the escape here. Half of a surrogate pair is what Go makes of it.
    fn escape(&mut self) -> Option<char> {
        let one = *self.text.as_bytes().get(self.at + 1)?;
        self.at += 2;
        match one {
            b'"' | b'\\' | b'/' => Some(char::from(one)),
            b'b' => Some('\u{8}'),
            b'f' => Some('\u{c}'),
            b'n' => Some('\n'),
            b'r' => Some('\r'),
            b't' => Some('\t'),
            b'u' => {
                let unit = self.unit(self.at)?;
                self.at += 4;
                let second =
                    self.text[self.at..].starts_with("\\u").then(|| self.unit(self.at + 2)).flatten();
                if let Some(Some(Ok(both))) = second.map(|second| char::decode_utf16([unit, second]).next())
                    && (0xd800..0xdc00).contains(&unit)
                {
                    self.at += 6;
                    return Some(both);
                }
                Some(char::from_u32(u32::from(unit)).unwrap_or(char::REPLACEMENT_CHARACTER))
            }
            _ => None,
        }
    }

    /// Four hexadecimal digits.
    fn unit(&self, at: usize) -> Option<u16> {
        let digits = self.text.get(at..at + 4)?;
        digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then_some(())?;
        u16::from_str_radix(digits, 16).ok()
    }
}

/// Whether a word is a number of JSON.
fn is_number(word: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = word.strip_prefix('-').unwrap_or(word);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let leads = whole == "0" || !whole.starts_with('0');
    let exponent = exponent.map(|exponent| exponent.strip_prefix(['+', '-']).unwrap_or(exponent));
    leads && digits(whole) && fraction.is_none_or(digits) && exponent.is_none_or(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nodes(text: &str) -> Option<Vec<String>> {
        let (tree, end) = value(text, 0)?;
        let one = |node: &Node<'_>| match &node.content {
            Content::Scalar(text) => format!("{text} {}", node.plain),
            other => format!("{other:?} {}", node.end),
        };
        assert!(text[end..].trim_start_matches(is_space).is_empty());
        Some(tree.nodes.iter().map(one).collect())
    }

    #[test]
    fn values_are_read_as_json_has_them() {
        let wanted = [
            "Mapping 7",
            "a false",
            "Sequence 5",
            "-1.5e3 true",
            "x\u{1F600}y/ false",
            "b\u{fffd} false",
            "null true",
        ];
        let text = r#" {"a" : [-1.5e3,"x\ud83d\ude00y\/"], "b\ud83d":null}"#;
        assert_eq!(nodes(text).unwrap(), wanted);
        assert_eq!(nodes("{}").unwrap(), ["Mapping 1"]);
    }

    #[test]
    fn everything_else_is_left_to_yaml() {
        for text in [
            "{a: 1}",
            r#"{"a":1,}"#,
            "{'a':1}",
            "[01]",
            "[1.]",
            "[+1]",
            "[tru]",
            "[1 2]",
            "[,]",
            "[\"\t\"]",
            "{",
            "[",
            "{\"a\"",
            r#"["\x"]"#,
            "",
        ] {
            assert_eq!(nodes(text), None, "{text}");
        }
    }
}

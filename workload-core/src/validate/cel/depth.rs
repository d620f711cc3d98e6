//! How deep an expression is nested, which is known before it is parsed.

/// Number of levels that the API server's parser takes.
pub(super) const DEEPEST: usize = 250;

/// The most brackets and conditions that are open at once, outside of texts and comments: each `a ? b : c` is a level
/// below the one before.
pub(super) fn of(expression: &str) -> usize {
    let bytes = expression.as_bytes();
    let (mut at, mut levels) = (0, Levels::default());
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'(' | b'[' | b'{' => levels.open(),
            b')' | b']' | b'}' => levels.close(),
            b',' => levels.next(),
            // Optional fields have the sign too: `a.?b`, `a[?0]`.
            b'?' if !matches!(at.checked_sub(1).map(|before| bytes[before]), Some(b'.' | b'[')) => {
                levels.condition();
            }
            b'"' | b'\'' => at = text_end(bytes, at),
            b'/' if bytes.get(at + 1) == Some(&b'/') => {
                at = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |length| at + length);
            }
            _ => {}
        }
        at += 1;
    }
    levels.most
}

/// The levels that are open.
#[derive(Default)]
struct Levels {
    /// Number of conditions so far in each open bracket and in this one.
    above: Vec<usize>,
    own: usize,
    open: usize,
    most: usize,
}

impl Levels {
    fn deeper(&mut self) {
        self.open += 1;
        self.most = self.most.max(self.open);
    }

    fn open(&mut self) {
        self.above.push(std::mem::take(&mut self.own));
        self.deeper();
    }

    fn condition(&mut self) {
        self.own += 1;
        self.deeper();
    }

    /// The next of several values has no condition yet.
    fn next(&mut self) {
        self.open -= std::mem::take(&mut self.own);
    }

    fn close(&mut self) {
        if let Some(above) = self.above.pop() {
            self.open -= self.own + 1;
            self.own = above;
        }
    }
}

/// Where the last byte stands of the text that begins at `start`.
fn text_end(bytes: &[u8], start: usize) -> usize {
    let quote = bytes[start];
    let is_raw = start.checked_sub(1).is_some_and(|before| bytes[before].eq_ignore_ascii_case(&b'r'));
    let width = if bytes[start..].starts_with(&[quote; 3]) { 3 } else { 1 };
    let end = [quote; 3];
    let mut at = start + width;
    while at < bytes.len() && !bytes[at..].starts_with(&end[..width]) {
        at += if bytes[at] == b'\\' && !is_raw { 2 } else { 1 };
    }
    at + width - 1
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn brackets_are_counted_outside_of_texts() {
        for (expression, depth) in [
            ("true", 0),
            ("(a)[b]{c}", 1),
            ("[{(1)}]", 3),
            ("))((", 2),
            ("'((('", 0),
            (r#"'\'((' == """a"(("""" "#, 0),
            (r"r'\' == ('a')", 1),
            ("(a) // ((\n(b)", 1),
            ("'((", 0),
            ("a ? b : c ? d : e", 2),
            ("[a ? b : c, d ? e : f]", 2),
            ("(a ? b : c) ? d : (e)", 2),
            ("a.?b[?0].?c", 1),
        ] {
            assert_eq!(of(expression), depth, "{expression}");
        }
    }
}

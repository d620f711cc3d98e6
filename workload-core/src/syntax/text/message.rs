//! A message that a `const fn` can build and panic with.

use std::fmt;

/// Text of up to [`Message::CAPACITY`] bytes, built piece by piece in a `const` context.
///
/// What does not fit is cut at a character boundary and marked with `…`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Message {
    bytes: [u8; Self::CAPACITY],
    len: usize,
    full: bool,
}

impl Message {
    /// How many bytes of text a message holds.
    pub const CAPACITY: usize = 400;

    const ELLIPSIS: &'static str = "…";

    /// The empty message.
    #[must_use]
    pub const fn new() -> Self {
        Self { bytes: [0; Self::CAPACITY], len: 0, full: false }
    }

    /// A message that starts with `text`.
    #[must_use]
    pub const fn of(text: &str) -> Self {
        Self::new().push(text)
    }

    /// Appends `text`.
    #[must_use]
    pub const fn push(mut self, text: &str) -> Self {
        if self.full {
            return self;
        }
        let room = Self::CAPACITY - Self::ELLIPSIS.len() - self.len;
        let taken = cut(text, room);
        self.copy(text, taken);
        if taken < text.len() {
            self.copy(Self::ELLIPSIS, Self::ELLIPSIS.len());
            self.full = true;
        }
        self
    }

    /// Appends `text` between backticks, shortened when it is long, so that what follows it
    /// is never lost.
    #[must_use]
    pub const fn push_quoted(self, text: &str) -> Self {
        const SHOWN: usize = 100;
        let taken = cut(text, SHOWN);
        let (shown, _) = text.split_at(taken);
        let message = self.push("`").push(shown);
        if taken < text.len() { message.push("…`") } else { message.push("`") }
    }

    /// Appends `number` in decimal digits.
    #[must_use]
    pub const fn push_number(mut self, number: i128) -> Self {
        if number < 0 {
            self = self.push("-");
        }
        let mut rest = number.unsigned_abs();
        let mut digits = [0u8; 40];
        let mut start = digits.len();
        loop {
            start -= 1;
            // A remainder of ten fits a byte.
            digits[start] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        let (_, digits) = digits.split_at(start);
        match std::str::from_utf8(digits) {
            Ok(digits) => self.push(digits),
            Err(_) => self,
        }
    }

    /// The text built so far.
    #[must_use]
    pub const fn as_str(&self) -> &str {
        let (text, _) = self.bytes.split_at(self.len);
        match std::str::from_utf8(text) {
            Ok(text) => text,
            Err(_) => "",
        }
    }

    /// Copies the first `count` bytes of `text`, which the caller knows to fit.
    const fn copy(&mut self, text: &str, count: usize) {
        let source = text.as_bytes();
        let mut at = 0;
        while at < count {
            self.bytes[self.len] = source[at];
            self.len += 1;
            at += 1;
        }
    }
}

/// The largest character boundary of `text` that is not above `limit`.
const fn cut(text: &str, limit: usize) -> usize {
    if text.len() <= limit {
        return text.len();
    }
    let mut at = limit;
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

impl Default for Message {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_join_in_a_const() {
        const TEXT: Message = Message::of("hour ").push_number(-25).push(" of ").push_quoted("0 25 * * *");
        assert_eq!(TEXT.as_str(), "hour -25 of `0 25 * * *`");
    }

    #[test]
    fn what_does_not_fit_is_cut_between_characters() {
        let text = Message::of(&"é".repeat(300)).push("lost");
        assert!(text.as_str().ends_with("é…"), "{text}");
        assert!(text.as_str().len() <= Message::CAPACITY);
    }

    #[test]
    fn a_long_quote_leaves_room_for_the_reason() {
        let text = Message::new().push_quoted(&"x".repeat(1000)).push(" is not a name");
        assert!(text.as_str().ends_with("x…` is not a name"), "{text}");
    }
}

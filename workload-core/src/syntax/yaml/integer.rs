//! Whole numbers as Go's `strconv.ParseInt` with base 0 reads them.

/// What a text is as a whole number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Integer {
    /// This number, of any size up to 127 bits.
    Whole(i128),
    /// None.
    None,
}

/// Reads `0x1f`, `0o17`, `017`, `0b11`, `42`, with a sign or without; no `_` is left in it.
pub(super) fn integer(text: &str) -> Integer {
    let (negative, digits) = match text.as_bytes() {
        [b'-', ..] => (true, &text[1..]),
        [b'+', ..] => (false, &text[1..]),
        _ => (false, text),
    };
    let (base, digits) = match digits.as_bytes() {
        [b'0', b'x' | b'X', _, ..] => (16, &digits[2..]),
        [b'0', b'o' | b'O', _, ..] => (8, &digits[2..]),
        [b'0', b'b' | b'B', _, ..] => (2, &digits[2..]),
        [b'0', _, ..] => (8, &digits[1..]),
        _ => (10, digits),
    };
    // `from_str_radix` would take a second sign.
    if !digits.bytes().all(|digit| digit.is_ascii_alphanumeric()) {
        return Integer::None;
    }
    match i128::from_str_radix(digits, base) {
        Ok(number) => Integer::Whole(if negative { -number } else { number }),
        Err(_) => Integer::None,
    }
}

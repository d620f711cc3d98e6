//! Some of the indexes of an indexed job.

use super::error::explain;
use super::text_value;
use crate::syntax::text::Message;

text_value! {
    /// Indexes of a job and ranges of them, each above the one before: `0,2-5`.
    Indexes, check: check, expects: "indexes in quotes, such as `\"0,2-5\"`"
}

const fn check(text: &str) -> Result<(), Message> {
    explain(text, "a list of indexes", ascending(text.as_bytes()))
}

/// Checks numbers parted by `,` or `-`, of which each is larger than the last.
const fn ascending(bytes: &[u8]) -> Result<(), &'static str> {
    let (mut at, mut last, mut in_range) = (0, -1, false);
    while at <= bytes.len() {
        let (number, end) = match number(bytes, at) {
            Ok(read) => read,
            Err(reason) => return Err(reason),
        };
        if number <= last {
            return Err("each index is larger than the one before");
        }
        last = number;
        in_range = match (bytes.len() > end, in_range) {
            (false, _) => return Ok(()),
            (true, false) if bytes[end] == b'-' => true,
            (true, _) if bytes[end] == b',' => false,
            _ => return Err(EXPECTED),
        };
        at = end + 1;
    }
    Err(EXPECTED)
}

const EXPECTED: &str = "write numbers and ranges parted by commas, such as `0,2-5`";

/// The number at `start`, and where it ends.
const fn number(bytes: &[u8], start: usize) -> Result<(i64, usize), &'static str> {
    let (mut number, mut at) = (0i64, start);
    while at < bytes.len() && bytes[at].is_ascii_digit() {
        number = number * 10 + (bytes[at] - b'0') as i64;
        if number > i32::MAX as i64 {
            return Err("it is too large");
        }
        at += 1;
    }
    if at == start { Err(EXPECTED) } else { Ok((number, at)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indexes_go_up() {
        for text in ["0", "0,2-5", "1-2,3-4,9", "2147483647"] {
            assert_eq!(check(text), Ok(()), "{text}");
        }
        for (text, reason) in [
            ("", "such as `0,2-5`"),
            ("zz", "such as `0,2-5`"),
            ("0,", "such as `0,2-5`"),
            ("1-2-3", "such as `0,2-5`"),
            ("1 ,2", "such as `0,2-5`"),
            ("5-2", "larger than the one before"),
            ("0,0", "larger than the one before"),
            ("2147483648", "too large"),
        ] {
            let error = check(text).unwrap_err();
            assert!(error.as_str().contains(reason), "{text}: {error}");
        }
    }
}

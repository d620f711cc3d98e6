//! Scalars in quotes that begin and end on one line.

use std::borrow::Cow;

use memchr::{memchr2, memchr3};

/// The text in the quotes that `rest` begins with, and how long it is with its quotes; none with
/// an escape that is seldom written.
pub(super) fn quoted(rest: &str) -> Option<(Cow<'_, str>, usize)> {
    match rest.as_bytes().first()? {
        b'"' => double(rest),
        _ => single(rest),
    }
}

/// In single quotes two of them stand for one.
fn single(rest: &str) -> Option<(Cow<'_, str>, usize)> {
    let bytes = rest.as_bytes();
    let mut at = 1;
    let mut doubled = false;
    loop {
        at += memchr2(b'\'', b'\n', &bytes[at..])?;
        match (bytes[at], bytes.get(at + 1)) {
            (b'\n', _) => return None,
            (_, Some(b'\'')) => {
                doubled = true;
                at += 2;
            }
            _ => break,
        }
    }
    let inside = &rest[1..at];
    let text = if doubled { Cow::Owned(inside.replace("''", "'")) } else { Cow::Borrowed(inside) };
    Some((text, at + 1))
}

fn double(rest: &str) -> Option<(Cow<'_, str>, usize)> {
    let bytes = rest.as_bytes();
    let end = 1 + memchr3(b'"', b'\\', b'\n', &bytes[1..])?;
    match bytes[end] {
        b'"' => return Some((Cow::Borrowed(&rest[1..end]), end + 1)),
        b'\n' => return None,
        _ => {}
    }
    let mut text = String::with_capacity(rest.len());
    let (mut from, mut at) = (1, end);
    loop {
        text.push_str(&rest[from..at]);
        match bytes[at] {
            b'"' => return Some((Cow::Owned(text), at + 1)),
            b'\\' => text.push(escaped(*bytes.get(at + 1)?)?),
            _ => return None,
        }
        from = at + 2;
        at = from + memchr3(b'"', b'\\', b'\n', bytes.get(from..)?)?;
    }
}

/// What the escapes that people write stand for.
fn escaped(byte: u8) -> Option<char> {
    match byte {
        b'"' | b'\\' => Some(char::from(byte)),
        b'n' => Some('\n'),
        b't' => Some('\t'),
        b'r' => Some('\r'),
        _ => None,
    }
}

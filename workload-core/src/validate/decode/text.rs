//! Texts with a form of their own: quantities, points in time, bytes in base64.

use std::borrow::Cow;

use super::error::DecodeError;
use super::node::Reader;
use super::number::json;
use crate::k8s::values::Quantity;
use crate::syntax::yaml::Scalar;

/// Decoded in place of a time that cannot be read.
const EPOCH: &str = "1970-01-01T00:00:00Z";

impl<'a> Reader<'a, '_> {
    /// The text here; numbers and booleans are reported.
    pub(super) fn text(&self) -> Cow<'a, str> {
        if let Some(text) = self.plain_text() {
            return Cow::Borrowed(text);
        }
        match self.scalar("a string") {
            Scalar::Text(text) => text,
            Scalar::Null => Cow::Borrowed(""),
            other => {
                let mut error = DecodeError::types(self.id, "a string", other.what());
                error.message.push_str(": put it in quotes");
                self.report(error);
                Cow::Borrowed("")
            }
        }
    }

    /// The text of a quantity: a string or a number, in the form that Kubernetes reads.
    pub(super) fn quantity(&self) -> String {
        let scalar = self.scalar("a quantity");
        let text = match &scalar {
            Scalar::Null => return "0".to_owned(),
            Scalar::Bool(_) => {
                self.expected("a quantity", scalar.what());
                return "0".to_owned();
            }
            other => json(other),
        };
        // The server ignores blanks around a quantity.
        match Quantity::parse(text.trim().to_owned()) {
            Ok(quantity) => quantity.into(),
            Err(error) => {
                self.report(DecodeError::value(self.id, error.to_string()));
                "0".to_owned()
            }
        }
    }

    /// The text of a point in time, as RFC 3339 writes it; `micro` asks for exactly six digits of
    /// a second's fraction.
    pub(super) fn time(&self, micro: bool) -> Cow<'a, str> {
        if self.is_null() {
            return Cow::Borrowed(EPOCH);
        }
        let reported = self.log.errors.borrow().len();
        let text = self.text();
        if self.log.errors.borrow().len() > reported {
            return Cow::Borrowed(EPOCH);
        }
        if !is_time(&text, micro) {
            let form = if micro { "2024-05-01T10:00:00.000000Z" } else { "2024-05-01T10:00:00Z" };
            let message = format!("`{text}` is not a time: write it like `{form}`");
            self.report(DecodeError::value(self.id, message));
            return Cow::Borrowed(EPOCH);
        }
        if text.parse::<jiff::Timestamp>().is_ok() { text } else { Cow::Borrowed(EPOCH) }
    }

    /// The text of bytes in base64, as the strict decoder of k8s-openapi takes it: Go skips line
    /// breaks and ignores the bits left over in the last character.
    pub(super) fn base64(&self) -> String {
        let text = self.text();
        normalize(&text).unwrap_or_else(|| {
            self.report(DecodeError::value(self.id, not_base64(&text)));
            String::new()
        })
    }
}

/// Whether Go's `time.Parse` takes the text for RFC 3339.
fn is_time(text: &str, micro: bool) -> bool {
    if !text.is_ascii() {
        return false;
    }
    let digits = |from: usize, to: usize| -> Option<u32> {
        let part = text.get(from..to).filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()))?;
        part.parse().ok()
    };
    let marks = [(4, '-'), (7, '-'), (10, 'T'), (13, ':'), (16, ':')];
    let marked = marks.iter().all(|&(at, mark)| text[at.min(text.len())..].starts_with(mark));
    let parts = (|| {
        Some((
            digits(0, 4)?,
            digits(5, 7)?,
            digits(8, 10)?,
            digits(11, 13)?,
            digits(14, 16)?,
            digits(17, 19)?,
        ))
    })();
    let Some((year, month, day, hour, minute, second)) = parts.filter(|_| marked) else {
        return false;
    };
    let in_month = match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    let rest = &text[19..];
    let fraction =
        rest.strip_prefix(['.', ',']).map(|rest| rest.bytes().take_while(u8::is_ascii_digit).count());
    let zone = &rest[fraction.map_or(0, |count| count + 1)..];
    let fraction_fits = if micro { fraction == Some(6) } else { fraction != Some(0) };
    (1..=in_month).contains(&day) && hour < 24 && minute < 60 && second < 60 && fraction_fits && is_zone(zone)
}

/// Whether a text is `Z` or an offset such as `+02:00`.
fn is_zone(zone: &str) -> bool {
    let is_number = |part: &str, most: u32| {
        part.len() == 2
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && part.parse().is_ok_and(|number: u32| number <= most)
    };
    let offset = zone.strip_prefix(['+', '-']).and_then(|offset| offset.split_once(':'));
    zone == "Z" || offset.is_some_and(|(hours, minutes)| is_number(hours, 24) && is_number(minutes, 60))
}

/// What is wrong with a text that is not base64; a secret is not repeated.
fn not_base64(text: &str) -> String {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=' | '\r' | '\n');
    match text.chars().find(|c| !is_letter(*c)) {
        Some(' ') => "the value is not base64: it has a blank in it".to_owned(),
        Some(other) => {
            format!("the value is not base64: `{}` is none of its characters", other.escape_default())
        }
        None => "the value is not base64: it is cut off, or has a character too much".to_owned(),
    }
}

/// Base64 without line breaks and with nothing left over in its last character; none when it is
/// not base64.
fn normalize(text: &str) -> Option<String> {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut joined: Vec<u8> = text.bytes().filter(|byte| !matches!(byte, b'\r' | b'\n')).collect();
    if !joined.len().is_multiple_of(4) {
        return None;
    }
    let padding = joined.iter().rev().take_while(|byte| **byte == b'=').count();
    let body = joined.len().checked_sub(padding).filter(|_| padding <= 2)?;
    let code = |byte: u8| ALPHABET.iter().position(|letter| *letter == byte);
    if !joined[..body].iter().all(|byte| code(*byte).is_some()) {
        return None;
    }
    if padding > 0 {
        let last = joined.get_mut(body.checked_sub(1)?)?;
        let kept = code(*last)? & if padding == 1 { 0b11_1100 } else { 0b11_0000 };
        *last = ALPHABET[kept];
    }
    String::from_utf8(joined).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_those_of_go() {
        for (text, micro, wanted) in [
            ("2024-05-01T10:00:00Z", false, true),
            ("2024-05-01T10:00:00.5+02:00", false, true),
            ("2024-02-29T10:00:00,123456789Z", false, true),
            ("2023-02-29T10:00:00Z", false, false),
            ("2024-05-01t10:00:00z", false, false),
            ("2024-05-01 10:00:00Z", false, false),
            ("2024-05-01T24:00:00Z", false, false),
            ("2024-05-01T10:00:00", false, false),
            ("2024-05-01", false, false),
            ("", false, false),
            ("202ä-05-01T10:00:00Z", false, false),
            ("2024-05-01T10:00:00.123456Z", true, true),
            ("2024-05-01T10:00:00.123Z", true, false),
            ("2024-05-01T10:00:00Z", true, false),
        ] {
            assert_eq!(is_time(text, micro), wanted, "{text}");
        }
    }

    #[test]
    fn base64_is_that_of_go() {
        for (text, wanted) in [
            ("", Some("")),
            ("aGk=", Some("aGk=")),
            ("aG\nk=\n", Some("aGk=")),
            ("aGl=", Some("aGk=")),
            ("aGk", None),
            ("a===", None),
            ("aG k=", None),
            ("aG_=", None),
        ] {
            assert_eq!(normalize(text).as_deref(), wanted, "{text}");
        }
    }
}

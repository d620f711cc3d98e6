//! Scalars as Go's YAML 1.1 reader resolves them: `yes` is a bool, `0o17` a number, a date a text.

use std::borrow::Cow;

use super::binary::binary;
use super::float::float;
use super::integer::{Integer, integer};

/// What a scalar is.
#[derive(Clone, Debug, PartialEq)]
pub enum Scalar<'a> {
    /// Nothing: absent, `~`, `null`.
    Null,
    /// `true`, `yes`, `on`, `y` and their opposites.
    Bool(bool),
    /// A whole number of 64 bits, with a sign or without.
    Int(i128),
    /// Any other number.
    Float(f64),
    /// Everything else.
    Text(Cow<'a, str>),
}

impl Scalar<'_> {
    /// What it is, in a word or two: "a number".
    #[must_use]
    pub const fn what(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool(_) => "a bool",
            Self::Int(_) | Self::Float(_) => "a number",
            Self::Text(_) => "a string",
        }
    }
}

/// Why a scalar with an explicit tag is not what the tag says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScalarError(pub &'static str);

/// An explicit tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    Str,
    Int,
    Float,
    Bool,
    Null,
    Binary,
    Timestamp,
    Merge,
    Other,
}

/// Resolves `text`; `plain` says that it stands bare.
pub(super) fn resolve<'a>(text: &'a str, plain: bool, tag: Option<&Tag>) -> Result<Scalar<'a>, ScalarError> {
    let Some(tag) = tag else {
        return Ok(if plain { bare(text) } else { Scalar::Text(Cow::Borrowed(text)) });
    };
    match (tag, bare(text)) {
        (Tag::Str | Tag::Merge | Tag::Other, _) => Ok(Scalar::Text(Cow::Borrowed(text))),
        (Tag::Binary, _) => binary(text)
            .map(|text| Scalar::Text(Cow::Owned(text)))
            .ok_or(ScalarError("the tag !!binary stands before what is no base64")),
        (Tag::Timestamp, _) if begins_as_date(text) => Ok(Scalar::Text(Cow::Borrowed(text))),
        (Tag::Timestamp, _) => Err(ScalarError("the tag !!timestamp stands before what is no date")),
        (Tag::Float, Scalar::Int(number)) =>
        {
            #[allow(clippy::cast_precision_loss, reason = "that is what the tag asks for")]
            Ok(Scalar::Float(number as f64))
        }
        (Tag::Int, found @ Scalar::Int(_))
        | (Tag::Float, found @ Scalar::Float(_))
        | (Tag::Bool, found @ Scalar::Bool(_))
        | (Tag::Null, found @ Scalar::Null) => Ok(found),
        (Tag::Int, _) => Err(ScalarError("the tag !!int stands before what is no whole number")),
        (Tag::Float, _) => Err(ScalarError("the tag !!float stands before what is no number")),
        (Tag::Bool, _) => Err(ScalarError("the tag !!bool stands before what is no bool")),
        (Tag::Null, _) => Err(ScalarError("the tag !!null stands before a value")),
    }
}

/// Whether a bare text may be `.inf`, `-.inf` or `.nan`.
pub(super) fn may_be_infinite(text: &str) -> bool {
    matches!(text.as_bytes(), [b'.', b'i' | b'I' | b'n' | b'N', ..] | [b'+' | b'-', b'.', b'i' | b'I', ..])
}

/// Whether a text begins as a date does: `2024-01-31`.
fn begins_as_date(text: &str) -> bool {
    let mut parts = text.splitn(3, '-');
    let mut number = |lengths: std::ops::RangeInclusive<usize>| {
        parts.next().is_some_and(|part| {
            let digits = part.bytes().take_while(u8::is_ascii_digit).count();
            lengths.contains(&digits)
        })
    };
    number(4..=4) && number(1..=2) && number(1..=2)
}

/// Resolves a bare text. The first byte tells most texts from everything else.
fn bare(text: &str) -> Scalar<'_> {
    match text.as_bytes().first() {
        None | Some(b'~' | b'y' | b'Y' | b'n' | b'N' | b't' | b'T' | b'f' | b'F' | b'o' | b'O') => word(text),
        Some(b'.') => match word(text) {
            Scalar::Text(_) => float(text).map_or(Scalar::Text(Cow::Borrowed(text)), Scalar::Float),
            found => found,
        },
        Some(b'0'..=b'9' | b'+' | b'-') => number(text),
        Some(_) => Scalar::Text(Cow::Borrowed(text)),
    }
}

/// Whether a bare text that begins with a letter is a bool, or nothing. Such words have up to five bytes and few
/// first letters, as the commonest key has.
pub(super) fn is_other_word(text: &str) -> bool {
    const LONGEST: usize = 5;
    let first =
        matches!(text.as_bytes(), [b'y' | b'Y' | b'n' | b'N' | b't' | b'T' | b'f' | b'F' | b'o' | b'O', ..]);
    first && text.len() <= LONGEST && text != "name" && !matches!(word(text), Scalar::Text(_))
}

fn word(text: &str) -> Scalar<'_> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Scalar::Null,
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => {
            Scalar::Bool(true)
        }
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => {
            Scalar::Bool(false)
        }
        ".nan" | ".NaN" | ".NAN" => Scalar::Float(f64::NAN),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => Scalar::Float(f64::INFINITY),
        "-.inf" | "-.Inf" | "-.INF" => Scalar::Float(f64::NEG_INFINITY),
        _ => Scalar::Text(Cow::Borrowed(text)),
    }
}

/// A text that begins as a number does.
fn number(text: &str) -> Scalar<'_> {
    if let found @ Scalar::Float(_) = word(text) {
        return found;
    }
    let digits: Cow<'_, str> =
        if text.contains('_') { Cow::Owned(text.replace('_', "")) } else { Cow::Borrowed(text) };
    match integer(&digits) {
        Integer::Whole(number) if is_64_bit(number) => Scalar::Int(number),
        // Larger ones are numbers only in base ten, and inexact then.
        Integer::Whole(_) if !is_decimal(&digits) => Scalar::Text(Cow::Borrowed(text)),
        Integer::Whole(_) => float(&digits).map_or(Scalar::Text(Cow::Borrowed(text)), Scalar::Float),
        Integer::None => match float(&digits) {
            // A date, `1:30`, `1.2.3`, `-x`: no number at all.
            None => Scalar::Text(Cow::Borrowed(text)),
            Some(number) => Scalar::Float(number),
        },
    }
}

/// Whether Go has an integer for it.
const fn is_64_bit(number: i128) -> bool {
    i64::MIN as i128 <= number && number <= u64::MAX as i128
}

fn is_decimal(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_scalars_are_what_go_makes_of_them() {
        for (text, expected) in [
            ("", Scalar::Null),
            ("~", Scalar::Null),
            ("yes", Scalar::Bool(true)),
            ("n", Scalar::Bool(false)),
            ("OFF", Scalar::Bool(false)),
            ("5", Scalar::Int(5)),
            ("+5", Scalar::Int(5)),
            ("-5", Scalar::Int(-5)),
            ("0644", Scalar::Int(420)),
            ("0o644", Scalar::Int(420)),
            ("0x1A4", Scalar::Int(420)),
            ("0b11", Scalar::Int(3)),
            ("1_000", Scalar::Int(1000)),
            ("0888", Scalar::Float(888.0)),
            ("1e3", Scalar::Float(1000.0)),
            ("5.0", Scalar::Float(5.0)),
            (".5", Scalar::Float(0.5)),
            ("18446744073709551615", Scalar::Int(18_446_744_073_709_551_615)),
            ("18446744073709551616", Scalar::Float(18_446_744_073_709_551_616.0)),
            ("-9223372036854775809", Scalar::Float(-9_223_372_036_854_775_809.0)),
            ("077777777777777777777777", Scalar::Float(77_777_777_777_777_777_777_777.0)),
            (".inf", Scalar::Float(f64::INFINITY)),
            ("-.inf", Scalar::Float(f64::NEG_INFINITY)),
        ] {
            assert_eq!(bare(text), expected, "{text}");
        }
        for text in [
            "1:30",
            "2024-01-01",
            "1e10abc",
            "yEs",
            "null ",
            "-",
            "+",
            "1.2.3",
            "0x",
            "nginx",
            "TrUe",
            "=",
            "<<",
            "0x1ffffffffffffffff",
            "0o7777777777777777777777",
            "0b10000000000000000000000000000000000000000000000000000000000000000",
        ] {
            assert_eq!(bare(text), Scalar::Text(Cow::Borrowed(text)), "{text}");
        }
    }

    #[test]
    fn tags_and_quotes_decide_before_the_text_does() {
        assert_eq!(resolve("5", false, None), Ok(Scalar::Text("5".into())));
        assert_eq!(resolve("5", true, Some(&Tag::Str)), Ok(Scalar::Text("5".into())));
        assert_eq!(resolve("5", false, Some(&Tag::Int)), Ok(Scalar::Int(5)));
        assert_eq!(resolve("5", true, Some(&Tag::Float)), Ok(Scalar::Float(5.0)));
        assert!(resolve("abc", true, Some(&Tag::Int)).is_err());
        assert_eq!(resolve("aGVs\nbG8=", true, Some(&Tag::Binary)), Ok(Scalar::Text("hello".into())));
        assert_eq!(resolve("/w==", true, Some(&Tag::Binary)), Ok(Scalar::Text("\u{fffd}".into())));
        assert!(resolve("%", true, Some(&Tag::Binary)).is_err());
        assert!(resolve("2024-1-31T10:00:00Z", true, Some(&Tag::Timestamp)).is_ok());
        assert!(resolve("soon", true, Some(&Tag::Timestamp)).is_err());
    }
}

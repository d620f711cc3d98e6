//! Scalars as Go's YAML 1.1 reader resolves them: `yes` is a bool, `0o17` a number, a date a text.

use std::borrow::Cow;

use super::float::float;
use super::integer::{Integer, integer};

/// What a scalar is.
#[derive(Clone, Debug, PartialEq)]
pub enum Scalar<'a> {
    /// Nothing: absent, `~`, `null`.
    Null,
    /// `true`, `yes`, `on`, `y` and their opposites.
    Bool(bool),
    /// A whole number.
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
    Other,
}

/// Resolves `text`; `plain` says that it stands bare.
pub(super) fn resolve<'a>(text: &'a str, plain: bool, tag: Option<&Tag>) -> Result<Scalar<'a>, ScalarError> {
    let Some(tag) = tag else {
        return Ok(if plain { bare(text) } else { Scalar::Text(Cow::Borrowed(text)) });
    };
    match (tag, bare(text)) {
        (Tag::Str | Tag::Other, _) => Ok(Scalar::Text(Cow::Borrowed(text))),
        (Tag::Binary, _) => {
            Err(ScalarError("!!binary cannot be sent: write the base64 text without the tag"))
        }
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
        Integer::Whole(number) => Scalar::Int(number),
        Integer::None => match float(&digits) {
            // A date, `1:30`, `1.2.3`, `-x`: no number at all.
            None => Scalar::Text(Cow::Borrowed(text)),
            Some(number) => Scalar::Float(number),
        },
    }
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
    }
}

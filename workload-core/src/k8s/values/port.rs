//! Ports by name and by number.

use std::fmt;
use std::num::NonZeroU16;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::error::{ValueError, is_not};
use super::text_value::text_value;
use crate::k8s::literal::{FieldName, ToPart, forms};
use crate::syntax::text::Message;

/// The longest name of a container's port (IANA service names).
const LONGEST_NAME: usize = 15;

text_value! {
    /// The name of a port: at most 15 of `a-z`, `0-9` and single `-`, with a letter among them.
    PortName, check: check_name, expects: "the name of a port in quotes, such as `\"http\"`"
}

const WHAT: &str = "the name of a port";

pub(crate) const fn check_name(text: &str) -> Result<(), Message> {
    if text.len() > LONGEST_NAME {
        return Err(is_not(text, WHAT)
            .push("it has ")
            .push_number(text.len() as i128)
            .push(" characters, at most 15 are allowed"));
    }
    match name(text.as_bytes()) {
        Ok(()) => Ok(()),
        Err(reason) => Err(is_not(text, WHAT).push(reason)),
    }
}

const fn name(bytes: &[u8]) -> Result<(), &'static str> {
    if bytes.is_empty() {
        return Err("it is empty");
    }
    let (mut letters, mut at) = (false, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'a'..=b'z' => letters = true,
            b'0'..=b'9' => {}
            b'-' if at == 0 || at + 1 == bytes.len() => {
                return Err("it must begin and end with a letter or a digit");
            }
            b'-' if bytes[at - 1] == b'-' => return Err("two dashes in a row are not allowed"),
            b'-' => {}
            b'A'..=b'Z' => return Err("upper case is not allowed, write it in lower case"),
            _ => return Err("only a-z, 0-9 and `-` are allowed"),
        }
        at += 1;
    }
    if letters { Ok(()) } else { Err("it needs a letter (a-z); a number is written without quotes") }
}

/// The number of a port: 1-65535.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PortNumber(u16);

impl PortNumber {
    /// The port of a literal.
    ///
    /// # Panics
    ///
    /// When it is 0.
    #[must_use]
    #[track_caller]
    pub const fn new(number: u16) -> Self {
        Self::from_number(number as i128)
    }

    /// The port of a number that comes at run time.
    ///
    /// # Errors
    ///
    /// When it is outside 1-65535.
    pub const fn try_new(number: i128) -> Result<Self, ValueError> {
        if number < 1 || number > u16::MAX as i128 {
            let message = Message::new().push_number(number).push(" is not a port: a port is 1-65535");
            return Err(ValueError::new(message));
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked")]
        Ok(Self(number as u16))
    }

    /// The port of a number in decimal digits.
    ///
    /// # Errors
    ///
    /// When it is not a number, or outside 1-65535.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        match text.parse::<i128>() {
            Ok(number) if text.starts_with(|first: char| first.is_ascii_digit()) => Self::try_new(number),
            _ => Err(ValueError::new(is_not(text, "a port").push("a port is a number, 1-65535"))),
        }
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> u16 {
        self.0
    }

    #[track_caller]
    pub(crate) const fn from_number(number: i128) -> Self {
        match Self::try_new(number) {
            Ok(port) => port,
            Err(error) => panic!("{}", error.message()),
        }
    }
}

forms!(PortNumber: "the number of a port, without quotes", int => PortNumber::from_number);

impl fmt::Display for PortNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl std::str::FromStr for PortNumber {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        Self::parse(text)
    }
}

impl TryFrom<String> for PortNumber {
    type Error = ValueError;

    fn try_from(text: String) -> Result<Self, ValueError> {
        Self::parse(&text)
    }
}

impl TryFrom<u16> for PortNumber {
    type Error = ValueError;

    fn try_from(number: u16) -> Result<Self, ValueError> {
        Self::try_new(number.into())
    }
}

impl From<PortNumber> for u16 {
    fn from(port: PortNumber) -> Self {
        port.0
    }
}

impl From<PortNumber> for i32 {
    fn from(port: PortNumber) -> Self {
        port.0.into()
    }
}

impl Serialize for PortNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u16(self.0)
    }
}

impl<'de> Deserialize<'de> for PortNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = i64::deserialize(deserializer)?;
        Self::try_new(number.into()).map_err(de::Error::custom)
    }
}

/// As Kubernetes takes it: 0 is no port and leaves the key out.
#[diagnostic::do_not_recommend]
impl ToPart<PortNumber> for u16 {
    fn to_part(&self, _: &FieldName) -> Option<PortNumber> {
        PortNumber::try_from(*self).ok()
    }
}

#[diagnostic::do_not_recommend]
impl ToPart<PortNumber> for NonZeroU16 {
    fn to_part(&self, name: &FieldName) -> Option<PortNumber> {
        self.get().to_part(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_ports_are_short_and_have_a_letter() {
        for text in ["http", "a", "8080a", "x-1-y"] {
            assert!(PortName::parse(text).is_ok(), "{text}");
        }
        for (text, reason) in [
            ("", "empty"),
            ("metrics-exporter", "16 characters"),
            ("8080", "needs a letter"),
            ("HTTP", "lower case"),
            ("a--b", "two dashes"),
            ("-a", "begin and end"),
            ("a_b", "only a-z"),
        ] {
            let error = PortName::parse(text).unwrap_err();
            assert!(error.message().contains(reason), "{error}");
        }
    }

    #[test]
    fn numbers_of_ports_have_sixteen_bits_and_are_not_zero() {
        assert_eq!(PortNumber::parse("65535").map(PortNumber::get), Ok(65535));
        for text in ["0", "65536", "-1", "+1", "http", ""] {
            assert!(PortNumber::parse(text).unwrap_err().message().contains("1-65535"), "{text}");
        }
    }
}

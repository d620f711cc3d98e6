//! A count or a percentage of Pods: Kubernetes' `IntOrString`.

use std::fmt;

use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::ValueError;
use super::error::is_not;
use super::int_or_string::serde_as_int_or_string;
use crate::k8s::literal::{FieldName, ToPart, amount_forms};
use crate::syntax::text::Message;

/// A number of Pods, counted (`1`) or in percent of the replicas (`"25%"`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Amount {
    /// So many Pods.
    Count(u32),
    /// So many in a hundred.
    Percent(u32),
}

impl Amount {
    /// The amount of a percentage, such as `25%`.
    ///
    /// # Errors
    ///
    /// When it is not digits and a `%`.
    pub const fn parse(text: &str) -> Result<Self, ValueError> {
        match percent(text) {
            // The digits would not come out again.
            Ok(u32::MAX) => Err(ValueError::new(is_not(text, WHAT).push("the percentage is too large"))),
            Ok(percent) => Ok(Self::Percent(percent)),
            Err(message) => Err(ValueError::new(message)),
        }
    }

    /// Whether it is no Pod at all.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        matches!(self, Self::Count(0) | Self::Percent(0))
    }

    #[track_caller]
    const fn from_text(text: &'static str) -> Self {
        match Self::parse(text) {
            Ok(amount) => amount,
            Err(error) => panic!("{}", error.message()),
        }
    }

    const fn count(number: i128) -> Result<Self, ValueError> {
        if number < 0 || number > i32::MAX as i128 {
            let message = Message::new()
                .push_number(number)
                .push(" is not an amount of Pods: write 0 or more, or a percentage in quotes");
            return Err(ValueError::new(message));
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked")]
        Ok(Self::Count(number as u32))
    }

    #[track_caller]
    const fn from_number(number: i128) -> Self {
        match Self::count(number) {
            Ok(amount) => amount,
            Err(error) => panic!("{}", error.message()),
        }
    }
}

amount_forms!(Amount: "a number of Pods, or a percentage in quotes, such as `\"25%\"`");

const WHAT: &str = "an amount of Pods";

/// The number of a percentage as the API server reads it; one that is far too large is cut.
pub(crate) const fn percent(text: &str) -> Result<u32, Message> {
    let [digits @ .., b'%'] = text.as_bytes() else {
        let reason = "a number is written without quotes, a percentage ends with `%`";
        return Err(is_not(text, WHAT).push(reason));
    };
    if digits.is_empty() {
        return Err(is_not(text, WHAT).push("digits stand before the `%`"));
    }
    let mut value: u32 = 0;
    let mut at = 0;
    while at < digits.len() {
        if !digits[at].is_ascii_digit() {
            return Err(is_not(text, WHAT).push("only digits stand before the `%`"));
        }
        value = value.saturating_mul(10).saturating_add((digits[at] - b'0') as u32);
        at += 1;
    }
    Ok(value)
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count(count) => write!(f, "{count}"),
            Self::Percent(percent) => write!(f, "{percent}%"),
        }
    }
}

impl From<Amount> for IntOrString {
    fn from(amount: Amount) -> Self {
        match amount {
            Amount::Count(count) => Self::Int(i32::try_from(count).unwrap_or(i32::MAX)),
            Amount::Percent(_) => Self::String(amount.to_string()),
        }
    }
}

impl TryFrom<IntOrString> for Amount {
    type Error = ValueError;

    fn try_from(raw: IntOrString) -> Result<Self, ValueError> {
        match raw {
            IntOrString::Int(number) => Self::count(number.into()),
            IntOrString::String(text) => Self::parse(&text),
        }
    }
}

serde_as_int_or_string!(Amount);

/// Counts of Pods from whole numbers, of which the largest are cut.
macro_rules! counts {
    ($($from:ty),+) => {$(
        #[diagnostic::do_not_recommend]
        impl ToPart<Amount> for $from {
            fn to_part(&self, name: &FieldName) -> Option<Amount> {
                self.to_part(name).map(Amount::Count)
            }
        }
    )+};
}

counts!(u8, u16, u32, u64, usize, std::num::NonZeroU32);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_read() {
        assert_eq!(Amount::parse("25%"), Ok(Amount::Percent(25)));
        assert_eq!(Amount::parse("125%"), Ok(Amount::Percent(125)));
        assert_eq!(Amount::parse("050%"), Ok(Amount::Percent(50)));
        assert_eq!(percent("99999999999%"), Ok(u32::MAX));
        for (text, shown) in [
            ("25", "`25`"),
            ("%", "`%`"),
            ("-1%", "`-1%`"),
            ("a%", "`a%`"),
            ("", "an empty text"),
            ("2 5%", "`2 5%`"),
            ("99999999999%", "`99999999999%`"),
        ] {
            let error = Amount::parse(text).unwrap_err();
            assert!(error.message().starts_with(&format!("{shown} is not an amount")), "{text}");
        }
    }

    #[test]
    fn serde_reads_what_an_attribute_takes() {
        for (json, amount) in [("3", Amount::Count(3)), ("\"25%\"", Amount::Percent(25))] {
            assert_eq!(serde_json::from_str::<Amount>(json).unwrap(), amount);
            assert_eq!(serde_json::to_string(&amount).unwrap(), json);
        }
        for (json, reason) in [("-1", "-1 is not an amount"), ("\"x\"", "`x` is not an amount")] {
            let error = serde_json::from_str::<Amount>(json).unwrap_err().to_string();
            assert!(error.starts_with(reason), "{error}");
        }
    }
}

//! Numbers on their way through JSON: a float without a fraction is a whole number.

use std::borrow::Cow;

use crate::syntax::yaml::Scalar;

/// From here on JSON writes an exponent, which no whole number has.
const EXPONENT: f64 = 1e21;

/// The whole number that a scalar is, where it is one.
pub(super) fn whole(scalar: &Scalar<'_>) -> Option<i128> {
    match scalar {
        Scalar::Int(number) => Some(*number),
        Scalar::Float(number) if number.fract() == 0.0 && number.abs() < EXPONENT =>
        {
            #[allow(clippy::cast_possible_truncation, reason = "it has no fraction and fits by far")]
            Some(*number as i128)
        }
        _ => None,
    }
}

/// The scalar as JSON writes it, without quotes.
pub(super) fn json<'a>(scalar: &'a Scalar<'a>) -> Cow<'a, str> {
    match (scalar, whole(scalar)) {
        (Scalar::Text(text), _) => Cow::Borrowed(text),
        (_, Some(number)) => Cow::Owned(number.to_string()),
        (Scalar::Bool(yes), _) => Cow::Borrowed(if *yes { "true" } else { "false" }),
        (Scalar::Float(number), _) if number.abs() >= EXPONENT => Cow::Owned(format!("{number:e}")),
        (Scalar::Float(number), _) => Cow::Owned(number.to_string()),
        (Scalar::Null | Scalar::Int(_), _) => Cow::Borrowed("null"),
    }
}

//! A count of Pods or a percentage of them, as the controllers resolve it.

use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::values::percent;

/// Which way a percentage that gives no whole number goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rounding {
    /// To the next larger number: budgets, `maxSurge`.
    Up,
    /// To the next smaller number: `maxUnavailable` of a rollout.
    Down,
}

/// The number of Pods that `value` is of `total`
/// (`intstr.GetScaledValueFromIntOrPercent`); none for text that is no percentage.
pub(crate) fn scaled(value: &IntOrString, total: i32, rounding: Rounding) -> Option<i32> {
    match value {
        IntOrString::Int(count) => Some(*count),
        IntOrString::String(text) => {
            let hundredfold = i64::from(percent(text).ok()?) * i64::from(total);
            let extra = if rounding == Rounding::Up { 99 } else { 0 };
            Some(i32::try_from((hundredfold + extra).div_euclid(100)).unwrap_or(i32::MAX))
        }
    }
}

/// Whether it is no Pod at all, of however many.
pub(crate) fn is_zero(value: &IntOrString) -> bool {
    match value {
        IntOrString::Int(count) => *count == 0,
        IntOrString::String(text) => percent(text).is_ok_and(|percent| percent == 0),
    }
}

/// The value as a manifest has it: `1`, `25%`.
pub(crate) fn as_written(value: &IntOrString) -> String {
    match value {
        IntOrString::Int(count) => count.to_string(),
        IntOrString::String(text) => text.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(text: &str) -> IntOrString {
        IntOrString::String(text.to_owned())
    }

    fn both(value: &IntOrString, total: i32) -> (Option<i32>, Option<i32>) {
        (scaled(value, total, Rounding::Up), scaled(value, total, Rounding::Down))
    }

    #[test]
    fn percentages_are_rounded_as_told() {
        assert_eq!(both(&share("25%"), 3), (Some(1), Some(0)));
        assert_eq!(both(&share("25%"), 10), (Some(3), Some(2)));
        assert_eq!(both(&share("25%"), 8), (Some(2), Some(2)));
        assert_eq!(both(&share("0%"), 3), (Some(0), Some(0)));
        assert_eq!(both(&share("100%"), 3), (Some(3), Some(3)));
        assert_eq!(both(&share("4294967295%"), i32::MAX), (Some(i32::MAX), Some(i32::MAX)));
    }

    #[test]
    fn counts_are_themselves_and_other_text_is_nothing() {
        assert_eq!(both(&IntOrString::Int(4), 10), (Some(4), Some(4)));
        for text in ["many", "25", "%", "-5%", "2.5%"] {
            assert_eq!(both(&share(text), 3), (None, None), "{text}");
        }
    }

    #[test]
    fn zero_is_zero_of_any_total() {
        assert!(is_zero(&IntOrString::Int(0)) && is_zero(&share("0%")) && is_zero(&share("00%")));
        assert!(!is_zero(&IntOrString::Int(1)) && !is_zero(&share("1%")) && !is_zero(&share("0")));
    }
}

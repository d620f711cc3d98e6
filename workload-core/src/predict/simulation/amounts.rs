//! Counts and percentages of Pods, as the controllers resolve them.

use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

/// Which way a percentage that gives no whole number goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rounding {
    /// To the next larger number.
    Up,
    /// To the next smaller number.
    Down,
}

/// The amount that `value` is of `total`; text that is no percentage counts as 0.
pub(crate) fn scaled(value: &IntOrString, total: i32, rounding: Rounding) -> i32 {
    match value {
        IntOrString::Int(count) => *count,
        IntOrString::String(text) => {
            let percent: i64 = text.strip_suffix('%').and_then(|digits| digits.parse().ok()).unwrap_or(0);
            let hundredfold = percent * i64::from(total);
            let part = match rounding {
                Rounding::Up => hundredfold.div_euclid(100) + i64::from(hundredfold.rem_euclid(100) > 0),
                Rounding::Down => hundredfold.div_euclid(100),
            };
            i32::try_from(part).unwrap_or(i32::MAX)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_round_as_told() {
        let quarter = IntOrString::String("25%".to_owned());
        assert_eq!(scaled(&quarter, 10, Rounding::Up), 3);
        assert_eq!(scaled(&quarter, 10, Rounding::Down), 2);
        assert_eq!(scaled(&quarter, 8, Rounding::Up), 2);
        assert_eq!(scaled(&IntOrString::Int(4), 10, Rounding::Up), 4);
    }
}

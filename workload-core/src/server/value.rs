//! Single values: numbers with a bound, words of a list, amounts of Pods.

use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use crate::faults::{Faults, Reason};
use crate::values::{ValueError, percent};
use crate::yaml::At;

/// Keeps the sentence of a value that is wrong.
pub(super) fn checked(check: Result<(), ValueError>, at: &At<'_>, faults: &mut Faults) {
    if let Err(error) = check {
        faults.invalid(at, error.message());
    }
}

/// A number that may not be below 0.
pub(super) fn not_negative(value: Option<impl Into<i64>>, at: &At<'_>, faults: &mut Faults) {
    at_least(0, value, at, faults);
}

/// A number that may not be below `least`.
pub(super) fn at_least(least: i64, value: Option<impl Into<i64>>, at: &At<'_>, faults: &mut Faults) {
    if let Some(value) = value.map(Into::into).filter(|value| *value < least) {
        faults.invalid(at, format!("{value} is too small: write {least} or more"));
    }
}

/// A number that may not be above `most`; `why` ends the sentence: "for an indexed Job".
pub(super) fn at_most(most: i64, value: Option<impl Into<i64>>, why: &str, at: &At<'_>, faults: &mut Faults) {
    if let Some(value) = value.map(Into::into).filter(|value| *value > most) {
        let why = if why.is_empty() { String::new() } else { format!(" {why}") };
        faults.invalid(at, format!("{value} is too large: at most {most} is allowed{why}"));
    }
}

/// A word that is one of `allowed`; an empty one is a word like any other.
pub(super) fn word(value: Option<&String>, allowed: &[&str], at: &At<'_>, faults: &mut Faults) {
    if let Some(value) = value.filter(|value| !allowed.contains(&value.as_str())) {
        faults.unsupported(at, value, allowed);
    }
}

/// A word that is one of `allowed`, where an empty one counts as not set.
pub(super) fn word_if_any(value: Option<&String>, allowed: &[&str], at: &At<'_>, faults: &mut Faults) {
    word(given(value), allowed, at, faults);
}

/// A text that is not empty.
pub(super) fn given(value: Option<&String>) -> Option<&String> {
    value.filter(|value| !value.is_empty())
}

/// A list that may have at most so many items.
pub(super) fn at_most_items(most: usize, count: usize, at: &At<'_>, faults: &mut Faults) {
    if count > most {
        faults.add(Reason::TooMany, at, format!("{count} items are too many: at most {most} are allowed"));
    }
}

/// A port's number.
pub(super) fn port(number: i32, at: &At<'_>, faults: &mut Faults) {
    if let Err(error) = crate::values::PortNumber::try_new(number.into()) {
        faults.invalid(at, error.message());
    }
}

/// A port by its number or by its name.
pub(super) fn port_ref(port_ref: &IntOrString, at: &At<'_>, faults: &mut Faults) {
    match port_ref {
        IntOrString::Int(number) => port(*number, at, faults),
        IntOrString::String(name) => checked(crate::values::PortName::check(name), at, faults),
    }
}

/// An amount of Pods, as a count or in percent.
pub(super) fn amount(amount: Option<&IntOrString>, at: &At<'_>, faults: &mut Faults) {
    match amount {
        Some(IntOrString::Int(count)) => not_negative(Some(*count), at, faults),
        Some(IntOrString::String(text)) => checked(percent(text).map(drop), at, faults),
        None => {}
    }
}

/// An amount of Pods of which no more than all can be meant.
pub(super) fn amount_of_all(given: Option<&IntOrString>, at: &At<'_>, faults: &mut Faults) {
    amount(given, at, faults);
    if let Some(IntOrString::String(text)) = given
        && percent(text).is_ok_and(|percent| percent > 100)
    {
        faults.invalid(at, format!("`{text}` is more than all Pods: write at most `100%`"));
    }
}

/// Whether an amount is 0 or 0 %; what is no amount counts as 0, as the server counts it.
pub(super) fn is_zero(amount: &IntOrString) -> bool {
    match amount {
        IntOrString::Int(count) => *count == 0,
        IntOrString::String(text) => match percent(text) {
            Ok(percent) => percent == 0,
            Err(_) => text.parse().unwrap_or(0) == 0,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(check: impl FnOnce(&At<'_>, &mut Faults)) -> Vec<String> {
        let mut faults = Faults::default();
        check(&At::root(), &mut faults);
        faults.into_vec().into_iter().map(|fault| fault.message).collect()
    }

    #[test]
    fn numbers_keep_their_bounds() {
        for value in [None, Some(0), Some(7)] {
            assert_eq!(said(|at, faults| not_negative(value, at, faults)), [""; 0]);
        }
        assert_eq!(
            said(|at, faults| not_negative(Some(-1), at, faults)),
            ["-1 is too small: write 0 or more"]
        );
        assert_eq!(
            said(|at, faults| at_most(9, Some(10), "for an indexed Job", at, faults)),
            ["10 is too large: at most 9 is allowed for an indexed Job"]
        );
    }

    #[test]
    fn words_are_exact() {
        let empty = String::new();
        let wrong = "local".to_owned();
        let allowed = ["Cluster", "Local"];
        assert_eq!(said(|at, faults| word_if_any(Some(&empty), &allowed, at, faults)), [""; 0]);
        assert_eq!(said(|at, faults| word(Some(&empty), &allowed, at, faults)).len(), 1);
        assert_eq!(
            said(|at, faults| word(Some(&wrong), &allowed, at, faults)),
            ["`local` is not supported here: use `Cluster` or `Local`"]
        );
    }

    #[test]
    fn amounts_are_counts_or_percentages() {
        let text = |text: &str| IntOrString::String(text.to_owned());
        for (given, faults) in [
            (IntOrString::Int(0), 0),
            (text("25%"), 0),
            (text("050%"), 0),
            (text("100%"), 0),
            (text("101%"), 1),
            (text("99999999999%"), 1),
            (text("50"), 1),
            (text(""), 1),
            (text("-5%"), 1),
            (IntOrString::Int(-1), 1),
        ] {
            assert_eq!(said(|at, all| amount_of_all(Some(&given), at, all)).len(), faults, "{given:?}");
        }
        assert_eq!(said(|at, faults| amount(Some(&text("125%")), at, faults)), [""; 0]);
        assert!(is_zero(&text("0%")) && is_zero(&text("x")) && !is_zero(&text("1%")));
    }
}

//! The small checks that the larger ones are made of.

use std::ops::RangeInclusive;

use crate::faults::{Faults, Reason};
use crate::text::Message;
use crate::yaml::At;

/// Adds the sentence of a value's own check, where it has one.
pub(super) fn text(checked: Result<(), Message>, at: &At<'_>, faults: &mut Faults) {
    if let Err(message) = checked {
        faults.invalid(at, message.as_str());
    }
}

/// A text that must be said; `missing` says so when it is not. Whether it is there.
pub(super) fn said(value: &str, missing: &str, at: &At<'_>, faults: &mut Faults) -> bool {
    if value.is_empty() {
        faults.required(at, missing);
    }
    !value.is_empty()
}

/// A name that must be said, and be one.
pub(super) fn name(
    value: &str,
    missing: &str,
    check: impl FnOnce(&str) -> Result<(), Message>,
    at: &At<'_>,
    faults: &mut Faults,
) {
    if said(value, missing, at, faults) {
        text(check(value), at, faults);
    }
}

/// One of the words `allowed`; left out or empty it has its default.
pub(super) fn word(value: Option<&String>, allowed: &[&str], at: &At<'_>, faults: &mut Faults) {
    strict_word(value.filter(|value| !value.is_empty()), allowed, at, faults);
}

/// One of the words `allowed`; left out it has its default, but empty it is none of them.
pub(super) fn strict_word(value: Option<&String>, allowed: &[&str], at: &At<'_>, faults: &mut Faults) {
    if let Some(value) = value.filter(|value| !allowed.contains(&value.as_str())) {
        faults.unsupported(at, value, allowed);
    }
}

/// An operator: one of the words `allowed`.
pub(super) fn operator(value: &str, allowed: &[&str], at: &At<'_>, faults: &mut Faults) {
    if !allowed.contains(&value) {
        faults.unsupported(at, value, allowed).reason = Reason::Invalid;
    }
}

/// A number in a range; left out it has its default.
pub(super) fn within(
    value: Option<impl Into<i64>>,
    range: RangeInclusive<i64>,
    at: &At<'_>,
    faults: &mut Faults,
) {
    let Some(value) = value.map(Into::into).filter(|value| !range.contains(value)) else { return };
    let message = match (*range.start(), *range.end()) {
        (least, i64::MAX) => format!("{value} is too little: it is {least} or more"),
        (least, most) => format!("{value} is outside {least} to {most}"),
    };
    faults.invalid(at, message);
}

/// A number that is not below zero; left out it has its default.
pub(super) fn not_negative(value: Option<impl Into<i64>>, at: &At<'_>, faults: &mut Faults) {
    within(value, 0..=i64::MAX, at, faults);
}

/// The id of a user or a group.
pub(super) fn id(value: Option<i64>, at: &At<'_>, faults: &mut Faults) {
    within(value, 0..=i64::from(i32::MAX), at, faults);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::check_label;

    fn sentences(check: impl FnOnce(&At<'_>, &mut Faults)) -> Vec<String> {
        let mut faults = Faults::default();
        check(&At::root().field("x"), &mut faults);
        faults.into_vec().into_iter().map(|fault| fault.message).collect()
    }

    #[test]
    fn what_is_right_says_nothing() {
        let none: [String; 0] = [];
        assert_eq!(
            sentences(|at, faults| name("a", "missing", |text| check_label(text, "a"), at, faults)),
            none
        );
        assert_eq!(sentences(|at, faults| word(Some(&String::new()), &["a"], at, faults)), none);
        assert_eq!(sentences(|at, faults| within(Some(5), 1..=5, at, faults)), none);
        assert_eq!(sentences(|at, faults| not_negative(None::<i32>, at, faults)), none);
    }

    #[test]
    fn what_is_wrong_says_what_would_be_right() {
        for (said, wanted) in [
            (
                sentences(|at, faults| name("", "missing", |text| check_label(text, "a"), at, faults)),
                "missing",
            ),
            (
                sentences(|at, faults| name("A", "missing", |text| check_label(text, "a"), at, faults)),
                "`A` is not a: upper case is not allowed, write it in lower case",
            ),
            (
                sentences(|at, faults| strict_word(Some(&String::new()), &["a", "b"], at, faults)),
                "`` is not supported here: use `a` or `b`",
            ),
            (sentences(|at, faults| within(Some(0), 1..=5, at, faults)), "0 is outside 1 to 5"),
            (sentences(|at, faults| not_negative(Some(-1), at, faults)), "-1 is too little: it is 0 or more"),
        ] {
            assert_eq!(said, [wanted]);
        }
    }
}

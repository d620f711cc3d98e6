//! The small checks that the larger ones are made of.

use std::ops::RangeInclusive;

use crate::k8s::values::climbs;
use crate::syntax::text::Message;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::{ErrorType, FieldErrors};

/// Checks each item of a list; `at` is the list.
pub(super) fn each<'a, T: 'a>(
    items: impl IntoIterator<Item = &'a T>,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
    mut check: impl FnMut(&'a T, &PathBuilder<'_>, &mut FieldErrors),
) {
    for (index, item) in items.into_iter().enumerate() {
        check(item, &at.index(index), errors);
    }
}

/// Checks a field that may be left out; `at` is the field.
pub(super) fn optional<'a, T: ?Sized>(
    value: Option<&'a T>,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
    check: impl FnOnce(&'a T, &PathBuilder<'_>, &mut FieldErrors),
) {
    if let Some(value) = value {
        check(value, at, errors);
    }
}

/// Adds the sentence of a value's own check, where it has one.
pub(super) fn text(checked: Result<(), Message>, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if let Err(message) = checked {
        errors.invalid(at, message.as_str());
    }
}

/// A text that must be said; `missing` says so when it is not. Whether it is there.
pub(super) fn said(value: &str, missing: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) -> bool {
    if value.is_empty() {
        errors.required(at, missing);
    }
    !value.is_empty()
}

/// A word that must be said, and be one of those `allowed`.
pub(super) fn required_word(
    value: &str,
    missing: &str,
    allowed: &[&str],
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    if said(value, missing, at, errors) && !allowed.contains(&value) {
        errors.unsupported(at, value, allowed);
    }
}

/// A name that must be said, and be one.
pub(super) fn name(
    value: &str,
    missing: &str,
    check: impl FnOnce(&str) -> Result<(), Message>,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    if said(value, missing, at, errors) {
        text(check(value), at, errors);
    }
}

/// One of the words `allowed`; left out or empty it has its default.
pub(super) fn word(value: Option<&String>, allowed: &[&str], at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    strict_word(value.filter(|value| !value.is_empty()), allowed, at, errors);
}

/// One of the words `allowed`; left out it has its default, but empty it is none of them.
pub(super) fn strict_word(
    value: Option<&String>,
    allowed: &[&str],
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    if let Some(value) = value.filter(|value| !allowed.contains(&value.as_str())) {
        errors.unsupported(at, value, allowed);
    }
}

/// An operator: one of the words `allowed`.
pub(super) fn operator(value: &str, allowed: &[&str], at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if !allowed.contains(&value) {
        errors.unsupported(at, value, allowed).error_type = ErrorType::Invalid;
    }
}

/// A number in a range; left out it has its default.
pub(super) fn within(
    value: Option<impl Into<i64>>,
    range: RangeInclusive<i64>,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let Some(value) = value.map(Into::into).filter(|value| !range.contains(value)) else { return };
    let message = match (*range.start(), *range.end()) {
        (least, i64::MAX) => format!("{value} is too little: it is {least} or more"),
        (least, most) => format!("{value} is outside {least} to {most}"),
    };
    errors.invalid(at, message);
}

/// A number that is not below zero; left out it has its default.
pub(super) fn not_negative(value: Option<impl Into<i64>>, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    within(value, 0..=i64::MAX, at, errors);
}

/// A path that must not contain `..` as an element.
pub(super) fn no_step_up(path: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if climbs(path) {
        errors.invalid(at, format!("`{path}` is not a path here: `..` is not allowed"));
    }
}

/// The id of a user or a group.
pub(super) fn id(value: Option<i64>, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    within(value, 0..=i64::from(i32::MAX), at, errors);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::k8s::values::check_label;

    fn sentences(check: impl FnOnce(&PathBuilder<'_>, &mut FieldErrors)) -> Vec<String> {
        let mut errors = FieldErrors::default();
        check(&PathBuilder::root().field("x"), &mut errors);
        errors.into_tested().into_iter().map(|error| error.message).collect()
    }

    #[test]
    fn what_is_right_says_nothing() {
        let none: [String; 0] = [];
        assert_eq!(
            sentences(|at, errors| name("a", "missing", |text| check_label(text, "a"), at, errors)),
            none
        );
        assert_eq!(sentences(|at, errors| word(Some(&String::new()), &["a"], at, errors)), none);
        assert_eq!(sentences(|at, errors| within(Some(5), 1..=5, at, errors)), none);
        assert_eq!(sentences(|at, errors| not_negative(None::<i32>, at, errors)), none);
    }

    #[test]
    fn what_is_wrong_says_what_would_be_right() {
        for (said, wanted) in [
            (
                sentences(|at, errors| name("", "missing", |text| check_label(text, "a"), at, errors)),
                "missing",
            ),
            (
                sentences(|at, errors| name("A", "missing", |text| check_label(text, "a"), at, errors)),
                "`A` is not a: upper case is not allowed, write it in lower case",
            ),
            (
                sentences(|at, errors| strict_word(Some(&String::new()), &["a", "b"], at, errors)),
                "an empty text is not supported, expected `a` or `b`",
            ),
            (sentences(|at, errors| within(Some(0), 1..=5, at, errors)), "0 is outside 1 to 5"),
            (sentences(|at, errors| not_negative(Some(-1), at, errors)), "-1 is too little: it is 0 or more"),
        ] {
            assert_eq!(said, [wanted]);
        }
    }
}

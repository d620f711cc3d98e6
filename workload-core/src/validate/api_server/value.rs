//! Single values that several kinds have: bounds, ports, amounts of Pods.

use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::checks::{not_negative, text, word};
use crate::k8s::values::{PortNumber, check_port_name, check_qualified, percent};
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::{ErrorType, FieldErrors};

/// A number that may not be above `most`; `why` ends the sentence: "for an indexed Job".
pub(super) fn at_most(
    most: i64,
    value: Option<impl Into<i64>>,
    why: &str,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    if let Some(value) = value.map(Into::into).filter(|value| *value > most) {
        let why = if why.is_empty() { String::new() } else { format!(" {why}") };
        errors.invalid(at, format!("{value} is too large: at most {most} is allowed{why}"));
    }
}

/// A text that is not empty.
pub(super) fn given(value: Option<&String>) -> Option<&String> {
    value.filter(|value| !value.is_empty())
}

/// A list that may have at most so many items.
pub(super) fn at_most_items(most: usize, count: usize, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if count > most {
        errors.add(ErrorType::TooMany, at, format!("{count} items are too many: at most {most} are allowed"));
    }
}

/// The name of a controller, `<domain>/<path>`, taken apart.
pub(super) fn domain_and_path(name: &str) -> Option<(&str, &str)> {
    name.split_once('/').filter(|(domain, path)| !domain.is_empty() && !path.is_empty())
}

/// A path as in a URL.
pub(super) fn url_path(path: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let is_of_a_path = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~%!$&'()*+,;=:".contains(&byte);
    if !path.bytes().all(is_of_a_path) {
        let message =
            format!("`{path}` is not a path: only letters, digits and `/-._~%!$&'()*+,;=:` are allowed");
        errors.invalid(at, message);
    }
}

/// The protocols of a port.
pub(super) const PROTOCOLS: [&str; 3] = ["TCP", "UDP", "SCTP"];

/// The protocols of an endpoint's port: the one below, and the one that the application speaks.
pub(super) fn protocols(
    protocol: Option<&String>,
    app_protocol: Option<&String>,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    word(protocol, &PROTOCOLS, &at.field("protocol"), errors);
    if let Some(protocol) = app_protocol {
        text(check_qualified(protocol, "an application's protocol"), &at.field("appProtocol"), errors);
    }
}

/// A port's number.
pub(super) fn port(number: i32, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if let Err(error) = PortNumber::try_new(number.into()) {
        errors.invalid(at, error.message());
    }
}

/// A port by its number or by its name.
pub(super) fn port_ref(port_ref: &IntOrString, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    match port_ref {
        IntOrString::Int(number) => port(*number, at, errors),
        IntOrString::String(name) => text(check_port_name(name), at, errors),
    }
}

/// An amount of Pods, as a count or in percent.
pub(super) fn amount(amount: Option<&IntOrString>, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    match amount {
        Some(IntOrString::Int(count)) => not_negative(Some(*count), at, errors),
        Some(IntOrString::String(share)) => text(percent(share).map(drop), at, errors),
        None => {}
    }
}

/// An amount of Pods of which no more than all can be meant.
pub(super) fn amount_of_all(given: Option<&IntOrString>, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    amount(given, at, errors);
    if let Some(IntOrString::String(text)) = given
        && percent(text).is_ok_and(|percent| percent > 100)
    {
        errors.invalid(at, format!("`{text}` is more than all Pods: write at most `100%`"));
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

    fn said(check: impl FnOnce(&PathBuilder<'_>, &mut FieldErrors)) -> Vec<String> {
        let mut errors = FieldErrors::default();
        check(&PathBuilder::root(), &mut errors);
        errors.into_vec().into_iter().map(|error| error.message).collect()
    }

    #[test]
    fn numbers_keep_their_bounds() {
        assert_eq!(
            said(|at, errors| at_most(9, Some(10), "for an indexed Job", at, errors)),
            ["10 is too large: at most 9 is allowed for an indexed Job"]
        );
    }

    #[test]
    fn amounts_are_counts_or_percentages() {
        let text = |text: &str| IntOrString::String(text.to_owned());
        for (given, errors) in [
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
            assert_eq!(said(|at, all| amount_of_all(Some(&given), at, all)).len(), errors, "{given:?}");
        }
        assert_eq!(said(|at, errors| amount(Some(&text("125%")), at, errors)), [""; 0]);
        assert!(is_zero(&text("0%")) && is_zero(&text("x")) && !is_zero(&text("1%")));
    }
}

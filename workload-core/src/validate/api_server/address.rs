//! IP addresses and ranges of them: all servers refuse what is none, newer ones what is not in its plain form.

use crate::k8s::facts::validation::CANONICAL_ADDRESSES;
use crate::k8s::values::{is_cidr, is_ip};
use crate::syntax::text::Message;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::{FieldError, FieldErrors};

/// Adds what is wrong with an address or a range.
pub(super) fn refuse<'e>(
    given: &str,
    message: &Message,
    at: &PathBuilder<'_>,
    errors: &'e mut FieldErrors,
) -> &'e mut FieldError {
    let error = errors.invalid(at, message.as_str());
    if is_ip(given) || is_cidr(given) { error.changed(&CANONICAL_ADDRESSES) } else { error }
}

//! Labels, and everything else that is a map of them.

use std::collections::BTreeMap;

use crate::k8s::values::{check_label_key, check_label_value};
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

/// Checks labels at `at`, as the server does for every map of labels.
pub(in crate::validate::api_server) fn labels(
    labels: Option<&BTreeMap<String, String>>,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    for (key, value) in labels.into_iter().flatten() {
        if let Err(message) = check_label_key(key) {
            errors.invalid(at, message.as_str()).standing_at(&at.key(key));
        }
        if let Err(message) = check_label_value(value) {
            errors.invalid(at, message.as_str()).standing_at(&at.key(key));
        }
    }
}

//! CEL rules of a schema (`x-kubernetes-validations`), evaluated by kube-cel.

use crate::k8s::api_group;
use kube_cel::{ErrorKind, RootContext, Validator};
use serde_json::Value;

use super::definition::ServedVersion;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::{ErrorType, FieldErrors};

/// Adds every rule that `object` breaks. A rule that cannot be compiled or evaluated here is left
/// out: it was not checked.
pub(super) fn check(version: &ServedVersion, object: &Value, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let group = api_group(&version.api_version);
    let context = RootContext {
        api_version: version.api_version.clone(),
        api_group: group.to_owned(),
        kind: version.kind.clone(),
    };
    let rules = version.rules.compiled();
    let checked = Validator::new().validate_compiled_with_context(rules, object, None, Some(&context));
    let broken = checked.err().map(kube_cel::ValidationErrors::into_vec).unwrap_or_default();
    for rule in broken.into_iter().filter(|rule| rule.kind == ErrorKind::ValidationFailure) {
        let error_type = match rule.reason.as_deref() {
            Some("FieldValueRequired") => ErrorType::Required,
            Some("FieldValueForbidden") => ErrorType::Forbidden,
            Some("FieldValueDuplicate") => ErrorType::Duplicate,
            _ => ErrorType::Invalid,
        };
        add(&rule.field_path, at, error_type, &rule.message, errors);
    }
}

/// Adds an error at a path such as `spec.rules[0].name`, below `at`.
fn add(path: &str, at: &PathBuilder<'_>, error_type: ErrorType, message: &str, errors: &mut FieldErrors) {
    let path = path.trim_start_matches('.');
    if path.is_empty() {
        errors.add(error_type, at, message.to_owned());
        return;
    }
    let (first, rest) = match path.find(['.', '[']) {
        Some(0) => {
            let end = path.find(']').unwrap_or(path.len() - 1);
            (&path[1..end], &path[end + 1..])
        }
        Some(end) => (&path[..end], &path[end..]),
        None => (path, ""),
    };
    if let (true, Ok(index)) = (path.starts_with('['), first.parse()) {
        add(rest, &at.index(index), error_type, message, errors);
    } else {
        add(rest, &at.field(first), error_type, message, errors);
    }
}

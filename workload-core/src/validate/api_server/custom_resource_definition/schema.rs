//! The schema of a kind that is defined.

mod default;
pub(super) mod field_path;
mod list_type;
mod nested;
mod rule;
#[cfg(feature = "custom_resources")]
mod rule_types;
mod structural;
mod value;
mod vocabulary;

use k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::JSONSchemaProps;

use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

/// Checks a whole schema; `has_status` is whether the status is a subresource.
pub(super) fn check(
    schema: &JSONSchemaProps,
    has_status: bool,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    if schema.nullable == Some(true) {
        errors.forbidden(&at.field("nullable"), "the root of a schema cannot be `nullable`");
    }
    if has_status {
        at_root(schema, at, errors);
    }
    vocabulary::check(schema, at, errors);
    structural::check_root(schema, at, errors);
}

/// Checks that the root has nothing that would get lost when the schema of the status is taken
/// out of it.
fn at_root(schema: &JSONSchemaProps, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if schema.type_.as_ref().is_some_and(|kind| !kind.is_empty() && kind != "object") {
        errors.invalid(
            &at.field("type"),
            "with the subresource `status` the root of the schema is an `object`",
        );
    }
    let is_set = |list: &Option<Vec<JSONSchemaProps>>| list.as_ref().is_some_and(|list| !list.is_empty());
    if is_set(&schema.all_of) || is_set(&schema.any_of) || is_set(&schema.one_of) || schema.not.is_some() {
        let message =
            "with the subresource `status` the root of the schema has no `allOf`, `anyOf`, `oneOf` and `not`";
        errors.invalid(at, message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn paths(schema: &str, has_status: bool) -> Vec<String> {
        let schema = serde_json::from_str(schema).unwrap();
        let mut errors = FieldErrors::default();
        check(&schema, has_status, &PathBuilder::root(), &mut errors);
        errors.into_tested().into_iter().map(|error| error.path.to_string()).collect()
    }

    /// The paths below the property `x` of a schema with that one.
    pub(super) fn in_property(schema: &str) -> Vec<String> {
        let whole = format!(r#"{{"type": "object", "properties": {{"x": {schema}}}}}"#);
        let strip = |path: String| {
            path.strip_prefix("properties[x]").unwrap_or(&path).trim_start_matches('.').to_owned()
        };
        paths(&whole, false).into_iter().map(strip).collect()
    }

    #[test]
    fn the_root_is_an_object() {
        assert_eq!(paths(r#"{"type": "object"}"#, true), [""; 0]);
        assert_eq!(paths(r#"{"type": "string"}"#, true), ["type", "type"]);
        assert_eq!(paths(r#"{"type": "object", "nullable": true}"#, false), ["nullable"]);
        assert_eq!(paths(r#"{"type": "object", "anyOf": [{"required": ["a"]}]}"#, true), [""]);
    }
}

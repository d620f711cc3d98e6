//! Which keywords a schema may use, and how.

use std::collections::BTreeMap;

use k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::{
    JSONSchemaProps, JSONSchemaPropsOrArray, JSONSchemaPropsOrBool, JSONSchemaPropsOrStringArray,
};

#[cfg(feature = "custom_resources")]
use super::rule_types;
use super::{list_type, rule};
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks::{each, optional, word};
use crate::validate::field_error::FieldErrors;

const TYPES: [&str; 6] = ["array", "boolean", "integer", "number", "object", "string"];

/// Checks a schema and all within it.
pub(super) fn check(schema: &JSONSchemaProps, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    keywords(schema, at, errors);
    list_type::check(schema, at, errors);
    rule::check_all(schema, at, errors);
    #[cfg(feature = "custom_resources")]
    rule_types::check_all(schema, at, errors);
    if let Some(JSONSchemaPropsOrBool::Schema(values)) = &schema.additional_properties {
        check(values, &at.field("additionalProperties"), errors);
    }
    check_maps(schema, at, errors);
    check_lists(schema, at, errors);
}

/// Checks the schemas that stand under a name.
fn check_maps(schema: &JSONSchemaProps, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    for (field, map) in [
        ("properties", &schema.properties),
        ("patternProperties", &schema.pattern_properties),
        ("definitions", &schema.definitions),
    ] {
        for (name, one) in map.iter().flatten() {
            check(one, &at.field(field).key(name), errors);
        }
    }
}

/// Checks the schemas of `allOf` and its like, and of items.
fn check_lists(schema: &JSONSchemaProps, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    for (field, list) in [("allOf", &schema.all_of), ("anyOf", &schema.any_of), ("oneOf", &schema.one_of)] {
        each(list.iter().flatten(), &at.field(field), errors, check);
    }
    optional(schema.not.as_deref(), &at.field("not"), errors, check);
    match &schema.items {
        Some(JSONSchemaPropsOrArray::Schema(items)) => check(items, &at.field("items"), errors),
        Some(JSONSchemaPropsOrArray::Schemas(list)) => each(list, &at.field("items"), errors, check),
        None => {}
    }
}

fn keywords(schema: &JSONSchemaProps, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    unsupported(schema, at, errors);
    if schema.unique_items == Some(true) {
        errors
            .forbidden(&at.field("uniqueItems"), "`uniqueItems: true` is not supported")
            .help("write `x-kubernetes-list-type: set`");
    }
    additional_properties(schema, &at.field("additionalProperties"), errors);
    if schema.x_kubernetes_preserve_unknown_fields == Some(false) {
        let at = at.field("x-kubernetes-preserve-unknown-fields");
        errors.invalid(&at, "`x-kubernetes-preserve-unknown-fields` is `true`, or left out");
    }
    check_type(schema.type_.as_ref(), &at.field("type"), errors);
}

fn additional_properties(schema: &JSONSchemaProps, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let has_properties = schema.properties.as_ref().is_some_and(|properties| !properties.is_empty());
    let takes_any = matches!(schema.additional_properties, None | Some(JSONSchemaPropsOrBool::Bool(true)));
    if has_properties && !takes_any {
        errors.forbidden(at, "`properties` and `additionalProperties` exclude each other");
    }
}

fn check_type(type_: Option<&String>, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if type_.is_some_and(|type_| type_ == "null") {
        let error = errors.forbidden(at, "the type `null` is not supported");
        error.help("write `nullable: true`");
    } else {
        word(type_, &TYPES, at, errors);
    }
}

/// Checks that keywords are absent that no schema of a kind may have.
fn unsupported(schema: &JSONSchemaProps, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    for (keyword, _) in unsupported_keywords(schema).into_iter().filter(|(_, is_set)| *is_set) {
        errors.forbidden(&at.field(keyword), format!("`{keyword}` is not supported"));
    }
    if matches!(&schema.items, Some(JSONSchemaPropsOrArray::Schemas(list)) if !list.is_empty()) {
        errors.forbidden(&at.field("items"), "`items` is a list of schemas, expected one schema");
    }
}

/// The keywords of JSON Schema that no definition may use, and whether this one does.
fn unsupported_keywords(schema: &JSONSchemaProps) -> [(&'static str, bool); 6] {
    let has =
        |map: &Option<BTreeMap<String, JSONSchemaProps>>| map.as_ref().is_some_and(|map| !map.is_empty());
    let dependencies: Option<&BTreeMap<String, JSONSchemaPropsOrStringArray>> = schema.dependencies.as_ref();
    [
        ("id", schema.id.as_ref().is_some_and(|id| !id.is_empty())),
        ("additionalItems", schema.additional_items.is_some()),
        ("patternProperties", has(&schema.pattern_properties)),
        ("definitions", has(&schema.definitions)),
        ("dependencies", dependencies.is_some()),
        ("$ref", schema.ref_path.is_some()),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::tests::in_property;

    #[test]
    fn some_keywords_are_not_supported() {
        for (schema, expected) in [
            (
                r#"{"type": "integer", "minimum": 5, "maximum": 1, "multipleOf": 0, "enum": [], "default": null}"#,
                &[][..],
            ),
            (r#"{"type": "String"}"#, &["type"]),
            (r#"{"type": "array", "items": {"type": "string"}, "uniqueItems": true}"#, &["uniqueItems"]),
            (
                r#"{"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": false}"#,
                &["additionalProperties"],
            ),
            (
                r#"{"type": "object", "x-kubernetes-preserve-unknown-fields": false}"#,
                &["x-kubernetes-preserve-unknown-fields"],
            ),
            (r#"{"type": "string", "id": "a", "$ref": "b"}"#, &["id", "$ref"]),
        ] {
            assert_eq!(in_property(schema), expected, "{schema}");
        }
    }
}

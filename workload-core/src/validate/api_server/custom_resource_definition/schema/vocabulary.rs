//! Which keywords a schema may use, and how.

use k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::{
    JSONSchemaProps, JSONSchemaPropsOrArray, JSONSchemaPropsOrBool, JSONSchemaPropsOrStringArray,
};

#[cfg(feature = "custom_resources")]
use super::rule_types;
use super::{list_type, rule};
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks::strict_word;
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
    for (field, map) in [
        ("properties", &schema.properties),
        ("patternProperties", &schema.pattern_properties),
        ("definitions", &schema.definitions),
    ] {
        for (name, one) in map.iter().flatten() {
            check(one, &at.field(field).key(name), errors);
        }
    }
    for (field, list) in [("allOf", &schema.all_of), ("anyOf", &schema.any_of), ("oneOf", &schema.one_of)] {
        for (index, one) in list.iter().flatten().enumerate() {
            check(one, &at.field(field).index(index), errors);
        }
    }
    if let Some(one) = &schema.not {
        check(one, &at.field("not"), errors);
    }
    match &schema.items {
        Some(JSONSchemaPropsOrArray::Schema(items)) => check(items, &at.field("items"), errors),
        Some(JSONSchemaPropsOrArray::Schemas(list)) => {
            for (index, one) in list.iter().enumerate() {
                check(one, &at.field("items").index(index), errors);
            }
        }
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
    let has_properties = schema.properties.as_ref().is_some_and(|properties| !properties.is_empty());
    if has_properties
        && !matches!(schema.additional_properties, None | Some(JSONSchemaPropsOrBool::Bool(true)))
    {
        errors.forbidden(
            &at.field("additionalProperties"),
            "`properties` and `additionalProperties` exclude each other",
        );
    }
    if schema.x_kubernetes_preserve_unknown_fields == Some(false) {
        let at = at.field("x-kubernetes-preserve-unknown-fields");
        errors.invalid(&at, "`x-kubernetes-preserve-unknown-fields` is `true`, or left out");
    }
    match schema.type_.as_deref() {
        Some("null") => {
            errors
                .forbidden(&at.field("type"), "the type `null` is not supported")
                .help("write `nullable: true`");
        }
        None | Some("") => {}
        Some(_) => strict_word(schema.type_.as_ref(), &TYPES, &at.field("type"), errors),
    }
}

/// Checks that keywords are absent that no schema of a kind may have.
fn unsupported(schema: &JSONSchemaProps, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let has = |map: &Option<std::collections::BTreeMap<String, JSONSchemaProps>>| {
        map.as_ref().is_some_and(|map| !map.is_empty())
    };
    let dependencies: Option<&std::collections::BTreeMap<String, JSONSchemaPropsOrStringArray>> =
        schema.dependencies.as_ref();
    let is_list = matches!(&schema.items, Some(JSONSchemaPropsOrArray::Schemas(list)) if !list.is_empty());
    for (keyword, is_set) in [
        ("id", schema.id.as_ref().is_some_and(|id| !id.is_empty())),
        ("additionalItems", schema.additional_items.is_some()),
        ("patternProperties", has(&schema.pattern_properties)),
        ("definitions", has(&schema.definitions)),
        ("dependencies", dependencies.is_some()),
        ("$ref", schema.ref_path.is_some()),
    ] {
        if is_set {
            errors.forbidden(&at.field(keyword), format!("`{keyword}` is not supported"));
        }
    }
    if is_list {
        errors.forbidden(&at.field("items"), "`items` is a list of schemas, expected one schema");
    }
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

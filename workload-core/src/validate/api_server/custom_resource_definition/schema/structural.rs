//! What makes a schema structural: every value has a type, said outside of `allOf` and its kin.

use k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::{
    JSONSchemaProps, JSONSchemaPropsOrArray, JSONSchemaPropsOrBool,
};

use super::{default, nested};
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

/// Where in its parent a schema is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Root,
    Item,
    Field,
}

/// Checks a schema and all within it.
pub(super) fn check_root(schema: &JSONSchemaProps, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    check(schema, Level::Root, at, errors);
    nested::complete_root(schema, at, errors);
    if let Some(default) = schema.default.as_ref().and_then(|default| default.0.as_object()) {
        for field in ["apiVersion", "kind"].into_iter().filter(|field| !default.contains_key(*field)) {
            errors.required(
                &at.field("default").field(field),
                format!("the default of an object needs its `{field}`"),
            );
        }
    }
}

fn check(schema: &JSONSchemaProps, level: Level, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    check_nested(schema, level, at, errors);
    check_type(schema, level, at, errors);
    extensions(schema, at, errors);
    if level == Level::Root || is_embedded(schema) {
        object_fields(schema, level, at, errors);
    }
    nested::check_all(schema, at, errors);
    default::check(schema, at, errors);
}

/// Checks the schemas of items, of properties and of the values of a map.
fn check_nested(schema: &JSONSchemaProps, level: Level, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if let Some(JSONSchemaPropsOrArray::Schema(items)) = &schema.items {
        check(items, Level::Item, &at.field("items"), errors);
    } else if schema.items.is_none() && schema.type_.as_deref() == Some("array") {
        errors.required(&at.field("items"), "the type `array` needs a schema of its `items`");
    }
    for (name, property) in schema.properties.iter().flatten() {
        check(property, Level::Field, &at.field("properties").key(name), errors);
    }
    let values_at = at.field("additionalProperties");
    if level == Level::Root && schema.additional_properties.is_some() {
        errors.forbidden(&values_at, "`additionalProperties` is not supported at the root of a schema");
    }
    if let Some(JSONSchemaPropsOrBool::Schema(values)) = &schema.additional_properties {
        check(values, Level::Field, &values_at, errors);
    }
}

fn is_embedded(schema: &JSONSchemaProps) -> bool {
    schema.x_kubernetes_embedded_resource == Some(true)
}

fn check_type(schema: &JSONSchemaProps, level: Level, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let at = at.field("type");
    let is_any = schema.x_kubernetes_int_or_string == Some(true)
        || schema.x_kubernetes_preserve_unknown_fields == Some(true);
    match schema.type_.as_deref().unwrap_or_default() {
        "" if is_embedded(schema) => errors.required(&at, EMBEDDED_TYPE),
        "" if !is_any => errors.required(&at, format!("{} needs a `type`", level.schema())),
        "" | "object" => return,
        _ if is_embedded(schema) => errors.invalid(&at, EMBEDDED_TYPE),
        other if level == Level::Root => {
            errors.invalid(&at, format!("the root of a schema has the type `{other}`, expected `object`"))
        }
        _ => return,
    };
}

const EMBEDDED_TYPE: &str = "`x-kubernetes-embedded-resource` needs `type: object`";

impl Level {
    /// What messages call a schema at this level.
    fn schema(self) -> &'static str {
        match self {
            Self::Root => "the root of a schema",
            Self::Item => "the schema of items",
            Self::Field => "the schema of a field",
        }
    }
}

fn extensions(schema: &JSONSchemaProps, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if schema.x_kubernetes_int_or_string == Some(true) {
        int_or_string(schema, at, errors);
    }
    if is_embedded(schema) {
        embedded(schema, at, errors);
    }
}

fn keeps_unknown(schema: &JSONSchemaProps) -> bool {
    schema.x_kubernetes_preserve_unknown_fields == Some(true)
}

fn int_or_string(schema: &JSONSchemaProps, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    for (keyword, is_set) in [
        ("x-kubernetes-preserve-unknown-fields", keeps_unknown(schema)),
        ("x-kubernetes-embedded-resource", is_embedded(schema)),
    ] {
        if is_set {
            let message = format!("`{keyword}` and `x-kubernetes-int-or-string` exclude each other");
            errors.invalid(&at.field(keyword), message);
        }
    }
}

fn embedded(schema: &JSONSchemaProps, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if schema.additional_properties.is_some() {
        let message = "`additionalProperties` and `x-kubernetes-embedded-resource` exclude each other";
        errors.forbidden(&at.field("additionalProperties"), message);
    }
    if !keeps_unknown(schema) && schema.properties.as_ref().is_none_or(std::collections::BTreeMap::is_empty) {
        let message =
            "`x-kubernetes-embedded-resource` needs `properties` or `x-kubernetes-preserve-unknown-fields`";
        errors.required(&at.field("properties"), message);
    }
}

/// Checks the schemas of `kind`, `apiVersion` and `metadata`, which an object has anyway.
fn object_fields(schema: &JSONSchemaProps, level: Level, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let at = at.field("properties");
    let property = |name: &str| schema.properties.as_ref().and_then(|properties| properties.get(name));
    for (name, wanted) in [("kind", "string"), ("apiVersion", "string"), ("metadata", "object")] {
        if property(name).is_some_and(|property| property.type_.as_deref() != Some(wanted)) {
            errors.invalid(
                &at.key(name).field("type"),
                format!("`{name}` of an object has the type `{wanted}`"),
            );
        }
    }
    if level == Level::Root && property("metadata").is_some_and(restricts_metadata) {
        errors
            .forbidden(&at.key("metadata"), "of `metadata` only `name` and `generateName` can have a schema");
    }
}

/// Whether a schema of `metadata` has more than the names of an object.
fn restricts_metadata(metadata: &JSONSchemaProps) -> bool {
    let mut names = metadata.properties.iter().flatten().map(|(name, _)| name.as_str());
    names.any(|name| !matches!(name, "name" | "generateName"))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{in_property, paths};

    #[test]
    fn every_value_has_a_type() {
        for (schema, expected) in [
            (r#"{"x-kubernetes-preserve-unknown-fields": true}"#, &[][..]),
            (
                r#"{"x-kubernetes-int-or-string": true, "anyOf": [{"type": "integer"}, {"type": "string"}]}"#,
                &[],
            ),
            ("{}", &["type"]),
            (r#"{"type": "array"}"#, &["items"]),
            (r#"{"type": "array", "items": {}}"#, &["items.type"]),
            (r#"{"type": "object", "additionalProperties": {}}"#, &["additionalProperties.type"]),
            (r#"{"type": "object", "x-kubernetes-embedded-resource": true}"#, &["properties"]),
            (
                r#"{"x-kubernetes-int-or-string": true, "x-kubernetes-preserve-unknown-fields": true}"#,
                &["x-kubernetes-preserve-unknown-fields"],
            ),
        ] {
            assert_eq!(in_property(schema), expected, "{schema}");
        }
    }

    #[test]
    fn the_fields_of_every_object_are_its_own() {
        for (properties, expected) in [
            (r#"{"metadata": {"type": "object", "properties": {"name": {"type": "string"}}}}"#, &[][..]),
            (
                r#"{"metadata": {"type": "object", "properties": {"labels": {"type": "object"}}}}"#,
                &["properties[metadata]"],
            ),
            (r#"{"kind": {"type": "integer"}}"#, &["properties[kind].type"]),
        ] {
            assert_eq!(
                paths(&format!(r#"{{"type": "object", "properties": {properties}}}"#), false),
                expected
            );
        }
        assert_eq!(
            paths(r#"{"type": "object", "additionalProperties": true}"#, false),
            ["additionalProperties"]
        );
    }
}

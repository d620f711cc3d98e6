//! How lists and maps are merged: `x-kubernetes-list-type`, `-list-map-keys` and `-map-type`.

use std::collections::BTreeSet;

use k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::{
    JSONSchemaProps, JSONSchemaPropsOrArray,
};

use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks::strict_word;
use crate::validate::field_error::FieldErrors;

/// Checks one schema.
pub(super) fn check(schema: &JSONSchemaProps, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let list = schema.x_kubernetes_list_type.as_ref();
    let map = schema.x_kubernetes_map_type.as_ref();
    if map.is_some() {
        of_type(schema, "object", "x-kubernetes-map-type", at, errors);
        strict_word(map, &["atomic", "granular"], &at.field("x-kubernetes-map-type"), errors);
    }
    let list_at = at.field("x-kubernetes-list-type");
    if list.is_some() {
        of_type(schema, "array", "x-kubernetes-list-type", at, errors);
        strict_word(list, &["atomic", "set", "map"], &list_at, errors);
    }
    let keys = schema.x_kubernetes_list_map_keys.as_deref().unwrap_or_default();
    match list.map(String::as_str) {
        Some("map") => {
            if keys.is_empty() {
                errors.required(
                    &at.field("x-kubernetes-list-map-keys"),
                    "the list type `map` needs `x-kubernetes-list-map-keys`",
                );
            }
            map_items(schema, keys, at, errors);
        }
        Some(_) if !keys.is_empty() => {
            errors.invalid(&list_at, "`x-kubernetes-list-map-keys` needs the list type `map`");
        }
        None if !keys.is_empty() => {
            errors.required(&list_at, "`x-kubernetes-list-map-keys` needs the list type `map`");
        }
        Some("set") => set_items(schema, at, errors),
        _ => {}
    }
}

fn of_type(
    schema: &JSONSchemaProps,
    wanted: &str,
    keyword: &str,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let at = at.field("type");
    match schema.type_.as_deref() {
        Some(kind) if kind == wanted => {}
        None | Some("") => {
            errors.required(&at, format!("`{keyword}` needs `type: {wanted}`"));
        }
        Some(_) => {
            errors.invalid(&at, format!("`{keyword}` needs `type: {wanted}`"));
        }
    }
}

fn map_items(schema: &JSONSchemaProps, keys: &[String], at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let items_at = at.field("items");
    let items = match &schema.items {
        Some(JSONSchemaPropsOrArray::Schema(items)) => items,
        Some(JSONSchemaPropsOrArray::Schemas(_)) => {
            errors.invalid(&items_at, "the list type `map` needs one schema of its items");
            return;
        }
        None => {
            errors.required(&items_at, "the list type `map` needs a schema of its items");
            return;
        }
    };
    nullable(items, "map", &items_at, errors);
    if items.type_.as_deref() != Some("object") {
        errors.invalid(&items_at.field("type"), "the list type `map` needs items of the type `object`");
        return;
    }
    let keys_at = at.field("x-kubernetes-list-map-keys");
    let mut seen = BTreeSet::new();
    for key in keys {
        if !seen.insert(key) {
            errors.invalid(&keys_at, format!("duplicate key `{key}`"));
        }
        let Some(property) = items.properties.as_ref().and_then(|properties| properties.get(key)) else {
            errors.invalid(&keys_at, format!("key `{key}` is not a property of the items"));
            continue;
        };
        let at = items_at.field("properties");
        let at = at.key(key);
        if matches!(property.type_.as_deref(), Some("array" | "object")) {
            errors.invalid(&at.field("type"), format!("key `{key}` is a list or a map, expected a scalar"));
        }
        let is_required = items.required.iter().flatten().any(|name| name == key);
        if !is_required && property.default.is_none() {
            errors
                .required(&at.field("default"), format!("key `{key}` needs a default, or must be required"));
        }
        if property.nullable == Some(true) {
            errors.forbidden(&at.field("nullable"), format!("key `{key}` cannot be nullable"));
        }
    }
}

fn set_items(schema: &JSONSchemaProps, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let Some(JSONSchemaPropsOrArray::Schema(items)) = &schema.items else { return };
    let at = at.field("items");
    nullable(items, "set", &at, errors);
    let atomic = |kind: &Option<String>| kind.as_deref() == Some("atomic");
    match items.type_.as_deref() {
        Some("object") if !atomic(&items.x_kubernetes_map_type) => {
            errors.invalid(
                &at.field("x-kubernetes-map-type"),
                "maps in a list of the type `set` must be `atomic`",
            );
        }
        Some("array") if items.x_kubernetes_list_type.is_some() && !atomic(&items.x_kubernetes_list_type) => {
            errors.invalid(
                &at.field("x-kubernetes-list-type"),
                "lists in a list of the type `set` must be `atomic`",
            );
        }
        _ => {}
    }
}

fn nullable(items: &JSONSchemaProps, list_type: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if items.nullable == Some(true) {
        errors.forbidden(
            &at.field("nullable"),
            format!("items of a list of the type `{list_type}` cannot be nullable"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::in_property;

    #[test]
    fn lists_and_maps_have_a_type() {
        let items =
            r#""items": {"type": "object", "required": ["k"], "properties": {"k": {"type": "string"}}}"#;
        for (rest, expected) in [
            (r#""x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["k"]"#, &[][..]),
            (r#""x-kubernetes-list-type": "map""#, &["x-kubernetes-list-map-keys"]),
            (
                r#""x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["x"]"#,
                &["x-kubernetes-list-map-keys"],
            ),
            (r#""x-kubernetes-list-map-keys": ["k"]"#, &["x-kubernetes-list-type"]),
            (
                r#""x-kubernetes-list-type": "set", "x-kubernetes-list-map-keys": ["k"]"#,
                &["x-kubernetes-list-type"],
            ),
            (r#""x-kubernetes-list-type": "set""#, &["items.x-kubernetes-map-type"]),
            (r#""x-kubernetes-list-type": "Set""#, &["x-kubernetes-list-type"]),
            (r#""x-kubernetes-map-type": "atomic""#, &["type"]),
        ] {
            assert_eq!(in_property(&format!(r#"{{"type": "array", {items}, {rest}}}"#)), expected, "{rest}");
        }
        let optional = items.replace(r#""required": ["k"], "#, "");
        let schema = format!(
            r#"{{"type": "array", {optional}, "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["k"]}}"#
        );
        assert_eq!(in_property(&schema), ["items.properties[k].default"]);
    }
}

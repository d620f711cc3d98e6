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
    if list.is_some() {
        let at_list = at.field("x-kubernetes-list-type");
        of_type(schema, "array", "x-kubernetes-list-type", at, errors);
        strict_word(list, &["atomic", "set", "map"], &at_list, errors);
    }
    map_keys(schema, at, errors);
    if list.is_some_and(|list| list == "set") && map_key_names(schema).is_empty() {
        set_items(schema, at, errors);
    }
}

fn map_key_names(schema: &JSONSchemaProps) -> &[String] {
    schema.x_kubernetes_list_map_keys.as_deref().unwrap_or_default()
}

/// Checks that a list of the type `map` has keys, and no other schema has them.
fn map_keys(schema: &JSONSchemaProps, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    const NEEDS_MAP: &str = "`x-kubernetes-list-map-keys` needs the list type `map`";
    let keys = map_key_names(schema);
    let list_at = at.field("x-kubernetes-list-type");
    match schema.x_kubernetes_list_type.as_deref() {
        Some("map") => {
            if keys.is_empty() {
                let message = "the list type `map` needs `x-kubernetes-list-map-keys`";
                errors.required(&at.field("x-kubernetes-list-map-keys"), message);
            }
            map_items(schema, keys, at, errors);
        }
        _ if keys.is_empty() => {}
        Some(_) => _ = errors.invalid(&list_at, NEEDS_MAP),
        None => _ = errors.required(&list_at, NEEDS_MAP),
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
    let at_items = at.field("items");
    let Some(items) = items_of_map(schema, &at_items, errors) else { return };
    nullable(items, "map", &at_items, errors);
    if items.type_.as_deref() == Some("object") {
        keys_of_items(items, keys, at, errors);
    } else {
        errors.invalid(&at_items.field("type"), "the list type `map` needs items of the type `object`");
    }
}

/// The schema of the items of a list of the type `map`; its absence is reported.
fn items_of_map<'a>(
    schema: &'a JSONSchemaProps,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) -> Option<&'a JSONSchemaProps> {
    match &schema.items {
        Some(JSONSchemaPropsOrArray::Schema(items)) => return Some(items),
        Some(JSONSchemaPropsOrArray::Schemas(_)) => {
            errors.invalid(at, "the list type `map` needs one schema of its items")
        }
        None => errors.required(at, "the list type `map` needs a schema of its items"),
    };
    None
}

/// Checks that each key is a property of the items, and a scalar that is always there; `at` is the list.
fn keys_of_items(items: &JSONSchemaProps, keys: &[String], at: &PathBuilder<'_>, errors: &mut FieldErrors) {
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
        let is_required = items.required.iter().flatten().any(|name| name == key);
        map_key(key, property, is_required, &at.fields(&["items", "properties"]).key(key), errors);
    }
}

fn map_key(
    key: &str,
    property: &JSONSchemaProps,
    is_required: bool,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    if matches!(property.type_.as_deref(), Some("array" | "object")) {
        errors.invalid(&at.field("type"), format!("key `{key}` is a list or a map, expected a scalar"));
    }
    if !is_required && property.default.is_none() {
        errors.required(&at.field("default"), format!("key `{key}` needs a default, or must be required"));
    }
    if property.nullable == Some(true) {
        errors.forbidden(&at.field("nullable"), format!("key `{key}` cannot be nullable"));
    }
}

fn set_items(schema: &JSONSchemaProps, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let Some(JSONSchemaPropsOrArray::Schema(items)) = &schema.items else { return };
    let at = at.field("items");
    nullable(items, "set", &at, errors);
    let (list, map) = (items.x_kubernetes_list_type.as_deref(), items.x_kubernetes_map_type.as_deref());
    let (keyword, nested) = match items.type_.as_deref() {
        Some("object") if map != Some("atomic") => ("x-kubernetes-map-type", "maps"),
        Some("array") if list.is_some_and(|list| list != "atomic") => ("x-kubernetes-list-type", "lists"),
        _ => return,
    };
    let message = format!("{nested} in a list of the type `set` must be `atomic`");
    errors.invalid(&at.field(keyword), message);
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

//! Schemas in `allOf`, `anyOf`, `oneOf` and `not`, which may only narrow what stands outside.

use k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::{
    JSONSchemaProps, JSONSchemaPropsOrArray,
};

use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;
use crate::validate::re2;

/// Checks the nested schemas of a structural schema, and its pattern.
pub(super) fn check_all(schema: &JSONSchemaProps, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let first_all = schema.all_of.as_ref().and_then(|all| all.first());
    let skips = Skips {
        any_of: is_int_or_string(schema.any_of.as_deref()),
        in_first_all_of: first_all.is_some_and(|first| is_int_or_string(first.any_of.as_deref())),
    };
    members(schema, skips, at, &mut |one, skip, at| check(one, skip, at, errors));
    pattern(schema, at, errors);
}

/// Which lists are the exception for `x-kubernetes-int-or-string`.
#[derive(Clone, Copy, Default)]
struct Skips {
    any_of: bool,
    in_first_all_of: bool,
}

/// Whether a list is the one that stands for an integer or a string.
fn is_int_or_string(list: Option<&[JSONSchemaProps]>) -> bool {
    let only = |kind: &str| JSONSchemaProps { type_: Some(kind.to_owned()), ..JSONSchemaProps::default() };
    matches!(list, Some([integer, string]) if *integer == only("integer") && *string == only("string"))
}

/// Calls `each` for every schema in `allOf`, `anyOf`, `oneOf` and `not`.
fn members<'a>(
    schema: &'a JSONSchemaProps,
    skips: Skips,
    at: &PathBuilder<'_>,
    each: &mut dyn FnMut(&'a JSONSchemaProps, Skips, &PathBuilder<'_>),
) {
    let lists = [("anyOf", &schema.any_of), ("allOf", &schema.all_of), ("oneOf", &schema.one_of)];
    for (field, list) in lists.into_iter().filter(|(field, _)| !skips.any_of || *field != "anyOf") {
        for (index, one) in list.iter().flatten().enumerate() {
            let any_of = field == "allOf" && index == 0 && skips.in_first_all_of;
            each(one, Skips { any_of, in_first_all_of: false }, &at.field(field).index(index));
        }
    }
    if let Some(one) = &schema.not {
        each(one, Skips::default(), &at.field("not"));
    }
}

fn check(schema: &JSONSchemaProps, skips: Skips, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    members(schema, skips, at, &mut |one, skips, at| check(one, skips, at, errors));
    if let Some(JSONSchemaPropsOrArray::Schema(items)) = &schema.items {
        check(items, Skips::default(), &at.field("items"), errors);
    }
    for (name, property) in schema.properties.iter().flatten() {
        check(property, Skips::default(), &at.field("properties").key(name), errors);
    }
    pattern(schema, at, errors);
    for (keyword, _) in structural_keywords(schema).into_iter().filter(|(_, is_set)| *is_set) {
        errors.forbidden(&at.field(keyword), format!("`{keyword}` {OUTSIDE_ONLY}"));
    }
    if schema.properties.as_ref().is_some_and(|properties| properties.contains_key("metadata")) {
        let at = at.field("properties");
        errors.forbidden(&at.key("metadata"), format!("`metadata` {OUTSIDE_ONLY}"));
    }
}

const OUTSIDE_ONLY: &str = "is not allowed inside of `allOf`, `anyOf`, `oneOf` and `not`";

/// The keywords that give a schema its structure, each with whether it is set.
fn structural_keywords(schema: &JSONSchemaProps) -> [(&'static str, bool); 13] {
    let is_text = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.is_empty());
    [
        ("type", is_text(&schema.type_)),
        ("additionalProperties", schema.additional_properties.is_some()),
        ("default", schema.default.is_some()),
        ("title", is_text(&schema.title)),
        ("description", is_text(&schema.description)),
        ("nullable", schema.nullable == Some(true)),
        ("x-kubernetes-preserve-unknown-fields", schema.x_kubernetes_preserve_unknown_fields == Some(true)),
        ("x-kubernetes-embedded-resource", schema.x_kubernetes_embedded_resource == Some(true)),
        ("x-kubernetes-int-or-string", schema.x_kubernetes_int_or_string == Some(true)),
        ("x-kubernetes-list-map-keys", has_items(schema.x_kubernetes_list_map_keys.as_deref())),
        ("x-kubernetes-list-type", schema.x_kubernetes_list_type.is_some()),
        ("x-kubernetes-map-type", schema.x_kubernetes_map_type.is_some()),
        ("x-kubernetes-validations", has_items(schema.x_kubernetes_validations.as_deref())),
    ]
}

fn has_items<T>(list: Option<&[T]>) -> bool {
    list.is_some_and(|list| !list.is_empty())
}

/// Checks of the root of a schema that what its nested schemas speak of is described outside of them.
pub(super) fn complete_root(schema: &JSONSchemaProps, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    complete_members(schema, schema, at, errors);
}

fn complete_members(
    nested: &JSONSchemaProps,
    outside: &JSONSchemaProps,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    members(nested, Skips::default(), at, &mut |one, _, _| complete(one, outside, at, errors));
}

fn complete(
    nested: &JSONSchemaProps,
    outside: &JSONSchemaProps,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    complete_members(nested, outside, at, errors);
    if let Some(JSONSchemaPropsOrArray::Schema(items)) = &nested.items {
        complete_items(items, outside.items.as_ref(), &at.field("items"), errors);
    }
    for (name, property) in nested.properties.iter().flatten() {
        let at = at.field("properties");
        match outside.properties.as_ref().and_then(|properties| properties.get(name)) {
            Some(outside) => complete(property, outside, &at.key(name), errors),
            None => missing(&at.key(name), errors),
        }
    }
}

fn complete_items(
    nested: &JSONSchemaProps,
    outside: Option<&JSONSchemaPropsOrArray>,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    match outside {
        Some(JSONSchemaPropsOrArray::Schema(outside)) => complete(nested, outside, at, errors),
        _ => missing(at, errors),
    }
}

fn missing(at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    errors.required(at, "`allOf`, `anyOf`, `oneOf` or `not` speaks of it: it needs a schema outside of them");
}

fn pattern(schema: &JSONSchemaProps, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if let Some(pattern) = &schema.pattern
        && let Err(reason) = re2::check(pattern)
    {
        errors.invalid(&at.field("pattern"), format!("`{pattern}` is not a regular expression: {reason}"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{in_property, paths};

    #[test]
    fn the_root_describes_everything() {
        let schema = r#"{"type": "object", "allOf": [{"properties": {"b": {"minLength": 1}}}]}"#;
        assert_eq!(paths(schema, false), ["properties[b]"]);
    }

    #[test]
    fn nested_schemas_only_narrow() {
        let object = r#""type": "object", "properties": {"a": {"type": "string"}}"#;
        for (rest, expected) in [
            (r#""anyOf": [{"required": ["a"]}, {"properties": {"a": {"pattern": "x"}}}]"#, &[][..]),
            (r#""anyOf": [{"type": "object", "nullable": true}]"#, &["anyOf[0].type", "anyOf[0].nullable"]),
            (r#""not": {"description": "x", "default": 1}"#, &["not.default", "not.description"]),
            (r#""oneOf": [{"properties": {"a": {"type": "string"}}}]"#, &["oneOf[0].properties[a].type"]),
            (r#""allOf": [{"properties": {"b": {"minLength": 1}}}]"#, &[]),
            (r#""pattern": "(?=x)""#, &["pattern"]),
        ] {
            assert_eq!(in_property(&format!("{{{object}, {rest}}}")), expected, "{rest}");
        }
    }
}

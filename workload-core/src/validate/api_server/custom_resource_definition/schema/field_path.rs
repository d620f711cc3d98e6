//! Paths of fields within a schema: `.spec.color`, `.metadata['a b']`.

use k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::{
    JSONSchemaProps, JSONSchemaPropsOrBool,
};

/// The schema that a path leads to; none where it leads to no field.
pub(in super::super) fn resolve<'a>(
    path: &str,
    schema: &'a JSONSchemaProps,
    takes_brackets: bool,
) -> Option<&'a JSONSchemaProps> {
    let mut found = schema;
    let mut rest = path;
    while !rest.is_empty() {
        let name;
        (name, rest) = first_field(rest, takes_brackets)?;
        found = child(found, &name)?;
    }
    Some(found)
}

/// The first field of a path such as `.spec['a.b']`, and what comes after it.
fn first_field(path: &str, takes_brackets: bool) -> Option<(String, &str)> {
    if let Some(after) = path.strip_prefix('.') {
        let end = after.find(['.', '[', ']']).unwrap_or(after.len());
        let name = after.get(..end).filter(|name| !name.is_empty())?;
        Some((name.to_owned(), &after[end..]))
    } else {
        let after = path.strip_prefix("['").filter(|_| takes_brackets)?;
        let end = after.find("']")?;
        Some((after[..end].replace("\\'", "'"), &after[end + 2..]))
    }
}

fn child<'a>(schema: &'a JSONSchemaProps, name: &str) -> Option<&'a JSONSchemaProps> {
    match (&schema.properties, &schema.additional_properties) {
        (Some(properties), _) if !properties.is_empty() => properties.get(name),
        (_, Some(JSONSchemaPropsOrBool::Schema(values))) => Some(values),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_to_fields() {
        let schema = r#"{"properties": {"a": {"properties": {"b c": {"type": "string"}}}, "m": {"additionalProperties": {"type": "integer"}}}}"#;
        let schema = serde_json::from_str(schema).unwrap();
        for (path, takes_brackets, kind) in [
            (".a['b c']", true, Some("string")),
            (".a['b c']", false, None),
            (".m.any", false, Some("integer")),
            (".m['any']", true, Some("integer")),
            (".x", true, None),
            ("a", true, None),
            (".a.", true, None),
        ] {
            let found = resolve(path, &schema, takes_brackets);
            assert_eq!(found.and_then(|found| found.type_.as_deref()), kind, "{path}");
        }
    }
}

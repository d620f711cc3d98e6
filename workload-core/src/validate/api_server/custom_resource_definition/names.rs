//! The names of a kind that is defined.

use k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::CustomResourceDefinitionNames;

use crate::k8s::values::check_dns_1035_label;
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks::{each, name, text};
use crate::validate::api_server::value::given;
use crate::validate::field_error::FieldErrors;

/// Checks the names; singular and list default to the kind's.
pub(super) fn check(names: &CustomResourceDefinitionNames, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let singular = name_or(names.singular.as_ref(), &names.kind, str::to_lowercase);
    let list = name_or(names.list_kind.as_ref(), &names.kind, |kind| format!("{kind}List"));
    let is_name = |text: &str| check_dns_1035_label(text, "a name of a kind");
    let is_kind = |text: &str| check_dns_1035_label(&text.to_lowercase(), "a kind");
    name(&names.plural, "a kind needs a `plural` name", is_name, &at.field("plural"), errors);
    name(&singular, "a kind needs a `singular` name", is_name, &at.field("singular"), errors);
    name(&names.kind, "a kind needs its name in `kind`", is_kind, &at.field("kind"), errors);
    name(&list, "a kind needs a `listKind`", is_kind, &at.field("listKind"), errors);
    if !names.kind.is_empty() && names.kind == *list {
        errors.invalid(&at.field("listKind"), "`kind` and `listKind` are the same, expected different names");
    }
    for (field, list) in [("shortNames", &names.short_names), ("categories", &names.categories)] {
        each(list.iter().flatten(), &at.field(field), errors, |one, at, errors| {
            text(is_name(one), at, errors);
        });
    }
}

/// The name that is given, or the one that the server makes from the kind.
fn name_or(name: Option<&String>, kind: &str, make: fn(&str) -> String) -> String {
    match given(name) {
        Some(name) => name.clone(),
        None if kind.is_empty() => String::new(),
        None => make(kind),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_labels() {
        for (names, expected) in [
            (r#"{"plural": "tools", "kind": "Tool", "shortNames": ["tl"]}"#, &[][..]),
            (r#"{"plural": "", "kind": ""}"#, &["plural", "singular", "kind", "listKind"]),
            (r#"{"plural": "Tools", "kind": "Too l", "listKind": "X"}"#, &["plural", "singular", "kind"]),
            (
                r#"{"plural": "tools", "kind": "Tool", "listKind": "Tool", "shortNames": ["1"], "categories": ["A"]}"#,
                &["listKind", "shortNames[0]", "categories[0]"],
            ),
        ] {
            let given = serde_json::from_str(names).unwrap();
            let mut errors = FieldErrors::default();
            check(&given, &PathBuilder::root(), &mut errors);
            let paths: Vec<_> = errors.into_vec().into_iter().map(|error| error.path.to_string()).collect();
            assert_eq!(paths, expected, "{names}");
        }
    }
}

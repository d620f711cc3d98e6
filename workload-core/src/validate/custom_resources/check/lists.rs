//! The number of a list's items, and items that must differ.

use std::collections::HashSet;

use serde_json::Value;

use crate::syntax::yaml::PathBuilder;
use crate::validate::custom_resources::schema::Schema;
use crate::validate::field_error::{ErrorType, FieldErrors};

/// Adds what a schema forbids of the list as a whole.
pub(super) fn check(schema: &Schema, items: &[Value], at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let length = items.len() as u64;
    if let Some(most) = schema.max_items.filter(|most| length > *most) {
        errors.add(ErrorType::TooMany, at, format!("found {length} items, expected at most {most}"));
    }
    if let Some(least) = schema.min_items.filter(|least| length < *least) {
        errors.invalid(at, format!("found {length} items, expected at least {least}"));
    }
    match schema.list_type.as_deref() {
        Some("set") => unique(items, at, errors, ToString::to_string),
        Some("map") => unique(items, at, errors, |item| {
            let keys: Vec<_> = schema.list_map_keys.iter().map(|key| item[key].to_string()).collect();
            keys.join(",")
        }),
        _ => {}
    }
}

/// Adds an error for every item whose identity an earlier one has.
fn unique(
    items: &[Value],
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
    identity: impl Fn(&Value) -> String,
) {
    let mut seen = HashSet::new();
    for (index, item) in items.iter().enumerate() {
        let identity = identity(item);
        if !seen.insert(identity.clone()) {
            errors.duplicate(&at.index(index), identity);
        }
    }
}

//! Fields that copies of an app share: their names, and whether a value may be missing.

use super::app::{App, Field};
use super::expr::Expr;

/// A value that may be missing.
pub(super) fn optional(value: Option<Expr>) -> Expr {
    value.map_or_else(|| Expr::atom("None"), |value| Expr::call("Some", [value]))
}

/// A name that no copy has taken.
pub(super) fn free_ident(apps: &[App], base: &str) -> String {
    let is_taken = |ident: &str| apps.iter().flat_map(|app| &app.fields).any(|field| field.ident == ident);
    first_free(base, is_taken)
}

/// The name itself, or the first with a number behind it that is not taken.
pub(super) fn first_free(base: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let numbered = (2..).map(|number| format!("{base}_{number}"));
    std::iter::once(base.to_owned()).chain(numbered).find(|name| !is_taken(name)).unwrap_or_default()
}

/// Each name once, in order.
pub(super) fn each_once<'n>(names: impl Iterator<Item = &'n String>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for name in names {
        if !found.contains(name) {
            found.push(name.clone());
        }
    }
    found
}

/// Adds to each copy its field, where there are any.
pub(super) fn add_fields(apps: &mut [App], fields: Option<Vec<Field>>) {
    for (app, field) in apps.iter_mut().zip(fields.into_iter().flatten()) {
        app.fields.push(field);
    }
}

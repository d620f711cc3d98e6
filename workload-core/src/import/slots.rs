//! Fields that copies of an app share: their names and whether a value may be missing.

use super::app::App;
use super::expr::Expr;

/// A value that may be missing.
pub(super) fn optional(value: Option<Expr>) -> Expr {
    value.map_or_else(|| Expr::atom("None"), |value| Expr::call("Some", [value]))
}

/// A name that no copy has taken.
pub(super) fn free_ident(apps: &[App], base: &str) -> String {
    let is_taken = |ident: &str| apps.iter().flat_map(|app| &app.fields).any(|field| field.ident == ident);
    let numbered = (2..).map(|number| format!("{base}_{number}"));
    std::iter::once(base.to_owned()).chain(numbered).find(|ident| !is_taken(ident)).unwrap_or_default()
}

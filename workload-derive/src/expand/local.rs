//! Local variables of the generated code.

use proc_macro2::{Ident, Span};

/// A local variable of the generated code, called as nobody calls anything.
///
/// It has the very `span`, not the macro's hygiene: an expression of two hygienes would be
/// reported at the derive instead of under the user's word.
pub(crate) fn local(name: &str, span: Span) -> Ident {
    Ident::new(&format!("__workload_{name}"), span)
}

//! A field as a part of the app: its value fills the slot, its options refine the part.

use proc_macro2::Span;
use quote::quote_spanned;
use syn::spanned::Spanned;

use super::item::Calls;
use super::local::local;
use super::slot::{Root, SlotExpr};
use crate::grammar::Body;
use crate::input::{Field, Input};
use crate::sink::Sink;

/// Adds what `field` stands for.
pub(super) fn add(
    calls: &mut Calls,
    input: &Input<'_>,
    root: &Root,
    field: &Field<'_>,
    seen: &mut Vec<String>,
    sink: &Sink,
) {
    let Field { ident, ty, role, options, with } = field;
    let Some(slot) = SlotExpr::top(root, &role.key) else { return };
    calls.check_double(role, &slot, seen);
    let krate = &input.krate;
    let description = local("description", Span::call_site());
    let (part, variable) = (slot.part(), local("slot", role.key.span()));
    let mut inner = Calls::default();
    if let Body::Value(value) = &role.body {
        inner.add_value(&slot.principal(), &part, value);
    }
    let grouped = if let Body::Group(items) = &role.body { items.as_slice() } else { &[] };
    let options = inner.inside(options, &slot, &part, sink);
    let grouped = inner.inside(grouped, &slot, &part, sink);
    let (checks, principal) = (inner.checks, inner.fills);

    let (key, span) = (role.key.span(), ty.span());
    let at_type = slot.at(span);
    calls.checks.extend(checks);
    let (read, value) = match with {
        None => {
            (quote_spanned!(span=> #at_type.of_field::<#ty>(&OUTLINE)), quote_spanned!(key=> &self.#ident))
        }
        Some(path) => {
            let at_path = path.span();
            let at_value = slot.at(at_path);
            let read = quote_spanned!(at_path=> #at_value.of_field(&OUTLINE));
            (read, quote_spanned!(at_path=> &#path(&self.#ident)))
        }
    };
    // A const item cannot name the struct's own generics, which the type may; what a function makes
    // of the field is known when it runs.
    if input.derive.generics.params.is_empty() && with.is_none() {
        calls.checks.extend(quote_spanned!(span=> const _: () = #krate::describe::attribute::forget(#read);));
    }
    let name = ident.to_string();
    let name = name.trim_start_matches("r#");
    let at_key = slot.at(key);
    calls.fills.extend(quote_spanned! {key=> {
        let #variable = #at_key;
        for mut #part in #read.read(&#krate::describe::attribute::FieldName(#name), #value) {
            #principal
            #options
            #grouped
            #variable.fill(&mut #description, #part);
        }
    }});
}

//! A field as a part of the app: its value fills the slot, its options refine the part.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::spanned::Spanned;

use super::item::Calls;
use super::local::local;
use super::place::before;
use super::slot::{Root, SlotExpr, respan};
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
    let (part, variable) = (slot.part(), local("slot", before(role.key.span())));
    let mut inner = Calls::default();
    if let Body::Value(value) = &role.body
        && slot.is_known()
    {
        inner.add_value(&slot.beside(), &part, value);
    }
    let grouped = if let Body::Group(items) = &role.body { items.as_slice() } else { &[] };
    let options = inner.inside(options, &slot, &part, sink);
    let grouped = inner.inside(grouped, &slot, &part, sink);
    let (checks, beside) = (inner.checks, inner.fills);

    let key = role.key.span();
    calls.checks.extend(checks);
    let (read, value) = reader(field, &slot);
    // A const item cannot name the struct's own generics, which the type may; what a function makes
    // of the field is known when it runs.
    if input.derive.generics.params.is_empty() && with.is_none() {
        let span = ty.span();
        calls.check_value(&slot, &read, span);
    }
    let name = ident.to_string();
    let name = name.trim_start_matches("r#");
    let at_key = slot.at(key);
    calls.fills.extend(quote_spanned! {before(key)=> {
        let #variable = #at_key;
        for mut #part in #read.read(&#krate::describe::attribute::FieldName(#name), #value) {
            #beside
            #options
            #grouped
            #variable.fill(&mut #description, #part);
        }
    }});
}

/// The statement that adds the parts of a field which has keys of its own.
pub(super) fn flattened(field: &Field<'_>, krate: &TokenStream, shape: &TokenStream) -> TokenStream {
    let Field { ident, ty, .. } = field;
    let span = ty.span();
    let (krate, shape) = (respan(krate, span), respan(shape, span));
    let description = local("description", Span::call_site());
    quote_spanned!(span=> <#ty as #krate::Parts<#shape>>::describe_parts(&self.#ident, &mut #description);)
}

/// How the field is read, and the value to read: the field's own, or what a function makes of it.
fn reader(field: &Field<'_>, slot: &SlotExpr<'_>) -> (TokenStream, TokenStream) {
    let Field { ident, ty, role, with, .. } = field;
    if let Some(path) = with {
        let span = path.span();
        let slot = slot.at(span);
        return (
            quote_spanned!(span=> #slot.of_field(&OUTLINE)),
            quote_spanned!(span=> &(#path)(&self.#ident)),
        );
    }
    let (key, span) = (role.key.span(), ty.span());
    let slot = slot.at(span);
    (quote_spanned!(span=> #slot.of_field::<#ty>(&OUTLINE)), quote_spanned!(before(key)=> &self.#ident))
}

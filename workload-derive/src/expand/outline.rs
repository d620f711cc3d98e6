//! The literals of a struct as data, for the checks that need more than one of them.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::place::{before, parentheses};
use crate::grammar::{Body, Item, Value};
use crate::input::{Field, Input};
use crate::naming::kebab;

/// The const `OUTLINE`.
pub(crate) fn of_struct(input: &Input<'_>) -> TokenStream {
    let Input { krate, name, .. } = input;
    let rust_name = input.ident.to_string();
    let keys = leaves(&input.items, krate);
    let roles = input.fields.iter().map(|field| {
        let key = field.role.key.text();
        quote!(#krate::describe::attribute::Leaf { key: #key, written: #krate::describe::attribute::Written::Later },)
    });
    quote! {
        const OUTLINE: #krate::describe::attribute::Outline =
            #krate::describe::attribute::Outline { rust_name: #rust_name, name: #name, keys: &[#keys #(#roles)*] };
    }
}

/// The checks of the struct as a whole, at its name or at the literal that names it, and of each key
/// beside the others.
pub(super) fn checks(input: &Input<'_>) -> TokenStream {
    let Input { krate, shape, ident, .. } = input;
    let named = input.items.iter().find_map(|item| match &item.body {
        Body::Value(value) if item.key.text() == "name" => Some(value.span()),
        _ => None,
    });
    let shape = proc_macro2::Ident::new(&shape.to_string(), ident.span());
    // Flattened parts may say the image.
    let image = input
        .flattened
        .is_empty()
        .then(|| quote_spanned!(ident.span()=> const _: () = OUTLINE.check_image();));
    let span = named.unwrap_or(ident.span());
    let name = quote_spanned!(span=> const _: () = OUTLINE.check_name::<#krate::#shape>(););
    let roles = input.fields.iter().map(|field| &field.role);
    let beside = input.items.iter().chain(roles).map(|item| {
        let (key, span) = (item.key.text(), item.key.span());
        let key = parentheses(span, quote!(#key));
        quote_spanned!(before(span)=> const _: () = OUTLINE.check_beside::<#krate::#shape> #key;)
    });
    let named = names(input);
    quote!(#image #name #(#beside)* #named)
}

/// The checks of the names that fields give their parts, and of what stands beside the fields.
pub(crate) fn names(input: &Input<'_>) -> TokenStream {
    let beside = input.fields.iter().map(|field| field_options(field, &input.krate));
    input.fields.iter().map(field_name).chain(beside).collect()
}

/// The check of what a field's part needs besides the field's value, where nothing stands after `=`.
fn field_options(field: &Field<'_>, krate: &TokenStream) -> TokenStream {
    let group: &[Item] = match &field.role.body {
        Body::Bare => &[],
        Body::Group(items) => items,
        Body::Value(_) | Body::Unfinished => return TokenStream::new(),
    };
    let (key, span) = (field.role.key.text(), field.role.key.span());
    let (grouped, options) = (leaves(group, krate), leaves(&field.options, krate));
    let arguments = parentheses(span, quote!(#key, &[#grouped #options]));
    quote_spanned!(before(span)=> const _: () = OUTLINE.check_options #arguments;)
}

/// The check of the name that a field gives its part, where nothing else names it.
fn field_name(field: &Field<'_>) -> TokenStream {
    let group: &[Item] = if let Body::Group(items) = &field.role.body { items } else { &[] };
    let mut keys = group.iter().chain(&field.options).map(|item| item.key.text());
    let named =
        matches!(field.role.body, Body::Value(_)) || keys.any(|key| key == "name" || key == "unnamed");
    let (key, name, span) = (field.role.key.text(), field.ident.to_string(), field.ident.span());
    let name = kebab(&name);
    if named {
        return TokenStream::new();
    }
    quote_spanned!(span=> const _: () = OUTLINE.check_field(#key, #name);)
}

/// The items as leaves, for an array of them.
pub(super) fn leaves(items: &[Item], krate: &TokenStream) -> TokenStream {
    let (leaf_type, written_type) =
        (quote!(#krate::describe::attribute::Leaf), quote!(#krate::describe::attribute::Written));
    let leaf = |item: &Item| {
        let key = item.key.text();
        let written = match &item.body {
            Body::Value(Value::Text(text)) => quote!(#written_type::Text(#text)),
            Body::Value(Value::Number { digits, negative, .. }) => {
                let minus = negative.then(|| quote!(-));
                let digits: Option<proc_macro2::Literal> = digits.base10_digits().parse().ok();
                quote!(#written_type::Number(#minus #digits))
            }
            Body::Value(Value::Word(word)) => {
                let word = word.to_string();
                quote!(#written_type::Word(#word))
            }
            Body::Group(items) => {
                let keys = leaves(items, krate);
                quote!(#written_type::Group(&[#keys]))
            }
            _ => quote!(#written_type::Later),
        };
        quote!(#leaf_type { key: #key, written: #written },)
    };
    items.iter().map(leaf).collect()
}

//! A field as a part of the app: its value fills the slot, its options refine the part.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens as _, quote_spanned};
use syn::spanned::Spanned;
use syn::{GenericArgument, PathArguments, Type, TypePath};

use super::item::Calls;
use super::local::local;
use super::place::{before, parentheses};
use super::slot::{Root, SlotExpr, respan};
use crate::grammar::{Body, Item};
use crate::hints;
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
    if matches!(role.body, Body::Value(_)) && role.key.text() == "volume" {
        sink.report(
            role.key.span(),
            "a volume that the main container has is a mount: write `mount = \"/data\"`; `volume` stands alone",
        );
    } else if let Body::Value(value) = &role.body
        && slot.is_known()
    {
        inner.add_value(&slot.beside(), &part, value);
    }
    let grouped = if let Body::Group(items) = &role.body { items.as_slice() } else { &[] };
    let options = own_options(options, &slot, sink);
    let options = inner.inside(options, &slot, &part, sink);
    let grouped = inner.inside(grouped, &slot, &part, sink);
    let (checks, beside) = (inner.checks, inner.fills);

    let key = role.key.span();
    calls.checks.extend(checks);
    let read = Reader::of(field, &slot);
    // A const item cannot name the struct's own generics, which the type may; what a function makes
    // of the field is known when it runs.
    if input.derive.generics.params.is_empty() && with.is_none() {
        let span = ty.span();
        calls.check_value(&slot, &read.reader, span);
    }
    let name = ident.to_string();
    let name = name.trim_start_matches("r#");
    let at_key = slot.at(key);
    let Reader { reader, method, value, around } = read;
    let mut parts = quote_spanned! {before(key)=>
        for mut #part in #reader.#method(&#krate::describe::attribute::FieldName(#name), #value) {
            #beside
            #options
            #grouped
            #variable.fill(&mut #description, #part);
        }
    };
    for (one, several) in around.iter().rev() {
        parts = quote_spanned!(before(key)=> for #one in (#several).iter() { #parts });
    }
    calls.fills.extend(quote_spanned! {before(key)=> {
        let #variable = #at_key;
        #parts
    }});
}

/// The options of a field's part; keys of further parts are reported.
fn own_options<'o>(options: &'o [Item], slot: &SlotExpr<'_>, sink: &Sink) -> Vec<&'o Item> {
    let is_own = |option: &&Item| {
        let (key, this) = (option.key.text(), slot.key());
        let is_own = hints::instead(&this, &key).is_some() || !slot.is_another_part(&option.key);
        if !is_own {
            sink.report(
                option.key.span(),
                format!("the field is `{this}` here: write `{key}` in a `#[workload(…)]` of its own"),
            );
        }
        is_own
    };
    options.iter().filter(is_own).collect()
}

/// The statement that adds the parts of a field which has keys of its own.
pub(super) fn flattened(field: &Field<'_>, krate: &TokenStream, shape: &TokenStream) -> TokenStream {
    let Field { ident, ty, .. } = field;
    let span = ty.span();
    let (krate, shape) = (respan(krate, span), respan(shape, span));
    let description = local("description", Span::call_site());
    quote_spanned!(span=> <#ty as #krate::Parts<#shape>>::describe_parts(&self.#ident, &mut #description);)
}

/// How the parts are read from a field.
struct Reader {
    /// What reads a value.
    reader: TokenStream,
    /// The method that reads one value, or all of several.
    method: Ident,
    /// The value: the field's own, one inside it, or what a function makes of it.
    value: TokenStream,
    /// The loops around it, one for each `Option`: the variable, and what it goes over.
    around: Vec<(Ident, TokenStream)>,
}

impl Reader {
    fn of(field: &Field<'_>, slot: &SlotExpr<'_>) -> Self {
        let Field { ident, ty, role, with, .. } = field;
        if let Some(path) = with {
            let span = path.span();
            let slot = slot.at(span);
            // Told at the field's type when the function takes something else.
            let value = Ident::new(&ident.to_string(), ty.span());
            let argument = parentheses(span, quote_spanned!(before(ty.span())=> &self.#value));
            return Self {
                reader: quote_spanned!(span=> #slot.of_made(&OUTLINE)),
                method: Ident::new("read", span),
                value: quote_spanned!(span=> &(#path)#argument),
                around: Vec::new(),
            };
        }
        let (key, mut ty) = (role.key.span(), *ty);
        let before = before(key);
        let mut value = quote_spanned!(before=> &self.#ident);
        let mut around = Vec::new();
        // What is said of a type that does not fit is said of the one inside.
        while let Some(inner) = argument_of("Option", ty) {
            let one = local(&format!("inner{}", around.len()), before);
            around.push((one.clone(), value));
            (ty, value) = (inner, one.to_token_stream());
        }
        let several = argument_of("Vec", ty).filter(|_| slot.group() == Some("Mount"));
        let method = Ident::new(if several.is_some() { "read_all" } else { "read" }, before);
        let ty = several.unwrap_or(ty);
        let at_type = slot.at(ty.span());
        let reader = quote_spanned!(ty.span()=> #at_type.of_field::<#ty>(&OUTLINE));
        Self { reader, method, value, around }
    }
}

/// The one argument of a type of that name, such as `T` of `Option<T>`.
fn argument_of<'t>(name: &str, ty: &'t Type) -> Option<&'t Type> {
    let Type::Path(TypePath { qself: None, path, .. }) = ty else { return None };
    let last = path.segments.last().filter(|last| last.ident == name)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first()? {
        GenericArgument::Type(inner) if arguments.args.len() == 1 => Some(inner),
        _ => None,
    }
}

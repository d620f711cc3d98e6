//! The calls that a struct's attributes stand for.
//!
//! Each key becomes two things: `const` items that read its literals at compile time, each
//! under its literal, and a statement of `describe` that fills the key's slot at run time.
//! Statements stand side by side, not in a chain, so that one mistake hides no other.

mod field;
pub(crate) mod item;
pub(crate) mod local;
pub(crate) mod outline;
mod place;
pub(crate) mod slot;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{DeriveInput, Expr};

use crate::hints;
use crate::input::Input;
use crate::sink::Sink;
use item::{Calls, add_items};
use local::local;
use slot::{Root, SlotExpr};

/// The impl of `Workload`, with every mistake that was found.
pub(crate) fn workload(derive: &DeriveInput) -> TokenStream {
    let sink = Sink::default();
    let input = Input::of(derive, &sink);
    let (krate, shape) = (&input.krate, &input.shape);
    let calls = calls(&input, &quote!(#krate::#shape), None, &sink);
    let outline = outline::of_struct(&input);
    let implementation = implementation(&input, &calls);
    let errors = sink.into_tokens();
    // A struct whose attributes could not be read is not told what it lacks.
    let struct_checks = if errors.is_empty() { outline::checks(&input) } else { TokenStream::new() };
    let checks = &calls.checks;
    // Keys as words come before keys as text: an editor that completes a key counts on it.
    beside(krate, &errors, &quote!(#checks #implementation #outline #struct_checks))
}

/// What is derived, with names of its own beside the user's, and the errors of what could not be read.
pub(crate) fn beside(krate: &TokenStream, errors: &TokenStream, items: &TokenStream) -> TokenStream {
    quote! {
        #errors
        #[allow(unused_imports, unused_mut, unused_parens, unused_variables, clippy::all, clippy::pedantic)]
        const _: () = {
            use #krate::describe::attribute::ReadGiven as _;
            #items
        };
    }
}

/// What every key of the struct and of its fields stands for in an app of that shape, which is a
/// `parameter` where it may be any.
pub(crate) fn calls(input: &Input<'_>, shape: &TokenStream, parameter: Option<&Ident>, sink: &Sink) -> Calls {
    let krate = &input.krate;
    let target = quote!(#krate::Description<#shape>);
    let root = Root { krate: krate.clone(), target, parameter: parameter.cloned(), keys: "Description" };
    let mut calls = Calls::default();
    let mut seen = Vec::new();
    // What the app says itself comes later, and counts.
    calls.fills.extend(input.flattened.iter().map(|field| field::flattened(field, krate, shape)));
    add_items(&mut calls, &input.items, &root, &local("description", Span::call_site()), &mut seen, sink);
    for field in &input.fields {
        if let Some(instead) = hints::instead("", &field.role.key.text()) {
            sink.report(field.role.key.span(), instead);
            continue;
        }
        if let Some(slot) = SlotExpr::top(&root, &field.role.key)
            && calls.refuse(&slot, sink)
        {
            continue;
        }
        field::add(&mut calls, input, &root, field, &mut seen, sink);
    }
    calls
}

fn implementation(input: &Input<'_>, calls: &Calls) -> TokenStream {
    let Input { ident, krate, shape, .. } = input;
    let (generics, arguments, bounds) = input.derive.generics.split_for_impl();
    let description = local("description", Span::call_site());
    let doc = input.doc.as_ref().map(
        |doc| quote_spanned!(ident.span()=> #description.description(::std::borrow::Cow::Borrowed(#doc));),
    );
    let customize = input.customize.as_ref().map(|path| customize(input, path));
    let at_ident = slot::respan(krate, ident.span());
    let name = quote_spanned!(ident.span()=> #at_ident::Description::new(#at_ident::k8s::values::Name::new(OUTLINE.object_name())));
    let fills = &calls.fills;
    quote! {
        #[automatically_derived]
        // What is no workload is not told of every workload that there is.
        #[diagnostic::do_not_recommend]
        impl #generics #krate::Workload for #ident #arguments #bounds {
            type Shape = #krate::#shape;

            fn describe(&self) -> #krate::Description<Self::Shape> {
                let mut #description = #name;
                #doc
                #fills
                #description
            }

            #customize
        }

        #[automatically_derived]
        #[diagnostic::do_not_recommend]
        impl #generics #krate::ToManifests for #ident #arguments #bounds {
            fn manifests_in(&self, context: &#krate::Context) -> #krate::Manifests {
                #krate::describe::manifests_in(self, context)
            }
        }
    }
}

/// The method that gives the typed objects to the function behind `customize`. What that takes is said first:
/// a closure knows its arguments then, and a function that takes others is told what it should take.
fn customize(input: &Input<'_>, path: &Expr) -> TokenStream {
    let Input { krate, shape, .. } = input;
    let span = path.span();
    let [this, objects, tune] =
        [Ident::new("self", span), Ident::new("objects", span), local("tune", Span::call_site())];
    let arguments = place::parentheses(span, quote!(#this, #objects));
    let objects_type = quote!(<#krate::#shape as #krate::describe::objects::Assemble>::Objects);
    quote! {
        #[allow(unused_parens)]
        fn customize(&#this, #objects: &mut #objects_type) {
            let #tune: fn(&Self, &mut #objects_type) = #path;
            #tune #arguments
        }
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::workload;

    /// The expansion of a struct with these attributes, without blanks.
    fn expansion(attributes: &proc_macro2::TokenStream) -> String {
        let derive = syn::parse2(quote! {
            #[workload(#attributes)]
            struct App {
                #[workload(port)]
                http: u16,
            }
        });
        workload(&derive.unwrap()).to_string().replace(' ', "")
    }

    #[test]
    fn a_key_is_a_call_of_its_method() {
        let expansion = expansion(&quote!(image = "app:v1", replicas = 3));
        assert!(expansion.contains("_group.replicas(") && expansion.contains(".int(3)"), "{expansion}");
        assert!(!expansion.contains("compile_error"), "{expansion}");
    }

    #[test]
    fn half_typed_keys_are_named_all_the_same() {
        for (attributes, keys) in [
            (quote!(rep), &["rep"][..]),
            (quote!(image = "app:v1", rep), &["image", "rep"]),
            (quote!(replicas =), &["replicas"]),
            (quote!(replicas = , image = "app:v1"), &["replicas", "image"]),
            (quote!(image: "app:v1", replicas = 3), &["image", "replicas"]),
            (quote!(args = ["a",], image = "app:v1"), &["args", "image"]),
            (quote!(args = [3 4], image = "app:v1"), &["args", "image"]),
            (quote!(ready(http = , port = 80), image = "app:v1"), &["ready", "http", "port", "image"]),
            (quote!(ready(ht), replicas = 3), &["ready", "ht", "replicas"]),
            (quote!(= 3, image = "app:v1"), &["image"]),
            (quote!(env(LOG = , B = "b"), image = "app:v1"), &["env", "image"]),
            (quote!(image = "app:v1" replicas = 3, paused), &["image", "paused"]),
        ] {
            let expansion = expansion(&attributes);
            for key in keys.iter().chain(&["port"]) {
                assert!(
                    expansion.contains(&format!("_group.{key}(")),
                    "`{key}` of `{attributes}`: {expansion}"
                );
            }
            assert!(expansion.contains("forApp"), "{attributes} has no impl");
        }
    }
}

//! The calls that a struct's attributes stand for.
//!
//! Each key becomes two things: `const` items that read its literals at compile time, each
//! under its literal, and a statement of `describe` that fills the key's slot at run time.
//! Statements stand side by side, not in a chain, so that one mistake hides no other.

mod field;
pub(crate) mod item;
pub(crate) mod local;
pub(crate) mod outline;
pub(crate) mod slot;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::DeriveInput;

use crate::hints;
use crate::input::Input;
use crate::sink::Sink;
use item::{Calls, add_items};
use local::local;
use slot::Root;

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
    quote! {
        #errors
        #[allow(unused_imports, unused_mut, unused_variables, clippy::all, clippy::pedantic)]
        const _: () = {
            use #krate::describe::attribute::ReadGiven as _;
            #outline
            #struct_checks
            #checks
            #implementation
        };
    }
}

/// What every key of the struct and of its fields stands for in an app of that shape, which is a
/// `parameter` where it may be any.
pub(crate) fn calls(input: &Input<'_>, shape: &TokenStream, parameter: Option<&Ident>, sink: &Sink) -> Calls {
    let krate = &input.krate;
    let target = quote!(#krate::Description<#shape>);
    let root = Root { krate: krate.clone(), target, parameter: parameter.cloned() };
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
    let customize = input.customize.as_ref().map(|path| {
        quote! {
            #[allow(unused_parens)]
            fn customize(&self, objects: &mut <#krate::#shape as #krate::describe::objects::Assemble>::Objects) {
                (#path)(self, objects)
            }
        }
    });
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

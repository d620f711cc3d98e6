//! `#[derive(Stack)]`: a group of workloads, with the same syntax and the same forwarding.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Field, Fields, Ident, Type};

use crate::expand::item::{Calls, add_items};
use crate::expand::local::local;
use crate::expand::slot::{Root, respan};
use crate::grammar::{self, Body};
use crate::input::crate_path;
use crate::sink::Sink;

/// The impls of a stack, with every mistake that was found.
pub(crate) fn expand(derive: &DeriveInput) -> TokenStream {
    let sink = Sink::default();
    refuse_keys_of_apps(derive, &sink);
    let items = grammar::attributes("stack", &derive.attrs, &sink).into_iter().flatten();
    let (paths, items): (Vec<_>, Vec<_>) = items.partition(|item| item.key.text() == "crate");
    let krate = paths.iter().find_map(|item| crate_path(item, &sink)).unwrap_or(quote!(::workload_core));
    let root =
        Root { krate: krate.clone(), target: quote!(#krate::Context), parameter: None, keys: "Context" };
    let context = local("context", Span::call_site());
    let mut calls = Calls::default();
    add_items(&mut calls, &items, &root, &context, &mut Vec::new(), &sink);
    let members = members(derive, &sink);
    let manifests = members.iter().map(|(member, ty)| {
        let krate = respan(&krate, ty.span());
        quote_spanned!(ty.span()=> #krate::ToManifests::manifests_in(&self.#member, &#context))
    });
    let own = quote_spanned!(derive.ident.span()=> #krate::Context::own_manifests(&#context));
    let errors = sink.into_tokens();

    let ident = &derive.ident;
    let (generics, arguments, bounds) = derive.generics.split_for_impl();
    let Calls { checks, fills } = calls;
    quote! {
        #errors
        #[allow(unused_imports, unused_mut, unused_parens, unused_variables, clippy::all, clippy::pedantic)]
        const _: () = {
            use #krate::describe::attribute::ReadGiven as _;
            #checks

            #[automatically_derived]
            impl #generics #krate::Stack for #ident #arguments #bounds {
                fn context(&self) -> #krate::Context {
                    let mut #context = <#krate::Context as ::core::default::Default>::default();
                    #fills
                    #context
                }
            }

            #[automatically_derived]
            impl #generics #krate::ToManifests for #ident #arguments #bounds {
                fn manifests_in(&self, outer: &#krate::Context) -> #krate::Manifests {
                    let #context = #krate::Stack::context(self).within(outer);
                    #krate::Manifests::merged([
                        #own,
                        #(#manifests),*
                    ])
                }
            }
        };
    }
}

/// The keys of a stack have an attribute of their own.
fn refuse_keys_of_apps(derive: &DeriveInput, sink: &Sink) {
    for attribute in derive.attrs.iter().filter(|attribute| attribute.path().is_ident("workload")) {
        sink.report(
            attribute.path().span(),
            "the keys of a stack stand in `#[stack(…)]`: `#[stack(namespace = \"shop\")]`",
        );
    }
}

/// Whether a field is a member: all are but those that say `#[stack(skip)]`.
fn is_member(field: &Field, sink: &Sink) -> bool {
    let mut member = true;
    for attribute in field.attrs.iter().filter(|attribute| attribute.path().is_ident("workload")) {
        sink.report(
            attribute.path().span(),
            "a field of a stack is a member as it is, or none with `#[stack(skip)]`",
        );
    }
    for item in grammar::attributes("stack", &field.attrs, sink).into_iter().flatten() {
        if item.key.text() == "skip" && matches!(item.body, Body::Bare) {
            member = false;
        } else {
            sink.report(
                item.key.span(),
                "a field of a stack says nothing but `skip`: its keys are those of its own type",
            );
        }
    }
    member
}

/// The names and types of the fields, each a workload or a stack.
fn members<'d>(derive: &'d DeriveInput, sink: &Sink) -> Vec<(&'d Ident, &'d Type)> {
    if let Data::Struct(data) = &derive.data
        && let Fields::Named(fields) = &data.fields
    {
        let members = fields.named.iter().filter(|field| is_member(field, sink));
        return members.filter_map(|field| Some((field.ident.as_ref()?, &field.ty))).collect();
    }
    sink.report(derive.ident.span(), "a stack is a struct with named fields, each a workload or a stack");
    Vec::new()
}

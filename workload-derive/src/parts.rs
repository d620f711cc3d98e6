//! `#[derive(Parts)]`: parts that several apps share, with the same syntax and the same forwarding.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens as _, quote};
use syn::{DeriveInput, GenericParam, Generics, parse_quote};

use crate::expand::local::local;
use crate::expand::{beside, calls, outline};
use crate::input::Input;
use crate::sink::Sink;

/// The impls of shared parts: one for each shape that the struct names, or one for all of them.
pub(crate) fn expand(derive: &DeriveInput) -> TokenStream {
    let sink = Sink::default();
    let input = Input::of_parts(derive, &sink);
    let krate = &input.krate;
    let outline = outline::of_struct(&input);
    let mut impls = TokenStream::new();
    if input.shapes.is_empty() {
        let parameter = Ident::new("GeneralPurpose", Span::call_site());
        impls.extend(one_impl(&input, &parameter.to_token_stream(), Some(&parameter), &sink));
    }
    for shape in &input.shapes {
        impls.extend(one_impl(&input, &quote!(#krate::#shape), None, &sink));
    }
    let errors = sink.into_tokens();
    let names = if errors.is_empty() { outline::names(&input) } else { TokenStream::new() };
    beside(krate, &errors, &quote!(#impls #outline #names))
}

/// The impl for one shape, which is a `parameter` where the parts fit all.
fn one_impl(input: &Input<'_>, shape: &TokenStream, parameter: Option<&Ident>, sink: &Sink) -> TokenStream {
    let Input { ident, krate, derive, .. } = input;
    let calls = calls(input, shape, parameter, sink);
    let (checks, fills) = (&calls.checks, &calls.fills);
    let (own, arguments, bounds) = derive.generics.split_for_impl();
    let mut all: Generics = parse_quote!(#own);
    if let Some(parameter) = parameter {
        let bounded: GenericParam = parse_quote!(#parameter: #krate::describe::shape::Shape);
        all.params.push(bounded);
    }
    let (generics, _, _) = all.split_for_impl();
    let description = local("description", Span::call_site());
    quote! {
        #checks

        #[automatically_derived]
        #[diagnostic::do_not_recommend]
        impl #generics #krate::Parts<#shape> for #ident #arguments #bounds {
            fn describe_parts(&self, mut #description: &mut #krate::Description<#shape>) {
                #fills
            }
        }
    }
}

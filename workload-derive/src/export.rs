//! `#[export]`: a function whose app is known by name.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Attribute, LitStr, Path, Token, Visibility, parenthesized};

use crate::expand::slot::respan;
use crate::input::doc_of;

/// The function as it was, and its submission.
pub(crate) fn expand(options: TokenStream, function: TokenStream) -> TokenStream {
    let submission = Options::parse.parse2(options).and_then(|options| submission(options, function.clone()));
    let submission = submission.unwrap_or_else(|error| error.to_compile_error());
    quote!(#function #submission)
}

/// `name = "prod"`, `crate = path`, both or nothing.
#[derive(Default)]
struct Options {
    name: Option<LitStr>,
    krate: Option<Path>,
}

impl Options {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut options = Self::default();
        while !input.is_empty() {
            let at = input.span();
            let key = input.call(Ident::parse_any).ok().filter(|key| key == "name" || key == "crate");
            let Some(key) = key else {
                return Err(syn::Error::new(at, "the options are `name = \"…\"` and `crate = path`"));
            };
            input.parse::<Token![=]>()?;
            if key == "name" {
                options.name = Some(name(input)?);
            } else {
                options.krate = Some(input.parse()?);
            }
            input.parse::<Option<Token![,]>>()?;
        }
        Ok(options)
    }
}

/// A name that does for a command line and for a file.
fn name(input: ParseStream<'_>) -> syn::Result<LitStr> {
    let Ok(name) = input.parse::<LitStr>() else {
        return Err(input.error("the name of an export stands in quotes: `name = \"prod\"`"));
    };
    let usual = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if name.value().is_empty() || !name.value().chars().all(usual) {
        return Err(syn::Error::new(name.span(), "an export's name is made of letters, digits, `-` and `_`"));
    }
    Ok(name)
}

/// The beginning of a function, as far as an export needs to know it.
struct Head {
    doc: String,
    ident: Ident,
}

impl Parse for Head {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        input.parse::<Visibility>()?;
        if input.peek(Token![async]) {
            return Err(
                input.error("an exported function is not `async`: `workload export` waits for nothing")
            );
        }
        if !input.peek(Token![fn]) {
            return Err(input.error("only a plain function can be exported: `fn production() -> Shop`"));
        }
        input.parse::<Token![fn]>()?;
        let ident = input.parse()?;
        if input.peek(Token![<]) {
            return Err(
                input.error("an exported function has no generics: `workload export` calls it as it is")
            );
        }
        let arguments;
        parenthesized!(arguments in input);
        let is_method =
            arguments.peek(Token![self]) || arguments.peek(Token![&]) && arguments.peek2(Token![self]);
        if is_method {
            return Err(arguments
                .error("a method cannot be exported: move it out of the `impl` and make the app in it"));
        }
        if !arguments.is_empty() {
            return Err(arguments
                .error("an exported function takes nothing: `workload export` has nothing to give it"));
        }
        if !input.peek(Token![->]) {
            return Err(input.error("an exported function returns a workload or a stack: `-> Shop`"));
        }
        input.parse::<TokenStream>()?;
        Ok(Self { doc: doc_of(&attributes).unwrap_or_default(), ident })
    }
}

fn submission(options: Options, function: TokenStream) -> syn::Result<TokenStream> {
    let end = function.clone().into_iter().find(|token| matches!(token, TokenTree::Ident(_)));
    let Head { doc, ident } = syn::parse2(function).map_err(|error| match end {
        Some(token) if error.to_string().starts_with("unexpected end") => {
            syn::Error::new(token.span(), error)
        }
        _ => error,
    })?;
    let krate = options.krate.map_or_else(|| quote!(::workload_core), |path| quote!(#path));
    let name = options.name.map_or_else(|| ident.to_string(), |name| name.value());
    let name = name.trim_start_matches("r#");
    let at_name = respan(&krate, ident.span());
    let make = quote_spanned!(ident.span()=> || #at_name::export::Exported::exported(#ident()));
    Ok(quote! {
        #krate::private::inventory::submit! {
            #krate::export::Export {
                name: #name,
                doc: #doc,
                package: ::core::env!("CARGO_PKG_NAME"),
                file: ::core::file!(),
                line: ::core::line!(),
                column: ::core::column!(),
                make: #make,
            }
        }
    })
}

//! The derive macros of `workload-core`: they turn attribute syntax into calls, no more.
//!
//! A key is forwarded by name, with its span, to a method of `workload-core`; the type of that
//! method's argument says how the literal is read. So the macros act on no key but the shape
//! words and `customize`, and rustc itself names the near one of a misspelt key; of a word like no key, a
//! list written by the tests of workload-core says what is possible.
//!
//! Phases: `grammar` parses attributes, `input` sorts out what the macro must know,
//! `expand` emits the calls. All mistakes are gathered in one `sink::Sink`; a struct
//! with mistakes still gets an impl, so that no second wave of errors follows.
#![forbid(unsafe_code)]

mod aliases;
mod expand;
mod export;
mod grammar;
mod hints;
mod input;
mod known;
mod naming;
mod parts;
mod sink;
mod stack;
mod units;
mod words;

use proc_macro::TokenStream;
use quote::quote;
use syn::{DeriveInput, parse_macro_input};

/// Makes a struct a workload; see the crate documentation of `workload-core`.
#[proc_macro_derive(Workload, attributes(workload))]
pub fn derive_workload(tokens: TokenStream) -> TokenStream {
    let input = parse_macro_input!(tokens as DeriveInput);
    expand::workload(&input).into()
}

/// Makes a struct a group of parts that several apps share, each with `#[workload(flatten)]`; see the crate
/// documentation of `workload-core`.
#[proc_macro_derive(Parts, attributes(workload))]
pub fn derive_parts(tokens: TokenStream) -> TokenStream {
    let input = parse_macro_input!(tokens as DeriveInput);
    parts::expand(&input).into()
}

/// Makes a struct of workloads a stack; see the crate documentation of `workload-core`.
#[proc_macro_derive(Stack, attributes(stack, workload))]
pub fn derive_stack(tokens: TokenStream) -> TokenStream {
    let input = parse_macro_input!(tokens as DeriveInput);
    stack::expand(&input).into()
}

/// Kubernetes' own names and the keys that they stand for, as an array of pairs: for the pages that explain
/// them.
#[doc(hidden)]
#[proc_macro]
pub fn kubernetes_names(_: TokenStream) -> TokenStream {
    let pairs = aliases::NAMES.iter().map(|(theirs, ours)| quote!((#theirs, #ours)));
    quote!([#(#pairs),*]).into()
}

/// Makes a function's app known to `workload export` by the function's name, or by another:
/// `#[workload_core::export(name = "prod")]`.
///
/// The function takes nothing and returns a workload, a stack, or a `Result` of them.
#[proc_macro_attribute]
pub fn export(options: TokenStream, function: TokenStream) -> TokenStream {
    export::expand(options.into(), function.into()).into()
}

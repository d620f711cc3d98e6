//! The syntax of attributes: keys, what stands behind them, and nothing of what they mean.
//!
//! ```text
//! attribute = #[workload(items)]
//! item      = key | key = value | key(items) | NAME = value | "name" = value
//! value     = literal | -literal | [text, …] | Word | call(value, …) | expression
//! ```
//!
//! A key in quotes or in capitals is data: the name of a label or of a variable.

mod value;

use proc_macro2::{Ident, Span};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Lit, LitStr, Token, parenthesized};

pub(crate) use value::Value;

use crate::aliases;
use crate::sink::Sink;

/// One key and what stands behind it.
pub(crate) struct Item {
    pub(crate) key: Key,
    pub(crate) body: Body,
}

/// What an item is about.
pub(crate) enum Key {
    /// A word of the grammar: a method of workload-core.
    Word(Ident),
    /// A name that the user chose.
    Entry(LitStr),
}

/// What stands behind a key.
pub(crate) enum Body {
    /// Nothing.
    Bare,
    /// `= value`.
    Value(Value),
    /// `(items)`.
    Group(Vec<Item>),
}

impl Key {
    /// The key as text.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Word(word) => word.unraw().to_string(),
            Self::Entry(name) => name.value(),
        }
    }

    /// Where the key stands.
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Word(word) => word.span(),
            Self::Entry(name) => name.span(),
        }
    }
}

impl Parse for Key {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(LitStr) {
            return input.parse().map(Self::Entry);
        }
        let word = input.call(Ident::parse_any).map_err(|error| {
            syn::Error::new(error.span(), "expected a key, such as `image = \"redis:7.4\"`")
        })?;
        if let Some(ours) = aliases::key(&word.to_string()) {
            return Ok(Self::Word(method(Ident::new(&ours, word.span()))));
        }
        Ok(if is_data(&word) {
            Self::Entry(LitStr::new(&word.to_string(), word.span()))
        } else {
            Self::Word(method(word))
        })
    }
}

/// Whether a key in capitals is the name of a variable.
fn is_data(word: &Ident) -> bool {
    let text = word.to_string();
    text.chars().any(|c| c.is_ascii_uppercase()) && !text.chars().any(|c| c.is_ascii_lowercase())
}

/// The method of a key: a keyword such as `type` is written raw.
fn method(word: Ident) -> Ident {
    let plain = syn::parse2::<Ident>(word.to_token_stream()).is_ok();
    if plain || word == "self" || word == "super" || word == "crate" || word == "Self" {
        word
    } else {
        Ident::new_raw(&word.to_string(), word.span())
    }
}

impl Parse for Item {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let key: Key = input.parse()?;
        let body = if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            Body::Value(Value::parse(input, &key.text())?)
        } else if input.peek(syn::token::Paren) {
            let content;
            parenthesized!(content in input);
            no_lone_value(&content, &key)?;
            Body::Group(items(&content)?)
        } else {
            Body::Bare
        };
        if input.peek(Token![:]) {
            let message = format!("a key and its value are joined by `=`: write `{} = …`", key.text());
            return Err(input.error(message));
        }
        if !input.is_empty() && !input.peek(Token![,]) {
            return Err(input.error("expected `,` before the next key"));
        }
        Ok(Self { key, body })
    }
}

/// Refuses `replicas(3)`: parentheses hold keys.
fn no_lone_value(content: ParseStream<'_>, key: &Key) -> syn::Result<()> {
    let fork = content.fork();
    match fork.parse::<Lit>() {
        Ok(literal) if fork.is_empty() => {
            let (key, value) = (key.text(), literal.to_token_stream());
            Err(syn::Error::new(literal.span(), format!("parentheses hold keys: write `{key} = {value}`")))
        }
        _ => Ok(()),
    }
}

fn items(input: ParseStream<'_>) -> syn::Result<Vec<Item>> {
    let items = Punctuated::<Item, Token![,]>::parse_terminated(input)?;
    Ok(items.into_iter().collect())
}

/// The items of each `#[name(…)]` among `attributes`; one that cannot be read is reported.
pub(crate) fn attributes(name: &str, attributes: &[Attribute], sink: &Sink) -> Vec<Vec<Item>> {
    let named = attributes.iter().filter(|attribute| attribute.path().is_ident(name));
    named.filter_map(|attribute| sink.take(attribute.parse_args_with(items))).collect()
}

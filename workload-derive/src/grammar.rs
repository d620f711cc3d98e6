//! The syntax of attributes: keys, what stands behind them, and nothing of what they mean.
//!
//! ```text
//! attribute = #[workload(items)]
//! item      = key | key = value | key(items) | NAME = value | "name" = value
//! value     = literal | -literal | [text, …] | Word | call(value, …) | expression
//! ```
//!
//! A key in quotes or in capitals is data: the name of a label or of a variable.

mod lone;
mod rest;
mod value;

use proc_macro2::{Ident, Span, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, LitStr, Token, parenthesized};

use rest::{Before, rest};
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
    /// What could not be read, and is reported.
    Unfinished,
}

impl Key {
    /// The key as text.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Word(word) => word.unraw().to_string(),
            Self::Entry(name) => name.value(),
        }
    }

    /// The key as it is written: a name that is no word in quotes.
    fn shown(&self) -> String {
        match self {
            Self::Entry(name) if !name.value().chars().all(|c| c.is_ascii_alphanumeric() || c == '_') => {
                format!("\"{}\"", name.value())
            }
            _ => self.text(),
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
        no_hyphens(input, &word)?;
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

/// Refuses `image-pull-policy`, and reads all of it, so that `image` is not taken for a key.
fn no_hyphens(input: ParseStream<'_>, word: &Ident) -> syn::Result<()> {
    let mut whole = word.to_string();
    while input.peek(Token![-]) && input.peek2(Ident::peek_any) {
        input.parse::<Token![-]>()?;
        whole = format!("{whole}_{}", input.call(Ident::parse_any)?);
    }
    if word == whole.as_str() {
        return Ok(());
    }
    Err(syn::Error::new(word.span(), format!("a key has no hyphens in it: write `{whole}`")))
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

/// What stands behind `key`, up to the next comma.
fn body(input: ParseStream<'_>, key: &Key, sink: &Sink) -> syn::Result<Body> {
    let text = key.text();
    let is_joined = input.peek(Token![=]) && !input.peek(Token![==]) && !input.peek(Token![=>]);
    let body = if is_joined {
        input.parse::<Token![=]>()?;
        Body::Value(Value::parse(input, &text)?)
    } else if input.peek(syn::token::Paren) {
        let content;
        let parentheses = parenthesized!(content in input);
        value::no_path_in_parentheses(&content, &text, parentheses.span.join())?;
        lone::no_lone_value(&content, &text)?;
        Body::Group(items(&content, &text, sink)?)
    } else {
        Body::Bare
    };
    if !input.is_empty() && !input.peek(Token![,]) {
        return Err(rest(input, &key.shown(), before(&body)));
    }
    Ok(body)
}

/// What a body is, for what follows it.
fn before(body: &Body) -> Before {
    match body {
        Body::Bare => Before::Key,
        Body::Value(Value::Text(_)) => Before::Text,
        Body::Value(Value::Number { .. }) => Before::Number,
        Body::Value(Value::Word(_) | Value::Expression(_)) => Before::Word,
        _ => Before::Whole,
    }
}

/// The items up to the end. One that cannot be read is reported and its key kept, so that editors know it
/// while it is typed; the next one begins behind the comma. `around` is the key of their group, empty for those
/// of the app itself.
fn items(input: ParseStream<'_>, around: &str, sink: &Sink) -> syn::Result<Vec<Item>> {
    let mut items = Vec::new();
    while !input.is_empty() {
        let key = sink.take(lone::no_bare_name(input, around).and_then(|()| input.parse::<Key>()));
        let body = key.as_ref().map(|key| sink.take(body(input, key, sink)));
        if let (Some(key), Some(body)) = (key, body) {
            items.push(Item { key, body: body.unwrap_or(Body::Unfinished) });
        }
        skip_item(input)?;
    }
    Ok(items)
}

/// Goes on behind the next comma.
fn skip_item(input: ParseStream<'_>) -> syn::Result<()> {
    while !input.is_empty() {
        if input.parse::<Option<Token![,]>>()?.is_some() {
            break;
        }
        input.parse::<TokenTree>()?;
    }
    Ok(())
}

/// The items of each `#[name(…)]` among `attributes`; one that cannot be read is reported.
pub(crate) fn attributes(name: &str, attributes: &[Attribute], sink: &Sink) -> Vec<Vec<Item>> {
    let named = attributes.iter().filter(|attribute| attribute.path().is_ident(name));
    named.map(|attribute| items_of(attribute, sink)).collect()
}

/// The items of one attribute. What syn says of a rest that nobody read is no news when the reader of that rest
/// has said why.
fn items_of(attribute: &Attribute, sink: &Sink) -> Vec<Item> {
    let (mut found, before) = (Vec::new(), sink.len());
    let read = attribute.parse_args_with(|input: ParseStream<'_>| {
        found = items(input, "", sink)?;
        Ok(())
    });
    match read {
        Err(error) if sink.len() == before => sink.push(error),
        _ => {}
    }
    found
}

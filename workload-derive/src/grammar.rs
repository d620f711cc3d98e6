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

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Lit, LitStr, Token, parenthesized};

pub(crate) use value::Value;

use crate::aliases;
use crate::known;
use crate::sink::Sink;
use crate::words;

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
    let body = if input.peek(Token![=]) {
        input.parse::<Token![=]>()?;
        Body::Value(Value::parse(input, &key.text())?)
    } else if input.peek(syn::token::Paren) {
        let content;
        parenthesized!(content in input);
        no_lone_value(&content, key)?;
        Body::Group(items(&content, sink)?)
    } else {
        Body::Bare
    };
    if !input.is_empty() && !input.peek(Token![,]) {
        return Err(leftover(input, key));
    }
    Ok(body)
}

/// Refuses `replicas(3)` and `command("sh", "-c")`: parentheses hold keys.
fn no_lone_value(content: ParseStream<'_>, key: &Key) -> syn::Result<()> {
    let fork = content.fork();
    let Ok(values) = Punctuated::<Lit, Token![,]>::parse_terminated(&fork) else { return Ok(()) };
    let Some(first) = values.first() else { return Ok(()) };
    let key = key.text();
    let behind = known::keys_behind(&key, "parentheses hold keys, and a value stands behind its key: ");
    let instead = match behind.filter(|_| values.len() > 1 || !words::takes_text(&key)) {
        Some(keys) => keys,
        None if values.len() == 1 => {
            format!("parentheses hold keys: write `{key} = {}`", first.to_token_stream())
        }
        None => format!("parentheses hold keys: write `{key} = [{}]`", values.to_token_stream()),
    };
    // What stands there is told, and no more of it.
    content.parse::<TokenStream>()?;
    Err(syn::Error::new(first.span(), instead))
}

/// What stands behind a whole item, where a comma or the end should.
fn leftover(input: ParseStream<'_>, key: &Key) -> syn::Error {
    let key = key.text();
    if input.peek(Token![:]) {
        return input.error(format!("a key and its value are joined by `=`: write `{key} = …`"));
    }
    if input.peek(Token![;]) {
        return input.error("keys are parted by `,`");
    }
    if input.peek(syn::token::Brace) {
        return input.error(format!("keys stand in parentheses: write `{key}(…)`"));
    }
    if input.peek(syn::token::Bracket) {
        return input.error(format!("a list stands behind `=`: write `{key} = […]`"));
    }
    input.error("expected `,` before the next key; a value of several words stands in a `const`")
}

/// The items up to the end. One that cannot be read is reported and its key kept, so that editors know it
/// while it is typed; the next one begins behind the comma.
fn items(input: ParseStream<'_>, sink: &Sink) -> syn::Result<Vec<Item>> {
    let mut items = Vec::new();
    while !input.is_empty() {
        let key = sink.take(input.parse::<Key>());
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
        found = items(input, sink)?;
        Ok(())
    });
    match read {
        Err(error) if sink.len() == before => sink.push(error),
        _ => {}
    }
    found
}

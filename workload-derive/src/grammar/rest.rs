//! What is said of tokens that stand where a comma or the end should.

use quote::ToTokens as _;
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::{Ident, Lit, Token};

use crate::known;

/// What stands before the rest.
#[derive(Clone, Copy)]
pub(super) enum Before {
    /// A key alone.
    Key,
    /// A text in quotes.
    Text,
    /// A number.
    Number,
    /// A word, or the path of a `const`.
    Word,
    /// A list, a group of keys, or any other value.
    Whole,
}

/// What stands behind a whole item, where a comma or the end should.
pub(super) fn rest(input: ParseStream<'_>, key: &str, before: Before) -> syn::Error {
    if input.peek(Token![;]) {
        return input.error("keys are parted by `,`");
    }
    let is_next_key =
        input.peek(Ident::peek_any) && (input.peek2(Token![=]) || input.peek2(syn::token::Paren));
    let told = match before {
        Before::Key => behind_key(input, key),
        Before::Text | Before::Number if input.peek(Token![..]) => Some(range(key)),
        Before::Number if input.peek(Token![%]) => {
            Some(format!("a percentage is written in quotes: `{key} = \"…%\"`"))
        }
        Before::Text if input.peek(Lit) => {
            Some(format!("several texts are a list: write `{key} = [\"…\", \"…\"]`"))
        }
        Before::Number | Before::Word if !is_next_key => Some(in_quotes(key)),
        _ => None,
    };
    input.error(told.unwrap_or_else(|| "expected `,` before the next key".to_owned()))
}

/// That what stands behind a key is text without its quotes.
pub(super) fn in_quotes(key: &str) -> String {
    format!("text stands in quotes: write `{key} = \"…\"`")
}

/// That a value is no range.
fn range(key: &str) -> String {
    format!("`{key}` is no range; an autoscaler has two bounds: `autoscale(min = …, max = …)`")
}

/// What stands behind a key that has no value yet.
fn behind_key(input: ParseStream<'_>, key: &str) -> Option<String> {
    if input.peek(Token![::]) || input.peek(Token![.]) {
        return Some(in_parentheses(input, key));
    }
    if input.peek(Token![:]) || input.peek(Token![==]) || input.peek(Token![=>]) {
        return Some(format!("a key and its value are joined by `=`: write `{key} = …`"));
    }
    if input.peek(syn::token::Brace) || input.peek(syn::token::Bracket) && known::takes_keys(key) {
        return Some(format!("keys stand in parentheses: write `{key}(…)`"));
    }
    if input.peek(syn::token::Bracket) {
        return Some(format!("a list stands behind `=`: write `{key} = […]`"));
    }
    let literal: Lit = input.fork().parse().ok()?;
    Some(format!("a value stands behind `=`: write `{key} = {}`", literal.to_token_stream()))
}

/// What is said of `resources.requests` and `resources::requests`.
fn in_parentheses(input: ParseStream<'_>, key: &str) -> String {
    let rest = input.fork();
    let separated = rest.parse::<Token![::]>().is_ok() || rest.parse::<Token![.]>().is_ok();
    match rest.call(Ident::parse_any) {
        Ok(inner) if separated && known::takes_keys(key) => {
            let behind = if known::takes_keys(&inner.to_string()) { "(…)" } else { " = …" };
            format!("the keys of a group stand in its parentheses: write `{key}({inner}{behind})`")
        }
        _ => format!("a key is one word: write `{key} = …`"),
    }
}

//! Names and values without what belongs to them: a value without its key, a name without its quotes.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::{Lit, Token};

use crate::known;
use crate::words;

/// Refuses `replicas(3)` and `command("sh", "-c")`: parentheses hold keys.
pub(super) fn no_lone_value(content: ParseStream<'_>, key: &str) -> syn::Result<()> {
    let fork = content.fork();
    let Ok(values) = Punctuated::<Lit, Token![,]>::parse_terminated(&fork) else { return Ok(()) };
    let Some(first) = values.first() else { return Ok(()) };
    let instead = instead_of(key, &values);
    // What stands there is told, and no more of it.
    content.parse::<TokenStream>()?;
    Err(syn::Error::new(first.span(), instead))
}

/// What is written instead of values in the parentheses of `key`.
fn instead_of(key: &str, values: &Punctuated<Lit, Token![,]>) -> String {
    let texts: Vec<_> = values.iter().map(|value| value.to_token_stream().to_string()).collect();
    if words::is_a_name(key, "") {
        let [name, value] = texts.as_slice() else {
            return format!("a name and its value are two texts: write `{key}(\"…\" = \"…\")`");
        };
        return format!("a name and its value are joined by `=`: write `{key}({name} = {value})`");
    }
    let behind = known::keys_behind(key, "parentheses hold keys, and a value stands behind its key: ");
    match (behind, texts.as_slice()) {
        (Some(keys), texts) if texts.len() > 1 || !words::takes_text(key) => keys,
        (_, [value]) => format!("parentheses hold keys: write `{key} = {value}`"),
        (_, texts) => format!("parentheses hold keys: write `{key} = [{}]`", texts.join(", ")),
    }
}

/// Refuses `labels(app.kubernetes.io/name = "x")`: a name that is more than a word stands in quotes.
pub(super) fn no_bare_name(input: ParseStream<'_>, around: &str) -> syn::Result<()> {
    if !input.peek(syn::Ident) || !words::is_a_name(around, "") {
        return Ok(());
    }
    let rest = input.fork();
    let mut name = String::new();
    let mut tokens = 0;
    while !rest.is_empty() && !rest.peek(Token![=]) && !rest.peek(Token![,]) {
        match rest.parse::<TokenTree>()? {
            TokenTree::Group(_) => return Ok(()),
            token => name.push_str(&token.to_string()),
        }
        tokens += 1;
    }
    if tokens < 2 || !rest.peek(Token![=]) {
        return Ok(());
    }
    Err(input.error(format!("the names in `{around}(…)` stand in quotes: `\"{name}\" = …`")))
}

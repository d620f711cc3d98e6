//! The value of a key, by its form.

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Expr, ExprLit, Lit, LitBool, LitInt, LitStr, Token, bracketed, parenthesized};

use crate::aliases;
use crate::known;

/// Keys that take a path, which may be a lone word.
const PATHS: &[&str] = &["crate", "customize", "with"];

/// What stands after `=`.
pub(crate) enum Value {
    /// `"redis:7.4"`.
    Text(LitStr),
    /// `3`, `-1`.
    Number { digits: LitInt, span: Span, negative: bool },
    /// `60 * 60`: whole numbers that are reckoned when the crate is compiled.
    Sum(Expr),
    /// `true`, `false`.
    Flag(LitBool),
    /// `["redis-server", "--save"]`.
    List { items: Vec<Expr>, span: Span },
    /// `Allow`: a word that the slot's type knows.
    Word(Ident),
    /// `secret("redis", "password")`: a function that the slot's type knows.
    Call { function: Ident, arguments: Vec<Expr>, brackets: Span, span: Span },
    /// The path of a const, or any other expression.
    Expression(Expr),
}

impl Value {
    /// The span of the whole value.
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Text(text) => text.span(),
            Self::Flag(flag) => flag.span(),
            Self::Number { span, .. } | Self::List { span, .. } | Self::Call { span, .. } => *span,
            Self::Word(word) => word.span(),
            Self::Expression(expression) | Self::Sum(expression) => expression.span(),
        }
    }

    /// Whether the value can only be known inside the impl, where `Self` is.
    pub(crate) fn names_self(&self) -> bool {
        match self {
            Self::Expression(expression) => names_self(expression.to_token_stream()),
            Self::List { items, .. } | Self::Call { arguments: items, .. } => {
                items.iter().any(|item| names_self(item.to_token_stream()))
            }
            _ => false,
        }
    }
}

fn names_self(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        proc_macro2::TokenTree::Ident(word) => word == "Self" || word == "self",
        proc_macro2::TokenTree::Group(group) => names_self(group.stream()),
        _ => false,
    })
}

impl Value {
    /// Reads what stands after `=` behind `key`.
    pub(crate) fn parse(input: ParseStream<'_>, key: &str) -> syn::Result<Self> {
        if input.is_empty() || input.peek(Token![,]) {
            return Err(input.error("expected a value after `=`"));
        }
        if input.peek(syn::token::Paren) && known::keys_behind(key, "").is_some() {
            return Err(
                input.error(format!("keys in parentheses follow their group without `=`: write `{key}(…)`"))
            );
        }
        if input.peek(syn::token::Bracket) {
            return list(input);
        }
        if input.peek(Token![-]) && input.peek2(LitInt) {
            let minus: Token![-] = input.parse()?;
            let digits: LitInt = input.parse()?;
            let span = minus.span.join(digits.span()).unwrap_or(digits.span());
            return Ok(Self::Number { digits, span, negative: true });
        }
        if input.peek(Lit) && is_alone(input) {
            return literal(input);
        }
        if input.peek(syn::Ident) && input.peek2(syn::token::Paren) {
            return call(input);
        }
        if input.peek(Token![|]) || input.peek(Token![||]) {
            return closure(input).map(Self::Expression);
        }
        let expression = expression(input)?;
        if is_sum(expression.to_token_stream()) {
            return Ok(Self::Sum(expression));
        }
        Ok(match word(&expression, key) {
            Some(word) => Self::Word(word),
            None => Self::Expression(expression),
        })
    }
}

/// Whether a literal is the whole value, and not the start of an expression such as `60 * 60`.
fn is_alone(input: ParseStream<'_>) -> bool {
    let rest = input.fork();
    let is_number = matches!(rest.parse::<Lit>(), Ok(Lit::Int(_)));
    !is_number
        || !(rest.peek(Token![+]) || rest.peek(Token![-]) || rest.peek(Token![*]) || rest.peek(Token![/]))
}

/// Whether an expression is made of numbers and signs alone.
fn is_sum(tokens: TokenStream) -> bool {
    tokens.into_iter().all(|token| match token {
        proc_macro2::TokenTree::Group(group) => is_sum(group.stream()),
        proc_macro2::TokenTree::Ident(_) => false,
        proc_macro2::TokenTree::Punct(_) | proc_macro2::TokenTree::Literal(_) => true,
    })
}

/// A closure, as tokens: its arguments up to the second `|`, then its body up to the next comma.
fn closure(input: ParseStream<'_>) -> syn::Result<Expr> {
    let mut tokens = TokenStream::new();
    let mut bars = 0;
    while !input.is_empty() && (bars < 2 || !input.peek(Token![,])) {
        let token: proc_macro2::TokenTree = input.parse()?;
        bars += usize::from(matches!(&token, proc_macro2::TokenTree::Punct(punct) if punct.as_char() == '|'));
        tokens.extend([token]);
    }
    Ok(Expr::Verbatim(tokens))
}

/// An expression that is known when the crate is compiled.
///
/// Whether syn reads blocks depends on the features that other crates of a build turn on, and what it
/// says when it does not is no help here: so none is read.
fn expression(input: ParseStream<'_>) -> syn::Result<Expr> {
    let is_block = input.peek(syn::token::Brace)
        || input.peek(Token![async])
        || input.peek(Token![unsafe])
        || input.peek(Token![const])
        || input.peek(Token![if])
        || input.peek(Token![match])
        || input.peek(Token![loop])
        || input.peek(Token![while])
        || input.peek(Token![for]);
    if is_block {
        return Err(
            input.error("expected a literal, the path of a `const`, or a macro such as `env!(\"…\")`")
        );
    }
    input.parse()
}

fn literal(input: ParseStream<'_>) -> syn::Result<Value> {
    let fork = input.fork();
    match fork.parse::<Lit>()? {
        Lit::Str(_) => input.parse().map(Value::Text),
        Lit::Bool(_) => input.parse().map(Value::Flag),
        Lit::Int(_) => {
            let digits: LitInt = input.parse()?;
            Ok(Value::Number { span: digits.span(), digits, negative: false })
        }
        Lit::Float(number) => Err(syn::Error::new(
            number.span(),
            format!("a number with a fraction is written as text: `\"{number}\"`"),
        )),
        other => {
            Err(syn::Error::new(other.span(), "expected text in quotes, a whole number, `true` or `false`"))
        }
    }
}

fn list(input: ParseStream<'_>) -> syn::Result<Value> {
    let content;
    let bracket = bracketed!(content in input);
    let items = Punctuated::<Expr, Token![,]>::parse_terminated(&content)?;
    for item in &items {
        if let Expr::Lit(ExprLit { lit, .. }) = item
            && !matches!(lit, Lit::Str(_))
        {
            let text = lit.to_token_stream().to_string();
            return Err(syn::Error::new(lit.span(), format!("a list is made of texts: write `\"{text}\"`")));
        }
    }
    Ok(Value::List { items: items.into_iter().collect(), span: bracket.span.join() })
}

fn call(input: ParseStream<'_>) -> syn::Result<Value> {
    let function: Ident = input.parse()?;
    if let Some(none) = known::no_function(&function.unraw().to_string()) {
        return Err(syn::Error::new(function.span(), none));
    }
    let content;
    let paren = parenthesized!(content in input);
    let arguments = Punctuated::<Expr, Token![,]>::parse_terminated(&content)?;
    let brackets = paren.span.join();
    let span = function.span().join(brackets).unwrap_or(function.span());
    Ok(Value::Call { function, arguments: arguments.into_iter().collect(), brackets, span })
}

/// A lone word, as Kubernetes writes its enums, or a text without its quotes; one in capitals is a const,
/// unless it is one of the values of its `key`.
fn word(expression: &Expr, key: &str) -> Option<Ident> {
    let Expr::Path(path) = expression else { return None };
    let word = path.path.get_ident()?;
    let text = word.to_string();
    let constant = !text.chars().any(|c| c.is_ascii_lowercase()) && !aliases::is_in_capitals(key);
    let path = PATHS.contains(&key) || text == "Self" || text == "self";
    (!path && !constant).then(|| word.clone())
}

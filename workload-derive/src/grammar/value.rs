//! The value of a key, by its form.

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Expr, ExprLit, Lit, LitBool, LitInt, LitStr, Token, bracketed, parenthesized};

use super::rest::in_quotes;
use crate::aliases;
use crate::hints;
use crate::known;
use crate::units;

/// Keys that take a path, which may be a lone word, each with an example.
const PATHS: &[(&str, &str)] = &[
    ("crate", "the path of workload-core: `crate = my_crate::workload_core`"),
    ("customize", "the path of a method: `customize = Self::tune`"),
    ("with", "the path of a function: `with = Self::port`"),
];

/// What a key takes that takes a path.
fn path_of(key: &str) -> Option<&'static str> {
    PATHS.iter().find(|(known, _)| *known == key).map(|(_, path)| *path)
}

/// Refuses `customize(Self::tune)`.
pub(super) fn no_path_in_parentheses(content: ParseStream<'_>, key: &str, at: Span) -> syn::Result<()> {
    let Some(path) = path_of(key) else { return Ok(()) };
    // What stands there is told, and no more of it.
    content.parse::<TokenStream>()?;
    Err(syn::Error::new(at, format!("expected {path}")))
}

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
        no_group(input, key)?;
        if input.peek(syn::token::Bracket) {
            return list(input, key);
        }
        if input.peek(Token![-]) && input.peek2(LitInt) {
            let minus: Token![-] = input.parse()?;
            let digits: LitInt = input.parse()?;
            units::none(&digits, key)?;
            let span = minus.span.join(digits.span()).unwrap_or(digits.span());
            return Ok(Self::Number { digits, span, negative: true });
        }
        if input.peek(Lit) && is_alone(input) {
            return literal(input, key);
        }
        if input.peek(syn::Ident) && input.peek2(syn::token::Paren) {
            return call(input, key);
        }
        if input.peek(Token![|]) || input.peek(Token![||]) {
            return closure(input).map(Self::Expression);
        }
        let expression = expression(input, key)?;
        if is_sum(expression.to_token_stream()) {
            return Ok(Self::Sum(expression));
        }
        Ok(match word(&expression, key) {
            Some(word) => Self::Word(word),
            None => Self::Expression(expression),
        })
    }
}

/// Refuses `resources = (…)`, `env = { … }` and, where the key takes a list, `args = ("a", "b")`.
fn no_group(input: ParseStream<'_>, key: &str) -> syn::Result<()> {
    let is_group = input.peek(syn::token::Paren) || input.peek(syn::token::Brace);
    if is_group && known::takes_keys(key) {
        return Err(
            input.error(format!("keys in parentheses follow their group without `=`: write `{key}(…)`"))
        );
    }
    if input.peek(syn::token::Paren) {
        let fork = input.fork();
        let content;
        parenthesized!(content in fork);
        let values = Punctuated::<Lit, Token![,]>::parse_terminated(&content);
        if let Ok(values) = values.map(|values| values.to_token_stream())
            && !is_sum(values.clone())
        {
            return Err(input.error(format!("a list stands in brackets: write `{key} = [{values}]`")));
        }
    }
    Ok(())
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
        proc_macro2::TokenTree::Punct(_) => true,
        proc_macro2::TokenTree::Literal(literal) => {
            literal.to_string().starts_with(|c: char| c.is_ascii_digit())
        }
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
fn expression(input: ParseStream<'_>, key: &str) -> syn::Result<Expr> {
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
    if input.peek(Token![/]) || input.peek(Token![.]) || input.peek(Token![@]) {
        return Err(input.error(in_quotes(key)));
    }
    let start = input.span();
    let expression = input.parse().map_err(|error: syn::Error| {
        syn::Error::new(
            error.span(),
            "expected a value: text in quotes, a number, `true` or `false`, a list in brackets, or the path of a `const`",
        )
    })?;
    if is_text(&expression) {
        return Err(syn::Error::new(start, in_quotes(key)));
    }
    Ok(expression)
}

/// Whether an expression is text without its quotes, such as `ghcr.io/shop/app`: no value is called so, as an
/// attribute knows no local variables.
fn is_text(expression: &Expr) -> bool {
    match expression {
        Expr::Binary(binary) => is_local(&binary.left) || is_text(&binary.left),
        Expr::Field(field) => is_local(&field.base) || is_text(&field.base),
        _ => false,
    }
}

/// Whether an expression is one word in lower case.
fn is_local(expression: &Expr) -> bool {
    let Expr::Path(path) = expression else { return false };
    path.path
        .get_ident()
        .is_some_and(|word| word != "self" && !word.to_string().contains(|c: char| c.is_ascii_uppercase()))
}

fn literal(input: ParseStream<'_>, key: &str) -> syn::Result<Value> {
    let fork = input.fork();
    match fork.parse::<Lit>()? {
        Lit::Str(_) => input.parse().map(Value::Text),
        Lit::Bool(_) => input.parse().map(Value::Flag),
        Lit::Int(_) => {
            let digits: LitInt = input.parse()?;
            units::none(&digits, key)?;
            Ok(Value::Number { span: digits.span(), digits, negative: false })
        }
        Lit::Float(number) => Err(syn::Error::new(number.span(), units::fraction(&number, key))),
        other => {
            Err(syn::Error::new(other.span(), "expected text in quotes, a whole number, `true` or `false`"))
        }
    }
}

fn list(input: ParseStream<'_>, key: &str) -> syn::Result<Value> {
    let content;
    let bracket = bracketed!(content in input);
    let items = Punctuated::<Expr, Token![,]>::parse_terminated(&content)?;
    for item in &items {
        if let Some(other) = no_text(item, key) {
            return Err(syn::Error::new(item.span(), other));
        }
    }
    Ok(Value::List { items: items.into_iter().collect(), span: bracket.span.join() })
}

/// What is said of an item of a list that is no text.
fn no_text(item: &Expr, key: &str) -> Option<String> {
    let is_group =
        matches!(item, Expr::Call(call) if call.args.iter().any(|one| matches!(one, Expr::Assign(_))));
    let literal = match item {
        Expr::Lit(ExprLit { lit, .. }) if !matches!(lit, Lit::Str(_)) => Some(lit),
        _ => None,
    };
    match literal {
        Some(_) if known::takes_keys(key) => {
            Some(format!("a list is made of texts: write `{key}(…)` once for each of them"))
        }
        Some(literal) => Some(format!("a list is made of texts: write `\"{}\"`", literal.to_token_stream())),
        None => (is_group && known::takes_keys(key)).then(|| {
            format!("a list is made of texts: write `{key}(…)` once for each of them, without a list")
        }),
    }
}

fn call(input: ParseStream<'_>, key: &str) -> syn::Result<Value> {
    let function: Ident = input.parse()?;
    let word = function.unraw().to_string();
    let content;
    let paren = parenthesized!(content in input);
    if let Some(path) = path_of(key) {
        content.parse::<TokenStream>()?;
        return Err(syn::Error::new(function.span(), format!("expected {path}, without parentheses")));
    }
    let function =
        aliases::function(&word).map_or(function.clone(), |ours| Ident::new(ours, function.span()));
    let word = function.unraw().to_string();
    if let Some(none) = hints::no_function(&word).or_else(|| known::no_function(&word)) {
        content.parse::<TokenStream>()?;
        return Err(syn::Error::new(function.span(), none));
    }
    let arguments = Punctuated::<Expr, Token![,]>::parse_terminated(&content)?;
    if let Some(named) = arguments.iter().find(|argument| matches!(argument, Expr::Assign(_))) {
        let message = format!("the values stand without names, in their order: `{word}(\"…\", \"…\")`");
        return Err(syn::Error::new(named.span(), message));
    }
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
    let path = path_of(key).is_some() || text == "Self" || text == "self";
    (!path && !constant).then(|| word.clone())
}

//! The expression of a slot: where a key's value goes, inferred from the key's method.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens as _, quote, quote_spanned};
use syn::ext::IdentExt as _;

use super::local::local;
use super::place::{before, braces, parentheses};
use crate::grammar::{Key, Value};
use crate::known;

/// A slot, written out for any span: errors of a literal must point at the literal.
pub(crate) struct SlotExpr<'i> {
    steps: Vec<Step<'i>>,
    root: &'i Root,
}

/// What the keys of an attribute belong to.
pub(crate) struct Root {
    /// The path of workload-core.
    pub(crate) krate: TokenStream,
    /// The type whose methods the keys are.
    pub(crate) target: TokenStream,
    /// The parameter that stands for the shape, where the keys are those of every shape.
    pub(crate) parameter: Option<Ident>,
    /// The name of that type, by which its keys are known.
    pub(crate) keys: &'static str,
}

impl Root {
    /// The `const` item that evaluates `check`. Where the shape is a parameter the item calls a function
    /// that has it, for one shape: a literal is the same to all of them.
    pub(crate) fn check(&self, check: &TokenStream, span: Span) -> TokenStream {
        let before = before(span);
        let Some(shape) = &self.parameter else { return quote_spanned!(before=> const _: () = #check;) };
        let krate = &self.krate;
        let function = quote!(const fn check<#shape: #krate::describe::shape::Shape>() { #check; });
        let call = parentheses(span, TokenStream::new());
        quote_spanned!(before=> const _: () = { #function check::<#krate::Stateless> #call };)
    }
}

/// One step from the description to the slot.
#[derive(Clone, Copy)]
enum Step<'i> {
    /// The method of that name.
    Method(&'i Ident),
    /// What stands after `=` on a field.
    Beside,
}

impl Step<'_> {
    /// The key, where the step is one.
    fn key(self) -> Option<String> {
        match self {
            Self::Method(method) => Some(method.unraw().to_string()),
            Self::Beside => None,
        }
    }
}

impl<'i> SlotExpr<'i> {
    /// The slot of a key of the app itself.
    pub(crate) fn top(root: &'i Root, key: &'i Key) -> Option<Self> {
        match key {
            Key::Word(method) => Some(Self { steps: vec![Step::Method(method)], root }),
            Key::Entry(_) => None,
        }
    }

    /// The slot of a key inside this one's group.
    pub(super) fn inner(&self, method: &'i Ident) -> Self {
        self.step(Step::Method(method))
    }

    /// The slot of what stands after `=` on a field.
    pub(super) fn beside(&self) -> Self {
        self.step(Step::Beside)
    }

    /// The key that this slot belongs to; empty for what stands after `=` on a field.
    pub(super) fn key(&self) -> String {
        self.steps.last().copied().and_then(Step::key).unwrap_or_default()
    }

    /// Where the slot's key stands.
    pub(super) fn span(&self) -> Span {
        match self.steps.last() {
            Some(Step::Method(method)) => method.span(),
            _ => Span::call_site(),
        }
    }

    /// Whether its key is one that there is.
    pub(super) fn is_known(&self) -> bool {
        let (last, before) = self.steps.split_last().unwrap_or((&Step::Beside, &[]));
        let of = self.group_at(before);
        of.zip(last.key()).is_some_and(|(of, key)| known::is_key(of, &key))
    }

    /// The type of the keys in its group; empty when it takes none, and none when that is not known.
    pub(super) fn group(&self) -> Option<&'static str> {
        self.group_at(&self.steps)
    }

    /// The type of the keys behind these steps.
    fn group_at(&self, steps: &[Step<'i>]) -> Option<&'static str> {
        steps.iter().try_fold(self.root.keys, |of, step| known::group_of(of, &step.key()?))
    }

    /// Whether a key is one of the app itself, and none of this slot's group.
    pub(super) fn is_another_part(&self, key: &Key) -> bool {
        let Key::Word(word) = key else { return false };
        known::is_key(self.root.keys, &key.text()) && !self.inner(word).is_known()
    }

    /// What is said of the slot's key, when there is no such key, none like it and none that begins so.
    pub(super) fn refusal(&self) -> Option<String> {
        let (last, before) = self.steps.split_last()?;
        let of = self.group_at(before)?;
        let around = before.last().map_or(Some(String::new()), |step| step.key())?;
        known::refusal(of, &around, &last.key()?)
    }

    fn step(&self, step: Step<'i>) -> Self {
        Self { steps: self.steps.iter().copied().chain([step]).collect(), root: self.root }
    }

    /// The variable that holds the value of this slot's group: one for each depth, as the
    /// groups inside need those around them.
    pub(super) fn part(&self) -> Ident {
        local(&format!("part{}", self.steps.len()), Span::call_site())
    }

    /// What the slot's keys belong to.
    pub(super) fn root(&self) -> &Root {
        self.root
    }

    /// The whole expression, from the description on, as if it stood at `span`.
    pub(super) fn at(&self, span: Span) -> TokenStream {
        let mut expression = TokenStream::new();
        for (depth, step) in self.steps.iter().enumerate() {
            expression = self.one_step(*step, (depth > 0).then_some(expression), span);
        }
        expression
    }

    fn one_step(&self, step: Step<'i>, outer: Option<TokenStream>, span: Span) -> TokenStream {
        let Root { krate, target, .. } = self.root;
        let before = before(span);
        let (krate, own_target) = (respan(krate, before), respan(target, before));
        match (step, outer) {
            (Step::Beside, outer) => {
                let argument = parentheses(span, quote_spanned!(before=> &#outer));
                quote_spanned!(before=> #krate::describe::attribute::beside #argument)
            }
            (Step::Method(method), None) => {
                let argument = parentheses(span, call(method, Some(target)));
                quote_spanned!(before=> #krate::describe::attribute::slot::<#own_target, _> #argument)
            }
            (Step::Method(method), Some(outer)) => {
                let argument = parentheses(span, call(method, None));
                quote_spanned!(before=> #outer.inner #argument)
            }
        }
    }
}

/// The same tokens as if they stood at `span`.
pub(crate) fn respan(tokens: &TokenStream, span: Span) -> TokenStream {
    let at_span = |mut token: proc_macro2::TokenTree| {
        token.set_span(span);
        token
    };
    tokens.clone().into_iter().map(at_span).collect()
}

/// The closure that calls a key's method. The call stands where the key stands, which is what
/// an unknown key is reported at and what every part remembers as its origin.
///
/// The type of the group is written out where it is known, for editors that complete keys.
fn call(method: &Ident, group_type: Option<&TokenStream>) -> TokenStream {
    let before = before(method.span());
    let (group, value) = (local("group", before), local("value", before));
    let argument = parentheses(method.span(), value.to_token_stream());
    let group_type = group_type.map(|group_type| {
        let group_type = respan(group_type, before);
        quote_spanned!(before=> : &mut #group_type)
    });
    let body = braces(method.span(), quote_spanned!(before=> #group.#method #argument;));
    quote_spanned!(before=> |#group #group_type, #value| #body)
}

/// The closure that adds a named entry to a group.
pub(super) fn entry_call(span: Span) -> TokenStream {
    let before = before(span);
    let [group, name, value] = ["group", "name", "value"].map(|name| local(name, before));
    let arguments = parentheses(span, quote_spanned!(before=> #name, #value));
    let body = braces(span, quote_spanned!(before=> #group.entry #arguments;));
    quote_spanned!(before=> |#group, #name, #value| #body)
}

/// How `value` is read: the method of its form.
pub(super) fn read(value: &Value) -> TokenStream {
    let span = value.span();
    match value {
        Value::Text(text) => quote_spanned!(span=> .text(#text)),
        Value::Number { digits, negative, .. } => {
            let minus = negative.then(|| quote_spanned!(span=> -));
            let mut number: proc_macro2::Literal =
                digits.base10_digits().parse().unwrap_or_else(|_| proc_macro2::Literal::i128_unsuffixed(0));
            number.set_span(span);
            quote_spanned!(span=> .int(#minus #number))
        }
        Value::Sum(sum) => {
            let sum = parentheses(span, sum.to_token_stream());
            quote_spanned!(span=> .int #sum)
        }
        Value::Flag(flag) => quote_spanned!(span=> .flag(#flag)),
        Value::List { items, .. } => quote_spanned!(span=> .list(&[#(#items),*])),
        Value::Word(word) => {
            let text = syn::LitStr::new(&word.to_string(), span);
            quote_spanned!(span=> .word(#text))
        }
        Value::Call { function, arguments, brackets, .. } => {
            let arguments = parentheses(*brackets, quote_spanned!(span=> #(#arguments),*));
            quote_spanned!(span=> .#function #arguments)
        }
        Value::Expression(expression) => quote_spanned!(span=> .given(#expression).read()),
    }
}

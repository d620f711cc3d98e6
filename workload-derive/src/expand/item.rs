//! One item of an attribute: its compile-time checks and the statement that fills its slot.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::LitStr;

use super::local::local;
use super::outline::leaves;
use super::place::{before, braces, parentheses};
use super::slot::{Root, SlotExpr, entry_call, read};
use crate::grammar::{Body, Item, Key, Value};
use crate::hints;
use crate::known;
use crate::sink::Sink;
use crate::words;

/// What items stand for.
#[derive(Default)]
pub(crate) struct Calls {
    /// `const` items that read every literal.
    pub(crate) checks: TokenStream,
    /// Statements that fill every slot.
    pub(crate) fills: TokenStream,
}

impl Calls {
    /// Adds `item`, whose key has `slot`, as part of the variable `target`.
    ///
    /// `seen` are the keys given so far at this level: whether one may stand twice, its type knows.
    pub(super) fn add(
        &mut self,
        item: &Item,
        slot: &SlotExpr<'_>,
        target: &Ident,
        seen: &mut Vec<String>,
        sink: &Sink,
    ) {
        self.check_double(item, slot, seen);
        match &item.body {
            Body::Bare => {
                let span = item.key.span();
                let (expression, empty) = (slot.at(span), parentheses(span, TokenStream::new()));
                let before = before(span);
                self.check(slot, &quote_spanned!(before=> #expression.literal().check_bare #empty), span);
                self.add_read(slot, target, span, &quote_spanned!(before=> .bare #empty), false);
            }
            Body::Value(value) => self.add_value(slot, target, value),
            Body::Group(items) if !no_group(item, slot, items, sink) => {
                self.add_group(item, slot, target, items, sink);
            }
            Body::Group(_) => self.mention(slot, item.key.span()),
            Body::Unfinished => self.mention(slot, item.key.span()),
        }
    }

    /// Whether the key of `slot` is none, begins none and resembles none, which is reported.
    pub(super) fn refuse(&mut self, slot: &SlotExpr<'_>, sink: &Sink) -> bool {
        let Some(message) = slot.refusal() else { return false };
        sink.report(slot.span(), message);
        true
    }

    /// Names the key of `slot` and fills nothing: for editors, while its value is typed.
    fn mention(&mut self, slot: &SlotExpr<'_>, span: proc_macro2::Span) {
        let expression = slot.at(span);
        self.fills.extend(quote_spanned!(before(span)=> { let _ = #expression; }));
    }

    /// Adds a value of `slot`.
    pub(super) fn add_value(&mut self, slot: &SlotExpr<'_>, target: &Ident, value: &Value) {
        self.add_read(slot, target, value.span(), &read(value), !value.names_self());
    }

    fn add_read(
        &mut self,
        slot: &SlotExpr<'_>,
        target: &Ident,
        span: proc_macro2::Span,
        read: &TokenStream,
        check: bool,
    ) {
        let (expression, before) = (slot.at(span), before(span));
        if check {
            self.check_value(slot, &quote_spanned!(before=> #expression.literal()#read), span);
        }
        let variable = local("slot", before);
        let arguments = parentheses(span, quote_spanned!(before=> &mut #target, #variable.literal()#read));
        self.fills.extend(quote_spanned! {before=> {
            let #variable = #expression;
            #variable.fill #arguments;
        }});
    }

    fn add_group(&mut self, item: &Item, slot: &SlotExpr<'_>, target: &Ident, items: &[Item], sink: &Sink) {
        let span = item.key.span();
        let before = before(span);
        let (part, variable) = (slot.part(), local("slot", before));
        let expression = slot.at(span);
        // An editor that completes a key wants it as a word before it is text.
        let inner = self.inside(items, slot, &part, sink);
        let keys = leaves(items, &slot.root().krate);
        let (keys, empty) = (parentheses(span, quote!(&[#keys])), parentheses(span, TokenStream::new()));
        self.check(slot, &quote_spanned!(before=> #expression.literal().check #keys), span);
        self.check(slot, &quote_spanned!(before=> #expression.literal().check_group #empty), span);
        let statements = braces(
            span,
            quote_spanned! {before=>
                let #variable = #expression;
                let mut #part = #variable.literal().group #empty;
                #inner
                #variable.fill(&mut #target, #part);
            },
        );
        self.fills.extend(quote_spanned!(before=> #statements));
    }

    /// The statements that fill the keys of a group; their checks are added.
    pub(super) fn inside<'k>(
        &mut self,
        items: impl IntoIterator<Item = &'k Item>,
        slot: &SlotExpr<'_>,
        part: &Ident,
        sink: &Sink,
    ) -> TokenStream {
        let mut inner = Self::default();
        let mut seen = Vec::new();
        for item in items {
            match &item.key {
                Key::Word(word) => {
                    let inner_slot = slot.inner(word);
                    match no_key(item, slot, &inner_slot) {
                        Some(instead) => sink.report(word.span(), instead),
                        None if inner.refuse(&inner_slot, sink) => {}
                        None => inner.add(item, &inner_slot, part, &mut seen, sink),
                    }
                }
                Key::Entry(name) => inner.add_entry(item, name, slot, part, &mut seen, sink),
            }
        }
        self.checks.extend(inner.checks);
        inner.fills
    }

    fn add_entry(
        &mut self,
        item: &Item,
        name: &LitStr,
        slot: &SlotExpr<'_>,
        part: &Ident,
        seen: &mut Vec<String>,
        sink: &Sink,
    ) {
        if matches!(item.body, Body::Unfinished) {
            return;
        }
        let Body::Value(value) = &item.body else {
            return sink.report(name.span(), no_value(name));
        };
        if let Some(none) = slot.group().and_then(|of| known::no_names(of, &slot.key())) {
            return sink.report(name.span(), none);
        }
        if seen.contains(&name.value()) {
            sink.report(name.span(), format!("`{}` is given twice: keep one", name.value()));
        }
        seen.push(name.value());
        let (at_name, at_value) =
            (self.entry(slot, name.span(), name.span()), self.entry(slot, name.span(), value.span()));
        self.check_value(slot, &quote_spanned!(name.span()=> #at_name.name().text(#name)), name.span());
        let form = read(value);
        if !value.names_self() {
            self.check_value(slot, &quote_spanned!(value.span()=> #at_value.literal()#form), value.span());
        }
        let variable = local("slot", value.span());
        self.fills.extend(quote_spanned! {value.span()=> {
            let #variable = #at_value;
            #variable.fill(&mut #part, #variable.name().text(#name), #variable.literal()#form);
        }});
    }

    #[allow(clippy::unused_self, reason = "reads as a step of adding an entry")]
    fn entry(&self, slot: &SlotExpr<'_>, name: proc_macro2::Span, span: proc_macro2::Span) -> TokenStream {
        let (expression, call) = (slot.at(span), entry_call(name));
        quote_spanned!(span=> #expression.entry(#call))
    }

    /// A key that stands twice is asked whether it may.
    pub(super) fn check_double(&mut self, item: &Item, slot: &SlotExpr<'_>, seen: &mut Vec<String>) {
        let key = item.key.text();
        if seen.contains(&key) {
            let span = item.key.span();
            let (expression, key) = (slot.at(span), parentheses(span, quote!(#key)));
            self.check(slot, &quote_spanned!(before(span)=> #expression.literal().again #key), span);
        }
        seen.push(key);
    }

    /// Adds a `const` item that makes the value of `expression`.
    pub(super) fn check_value(
        &mut self,
        slot: &SlotExpr<'_>,
        expression: &TokenStream,
        span: proc_macro2::Span,
    ) {
        let krate = &slot.root().krate;
        let (before, value) = (before(span), parentheses(span, expression.clone()));
        self.check(slot, &quote_spanned!(before=> #krate::describe::attribute::forget #value), span);
    }

    /// Adds a `const` item that evaluates `expression`, which has no value.
    fn check(&mut self, slot: &SlotExpr<'_>, expression: &TokenStream, span: proc_macro2::Span) {
        self.checks.extend(slot.root().check(expression, span));
    }
}

/// What is said of a word in the group of `slot`, when it is no key there but something else is meant.
fn no_key(item: &Item, slot: &SlotExpr<'_>, inner: &SlotExpr<'_>) -> Option<String> {
    let (around, text) = (slot.key(), item.key.text());
    if let Some(instead) = hints::instead(&around, &text).filter(|_| !inner.is_known()) {
        return Some(instead);
    }
    if !words::is_a_name(&around, &text) {
        return None;
    }
    match item.body {
        Body::Value(_) => Some(format!("the names in `{around}(…)` stand in quotes: `\"{text}\" = …`")),
        Body::Group(_) => {
            Some(format!("names and their values stand in `{around}(…)` itself: `\"…\" = \"…\"`"))
        }
        _ => None,
    }
}

/// Whether a group of keys stands where there is none; what to write instead is told once.
fn no_group(item: &Item, slot: &SlotExpr<'_>, items: &[Item], sink: &Sink) -> bool {
    if slot.group() != Some("") {
        return false;
    }
    let (key, inner) = (slot.key(), items.first().map(|first| &first.key));
    let (text, span) = inner.map_or((String::new(), item.key.span()), |first| (first.text(), first.span()));
    let told = hints::instead(&key, &text).or_else(|| known::refusal("", &key, &text));
    sink.report(span, told.unwrap_or_default());
    true
}

/// What is said of a name that has no value.
fn no_value(name: &LitStr) -> String {
    let text = name.value();
    if text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_') {
        return format!("expected a value: `{text} = \"…\"`");
    }
    format!("expected a value: `\"{text}\" = \"…\"`; several texts of one key are a list: `[\"…\", \"…\"]`")
}

/// What is said of a name among the keys of the app itself.
fn no_name(item: &Item, root: &Root) -> String {
    let text = item.key.text();
    let lower = known::in_lower_case(root.keys, &text);
    if let Some(key) = lower.or_else(|| known::is_key(root.keys, &text).then_some(text)) {
        return format!("a key is written in lower case, without quotes: `{key}`");
    }
    if matches!(item.body, Body::Bare) {
        return "a text is no key: several texts of one key are a list, `key = [\"…\", \"…\"]`".to_owned();
    }
    "a name in quotes or in capitals belongs inside a group, such as `env(…)` or `labels(…)`".to_owned()
}

/// What the keys of an attribute stand for, as parts of the variable `target`.
pub(crate) fn add_items(
    calls: &mut Calls,
    items: &[Item],
    root: &Root,
    target: &Ident,
    seen: &mut Vec<String>,
    sink: &Sink,
) {
    for item in items {
        if let Some(instead) = hints::instead("", &item.key.text()) {
            sink.report(item.key.span(), instead);
            continue;
        }
        match SlotExpr::top(root, &item.key) {
            Some(slot) if calls.refuse(&slot, sink) => {}
            Some(slot) => calls.add(item, &slot, target, seen, sink),
            None => sink.report(item.key.span(), no_name(item, root)),
        }
    }
}

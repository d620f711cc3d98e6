//! Where generated words stand, so that compiler and editor both find the user's word behind them.
//!
//! An error is shown from its first word to its closing bracket; an editor asks for everything that stands
//! exactly where the user's word does. So generated words stand before the user's word, in a place without
//! width, and only brackets and the user's own words stand at it: an error underlines the user's word, and
//! hover and go-to-definition know one meaning of it.

use proc_macro2::{Delimiter, Group, Span, TokenStream};

/// The place without width before the word at `span`.
pub(crate) fn before(span: Span) -> Span {
    // Outside of a compiler, as in unit tests, places are not known.
    if proc_macro::is_available() { span.unwrap().start().into() } else { span }
}

/// `(tokens)`, its brackets at `span`.
pub(crate) fn parentheses(span: Span, tokens: TokenStream) -> Group {
    group(Delimiter::Parenthesis, span, tokens)
}

/// `{tokens}`, its brackets at `span`.
pub(crate) fn braces(span: Span, tokens: TokenStream) -> Group {
    group(Delimiter::Brace, span, tokens)
}

fn group(delimiter: Delimiter, span: Span, tokens: TokenStream) -> Group {
    let mut group = Group::new(delimiter, tokens);
    group.set_span(span);
    group
}

//! From text to tokens, as YAML 1.1 has them and Go's reader, a child of libyaml, takes them.
//!
//! What Kubernetes reads is decided there and nowhere else: where a tab may stand, that a comment
//! needs no blank behind a quote, that a key is looked for on one line and within 1024
//! characters. [`Scanner`] is the whole machine; the other files know one kind of token each.

mod bare;
mod block;
mod cursor;
mod gap;
mod keys;
mod properties;
mod quoted;
mod scanner;
mod token;

pub(super) use quoted::quoted_at;
pub(super) use scanner::Scanner;
pub(super) use token::{Token, TokenKind};

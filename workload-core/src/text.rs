//! Text at compile time and at run time: building a message, finding the nearest word.
//!
//! Everything here is `const`, so that a bad literal in an attribute is explained by the
//! same words whether the compiler or the running program finds it. The lowest layer:
//! nothing of this crate is used here.

mod fingerprint;
mod map;
mod message;
mod near;

pub use fingerprint::fingerprint;
pub(crate) use map::filled;
pub use message::Message;
pub use near::{nearest, same, word_index};

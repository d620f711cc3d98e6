//! Text at compile time and at run time: building a message, finding the nearest word, places.
//!
//! What explains a bad literal is `const`, so that the compiler and the running program use the
//! same words. The lowest layer: nothing of this crate is used here.

mod code_units;
#[cfg(feature = "validate")]
mod fast_map;
mod fingerprint;
mod json_pointer;
mod lines;
mod map;
mod message;
mod near;
mod source;
mod span;

pub use code_units::{CodeUnits, EditorPosition};
#[cfg(feature = "validate")]
pub(crate) use fast_map::{FastMap, FastSet};
pub use fingerprint::fingerprint;
pub use json_pointer::{pointer_names, pointer_token, token_name};
pub use lines::{Lines, Position};
pub(crate) use map::filled;
pub use message::Message;
pub use near::{nearest, same, word_index};
pub use source::Source;
pub use span::Span;

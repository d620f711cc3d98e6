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
#[cfg(feature = "validate")]
mod listed;
mod map;
mod message;
mod near;
#[cfg(feature = "validate")]
mod near_budget;
mod source;
mod span;

pub use code_units::{CodeUnits, EditorPosition};
#[cfg(feature = "validate")]
pub(crate) use fast_map::{FastMap, FastSet};
pub use fingerprint::fingerprint;
pub use json_pointer::{pointer_names, pointer_token, token_name};
pub use lines::{Lines, Position};
#[cfg(feature = "validate")]
pub(crate) use listed::listed;
pub(crate) use map::filled;
pub use message::Message;
pub use near::{nearest, same, word_index};
#[cfg(feature = "validate")]
pub(crate) use near_budget::NearBudget;
pub use source::Source;
pub use span::Span;

//! From a YAML tree to typed objects, as the API server decodes them.
//!
//! [`header`] reads what a document says it is, [`decode`] gives the typed object and every
//! [`FieldError`](crate::validate::field_error::FieldError) of decoding: unknown fields, wrong types, bad quantities. A value of the wrong type
//! is reported, left out, and decoding goes on, so that all are found in one run. The rules are
//! those of Go's decoder: nothing (`null`) is "not set" everywhere, `5.0` fits a whole number,
//! a number fits no string.

mod error;
mod header;
mod kinds;
mod limit;
mod list;
mod map;
mod node;
mod number;
mod others;
mod reader;
mod text;
mod value;

pub use header::{Header, header};
pub(crate) use kinds::decode_part;
pub use kinds::{Decoded, decode, decode_within, is_supported};
pub use limit::{Beyond, Limit};
pub(crate) use node::FieldUse;
pub(crate) use others::decode_only;
pub use value::{read_as, value};

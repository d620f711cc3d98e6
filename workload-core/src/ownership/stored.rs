//! The form in which the API server holds and stores objects of built-in kinds.
//!
//! A request is decoded into Go structs: fields that are unknown are gone, and so are nulls and
//! zeros that are not pointers; structs are there even if nobody gave them; quantities and times
//! are spelled in one way. Then defaults are filled in. Ownership is computed on what that gives.

mod defaults;
mod form;
mod quantity;
mod time;

pub(crate) use defaults::set_defaults;
pub(crate) use form::{check_form, decode_form, unknown_fields, write_form};

//! Operations on values whose type is known: check, collect fields, merge, compare, remove.

mod check;
mod collect;
mod compare;
mod go_text;
mod item_key;
mod merge;
mod merge_list;
mod named_fields;
mod reconcile;
mod remove;
mod schema_error;

pub(crate) use check::check;
pub(crate) use collect::field_set;
pub(crate) use compare::{Comparison, compare};
pub(crate) use merge::merge;
pub(crate) use named_fields::with_named_fields;
pub(crate) use reconcile::reconcile;
pub(crate) use remove::remove;
pub use schema_error::SchemaError;

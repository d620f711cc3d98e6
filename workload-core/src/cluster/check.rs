//! What the API server refuses.

mod body;
mod custom;
pub(crate) mod delete;
mod immutable;
mod immutable_claim;
mod immutable_pod;
mod job;
mod kind;
pub(crate) mod metadata;
mod names;
mod object;
pub(crate) mod options;
mod validator;

pub(crate) use body::{decode_body, refuse_duplicate_keys, refuse_malformed, refuse_unknown};
pub(crate) use object::check_object;

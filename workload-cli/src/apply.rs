//! What `workload apply` does: decide, ask, write wave by wave, and tell.
//!
//! [`permission`] says what may not be done unasked, [`waves`] leads the writing, [`mod@write`] writes one
//! object, [`recreate`] deletes it before, [`foundations`] waits for what others stand on.

mod confirm;
mod done;
mod flags;
mod foundations;
mod gone;
mod permission;
mod recreate;
mod report;
mod waves;
mod write;

pub(crate) use confirm::confirm;
pub(crate) use done::{Done, Fate};
pub(crate) use flags::ApplyFlags;
pub(crate) use gone::gone;
pub(crate) use permission::{Refused, is_recreated};
pub(crate) use report::{as_json, line, tally};
pub(crate) use waves::apply;

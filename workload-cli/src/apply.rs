//! What `workload apply` does: decide, ask, write wave by wave, and tell.
//!
//! [`session`] leads from the diff to the last word, [`permission`] says what may not be done unasked,
//! [`waves`] leads the writing, [`mod@write`] writes one
//! object, [`recreate`] deletes it before, [`foundations`] waits for what others stand on.

mod confirm;
mod done;
mod flags;
mod foundations;
mod gone;
mod permission;
mod recreate;
mod report;
mod session;
mod waves;
mod write;

pub(crate) use done::Done;
pub(crate) use flags::ApplyFlags;
pub(crate) use session::Session;

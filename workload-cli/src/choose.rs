//! What `workload choose` reads, asks and prints.

mod ask;
mod human;
mod json;
mod needs;

pub(crate) use ask::{ask, can_ask};
pub(crate) use human::as_human;
pub(crate) use json::as_json;
pub(crate) use needs::{contradiction, open, read_needs};

//! Sets: which objects of the cluster belong together, and which of them nobody wants any more.
//!
//! [`open`] finds the parent of an `ApplySet` and labels its members, [`plan`] finds out what is pruned,
//! [`mod@widen`] and [`mod@finish`] write the parent before and after an apply, and [`delete`] prunes.

mod delete;
mod finish;
mod groups;
mod kinds;
mod members;
mod name;
mod needs;
mod open;
mod options;
mod parent;
mod plan;
mod report;
mod widen;
mod write;

pub(crate) use finish::finish;
pub(crate) use needs::SetNeeds;
pub(crate) use options::{PruneOptions, SetOptions};
pub(crate) use plan::SetPlan;
pub(crate) use report::{SetReport, told};
pub(crate) use widen::widen;

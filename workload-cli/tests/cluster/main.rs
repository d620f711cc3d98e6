//! The commands that talk to a cluster, as a user runs them, against the cluster in the process.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test fails by panicking")]

mod apply;
mod apply_kubectl;
mod bench;
mod diff;
mod diff_kubectl;
mod diff_property;
mod offline;
mod sets;
mod sets_kill;
mod sets_kubectl;
mod status;
mod wait;

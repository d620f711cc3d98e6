//! The commands that talk to a cluster, as a user runs them, against the cluster in the process.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test fails by panicking")]

mod access;
mod apply;
mod apply_kubectl;
mod bench;
mod complaints;
mod control_plane;
mod credentials;
mod diff;
mod diff_kubectl;
mod diff_property;
mod import;
#[cfg(unix)]
mod live_tree;
mod measure;
mod offline;
#[cfg(unix)]
#[path = "../terminal/pty.rs"]
#[allow(dead_code, reason = "other tests need the rest of it")]
mod pty;
mod reviewed;
mod rollback;
mod schemas;
mod sets;
mod sets_kill;
mod sets_kubectl;
mod status;
mod validate;
mod wait;
#[cfg(unix)]
mod walk;
mod wire;

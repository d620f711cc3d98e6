//! Crates that export: finding them, building them, asking them.

mod ask;
mod build;
mod harness;
mod options;
mod package;
mod reach;
mod root;

pub(crate) use ask::ask;
pub(crate) use options::CargoOptions;

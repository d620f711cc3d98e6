//! Crates that export: finding them, building them, asking them what they export.
//!
//! [`workspace`] finds the packages, [`exports`] asks them. What answers is a program: the
//! generated [`harness`] that links a library, or a binary of the package that calls
//! `export_main`. [`build`] builds it for this machine and [`program`] runs it, within a time
//! limit. What cargo said of a package is [`remembered`] until something that it read changes.

mod answer;
mod build;
mod config;
mod core_package;
mod exporter;
mod exports;
mod freshness;
mod harness;
mod kubernetes;
mod options;
mod package_source;
mod program;
mod remembered;
mod seen;
mod source_names;
mod workspace;
mod workspace_tables;

pub(crate) use exports::{PackageExports, exports_of};
pub(crate) use options::CargoOptions;
pub(crate) use source_names::likely_exports;

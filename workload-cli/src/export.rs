//! What `workload export` makes of manifests: text, files, and the difference to those there.

mod check;
mod choice;
mod files;
mod findings;
mod folder;

pub(crate) use check::check_folder;
#[cfg(feature = "cluster")]
pub(crate) use choice::near_file;
pub(crate) use choice::{Choice, near};
pub(crate) use files::{Format, Layout, files_of, stream_of};
pub(crate) use findings::check_exports;
pub(crate) use folder::write_folder;

//! What `workload export` makes of manifests: text, files, and the difference to those there.

mod check;
mod files;
mod folder;
mod record;
mod verdict;

pub(crate) use check::check_folder;
pub(crate) use files::{Files, Format, Layout, files_of, stream_of};
pub(crate) use folder::write_folder;
pub(crate) use verdict::verdict;

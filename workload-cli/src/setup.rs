//! The files that a repository needs to have its manifests checked: a workflow, a hook, the
//! configuration and a baseline of what is known.

mod piece;
mod repository;

pub(crate) use piece::Piece;
pub(crate) use repository::Repository;

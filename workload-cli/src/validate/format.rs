//! The ways to show findings, one a file: each a function from an outcome to a text.

mod github;
mod human;
mod json;
mod junit;
mod sarif;
mod short;

pub(super) use github::render as github;
pub(crate) use human::render as human;
pub(super) use json::render as json;
pub(super) use junit::render as junit;
pub(super) use sarif::render as sarif;
pub(super) use short::render as short;

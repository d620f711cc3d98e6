//! The ways to show findings, one a file: each a function from an outcome to a text.

mod github;
mod html;
mod human;
mod json;
mod junit;
mod one_line;
mod sarif;
mod short;

pub(crate) use github::render as github;
#[cfg(feature = "cluster")]
pub(crate) use github::{data as github_data, property as github_property};
pub(crate) use html::render as html;
pub(crate) use human::{render as human, render_findings as human_findings};
pub(crate) use json::{render as json, write as write_json};
pub(crate) use junit::render as junit;
pub(crate) use sarif::render as sarif;
pub(crate) use short::{render as short, render_findings as short_findings};

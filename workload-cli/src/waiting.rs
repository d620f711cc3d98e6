//! Live objects as they become ready: what `wait` and `status` share.

mod awaited;
mod collections;
mod drift;
mod format;
mod json;
mod limit_options;
mod live_tree;
mod observer;
mod patience;
mod text;
mod ui;
mod waiter;

pub(crate) use awaited::awaited;
pub(crate) use drift::drifted;
pub(crate) use format::FormatName;
pub(crate) use json::{as_value, json};
pub(crate) use limit_options::LimitOptions;
pub(crate) use live_tree::LiveTree;
pub(crate) use observer::{Observer, observed};
pub(crate) use text::tree_text;
pub(crate) use waiter::Ending;

//! Live objects as they become ready: what `wait` and `status` share.

mod collections;
mod drift;
mod format;
mod json;
mod observer;
mod patience;
mod text;
mod ui;
mod waiter;

pub(crate) use drift::drifted;
pub(crate) use format::FormatName;
pub(crate) use json::json;
pub(crate) use observer::{Observer, observed};
pub(crate) use text::{counted, tree_text};
pub(crate) use ui::Ui;
pub(crate) use waiter::{Ending, Limits, wait};

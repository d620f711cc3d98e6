//! What `workload plan` does around the plan: manifests and scenarios in, text and pages out.
//!
//! [`read`] reads one side's manifests, [`scenario`] what is done; [`text`] is for a terminal,
//! [`html`] for a browser.

mod html;
mod read;
mod scenario;
mod text;

use workload_core::predict::plan::Plan;

pub(crate) use html::as_html;
pub(crate) use read::{Side, read_existing, read_side};
pub(crate) use scenario::Scenario;
#[cfg(feature = "cluster")]
pub(crate) use text::{BAD, CHANGED, DONE, GOOD, one_change, painted, short_value};
pub(crate) use text::{Extent, as_text};

/// The plan as one JSON object.
pub(crate) fn as_json(plan: &Plan) -> String {
    // Its maps have numbers and texts for keys, so it has a form as JSON.
    serde_json::to_string_pretty(plan).unwrap_or_default() + "\n"
}

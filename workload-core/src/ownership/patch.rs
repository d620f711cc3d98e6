//! The patches that are no apply: JSON patch, JSON merge patch and strategic merge patch.

mod json_patch;
mod merge_patch;
mod strategic;
mod strategic_error;
mod strategic_list;

pub use json_patch::{JsonPatchError, json_patch};
pub use merge_patch::merge_patch;
pub use strategic::strategic_merge_patch;
pub use strategic_error::StrategicPatchError;

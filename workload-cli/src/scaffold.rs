//! What `workload new` and `workload init` write: a dependency, and an app to start from.

mod manifest;
mod shape;

pub(crate) use manifest::{Core, add_dependencies, with_dependencies};
pub(crate) use shape::{ShapeName, source};

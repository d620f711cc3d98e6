//! What applying manifests would do: the differences, and the run of the controllers.

pub mod diff;
pub mod plan;
pub mod simulation;

//! Why Pods and their controllers do not go on.

mod event;
mod help;
mod model;
mod pod;

pub use event::causes_of_event;
pub use model::Cause;
pub use pod::causes_of_pod;

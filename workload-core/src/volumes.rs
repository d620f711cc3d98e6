//! Volumes say what happens to the data: kept with the Pod, shared, lost, or on the node.
//!
//! One type a file; each says in a trait bound which shapes it fits (article §2.1, "storage").

mod per_pod;

pub use per_pod::PerPod;

//! Volumes say what happens to the data: kept with the Pod, shared, lost, or on the node.
//!
//! One type a file; each says in a trait bound which shapes it fits (article §2.1, "storage").

mod access;
mod claim;
mod config_files;
mod content;
mod host_path;
mod per_pod;
mod projected;
mod scratch;
mod secret_files;

pub use access::{Access, AccessMode, ReadOnlyMany, ReadWriteMany, ReadWriteOnce, ReadWriteOncePod};
pub use claim::Claim;
pub use config_files::ConfigFiles;
pub use host_path::{HostPath, HostPathType};
pub use per_pod::PerPod;
pub use projected::Projected;
pub use scratch::Scratch;
pub use secret_files::SecretFiles;

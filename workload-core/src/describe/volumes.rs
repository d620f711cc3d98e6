//! Volumes say what happens to the data: kept with the Pod, shared, lost, or on the node.
//!
//! One type a file; each says in a trait bound which shapes it fits (article §2.1, "storage").

mod access;
mod any_volume;
mod as_volume;
mod claim;
mod claim_request;
mod config_files;
mod csi;
mod downward;
mod ephemeral;
mod host_path;
mod image_files;
mod items;
mod nfs;
mod per_pod;
mod pod_fields;
mod projected;
mod scratch;
mod secret_files;

pub use access::{Access, AccessMode, ReadOnlyMany, ReadWriteMany, ReadWriteOnce, ReadWriteOncePod};
pub use any_volume::AnyVolume;
pub use claim::Claim;
pub use config_files::ConfigFiles;
pub use csi::Csi;
pub use ephemeral::Ephemeral;
pub use host_path::{HostPath, HostPathAnywhere, HostPathType};
pub use image_files::ImageFiles;
pub use nfs::Nfs;
pub use per_pod::PerPod;
pub use pod_fields::PodFields;
pub use projected::Projected;
pub use scratch::Scratch;
pub use secret_files::SecretFiles;

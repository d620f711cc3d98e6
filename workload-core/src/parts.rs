//! The values of keys that are more than a word: a port, a variable, a mount, a probe.
//!
//! A part is a group of keys in an attribute (`port(name = "http", number = 8080)`), a field's
//! value (`#[workload(port)] http: u16`) and a type of the hand-written builder, one file each.

mod env;
mod handler;
mod hook;
mod mount;
mod mount_ref;
mod port;
mod probe;
mod pull_policy;
mod resources;
mod security;
mod service;
mod words;

pub use env::{Env, EnvValue};
pub use handler::{Headers, Scheme};
pub use hook::Hook;
pub use mount::{Mount, Supply};
pub use mount_ref::MountRef;
pub use port::{Port, Protocol};
pub use probe::Probe;
pub use pull_policy::PullPolicy;
pub use resources::{ResourceList, Resources};
pub use security::{FsGroupChangePolicy, PodSecurity, Seccomp, Security};
pub use service::{ServicePart, ServiceType};
pub use words::Words;

//! The values of keys that are more than a word: a port, a variable, a mount, a probe.
//!
//! A part is a group of keys in an attribute (`port(name = "http", number = 8080)`), a field's
//! value (`#[workload(port)] http: u16`) and a type of the hand-written builder, one file each.

mod env;
mod mount;
mod port;
mod service;

pub use env::{Env, EnvValue};
pub use mount::{Mount, Supply};
pub use port::{Port, Protocol};
pub use service::{ServicePart, ServiceType};

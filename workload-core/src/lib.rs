//! Describe an app in Rust; get the right Kubernetes workload, typed and checked.
#![forbid(unsafe_code)]

pub mod attribute;
mod literal;
pub mod shape;
pub mod text;
pub mod values;

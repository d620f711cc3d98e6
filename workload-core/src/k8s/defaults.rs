//! Kubernetes' defaults: what the API server fills in where a manifest says nothing.
//!
//! One table for each kind, by its fields. Rust code that needs a single default reads it from
//! [`values`]; the tables name the same constants. The facts are those of Kubernetes 1.33 to 1.36
//! (`pkg/apis/*/v1/defaults.go`, and the admission plugins that are on by default).

#[cfg(feature = "plan")]
mod autoscaling;
#[cfg(feature = "plan")]
mod jobs;
#[cfg(feature = "plan")]
mod kinds;
#[cfg(feature = "plan")]
mod network;
#[cfg(feature = "plan")]
mod pod;
#[cfg(feature = "plan")]
mod policy;
#[cfg(feature = "plan")]
mod storage;
#[cfg(feature = "plan")]
mod table;
#[cfg_attr(
    not(feature = "plan"),
    allow(dead_code, reason = "the simulation and the tables of the feature `plan` read the others")
)]
pub(crate) mod values;
#[cfg(feature = "plan")]
mod workloads;

#[cfg(feature = "plan")]
pub(crate) use kinds::fill_in;
#[cfg(feature = "plan")]
pub(crate) use pod::default_pull_policy;

//! Kubernetes' defaults: what the API server fills in where a manifest says nothing.
//!
//! One table for each kind, by its fields. Rust code that needs a single default reads it from
//! [`values`]; the tables name the same constants. `plan` and server-side apply fill in by the same
//! tables. The facts are those of Kubernetes 1.33 to 1.36 (`pkg/apis/*/v1/defaults.go`); what the
//! admission plugins add that are on by default has a table of its own.

#[cfg(any(feature = "plan", feature = "ownership"))]
mod autoscaling;
#[cfg(any(feature = "plan", feature = "ownership"))]
mod jobs;
#[cfg(any(feature = "plan", feature = "ownership"))]
mod kinds;
#[cfg(any(feature = "plan", feature = "ownership"))]
mod network;
#[cfg(any(feature = "plan", feature = "ownership"))]
mod pod;
#[cfg(any(feature = "plan", feature = "ownership"))]
mod policy;
#[cfg(any(feature = "plan", feature = "ownership"))]
mod storage;
#[cfg(any(feature = "plan", feature = "ownership"))]
mod table;
#[cfg_attr(
    not(feature = "plan"),
    allow(dead_code, reason = "the simulation and the tables of the feature `plan` read the others")
)]
pub(crate) mod values;
#[cfg(any(feature = "plan", feature = "ownership"))]
mod workloads;

#[cfg(feature = "ownership")]
pub(crate) use autoscaling::cpu_metric;
#[cfg(feature = "plan")]
pub(crate) use kinds::admit;
#[cfg(any(feature = "plan", feature = "ownership"))]
pub(crate) use kinds::fill_in;
#[cfg(feature = "ownership")]
pub(crate) use kinds::fill_in_first_autoscaler;
#[cfg(feature = "plan")]
pub(crate) use pod::default_pull_policy;

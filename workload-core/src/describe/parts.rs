//! The values of keys that are more than a word: a port, a variable, a mount, a probe.
//!
//! A part is a group of keys in an attribute (`port(name = "http", number = 8080)`), a field's
//! value (`#[workload(port)] http: u16`) and a type of the hand-written builder, one file each.

mod account;
mod address;
mod autoscale;
mod claim_retention;
mod cron;
mod disruption_budget;
mod dns;
mod env;
mod extra_service;
mod handler;
mod hook;
mod job_policies;
mod maps;
mod mount;
mod mount_ref;
mod node_affinity;
mod pod_affinity;
mod port;
mod probe;
mod pull_policy;
mod resources;
mod restart_policy;
mod rolling_update;
mod security;
mod service;
mod spread;
mod toleration;
mod topology;
mod words;

pub use account::ServiceAccount;
pub use address::Address;
pub use autoscale::{Autoscale, ContainerLoad, Rate, ScalingRules, SelectPolicy};
pub use claim_retention::{ClaimRetention, Retention};
pub use cron::{Concurrency, History};
pub use disruption_budget::{DisruptionBudget, UnhealthyPods};
pub use dns::{Dns, DnsPolicy, HostAlias};
pub use env::{Env, EnvValue};
pub use extra_service::ExtraService;
pub use handler::{Headers, Scheme};
pub use hook::Hook;
pub use job_policies::{ExitCode, Failure, PodFailurePolicy, PodReplacementPolicy, Success, SuccessPolicy};
pub use maps::{Annotations, Labels, NodeSelector};
pub use mount::{Mount, MountPropagation, VolumeSource};
pub use mount_ref::MountRef;
pub use node_affinity::{NodeAffinity, NodeTerm, NodeTerms};
pub use pod_affinity::PodAffinity;
pub use port::{Port, Protocol};
pub use probe::Probe;
pub use pull_policy::PullPolicy;
pub use resources::{ResourceList, Resources};
pub use restart_policy::RestartPolicy;
pub use rolling_update::RollingUpdate;
pub use security::{FsGroupChangePolicy, PodSecurity, Seccomp, Security};
pub use service::{ServicePart, ServiceType, SessionAffinity, TrafficPolicy};
pub use spread::{Spread, Unsatisfiable};
pub use toleration::{TaintEffect, Toleration};
pub use words::Words;

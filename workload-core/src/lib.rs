//! Describe an app in Rust; get the right Kubernetes workload, typed and checked.
//!
//! The struct is the app, a field is a part of it. Five words say what the app needs, and the
//! Kubernetes kind follows; what does not fit together does not compile, and says what to do.
//!
//! ```
//! use workload_core::{PerPod, Workload};
//!
//! /// A cache that keeps its data.
//! #[derive(Workload)]
//! #[workload(stateful, image = "redis:7.4", service = "redis-service")]
//! struct Redis {
//!     #[workload(replicas)]
//!     replicas: u32,
//!     #[workload(port)]
//!     redis: u16, // a port named "redis"
//!     #[workload(mount = "/data")]
//!     data: PerPod, // data-redis-0, data-redis-1, …
//! }
//!
//! let redis = Redis { replicas: 3, redis: 6379, data: PerPod::new("1Gi") };
//! let objects = redis.objects(); // typed: objects.stateful_set, objects.service, …
//! assert_eq!(objects.service.metadata.name.as_deref(), Some("redis-service"));
//! print!("{}", redis.manifests().to_yaml());
//! ```
//!
//! The library leaves the version of Kubernetes to whoever builds the program: add
//! `k8s-openapi` with one feature from `v1_33` to `v1_37`.
//!
//! # The guide
//!
//! - [The description](guide::description): an app as a struct, several as a stack, and a last
//!   word on the typed objects.
//! - [The five kinds](guide::kinds): what each is for. `workload choose`, and [`choose`](learn::choose) in code,
//!   ask which one an app needs.
//! - [Volumes](guide::volumes): the type says what happens to the data.
//! - [Export](guide::export): manifests by name, from the command line or in code.
//! - [build.rs](guide::build_script): manifests beside the code, written when it changes.
//! - [Validate](guide::validate): what the API server would say of manifests, anyone's, and what
//!   [the rules](guide::rules) do; [`lint`](mod@validate::lint) in code.
//! - [Plan](guide::plan): what Kubernetes would do with a change, in virtual time;
//!   [`Planner`](predict::plan::Planner) in code.
//! - [In the editor](guide::editor): the same findings while one types.
//! - [To the cluster](guide::to_the_cluster): what an apply does to live objects, and whose fields they are.
//! - [A cluster in the process](guide::cluster): an API server with the controllers in virtual time,
//!   for tests of operators and of whatever else talks to Kubernetes.
//! - [The grammar](guide::grammar): every key, every volume.
//! - [The words of the field](guide::words), which [`explain`](learn::explain) shows too.
//! - [The article](guide::article) that rules and messages cite, such as "article §4.2".
//!
//! Coming from [manifests written by hand](guide::from_yaml), from [Helm](guide::from_helm) or
//! from [cdk8s](guide::from_cdk8s). For people who change the toolkit: [the architecture](guide::architecture).
#![forbid(unsafe_code)]

// The descriptions of `choose` use the derive as everybody does: by this crate's name.
extern crate self as workload_core;

#[cfg(feature = "cluster-in-process")]
pub mod cluster;
pub mod describe;
pub mod export;
pub mod guide;
#[cfg(feature = "import")]
pub mod import;
#[cfg_attr(
    not(feature = "validate"),
    allow(dead_code, unused_imports, reason = "the lower rooms hold what the validator asks of them too")
)]
pub mod k8s;
#[cfg(feature = "learn")]
pub mod learn;
#[cfg(feature = "live")]
pub mod live;
#[cfg(feature = "ownership")]
pub mod ownership;
#[cfg(feature = "plan")]
pub mod predict;
#[cfg(feature = "readiness")]
pub mod readiness;
#[cfg_attr(
    not(feature = "validate"),
    allow(dead_code, unused_imports, reason = "the lower rooms hold what the validator asks of them too")
)]
pub mod syntax;
#[cfg(feature = "validate")]
pub mod validate;

#[cfg(feature = "kube")]
pub use describe::CustomResource;
pub use describe::customize;
pub use describe::objects::{per_node, run_once, scheduled, stateful, stateless};
pub use describe::parts::Address;
pub use describe::shape::{PerNode, RunOnce, Scheduled, Stateful, Stateless};
pub use describe::volumes::{Claim, ConfigFiles, HostPath, PerPod, Projected, Scratch, SecretFiles};
pub use describe::{
    Anchor, Companions, Container, Context, Description, DescriptionError, Manifest, Manifests, Origin,
    Parts, Stack, ToManifests, Workload,
};
pub use describe::{parts, shape, volumes};
pub use export::export_main;
pub use k8s::values;
pub use workload_derive::{Parts, Stack, Workload, export};

/// What macro output and the fuzzer must reach; nobody else's.
#[doc(hidden)]
pub mod private {
    pub use inventory;

    #[cfg(feature = "validate")]
    pub use crate::k8s::facts::{
        fields::{FIELDS, FieldFact},
        gates::{GATES, Gate, Stage},
        kinds::{KINDS, KindFact},
        validation::{CHANGES, Change},
    };
    #[cfg(feature = "validate")]
    pub use crate::syntax::yaml::ways_differ;
}

//! What would happen: old objects, new ones and what people do, as one [`Plan`] to look at or
//! to assert.
//!
//! A [`Planner`] applies the old objects and lets them settle, applies the new ones, does one
//! thing after the other, and asks the [`simulation`](crate::predict::simulation) and the
//! [`changes`](crate::predict::diff) for the answers. Nothing is read, written or awaited.
//!
//! ```
//! use workload_core::predict::plan::{ObjectSet, Planner};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let api = ObjectSet::from_yaml("
//! apiVersion: apps/v1
//! kind: Deployment
//! metadata: {name: api}
//! spec:
//!   replicas: 3
//!   strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 1}}
//!   selector: {matchLabels: {app: api}}
//!   template:
//!     metadata: {labels: {app: api}}
//!     spec: {containers: [{name: api, image: 'api:v1'}]}
//! ")?;
//! let plan = Planner::new(api).nodes(3).act("image api=api:v2")?.plan();
//! assert!(plan.lowest_ready("api") >= 2);
//! assert!(plan.highest_pods("api") <= 5);
//! assert!(plan.stuck.is_empty());
//! # Ok(())
//! # }
//! ```

mod action;
mod action_error;
mod amounts;
mod answers;
mod assumed;
mod duration;
mod either;
mod input;
mod kind_words;
mod kubectl_words;
mod lowest;
mod model;
mod nodes;
mod object_set;
mod planner;
mod run;
mod script;
pub mod stories;
mod targets;
mod timeline;
mod words;

pub use action::ACTIONS;
pub use action_error::ActionError;
pub use amounts::{cpu, memory, natural_order, thousands};
pub use duration::{parse as duration, short};
pub use either::{Decision, Either, Outcome};
pub use lowest::Lowest;
pub use model::{
    Blocker, BlockerGroup, ClaimLife, Counts, NodeLife, Plan, PodLife, Requests, Runs, StateSpan, Step,
    Workload,
};
pub use nodes::nodes_from_yaml;
pub use object_set::{ObjectSet, Unreadable};
pub use planner::Planner;
pub use timeline::{Row, rows};
pub use words::MOST_PODS;

//! The keys: one documented method each, which is all that a new attribute costs.
//!
//! A key of every app is a method of [`Description`](crate::Description); a key of every
//! container is declared with `on_container!`. What fits only some shapes asks for a trait of
//! [`shape::can`](crate::describe::shape::can). The derive forwards to these methods by name.

mod autoscale;
mod command;
mod companions;
mod containers;
mod cron_job;
mod deployment;
mod device;
mod disruption_budget;
mod env;
mod identity;
mod image;
mod job;
mod lifecycle;
mod metadata;
mod mount;
mod on_container;
mod placement;
mod pod;
mod port;
mod probes;
mod replicas;
mod resources;
mod rollout;
mod security;
mod stateful_set;
mod termination;

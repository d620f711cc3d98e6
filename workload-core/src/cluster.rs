//! A cluster in the process: an API server with the controllers that make Pods, for tests.
//!
//! [`Cluster`] is a `tower` service for `kube::Client`, and listens on a loopback port for kubectl. It
//! stores, validates, merges and refuses as the API server does, and the simulated controllers show
//! their `ReplicaSet`s, Pods, claims and Events as API objects, in virtual time.
//! [The guide](crate::guide::cluster) says how to use it, and what it is not.
//!
//! # How it is built
//!
//! - [`ApiServer`] is the write path without a network: a [`Request`] in, a [`Reply`] or a [`Status`]
//!   out. The recordings of a real server are replayed against it.
//! - `http` reads addresses and answers them, lists and watches what is stored, and listens.
//! - `controllers` answer to what changes: workloads (the simulation, fed and shown), garbage
//!   collection, namespaces. They run after every request, under its lock, so a test that has an answer
//!   sees the consequences too.

mod access;
mod api_server;
mod builtin_resources;
mod check;
mod clock;
mod controllers;
mod eviction;
mod faults;
mod handle;
mod http;
mod ids;
mod json;
mod kind;
mod metadata_only;
mod registry;
mod request;
mod resource;
mod selectors;
mod state;
mod status;
mod store;
mod table;
mod write;

pub use access::Denied;
pub use api_server::ApiServer;
pub use clock::Clock;
pub use faults::{Fault, FaultKind};
pub use handle::Cluster;
pub use http::{Body, Error, HttpService, Listener};
pub use request::{Reply, Request, Verb};
pub use status::{Status, StatusCause, StatusDetails};

//! A cluster in the process.

mod api_server;
mod builtin_resources;
mod check;
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

pub use api_server::ApiServer;
pub use faults::{Fault, FaultKind};
pub use handle::Cluster;
pub use http::{Body, Error, HttpService, Listener};
pub use request::{Reply, Request, Verb};
pub use status::{Status, StatusCause, StatusDetails};

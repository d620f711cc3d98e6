//! A cluster in the process.

mod api_server;
mod builtin_resources;
mod check;
mod ids;
mod json;
mod kind;
mod registry;
mod request;
mod resource;
mod status;
mod store;
mod write;

pub use api_server::ApiServer;
pub use request::{Reply, Request, Verb};
pub use status::{Status, StatusCause, StatusDetails};

//! What the commands that talk to a cluster share.
//!
//! [`connection`] reads the kubeconfig and sends requests, [`failure`] says in words what went wrong with
//! one, [`resources`] asks the API server which kinds it serves, and [`live`] gets the objects of a set.

mod address;
mod connection;
mod failure;
mod live;
mod options;
mod request;
mod resources;

pub(crate) use address::{Address, address};
pub(crate) use connection::{Connection, MOST_IN_FLIGHT, block_on};
pub(crate) use failure::{Failure, Refusal};
pub(crate) use live::{Live, live_objects};
pub(crate) use options::ConnectionOptions;
pub(crate) use request::{Answer, Request};
pub(crate) use resources::{Resource, Resources};

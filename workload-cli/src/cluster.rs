//! What the commands that talk to a cluster share.
//!
//! [`connection`] reads the kubeconfig and sends requests, [`failure`] says in words what went wrong with
//! one, [`resources`] asks the API server which kinds it serves, and [`live`] gets the objects of a set.
//! [`desired`] reads what is wanted, and [`survey`] asks everything that a forecast is made of.

mod address;
mod connection;
mod definitions;
mod desired;
mod dry_run;
mod failure;
mod live;
mod merge_options;
mod options;
mod request;
mod resources;
mod source;
mod survey;

pub(crate) use address::{Address, address};
pub(crate) use connection::{Connection, MOST_IN_FLIGHT, block_on};
pub(crate) use definitions::definitions_in;
pub(crate) use desired::{Desired, DesiredSet, objects_in};
pub(crate) use failure::{Failure, Refusal};
pub(crate) use live::{Live, live_objects};
pub(crate) use merge_options::MergeOptions;
pub(crate) use options::ConnectionOptions;
pub(crate) use request::{Answer, Request};
pub(crate) use resources::{Resource, Resources};
pub(crate) use source::{Place, Source};
pub(crate) use survey::{Survey, Surveyed};

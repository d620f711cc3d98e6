//! What the commands that talk to a cluster share.
//!
//! [`connection`] reads the kubeconfig and sends requests, [`failure`] says in words what went wrong with
//! one, [`resources`] asks the API server which kinds it serves, and [`live`] gets the objects of a set.
//! [`desired`] reads what is wanted, and [`survey`] asks everything that a forecast is made of.

mod address;
mod connection;
mod credentials;
mod definitions;
mod desired;
mod dry_run;
mod failure;
mod helps;
mod input_options;
mod kubeconfig;
mod live;
mod log_lines;
mod merge_options;
mod options;
mod placed_set;
mod proxy;
mod request;
mod resources;
mod settled;
mod source;
mod survey;
mod tries;
mod watch;

pub(crate) use address::Address;
pub(crate) use connection::{Connection, MOST_IN_FLIGHT, block_on};
pub(crate) use definitions::{definitions_in, is_defined};
pub(crate) use desired::{Desired, DesiredSet, is_export, objects_in};
pub(crate) use failure::{Failure, Refusal};
pub(crate) use input_options::{InputOptions, refuse_reading_twice};
pub(crate) use log_lines::log_lines;
pub(crate) use merge_options::MergeOptions;
pub(crate) use options::ConnectionOptions;
pub(crate) use placed_set::placed_set;
pub(crate) use request::{Answer, Request, escaped};
pub(crate) use resources::{Resource, Resources};
pub(crate) use settled::settled;
pub(crate) use source::Place;
pub(crate) use survey::{Survey, Surveyed};
pub(crate) use watch::{Change, Collection, watch};

//! The controllers, one file or folder each, and the list of those that look after objects.
//!
//! A new controller is a file here and a line in [`READERS`].

pub(crate) mod autoscaler;
pub(crate) mod backoff;
pub(crate) mod budget;
pub(crate) mod cron_job;
pub(crate) mod daemon_set;
pub(crate) mod deployment;
pub(crate) mod history;
pub(crate) mod job;
pub(crate) mod replica_set;
pub(crate) mod stateful_set;

use super::kind::Kind;
use super::world::Controller;
use crate::k8s::Object;

/// An object's kind with the controller that looks after it.
type Read = (Kind, Box<dyn Controller>);

/// Every controller's reader; each is for objects of one kind and returns `None` for all others.
const READERS: &[fn(&Object) -> Option<Read>] = &[
    autoscaler::read,
    budget::read,
    cron_job::read,
    daemon_set::read,
    deployment::read,
    job::read,
    replica_set::read,
    replica_set::read_replication_controller,
    stateful_set::read,
];

/// The controller for an object; `None` for kinds that do nothing by themselves.
pub(crate) fn read(object: &Object) -> Option<Read> {
    READERS.iter().find_map(|read| read(object))
}

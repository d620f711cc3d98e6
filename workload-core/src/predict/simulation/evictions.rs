//! Nodes that are to be marked for eviction, zone by zone.

use std::collections::{BTreeMap, VecDeque};

use super::ids::NodeId;
use super::queue::Millis;

/// The nodes of each zone that are to be marked for eviction, and when the next may be.
#[derive(Debug, Default)]
pub(crate) struct Evictions(pub(crate) BTreeMap<String, ZoneEvictions>);

#[derive(Debug, Default)]
pub(crate) struct ZoneEvictions {
    pub(crate) waiting: VecDeque<NodeId>,
    pub(crate) next: Millis,
    /// The node that was marked last, and when.
    pub(crate) last: Option<(NodeId, Millis)>,
    /// Whether all nodes of all zones were unready when it was last looked at.
    pub(crate) is_halted: bool,
}

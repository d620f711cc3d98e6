//! What stops decoding: a value that does not fit, at its node.

use std::fmt::{self, Display};

use serde::de;

use crate::faults::Reason;
use crate::yaml::NodeId;

/// A value that does not fit.
#[derive(Debug)]
pub(super) struct Misfit {
    pub(super) reason: Reason,
    pub(super) message: String,
    /// The node, as soon as it is known.
    pub(super) node: Option<NodeId>,
    /// The map of data that it is a value of: the server names that.
    pub(super) data: Option<NodeId>,
}

impl Misfit {
    /// The value at `node` is `found` where `wanted` belongs.
    pub(super) fn types(node: NodeId, wanted: &str, found: &str) -> Self {
        let message = format!("{wanted} belongs here, this is {found}");
        Self { reason: Reason::Type, message, node: Some(node), data: None }
    }

    /// The value at `node` has the right type and is wrong all the same.
    pub(super) fn value(node: NodeId, message: impl Into<String>) -> Self {
        Self { reason: Reason::Invalid, message: message.into(), node: Some(node), data: None }
    }

    /// The same, as a value of the map of data at `map`.
    pub(super) fn in_data(mut self, map: NodeId) -> Self {
        self.data.get_or_insert(map);
        self
    }

    /// The same, at `node` unless a deeper one is known.
    pub(super) fn at(mut self, node: NodeId) -> Self {
        self.node.get_or_insert(node);
        self
    }
}

impl Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Misfit {}

impl de::Error for Misfit {
    fn custom<T: Display>(message: T) -> Self {
        Self { reason: Reason::Type, message: message.to_string(), node: None, data: None }
    }

    fn invalid_type(found: de::Unexpected<'_>, wanted: &dyn de::Expected) -> Self {
        Self::custom(format_args!("{wanted} belongs here, this is {found}"))
    }
}

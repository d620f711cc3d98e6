//! What stops decoding: a value that does not fit, at its node.

use std::fmt::{self, Display};

use serde::de;

use crate::syntax::yaml::NodeId;
use crate::validate::field_error::ErrorType;

/// A value that does not fit.
#[derive(Debug)]
pub(super) struct DecodeError {
    pub(super) reason: ErrorType,
    pub(super) message: String,
    /// The node, as soon as it is known.
    pub(super) node: Option<NodeId>,
    /// The map of data that it is a value of: the server names that.
    pub(super) data: Option<NodeId>,
}

impl DecodeError {
    /// The value at `node` is `found` where `wanted` belongs.
    pub(super) fn types(node: NodeId, wanted: &str, found: &str) -> Self {
        let message = format!("{wanted} belongs here, this is {found}");
        Self { reason: ErrorType::Type, message, node: Some(node), data: None }
    }

    /// The value at `node` has the right type and is wrong all the same.
    pub(super) fn value(node: NodeId, message: impl Into<String>) -> Self {
        Self { reason: ErrorType::Invalid, message: message.into(), node: Some(node), data: None }
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

impl Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for DecodeError {}

impl de::Error for DecodeError {
    fn custom<T: Display>(message: T) -> Self {
        Self { reason: ErrorType::Type, message: message.to_string(), node: None, data: None }
    }

    fn invalid_type(found: de::Unexpected<'_>, wanted: &dyn de::Expected) -> Self {
        Self::custom(format_args!("{wanted} belongs here, this is {found}"))
    }
}

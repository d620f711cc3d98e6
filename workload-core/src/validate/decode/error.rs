//! A value that cannot be decoded, at its node.

use std::fmt::{self, Display};

use serde::de;

use crate::syntax::yaml::NodeId;
use crate::validate::field_error::ErrorType;

/// A value that cannot be decoded.
#[derive(Debug)]
pub(super) struct DecodeError {
    pub(super) error_type: ErrorType,
    pub(super) message: String,
    /// The node, as soon as it is known.
    pub(super) node: Option<NodeId>,
    /// The steps of the path, as bits, that the server leaves out.
    pub(super) free_keys: u64,
}

impl DecodeError {
    /// The value at `node` is `found` where `wanted` was expected.
    pub(super) fn types(node: NodeId, wanted: &str, found: &str) -> Self {
        let message = format!("expected {wanted}, found {found}");
        Self { error_type: ErrorType::Type, message, node: Some(node), free_keys: 0 }
    }

    /// The value at `node` has the right type and cannot be parsed.
    pub(super) fn value(node: NodeId, message: impl Into<String>) -> Self {
        Self { error_type: ErrorType::Invalid, message: message.into(), node: Some(node), free_keys: 0 }
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
        Self { error_type: ErrorType::Type, message: message.to_string(), node: None, free_keys: 0 }
    }

    fn invalid_type(found: de::Unexpected<'_>, wanted: &dyn de::Expected) -> Self {
        Self::custom(format_args!("expected {wanted}, found {found}"))
    }
}

//! A value that cannot be decoded, at its node.

use std::fmt::{self, Display};

use serde::de;

use crate::syntax::yaml::NodeId;
use crate::validate::field_error::{ErrorType, words};

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

    fn invalid_type(found: de::Unexpected<'_>, _: &dyn de::Expected) -> Self {
        // What a type of Rust calls itself is no word of YAML.
        Self::custom(format_args!("{} does not fit here", what(found)))
    }

    fn invalid_value(found: de::Unexpected<'_>, _: &dyn de::Expected) -> Self {
        Self::custom(format_args!("{} does not fit here", what(found)))
    }

    fn invalid_length(count: usize, _: &dyn de::Expected) -> Self {
        Self::custom(format_args!("a list of {count} does not fit here"))
    }

    fn unknown_variant(found: &str, allowed: &'static [&'static str]) -> Self {
        Self::custom(format_args!("`{found}` is not supported, expected {}", words(allowed)))
    }

    fn unknown_field(found: &str, _: &'static [&'static str]) -> Self {
        Self::custom(format_args!("there is no field `{found}` here"))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::custom(format_args!("`{field}` is missing"))
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::custom(format_args!("`{field}` is set twice"))
    }
}

/// A value in the words of YAML.
fn what(found: de::Unexpected<'_>) -> String {
    match found {
        de::Unexpected::Bool(value) => format!("the boolean {value}"),
        de::Unexpected::Unsigned(number) => format!("the number {number}"),
        de::Unexpected::Signed(number) => format!("the number {number}"),
        de::Unexpected::Float(number) => format!("the number {number}"),
        de::Unexpected::Str(text) => format!("`{text}`"),
        de::Unexpected::Seq => "a list".to_owned(),
        de::Unexpected::Map => "a map".to_owned(),
        _ => "the value".to_owned(),
    }
}

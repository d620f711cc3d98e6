//! Types of CEL.

use core::fmt;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A type, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::validate) enum Type {
    /// Not known here: fits everywhere.
    Unknown,
    /// Known only when the expression runs.
    Dyn,
    Null,
    Bool,
    Int,
    Uint,
    Double,
    String,
    Bytes,
    Duration,
    Timestamp,
    List(Arc<Type>),
    Map(Arc<Type>),
    Optional(Arc<Type>),
    /// An object with these fields.
    Object(Arc<BTreeMap<String, Type>>),
}

impl Type {
    /// A list of items of a type.
    pub(in crate::validate) fn list(item: Self) -> Self {
        Self::List(Arc::new(item))
    }

    /// A map from strings to values of a type.
    pub(in crate::validate) fn map(value: Self) -> Self {
        Self::Map(Arc::new(value))
    }

    /// An object with fields.
    pub(in crate::validate) fn object<N: Into<String>>(fields: impl IntoIterator<Item = (N, Self)>) -> Self {
        Self::Object(Arc::new(fields.into_iter().map(|(name, of)| (name.into(), of)).collect()))
    }

    /// Whether nothing is known of it before the expression runs.
    pub(super) fn is_open(&self) -> bool {
        matches!(self, Self::Unknown | Self::Dyn)
    }

    /// Whether it is a number.
    pub(super) fn is_number(&self) -> bool {
        matches!(self, Self::Int | Self::Uint | Self::Double)
    }

    /// Whether it is a single value of a type of its own.
    pub(super) fn is_plain(&self) -> bool {
        self.is_number() || matches!(self, Self::Bool | Self::String | Self::Bytes)
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown | Self::Dyn => f.write_str("dyn"),
            Self::Null => f.write_str("null"),
            Self::Bool => f.write_str("bool"),
            Self::Int => f.write_str("int"),
            Self::Uint => f.write_str("uint"),
            Self::Double => f.write_str("double"),
            Self::String => f.write_str("string"),
            Self::Bytes => f.write_str("bytes"),
            Self::Duration => f.write_str("duration"),
            Self::Timestamp => f.write_str("timestamp"),
            Self::List(item) => write!(f, "list({item})"),
            Self::Map(value) => write!(f, "map(string, {value})"),
            Self::Optional(value) => write!(f, "optional({value})"),
            Self::Object(_) => f.write_str("object"),
        }
    }
}

//! The API versions of a kind: their types, and how an object is turned from one to another.

use serde_json::Value;

use crate::ownership::schema::ObjectType;

/// A kind as the API server prints it: `apps/v1, Kind=Deployment`, `/v1, Kind=Pod`.
pub fn group_version_kind(api_version: &str, kind: &str) -> String {
    let slash = if api_version.contains('/') { "" } else { "/" };
    format!("{slash}{api_version}, Kind={kind}")
}

/// An object could not be turned into an API version.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConvertError {
    /// The kind does not have the version; entries of it are dropped.
    UnknownVersion,
    /// The conversion failed.
    Failed(String),
}

/// The API versions of one kind.
pub trait Versions {
    /// The object in another of its versions.
    ///
    /// # Errors
    /// When there is no such version, or the conversion fails.
    fn convert(&self, object: &Value, api_version: &str) -> Result<Value, ConvertError>;

    /// The type of the kind in a version.
    fn object_type(&self, api_version: &str) -> Option<ObjectType<'_>>;

    /// The object that the API server starts from when it creates one.
    fn empty(&self, api_version: &str) -> Value;

    /// The object as the API server holds it in memory after a merge: fields that are unknown or
    /// empty are gone, and defaults are filled in.
    ///
    /// # Errors
    /// When the object does not have the type.
    fn complete(&self, object: Value) -> Result<Value, ConvertError> {
        Ok(object)
    }
}

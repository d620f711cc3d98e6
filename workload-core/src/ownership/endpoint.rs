//! Where a write goes, and who makes it.

use serde_json::Value;

use crate::ownership::schema::ObjectType;
use crate::ownership::updater::{ResetFields, Updater};
use crate::ownership::versions::{ConvertError, Versions, group_version_kind};

/// An endpoint of the API server: one API version of a kind, or a subresource of it.
#[derive(Clone, Copy)]
pub struct Endpoint<'a> {
    /// The versions of the kind.
    pub versions: &'a dyn Versions,
    /// The API version of the request.
    pub api_version: &'a str,
    /// The kind that requests to the endpoint hold.
    pub kind: &'a str,
    /// The subresource, or nothing.
    pub subresource: &'a str,
    /// The fields that a write here never owns.
    pub reset_fields: &'a ResetFields,
}

impl std::fmt::Debug for Endpoint<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Endpoint")
            .field("api_version", &self.api_version)
            .field("kind", &self.kind)
            .field("subresource", &self.subresource)
            .finish_non_exhaustive()
    }
}

/// Who writes, and when.
#[derive(Clone, Copy, Debug)]
pub struct Writer<'a> {
    /// The name of the field manager.
    pub manager: &'a str,
    /// The current time as RFC 3339 in UTC, to the second.
    pub time: &'a str,
    /// Whether an apply takes fields from their owners.
    pub force: bool,
}

/// What computes a write through the endpoint.
pub(crate) fn updater<'a>(endpoint: &Endpoint<'a>) -> Updater<'a> {
    Updater {
        versions: endpoint.versions,
        reset_fields: endpoint.reset_fields,
        api_version: endpoint.api_version,
    }
}

/// The type of the objects of the endpoint.
pub(crate) fn object_type<'a>(endpoint: &Endpoint<'a>) -> Result<ObjectType<'a>, String> {
    let name = || group_version_kind(endpoint.api_version, endpoint.kind);
    endpoint
        .versions
        .object_type(endpoint.api_version)
        .ok_or_else(|| format!("no corresponding type for {}", name()))
}

/// An object in the version of the endpoint.
pub(crate) fn versioned(endpoint: &Endpoint<'_>, object: &Value) -> Result<Value, String> {
    endpoint.versions.convert(object, endpoint.api_version).map_err(|error| match error {
        ConvertError::Failed(error) => error,
        ConvertError::UnknownVersion => format!("no version {}", endpoint.api_version),
    })
}

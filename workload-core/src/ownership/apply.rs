//! Server-side apply.

use serde_json::Value;

use crate::ownership::adopt::BEFORE_FIRST_APPLY;
use crate::ownership::conflict::Conflict;
use crate::ownership::endpoint::{Endpoint, Writer, object_type, updater, versioned};
use crate::ownership::entries::{entries, with_entries, without_entries};
use crate::ownership::last_applied::{allowed_conflicts, set_last_applied};
use crate::ownership::managed::{Managed, ManagerId, Operation, decode};
use crate::ownership::strip_meta::strip_meta;
use crate::ownership::typed::{SchemaError, check};
use crate::ownership::update::track;
use crate::ownership::updater::UpdateError;
use crate::ownership::versions::{ConvertError, group_version_kind};

/// The only applier for whom the last-applied annotation counts.
const KUBECTL: &str = "kubectl";

/// Why an apply was refused.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum ApplyError {
    /// The configuration is not one that can be applied here: 400.
    BadRequest(String),
    /// Others own fields that the apply would change: 409.
    Conflicts(Vec<Conflict>),
    /// The configuration does not have the type of the kind: 500.
    Schema(Vec<SchemaError>),
    /// Anything else, such as a conversion that fails: 500.
    Failed(String),
}

impl From<UpdateError> for ApplyError {
    fn from(error: UpdateError) -> Self {
        match error {
            UpdateError::Conflicts(conflicts) => Self::Conflicts(conflicts),
            UpdateError::Failed(error) => Self::Failed(error),
        }
    }
}

/// Applies a configuration to the live object, and gives the new object with its `managedFields`.
///
/// To create, `live` is the empty object of the kind.
///
/// # Errors
/// When the configuration is of another kind or not of the kind's type, or fields that it changes
/// belong to others and the apply is not forced.
pub fn apply(
    endpoint: &Endpoint<'_>,
    live: &Value,
    config: &Value,
    writer: &Writer<'_>,
) -> Result<Value, ApplyError> {
    let owners = decode(entries(live).unwrap_or_default())
        .map_err(|error| failed("failed to decode managed fields", &error))?;
    check_config(endpoint, config)?;
    let live = without_entries(live);
    let owners = first_apply(endpoint, &live, owners, writer)?;
    let (mut object, owners) = match merge(endpoint, &live, config, &owners, writer) {
        Err(ApplyError::Conflicts(conflicts)) if writer.manager == KUBECTL => {
            let left = left_conflicts(endpoint, &live, &conflicts).unwrap_or(conflicts);
            if !left.is_empty() {
                return Err(ApplyError::Conflicts(left));
            }
            merge(endpoint, &live, config, &owners, &Writer { force: true, ..*writer })?
        }
        result => result?,
    };
    if writer.manager == KUBECTL {
        set_last_applied(&mut object, config);
    }
    Ok(with_entries(object, &owners))
}

/// The conflicts that the last client-side apply does not allow; nothing when there was none.
fn left_conflicts(endpoint: &Endpoint<'_>, live: &Value, conflicts: &[Conflict]) -> Option<Vec<Conflict>> {
    let allowed = allowed_conflicts(endpoint, &versioned(endpoint, live).ok()?)?;
    Some(conflicts.iter().filter(|conflict| !allowed.contains(&conflict.path.0)).cloned().collect())
}

/// The configuration must be of the endpoint's kind and bring no entries.
fn check_config(endpoint: &Endpoint<'_>, config: &Value) -> Result<(), ApplyError> {
    let text = |key: &str| config[key].as_str().unwrap_or_default();
    let (api_version, kind) = (text("apiVersion"), text("kind"));
    if (api_version, kind) != (endpoint.api_version, endpoint.kind) {
        return Err(ApplyError::BadRequest(format!(
            "invalid object type: {}",
            group_version_kind(api_version, kind)
        )));
    }
    if config["metadata"].get("managedFields").is_some_and(|entries| !entries.is_null()) {
        return Err(ApplyError::BadRequest("metadata.managedFields must be nil".to_owned()));
    }
    Ok(())
}

/// What an object without entries has before its first apply: one owner of everything.
fn first_apply(
    endpoint: &Endpoint<'_>,
    live: &Value,
    owners: Managed,
    writer: &Writer<'_>,
) -> Result<Managed, ApplyError> {
    if !owners.is_empty() {
        return Ok(owners);
    }
    let empty = endpoint.versions.empty(endpoint.api_version);
    track(endpoint, &empty, live, owners, &Writer { manager: BEFORE_FIRST_APPLY, ..*writer })
        .map_err(|error| failed("failed to create manager for existing fields", &error))
}

/// Merges the configuration into the live object.
fn merge(
    endpoint: &Endpoint<'_>,
    live: &Value,
    config: &Value,
    owners: &Managed,
    writer: &Writer<'_>,
) -> Result<(Value, Managed), ApplyError> {
    let versioned = typed(endpoint, live, config)?;
    let id = ManagerId::new(writer.manager, Operation::Apply, endpoint.api_version, endpoint.subresource);
    let (merged, mut owners) = updater(endpoint).apply(&versioned, config, owners, &id, writer.force)?;
    strip_meta(&mut owners, &id);
    let Some(merged) = merged else { return Ok((live.clone(), owners)) };
    if let Some(owned) = owners.get_mut(&id) {
        owned.time = Some(writer.time.to_owned());
    }
    Ok((complete(endpoint, config, merged)?, owners))
}

/// The live object in the version of the endpoint; both it and the configuration have their type.
fn typed(endpoint: &Endpoint<'_>, live: &Value, config: &Value) -> Result<Value, ApplyError> {
    let versioned = versioned(endpoint, live).map_err(ApplyError::Failed)?;
    let ty = object_type(endpoint).map_err(ApplyError::Failed)?;
    let errors = check(config, ty, false);
    if !errors.is_empty() {
        return Err(ApplyError::Schema(errors));
    }
    match check(&versioned, ty, true).first() {
        Some(error) => Err(failed("failed to create typed live object", &error.to_string())),
        None => Ok(versioned),
    }
}

/// The merged object as the API server holds it.
fn complete(endpoint: &Endpoint<'_>, config: &Value, merged: Value) -> Result<Value, ApplyError> {
    endpoint.versions.complete(merged).map_err(|error| {
        let why = match error {
            ConvertError::Failed(error) => error,
            ConvertError::UnknownVersion => format!("no version {}", endpoint.api_version),
        };
        let what =
            format!("failed to convert new object ({}) to proper version", full_name(endpoint, config));
        failed(&what, &why)
    })
}

/// A configuration as the API server names it: `default/web; apps/v1, Kind=Deployment`.
fn full_name(endpoint: &Endpoint<'_>, config: &Value) -> String {
    let text = |key: &str| config["metadata"][key].as_str().unwrap_or_default();
    let kind = group_version_kind(endpoint.api_version, endpoint.kind);
    format!("{}/{}; {kind}", text("namespace"), text("name"))
}

fn failed(what: &str, error: &str) -> ApplyError {
    ApplyError::Failed(format!("{what}: {error}"))
}

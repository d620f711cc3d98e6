//! What the API server does around each write to an object: it reads who owns what, computes the
//! new owners, and writes them back.

use serde_json::{Value, json};

use crate::ownership::cap::cap_update_managers;
use crate::ownership::conflict::Conflict;
use crate::ownership::last_applied::{allowed_conflicts, set_last_applied};
use crate::ownership::managed::{Managed, ManagerId, Operation, decode, encode};
use crate::ownership::schema::ObjectType;
use crate::ownership::strip_meta::strip_meta;
use crate::ownership::typed::{SchemaError, check};
use crate::ownership::updater::{ResetFields, UpdateError, Updater};
use crate::ownership::versions::{ConvertError, Versions, group_version_kind};

/// Who owned an object's fields before its first apply.
const BEFORE_FIRST_APPLY: &str = "before-first-apply";
/// The only applier for whom the last-applied annotation counts.
const KUBECTL: &str = "kubectl";

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
    let entries = entries(live).unwrap_or_default();
    let managed = decode(entries).map_err(|error| failed("failed to decode managed fields", &error))?;
    check_config(endpoint, config)?;
    let live = without_entries(live);
    let (managed, live_before) = first_apply(endpoint, &live, managed, writer)?;
    let mut result = merge(endpoint, &live_before, config, &managed, writer);
    if let (KUBECTL, Err(ApplyError::Conflicts(conflicts))) = (writer.manager, &result) {
        if let Some(allowed) =
            versioned(endpoint, &live).ok().and_then(|live| allowed_conflicts(endpoint, &live))
        {
            let rest: Vec<_> =
                conflicts.iter().filter(|conflict| !allowed.contains(&conflict.path.0)).cloned().collect();
            result = match rest.is_empty() {
                true => merge(endpoint, &live_before, config, &managed, &Writer { force: true, ..*writer }),
                false => Err(ApplyError::Conflicts(rest)),
            };
        }
    }
    let (mut object, managed) = result?;
    if writer.manager == KUBECTL {
        set_last_applied(&mut object, config);
    }
    Ok(with_entries(object, &managed))
}

/// Replaces the live object by a new one that was made by any write but an apply, and gives the
/// new object with its `managedFields`. When the owners cannot be computed, there are none.
///
/// To create, `live` is the empty object of the kind.
pub fn update(endpoint: &Endpoint<'_>, live: &Value, new: &Value, writer: &Writer<'_>) -> Value {
    let managed = requested_entries(endpoint, live, new);
    let new = without_entries(new);
    let live = without_entries(live);
    let is_created = live["metadata"]["uid"].as_str().unwrap_or_default().is_empty();
    if managed.is_empty() && !is_created {
        return new;
    }
    match track(endpoint, &live, &new, managed, writer.manager, writer.time) {
        Ok(managed) => with_entries(new, &managed),
        Err(_) => new,
    }
}

/// The entries that a request starts from: those that it gives, if they can be read, or else the
/// live ones.
fn requested_entries(endpoint: &Endpoint<'_>, live: &Value, new: &Value) -> Managed {
    let of_live = || decode(entries(live).unwrap_or_default()).unwrap_or_default();
    if !endpoint.subresource.is_empty() {
        return of_live();
    }
    match entries(new) {
        Some([]) => Managed::new(),
        Some([only]) if is_empty_entry(only) => Managed::new(),
        Some(given) => decode(given).ok().filter(|managed| !managed.is_empty()).unwrap_or_else(of_live),
        None => of_live(),
    }
}

fn is_empty_entry(entry: &Value) -> bool {
    let is_zero = |value: &Value| value.is_null() || value == "";
    entry.as_object().is_some_and(|entry| entry.values().all(is_zero))
}

fn entries(object: &Value) -> Option<&[Value]> {
    object["metadata"]["managedFields"].as_array().map(Vec::as_slice)
}

fn without_entries(object: &Value) -> Value {
    let mut object = object.clone();
    if let Some(metadata) = object.get_mut("metadata").and_then(Value::as_object_mut) {
        metadata.remove("managedFields");
    }
    object
}

fn with_entries(mut object: Value, managed: &Managed) -> Value {
    if !managed.is_empty() {
        object["metadata"]["managedFields"] = json!(encode(managed));
    }
    object
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
    managed: Managed,
    writer: &Writer<'_>,
) -> Result<(Managed, Value), ApplyError> {
    if managed.is_empty() {
        let empty = endpoint.versions.empty(endpoint.api_version);
        let managed = track(endpoint, &empty, live, managed, BEFORE_FIRST_APPLY, writer.time)
            .map_err(|error| failed("failed to create manager for existing fields", &error))?;
        return Ok((managed, live.clone()));
    }
    Ok((managed, live.clone()))
}

/// The entries after an update: those of the manager's earlier updates and of this one together.
fn track(
    endpoint: &Endpoint<'_>,
    live: &Value,
    new: &Value,
    managed: Managed,
    manager: &str,
    time: &str,
) -> Result<Managed, String> {
    let current = ManagerId {
        manager: "current-operation".to_owned(),
        operation: Operation::Update,
        api_version: String::new(),
        subresource: String::new(),
    };
    let (live, new) = (versioned(endpoint, live)?, versioned(endpoint, new)?);
    let ty = object_type(endpoint)?;
    for object in [&new, &live] {
        if let [error, ..] = check(object, ty, true).as_slice() {
            return Err(error.to_string());
        }
    }
    let mut managed =
        updater(endpoint).update(&live, &new, &managed, &current).map_err(|error| match error {
            UpdateError::Failed(error) => error,
            UpdateError::Conflicts(_) => "an update has no conflicts".to_owned(),
        })?;
    strip_meta(&mut managed, &current);
    let id = ManagerId::new(manager, Operation::Update, endpoint.api_version, endpoint.subresource);
    if let Some(mut owned) = managed.remove(&current) {
        if let Some(before) = managed.get(&id) {
            owned.fields = owned.fields.union(&before.fields);
        }
        owned.time = Some(time.to_owned());
        managed.insert(id, owned);
    }
    cap_update_managers(&mut managed);
    Ok(managed)
}

/// Merges the configuration into the live object.
fn merge(
    endpoint: &Endpoint<'_>,
    live: &Value,
    config: &Value,
    managed: &Managed,
    writer: &Writer<'_>,
) -> Result<(Value, Managed), ApplyError> {
    let versioned = versioned(endpoint, live).map_err(ApplyError::Failed)?;
    let ty = object_type(endpoint).map_err(ApplyError::Failed)?;
    let errors = check(config, ty, false);
    if !errors.is_empty() {
        return Err(ApplyError::Schema(errors));
    }
    let errors = check(&versioned, ty, true);
    if let [error, ..] = errors.as_slice() {
        return Err(failed("failed to create typed live object", &error.to_string()));
    }
    let id = ManagerId::new(writer.manager, Operation::Apply, endpoint.api_version, endpoint.subresource);
    let (merged, mut managed) = updater(endpoint)
        .apply(&versioned, config, managed, &id, writer.force)
        .map_err(|error| match error {
            UpdateError::Conflicts(conflicts) => ApplyError::Conflicts(conflicts),
            UpdateError::Failed(error) => ApplyError::Failed(error),
        })?;
    strip_meta(&mut managed, &id);
    let Some(merged) = merged else { return Ok((live.clone(), managed)) };
    if let Some(owned) = managed.get_mut(&id) {
        owned.time = Some(writer.time.to_owned());
    }
    let object = endpoint.versions.complete(merged).map_err(|error| {
        let why = match error {
            ConvertError::Failed(error) => error,
            ConvertError::UnknownVersion => format!("no version {}", endpoint.api_version),
        };
        failed(
            &format!("failed to convert new object ({}) to proper version", full_name(endpoint, config)),
            &why,
        )
    })?;
    Ok((object, managed))
}

fn updater<'a>(endpoint: &Endpoint<'a>) -> Updater<'a> {
    Updater {
        versions: endpoint.versions,
        reset_fields: endpoint.reset_fields,
        api_version: endpoint.api_version,
    }
}

fn object_type<'a>(endpoint: &Endpoint<'a>) -> Result<ObjectType<'a>, String> {
    let name = || group_version_kind(endpoint.api_version, endpoint.kind);
    endpoint
        .versions
        .object_type(endpoint.api_version)
        .ok_or_else(|| format!("no corresponding type for {}", name()))
}

fn versioned(endpoint: &Endpoint<'_>, object: &Value) -> Result<Value, String> {
    endpoint.versions.convert(object, endpoint.api_version).map_err(|error| match error {
        ConvertError::Failed(error) => error,
        ConvertError::UnknownVersion => format!("no version {}", endpoint.api_version),
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

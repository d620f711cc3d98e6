//! A write that is no apply: who owns what after it.

use serde_json::Value;

use crate::ownership::cap::cap_update_managers;
use crate::ownership::endpoint::{Endpoint, Writer, object_type, updater, versioned};
use crate::ownership::entries::{requested_entries, with_entries, without_entries};
use crate::ownership::managed::{Managed, ManagerId, Operation};
use crate::ownership::schema::ObjectType;
use crate::ownership::strip_meta::strip_meta;
use crate::ownership::typed::check;
use crate::ownership::updater::UpdateError;

/// Replaces the live object by a new one that was made by any write but an apply, and gives the
/// new object with its `managedFields`. When the owners cannot be computed, there are none.
///
/// To create, `live` is the empty object of the kind.
pub fn update(endpoint: &Endpoint<'_>, live: &Value, new: &Value, writer: &Writer<'_>) -> Value {
    let owners = requested_entries(endpoint, live, new);
    let new = without_entries(new);
    let live = without_entries(live);
    let is_created = live["metadata"]["uid"].as_str().unwrap_or_default().is_empty();
    if owners.is_empty() && !is_created {
        return new;
    }
    match track(endpoint, &live, &new, owners, writer) {
        Ok(owners) => with_entries(new, &owners),
        Err(_) => new,
    }
}

/// The entries after an update: those of the manager's earlier updates and of this one together.
pub(crate) fn track(
    endpoint: &Endpoint<'_>,
    live: &Value,
    new: &Value,
    owners: Managed,
    writer: &Writer<'_>,
) -> Result<Managed, String> {
    let current = ManagerId::new("current-operation", Operation::Update, "", "");
    let (live, new) = (versioned(endpoint, live)?, versioned(endpoint, new)?);
    let ty = object_type(endpoint)?;
    has_type(&new, ty)?;
    has_type(&live, ty)?;
    let updated = updater(endpoint).update(&live, &new, &owners, &current);
    let mut owners = updated.map_err(failure)?;
    strip_meta(&mut owners, &current);
    record(endpoint, &mut owners, &current, writer);
    cap_update_managers(&mut owners);
    Ok(owners)
}

/// Checks that an object has the type of its kind.
fn has_type(object: &Value, ty: ObjectType<'_>) -> Result<(), String> {
    check(object, ty, true).first().map_or(Ok(()), |error| Err(error.to_string()))
}

/// Adds what the current write owns to what its manager has owned before.
fn record(endpoint: &Endpoint<'_>, owners: &mut Managed, current: &ManagerId, writer: &Writer<'_>) {
    let id = ManagerId::new(writer.manager, Operation::Update, endpoint.api_version, endpoint.subresource);
    if let Some(mut owned) = owners.remove(current) {
        if let Some(before) = owners.get(&id) {
            owned.fields = owned.fields.union(&before.fields);
        }
        owned.time = Some(writer.time.to_owned());
        owners.insert(id, owned);
    }
}

fn failure(error: UpdateError) -> String {
    match error {
        UpdateError::Failed(error) => error,
        UpdateError::Conflicts(_) => "an update has no conflicts".to_owned(),
    }
}

//! Hands what client-side apply owned to a server-side applier.

use serde_json::{Value, json};

use crate::ownership::fields_v1::{decode, encode};

/// The object with the entries of the `from` managers, which wrote by update, merged into the
/// entry of the applier `to`, as `kubectl apply --server-side` does before its first apply.
///
/// # Errors
/// When the fields of an entry cannot be read.
pub fn migrate(object: &Value, from: &[&str], to: &str) -> Result<Value, String> {
    let mut entries = object["metadata"]["managedFields"].as_array().cloned().unwrap_or_default();
    for manager in from {
        entries = migrate_manager(entries, manager, to)?;
    }
    let mut object = object.clone();
    if object["metadata"].get("managedFields").is_some() {
        object["metadata"]["managedFields"] = json!(entries);
    }
    Ok(object)
}

fn migrate_manager(mut entries: Vec<Value>, from: &str, to: &str) -> Result<Vec<Value>, String> {
    let applier = entries.iter().position(|entry| is_of(entry, to, "Apply"));
    let Some(place) = applier.or_else(|| entries.iter().position(|entry| is_of(entry, from, "Update")))
    else {
        return Ok(entries);
    };
    let mut fields = decode(&entries[place]["fieldsV1"])?;
    let version = entries[place]["apiVersion"].clone();
    let updater = entries.iter().find(|entry| is_of(entry, from, "Update") && entry["apiVersion"] == version);
    if let Some(updater) = updater {
        fields = fields.union(&decode(&updater["fieldsV1"])?);
    }
    entries[place]["manager"] = json!(to);
    entries[place]["operation"] = json!("Apply");
    entries[place]["fieldsV1"] = encode(&fields);
    entries.retain(|entry| !is_of(entry, from, "Update"));
    Ok(entries)
}

fn is_of(entry: &Value, manager: &str, operation: &str) -> bool {
    entry["manager"] == manager && entry["operation"] == operation && entry.get("subresource").is_none()
}

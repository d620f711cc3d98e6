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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::migrate;

    fn entry(manager: &str, operation: &str, field: &str) -> Value {
        let mut fields = json!({"f:data": {}});
        fields["f:data"][format!("f:{field}")] = json!({});
        json!({
            "manager": manager,
            "operation": operation,
            "apiVersion": "v1",
            "fieldsType": "FieldsV1",
            "fieldsV1": fields,
        })
    }

    fn entries(object: &Value) -> Vec<(String, Value)> {
        let entries = object["metadata"]["managedFields"].as_array().unwrap();
        let named = entries.iter().map(|entry| {
            let name =
                format!("{} {}", entry["manager"].as_str().unwrap(), entry["operation"].as_str().unwrap());
            (name, entry["fieldsV1"].clone())
        });
        named.collect()
    }

    #[test]
    fn the_updater_becomes_the_applier() {
        let object =
            json!({"metadata": {"managedFields": [entry("kubectl-client-side-apply", "Update", "a")]}});
        let migrated = migrate(&object, &["kubectl-client-side-apply", "kubectl"], "workload").unwrap();
        assert_eq!(entries(&migrated), [("workload Apply".to_owned(), json!({"f:data": {"f:a": {}}}))]);
    }

    #[test]
    fn the_applier_takes_the_fields_of_the_updater() {
        let managed =
            [entry("workload", "Apply", "a"), entry("kubectl", "Update", "b"), entry("other", "Update", "c")];
        let migrated =
            migrate(&json!({"metadata": {"managedFields": managed}}), &["kubectl"], "workload").unwrap();
        let both = json!({"f:data": {"f:a": {}, "f:b": {}}});
        let other = json!({"f:data": {"f:c": {}}});
        assert_eq!(
            entries(&migrated),
            [("workload Apply".to_owned(), both), ("other Update".to_owned(), other)]
        );
    }

    #[test]
    fn nothing_to_migrate_changes_nothing() {
        let object = json!({"metadata": {"name": "x"}});
        assert_eq!(migrate(&object, &["kubectl"], "workload"), Ok(object));
    }
}

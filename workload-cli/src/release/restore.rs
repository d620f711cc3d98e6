//! Manifests of a revision again, and what of it does not come back.

use std::collections::BTreeMap;

use k8s_openapi::ByteString;
use serde_json::{Map, Value, json};
use workload_core::k8s::ObjectRef;

use super::hidden::{data_of, hidden, is_secret};
use super::lost::Lost;
use super::revision::Revision;
use crate::cluster::{Connection, Request, escaped};
use crate::error::Result;

/// A revision as it is applied again.
#[derive(Debug, Default)]
pub(super) struct Restored {
    /// What is applied.
    pub(super) objects: Vec<Value>,
    /// What is kept as the new revision: with Jobs that are not run again, and the data that Secrets have.
    pub(super) kept: Vec<Value>,
    /// What does not come back.
    pub(super) lost: Vec<Lost>,
}

/// What applying `target` again over `current` is.
pub(super) async fn restored(
    connection: &Connection,
    target: &Revision,
    current: &Revision,
    runs_jobs: bool,
) -> Result<Restored> {
    let mut all = Restored::default();
    for object in &target.objects {
        let Some(reference) = ObjectRef::from_json(object) else { continue };
        if is_secret(object) {
            all.secret(connection, &reference, object, target, current).await?;
            continue;
        }
        all.kept.push(object.clone());
        if reference.kind == "Job" && !runs_jobs {
            all.lost.push(Lost::new(
                &reference,
                "it is not run again, and what it did stays; --recreate runs it",
            ));
            continue;
        }
        if holds_data(object) {
            all.lost.push(Lost::new(&reference, "data in claims stays as it is now"));
        }
        all.objects.push(object.clone());
    }
    let added = current.objects.iter().filter_map(ObjectRef::from_json);
    for object in added.filter(|object| target.get(object).is_none()) {
        let why = if object.kind == "Job" {
            "it is newer, and what it did stays"
        } else {
            "it is newer, and stays: delete it with kubectl if nothing needs it"
        };
        all.lost.push(Lost::new(&object, why));
    }
    Ok(all)
}

fn holds_data(object: &Value) -> bool {
    object["kind"] == "PersistentVolumeClaim"
        || object["spec"]["volumeClaimTemplates"].as_array().is_some_and(|all| !all.is_empty())
}

impl Restored {
    /// A Secret with the data that it has: its own was never kept.
    async fn secret(
        &mut self,
        connection: &Connection,
        reference: &ObjectRef,
        object: &Value,
        target: &Revision,
        current: &Revision,
    ) -> Result<()> {
        let namespace = reference.namespace.as_deref().unwrap_or(&connection.namespace);
        let path = format!("/api/v1/namespaces/{}/secrets/{}", escaped(namespace), escaped(&reference.name));
        let live = match connection.send(&Request::get(path)).await {
            Ok(answer) => answer.body,
            Err(failure) if failure.is(404) => {
                let why = "it is not there, and its data is not kept: apply it from its source";
                self.lost.push(Lost::new(reference, why));
                self.kept.push(object.clone());
                return Ok(());
            }
            Err(failure) => return Err(failure.to_error(&format!("read Secret {}", reference.name))),
        };
        let data: BTreeMap<String, Vec<u8>> = data_of(&live).into_iter().collect();
        let hashes = hidden(&live, &target.salt)["data"].clone();
        let wanted = object["data"].as_object().cloned().unwrap_or_default();
        let other: Vec<&str> =
            wanted.iter().filter(|(key, hash)| hashes[*key] != **hash).map(|(key, _)| key.as_str()).collect();
        if !other.is_empty() {
            let why =
                format!("data is not kept, and stays as it is now; it was another for {}", other.join(", "));
            self.lost.push(Lost::new(reference, why));
        }
        let newer = current.get(reference).and_then(|secret| secret["data"].as_object().cloned());
        let newer = newer.unwrap_or_default();
        let keys = wanted.keys().cloned().chain(newer.keys().cloned());
        let own: Map<String, Value> =
            keys.filter_map(|key| Some((key.clone(), json!(ByteString(data.get(&key)?.clone()))))).collect();
        let mut object = object.clone();
        object["data"] = Value::Object(own);
        self.kept.push(object.clone());
        self.objects.push(object);
        Ok(())
    }
}

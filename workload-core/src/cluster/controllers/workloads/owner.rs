//! References to owners.

use serde_json::{Value, json};

use crate::cluster::api_server::ApiServer;
use crate::cluster::controllers::workloads::kinds::of_kind;
use crate::cluster::controllers::workloads::names::Names;
use crate::cluster::json::uid;
use crate::cluster::store::Key;
use crate::predict::simulation::live::LiveName;

/// Where an object of the simulation is kept.
pub(super) fn key(live: &LiveName, name: String) -> Option<Key> {
    let resource = of_kind(live.kind)?.resource.to_owned();
    Some(Key { resource, namespace: live.namespace.clone(), name })
}

/// The reference to an owner that is there.
pub(super) fn reference(owner: &LiveName, names: &Names, api: &ApiServer) -> Option<Value> {
    let kind = of_kind(owner.kind)?;
    let key = key(owner, names.get(owner))?;
    let object = api.store.get(&key)?;
    Some(json!({
        "apiVersion": kind.api_version, "kind": kind.name, "name": key.name, "uid": uid(object),
        "controller": true, "blockOwnerDeletion": true,
    }))
}

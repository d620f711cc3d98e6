//! Which collections are watched for a set of objects: their own, and those of what they own.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::cluster::{Address, Collection, Resource};

/// Kinds that own Pods, directly or not, and the kinds between.
const OWNERS: [(&str, &[&str]); 9] = [
    ("Deployment", &["ReplicaSet", "Pod"]),
    ("StatefulSet", &["Pod"]),
    ("DaemonSet", &["Pod"]),
    ("ReplicaSet", &["Pod"]),
    ("ReplicationController", &["Pod"]),
    ("Job", &["Pod"]),
    ("CronJob", &["Job", "Pod"]),
    ("PersistentVolumeClaim", &["Pod"]),
    ("Pod", &["Pod"]),
];

/// Where what is owned is.
fn home(kind: &str) -> (&'static str, &'static str) {
    match kind {
        "ReplicaSet" => ("apps/v1", "replicasets"),
        "Job" => ("batch/v1", "jobs"),
        "Event" => ("v1", "events"),
        _ => ("v1", "pods"),
    }
}

/// The collections to watch, none twice.
pub(super) fn collections(placed: &[(Value, Address, Resource)]) -> Vec<Collection> {
    let mut found: BTreeMap<String, Collection> = BTreeMap::new();
    for (object, address, resource) in placed {
        let name = object["metadata"]["name"].as_str().unwrap_or_default();
        let own = Collection {
            path: address.collection.clone(),
            api_version: resource.api_version.clone(),
            kind: resource.kind.clone(),
            name: Some(name.to_owned()),
        };
        let known = found.entry(own.path.clone()).or_insert_with(|| own.clone());
        if known.name != own.name {
            known.name = None;
        }
    }
    for (kind, namespace) in below(placed) {
        let (api_version, plural) = home(kind);
        let root = if api_version == "v1" { "api" } else { "apis" };
        let path = format!("/{root}/{api_version}/namespaces/{namespace}/{plural}");
        let whole = Collection {
            path: path.clone(),
            api_version: api_version.to_owned(),
            kind: kind.to_owned(),
            name: None,
        };
        found.insert(path, whole);
    }
    found.into_values().collect()
}

/// The kinds below the objects, by namespace, and the Events of those namespaces.
fn below(placed: &[(Value, Address, Resource)]) -> BTreeSet<(&'static str, String)> {
    let mut found = BTreeSet::new();
    for (object, _, resource) in placed.iter().filter(|(_, _, resource)| resource.is_namespaced) {
        let namespace = object["metadata"]["namespace"].as_str().unwrap_or_default();
        let owned =
            OWNERS.iter().find(|(kind, _)| *kind == resource.kind).map_or(&[][..], |(_, owned)| owned);
        found.extend(owned.iter().map(|kind| (*kind, namespace.to_owned())));
        let has_events = !owned.is_empty() || ["Service", "Ingress"].contains(&resource.kind.as_str());
        found.extend(has_events.then(|| ("Event", namespace.to_owned())));
    }
    found
}

//! Which rights an apply needs: from the addresses of its objects, without reading one.

use std::collections::BTreeSet;

use serde_json::Value;

use super::grant::Grant;
use crate::apply::is_recreated;
use crate::cluster::{Address, Resource, is_defined};
use crate::sets::SetNeeds;

/// What the apply does beside writing its objects.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Needs<'a> {
    /// The set that the objects belong to.
    pub(crate) set: Option<&'a SetNeeds>,
    /// Whether objects may be deleted and created.
    pub(crate) recreates: bool,
    /// The namespace in which revisions are kept.
    pub(crate) keeps_in: Option<&'a str>,
    /// Whether it waits.
    pub(crate) waits: bool,
    /// Whether it deletes Pods that hold up a StatefulSet.
    pub(crate) deletes_pods: bool,
}

/// The verbs with which an object is applied: it is read, written, and created by the same request.
const APPLY: [&str; 3] = ["create", "get", "patch"];

/// The verbs with which revisions are kept.
const KEEP: [&str; 5] = ["create", "delete", "get", "list", "patch"];

/// The verbs with which members are found, deleted, and seen to be gone.
const PRUNE: [&str; 3] = ["delete", "get", "list"];

/// The group and the resource of definitions.
const DEFINITIONS: (&str, &str) = ("apiextensions.k8s.io", "customresourcedefinitions");

/// The verbs with which a collection is watched.
const WATCH: [&str; 2] = ["list", "watch"];

/// What waiting watches below the kinds of a set.
const BELOW: [(&str, &str); 4] = [("apps", "replicasets"), ("batch", "jobs"), ("", "pods"), ("", "events")];

/// Kinds below which something is watched.
const OWNERS: [&str; 9] = [
    "Deployment",
    "StatefulSet",
    "DaemonSet",
    "ReplicaSet",
    "ReplicationController",
    "Job",
    "CronJob",
    "Pod",
    "PersistentVolumeClaim",
];

/// The rights that applying these objects needs, in order, none twice.
pub(crate) fn needed(placed: &[(Value, Address, Resource)], needs: Needs<'_>) -> Vec<Grant> {
    let mut all = Rights::default();
    for (object, _, resource) in placed {
        let namespace = resource.is_namespaced.then(|| object["metadata"]["namespace"].as_str()).flatten();
        let group = resource.group();
        let recreates = needs.recreates || is_recreated(object);
        all.add(namespace, group, &resource.plural, &APPLY);
        if recreates {
            all.add(namespace, group, &resource.plural, &["delete"]);
        }
        if resource.subresources.iter().any(|name| name == "scale") {
            all.add(namespace, "autoscaling", "horizontalpodautoscalers", &["list"]);
        }
        if is_defined(&resource.api_version, &resource.kind) {
            all.add(None, DEFINITIONS.0, DEFINITIONS.1, &["get"]);
        }
        if resource.kind == "StatefulSet" {
            all.stateful_set(namespace, recreates, needs.deletes_pods);
        }
        if needs.waits {
            all.add(namespace, group, &resource.plural, &WATCH);
            all.watched(namespace, &resource.kind);
        }
    }
    if let Some(namespace) = needs.keeps_in {
        all.add(Some(namespace), "", "secrets", &KEEP);
    }
    if let Some(set) = needs.set {
        all.set(set);
    }
    all.0.into_iter().collect()
}

#[derive(Default)]
struct Rights(BTreeSet<Grant>);

impl Rights {
    fn add(&mut self, namespace: Option<&str>, group: &str, resource: &str, verbs: &[&'static str]) {
        self.0.extend(verbs.iter().map(|verb| Grant {
            namespace: namespace.map(str::to_owned),
            group: group.to_owned(),
            resource: resource.to_owned(),
            verb,
            denied: None,
        }));
    }

    /// The parent, which exists before unless it is a Secret or a ConfigMap, and the members.
    fn set(&mut self, set: &SetNeeds) {
        let (parent, namespace) = (&set.parent, set.parent_namespace.as_deref());
        self.add(namespace, parent.group(), &parent.plural, &["get", "patch"]);
        if parent.group().is_empty() {
            self.add(namespace, "", &parent.plural, &["create"]);
        } else {
            self.add(None, DEFINITIONS.0, DEFINITIONS.1, &["get"]);
        }
        if set.lists_definitions {
            self.add(None, DEFINITIONS.0, DEFINITIONS.1, &["list"]);
        }
        for (resource, is_pruned) in &set.members {
            let verbs: &[&'static str] = if *is_pruned { &PRUNE } else { &["list"] };
            if resource.is_namespaced {
                for namespace in &set.namespaces {
                    self.add(Some(namespace), resource.group(), &resource.plural, verbs);
                }
            } else {
                self.add(None, resource.group(), &resource.plural, verbs);
            }
        }
    }

    fn stateful_set(&mut self, namespace: Option<&str>, recreates: bool, deletes_pods: bool) {
        self.add(namespace, "", "pods", &["list"]);
        if deletes_pods {
            self.add(namespace, "", "pods", &["delete"]);
        }
        if recreates {
            self.add(namespace, "", "persistentvolumeclaims", &["list", "patch"]);
        }
    }

    fn watched(&mut self, namespace: Option<&str>, kind: &str) {
        if kind == "PersistentVolumeClaim" {
            self.add(None, "storage.k8s.io", "storageclasses", &["list"]);
        }
        if !OWNERS.contains(&kind) {
            return;
        }
        for (group, resource) in BELOW {
            let is_needed = match resource {
                "replicasets" => kind == "Deployment",
                "jobs" => kind == "CronJob",
                _ => true,
            };
            if is_needed {
                self.add(namespace, group, resource, &WATCH);
            }
        }
        self.add(namespace, "", "pods/log", &["get"]);
    }
}

//! Which rights an apply needs: from the addresses of its objects, without reading one.

use std::collections::BTreeSet;

use serde_json::Value;

use super::grant::Grant;
use crate::cluster::{Address, Resource};

/// What the apply does beside writing its objects.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Needs<'a> {
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
        let group = resource.api_version.split_once('/').map_or("", |(group, _)| group);
        all.add(namespace, group, &resource.plural, &APPLY);
        if needs.recreates {
            all.add(namespace, group, &resource.plural, &["delete"]);
        }
        if resource.subresources.iter().any(|name| name == "scale") {
            all.add(namespace, "autoscaling", "horizontalpodautoscalers", &["list"]);
        }
        if group.contains('.') && !group.ends_with(".k8s.io") {
            all.add(None, "apiextensions.k8s.io", "customresourcedefinitions", &["get"]);
        }
        if resource.kind == "StatefulSet" {
            all.stateful_set(namespace, needs);
        }
        if needs.waits {
            all.add(namespace, group, &resource.plural, &WATCH);
            all.watched(namespace, &resource.kind);
        }
    }
    if let Some(namespace) = needs.keeps_in {
        all.add(Some(namespace), "", "secrets", &KEEP);
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

    fn stateful_set(&mut self, namespace: Option<&str>, needs: Needs<'_>) {
        self.add(namespace, "", "pods", &["list"]);
        if needs.deletes_pods {
            self.add(namespace, "", "pods", &["delete"]);
        }
        if needs.recreates {
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

//! A set of objects with all that it owns, down to the Pods, each with its readiness and causes.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

use super::cause::{Cause, causes_of_event, causes_of_pod};
use super::conditions::{count, items, text};
use super::judge::{absent, readiness};
use super::progress::Readiness;
use super::surroundings::Surroundings;
use crate::k8s::ObjectRef;

/// An object of a set or below one.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Node {
    /// Which object.
    pub object: ObjectRef,
    /// Its uid; empty when it is not there.
    pub uid: String,
    /// How far it is.
    pub readiness: Readiness,
    /// Why it does not go on, each cause once; none of what is ready.
    pub causes: Vec<Cause>,
    /// What it owns.
    pub owned: Vec<Node>,
}

/// A set and what it owns.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Tree {
    /// The objects of the set, in its order.
    pub roots: Vec<Node>,
}

/// What a tree is made of.
struct Parts<'a> {
    around: Surroundings<'a>,
    owned: BTreeMap<&'a str, Vec<&'a Value>>,
    events: BTreeMap<&'a str, Vec<&'a Value>>,
    /// The Events of claims, by namespace and name: the claims themselves may not be known.
    of_claims: BTreeMap<(&'a str, &'a str), Vec<&'a Value>>,
}

impl Tree {
    /// Puts a set together: each wanted object with the live one, if it is there; the live objects that
    /// may be owned; the storage classes; the Events.
    #[must_use]
    pub fn new<'a>(
        wanted: impl IntoIterator<Item = (&'a Value, Option<&'a Value>)>,
        others: &[&'a Value],
        storage_classes: &'a [Value],
        events: impl IntoIterator<Item = &'a Value>,
    ) -> Self {
        let pods: Vec<&Value> = others.iter().copied().filter(|object| object["kind"] == "Pod").collect();
        let around = Surroundings { pods: &pods, storage_classes };
        let mut parts =
            Parts { around, owned: BTreeMap::new(), events: BTreeMap::new(), of_claims: BTreeMap::new() };
        for other in others {
            let owners = items(other, "/metadata/ownerReferences").iter();
            if let Some(owner) = owners.into_iter().find(|owner| owner["controller"] == true) {
                parts.owned.entry(text(owner, "/uid")).or_default().push(other);
            }
        }
        for event in events {
            parts.events.entry(text(event, "/involvedObject/uid")).or_default().push(event);
            if text(event, "/involvedObject/kind") == "PersistentVolumeClaim" {
                let claim = (text(event, "/involvedObject/namespace"), text(event, "/involvedObject/name"));
                parts.of_claims.entry(claim).or_default().push(event);
            }
        }
        let roots = wanted.into_iter().filter_map(|(wanted, live)| match live {
            Some(live) => parts.node(live, 0),
            None => missing(wanted),
        });
        Self { roots: roots.collect() }
    }

    /// Whether every object of the set is ready.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.roots.iter().all(|root| root.readiness.is_ready())
    }

    /// The causes below the objects of the set that are not ready, with the object that each is of.
    #[must_use]
    pub fn causes(&self) -> Vec<(&Node, &Cause)> {
        let mut found = Vec::new();
        for root in self.roots.iter().filter(|root| !root.readiness.is_ready()) {
            root.collect(&mut found);
        }
        found
    }
}

/// How deep owners go at most: a CronJob's Pods are two below it.
const DEEPEST: usize = 8;

impl<'a> Parts<'a> {
    fn node(&self, live: &'a Value, depth: usize) -> Option<Node> {
        let uid = text(live, "/metadata/uid");
        let readiness = readiness(live, &self.around);
        let mut owned: Vec<Node> = match self.owned.get(uid).filter(|_| depth < DEEPEST) {
            Some(owned) => {
                owned.iter().filter(|one| is_shown(one)).filter_map(|one| self.node(one, depth + 1)).collect()
            }
            None => Vec::new(),
        };
        owned.sort_by(|a, b| a.object.key().cmp(&b.object.key()));
        let causes = if readiness.is_ready() { Vec::new() } else { self.causes(live, uid) };
        Some(Node { object: ObjectRef::from_json(live)?, uid: uid.to_owned(), readiness, causes, owned })
    }

    fn causes(&self, live: &Value, uid: &str) -> Vec<Cause> {
        let of_pod = if live["kind"] == "Pod" { causes_of_pod(live) } else { Vec::new() };
        let own = self.events.get(uid).map(|events| latest_causes(events)).unwrap_or_default();
        let mut seen = BTreeSet::new();
        let all = of_pod.into_iter().chain(own).chain(self.causes_of_claims(live));
        all.filter(|cause| seen.insert(cause.to_string())).collect()
    }

    /// What is said of the claims that a Pod without a node waits for.
    fn causes_of_claims(&self, pod: &Value) -> Vec<Cause> {
        if pod["kind"] != "Pod" || pod["spec"]["nodeName"].is_string() {
            return Vec::new();
        }
        let namespace = text(pod, "/metadata/namespace");
        let claims = items(pod, "/spec/volumes").iter();
        let claims = claims.map(|volume| text(volume, "/persistentVolumeClaim/claimName"));
        let said = claims.filter_map(|claim| Some((claim, self.of_claims.get(&(namespace, claim))?)));
        let named = |claim: &str, cause: Cause| Cause {
            message: format!("claim {claim}: {}", cause.message),
            ..cause
        };
        said.flat_map(|(claim, events)| {
            latest_causes(events).into_iter().map(move |cause| named(claim, cause))
        })
        .collect()
    }
}

/// The newest cause of each reason.
fn latest_causes(events: &[&Value]) -> Vec<Cause> {
    let mut latest: BTreeMap<&str, (&str, Cause)> = BTreeMap::new();
    for event in events {
        let Some(cause) = causes_of_event(event) else { continue };
        let (reason, time) = (text(event, "/reason"), last_seen(event));
        if latest.get(reason).is_none_or(|(known, _)| *known <= time) {
            latest.insert(reason, (time, cause));
        }
    }
    latest.into_values().map(|(_, cause)| cause).collect()
}

/// When an Event was seen last.
fn last_seen(event: &Value) -> &str {
    let times = ["/series/lastObservedTime", "/lastTimestamp", "/eventTime", "/metadata/creationTimestamp"];
    times.into_iter().map(|pointer| text(event, pointer)).find(|time| !time.is_empty()).unwrap_or_default()
}

/// ReplicaSets of old revisions without Pods say nothing; neither do revisions.
fn is_shown(object: &Value) -> bool {
    let is_empty_set = object["kind"] == "ReplicaSet"
        && object["spec"]["replicas"] == 0
        && count(object, "/status/replicas") == 0;
    !is_empty_set && object["kind"] != "ControllerRevision"
}

fn missing(wanted: &Value) -> Option<Node> {
    Some(Node {
        object: ObjectRef::from_json(wanted)?,
        uid: String::new(),
        readiness: absent(wanted),
        causes: Vec::new(),
        owned: Vec::new(),
    })
}

impl Node {
    /// Whether something here or below rarely goes away by itself.
    #[must_use]
    pub fn has_lasting_cause(&self) -> bool {
        self.causes.iter().any(|cause| cause.lasts) || self.owned.iter().any(Self::has_lasting_cause)
    }

    fn collect<'n>(&'n self, found: &mut Vec<(&'n Self, &'n Cause)>) {
        found.extend(self.causes.iter().map(|cause| (self, cause)));
        for owned in &self.owned {
            owned.collect(found);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_pod_that_waits_for_a_claim_says_what_the_claim_waits_for() {
        let pod = json!({
            "apiVersion": "v1", "kind": "Pod", "metadata": {"name": "db-0", "namespace": "a", "uid": "p"},
            "spec": {"volumes": [{"name": "data", "persistentVolumeClaim": {"claimName": "data-db-0"}}]},
            "status": {"phase": "Pending"},
        });
        let event = |namespace: &str| {
            json!({
                "type": "Normal", "reason": "FailedBinding", "message": "no storage class is set",
                "involvedObject": {"kind": "PersistentVolumeClaim", "namespace": namespace, "name": "data-db-0", "uid": "c"},
            })
        };
        let told = |event: &Value| {
            let tree = Tree::new([(&pod, Some(&pod))], &[], &[], [event]);
            tree.causes().iter().map(|(_, cause)| cause.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(told(&event("a")), ["FailedBinding: claim data-db-0: no storage class is set"]);
        assert!(told(&event("b")).is_empty());
    }

    #[test]
    fn a_set_is_shown_down_to_its_pods_with_causes() {
        let owner = |uid: &str| json!([{"uid": uid, "controller": true}]);
        let deployment = json!({"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web", "uid": "d", "generation": 1}, "spec": {"replicas": 1}, "status": {"observedGeneration": 1}});
        let set = |name: &str, replicas: i64| json!({"apiVersion": "apps/v1", "kind": "ReplicaSet", "metadata": {"name": name, "uid": name, "generation": 1, "ownerReferences": owner("d")}, "spec": {"replicas": replicas}, "status": {"observedGeneration": 1}});
        let pod = json!({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p", "uid": "p", "ownerReferences": owner("new")}, "status": {"phase": "Pending", "containerStatuses": [{"name": "c", "state": {"waiting": {"reason": "ErrImagePull", "message": "no such image"}}}]}});
        let event = |reason: &str, time: &str| json!({"type": "Warning", "reason": reason, "message": time, "lastTimestamp": time, "involvedObject": {"uid": "new"}});
        let (old, new) = (set("old", 0), set("new", 1));
        let events =
            [event("FailedCreate", "2026-01-02T00:00:00Z"), event("FailedCreate", "2026-01-01T00:00:00Z")];
        let wanted = json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "m"}});
        let tree =
            Tree::new([(&deployment, Some(&deployment)), (&wanted, None)], &[&old, &new, &pod], &[], &events);
        assert!(!tree.is_ready());
        assert_eq!(tree.roots[0].owned.len(), 1);
        assert_eq!(tree.roots[0].owned[0].owned[0].object.name, "p");
        assert_eq!(tree.roots[1].readiness.notes(), ["is not there"]);
        let causes: Vec<String> =
            tree.causes().iter().map(|(node, cause)| format!("{} {cause}", node.object.name)).collect();
        assert_eq!(
            causes,
            ["new FailedCreate: 2026-01-02T00:00:00Z", "p container c: ErrImagePull: no such image"]
        );
    }
}

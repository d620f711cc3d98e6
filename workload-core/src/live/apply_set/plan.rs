//! Which members of a set are deleted because nobody wants them any more, and in which order.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value;

use super::group_kind::GroupKind;
use super::parent::{PART_OF, SetParent};
use crate::k8s::ObjectRef;
use crate::live::noise::without_noise;
use crate::live::order::wave;
use crate::ownership::BuiltinKind;

/// The annotation of an object that is not pruned.
const KEEP: &str = "workload/keep";

/// Kinds with which data goes, or everything in them.
const WITH_DATA: [(&str, &str); 4] = [
    ("", "Namespace"),
    ("apiextensions.k8s.io", "CustomResourceDefinition"),
    ("", "PersistentVolume"),
    ("", "PersistentVolumeClaim"),
];

/// Whether objects of a kind are pruned only when data may go.
#[must_use]
pub fn goes_with_data(kind: &GroupKind) -> bool {
    WITH_DATA.contains(&(kind.group.as_str(), kind.kind.as_str()))
}

/// Why a member is kept that nobody wants any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum KeptBecause {
    /// Data would go with it, or everything in it.
    Data,
    /// Its annotation `workload/keep` says so.
    Annotation,
}

/// A member that is kept.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Kept {
    /// The member.
    pub object: ObjectRef,
    /// Why.
    pub because: KeptBecause,
    /// The live object.
    #[serde(skip)]
    pub live: Value,
}

/// What pruning a set does.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct PrunePlan {
    /// The members that are deleted, group by group: the next group waits until one is gone.
    pub groups: Vec<Vec<Value>>,
    /// Those that are kept.
    pub kept: Vec<Kept>,
    /// Number of members that are there, those that are wanted included.
    pub members: usize,
    /// Whether nothing is wanted at all.
    pub is_empty: bool,
}

impl PrunePlan {
    /// What becomes of the live `members` of a set. `wanted` are the objects that are applied, each with its
    /// live state; data goes only with `include_data`.
    #[must_use]
    pub fn new(
        parent: &SetParent,
        members: Vec<Value>,
        wanted: &[(ObjectRef, Option<&Value>)],
        include_data: bool,
    ) -> Self {
        let names: BTreeSet<&ObjectRef> = wanted.iter().map(|(object, _)| object).collect();
        // One object can be served under two groups; it stays one object.
        let uids: BTreeSet<&str> =
            wanted.iter().filter_map(|(_, live)| live.as_ref()?["metadata"]["uid"].as_str()).collect();
        let is_wanted = |member: &Value| {
            let is_named = ObjectRef::from_json(member).is_some_and(|object| names.contains(&object));
            is_named || member["metadata"]["uid"].as_str().is_some_and(|uid| uids.contains(uid))
        };
        let mut seen = BTreeSet::new();
        let mut plan = Self { is_empty: wanted.is_empty(), ..Self::default() };
        let mut doomed = Vec::new();
        for member in members {
            let is_new = seen.insert(member["metadata"]["uid"].to_string());
            if !is_new || parent.is(&member) || is_controlled(&member) {
                continue;
            }
            plan.members += 1;
            let Some(object) = ObjectRef::from_json(&member).filter(|_| !is_wanted(&member)) else {
                continue;
            };
            match protection(&object, &member).filter(|_| !include_data) {
                Some(because) => plan.kept.push(Kept { object, because, live: member }),
                None => doomed.push((object, member)),
            }
        }
        plan.groups = grouped(doomed);
        plan
    }

    /// The members that are deleted, in order.
    pub fn pruned(&self) -> impl Iterator<Item = &Value> {
        self.groups.iter().flatten()
    }

    /// Number of members that are deleted.
    #[must_use]
    pub fn count(&self) -> usize {
        self.pruned().count()
    }

    /// Whether so much goes that somebody must say how many: nothing is wanted any more, or more than half
    /// of the members go.
    #[must_use]
    pub fn is_large(&self) -> bool {
        let count = self.count();
        count > 0 && (self.is_empty || count * 2 > self.members)
    }
}

/// Whether a live member is still what was shown: the same object in the same set, but for its status.
#[must_use]
pub fn is_as_shown(shown: &Value, found: &Value) -> bool {
    shown["metadata"]["uid"] == found["metadata"]["uid"]
        && shown["metadata"]["labels"][PART_OF] == found["metadata"]["labels"][PART_OF]
        && without_noise(shown) == without_noise(found)
}

/// Whether a controller has made it: it goes with its owner, whatever labels it was given.
fn is_controlled(member: &Value) -> bool {
    let owners = member["metadata"]["ownerReferences"].as_array();
    owners.into_iter().flatten().any(|owner| owner["controller"] == true)
}

fn protection(object: &ObjectRef, member: &Value) -> Option<KeptBecause> {
    let keep = member["metadata"]["annotations"][KEEP].as_str();
    if keep.is_some_and(|value| value != "false") {
        return Some(KeptBecause::Annotation);
    }
    let policy = &member["spec"]["persistentVolumeClaimRetentionPolicy"]["whenDeleted"];
    let takes_claims = object.kind == "StatefulSet" && policy == "Delete";
    let is_data = WITH_DATA.contains(&(object.group(), object.kind.as_str()));
    (is_data || takes_claims).then_some(KeptBecause::Data)
}

/// The reverse of the waves; custom resources go before the rest of their wave, since what runs there may
/// have to finish them.
fn grouped(mut doomed: Vec<(ObjectRef, Value)>) -> Vec<Vec<Value>> {
    let order = |object: &ObjectRef| {
        (Reverse(wave(object)), BuiltinKind::new(&object.api_version, &object.kind).is_some())
    };
    doomed.sort_by(|(one, _), (other, _)| order(one).cmp(&order(other)).then_with(|| one.cmp(other)));
    let groups = doomed.chunk_by(|(one, _), (other, _)| order(one) == order(other));
    groups.map(|group| group.iter().map(|(_, member)| member.clone()).collect()).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn parent() -> SetParent {
        SetParent {
            api_version: "v1".to_owned(),
            kind: "Secret".to_owned(),
            namespace: Some("default".to_owned()),
            name: "set".to_owned(),
        }
    }

    fn member(api: &str, kind: &str, name: &str) -> Value {
        json!({"apiVersion": api, "kind": kind, "metadata": {"name": name, "namespace": "default", "uid": format!("{kind}-{name}")}})
    }

    fn plan(members: Vec<Value>, wanted: &[Value], include_data: bool) -> PrunePlan {
        let wanted: Vec<_> =
            wanted.iter().map(|object| (ObjectRef::from_json(object).unwrap(), Some(object))).collect();
        PrunePlan::new(&parent(), members, &wanted, include_data)
    }

    fn names(plan: &PrunePlan) -> Vec<String> {
        plan.pruned().map(|object| ObjectRef::from_json(object).unwrap().kind).collect()
    }

    #[test]
    fn deletes_go_the_other_way_round() {
        let kinds = [
            ("v1", "ConfigMap"),
            ("v1", "Service"),
            ("apps/v1", "Deployment"),
            ("example.com/v1", "Shop"),
            ("policy/v1", "PodDisruptionBudget"),
        ];
        let plan = plan(kinds.map(|(api, kind)| member(api, kind, "a")).into(), &[], false);
        assert_eq!(names(&plan), ["PodDisruptionBudget", "Shop", "Deployment", "Service", "ConfigMap"]);
        assert_eq!((plan.groups.len(), plan.members), (5, 5));
    }

    #[test]
    fn data_goes_only_when_that_is_allowed() {
        let mut kept = member("v1", "ConfigMap", "kept");
        kept["metadata"]["annotations"] = json!({"workload/keep": "true"});
        let mut set = member("apps/v1", "StatefulSet", "redis");
        set["spec"] = json!({"persistentVolumeClaimRetentionPolicy": {"whenDeleted": "Delete"}});
        let members = || {
            let claim = member("v1", "PersistentVolumeClaim", "data");
            let definition =
                member("apiextensions.k8s.io/v1", "CustomResourceDefinition", "shops.example.com");
            vec![member("v1", "Namespace", "shop"), claim, definition, kept.clone(), set.clone()]
        };
        let found = plan(members(), &[], false);
        assert_eq!((found.count(), found.kept.len(), found.is_large()), (0, 5, false));
        assert_eq!(found.kept[3].because, KeptBecause::Annotation);
        assert_eq!(plan(members(), &[], true).count(), 5);
    }

    #[test]
    fn what_is_wanted_under_another_version_or_group_stays() {
        let old = member("autoscaling/v1", "HorizontalPodAutoscaler", "web");
        let new = member("autoscaling/v2", "HorizontalPodAutoscaler", "web");
        assert_eq!(plan(vec![old], &[new], false).count(), 0);
        let mut old = member("extensions/v1beta1", "Ingress", "web");
        let mut new = member("networking.k8s.io/v1", "Ingress", "web");
        old["metadata"]["uid"] = json!("one");
        new["metadata"]["uid"] = json!("one");
        assert_eq!(plan(vec![old], &[new], false).count(), 0);
    }

    #[test]
    fn what_a_controller_made_and_the_parent_are_no_members() {
        let mut slice = member("discovery.k8s.io/v1", "EndpointSlice", "web-x");
        slice["metadata"]["ownerReferences"] =
            json!([{"kind": "Service", "name": "web", "controller": true}]);
        let found = plan(vec![slice, member("v1", "Secret", "set")], &[], false);
        assert_eq!((found.count(), found.members), (0, 0));
    }

    #[test]
    fn only_a_status_may_have_changed_since_it_was_shown() {
        let mut shown = member("apps/v1", "Deployment", "web");
        shown["metadata"]["labels"] = json!({PART_OF: "applyset-x-v1"});
        let changed = |change: &dyn Fn(&mut Value)| {
            let mut found = shown.clone();
            found["metadata"]["resourceVersion"] = json!("7");
            change(&mut found);
            is_as_shown(&shown, &found)
        };
        assert!(changed(&|found| found["status"] = json!({"replicas": 3})));
        assert!(!changed(&|found| found["spec"] = json!({"replicas": 3})));
        assert!(!changed(&|found| found["metadata"]["labels"][PART_OF] = json!("applyset-y-v1")));
        assert!(!changed(&|found| found["metadata"]["uid"] = json!("another")));
        assert!(!changed(&|found| found["metadata"]["annotations"] = json!({KEEP: "true"})));
    }

    #[test]
    fn much_is_more_than_half_or_all() {
        let maps: Vec<_> = ["a", "b", "c", "d"].map(|name| member("v1", "ConfigMap", name)).into();
        assert!(!plan(maps.clone(), &maps[..2], false).is_large());
        assert!(plan(maps.clone(), &maps[..1], false).is_large());
        assert!(plan(maps, &[], false).is_large());
        assert!(!plan(Vec::new(), &[], false).is_large());
    }
}

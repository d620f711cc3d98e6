//! What the cluster retains of an object when an update leaves it out.
//!
//! The server and its controllers write into the objects that they are given: a Service gets an
//! address, a claim a volume, a Pod a node. A manifest that does not mention those fields does
//! not take them away.

mod job;
mod live;
mod metadata;
mod service;
mod set_once;

pub(super) use job::JOB_LABELS;
pub(super) use live::is_live;
use serde_json::{Map, Value};

use super::pod_specs::spec_pointer;
use crate::k8s::ObjectRef;

/// The fields that others than the author of a manifest write, by kind.
const WRITTEN_BY_OTHERS: &[(&str, &str, &[&str])] = &[
    ("", "Node", &["spec.podCIDR", "spec.podCIDRs"]),
    (
        "",
        "PersistentVolume",
        &[
            "spec.claimRef",
            "spec.claimRef.apiVersion",
            "spec.claimRef.kind",
            "spec.claimRef.resourceVersion",
            "spec.claimRef.uid",
        ],
    ),
    ("", "PersistentVolumeClaim", &["spec.volumeName", "spec.storageClassName"]),
    ("", "Pod", &["spec.nodeName", "spec.priority", "spec.preemptionPolicy", "spec.serviceAccountName"]),
    ("", "ServiceAccount", &["secrets"]),
    ("batch", "Job", &["spec.selector"]),
];

/// Fills in what the cluster retains of the old object, as it was given.
pub(super) fn with_retained(object: &ObjectRef, old: &Value, new: &mut Value) {
    if old == new {
        return;
    }
    let live = is_live(old);
    metadata::retain(old, new, live);
    if object.group().is_empty() && object.kind == "Service" {
        service::retain(old, new);
    }
    if object.group() == "batch" && object.kind == "Job" {
        job::retain(old, new);
    }
    set_once::retain((object.group(), &object.kind), old, new);
    account(object, old, new);
    if live {
        retain_all(old, new, written_by_others(object));
    }
}

/// `serviceAccount`, the old name of `serviceAccountName`, stays behind and fills it in again.
fn account(object: &ObjectRef, old_object: &Value, new: &mut Value) {
    let Some(pointer) = spec_pointer((object.group(), &object.kind)) else { return };
    let given =
        |spec: &Value, key: &str| spec.get(key).and_then(Value::as_str).is_some_and(|name| !name.is_empty());
    let (Some(old), Some(new)) = (old_object.pointer(&pointer), new.pointer_mut(&pointer)) else { return };
    let wrote_both = given(old, "serviceAccount") && !is_live(old_object);
    if given(old, "serviceAccountName")
        && !wrote_both
        && !given(new, "serviceAccountName")
        && !given(new, "serviceAccount")
    {
        new["serviceAccountName"] = old["serviceAccountName"].clone();
    }
}

/// Whether the cluster fills in the field of this kind, so that no manifest has to have it.
pub(super) fn is_generated(object: &ObjectRef, path: &str) -> bool {
    written_by_others(object).contains(&path)
}

fn written_by_others(object: &ObjectRef) -> &'static [&'static str] {
    let is_meant = |row: &&(&str, &str, &[&str])| row.0 == object.group() && row.1 == object.kind;
    WRITTEN_BY_OTHERS.iter().find(is_meant).map_or(&[], |(_, _, paths)| *paths)
}

/// Copies the field at `path` unless the new object has one, or has nothing above it.
fn retain(old: &Value, new: &mut Value, path: &str) {
    let (above, key) = path.rsplit_once('.').unwrap_or(("", path));
    let pointer = if above.is_empty() { String::new() } else { format!("/{}", above.replace('.', "/")) };
    let Some(value) = old.pointer(&pointer).and_then(|above| above.get(key)).filter(|value| !value.is_null())
    else {
        return;
    };
    if let Some(Value::Object(above)) = new.pointer_mut(&pointer) {
        if above.get(key).is_none_or(Value::is_null) {
            above.insert(key.to_owned(), value.clone());
        }
    } else if above == "spec" {
        let spec = Map::from_iter([(key.to_owned(), value.clone())]);
        if let Some(object) = new.as_object_mut() {
            object.insert("spec".to_owned(), Value::Object(spec));
        }
    }
}

fn retain_all(old: &Value, new: &mut Value, paths: &[&str]) {
    for path in paths {
        retain(old, new, path);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{change, changes, the};
    use super::super::{Changes, Effect};

    /// What is told of a field that a manifest no longer has.
    #[track_caller]
    fn kept(yaml: &str, from: &str, path: &str) {
        let change = the(yaml, from, "");
        let field = change.field(path).unwrap_or_else(|| panic!("{path} is not among {:#?}", change.fields));
        assert!(matches!(field.effect, Effect::Ignored { .. }), "{field:#?}");
        assert!(field.note.message.starts_with("the server keeps"), "{field:#?}");
    }

    #[test]
    fn what_a_manifest_no_longer_says_stays() {
        let service =
            "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {type: NodePort, clusterIP: 10.0.0.9,
            ports: [{port: 80, nodePort: 30080}]}}";
        kept(service, "clusterIP: 10.0.0.9,", "spec.clusterIP");
        kept(service, ", nodePort: 30080", "spec.ports[80].nodePort");
        let pod = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {selector: {matchLabels: {a: b}},
            template: {metadata: {labels: {a: b}}, spec: {serviceAccountName: robot,
            containers: [{name: a, image: 'a:1'}]}}}}";
        kept(pod, "serviceAccountName: robot,", "spec.template.spec.serviceAccountName");
    }

    #[test]
    fn a_service_drops_what_its_new_type_does_not_have() {
        let service = "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {type: NodePort,
            externalTrafficPolicy: Cluster, ports: [{port: 80, nodePort: 30080}]}}";
        assert!(!the(service, "type: NodePort", "type: ClusterIP").is_forbidden());
        let other = service.replace("30080", "30081").replace("type: NodePort", "type: ClusterIP");
        assert!(change(service, &other).is_forbidden());
    }

    #[test]
    fn what_the_cluster_filled_in_is_no_difference() {
        let claim = "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: a}, spec: {storageClassName: fast,
            accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}";
        let bound = claim
            .replace(
                "metadata: {name: a}",
                "metadata: {name: a, uid: u, finalizers: [kubernetes.io/pvc-protection],
                annotations: {pv.kubernetes.io/bind-completed: 'yes'}}",
            )
            .replace("storageClassName: fast,", "storageClassName: fast, volumeName: pv-1,");
        assert_eq!(changes(&bound, claim), changes(claim, claim));
        let job = "{apiVersion: batch/v1, kind: Job, metadata: {name: a}, spec: {
            template: {spec: {restartPolicy: Never, containers: [{name: a, image: 'a:1'}]}}}}";
        let change = the(job, "spec: {\n", "spec: {parallelism: 2,\n");
        assert!(!change.is_forbidden());
        let completions = change.field("spec.completions").unwrap();
        assert_eq!(completions.note.message, "the server keeps `spec.completions`: 1");
    }

    #[test]
    fn the_finalizers_of_a_namespace_are_the_servers() {
        let space =
            "{apiVersion: v1, kind: Namespace, metadata: {name: a}, spec: {finalizers: [kubernetes]}}";
        let change = the(space, "[kubernetes]", "[other]");
        assert!(matches!(change.fields[0].effect, Effect::Ignored { .. }), "{change:#?}");
        assert!(change.note.commands.is_empty(), "{change:#?}");
        assert_eq!(
            changes(space, &space.replace(", spec: {finalizers: [kubernetes]}", "")),
            Changes::default()
        );
    }
}

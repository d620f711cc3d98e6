//! An object as the API server would store it: defaults filled in, noise left out.
//!
//! Two manifests that are stored alike are the same manifest.

mod gated;
mod normal_form;
mod tidy;

use serde_json::Value;

use crate::k8s::ObjectRef;
use crate::k8s::defaults;

/// The object as the server would store it, without what the server itself adds.
pub(crate) fn as_stored(object: &Value, identity: &ObjectRef) -> Value {
    let given = object;
    let mut object = object.clone();
    tidy::tidy(&mut object, is_built_in(identity.group()));
    let Value::Object(map) = &mut object else { return object };
    tidy::without_server_fields(map);
    let kind = (identity.group(), identity.kind.as_str());
    normal_form::before_defaults(kind, map);
    gated::without_gated(kind, given, map);
    defaults::fill_in(kind.0, kind.1, map);
    defaults::admit(kind.0, kind.1, map);
    normal_form::after_defaults(kind, map);
    object
}

/// Whether the group is one of Kubernetes' own, whose fields are known here.
fn is_built_in(group: &str) -> bool {
    !group.contains('.') || group.ends_with(".k8s.io")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// That two manifests are stored alike.
    #[track_caller]
    fn same(old: &str, new: &str) {
        let [old, new] = [old, new].map(|yaml| {
            let object: Value = serde_yaml::from_str(yaml).unwrap();
            let identity = ObjectRef::from_json(&object).unwrap();
            let mut stored = as_stored(&object, &identity);
            stored.as_object_mut().unwrap().remove("apiVersion");
            stored
        });
        assert_eq!(old, new);
    }

    #[test]
    fn written_defaults_are_no_difference() {
        same(
            "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {
                template: {spec: {containers: [{name: a, image: 'a:1', ports: [{containerPort: 80}]}]}}}}",
            "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a, creationTimestamp: null}, spec: {
                replicas: 1, strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 25%, maxUnavailable: 25%}},
                progressDeadlineSeconds: 600, revisionHistoryLimit: 10, minReadySeconds: 0, paused: false,
                template: {metadata: {labels: {}}, spec: {restartPolicy: Always, dnsPolicy: ClusterFirst,
                  terminationGracePeriodSeconds: 30, schedulerName: default-scheduler, securityContext: {},
                  containers: [{name: a, image: 'a:1', imagePullPolicy: IfNotPresent,
                    terminationMessagePath: /dev/termination-log, terminationMessagePolicy: File, resources: {},
                    ports: [{containerPort: 80, protocol: TCP}]}]}}}, status: {replicas: 3}}",
        );
    }

    #[test]
    fn a_secret_is_the_same_in_both_forms() {
        same(
            "{apiVersion: v1, kind: Secret, metadata: {name: a}, stringData: {key: hello}}",
            "{apiVersion: v1, kind: Secret, metadata: {name: a}, type: Opaque, data: {key: aGVsbG8=}}",
        );
    }

    #[test]
    fn a_job_read_from_a_cluster_is_the_one_that_was_applied() {
        same(
            "{apiVersion: batch/v1, kind: Job, metadata: {name: a}, spec: {template: {spec: {restartPolicy: Never}}}}",
            "{apiVersion: batch/v1, kind: Job, metadata: {name: a, uid: u, labels: {job-name: a}}, spec: {
                selector: {matchLabels: {batch.kubernetes.io/controller-uid: u}}, completions: 1, parallelism: 1,
                template: {metadata: {labels: {job-name: a, controller-uid: u}}, spec: {restartPolicy: Never}}}}",
        );
    }

    #[test]
    fn a_service_says_what_it_is() {
        same(
            "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{port: 80}]}}",
            "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {type: ClusterIP, sessionAffinity: None,
                internalTrafficPolicy: Cluster, ports: [{port: 80, targetPort: 80, protocol: TCP}]}}",
        );
    }

    #[test]
    fn an_empty_directory_and_an_empty_selector_keep_their_meaning() {
        let volume: Value = serde_yaml::from_str(
            "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {volumes: [{name: a, emptyDir: {}}]}}",
        )
        .unwrap();
        let stored = as_stored(&volume, &ObjectRef::from_json(&volume).unwrap());
        assert!(stored.pointer("/spec/volumes/0/emptyDir").is_some());
    }
}

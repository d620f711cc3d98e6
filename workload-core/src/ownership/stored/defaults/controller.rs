//! The defaults of the kinds that keep Pods running.

use serde_json::json;

use super::pod;
use super::tools::{Object, default, default_pointer, each, inside, is_empty, says, within};
use super::volume;

pub(super) fn deployment(object: &mut Object) {
    within(object, "spec", |spec| {
        default(spec, "replicas", 1);
        within(spec, "strategy", |strategy| {
            default(strategy, "type", "RollingUpdate");
            if says(strategy, "type", "RollingUpdate") {
                within(strategy, "rollingUpdate", |rolling| {
                    default_pointer(rolling, "maxUnavailable", "25%");
                    default_pointer(rolling, "maxSurge", "25%");
                });
            }
        });
        default(spec, "revisionHistoryLimit", 10);
        default(spec, "progressDeadlineSeconds", 600);
        within(spec, "template", pod::template);
    });
}

pub(super) fn stateful_set(object: &mut Object) {
    within(object, "spec", |spec| {
        default(spec, "podManagementPolicy", "OrderedReady");
        within(spec, "updateStrategy", |strategy| {
            default(strategy, "type", "RollingUpdate");
            if says(strategy, "type", "RollingUpdate") {
                within(strategy, "rollingUpdate", |rolling| default_pointer(rolling, "partition", 0));
            }
        });
        within(spec, "persistentVolumeClaimRetentionPolicy", |policy| {
            default(policy, "whenDeleted", "Retain");
            default(policy, "whenScaled", "Retain");
        });
        default(spec, "replicas", 1);
        default(spec, "revisionHistoryLimit", 10);
        each(spec, "volumeClaimTemplates", |claim| {
            default(claim, "apiVersion", "v1");
            default(claim, "kind", "PersistentVolumeClaim");
            volume::claim(claim);
        });
        within(spec, "template", pod::template);
    });
}

pub(super) fn daemon_set(object: &mut Object) {
    within(object, "spec", |spec| {
        within(spec, "updateStrategy", |strategy| {
            default(strategy, "type", "RollingUpdate");
            if says(strategy, "type", "RollingUpdate") {
                within(strategy, "rollingUpdate", |rolling| {
                    default_pointer(rolling, "maxUnavailable", 1);
                    default_pointer(rolling, "maxSurge", 0);
                });
            }
        });
        default(spec, "revisionHistoryLimit", 10);
        within(spec, "template", pod::template);
    });
}

pub(super) fn replica_set(object: &mut Object) {
    within(object, "spec", |spec| {
        default(spec, "replicas", 1);
        within(spec, "template", pod::template);
    });
}

pub(super) fn replication_controller(object: &mut Object) {
    within(object, "spec", |spec| inside(spec, "template", pod::template));
    let labels = object["spec"]["template"]["metadata"]["labels"].as_object().cloned().unwrap_or_default();
    if labels.is_empty() {
        return;
    }
    inside(object, "spec", |spec| {
        if is_empty(spec, "selector") {
            spec.insert("selector".to_owned(), json!(labels));
        }
    });
    within(object, "metadata", |metadata| {
        if is_empty(metadata, "labels") {
            metadata.insert("labels".to_owned(), json!(labels));
        }
    });
}

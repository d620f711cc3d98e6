//! Defaults of the workloads that run on.

use serde_json::{Map, Value, json};

use super::fields::{default, each, inside, says, within};
use super::{pod, volume};

type Fields = Map<String, Value>;

pub(super) fn deployment(object: &mut Fields) {
    inside(object, "spec", |spec| {
        default(spec, "replicas", 1);
        default(spec, "revisionHistoryLimit", 10);
        default(spec, "progressDeadlineSeconds", 600);
        within(spec, "strategy", |strategy| {
            default(strategy, "type", "RollingUpdate");
            if says(strategy, "type", "RollingUpdate") {
                within(strategy, "rollingUpdate", |rolling| {
                    default(rolling, "maxSurge", "25%");
                    default(rolling, "maxUnavailable", "25%");
                });
            }
        });
        pod::template(spec);
    });
}

pub(super) fn stateful_set(object: &mut Fields) {
    inside(object, "spec", |spec| {
        default(spec, "replicas", 1);
        default(spec, "revisionHistoryLimit", 10);
        default(spec, "podManagementPolicy", "OrderedReady");
        within(spec, "persistentVolumeClaimRetentionPolicy", |policy| {
            default(policy, "whenDeleted", "Retain");
            default(policy, "whenScaled", "Retain");
        });
        within(spec, "updateStrategy", |strategy| {
            default(strategy, "type", "RollingUpdate");
            if says(strategy, "type", "RollingUpdate") {
                within(strategy, "rollingUpdate", |rolling| default(rolling, "partition", 0));
            }
        });
        each(spec, "volumeClaimTemplates", claim_template);
        pod::template(spec);
    });
}

fn claim_template(template: &mut Fields) {
    // Stored with its kind, which can be no other, and with a status that means nothing.
    for key in ["apiVersion", "kind", "status"] {
        template.remove(key);
    }
    inside(template, "metadata", |metadata| {
        metadata.remove("creationTimestamp");
    });
    volume::claim(template);
}

pub(super) fn daemon_set(object: &mut Fields) {
    inside(object, "spec", |spec| {
        default(spec, "revisionHistoryLimit", 10);
        within(spec, "updateStrategy", |strategy| {
            default(strategy, "type", "RollingUpdate");
            if says(strategy, "type", "RollingUpdate") {
                within(strategy, "rollingUpdate", |rolling| {
                    default(rolling, "maxUnavailable", 1);
                    default(rolling, "maxSurge", json!(0));
                });
            }
        });
        pod::template(spec);
    });
}

pub(super) fn replica_set(object: &mut Fields) {
    inside(object, "spec", |spec| {
        default(spec, "replicas", 1);
        pod::template(spec);
    });
}

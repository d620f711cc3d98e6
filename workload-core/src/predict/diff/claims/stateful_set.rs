//! The claims that a StatefulSet makes from its templates: `<template>-<name>-<ordinal>`.

use super::super::differences::differences;
use super::super::note::Note;
use super::super::object_diff::{ObjectDiff, text};
use super::super::ordinals::{Ordinals, SetClaim};
use super::super::scalar::scalar;
use super::{ClaimChange, Fate, claim};

pub(super) fn claims(diff: &ObjectDiff) -> Vec<ClaimChange> {
    let [old, new] = [diff.old, diff.new].map(|set| Ordinals::of(set).claims());
    let went = old.iter().map(|claim| match new.iter().find(|other| other.is(claim)) {
        Some(after) => kept(diff, claim, after),
        None => left(diff, claim),
    });
    let fresh = new.iter().filter(|claim| !old.iter().any(|other| other.is(claim)));
    went.chain(fresh.map(|claim| made(diff, claim))).collect()
}

fn made(diff: &ObjectDiff, new: &SetClaim) -> ClaimChange {
    let size = new.template.pointer("/spec/resources/requests/storage").map(scalar).unwrap_or_default();
    let note = Note::new(format!("`{}` is made, {size}, before its Pod", new.name))
        .why("One that is still there from an earlier time is taken as it is, with its data and its size.")
        .data("It is empty, unless it was there before.");
    claim(diff, &new.name, Fate::Made, note)
}

fn kept(diff: &ObjectDiff, old: &SetClaim, new: &SetClaim) -> ClaimChange {
    let name = &old.name;
    let [before, after] = [old, new].map(|claim| claim.template.get("spec").cloned().unwrap_or_default());
    let found = differences(&before, &after);
    let note = if found.is_empty() {
        Note::new(format!("`{name}` stays with its Pod")).data("The data stays.")
    } else {
        let fields: Vec<_> = found.iter().map(|difference| difference.path.to_string()).collect();
        Note::new(format!("`{name}` stays as it is: the template's new {} does not reach it", fields.join(", ")))
            .why("A template is read once, when the claim is made; a claim that is there grows by a patch of its own.")
            .data("The data stays.")
    };
    claim(diff, name, Fate::Kept, note)
}

/// A claim that no Pod of the new set has.
fn left(diff: &ObjectDiff, old: &SetClaim) -> ClaimChange {
    let (is_deleted, why) = fate(diff, old);
    let name = &old.name;
    if is_deleted {
        let note = Note::new(format!("`{name}` is deleted with its Pod"))
            .why(why)
            .commands([to_keep(diff)])
            .data("The data goes with it, unless the volume's reclaim policy is `Retain`.");
        return claim(diff, name, Fate::Deleted, note);
    }
    let delete = diff.kubectl().other(&format!("delete pvc {name}"));
    let note = Note::new(format!("`{name}` stays, and no Pod uses it"))
        .why(why)
        .commands([format!("# when nobody wants the data any more: {delete}")])
        .data("The data stays until somebody deletes the claim; a Pod of that name finds it again.");
    claim(diff, name, Fate::Orphaned, note)
}

/// Whether such a claim is deleted, and what decides it.
fn fate(diff: &ObjectDiff, old: &SetClaim) -> (bool, &'static str) {
    let policy = |set, when: &str| {
        text(set, &format!("/spec/persistentVolumeClaimRetentionPolicy/{when}")) == "Delete"
    };
    if diff.new.is_null() {
        let why = "`persistentVolumeClaimRetentionPolicy.whenDeleted` decides when the set is deleted.";
        (policy(diff.old, "whenDeleted"), why)
    } else if Ordinals::of(diff.new).range().contains(&old.ordinal) {
        (false, "Its template is gone, and a claim without a template is nobody's.")
    } else {
        let why = "`persistentVolumeClaimRetentionPolicy.whenScaled` decides when its Pod is scaled away.";
        (policy(diff.new, "whenScaled"), why)
    }
}

fn to_keep(diff: &ObjectDiff) -> String {
    let when = if diff.new.is_null() { "whenDeleted" } else { "whenScaled" };
    let patch = format!(r#"{{"spec":{{"persistentVolumeClaimRetentionPolicy":{{"{when}":"Retain"}}}}}}"#);
    format!("# to keep it, before: {}", diff.kubectl().patch(&patch))
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::changes;
    use super::Fate::{self, Deleted, Kept, Made, Orphaned};

    const REDIS: &str = "
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: redis}
spec:
  replicas: 2
  serviceName: redis
  selector: {matchLabels: {app: redis}}
  template:
    metadata: {labels: {app: redis}}
    spec: {containers: [{name: redis, image: 'redis:7.4'}]}
  volumeClaimTemplates:
  - {metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}
";

    #[track_caller]
    fn fates(old: &str, new: &str, wanted: &[(&str, Fate)]) {
        let claims = changes(old, new).claims;
        let found: Vec<_> = claims.iter().map(|claim| (claim.name.as_str(), claim.fate)).collect();
        assert_eq!(found, wanted);
    }

    fn redis(from: &str, to: &str) -> String {
        assert!(REDIS.contains(from), "{from}");
        REDIS.replace(from, to)
    }

    #[test]
    fn scaling_makes_and_leaves() {
        let three = redis("replicas: 2", "replicas: 3");
        fates(REDIS, &three, &[("data-redis-0", Kept), ("data-redis-1", Kept), ("data-redis-2", Made)]);
        fates(&three, REDIS, &[("data-redis-0", Kept), ("data-redis-1", Kept), ("data-redis-2", Orphaned)]);
        fates(REDIS, REDIS, &[]);
    }

    #[test]
    fn the_policy_after_the_change_decides() {
        let policy = "replicas: 1\n  persistentVolumeClaimRetentionPolicy: {whenScaled: Delete}";
        fates(REDIS, &redis("replicas: 2", policy), &[("data-redis-0", Kept), ("data-redis-1", Deleted)]);
        let other = "replicas: 1\n  persistentVolumeClaimRetentionPolicy: {whenDeleted: Delete}";
        fates(REDIS, &redis("replicas: 2", other), &[("data-redis-0", Kept), ("data-redis-1", Orphaned)]);
    }

    #[test]
    fn a_deleted_set_leaves_its_claims_unless_told() {
        fates(REDIS, "", &[("data-redis-0", Orphaned), ("data-redis-1", Orphaned)]);
        let policy = "replicas: 2\n  persistentVolumeClaimRetentionPolicy: {whenDeleted: Delete}";
        fates(&redis("replicas: 2", policy), "", &[("data-redis-0", Deleted), ("data-redis-1", Deleted)]);
        fates("", REDIS, &[("data-redis-0", Made), ("data-redis-1", Made)]);
    }

    #[test]
    fn another_start_moves_along_the_ordinals() {
        let moved = redis("replicas: 2", "replicas: 2\n  ordinals: {start: 1}");
        fates(REDIS, &moved, &[("data-redis-0", Orphaned), ("data-redis-1", Kept), ("data-redis-2", Made)]);
    }

    #[test]
    fn another_template_is_another_claim() {
        let logs = redis("{name: data}", "{name: logs}");
        let wanted = [
            ("data-redis-0", Orphaned),
            ("data-redis-1", Orphaned),
            ("logs-redis-0", Made),
            ("logs-redis-1", Made),
        ];
        fates(REDIS, &logs, &wanted);
    }

    #[test]
    fn another_size_does_not_reach_claims_that_are_there() {
        let claims = changes(REDIS, &redis("1Gi", "2Gi")).claims;
        assert_eq!(
            claims[0].note.message,
            "`data-redis-0` stays as it is: the template's new resources.requests.storage does not reach it"
        );
    }

    #[test]
    fn another_name_starts_empty() {
        let cache = redis("{name: redis}", "{name: cache}");
        let wanted = [
            ("data-cache-0", Made),
            ("data-cache-1", Made),
            ("data-redis-0", Orphaned),
            ("data-redis-1", Orphaned),
        ];
        fates(REDIS, &cache, &wanted);
    }
}

//! How to change what a StatefulSet may not change: make it again around its Pods.
//!
//! `--cascade=orphan` deletes the set alone. The new set of the same name adopts the Pods that
//! its selector finds, by their names; claims are found by theirs.

use std::cmp::Ordering;

use super::super::super::commands::Kubectl;
use super::super::super::differences::Difference;
use super::super::super::note::Note;
use super::super::super::object_diff::{ObjectDiff, is_true, text};
use super::super::super::ordinals::{Ordinals, listed};
use super::super::super::scalar::scalar;
use super::super::{left_behind, selector};
use super::rollout::data;

const SIZE: &str = "spec.volumeClaimTemplates[].spec.resources.requests.storage";

pub(super) fn workaround(diff: &ObjectDiff, refused: &[&Difference]) -> Note {
    if refused.iter().all(|difference| difference.path.is_below("spec.updateStrategy")) && !refused.is_empty()
    {
        return left_behind::workaround(diff, "updateStrategy", "OnDelete");
    }
    let touches = |pattern: &str| refused.iter().any(|difference| difference.path.is_below(pattern));
    if touches("spec.selector") && !selector::still_fits(diff) {
        return from_scratch(diff);
    }
    let sizes: Vec<_> = refused.iter().filter(|difference| difference.path.is_below(SIZE)).collect();
    let grows = sizes.iter().flat_map(|difference| grow(diff, difference));
    let again = [diff.kubectl().delete_alone(), Kubectl::apply()];
    let note = Note::new("the set is made again around its Pods").commands(grows.chain(again));
    if touches("spec.volumeClaimTemplates") && is_missing_in_pods(diff) {
        return with_new_claims(diff, note);
    }
    let note = if touches("spec.serviceName") { renamed_service(diff, note) } else { adopted(note) };
    let data = match () {
        () if sizes.iter().any(|difference| shrinks(difference)) => SHRINKS.to_owned(),
        () if !sizes.is_empty() => GROWS.to_owned(),
        () if touches("spec.volumeClaimTemplates") => KEPT.to_owned(),
        () => "Claims and data stay as they are: the new set finds them by their names.".to_owned(),
    };
    note.data(data)
}

const SHRINKS: &str = "No claim can shrink: those that are there keep their size and their data, only new ones are \
    made smaller.";
const GROWS: &str = "The data stays. Each claim is grown by its patch, which its StorageClass must allow \
    (`allowVolumeExpansion: true`); the template is for claims to come.";
const KEPT: &str = "Claims that are there keep their class, modes and data; the template is for claims to come. \
    Those of a template that is gone stay and are used by no Pod.";

fn adopted(note: Note) -> Note {
    note.pods(
        "The Pods keep running, without a set for a moment, and are adopted; they are replaced only if the template differs.",
    )
}

/// One patch a claim.
fn grow(diff: &ObjectDiff, difference: &Difference) -> Vec<String> {
    if shrinks(difference) {
        return Vec::new();
    }
    let size = difference.new.as_ref().map(scalar).unwrap_or_default();
    let template = difference.path.first_item().unwrap_or_default();
    let claims = Ordinals::of(diff.old).claims().into_iter();
    let of_template = claims.filter(|claim| text(claim.template, "/metadata/name") == template);
    let patch = format!(r#"{{"spec":{{"resources":{{"requests":{{"storage":"{size}"}}}}}}}}"#);
    let expands = class(diff, template).is_none_or(|class| is_true(class, "/allowVolumeExpansion"));
    let remark = (!expands).then(|| {
        "# its StorageClass does not allow expansion: set `allowVolumeExpansion: true` first, if its driver can".to_owned()
    });
    let patches =
        of_template.map(|claim| diff.kubectl().other(&format!("patch pvc {} -p '{patch}'", claim.name)));
    remark.into_iter().chain(patches).collect()
}

/// The StorageClass of a template, when it is among the objects.
fn class<'a>(diff: &ObjectDiff<'a>, template: &str) -> Option<&'a serde_json::Value> {
    let claims = Ordinals::of(diff.old).claims();
    let claim = claims.iter().find(|claim| text(claim.template, "/metadata/name") == template)?;
    diff.sets.named("StorageClass", text(claim.template, "/spec/storageClassName"))
}

fn shrinks(difference: &Difference) -> bool {
    difference.amounts().is_some_and(Ordering::is_lt)
}

/// Whether there is a template whose claims the running Pods do not have.
fn is_missing_in_pods(diff: &ObjectDiff) -> bool {
    let [old, new] = [diff.old, diff.new].map(|set| {
        let claims = Ordinals::of(set).claims();
        claims.iter().map(|claim| text(claim.template, "/metadata/name").to_owned()).collect::<Vec<_>>()
    });
    new.iter().any(|template| !old.contains(template))
}

/// A running Pod can get no further volume: the set stands still until it is made again.
fn with_new_claims(diff: &ObjectDiff, note: Note) -> Note {
    let pods = Ordinals::of(diff.old).pods(|_| true);
    let deletes = pods.iter().flat_map(|pod| {
        let words =
            [format!("delete pod {pod}"), format!("wait pod/{pod} --for=condition=Ready --timeout=10m")];
        words.map(|words| diff.kubectl().other(&words))
    });
    let commands = note.commands.clone().into_iter().chain(deletes);
    note.clone()
        .commands(commands)
        .why("A Pod cannot get another volume while it runs, and the set does nothing before all have theirs.")
        .pods(format!("The Pods are adopted, then replaced by hand, one at a time, the lowest first: {}.", listed(&pods)))
        .data("Claims of the new template are made, empty; those of templates that stay keep their data; those of templates that go stay, unused.")
}

/// Adopted Pods keep the subdomain they were started with.
fn renamed_service(diff: &ObjectDiff, note: Note) -> Note {
    let commands = note.commands.clone().into_iter().chain([diff.kubectl().rollout("restart")]);
    note.commands(commands).pods(format!(
        "The Pods are adopted as they are; their addresses below `{}` come with the restart, the highest ordinal first. The Service must be there.",
        text(diff.new, "/spec/serviceName")
    ))
}

/// The new selector does not find the old Pods, whose names are taken: they have to go.
fn from_scratch(diff: &ObjectDiff) -> Note {
    let kubectl = diff.kubectl();
    let is_deleted = text(diff.old, "/spec/persistentVolumeClaimRetentionPolicy/whenDeleted") == "Delete";
    let keep = r#"{"spec":{"persistentVolumeClaimRetentionPolicy":{"whenDeleted":"Retain"}}}"#;
    let first = is_deleted.then(|| kubectl.patch(keep));
    Note::new("the set and its Pods are deleted, and made again")
        .commands(first.into_iter().chain([kubectl.delete(), Kubectl::apply()]))
        .pods("All Pods stop at once, since the new selector does not find them and their names are taken; then they are made again.")
        .data(data(diff, "The claims stay, and the new Pods find them by their names: the data stays."))
}

#[cfg(test)]
mod tests {
    use super::super::super::super::testing::{change, refusal, the};
    use super::super::tests::REDIS;

    const AGAIN: [&str; 2] =
        ["kubectl delete statefulset redis -n shop --cascade=orphan", "kubectl apply -f NEW"];

    #[test]
    fn the_whole_update_is_refused_once() {
        let new =
            REDIS.replace("OrderedReady", "Parallel").replace("serviceName: redis", "serviceName: cache");
        let change = change(REDIS, &new.replace("redis:7.4", "redis:8"));
        assert!(
            refusal(&change)
                .starts_with("StatefulSet.apps \"redis\" is invalid: spec: Forbidden: updates to")
        );
        assert_eq!(refusal(&change).matches("Forbidden").count(), 1);
    }

    #[test]
    fn another_policy_touches_no_pod() {
        let change = the(REDIS, "OrderedReady", "Parallel");
        assert_eq!(change.note.commands, AGAIN);
        assert!(change.note.pods.starts_with("The Pods keep running"), "{}", change.note.pods);
    }

    #[test]
    fn claims_grow_one_by_one() {
        let change = the(REDIS, "storage: 1Gi", "storage: 2Gi");
        let patch = r#"-p '{"spec":{"resources":{"requests":{"storage":"2Gi"}}}}' -n shop"#;
        assert_eq!(change.note.commands[2], format!("kubectl patch pvc data-redis-2 {patch}"));
        assert_eq!(change.note.commands[3..], AGAIN);
        assert!(change.note.data.starts_with("The data stays."), "{}", change.note.data);
    }

    #[test]
    fn claims_do_not_shrink() {
        let change = the(REDIS, "storage: 1Gi", "storage: 500Mi");
        assert_eq!(change.note.commands, AGAIN);
        assert!(change.note.data.starts_with("No claim can shrink"), "{}", change.note.data);
    }

    #[test]
    fn a_class_that_does_not_expand_is_told() {
        let class = "---\n{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: slow}, provisioner: p}\n";
        let old = format!("{}{class}", REDIS.replace("{accessModes", "{storageClassName: slow, accessModes"));
        let change = the(&old, "storage: 1Gi", "storage: 2Gi");
        assert!(
            change.note.commands[0].starts_with("# its StorageClass does not allow"),
            "{:?}",
            change.note.commands
        );
        let expands = old.replace("provisioner: p", "provisioner: p, allowVolumeExpansion: true");
        assert!(
            the(&expands, "storage: 1Gi", "storage: 2Gi").note.commands[0].starts_with("kubectl patch pvc")
        );
    }

    #[test]
    fn a_new_template_needs_new_pods() {
        let new = format!(
            "{REDIS}  - metadata: {{name: logs}}\n    spec: {{resources: {{requests: {{storage: 1Gi}}}}}}\n"
        );
        let change = change(REDIS, &new);
        assert_eq!(change.note.commands[..2], AGAIN);
        assert_eq!(change.note.commands[2], "kubectl delete pod redis-0 -n shop");
        assert_eq!(change.note.commands.len(), 8);
    }

    #[test]
    fn another_service_restarts_the_pods_to_give_them_its_addresses() {
        let change = the(REDIS, "serviceName: redis", "serviceName: cache");
        assert_eq!(change.note.commands[2], "kubectl rollout restart statefulset redis -n shop");
    }

    #[test]
    fn another_selector_keeps_the_data_even_if_it_was_to_go() {
        let deletes = REDIS.replace(
            "replicas: 3",
            "replicas: 3\n  persistentVolumeClaimRetentionPolicy: {whenDeleted: Delete}",
        );
        let change = the(&deletes, "app: redis", "app: cache");
        assert!(change.is_forbidden());
        assert!(change.note.commands[0].contains(r#""whenDeleted":"Retain""#), "{:?}", change.note.commands);
        assert_eq!(change.note.commands[1], "kubectl delete statefulset redis -n shop");
        assert_eq!(the(REDIS, "{app: redis}}", "{app: redis, tier: data}}").note.commands, AGAIN);
    }

    #[test]
    fn without_claims_the_data_does_not_stay() {
        let set = "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db}\nspec:\n  selector: {matchLabels: {app: db}}\n  \
                   template:\n    metadata: {labels: {app: db}}\n    spec:\n      containers: [{name: db, image: 'db:v1'}]\n      \
                   volumes: [{name: data, emptyDir: {}}]\n";
        let change = the(set, "matchLabels: {app: db}", "matchLabels: {app: db, tier: db}");
        assert_eq!(change.note.data, "What is on `data` (`emptyDir`) goes with each old Pod.");
    }
}

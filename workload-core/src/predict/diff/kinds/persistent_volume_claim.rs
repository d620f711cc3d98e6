//! PersistentVolumeClaims: bound ones grow, and nothing else changes.

mod bound;
mod immutable;
mod size;

use super::super::commands::Kubectl;
use super::super::differences::Difference;
use super::super::note::Note;
use super::super::object_diff::{ObjectDiff, text};
use super::super::refusal::Refusal;
use super::super::verdict::{Verdict, forbidden, in_place};
use super::other;
use super::rules::Rules;
use bound::{Bound, bound};
use immutable::immutable;

pub(super) const RULES: Rules = Rules {
    group: "",
    kind: "PersistentVolumeClaim",
    fixed: &[],
    fields: &[
        ("spec.resources.requests.storage", size::size),
        ("spec.volumeAttributesClassName", attributes),
        ("spec.volumeName", volume),
        ("spec.storageClassName", class),
        ("spec.volumeMode", mode),
        ("spec", refused),
    ],
    rest: other::updated,
    refused: class_annotation,
    workaround,
    added,
    removed,
};

fn refused(_: &ObjectDiff, difference: &Difference) -> Verdict {
    let why =
        format!("The volume behind the claim was chosen by it; `{}` would need another.", difference.path);
    forbidden(immutable(), why)
}

fn mode(diff: &ObjectDiff, _: &Difference) -> Verdict {
    forbidden(
        Refusal::immutable("volumeMode", diff.after("/spec/volumeMode")),
        "A file system is not read as a block device.",
    )
    .also(immutable())
}

/// The old way to name a class, which is fixed as well.
fn class_annotation(diff: &ObjectDiff) -> Vec<(&'static str, Verdict)> {
    const CLASS: &str = "volume.beta.kubernetes.io/storage-class";
    let [old, new] = [diff.given_old, diff.given_new]
        .map(|claim| claim.pointer("/metadata/annotations").and_then(|annotations| annotations.get(CLASS)));
    if old == new {
        return Vec::new();
    }
    let path = "metadata.annotations.volume.beta.kubernetes.io/storage-class";
    let refusal = Refusal::immutable(path, new);
    vec![("metadata.annotations", forbidden(refusal, "The volume behind the claim was chosen by its class."))]
}

fn attributes(diff: &ObjectDiff, difference: &Difference) -> Verdict {
    if bound(diff) == Bound::No {
        let why = "The class of attributes may change once the claim is bound, and not before.";
        return forbidden(immutable(), why);
    }
    let is_empty = difference.new.as_ref().is_none_or(|new| new.as_str() == Some(""));
    let had_one = difference.old.as_ref().and_then(|old| old.as_str()).is_some_and(|old| !old.is_empty());
    if had_one && is_empty {
        let value = if difference.new.is_none() { "nil" } else { "empty string" };
        let reason =
            format!("update to {value} is forbidden when status.currentVolumeAttributesClassName is not nil");
        let refusal = Refusal::forbidden("spec.volumeAttributesClassName", &reason);
        let why = "A volume always has some attributes: name the class that it should have.";
        return forbidden(refusal, why);
    }
    in_place("the driver changes the volume's attributes").data("The data stays.")
}

/// Bound by hand, once.
fn volume(diff: &ObjectDiff, difference: &Difference) -> Verdict {
    if difference.old.is_none() {
        return in_place("the claim asks for this volume, if it is not bound yet");
    }
    refused(diff, difference)
}

/// A claim without a class may get one, if it has none yet.
fn class(diff: &ObjectDiff, difference: &Difference) -> Verdict {
    if difference.old.is_none() && difference.new.is_some() {
        return in_place("the class is written down, if the server has not given it one yet")
            .why("A claim that got the default class when it was made is refused another one.");
    }
    refused(diff, difference)
}

/// What of a claim cannot change is changed with another claim, or by losing this one.
fn workaround(diff: &ObjectDiff, refused: &[&Difference]) -> Note {
    if let Some(grow) = size::workaround(diff, refused) {
        return grow;
    }
    let kubectl = diff.kubectl();
    let keep = format!(
        "kubectl patch pv \"$({})\" -p '{{\"spec\":{{\"persistentVolumeReclaimPolicy\":\"Retain\"}}}}'",
        kubectl.other(&format!("get pvc {} -o jsonpath='{{.spec.volumeName}}'", diff.name()))
    );
    Note::new("the claim is deleted and made again, with another volume")
        .commands([
            "# best: give the new claim another name, and copy while both are there; else:".to_owned(),
            keep,
            format!("# stop the Pods that mount `{}`: the claim stays until none does", diff.name()),
            kubectl.delete(),
            Kubectl::apply(),
        ])
        .pods("Those that mount the claim have to stop before it goes.")
        .data("The new volume is empty. The old one is kept by its policy `Retain`, and its data has to be copied over.")
}

fn added(diff: &ObjectDiff) -> Note {
    Note::new(format!("{} is made", diff.object)).data("It is empty.")
}

fn removed(diff: &ObjectDiff) -> Note {
    let class = diff.sets.named("StorageClass", text(diff.old, "/spec/storageClassName"));
    let is_retained = class.is_some_and(|class| text(class, "/reclaimPolicy") == "Retain");
    let data = if is_retained {
        "Deleting it leaves the volume with its data (reclaimPolicy: Retain), for no claim to find by itself."
    } else {
        "Deleting it deletes the volume and the data, unless the volume's reclaim policy is `Retain`."
    };
    Note::new(other::gone(diff))
        .why(other::LEFT)
        .commands([diff.kubectl().delete()])
        .pods("Deleted while Pods mount it, it goes when the last of them does; Pods made later wait for it.")
        .data(data)
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{Effects, changes, effects, refusal, the};

    const DATA: &str = "
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec:
  storageClassName: fast
  volumeAttributesClassName: gold
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: 1Gi}}
status: {phase: Bound, capacity: {storage: 1Gi}}
";

    #[test]
    fn fields_do_what_the_server_does() {
        effects(
            DATA,
            Effects {
                in_place: &[
                    ("1Gi", "2Gi", "spec.resources.requests.storage"),
                    ("gold", "silver", "spec.volumeAttributesClassName"),
                    ("accessModes", "volumeName: pv-1\n  accessModes", "spec.volumeName"),
                ],
                forbidden: &[
                    ("1Gi", "500Mi", "spec.resources.requests.storage"),
                    ("  volumeAttributesClassName: gold\n", "", "spec.volumeAttributesClassName"),
                    ("fast", "slow", "spec.storageClassName"),
                    ("ReadWriteOnce", "ReadWriteMany", "spec.accessModes"),
                    ("accessModes", "volumeMode: Block\n  accessModes", "spec.volumeMode"),
                ],
                same: &[("1Gi", "1024Mi"), ("accessModes", "volumeMode: Filesystem\n  accessModes")],
                ..Effects::default()
            },
        );
        let unclassed = DATA.replace("  storageClassName: fast\n", "");
        assert!(!the(&unclassed, "accessModes", "storageClassName: fast\n  accessModes").is_forbidden());
    }

    #[test]
    fn a_claim_that_cannot_change_is_replaced_with_its_data_kept() {
        let change = the(DATA, "fast", "slow");
        assert!(
            refusal(&change)
                .starts_with("PersistentVolumeClaim \"data\" is invalid: spec: Forbidden: spec is immutable")
        );
        assert!(change.note.commands[1].contains("persistentVolumeReclaimPolicy"));
    }

    #[test]
    fn a_claim_without_a_volume_does_not_even_grow() {
        let pending = DATA.replace("status: {phase: Bound, capacity: {storage: 1Gi}}\n", "");
        let change = the(&pending, "1Gi", "2Gi");
        assert!(refusal(&change).contains("spec: Forbidden: spec is immutable"));
        assert!(the(&pending, "gold", "silver").is_forbidden());
        let pod = "---\n{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: a, image: 'a:1'}],
            volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]}}\n";
        assert!(!the(&format!("{pending}{pod}"), "1Gi", "2Gi").is_forbidden());
    }

    #[test]
    fn the_old_annotation_of_a_class_stays() {
        let change = the(
            DATA,
            "{name: data}",
            "{name: data, annotations: {volume.beta.kubernetes.io/storage-class: x}}",
        );
        assert!(refusal(&change).contains("metadata.annotations.volume.beta.kubernetes.io/storage-class"));
    }

    #[test]
    fn a_known_class_decides_whether_it_grows() {
        let class = "---\n{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: p}\n";
        let change = the(&format!("{DATA}{class}"), "1Gi", "2Gi");
        assert!(
            refusal(&change).starts_with("persistentvolumeclaims \"data\" is forbidden: only dynamically")
        );
        assert!(change.note.commands[0].starts_with("kubectl patch storageclass fast"));
        let expands = class.replace("provisioner: p", "provisioner: p, allowVolumeExpansion: true");
        assert!(!the(&format!("{DATA}{expands}"), "1Gi", "2Gi").is_forbidden());
    }

    #[test]
    fn a_removed_claim_says_what_its_class_does_with_the_data() {
        let class =
            "---\n{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: p,
            reclaimPolicy: Retain}\n";
        let removed = changes(&format!("{DATA}{class}"), class);
        assert!(removed.changes[0].note.data.contains("leaves the volume"));
        assert!(changes(DATA, "").changes[0].note.data.contains("deletes the volume"));
    }
}

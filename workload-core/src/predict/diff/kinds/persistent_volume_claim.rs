//! PersistentVolumeClaims: they grow, and nothing else.

use std::cmp::Ordering;

use super::super::commands::Kubectl;
use super::super::differences::Difference;
use super::super::note::Note;
use super::super::object_diff::{ObjectDiff, is_true, text};
use super::super::refusal::Refusal;
use super::super::verdict::{Verdict, forbidden, in_place};
use super::other;
use super::rules::Rules;

pub(super) const RULES: Rules = Rules {
    group: "",
    kind: "PersistentVolumeClaim",
    fields: &[
        ("spec.resources.requests.storage", size),
        ("spec.volumeAttributesClassName", attributes),
        ("spec.volumeName", volume),
        ("spec.storageClassName", class),
        ("spec", refused),
    ],
    rest: other::updated,
    refused: other::nothing_else,
    workaround,
    added,
    removed,
};

const REFUSAL: &str = "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims";

fn refused(_: &ObjectDiff, difference: &Difference) -> Verdict {
    let why =
        format!("The volume behind the claim was chosen by it; `{}` would need another.", difference.path);
    forbidden(Refusal::forbidden("spec", REFUSAL), why)
}

fn size(diff: &ObjectDiff, difference: &Difference) -> Verdict {
    let Some(order) = difference.amounts() else { return refused(diff, difference) };
    if order.is_lt() {
        let server = Refusal::forbidden(
            "spec.resources.requests.storage",
            "field can not be less than status.capacity",
        );
        return forbidden(server, "Volumes grow; none can shrink without losing what is at its end.");
    }
    let class = diff.sets.named("StorageClass", text(diff.old, "/spec/storageClassName"));
    if class.is_some_and(|class| !is_true(class, "/allowVolumeExpansion")) {
        return forbidden(
            Refusal::Request(format!(
                "persistentvolumeclaims \"{}\" is forbidden: only dynamically provisioned pvc can be resized and the \
                 storageclass that provisions the pvc must support resize",
                diff.name()
            )),
            "The StorageClass has no `allowVolumeExpansion: true`.",
        );
    }
    in_place("the volume grows, once the claim is bound")
        .why("Its StorageClass must allow it: `allowVolumeExpansion: true`. An unbound claim cannot change.")
        .pods("Most drivers grow the file system under the running Pod; some only when the Pod starts again.")
        .data("The data stays.")
}

fn attributes(_: &ObjectDiff, difference: &Difference) -> Verdict {
    if difference.old.is_some() && difference.new.is_none() {
        let server = Refusal::forbidden(
            "spec.volumeAttributesClassName",
            "update from non-nil value to nil is forbidden",
        );
        return forbidden(server, "A volume always has some attributes: name the class that it should have.");
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
    const SIZE: &str = "spec.resources.requests.storage";
    let is_growth = |difference: &&Difference| {
        difference.path.is_below(SIZE) && difference.amounts().is_some_and(Ordering::is_gt)
    };
    let grows = refused.iter().all(is_growth);
    let kubectl = diff.kubectl();
    if grows {
        let class = text(diff.old, "/spec/storageClassName");
        return Note::new("the class is allowed to expand volumes, then the claim grows")
            .commands([
                format!("kubectl patch storageclass {class} -p '{{\"allowVolumeExpansion\":true}}'"),
                Kubectl::apply(),
            ])
            .pods("No Pod is replaced; its driver has to be able to do it.")
            .data("The data stays.");
    }
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

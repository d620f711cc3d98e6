//! PersistentVolumes: where the data is may not change.

use super::super::commands::Kubectl;
use super::super::differences::Difference;
use super::super::note::Note;
use super::super::object_diff::{ObjectDiff, text};
use super::super::refusal::Refusal;
use super::super::verdict::{Verdict, forbidden, in_place};
use super::other;
use super::rules::Rules;

pub(super) const RULES: Rules = Rules {
    group: "",
    kind: "PersistentVolume",
    fixed: &[],
    fields: &[
        ("spec.persistentVolumeReclaimPolicy", policy),
        ("spec.capacity", changed),
        ("spec.accessModes", changed),
        ("spec.claimRef", changed),
        ("spec.mountOptions", changed),
        ("spec.storageClassName", changed),
        ("spec.volumeAttributesClassName", attributes),
        ("spec.volumeMode", mode),
        ("spec.nodeAffinity", place),
        ("spec.csi.controllerExpandSecretRef", expand_secret),
        ("spec", source),
    ],
    rest: other::updated,
    refused: other::nothing_else,
    workaround,
    added: other::added,
    removed,
};

fn changed(_: &ObjectDiff, difference: &Difference) -> Verdict {
    in_place(format!("`{}` is updated; the disk behind it is not touched", difference.path))
}

fn policy(diff: &ObjectDiff, _: &Difference) -> Verdict {
    let retains = text(diff.new, "/spec/persistentVolumeReclaimPolicy") == "Retain";
    let data = if retains {
        "The data stays when the claim is deleted."
    } else {
        "The data goes when the claim is deleted."
    };
    in_place("what becomes of the volume without its claim is decided anew").data(data)
}

fn mode(diff: &ObjectDiff, _: &Difference) -> Verdict {
    forbidden(
        Refusal::immutable("volumeMode", diff.after("/spec/volumeMode")),
        "A file system is not read as a block device.",
    )
}

/// It may be given once, and not taken or changed.
fn place(diff: &ObjectDiff, difference: &Difference) -> Verdict {
    if diff.before("/spec/nodeAffinity").is_none() {
        return in_place("the volume is tied to nodes");
    }
    let reason = "field is immutable, except for updating from beta label to GA";
    let server = Refusal::invalid("nodeAffinity", difference.new.as_ref(), reason);
    forbidden(server, "The data is where it is; Pods that use it may not be sent elsewhere.")
}

/// A volume that has a class may get another, and not none.
fn attributes(diff: &ObjectDiff, difference: &Difference) -> Verdict {
    if difference.old.is_some() && difference.new.is_none() {
        let reason = "update from non-nil value to nil is forbidden";
        let server = Refusal::forbidden("spec.volumeAttributesClassName", reason);
        return forbidden(server, "Nobody would know which attributes the volume has: name another class.");
    }
    changed(diff, difference)
}

/// It may be given to a volume that has none.
fn expand_secret(diff: &ObjectDiff, difference: &Difference) -> Verdict {
    if diff.before("/spec/csi/controllerExpandSecretRef").is_none() {
        return changed(diff, difference);
    }
    source(diff, difference)
}

fn source(_: &ObjectDiff, _: &Difference) -> Verdict {
    let server = Refusal::forbidden(
        "spec.persistentvolumesource",
        "spec.persistentvolumesource is immutable after creation",
    );
    forbidden(server, "Another source is another disk.")
}

fn workaround(diff: &ObjectDiff, _: &[&Difference]) -> Note {
    let retain = r#"{"spec":{"persistentVolumeReclaimPolicy":"Retain"}}"#;
    Note::new("the volume is deleted and made again")
        .commands([diff.kubectl().patch(retain), diff.kubectl().delete(), Kubectl::apply()])
        .pods("Those that use it have to stop, and its claim to go, before it does.")
        .data("The disk and its data stay as they are; the new object leads wherever it says.")
}

fn removed(diff: &ObjectDiff) -> Note {
    let data = match text(diff.old, "/spec/persistentVolumeReclaimPolicy") {
        "Delete" => "The disk is deleted with it, and its data.",
        _ => "The disk stays, with its data; only the cluster forgets it.",
    };
    other::removed(diff).pods("Deleted while it is bound, it goes when its claim does.").data(data)
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{Effects, effects};

    #[test]
    fn a_class_of_attributes_is_changed_and_not_taken_away() {
        let disk = "{apiVersion: v1, kind: PersistentVolume, metadata: {name: disk}, spec: {capacity: {storage: 1Gi},
            volumeAttributesClassName: gold, csi: {driver: d.io, volumeHandle: a}}}";
        effects(
            disk,
            Effects {
                in_place: &[("gold", "silver", "spec.volumeAttributesClassName")],
                forbidden: &[("volumeAttributesClassName: gold, ", "", "spec.volumeAttributesClassName")],
                ..Effects::default()
            },
        );
    }

    #[test]
    fn fields_do_what_the_server_does() {
        let disk = "{apiVersion: v1, kind: PersistentVolume, metadata: {name: disk}, spec: {capacity: {storage: 1Gi},
            persistentVolumeReclaimPolicy: Retain, volumeMode: Filesystem, nfs: {server: a, path: /a}}}";
        effects(
            disk,
            Effects {
                in_place: &[
                    ("Retain", "Delete", "spec.persistentVolumeReclaimPolicy"),
                    ("1Gi", "2Gi", "spec.capacity.storage"),
                    (
                        "nfs:",
                        "nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: a, operator: Exists}]}]}}, nfs:",
                        "spec.nodeAffinity",
                    ),
                ],
                forbidden: &[
                    ("server: a", "server: b", "spec.nfs.server"),
                    ("Filesystem", "Block", "spec.volumeMode"),
                ],
                same: &[("persistentVolumeReclaimPolicy: Retain, ", "")],
                ..Effects::default()
            },
        );
    }
}

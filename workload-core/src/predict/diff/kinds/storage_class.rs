//! StorageClasses: how volumes are made may not change.

use super::super::commands::Kubectl;
use super::super::differences::Difference;
use super::super::note::Note;
use super::super::object_diff::ObjectDiff;
use super::super::verdict::{Verdict, in_place};
use super::fixed::Fixed;
use super::other;
use super::rules::Rules;

pub(super) const RULES: Rules = Rules {
    group: "storage.k8s.io",
    kind: "StorageClass",
    fixed: &[
        Fixed::field("provisioner", WHY),
        Fixed::field("parameters", WHY),
        Fixed::field("reclaimPolicy", WHY),
        Fixed::field("volumeBindingMode", WHY),
    ],
    fields: &[("allowVolumeExpansion", expansion)],
    rest: for_new_volumes,
    refused: other::nothing_else,
    workaround,
    added: other::added,
    removed: other::removed,
};

const WHY: &str = "Volumes of a class are made by these; other ones are another class.";

fn expansion(_: &ObjectDiff, _: &Difference) -> Verdict {
    in_place("whether claims of this class can grow is decided anew, also for those that are there")
}

fn for_new_volumes(_: &ObjectDiff, difference: &Difference) -> Verdict {
    in_place(format!("`{}` counts for volumes made from now on", difference.path))
}

fn workaround(diff: &ObjectDiff, _: &[&Difference]) -> Note {
    Note::new("the class is deleted and made again")
        .commands([diff.kubectl().delete(), Kubectl::apply()])
        .pods("No Pod is touched; claims made in between wait.")
        .data("Volumes that are there keep their data and the policy they were made with.")
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{Effects, effects, refusal, the};

    const FAST: &str = "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast},
        provisioner: a.io/b, reclaimPolicy: Delete, parameters: {type: ssd}}";

    #[test]
    fn fields_do_what_the_server_does() {
        effects(
            FAST,
            Effects {
                in_place: &[
                    ("reclaimPolicy", "allowVolumeExpansion: true, reclaimPolicy", "allowVolumeExpansion"),
                    ("reclaimPolicy", "mountOptions: [a], reclaimPolicy", "mountOptions"),
                ],
                forbidden: &[
                    ("a.io/b", "a.io/c", "provisioner"),
                    ("ssd", "hdd", "parameters.type"),
                    ("reclaimPolicy: Delete", "reclaimPolicy: Retain", "reclaimPolicy"),
                    (
                        "reclaimPolicy",
                        "volumeBindingMode: WaitForFirstConsumer, reclaimPolicy",
                        "volumeBindingMode",
                    ),
                ],
                same: &[
                    ("reclaimPolicy: Delete, ", ""),
                    ("reclaimPolicy", "volumeBindingMode: Immediate, reclaimPolicy"),
                ],
                ..Effects::default()
            },
        );
    }

    #[test]
    fn the_refusal_is_the_servers() {
        assert_eq!(
            refusal(&the(FAST, "a.io/b", "a.io/c")),
            "StorageClass.storage.k8s.io \"fast\" is invalid: provisioner: Invalid value: \"a.io/c\": field is immutable"
        );
    }
}

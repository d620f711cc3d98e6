//! The short names of kinds, as kubectl takes them: `deploy`, `sts`, `svc`.

/// Short names with their kinds.
const SHORT_NAMES: &[(&str, &str)] = &[
    ("cj", "CronJob"),
    ("cm", "ConfigMap"),
    ("crd", "CustomResourceDefinition"),
    ("crds", "CustomResourceDefinition"),
    ("deploy", "Deployment"),
    ("ds", "DaemonSet"),
    ("ep", "Endpoints"),
    ("ev", "Event"),
    ("hpa", "HorizontalPodAutoscaler"),
    ("ing", "Ingress"),
    ("limits", "LimitRange"),
    ("netpol", "NetworkPolicy"),
    ("no", "Node"),
    ("ns", "Namespace"),
    ("pc", "PriorityClass"),
    ("pdb", "PodDisruptionBudget"),
    ("po", "Pod"),
    ("pv", "PersistentVolume"),
    ("pvc", "PersistentVolumeClaim"),
    ("quota", "ResourceQuota"),
    ("rc", "ReplicationController"),
    ("rs", "ReplicaSet"),
    ("sa", "ServiceAccount"),
    ("sc", "StorageClass"),
    ("sts", "StatefulSet"),
    ("svc", "Service"),
];

/// The kind that a short name stands for, whatever its case.
pub(crate) fn kind_of_short_name(word: &str) -> Option<&'static str> {
    let found = SHORT_NAMES.iter().find(|(short, _)| short.eq_ignore_ascii_case(word));
    found.map(|(_, kind)| *kind)
}

/// The short names of a kind.
#[cfg(feature = "cluster-in-process")]
pub(crate) fn short_names_of(kind: &str) -> impl Iterator<Item = &'static str> {
    SHORT_NAMES.iter().filter(move |(_, of)| *of == kind).map(|(short, _)| *short)
}

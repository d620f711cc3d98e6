//! The fields that name objects, by the kinds that have them.

use super::leaf::fits;

/// The kind of object that a field names.
#[derive(Clone, Copy, Debug)]
pub(super) enum Named {
    /// An object of that kind.
    Kind(&'static str),
    /// An object of the kind that the field of that name beside it says.
    Beside(&'static str),
    /// A key of the object of that kind, which the field of the path beside it names.
    Key(&'static str, &'static [&'static str]),
}

use Named::{Beside, Key, Kind};

/// A field: the path below the object or the Pods' spec, and what it names.
type Row = (&'static [&'static str], Named);

const NAME: &[&str] = &["name"];

/// Fields of a Pod's spec.
const OF_POD: &[Row] = &[
    (&["serviceAccountName"], Kind("ServiceAccount")),
    (&["serviceAccount"], Kind("ServiceAccount")),
    (&["imagePullSecrets", "*", "name"], Kind("Secret")),
    (&["priorityClassName"], Kind("PriorityClass")),
    (&["runtimeClassName"], Kind("RuntimeClass")),
    (&["volumes", "*", "persistentVolumeClaim", "claimName"], Kind("PersistentVolumeClaim")),
    (&["volumes", "*", "configMap", "name"], Kind("ConfigMap")),
    (&["volumes", "*", "configMap", "items", "*", "key"], Key("ConfigMap", &["..", "..", "name"])),
    (&["volumes", "*", "secret", "secretName"], Kind("Secret")),
    (&["volumes", "*", "secret", "items", "*", "key"], Key("Secret", &["..", "..", "secretName"])),
    (&["volumes", "*", "projected", "sources", "*", "configMap", "name"], Kind("ConfigMap")),
    (
        &["volumes", "*", "projected", "sources", "*", "configMap", "items", "*", "key"],
        Key("ConfigMap", &["..", "..", "name"]),
    ),
    (&["volumes", "*", "projected", "sources", "*", "secret", "name"], Kind("Secret")),
    (
        &["volumes", "*", "projected", "sources", "*", "secret", "items", "*", "key"],
        Key("Secret", &["..", "..", "name"]),
    ),
];

/// Fields of a container.
const OF_CONTAINER: &[Row] = &[
    (&["envFrom", "*", "configMapRef", "name"], Kind("ConfigMap")),
    (&["envFrom", "*", "secretRef", "name"], Kind("Secret")),
    (&["env", "*", "valueFrom", "configMapKeyRef", "name"], Kind("ConfigMap")),
    (&["env", "*", "valueFrom", "configMapKeyRef", "key"], Key("ConfigMap", NAME)),
    (&["env", "*", "valueFrom", "secretKeyRef", "name"], Kind("Secret")),
    (&["env", "*", "valueFrom", "secretKeyRef", "key"], Key("Secret", NAME)),
];

/// Fields of other objects, by kind.
const OF_KIND: &[(&str, &[Row])] = &[
    (
        "StatefulSet",
        &[
            (&["spec", "serviceName"], Kind("Service")),
            (&["spec", "volumeClaimTemplates", "*", "spec", "storageClassName"], Kind("StorageClass")),
        ],
    ),
    (
        "Ingress",
        &[
            (&["spec", "defaultBackend", "service", "name"], Kind("Service")),
            (&["spec", "rules", "*", "http", "paths", "*", "backend", "service", "name"], Kind("Service")),
            (&["spec", "tls", "*", "secretName"], Kind("Secret")),
            (&["spec", "ingressClassName"], Kind("IngressClass")),
        ],
    ),
    ("HorizontalPodAutoscaler", &[(&["spec", "scaleTargetRef", "name"], Beside("kind"))]),
    ("RoleBinding", OF_BINDING),
    ("ClusterRoleBinding", OF_BINDING),
    (
        "ServiceAccount",
        &[(&["secrets", "*", "name"], Kind("Secret")), (&["imagePullSecrets", "*", "name"], Kind("Secret"))],
    ),
    (
        "PersistentVolumeClaim",
        &[
            (&["spec", "storageClassName"], Kind("StorageClass")),
            (&["spec", "volumeName"], Kind("PersistentVolume")),
        ],
    ),
    (
        "PersistentVolume",
        &[
            (&["spec", "storageClassName"], Kind("StorageClass")),
            (&["spec", "claimRef", "name"], Kind("PersistentVolumeClaim")),
        ],
    ),
];

const OF_BINDING: &[Row] =
    &[(&["roleRef", "name"], Beside("kind")), (&["subjects", "*", "name"], Beside("kind"))];

/// The path of the Pods' spec of a kind.
pub(super) fn pod_spec(kind: &str) -> Option<&'static [&'static str]> {
    Some(match kind {
        "Pod" => &["spec"],
        "PodTemplate" => &["template", "spec"],
        "CronJob" => &["spec", "jobTemplate", "spec", "template", "spec"],
        "Deployment" | "StatefulSet" | "DaemonSet" | "ReplicaSet" | "ReplicationController" | "Job" => {
            &["spec", "template", "spec"]
        }
        _ => return None,
    })
}

/// What the field at a path of an object of that kind names.
pub(super) fn named(kind: &str, path: &[String]) -> Option<Named> {
    let own = OF_KIND.iter().filter(|(own, _)| *own == kind).flat_map(|(_, rows)| *rows);
    find(own, path).or_else(|| {
        let prefix = pod_spec(kind)?;
        let below = path.get(prefix.len()..).filter(|_| fits(&path[..prefix.len()], prefix))?;
        find(OF_POD.iter(), below).or_else(|| {
            let list = ["containers", "initContainers", "ephemeralContainers"];
            let is_container = list.contains(&below.first()?.as_str());
            find(OF_CONTAINER.iter(), below.get(2..).filter(|_| is_container)?)
        })
    })
}

fn find<'r>(rows: impl IntoIterator<Item = &'r Row>, path: &[String]) -> Option<Named> {
    rows.into_iter().find(|(wanted, _)| fits(path, wanted)).map(|(_, named)| *named)
}

/// The path of a field from one beside it; `..` goes up.
pub(super) fn beside(path: &[String], way: &[&str]) -> Vec<String> {
    let mut path = path[..path.len().saturating_sub(1)].to_vec();
    for step in way {
        if *step == ".." {
            path.pop();
        } else {
            path.push((*step).to_owned());
        }
    }
    path
}

/// The kind of object whose name is the value of a field, and whether it is the key of its data that is the
/// value; `said` reads the fields beside it. None for a field that names nothing.
pub fn kind_named_at(
    kind: &str,
    path: &[String],
    said: impl Fn(&[String]) -> Option<String>,
) -> Option<(String, Option<String>)> {
    match named(kind, path)? {
        Kind(kind) => Some((kind.to_owned(), None)),
        Beside(field) => Some((said(&beside(path, &[field]))?, None)),
        Key(kind, way) => Some((kind.to_owned(), Some(said(&beside(path, way))?))),
    }
}

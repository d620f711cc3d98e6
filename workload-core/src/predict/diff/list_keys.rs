//! What items of lists are called.

use serde_json::Value;

use super::scalar::scalar;

/// The lists whose items have a name, and where it is.
const NAMED: &[(&str, &[&str])] = &[
    ("containers", &["/name"]),
    ("initContainers", &["/name"]),
    ("ephemeralContainers", &["/name"]),
    ("volumes", &["/name"]),
    ("env", &["/name"]),
    ("imagePullSecrets", &["/name"]),
    ("resourceClaims", &["/name"]),
    ("schedulingGates", &["/name"]),
    ("sysctls", &["/name"]),
    ("volumeClaimTemplates", &["/metadata/name"]),
    ("volumeMounts", &["/mountPath"]),
    ("volumeDevices", &["/devicePath"]),
    ("drivers", &["/name"]),
    ("hostAliases", &["/ip"]),
    // A container's port, then a Service's.
    ("ports", &["/name", "/containerPort", "/port"]),
    ("topologySpreadConstraints", &["/topologyKey"]),
];

/// What an item of the list `list` is called; none when its place is its name.
pub(super) fn key_of(list: &str, item: &Value) -> Option<String> {
    let (_, pointers) = NAMED.iter().find(|(name, _)| *name == list)?;
    pointers.iter().find_map(|pointer| item.pointer(pointer)).map(scalar)
}

//! Security contexts as keys.

use serde_json::Value as Json;

use super::attribute::{Attribute, Value};
use super::table::How::{Group, List, Plain};
use super::table::{Table, group, keys, plain};

/// The settings that a Pod and a container share.
pub(super) const CONFINEMENT: Table = &[
    ("runAsUser", "run_as_user", Plain),
    ("runAsGroup", "run_as_group", Plain),
    ("runAsNonRoot", "run_as_non_root", Plain),
    (
        "seLinuxOptions",
        "selinux",
        Group(&[
            ("level", "level", Plain),
            ("role", "role", Plain),
            ("type", "type", Plain),
            ("user", "user", Plain),
        ]),
    ),
    (
        "windowsOptions",
        "windows",
        Group(&[
            ("runAsUserName", "run_as_user_name", Plain),
            ("hostProcess", "host_process", Plain),
            ("gmsaCredentialSpecName", "gmsa", Plain),
        ]),
    ),
];

/// The profiles of a security context.
pub(super) fn profiles(security: &Json) -> Vec<Attribute> {
    let profile =
        |field: &str| security.get(field).and_then(|profile| profile.get("type")).and_then(Json::as_str);
    let mut all = Vec::new();
    match profile("seccompProfile") {
        Some("Localhost") => {
            let file = security.pointer("/seccompProfile/localhostProfile").and_then(plain);
            all.extend(file.map(|file| Attribute::new("seccomp_file", file)));
        }
        Some(kind) => all.push(Attribute::new("seccomp", Value::Text(kind.to_owned()))),
        None => {}
    }
    if let Some(kind) = profile("appArmorProfile").filter(|kind| *kind != "Localhost") {
        all.push(Attribute::new("app_armor", Value::Text(kind.to_owned())));
    }
    all
}

/// A container's security context.
pub(super) fn security(security: &Json) -> Option<Value> {
    let mut all = keys(security, CONFINEMENT);
    all.extend(keys(
        security,
        &[
            ("readOnlyRootFilesystem", "read_only_root", Plain),
            ("privileged", "privileged", Plain),
            ("allowPrivilegeEscalation", "allow_privilege_escalation", Plain),
            ("procMount", "proc_mount", Plain),
        ],
    ));
    let capabilities = security.get("capabilities").unwrap_or(&Json::Null);
    all.extend(keys(capabilities, &[("add", "add", List), ("drop", "drop", List)]));
    if capabilities.as_object().is_some_and(serde_json::Map::is_empty) {
        all.push(Attribute::new("drop", Value::List(Vec::new())));
    }
    all.extend(profiles(security));
    group(all)
}

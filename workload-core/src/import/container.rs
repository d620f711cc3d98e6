//! A container's fields as keys.

use serde_json::Value as Json;

use super::attribute::{Attribute, Value};
use super::env::env;
use super::handlers::{hook, probe};
use super::security::security;
use super::table::How::{Each, List, Map, Plain, With};
use super::table::{Table, group, keys, map, plain, text};

/// What the main container and those beside it have in common.
pub(super) const CONTAINER: Table = &[
    ("image", "image", Plain),
    ("imagePullPolicy", "image_pull_policy", Plain),
    ("command", "command", List),
    ("args", "args", List),
    ("workingDir", "working_dir", Plain),
    ("stdin", "stdin", Plain),
    ("stdinOnce", "stdin_once", Plain),
    ("tty", "tty", Plain),
    ("resources", "resources", With(resources)),
    ("startupProbe", "startup", With(probe)),
    ("readinessProbe", "ready", With(probe)),
    ("livenessProbe", "live", With(probe)),
    ("securityContext", "security", With(security)),
    ("terminationMessagePath", "termination_message_path", Plain),
    ("terminationMessagePolicy", "termination_message_policy", Plain),
    ("volumeDevices", "device", Each(device)),
];

/// The keys of the main container but for its ports and mounts, which are fields.
pub(super) fn main_keys(container: &Json) -> Vec<Attribute> {
    let mut all = keys(container, CONTAINER);
    all.extend(env(container).map(|env| Attribute::new("env", env)));
    all.extend(keys(
        container.get("lifecycle").unwrap_or(&Json::Null),
        &[("postStart", "post_start", With(hook)), ("preStop", "pre_stop", With(hook))],
    ));
    all
}

/// A container beside the main one.
pub(super) fn beside(container: &Json) -> Option<Value> {
    let mut all = keys(container, &[("name", "name", Plain)]);
    all.extend(main_keys(container));
    all.extend(keys(container, &[("ports", "port", Each(port)), ("volumeMounts", "mount", Each(mount))]));
    group(all)
}

fn port(port: &Json) -> Option<Value> {
    let number = port.get("containerPort").and_then(plain)?;
    let mut all = keys(port, PORT);
    all.push(Attribute::new("number", number));
    group(all)
}

/// What a port of a container says besides its number.
pub(super) const PORT: Table = &[
    ("name", "name", Plain),
    ("protocol", "protocol", Plain),
    ("hostPort", "host", Plain),
    ("hostIP", "host_ip", Plain),
];

/// What a mount says besides the volume and the path.
pub(super) const MOUNT: Table = &[
    ("readOnly", "read_only", Plain),
    ("subPath", "sub_path", Plain),
    ("subPathExpr", "sub_path_expr", Plain),
    ("mountPropagation", "propagation", Plain),
    ("recursiveReadOnly", "recursive_read_only", Plain),
];

fn mount(mount: &Json) -> Option<Value> {
    let mut all = keys(mount, &[("name", "volume", Plain), ("mountPath", "path", Plain)]);
    all.extend(keys(mount, MOUNT));
    group(all)
}

fn device(device: &Json) -> Option<Value> {
    group(keys(device, &[("name", "volume", Plain), ("devicePath", "path", Plain)]))
}

/// Requests and limits.
pub(super) fn resources(resources: &Json) -> Option<Value> {
    let mut all =
        keys(resources, &[("requests", "requests", With(amounts)), ("limits", "limits", With(amounts))]);
    let claims = resources.get("claims").and_then(Json::as_array).into_iter().flatten();
    all.extend(claims.filter_map(|claim| Some(Attribute::new("claim", plain(claim.get("name")?)?))));
    group(all)
}

fn amounts(amounts: &Json) -> Option<Value> {
    let entry = |(name, amount): (&String, &Json)| {
        let amount = text(amount)?;
        Some(match name.as_str() {
            "cpu" | "memory" => Attribute::new(name, amount),
            "ephemeral-storage" => Attribute::new("ephemeral_storage", amount),
            _ => Attribute::entry(name, amount),
        })
    };
    group(amounts.as_object()?.iter().filter_map(entry).collect())
}

/// Labels or annotations under a key, if there are any.
pub(super) fn labelled(key: &str, labels: &Json) -> Option<Attribute> {
    map(labels).map(|labels| Attribute::new(key, labels))
}

/// The table of a map under a key of the same meaning.
pub(super) const NODE_SELECTOR: Table = &[("nodeSelector", "node_selector", Map)];

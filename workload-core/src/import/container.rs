//! A container's fields as keys.

use serde_json::Value as Json;

use super::attribute::{Attribute, Value};
use super::table::How::{Each, Group, List, Map, Plain, With};
use super::table::{Table, group, keys, list, map, plain, text};

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

/// Environment variables, in their order.
fn env(container: &Json) -> Option<Value> {
    let items = |field| container.get(field).and_then(Json::as_array).into_iter().flatten();
    let vars = items("env").filter_map(|var| {
        let value = match var.get("valueFrom").filter(|source| !source.is_null()) {
            Some(source) => from(source)?,
            None => Value::Text(var.get("value").and_then(Json::as_str).unwrap_or_default().to_owned()),
        };
        Some(Attribute::entry(var.get("name")?.as_str()?, value))
    });
    group(vars.chain(items("envFrom").flat_map(env_from)).collect())
}

fn env_from(source: &Json) -> Vec<Attribute> {
    let mut all = keys(source, &[("prefix", "prefix", Plain)]);
    let kinds = [
        ("secretRef", "from_secret", "from_optional_secret"),
        ("configMapRef", "from_config", "from_optional_config"),
    ];
    for (field, key, optional_key) in kinds {
        let Some(reference) = source.get(field) else { continue };
        let key = if is_optional(reference) { optional_key } else { key };
        all.extend(reference.get("name").and_then(plain).map(|name| Attribute::new(key, name)));
    }
    all
}

fn is_optional(reference: &Json) -> bool {
    reference.get("optional") == Some(&Json::Bool(true))
}

/// A variable's source.
fn from(source: &Json) -> Option<Value> {
    let word = |object: &Json, field: &str| object.get(field)?.as_str().map(ToOwned::to_owned);
    for (field, call, optional) in
        [("secretKeyRef", "secret", "optional_secret"), ("configMapKeyRef", "config", "optional_config")]
    {
        if let Some(key) = source.get(field) {
            let call = if is_optional(key) { optional } else { call };
            return Some(Value::Call(call, vec![word(key, "name")?, word(key, "key")?]));
        }
    }
    if let Some(field) = source.get("fieldRef") {
        return Some(Value::Call("field", vec![word(field, "fieldPath")?]));
    }
    let reference = source.get("resourceFieldRef")?;
    let resource = word(reference, "resource")?;
    let divisor = reference.get("divisor").and_then(text).and_then(|divisor| match divisor {
        Value::Text(divisor) => Some(divisor),
        _ => None,
    });
    Some(match (word(reference, "containerName"), divisor) {
        (None, None) => Value::Call("resource", vec![resource]),
        (None, Some(divisor)) => Value::Call("resource_in", vec![resource, divisor]),
        (Some(container), divisor) => {
            let divisor = divisor.unwrap_or_else(|| "0".to_owned());
            Value::Call("resource_of", vec![container, resource, divisor])
        }
    })
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

const HTTP: Table = &[("path", "http", Plain), ("port", "port", Plain), ("scheme", "scheme", Plain)];

fn headers(list: &Json) -> Option<Value> {
    let header =
        |header: &Json| Some(Attribute::entry(header.get("name")?.as_str()?, text(header.get("value")?)?));
    group(list.as_array()?.iter().filter_map(header).collect())
}

/// The one action of a probe or a hook.
fn action(handler: &Json) -> Option<Vec<Attribute>> {
    if let Some(request) = handler.get("httpGet") {
        let mut all = keys(request, HTTP);
        if request.get("path").is_none() {
            all.insert(0, Attribute::new("http", Value::Text("/".to_owned())));
        }
        request.get("port")?;
        all.extend(keys(request, &[("host", "host", Plain), ("httpHeaders", "headers", With(headers))]));
        return Some(all);
    }
    if let Some(connection) = handler.get("tcpSocket") {
        return Some(keys(connection, &[("port", "tcp", Plain), ("host", "host", Plain)]));
    }
    if let Some(call) = handler.get("grpc") {
        return Some(keys(call, &[("port", "grpc", Plain), ("service", "service", Plain)]));
    }
    if let Some(sleep) = handler.get("sleep") {
        return Some(keys(sleep, &[("seconds", "sleep", Plain)]));
    }
    let command = handler.get("exec")?.get("command").and_then(list)?;
    Some(vec![Attribute::new("exec", command)])
}

fn probe(probe: &Json) -> Option<Value> {
    let mut all = action(probe)?;
    all.extend(keys(
        probe,
        &[
            ("initialDelaySeconds", "delay", Plain),
            ("periodSeconds", "period", Plain),
            ("timeoutSeconds", "timeout", Plain),
            ("successThreshold", "success", Plain),
            ("failureThreshold", "failures", Plain),
            ("terminationGracePeriodSeconds", "grace_period", Plain),
        ],
    ));
    group(all)
}

fn hook(hook: &Json) -> Option<Value> {
    group(action(hook)?)
}

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

fn security(security: &Json) -> Option<Value> {
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

/// Labels or annotations under a key, if there are any.
pub(super) fn labelled(key: &str, labels: &Json) -> Option<Attribute> {
    map(labels).map(|labels| Attribute::new(key, labels))
}

/// The table of a map under a key of the same meaning.
pub(super) const NODE_SELECTOR: Table = &[("nodeSelector", "node_selector", Map)];

//! What a DNS name of the cluster resolves to.

use workload_core::learn::names::{LabelSet, NamedObject};
use workload_core::syntax::yaml::Step;

use super::names::FileNames;

/// The names that a name of a Service may go on with: its namespace, and the cluster's own.
const ENDS: [&str; 3] = [".svc.cluster.local", ".svc", ""];

/// The host name around a byte of a text: letters, digits, `-` and `.`.
pub(super) fn host_at(text: &str, offset: usize) -> &str {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    let bytes = text.as_bytes();
    let before = bytes[..offset].iter().rev().take_while(|byte| is_part(byte)).count();
    let behind = bytes[offset..].iter().take_while(|byte| is_part(byte)).count();
    text[offset - before..offset + behind].trim_matches('.')
}

/// Whether a field may hold a host name: the environment, arguments and data, and fields that say so.
pub(super) fn may_hold_hosts(steps: &[Step]) -> bool {
    steps.iter().any(|step| match step {
        Step::Field(name) | Step::Key(name) => {
            let name = name.to_lowercase();
            matches!(name.as_str(), "env" | "args" | "command" | "data" | "stringdata" | "servicename")
                || ["host", "url", "address", "endpoint"].iter().any(|word| name.contains(word))
        }
        Step::Index(_) => false,
    })
}

/// What a name resolves to for a Pod of that namespace, in Markdown; none where no Service of the files has it.
pub(super) fn resolved(files: &[FileNames], namespace: &str, host: &str) -> Option<String> {
    let end = ENDS.iter().find(|end| host.ends_with(*end) && (!end.is_empty() || !host.contains(".svc")))?;
    let labels: Vec<_> = host.strip_suffix(end)?.split('.').collect();
    let shortest = if end.is_empty() { 1 } else { 2 };
    let find = |name: &str, namespace: &str| {
        let mut objects = files.iter().flat_map(|file| &file.names.objects);
        objects.find(|one| one.kind == "Service" && one.name == name && one.namespace == key(namespace))
    };
    match labels.as_slice() {
        [name] if shortest == 1 => find(name, namespace).map(|service| of_service(files, service)),
        // Of two parts the last is a namespace, or else a Service before which stands a Pod.
        [name, other] => match find(name, other) {
            Some(service) => Some(of_service(files, service)),
            None if shortest == 1 => of_pod(files, find(other, namespace)?, name),
            None => None,
        },
        [pod, name, other] => of_pod(files, find(name, other)?, pod),
        _ => None,
    }
}

/// A namespace as it is compared.
fn key(namespace: &str) -> &str {
    if namespace == "default" { "" } else { namespace }
}

/// What the name of a Service resolves to.
fn of_service(files: &[FileNames], service: &NamedObject) -> String {
    let selected = selected(files, service);
    let name = &service.name;
    let pods = if selected.is_empty() {
        "no Pods of these files".to_owned()
    } else {
        format!("Pods of {}", selected.join(", "))
    };
    if service.is_headless {
        format!("Resolves to the IPs of the ready Pods that the headless Service `{name}` selects: {pods}")
    } else {
        format!("Resolves to the cluster IP of Service `{name}`, which leads to ready {pods}")
    }
}

/// What the name of a Pod below a Service resolves to.
fn of_pod(files: &[FileNames], service: &NamedObject, pod: &str) -> Option<String> {
    let (name, number) = pod.rsplit_once('-')?;
    let number: u32 = number.parse().ok()?;
    let mut objects = files.iter().flat_map(|file| &file.names.objects);
    let set = objects.find(|one| {
        one.kind == "StatefulSet"
            && one.name == name
            && one.namespace == service.namespace
            && one.service_name == service.name
    })?;
    let beyond = if number >= set.replicas {
        format!(", which a set of {} does not make", set.replicas)
    } else {
        String::new()
    };
    let not = if service.is_headless { "" } else { "; Pods have such names only below a headless Service" };
    Some(format!("Resolves to the IP of Pod `{pod}` of StatefulSet `{name}` while it is ready{beyond}{not}"))
}

/// The objects whose Pods a Service selects.
fn selected<'f>(files: &'f [FileNames], service: &NamedObject) -> Vec<&'f str> {
    let sets = || files.iter().flat_map(|file| &file.names.labels);
    let title = service.title();
    let is_own = |set: &&LabelSet| set.object == title && set.is_selector() && set.is_in(&service.namespace);
    let Some(selector) = sets().find(is_own) else { return Vec::new() };
    sets().filter(|set| selector.selects(set)).map(|set| set.object.as_str()).collect()
}

//! The values of a scalar: booleans, what validation takes, and names.

use serde_json::Value;
use workload_core::k8s::ObjectKey;
use workload_core::learn::names::{NamedObject, kind_named_at};
use workload_core::syntax::yaml::{Path, Step};

use super::context::{Context, in_words};
use super::convention::named_by_convention;
use super::item::{Item, Sort};
use super::{labels, probe};

/// What may be written for a scalar of that type.
pub(super) fn values(context: &Context<'_>, kind: &str) -> Vec<Value> {
    if kind == "boolean" {
        let item = |text: &&str| Item { text: (*text).to_owned(), ..Item::value(text, Sort::Value, "") };
        return ["true", "false"].iter().map(|text| item(text).at(context)).collect();
    }
    let allowed = probe::allowed(context);
    if !allowed.is_empty() {
        return allowed.iter().map(|text| Item::value(text, Sort::Enum, "").at(context)).collect();
    }
    let mut names = names(context);
    names.sort();
    names.dedup();
    names.iter().map(|(name, detail)| Item::value(name, Sort::Reference, detail).at(context)).collect()
}

/// Names from the manifests, each with what it is the name of.
fn names(context: &Context<'_>) -> Vec<(String, String)> {
    let steps = context.steps();
    let path: Vec<_> = steps.iter().map(String::as_str).collect();
    if let Some((kind, key_of)) = kind_named_at(&context.kind, &steps, |path| context.said(path)) {
        return of_objects(context, &kind, key_of.as_deref());
    }
    match path.as_slice() {
        [.., "metadata", "namespace"] => of_objects(context, "Namespace", None),
        [.., "volumeMounts" | "volumeDevices", _, "name"] => volumes(context),
        ["spec", "ports", _, "targetPort"] if context.kind == "Service" => ports(context, is_workload),
        [.., "service", "port", "name"] if context.kind == "Ingress" => {
            ports(context, |one| one.kind == "Service")
        }
        [.., "httpGet" | "tcpSocket", "port"] => {
            let own = context.object().map(|object| object.ports).unwrap_or_default();
            own.into_iter().map(|port| (port, "port".to_owned())).collect()
        }
        [above @ .., label] => {
            let labels = labels::values(context, above, label);
            if labels.is_empty() { of_custom(context, &steps) } else { labels }
        }
        [] => Vec::new(),
    }
}

/// The names that a field of a custom resource takes, as far as its own name says so.
fn of_custom(context: &Context<'_>, steps: &[String]) -> Vec<(String, String)> {
    let is_custom =
        context.custom.is_some_and(|custom| custom.schema.has(&context.api_version, &context.kind));
    let named = is_custom.then(|| named_by_convention(steps, |path| context.said(path))).flatten();
    named.map_or_else(Vec::new, |(kind, key_of)| of_objects(context, &kind, key_of.as_deref()))
}

fn is_workload(object: &NamedObject) -> bool {
    !object.containers.is_empty()
}

/// The names of the objects of a kind in the namespace, or the keys of one of them.
fn of_objects(context: &Context<'_>, kind: &str, key_of: Option<&str>) -> Vec<(String, String)> {
    let namespace = context.namespace();
    let is_of_cluster = ObjectKey::new("", kind, Some("a"), "") == ObjectKey::new("", kind, None, "");
    let is_meant = |one: &&NamedObject| one.kind == kind && (is_of_cluster || one.namespace == namespace);
    let files = context.session.names();
    let meant = files.iter().flat_map(|file| &file.names.objects).filter(is_meant);
    match key_of {
        None => {
            meant.filter(|one| !one.name.is_empty()).map(|one| (one.name.clone(), one.kind.clone())).collect()
        }
        Some(name) => meant
            .filter(|one| one.name == name)
            .flat_map(|one| {
                one.keys.iter().map(|(key, _)| (key.clone(), format!("{} {}", one.kind, one.name)))
            })
            .collect(),
    }
}

/// The names of the ports of the objects in the namespace that are meant.
fn ports(context: &Context<'_>, is_meant: impl Fn(&NamedObject) -> bool) -> Vec<(String, String)> {
    let namespace = context.namespace();
    let files = context.session.names();
    let meant = files.iter().flat_map(|file| &file.names.objects);
    let meant = meant.filter(|one| one.namespace == namespace && is_meant(one));
    meant
        .flat_map(|one| one.ports.iter().map(|port| (port.clone(), format!("{} {}", one.kind, one.name))))
        .collect()
}

/// The volumes of the Pod, and the claims of its StatefulSet.
fn volumes(context: &Context<'_>) -> Vec<(String, String)> {
    let names = context.outline.entries.iter().filter_map(|entry| {
        let path: Vec<_> = entry.path.0.iter().map(in_words).collect();
        let path: Vec<_> = path.iter().map(String::as_str).collect();
        let detail = match path.as_slice() {
            [.., "spec", "volumes", _, "name"] => "volume",
            ["spec", "volumeClaimTemplates", _, "metadata", "name"] => "claim of each Pod",
            _ => return None,
        };
        let Path(steps) = &entry.path;
        let is_own = matches!((steps.first(), context.cursor.path.0.first()), (Some(own), Some(here)) if same(own, here));
        let name = context.text.get(entry.value.range())?.trim_matches(['"', '\'']);
        (is_own && !name.is_empty()).then(|| (name.to_owned(), detail.to_owned()))
    });
    names.collect()
}

fn same(one: &Step, other: &Step) -> bool {
    one == other
}

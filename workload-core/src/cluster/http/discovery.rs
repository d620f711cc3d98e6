//! What is served: versions, groups and their resources.

use serde_json::{Value, json};

use crate::cluster::json::items;
use crate::cluster::registry::{Registry, Served};

/// The version of Kubernetes that the cluster behaves like.
const MINOR: &str = "36";

/// What can be done with every resource.
const VERBS: &[&str] = &["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

/// `/version`.
pub(crate) fn version() -> Value {
    json!({
        "major": "1", "minor": MINOR, "gitVersion": format!("v1.{MINOR}.0"), "gitCommit": "",
        "gitTreeState": "", "buildDate": "", "goVersion": "", "compiler": "", "platform": "",
    })
}

/// `/api`.
pub(crate) fn core_versions() -> Value {
    json!({"kind": "APIVersions", "versions": ["v1"], "serverAddressByClientCIDRs": []})
}

/// `/apis`.
pub(crate) fn groups(registry: &Registry) -> Value {
    json!({"kind": "APIGroupList", "apiVersion": "v1", "groups": all_groups(registry)})
}

/// `/apis/GROUP`.
pub(crate) fn group(registry: &Registry, name: &str) -> Option<Value> {
    let mut group = all_groups(registry).into_iter().find(|group| group["name"] == name)?;
    group["kind"] = json!("APIGroup");
    group["apiVersion"] = json!("v1");
    Some(group)
}

fn all_groups(registry: &Registry) -> Vec<Value> {
    let mut groups: Vec<Value> = Vec::new();
    for (group, version) in group_versions(registry).filter(|(group, _)| !group.is_empty()) {
        let version = json!({"groupVersion": format!("{group}/{version}"), "version": version});
        let known = groups.iter_mut().find(|known| known["name"] == group);
        if let Some(versions) = known.and_then(|known| known["versions"].as_array_mut()) {
            versions.push(version);
        } else {
            groups.push(json!({"name": group, "versions": [version], "preferredVersion": version}));
        }
    }
    groups
}

/// The groups and versions that are served, each once.
pub(crate) fn group_versions(registry: &Registry) -> impl Iterator<Item = (&str, &str)> {
    let mut seen: Vec<(&str, &str)> = Vec::new();
    for served in registry.all() {
        let own = (served.resource.group.as_str(), served.resource.version.as_str());
        if !seen.contains(&own) {
            seen.push(own);
        }
    }
    seen.into_iter()
}

/// `/apis/GROUP/VERSION`.
pub(crate) fn resources(registry: &Registry, group: &str, version: &str) -> Option<Value> {
    let of_version =
        registry.all().filter(|served| served.resource.group == group && served.resource.version == version);
    let resources: Vec<Value> = of_version.flat_map(|served| rows(served)).collect();
    let group_version = if group.is_empty() { version.to_owned() } else { format!("{group}/{version}") };
    let list = json!({
        "kind": "APIResourceList", "apiVersion": "v1", "groupVersion": group_version, "resources": resources,
    });
    (!items(&list["resources"]).is_empty()).then_some(list)
}

/// A resource and its subresources.
fn rows(served: &Served) -> Vec<Value> {
    let resource = &served.resource;
    let mut own = json!({
        "name": resource.plural, "singularName": resource.singular, "namespaced": resource.is_namespaced,
        "kind": resource.kind, "verbs": VERBS,
    });
    for (key, words) in [("shortNames", &resource.short_names), ("categories", &resource.categories)] {
        if !words.is_empty() {
            own[key] = json!(words);
        }
    }
    let subresource = |name: &String| {
        let (group, version, kind, verbs) = match name.as_str() {
            "scale" => ("autoscaling", "v1", "Scale", &["get", "patch", "update"][..]),
            "eviction" => ("policy", "v1", "Eviction", &["create"][..]),
            "binding" => ("", "v1", "Binding", &["create"][..]),
            "log" => ("", "", resource.kind.as_str(), &["get"][..]),
            _ => ("", "", resource.kind.as_str(), &["get", "patch", "update"][..]),
        };
        let mut row = json!({
            "name": format!("{}/{name}", resource.plural), "singularName": "",
            "namespaced": resource.is_namespaced, "kind": kind, "verbs": verbs,
        });
        if !version.is_empty() {
            row["group"] = json!(group);
            row["version"] = json!(version);
        }
        row
    };
    std::iter::once(own).chain(resource.subresources.iter().map(subresource)).collect()
}

//! Rights as Roles and `ClusterRoles`.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use workload_core::syntax::to_yaml;

use super::grant::Grant;

/// The verbs by group and resource.
type Rules<'g> = BTreeMap<(&'g str, &'g str), Vec<&'g str>>;

/// A Role for each namespace, and a `ClusterRole` for what lives in none.
pub(super) fn roles(grants: &[Grant], name: &str) -> String {
    let mut by_place: BTreeMap<Option<&str>, Rules<'_>> = BTreeMap::new();
    for grant in grants {
        let rules = by_place.entry(grant.namespace.as_deref()).or_default();
        rules.entry((&grant.group, &grant.resource)).or_default().push(grant.verb);
    }
    let role = |(namespace, rules): (Option<&str>, Rules<'_>)| {
        let mut merged: BTreeMap<(&str, Vec<&str>), Vec<&str>> = BTreeMap::new();
        for ((group, resource), verbs) in rules {
            merged.entry((group, verbs)).or_default().push(resource);
        }
        let rules: Vec<Value> = merged
            .into_iter()
            .map(|((group, verbs), resources)| json!({"apiGroups": [group], "resources": resources, "verbs": verbs}))
            .collect();
        let mut metadata = json!({"name": name});
        let mut kind = "ClusterRole";
        if let Some(namespace) = namespace {
            metadata["namespace"] = json!(namespace);
            kind = "Role";
        }
        let role = json!({
            "apiVersion": "rbac.authorization.k8s.io/v1", "kind": kind, "metadata": metadata, "rules": rules,
        });
        to_yaml(&role)
    };
    by_place.into_iter().map(role).collect::<Vec<_>>().join("---\n")
}

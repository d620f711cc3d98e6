//! What an object needs to be there.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::k8s::ObjectRef;

/// The objects that a field names by a text, by the key that holds it.
const BY_TEXT: [(&str, &str, &str); 8] = [
    ("serviceAccountName", "v1", "ServiceAccount"),
    ("claimName", "v1", "PersistentVolumeClaim"),
    ("secretName", "v1", "Secret"),
    ("priorityClassName", "scheduling.k8s.io/v1", "PriorityClass"),
    ("runtimeClassName", "node.k8s.io/v1", "RuntimeClass"),
    ("storageClassName", "storage.k8s.io/v1", "StorageClass"),
    ("ingressClassName", "networking.k8s.io/v1", "IngressClass"),
    ("serviceName", "v1", "Service"),
];

/// The objects that a field names by a map with a `name`.
const BY_NAME: [(&str, &str, &str); 7] = [
    ("configMapRef", "v1", "ConfigMap"),
    ("configMapKeyRef", "v1", "ConfigMap"),
    ("configMap", "v1", "ConfigMap"),
    ("secretRef", "v1", "Secret"),
    ("secretKeyRef", "v1", "Secret"),
    ("service", "v1", "Service"),
    ("imagePullSecrets", "v1", "Secret"),
];

/// The objects that an object needs: its namespace, the definition of its kind, and what it names. Those
/// that are not in a set may be in the cluster; whoever asks knows.
#[must_use]
pub fn dependencies(object: &Value, definitions: &[Value]) -> Vec<ObjectRef> {
    let Some(own) = ObjectRef::from_json(object) else { return Vec::new() };
    let mut found = BTreeSet::new();
    if let Some(namespace) = &own.namespace {
        found.insert(cluster_wide("v1", "Namespace", namespace));
    }
    let defines = |definition: &&Value| {
        let spec = &definition["spec"];
        spec["group"] == own.group() && spec["names"]["kind"] == own.kind.as_str()
    };
    found.extend(definitions.iter().filter(defines).filter_map(ObjectRef::from_json));
    let finder = Finder { namespace: own.namespace.clone() };
    for (key, value) in object.as_object().into_iter().flatten().filter(|(key, _)| *key != "metadata") {
        finder.visit(key, value, &mut found);
    }
    found.remove(&own);
    found.into_iter().collect()
}

fn cluster_wide(api_version: &str, kind: &str, name: &str) -> ObjectRef {
    ObjectRef {
        api_version: api_version.to_owned(),
        kind: kind.to_owned(),
        namespace: None,
        name: name.to_owned(),
    }
}

struct Finder {
    namespace: Option<String>,
}

impl Finder {
    fn visit(&self, key: &str, value: &Value, found: &mut BTreeSet<ObjectRef>) {
        match value {
            Value::String(name) => {
                let named = BY_TEXT.iter().find(|(own, ..)| *own == key);
                found.extend(named.map(|(_, version, kind)| self.object(version, kind, name, None)));
            }
            Value::Array(items) => items.iter().for_each(|item| self.visit(key, item, found)),
            Value::Object(map) => {
                found.extend(self.named(key, map));
                map.iter().for_each(|(key, value)| self.visit(key, value, found));
            }
            _ => {}
        }
    }

    /// The object that a map names.
    fn named(&self, key: &str, map: &Map<String, Value>) -> Option<ObjectRef> {
        let text = |key: &str| map.get(key).and_then(Value::as_str);
        let name = text("name")?;
        let namespace = text("namespace");
        match key {
            "scaleTargetRef" => Some(self.object(text("apiVersion")?, text("kind")?, name, None)),
            "roleRef" => Some(self.object("rbac.authorization.k8s.io/v1", text("kind")?, name, None)),
            "subjects" if text("kind") == Some("ServiceAccount") => {
                Some(self.object("v1", "ServiceAccount", name, namespace))
            }
            _ => {
                let (_, version, kind) = BY_NAME.iter().find(|(own, ..)| *own == key)?;
                Some(self.object(version, kind, name, namespace))
            }
        }
    }

    fn object(&self, api_version: &str, kind: &str, name: &str, namespace: Option<&str>) -> ObjectRef {
        let mut object = cluster_wide(api_version, kind, name);
        if object.is_namespaced() {
            object.namespace = namespace.map(str::to_owned).or_else(|| self.namespace.clone());
        }
        object
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_object_needs_what_it_names() {
        let pod = json!({
            "serviceAccountName": "robot",
            "imagePullSecrets": [{"name": "pull"}],
            "containers": [{"envFrom": [{"configMapRef": {"name": "settings"}}]}],
            "volumes": [{"persistentVolumeClaim": {"claimName": "data"}}, {"secret": {"secretName": "key"}}],
        });
        let object = json!({
            "apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web", "namespace": "shop"},
            "spec": {"template": {"spec": pod}},
        });
        let found: Vec<_> = dependencies(&object, &[]).iter().map(ToString::to_string).collect();
        let wanted = [
            "Namespace shop",
            "ConfigMap shop/settings",
            "PersistentVolumeClaim shop/data",
            "Secret shop/key",
            "Secret shop/pull",
            "ServiceAccount shop/robot",
        ];
        assert_eq!(found, wanted);
    }

    #[test]
    fn a_custom_resource_needs_its_definition() {
        let definition = json!({
            "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "metadata": {"name": "shops.example.com"},
            "spec": {"group": "example.com", "names": {"kind": "Shop"}},
        });
        let shop = json!({"apiVersion": "example.com/v1", "kind": "Shop", "metadata": {"name": "a"}});
        let found = dependencies(&shop, std::slice::from_ref(&definition));
        assert_eq!(found, [ObjectRef::from_json(&definition).unwrap()]);
    }
}

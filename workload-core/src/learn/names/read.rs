//! The names in a text.

use std::collections::HashMap;

use super::leaf::{Leaf, leaves};
use super::mention::{Mention, MentionRole, Target};
use super::table::kind_named_at;
use crate::k8s::{ObjectKey, namespace_key};
use crate::syntax::text::Span;

/// An object of a text: what it is called, and what others may refer to in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct NamedObject {
    /// As written.
    pub api_version: String,
    /// The kind.
    pub kind: String,
    /// The namespace as it is compared: empty for `default`, and for kinds without.
    pub namespace: String,
    /// The name; empty where none is written yet.
    pub name: String,
    /// The bytes of its document, or of the whole `List` that it stands in.
    pub span: Span,
    /// The bytes of the name, or of the kind where there is no name.
    pub place: Span,
    /// The names of the ports of its containers, or of a Service.
    pub ports: Vec<String>,
    /// The labels of the Pods that it makes; of a Pod its own.
    pub labels: Vec<(String, String)>,
    /// The keys of its data.
    pub keys: Vec<(String, Span)>,
    /// The names of its containers, with their bytes.
    pub containers: Vec<(String, Span)>,
    /// The Service that a StatefulSet names.
    pub service_name: String,
    /// Number of replicas; 1 where none is written.
    pub replicas: u32,
    /// Whether a Service has no IP of its own.
    pub is_headless: bool,
}

/// The objects of a text.
#[must_use]
pub fn objects(text: &str) -> Vec<NamedObject> {
    parts(text).iter().filter_map(|(span, leaves)| object(*span, leaves)).collect()
}

/// Every place of a text that names an object, or a key of its data.
#[must_use]
pub fn mentions(text: &str) -> Vec<Mention> {
    let of_part = |(span, leaves): &(Span, Vec<Leaf>)| {
        object(*span, leaves).map(|object| mentions_in(&object, leaves)).unwrap_or_default()
    };
    parts(text).iter().flat_map(of_part).collect()
}

/// What an object declares and names.
pub(super) fn mentions_in(object: &NamedObject, leaves: &[Leaf]) -> Vec<Mention> {
    let mut found = Vec::new();
    let own = |key| Target {
        kind: object.kind.clone(),
        namespace: object.namespace.clone(),
        name: object.name.clone(),
        key,
    };
    if !object.name.is_empty() {
        let role = MentionRole::Declaration;
        found.push(Mention { target: own(None), span: object.place, role });
        let keys = object.keys.iter();
        found.extend(keys.map(|(key, span)| Mention { target: own(Some(key.clone())), span: *span, role }));
    }
    found.extend(uses(object, leaves));
    found
}

/// What an object names.
fn uses(object: &NamedObject, leaves: &[Leaf]) -> Vec<Mention> {
    let by_path: HashMap<_, _> =
        leaves.iter().map(|leaf| (leaf.path.as_slice(), leaf.text.as_str())).collect();
    let said = |path: &[String]| by_path.get(path).map(|text| (*text).to_owned());
    let of_leaf = |leaf: &Leaf| {
        let (kind, key_of) = kind_named_at(&object.kind, &leaf.path, said)?;
        let (name, key) = match key_of {
            Some(name) => (name, Some(leaf.text.clone())),
            None => (leaf.text.clone(), None),
        };
        let other = said(&super::table::beside(&leaf.path, &["namespace"]));
        let namespace =
            other.as_deref().map_or(object.namespace.clone(), |other| namespace_key(Some(other)).to_owned());
        let namespace = if is_namespaced(&kind) { namespace } else { String::new() };
        let is_meant = !name.is_empty() && !leaf.text.is_empty() && !leaf.value.range().is_empty();
        let target = Target { kind, namespace, name, key };
        is_meant.then_some(Mention { target, span: leaf.value, role: MentionRole::Use })
    };
    leaves.iter().filter_map(of_leaf).collect()
}

/// Whether objects of a kind of Kubernetes' own lie in a namespace.
fn is_namespaced(kind: &str) -> bool {
    ObjectKey::new("v1", kind, Some("a"), "") != ObjectKey::new("v1", kind, None, "")
}

/// The parts of a text that are one object each: a document, or an item of a `List`.
pub(super) fn parts(text: &str) -> Vec<(Span, Vec<Leaf>)> {
    let mut parts = Vec::new();
    for (span, leaves) in leaves(text) {
        let kind = leaves.iter().find(|leaf| leaf.is_at(&["kind"]));
        if kind.is_none_or(|kind| !kind.text.ends_with("List")) {
            parts.push((span, leaves));
            continue;
        }
        let mut items: Vec<Vec<Leaf>> = Vec::new();
        for mut leaf in leaves {
            let Some(number) = leaf.path.get(1).filter(|_| leaf.path[0] == "items") else { continue };
            let Ok(number) = number.parse::<usize>() else { continue };
            leaf.path.drain(..2);
            // Items come in order, and one without scalars is no object.
            items.resize_with(items.len().max(number + 1), Vec::new);
            items[number].push(leaf);
        }
        parts.extend(items.into_iter().map(|leaves| (span, leaves)));
    }
    parts
}

/// The object that the scalars of a part make.
pub(super) fn object(span: Span, leaves: &[Leaf]) -> Option<NamedObject> {
    let at = |path: &[&str]| leaves.iter().find(|leaf| leaf.is_at(path));
    let kind = at(&["kind"])?;
    let api_version = at(&["apiVersion"]).map(|leaf| leaf.text.clone()).unwrap_or_default();
    let name = at(&["metadata", "name"]);
    let namespace = at(&["metadata", "namespace"]).map(|leaf| leaf.text.as_str());
    let group = api_version.as_str();
    let namespace =
        if ObjectKey::new(group, &kind.text, Some("a"), "") == ObjectKey::new(group, &kind.text, None, "") {
            ""
        } else {
            namespace_key(namespace)
        };
    let mut object = NamedObject {
        kind: kind.text.clone(),
        namespace: namespace.to_owned(),
        name: name.map(|leaf| leaf.text.clone()).unwrap_or_default(),
        span,
        place: name.map_or(kind.value, |name| name.value),
        api_version,
        replicas: 1,
        ..NamedObject::default()
    };
    for leaf in leaves {
        object.add(leaf);
    }
    Some(object)
}

impl NamedObject {
    /// Kind and name.
    #[must_use]
    pub fn title(&self) -> String {
        let Self { kind, name, .. } = self;
        if name.is_empty() { kind.clone() } else { format!("{kind} {name}") }
    }

    /// Takes over what others may refer to.
    fn add(&mut self, leaf: &Leaf) {
        let path: Vec<_> = leaf.path.iter().map(String::as_str).collect();
        match path.as_slice() {
            ["data" | "binaryData" | "stringData", key]
                if matches!(self.kind.as_str(), "ConfigMap" | "Secret") =>
            {
                self.keys.push(((*key).to_owned(), leaf.key));
            }
            ["spec", "ports", _, "name"] if self.kind == "Service" => self.ports.push(leaf.text.clone()),
            [.., "containers" | "initContainers", _, "ports", _, "name"] => {
                self.ports.push(leaf.text.clone());
            }
            [.., "containers" | "initContainers", _, "name"] => {
                self.containers.push((leaf.text.clone(), leaf.value));
            }
            ["spec", "serviceName"] => self.service_name.clone_from(&leaf.text),
            ["spec", "replicas"] => self.replicas = leaf.text.parse().unwrap_or(1),
            ["spec", "clusterIP"] => self.is_headless = self.kind == "Service" && leaf.text == "None",
            [above @ .., "metadata", "labels", label] => {
                let is_pod = above.last() == Some(&"template") || (above.is_empty() && self.kind == "Pod");
                if is_pod {
                    self.labels.push(((*label).to_owned(), leaf.text.clone()));
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec:\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      serviceAccountName: 'web'\n      containers:\n      - name: web\n        ports: [{name: http, containerPort: 80}]\n        env:\n        - name: A\n          valueFrom: {configMapKeyRef: {name: settings, key: a}}\n        - name: B\n          valueFrom: {configMapKeyRef: {name: settings, key: b}}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, namespace: shop}\ndata: {a: '1', b: '2'}\n---\napiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Secret\n  metadata: {name: tls}\n";

    fn shown(text: &str) -> Vec<String> {
        let show = |mention: &Mention| {
            let Target { kind, namespace, name, key } = &mention.target;
            let key = key.as_deref().unwrap_or_default();
            format!("{:?} {kind} {namespace}/{name} {key} = {}", mention.role, &text[mention.span.range()])
        };
        mentions(text).iter().map(show).collect()
    }

    #[test]
    fn every_use_and_declaration_is_found() {
        assert_eq!(
            shown(TEXT),
            [
                "Declaration Deployment shop/web  = web",
                "Use ServiceAccount shop/web  = web",
                "Use ConfigMap shop/settings  = settings",
                "Use ConfigMap shop/settings a = a",
                "Use ConfigMap shop/settings  = settings",
                "Use ConfigMap shop/settings b = b",
                "Declaration ConfigMap shop/settings  = settings",
                "Declaration ConfigMap shop/settings a = a",
                "Declaration ConfigMap shop/settings b = b",
                "Declaration Secret /tls  = tls",
            ]
        );
    }

    #[test]
    fn what_others_refer_to_is_known() {
        let found = objects(TEXT);
        assert_eq!(found[0].ports, ["http"]);
        assert_eq!(found[0].labels, [("app".to_owned(), "web".to_owned())]);
        assert_eq!(found[0].containers[0].0, "web");
        assert_eq!(found.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["web", "settings", "tls"]);
    }

    #[test]
    fn a_text_that_does_not_parse_is_read_by_its_lines() {
        let text = "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: web\nimagePullSecrets:\n- name: \"pull\"\n  x: [\nsecrets\n";
        assert_eq!(shown(text), ["Declaration ServiceAccount /web  = web", "Use Secret /pull  = pull"]);
    }

    #[test]
    fn kinds_and_namespaces_beside_a_name_count() {
        let text = "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {name: a}\nroleRef: {kind: ClusterRole, name: view}\nsubjects: [{kind: ServiceAccount, name: web, namespace: shop}]\n";
        assert_eq!(
            shown(text),
            [
                "Declaration ClusterRoleBinding /a  = a",
                "Use ClusterRole /view  = view",
                "Use ServiceAccount shop/web  = web"
            ]
        );
    }
}

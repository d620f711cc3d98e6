//! Which object is meant: its group, kind, namespace and name.

use super::api_group::api_group;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use serde::Serialize;
use serde_json::Value;

use super::object::Object;
use super::scope::is_namespaced;

/// The namespace of an object that names none.
const DEFAULT_NAMESPACE: &str = "default";

/// An object's identity, and how it was written.
///
/// Two references are equal when group, kind, namespace and name are: the version of the API is
/// only a way to write it. An absent namespace and `default` are the same, and a kind that lives
/// in no namespace has none, whatever is written.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ObjectRef {
    /// As written, such as `apps/v1`.
    pub api_version: String,
    /// Such as `StatefulSet`.
    pub kind: String,
    /// As written; none for what has no namespace, or leaves it to the command line.
    pub namespace: Option<String>,
    /// `metadata.name`, or `metadata.generateName` and a `*`.
    pub name: String,
}

/// What objects are compared and ordered by; borrowed from an object or a reference to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectKey<'a> {
    /// Empty for `default` and for kinds that live in no namespace.
    namespace: &'a str,
    kind: &'a str,
    name: &'a str,
    group: &'a str,
}

impl<'a> ObjectKey<'a> {
    /// The key of `kind` called `name`, with the namespace as written.
    #[must_use]
    pub fn new(api_version: &'a str, kind: &'a str, namespace: Option<&'a str>, name: &'a str) -> Self {
        let group = api_group(api_version);
        let namespace = if is_namespaced(group, kind) { namespace_key(namespace) } else { "" };
        Self { namespace, kind, name, group }
    }
}

impl ObjectRef {
    /// The identity of an object in JSON; none when it names no kind, or neither `name` nor
    /// `generateName`.
    #[must_use]
    pub fn from_json(object: &Value) -> Option<Self> {
        let text = |pointer: &str| object.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
        let generated = || text("/metadata/generateName").map(|prefix| format!("{prefix}*"));
        Some(Self {
            name: text("/metadata/name").or_else(generated)?,
            api_version: text("/apiVersion").unwrap_or_default(),
            kind: text("/kind")?,
            namespace: text("/metadata/namespace"),
        })
    }

    /// What objects are compared and ordered by.
    #[must_use]
    pub fn key(&self) -> ObjectKey<'_> {
        ObjectKey::new(&self.api_version, &self.kind, self.namespace.as_deref(), &self.name)
    }

    /// The API group, empty for the core group.
    #[must_use]
    pub fn group(&self) -> &str {
        self.key().group
    }

    /// Whether the API server generates the name on each creation.
    #[must_use]
    pub fn is_generated(&self) -> bool {
        self.name.ends_with('*')
    }

    /// Whether objects of the kind live in a namespace.
    #[must_use]
    pub fn is_namespaced(&self) -> bool {
        is_namespaced(self.group(), &self.kind)
    }

    /// Whether both live in one namespace.
    #[must_use]
    pub fn shares_namespace(&self, other: &Self) -> bool {
        self.key().namespace == other.key().namespace
    }
}

impl Object {
    /// What objects are compared and ordered by.
    #[must_use]
    pub fn key(&self) -> ObjectKey<'_> {
        ObjectKey::new(self.api_version(), self.kind(), self.namespace(), self.name())
    }
}

/// The namespace of a namespaced object as it is compared: empty for `default`, written or not.
pub(crate) fn namespace_key(namespace: Option<&str>) -> &str {
    namespace.filter(|namespace| *namespace != DEFAULT_NAMESPACE).unwrap_or_default()
}

impl PartialEq for ObjectRef {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for ObjectRef {}

impl PartialOrd for ObjectRef {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for ObjectRef {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl Hash for ObjectRef {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

impl fmt::Display for ObjectRef {
    /// `StatefulSet shop/redis`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.namespace {
            Some(namespace) => write!(f, "{} {namespace}/{}", self.kind, self.name),
            None => write!(f, "{} {}", self.kind, self.name),
        }
    }
}

#[cfg(test)]
mod tests {
    use k8s_openapi::{ClusterResourceScope, Resource, api};
    use serde_json::json;

    use super::*;

    fn of(api: &str, kind: &str, namespace: &str) -> ObjectRef {
        let object = json!({
            "apiVersion": api, "kind": kind, "metadata": { "name": "a", "namespace": namespace },
        });
        ObjectRef::from_json(&object).unwrap()
    }

    #[test]
    fn the_version_is_no_part_of_the_identity() {
        assert_eq!(of("autoscaling/v2beta2", "X", "n"), of("autoscaling/v2", "X", "n"));
        assert_ne!(of("autoscaling/v2", "X", "n"), of("autoscaling/v2", "X", "m"));
        assert_ne!(of("autoscaling/v2", "X", "n"), of("batch/v2", "X", "n"));
    }

    #[test]
    fn no_namespace_is_the_default_one() {
        let none = ObjectRef::from_json(&json!({ "kind": "Pod", "metadata": { "name": "a" } })).unwrap();
        assert_eq!(none, of("v1", "Pod", "default"));
        assert!(none.shares_namespace(&of("v1", "Service", "default")));
        assert_eq!(none.to_string(), "Pod a");
        assert_eq!(of("v1", "Pod", "shop").to_string(), "Pod shop/a");
        assert!(none < of("v1", "Pod", "shop"));
    }

    #[test]
    fn a_kind_without_namespaces_has_none() {
        assert_eq!(of("v1", "PersistentVolume", "a"), of("v1", "PersistentVolume", "b"));
        assert_eq!(
            of("storage.k8s.io/v1", "StorageClass", "a"),
            of("storage.k8s.io/v1", "StorageClass", "b")
        );
        assert_ne!(of("example.com/v1", "Node", "a"), of("example.com/v1", "Node", "b"));
    }

    #[test]
    fn scopes_are_those_of_the_typed_kinds() {
        fn is_listed<K: Resource<Scope = ClusterResourceScope>>() {
            assert!(!is_namespaced(K::GROUP, K::KIND), "{}", K::KIND);
        }
        is_listed::<api::core::v1::Namespace>();
        is_listed::<api::core::v1::Node>();
        is_listed::<api::core::v1::PersistentVolume>();
        is_listed::<api::networking::v1::IngressClass>();
        is_listed::<api::node::v1::RuntimeClass>();
        is_listed::<api::rbac::v1::ClusterRole>();
        is_listed::<api::rbac::v1::ClusterRoleBinding>();
        is_listed::<api::scheduling::v1::PriorityClass>();
        is_listed::<api::storage::v1::StorageClass>();
        is_listed::<api::storage::v1::CSIDriver>();
        is_listed::<api::admissionregistration::v1::ValidatingWebhookConfiguration>();
        for kind in ["Pod", "Service", "ConfigMap", "Endpoints"] {
            assert!(is_namespaced("", kind), "{kind}");
        }
    }

    #[test]
    fn a_typed_object_and_its_json_are_the_same_object() {
        let json = json!({
            "apiVersion": "apps/v1beta2", "kind": "Deployment",
            "metadata": { "name": "api", "namespace": "default" },
        });
        let mut typed = Object::from(api::apps::v1::Deployment::default());
        typed.meta_mut().name = Some("api".to_owned());
        assert_eq!(ObjectRef::from_json(&json).unwrap().key(), typed.key());
    }

    #[test]
    fn what_has_no_kind_or_name_is_none() {
        assert!(ObjectRef::from_json(&json!({ "metadata": { "name": "a" } })).is_none());
        assert!(ObjectRef::from_json(&json!({ "kind": "Pod", "metadata": {} })).is_none());
        assert!(ObjectRef::from_json(&json!(3)).is_none());
        let generated = json!({ "kind": "Job", "metadata": { "generateName": "run-" } });
        assert!(
            ObjectRef::from_json(&generated).is_some_and(|job| job.is_generated() && job.name == "run-*")
        );
    }
}

//! An object of a kind that has no type here, such as a custom resource.

use super::api_group::api_group;
use std::error::Error;
use std::fmt;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::scope::is_namespaced;

/// An object of any kind: a custom resource, or one of Kubernetes' kinds that has no type of its own
/// in [`Object`](crate::k8s::Object).
///
/// ```
/// use serde_json::json;
/// use workload_core::k8s::DynamicObject;
///
/// let certificate = DynamicObject::new("cert-manager.io/v1", "Certificate", "shop")
///     .field("spec", json!({ "secretName": "shop-tls", "dnsNames": ["shop.example.com"] }));
/// assert_eq!(certificate.kind(), "Certificate");
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DynamicObject {
    api_version: String,
    kind: String,
    #[serde(default)]
    metadata: ObjectMeta,
    #[serde(flatten)]
    fields: Map<String, Value>,
    #[serde(skip)]
    cluster_scoped: bool,
}

impl DynamicObject {
    /// An object of that API version and kind called `name`, in a namespace, without further fields.
    #[must_use]
    pub fn new(api_version: impl Into<String>, kind: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            api_version: api_version.into(),
            kind: kind.into(),
            metadata: ObjectMeta { name: Some(name.into()), ..ObjectMeta::default() },
            fields: Map::new(),
            cluster_scoped: false,
        }
    }

    /// The same object with the value of a top-level field, such as `spec`.
    #[must_use]
    pub fn field(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.fields.insert(name.into(), value.into());
        self
    }

    /// The same object, of a kind whose objects lie in no namespace: a stack gives it none.
    #[must_use]
    pub fn cluster_scoped(mut self) -> Self {
        self.cluster_scoped = true;
        self
    }

    /// The object that a typed value stands for, such as a custom resource of the crate kube.
    ///
    /// # Errors
    ///
    /// When the value does not serialize as an object with `apiVersion` and `kind`.
    pub fn from_serialize(value: &impl Serialize) -> Result<Self, NoObjectError> {
        let value = serde_json::to_value(value).map_err(NoObjectError)?;
        Self::deserialize(value).map_err(NoObjectError)
    }

    /// The API version, with its group: `cert-manager.io/v1`.
    #[must_use]
    pub fn api_version(&self) -> &str {
        &self.api_version
    }

    /// The kind.
    #[must_use]
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// The group of the kind; empty for the core group.
    #[must_use]
    pub fn group(&self) -> &str {
        api_group(&self.api_version)
    }

    /// Whether the object lies in a namespace.
    #[must_use]
    pub fn is_namespaced(&self) -> bool {
        !self.cluster_scoped && is_namespaced(self.group(), &self.kind)
    }

    /// The metadata.
    #[must_use]
    pub fn meta(&self) -> &ObjectMeta {
        &self.metadata
    }

    /// The metadata, to be changed.
    pub fn meta_mut(&mut self) -> &mut ObjectMeta {
        &mut self.metadata
    }

    /// The top-level fields besides `apiVersion`, `kind` and `metadata`.
    #[must_use]
    pub fn fields(&self) -> &Map<String, Value> {
        &self.fields
    }

    /// The same fields, to be changed.
    pub fn fields_mut(&mut self) -> &mut Map<String, Value> {
        &mut self.fields
    }
}

/// Why a value stands for no object: it does not serialize, or names no API version and kind.
#[derive(Debug)]
pub struct NoObjectError(serde_json::Error);

impl fmt::Display for NoObjectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the value is no Kubernetes object: {}", self.0)
    }
}

impl Error for NoObjectError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_custom_resource_is_written_as_it_was_read() {
        let value = json!({
            "apiVersion": "cert-manager.io/v1", "kind": "Certificate",
            "metadata": { "name": "shop" }, "spec": { "dnsNames": ["a"] },
        });
        let object = DynamicObject::from_serialize(&value).unwrap();
        assert_eq!((object.group(), object.is_namespaced()), ("cert-manager.io", true));
        assert_eq!(serde_json::to_value(&object).unwrap(), value);
    }

    #[test]
    fn objects_of_some_kinds_lie_in_no_namespace() {
        let address = DynamicObject::new("networking.k8s.io/v1", "IPAddress", "a");
        assert!(!address.is_namespaced());
        assert!(!DynamicObject::new("example.com/v1", "Tenant", "a").cluster_scoped().is_namespaced());
    }

    #[test]
    fn what_names_no_kind_is_no_object() {
        let error = DynamicObject::from_serialize(&json!({ "apiVersion": "v1" })).unwrap_err();
        assert_eq!(error.to_string(), "the value is no Kubernetes object: missing field `kind`");
    }
}

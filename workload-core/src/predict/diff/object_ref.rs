//! Which object is meant: what two sets are matched by.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

/// An object's identity.
///
/// Two objects are the same when group, kind, namespace and name are: the version of the API
/// is only a way to write it. No namespace and `default` are the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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

impl ObjectRef {
    /// The identity of a decoded object; none when it says no kind or no name.
    pub(super) fn of(object: &Value) -> Option<Self> {
        let text = |pointer: &str| object.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
        let name = text("/metadata/name").or_else(|| {
            let prefix = text("/metadata/generateName")?;
            Some(format!("{prefix}*"))
        })?;
        Some(Self {
            api_version: text("/apiVersion").unwrap_or_default(),
            kind: text("/kind")?,
            namespace: text("/metadata/namespace"),
            name,
        })
    }

    /// The API group, empty for the core.
    #[must_use]
    pub fn group(&self) -> &str {
        self.api_version.split_once('/').map_or("", |(group, _)| group)
    }

    /// Whether the server makes up the name each time.
    pub(super) fn is_generated(&self) -> bool {
        self.name.ends_with('*')
    }

    /// What objects of two sets are matched by, which also orders them.
    pub(super) fn key(&self) -> (String, String, String, String) {
        (self.namespace_key().to_owned(), self.kind.clone(), self.name.clone(), self.group().to_owned())
    }

    /// Whether both live in one namespace.
    pub(super) fn beside(&self, other: &Self) -> bool {
        self.namespace_key() == other.namespace_key()
    }

    fn namespace_key(&self) -> &str {
        self.namespace.as_deref().filter(|namespace| *namespace != "default").unwrap_or_default()
    }

    /// As the server writes it in a refusal: `StatefulSet.apps "redis"`.
    pub(super) fn in_refusal(&self) -> String {
        match self.group() {
            "" => format!("{} \"{}\"", self.kind, self.name),
            group => format!("{}.{group} \"{}\"", self.kind, self.name),
        }
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
    use serde_json::json;

    use super::*;

    fn of(api: &str, kind: &str, namespace: &str) -> ObjectRef {
        let object = json!({
            "apiVersion": api, "kind": kind, "metadata": { "name": "a", "namespace": namespace },
        });
        ObjectRef::of(&object).unwrap()
    }

    #[test]
    fn the_version_is_no_part_of_the_identity() {
        let [old, new] = ["v2beta2", "v2"].map(|version| of(&format!("autoscaling/{version}"), "X", "n"));
        assert_eq!(old.key(), new.key());
        assert_ne!(old.key(), of("autoscaling/v2", "X", "m").key());
        assert_ne!(old.key(), of("batch/v2", "X", "n").key());
    }

    #[test]
    fn no_namespace_is_the_default_one() {
        let none = ObjectRef::of(&json!({ "kind": "Pod", "metadata": { "name": "a" } })).unwrap();
        assert_eq!(none.key(), of("v1", "Pod", "default").key());
        assert_eq!(none.to_string(), "Pod a");
        assert_eq!(of("v1", "Pod", "shop").to_string(), "Pod shop/a");
    }

    #[test]
    fn what_has_no_kind_or_name_is_none() {
        assert_eq!(ObjectRef::of(&json!({ "metadata": { "name": "a" } })), None);
        assert_eq!(ObjectRef::of(&json!({ "kind": "Pod", "metadata": {} })), None);
        assert_eq!(ObjectRef::of(&json!(3)), None);
    }
}

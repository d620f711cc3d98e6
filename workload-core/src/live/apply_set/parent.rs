//! The parent of a set, and the id that follows from its name.

use std::fmt;

use serde::Serialize;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::group_kind::GroupKind;
use crate::ownership::base64;

/// The label of a parent: the id of its set.
pub const ID_LABEL: &str = "applyset.kubernetes.io/id";
/// The label of a member: the id of its set.
pub const PART_OF: &str = "applyset.kubernetes.io/part-of";

/// The object that stands for a set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SetParent {
    /// Such as `v1`.
    pub api_version: String,
    /// Such as `Secret`.
    pub kind: String,
    /// Its namespace; none for what lives in none.
    pub namespace: Option<String>,
    /// Its name.
    pub name: String,
}

impl SetParent {
    /// The id of the set: `applyset-`, a hash of where the parent is, and `-v1`.
    #[must_use]
    pub fn id(&self) -> String {
        let GroupKind { kind, group } = GroupKind::new(&self.api_version, &self.kind);
        let place = format!("{}.{}.{kind}.{group}", self.name, self.namespace.as_deref().unwrap_or_default());
        let hash = base64(&Sha256::digest(place.as_bytes())).replace('+', "-").replace('/', "_");
        format!("applyset-{}-v1", hash.trim_end_matches('='))
    }

    /// Whether an object is the parent.
    #[must_use]
    pub fn is(&self, object: &Value) -> bool {
        let metadata = &object["metadata"];
        GroupKind::from_json(object) == Some(GroupKind::new(&self.api_version, &self.kind))
            && metadata["name"] == self.name.as_str()
            && (self.namespace.is_none() || metadata["namespace"].as_str() == self.namespace.as_deref())
    }
}

impl fmt::Display for SetParent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.namespace {
            Some(namespace) => write!(f, "{} {namespace}/{}", self.kind, self.name),
            None => write!(f, "{} {}", self.kind, self.name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_those_of_kubectl() {
        let parent = |api: &str, kind: &str, namespace: Option<&str>, name: &str| SetParent {
            api_version: api.to_owned(),
            kind: kind.to_owned(),
            namespace: namespace.map(str::to_owned),
            name: name.to_owned(),
        };
        let secret = parent("v1", "Secret", Some("own-demo"), "set");
        assert_eq!(secret.id(), "applyset-WZsQD7mmjIUH7rhgtG628hdiOsqV4-mgSrJQQ8rcfao-v1");
        let map = parent("v1", "ConfigMap", Some("own-demo"), "set");
        assert_eq!(map.id(), "applyset-5rMU6cyJ_RnXwr7w7r7FFBA_lSfo_wk_CXEbXZ5C1DE-v1");
        let fleet = parent("own.example.com/v1", "Fleet", None, "own-demo-fleet");
        assert_eq!(fleet.id(), "applyset-vDrklqwr_fY8eoKAq2ylxXOi9AkJXEXOtDieBdjf9XU-v1");
    }
}

//! How a set is named on the command line.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The name of a set: of its parent, and of the parent's resource.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct SetName {
    /// Such as `secrets`.
    pub(super) resource: String,
    /// The API group, empty for the core group.
    pub(super) group: String,
    /// The name of the parent.
    pub(super) name: String,
}

impl SetName {
    /// A set whose parent is a Secret.
    pub(super) fn of_secret(name: &str) -> Self {
        Self { resource: "secrets".to_owned(), group: String::new(), name: name.to_owned() }
    }
}

impl FromStr for SetName {
    type Err = String;

    /// Reads `NAME`, `configmaps/NAME` or `fleets.example.com/NAME`, as kubectl does.
    fn from_str(text: &str) -> Result<Self, String> {
        let (resource, name) = text.split_once('/').unwrap_or(("secrets", text));
        let (resource, group) = resource.split_once('.').unwrap_or((resource, ""));
        let is_name = |name: &str| {
            !name.is_empty()
                && name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.'))
        };
        if resource.is_empty() || !is_name(name) {
            return Err("expected NAME or RESOURCE/NAME, such as `shop` or `configmaps/shop`".to_owned());
        }
        let resource = match resource.to_lowercase().as_str() {
            "secret" => "secrets".to_owned(),
            "configmap" | "cm" => "configmaps".to_owned(),
            other => other.to_owned(),
        };
        Ok(Self { resource, group: group.to_owned(), name: name.to_owned() })
    }
}

impl TryFrom<String> for SetName {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<SetName> for String {
    fn from(set: SetName) -> Self {
        let SetName { resource, group, name } = set;
        if group.is_empty() { format!("{resource}/{name}") } else { format!("{resource}.{group}/{name}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_kubectl_reads_them() {
        let read = |text: &str| {
            text.parse::<SetName>().map(|found| format!("{}.{}/{}", found.resource, found.group, found.name))
        };
        assert_eq!(read("shop").unwrap(), "secrets./shop");
        assert_eq!(read("configmap/shop").unwrap(), "configmaps./shop");
        assert_eq!(read("fleets.example.com/shop").unwrap(), "fleets.example.com/shop");
        for text in ["secrets/shop", "fleets.example.com/shop"] {
            assert_eq!(String::from(text.parse::<SetName>().unwrap()), text);
        }
        assert!(read("").is_err() && read("/a").is_err() && read("A b").is_err());
    }
}

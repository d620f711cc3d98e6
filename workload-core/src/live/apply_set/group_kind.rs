//! A kind of any version, as the parent of a set lists it.

use crate::k8s::api_group;
use std::fmt;

use serde_json::Value;

/// A kind of any version: `Deployment.apps`, `ConfigMap`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupKind {
    /// Such as `Deployment`.
    pub kind: String,
    /// The API group, empty for the core group.
    pub group: String,
}

impl GroupKind {
    /// A kind of an API version, such as `apps/v1`.
    #[must_use]
    pub fn new(api_version: &str, kind: &str) -> Self {
        let group = api_group(api_version);
        Self { kind: kind.to_owned(), group: group.to_owned() }
    }

    /// Reads `Deployment.apps`.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let (kind, group) = text.split_once('.').unwrap_or((text, ""));
        Self { kind: kind.to_owned(), group: group.to_owned() }
    }

    /// The kind of an object; none when it names none.
    #[must_use]
    pub fn from_json(object: &Value) -> Option<Self> {
        Some(Self::new(object["apiVersion"].as_str()?, object["kind"].as_str()?))
    }
}

impl fmt::Display for GroupKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.group.is_empty() {
            f.write_str(&self.kind)
        } else {
            write!(f, "{}.{}", self.kind, self.group)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_written_as_they_are_read() {
        for text in ["ConfigMap", "Deployment.apps", "Widget.own.example.com"] {
            assert_eq!(GroupKind::parse(text).to_string(), text);
        }
        assert_eq!(GroupKind::new("apps/v1", "Deployment"), GroupKind::parse("Deployment.apps"));
        assert_eq!(GroupKind::new("v1", "Secret"), GroupKind::parse("Secret"));
    }
}

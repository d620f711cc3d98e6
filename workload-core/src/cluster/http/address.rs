//! What a path addresses.

/// What a path addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Address {
    /// `/version`.
    Version,
    /// `/healthz` and its kin.
    Health,
    /// `/api` and `/apis`; a group alone; a group with a version.
    CoreVersions,
    Groups,
    Group(String),
    Resources(String, String),
    /// `/openapi/v2`, `/openapi/v3`, and a document of the latter.
    OpenApiV2,
    OpenApiV3,
    OpenApiDocument(String, String),
    /// Objects, or one.
    Objects(ObjectAddress),
}

/// The address of objects of one resource, or of one of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ObjectAddress {
    pub(crate) group: String,
    pub(crate) version: String,
    /// Empty for all namespaces, and for what is in none.
    pub(crate) namespace: String,
    pub(crate) plural: String,
    /// Empty for the collection.
    pub(crate) name: String,
    pub(crate) subresource: String,
}

impl Address {
    /// Reads a path.
    pub(crate) fn parse(path: &str) -> Option<Self> {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        match parts.as_slice() {
            ["version"] => Some(Self::Version),
            ["healthz" | "readyz" | "livez", ..] => Some(Self::Health),
            ["openapi", "v2"] => Some(Self::OpenApiV2),
            ["openapi", "v3"] => Some(Self::OpenApiV3),
            ["openapi", "v3", "api", version] => Some(Self::document("", version)),
            ["openapi", "v3", "apis", group, version] => Some(Self::document(group, version)),
            ["api"] => Some(Self::CoreVersions),
            ["apis"] => Some(Self::Groups),
            ["apis", group] => Some(Self::Group((*group).to_owned())),
            ["api", version, rest @ ..] => Self::of_version("", version, rest),
            ["apis", group, version, rest @ ..] => Self::of_version(group, version, rest),
            _ => None,
        }
    }

    fn document(group: &str, version: &str) -> Self {
        Self::OpenApiDocument(group.to_owned(), version.to_owned())
    }

    fn of_version(group: &str, version: &str, rest: &[&str]) -> Option<Self> {
        if rest.is_empty() {
            return Some(Self::Resources(group.to_owned(), version.to_owned()));
        }
        let (namespace, rest) = match rest {
            // A namespace is an object too, with two subresources.
            ["namespaces", _] | ["namespaces", _, "status" | "finalize"] => ("", rest),
            ["namespaces", namespace, rest @ ..] => (*namespace, rest),
            _ => ("", rest),
        };
        let (plural, name, subresource) = match rest {
            [plural] => (*plural, "", ""),
            [plural, name] => (*plural, *name, ""),
            [plural, name, subresource] => (*plural, *name, *subresource),
            _ => return None,
        };
        Some(Self::Objects(ObjectAddress {
            group: group.to_owned(),
            version: version.to_owned(),
            namespace: namespace.to_owned(),
            plural: plural.to_owned(),
            name: name.to_owned(),
            subresource: subresource.to_owned(),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn objects(path: &str) -> [String; 4] {
        match Address::parse(path) {
            Some(Address::Objects(address)) => {
                [address.namespace, address.plural, address.name, address.subresource]
            }
            other => panic!("{path}: {other:?}"),
        }
    }

    #[test]
    fn a_namespace_is_an_object_and_a_place() {
        assert_eq!(objects("/api/v1/namespaces"), ["", "namespaces", "", ""]);
        assert_eq!(objects("/api/v1/namespaces/a"), ["", "namespaces", "a", ""]);
        assert_eq!(objects("/api/v1/namespaces/a/status"), ["", "namespaces", "a", "status"]);
        assert_eq!(objects("/api/v1/namespaces/a/pods"), ["a", "pods", "", ""]);
        assert_eq!(objects("/api/v1/namespaces/a/pods/web/log"), ["a", "pods", "web", "log"]);
        assert_eq!(objects("/apis/apps/v1/deployments"), ["", "deployments", "", ""]);
    }

    #[test]
    fn what_is_none_is_not_read() {
        assert_eq!(Address::parse("/metrics"), None);
        assert_eq!(Address::parse("/api/v1/namespaces/a/pods/web/log/x"), None);
    }
}

//! A resource that is served: how it is called in addresses, and what it can do.

/// A resource of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Resource {
    /// Its API group; empty for the core group.
    pub(crate) group: String,
    /// Its version, such as `v1`.
    pub(crate) version: String,
    /// The kind of its objects.
    pub(crate) kind: String,
    /// Its name in addresses, such as `deployments`.
    pub(crate) plural: String,
    /// Its name for one object.
    pub(crate) singular: String,
    /// Whether its objects live in namespaces.
    pub(crate) is_namespaced: bool,
    /// Other names that kubectl takes for it.
    pub(crate) short_names: Vec<String>,
    /// The groups of resources that it belongs to, such as `all`.
    pub(crate) categories: Vec<String>,
    /// Its subresources.
    pub(crate) subresources: Vec<String>,
}

impl Resource {
    /// The group and version in objects: `apps/v1`, or `v1` for the core group.
    pub(crate) fn api_version(&self) -> String {
        if self.group.is_empty() { self.version.clone() } else { format!("{}/{}", self.group, self.version) }
    }

    /// The name with the group, as messages have it: `deployments.apps`.
    pub(crate) fn qualified(&self) -> String {
        if self.group.is_empty() { self.plural.clone() } else { format!("{}.{}", self.plural, self.group) }
    }

    /// Whether it has a subresource.
    pub(crate) fn has(&self, subresource: &str) -> bool {
        self.subresources.iter().any(|known| known == subresource)
    }
}

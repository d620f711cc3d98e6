//! A container: the main one of an app, or one beside it.

use k8s_openapi::api::core::v1::Container as Raw;

use super::origin::{Anchor, Origins};
use crate::describe::parts::Address;
use crate::k8s::literal::{FieldName, FromField, Leaf, find, group_forms};
use crate::k8s::values::Name;

/// A container, described key by key with the same keys as the app's main one.
///
/// ```
/// use workload_core::Container;
/// use workload_core::values::{Image, Name};
///
/// let mut proxy = Container::named(Name::new("proxy"));
/// proxy.image(Image::new("envoy:v1.34"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Container {
    pub(crate) raw: Raw,
    /// The variables that hold an address, by their place in `env`.
    pub(crate) addresses: Vec<(usize, Address)>,
    pub(crate) origins: Origins,
}

impl Container {
    /// A container of which nothing is known yet, not even its name.
    #[must_use]
    #[track_caller]
    pub fn new() -> Self {
        let mut container = Self::default();
        container.note("");
        container
    }

    /// A container called `name` of which nothing else is known yet.
    #[must_use]
    #[track_caller]
    pub fn named(name: Name) -> Self {
        let mut container = Self::new();
        container.raw.name = name.into();
        container
    }

    /// `name = "proxy"`: what the container is called; a field gives its own name.
    #[track_caller]
    pub fn name(&mut self, name: Name) -> &mut Self {
        self.raw.name = name.into();
        self.note("name")
    }

    /// Notes that the caller's caller asked for the part at `path` of this container.
    #[track_caller]
    pub(crate) fn note(&mut self, path: &str) -> &mut Self {
        self.origins.note(Anchor::Main, path);
        self
    }

    #[track_caller]
    const fn check(keys: &'static [Leaf]) {
        if find(keys, "name").is_none() {
            panic!("a container beside the main one needs a name: add `name = \"…\"`");
        }
        if find(keys, "image").is_none() {
            panic!("this container has no image: add `image = \"…\"`");
        }
    }
}

group_forms!(Container: "a container, such as `sidecar(name = \"proxy\", image = \"envoy:v1.34\")`",
    check => Container::check, repeats);

impl FromField<Container> for Container {
    fn from_field(field: &FieldName, container: &Container) -> Option<Self> {
        let mut container = container.clone();
        if container.raw.name.is_empty() {
            container.raw.name = field.kebab();
        }
        Some(container)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_names_a_container_without_a_name() {
        let proxy = Container::from_field(&FieldName("the_proxy"), &Container::new()).unwrap();
        assert_eq!(proxy.raw.name, "the-proxy");
        let named = Container::named(Name::new("envoy"));
        assert_eq!(Container::from_field(&FieldName("the_proxy"), &named).unwrap().raw.name, "envoy");
    }
}

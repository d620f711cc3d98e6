//! A container: the main one of an app, or one beside it.

use k8s_openapi::api::core::v1::Container as Raw;

use super::{Anchor, Origins};
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

/// Declares keys of a container, which are keys of an app too and then mean its main container.
///
/// Each is written once, as a method of [`Container`]; this makes the method of
/// [`Description`](super::Description) that passes it on.
macro_rules! on_container {
    ($($(#[$doc:meta])* pub fn $key:ident(&mut $self:ident $(, $argument:ident: $type:ty)*) $body:block)+) => {
        impl $crate::describe::description::Container {$(
            $(#[$doc])*
            #[track_caller]
            pub fn $key(&mut $self $(, $argument: $type)*) -> &mut Self $body
        )+}

        impl<S: $crate::describe::shape::Shape> $crate::describe::description::Description<S> {$(
            $(#[$doc])*
            #[track_caller]
            pub fn $key(&mut self $(, $argument: $type)*) -> &mut Self {
                self.main.$key($($argument),*);
                self
            }
        )+}
    };
}

pub(crate) use on_container;

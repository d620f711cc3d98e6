//! A container: the main one of an app, or one beside it.

use k8s_openapi::api::core::v1::Container as Raw;

use super::{Anchor, Origins};
use crate::values::Name;

/// A container, described key by key with the same keys as the app's main one.
///
/// ```
/// use workload_core::Container;
/// use workload_core::values::{Image, Name};
///
/// let mut proxy = Container::new(Name::new("proxy"));
/// proxy.image(Image::new("envoy:v1.34"));
/// ```
#[derive(Clone, Debug)]
pub struct Container {
    pub(crate) raw: Raw,
    pub(crate) origins: Origins,
}

impl Container {
    /// A container called `name` of which nothing else is known yet.
    #[must_use]
    #[track_caller]
    pub fn new(name: Name) -> Self {
        let mut container =
            Self { raw: Raw { name: name.into(), ..Raw::default() }, origins: Origins::default() };
        container.note("");
        container
    }

    /// Notes that the caller's caller asked for the part at `path` of this container.
    #[track_caller]
    pub(crate) fn note(&mut self, path: &str) -> &mut Self {
        self.origins.note(Anchor::Main, path);
        self
    }
}

/// Declares keys of a container, which are keys of an app too and then mean its main container.
///
/// Each is written once, as a method of [`Container`]; this makes the method of
/// [`Description`](super::Description) that passes it on.
macro_rules! on_container {
    ($($(#[$doc:meta])* pub fn $key:ident(&mut $self:ident $(, $argument:ident: $type:ty)*) $body:block)+) => {
        impl $crate::description::Container {$(
            $(#[$doc])*
            #[track_caller]
            pub fn $key(&mut $self $(, $argument: $type)*) -> &mut Self $body
        )+}

        impl<S: $crate::shape::Shape> $crate::description::Description<S> {$(
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

//! The forms that the names of the kinds have.

/// What a kind's names must look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::validate::api_server) enum Naming {
    /// Labels joined by dots (RFC 1123 subdomain), of at most this many characters.
    Subdomain(usize),
    /// One label (RFC 1123): at most 63 characters, no dot.
    Label,
    /// Anything that can be one segment of a URL path.
    PathSegment,
}

/// What the server asks of the metadata of a kind.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "kinds differ in each of them independently")]
pub(in crate::validate::api_server) struct Form {
    pub(super) naming: Naming,
    /// Whether there must be a name; the server makes one up otherwise.
    pub(super) needs_name: bool,
    /// Whether the namespace counts; that of a cluster-scoped object is dropped unread.
    pub(super) is_namespaced: bool,
    /// Whether finalizers need a domain.
    pub(super) finalizer_domain: bool,
    /// Whether the given `generation` is kept, and so must not be negative.
    pub(super) keeps_generation: bool,
}

impl Form {
    /// The metadata of objects in a namespace.
    pub(in crate::validate::api_server) const fn namespaced(naming: Naming) -> Self {
        Self {
            naming,
            needs_name: true,
            is_namespaced: true,
            finalizer_domain: true,
            keeps_generation: false,
        }
    }

    /// The metadata of objects outside of any namespace.
    pub(in crate::validate::api_server) const fn cluster(naming: Naming) -> Self {
        Self { is_namespaced: false, ..Self::namespaced(naming) }
    }

    /// The same with any qualified name as a finalizer.
    pub(in crate::validate::api_server) const fn any_finalizer(self) -> Self {
        Self { finalizer_domain: false, ..self }
    }

    /// The same for a kind whose `generation` the server does not set itself.
    pub(in crate::validate::api_server) const fn keeps_generation(self) -> Self {
        Self { keeps_generation: true, ..self }
    }

    /// The same for a kind that the server makes up a name for.
    pub(in crate::validate::api_server) const fn optional_name(self) -> Self {
        Self { needs_name: false, ..self }
    }
}

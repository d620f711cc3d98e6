//! A table's key for an object's kind, namespace and name that holds none of them.

use std::borrow::Borrow;
use std::hash::{Hash, Hasher};

use crate::k8s::namespace_key;
use crate::validate::rules::record::Record;

/// Kind, namespace as it is compared, and name of an object.
pub(crate) type Name<'n> = (&'static str, &'n str, &'n str);

/// What has a kind, a namespace and a name.
pub(crate) trait Named {
    /// They.
    fn name(&self) -> Name<'_>;
}

/// An object by its name: in a table of all objects, three texts each would be a lot. Where the namespace does
/// not count, it is the empty text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NameKey<'r, const NAMESPACED: bool>(pub(crate) &'r Record);

impl<const NAMESPACED: bool> Named for NameKey<'_, NAMESPACED> {
    fn name(&self) -> Name<'_> {
        let namespace = if NAMESPACED { namespace_key(self.0.namespace.as_deref()) } else { "" };
        (self.0.kind, namespace, &self.0.name)
    }
}

impl Named for Name<'_> {
    fn name(&self) -> Name<'_> {
        *self
    }
}

impl<'n, 'r: 'n, const NAMESPACED: bool> Borrow<dyn Named + 'n> for NameKey<'r, NAMESPACED> {
    fn borrow(&self) -> &(dyn Named + 'n) {
        self
    }
}

impl Hash for dyn Named + '_ {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name().hash(state);
    }
}

impl PartialEq for dyn Named + '_ {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for dyn Named + '_ {}

impl<const NAMESPACED: bool> Hash for NameKey<'_, NAMESPACED> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name().hash(state);
    }
}

impl<const NAMESPACED: bool> PartialEq for NameKey<'_, NAMESPACED> {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl<const NAMESPACED: bool> Eq for NameKey<'_, NAMESPACED> {}

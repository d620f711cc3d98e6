//! A table's key for an object's kind, namespace and name that holds none of them.

use std::borrow::Borrow;
use std::hash::{Hash, Hasher};

use super::record::Record;
use crate::k8s::namespace_key;

/// Kind, namespace as it is compared, and name of an object.
pub(super) type Name<'n> = (&'static str, &'n str, &'n str);

/// What has a kind, a namespace and a name.
pub(super) trait Named {
    /// They.
    fn name(&self) -> Name<'_>;
}

/// An object by its name: in a table of all objects, three texts each would be a lot.
#[derive(Clone, Copy, Debug)]
pub(super) struct NameKey<'r>(pub(super) &'r Record);

impl Named for NameKey<'_> {
    fn name(&self) -> Name<'_> {
        (self.0.kind, namespace_key(self.0.namespace.as_deref()), &self.0.name)
    }
}

impl Named for Name<'_> {
    fn name(&self) -> Name<'_> {
        *self
    }
}

impl<'n, 'r: 'n> Borrow<dyn Named + 'n> for NameKey<'r> {
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

impl Hash for NameKey<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name().hash(state);
    }
}

impl PartialEq for NameKey<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for NameKey<'_> {}

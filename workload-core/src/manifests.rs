//! Objects in the order in which they are applied, and as text.

mod json;
mod yaml;

use crate::description::Origin;
use crate::objects::Object;

/// One object on its way to a cluster, with where each of its parts came from.
#[derive(Clone, Debug, PartialEq)]
pub struct Manifest {
    /// The object.
    pub object: Object,
    /// The Rust places behind its parts.
    pub origins: Vec<Origin>,
}

/// Objects in the order in which `kubectl apply` wants them: what others need comes first.
///
/// The same description gives the same manifests, to the byte.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Manifests(Vec<Manifest>);

impl Manifests {
    /// The manifests, in order.
    #[must_use]
    pub fn as_slice(&self) -> &[Manifest] {
        &self.0
    }

    /// The objects, in order.
    pub fn objects(&self) -> impl Iterator<Item = &Object> {
        self.0.iter().map(|manifest| &manifest.object)
    }
}

impl FromIterator<Manifest> for Manifests {
    /// Collects manifests and puts them in order; equals keep the order in which they came.
    fn from_iter<I: IntoIterator<Item = Manifest>>(manifests: I) -> Self {
        let mut manifests: Vec<_> = manifests.into_iter().collect();
        manifests.sort_by_key(|manifest| manifest.object.rank());
        Self(manifests)
    }
}

impl IntoIterator for Manifests {
    type Item = Manifest;
    type IntoIter = std::vec::IntoIter<Manifest>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'m> IntoIterator for &'m Manifests {
    type Item = &'m Manifest;
    type IntoIter = std::slice::Iter<'m, Manifest>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

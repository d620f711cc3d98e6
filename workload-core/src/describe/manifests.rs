//! Objects in the order in which they are applied, and as text.

mod json;
#[cfg(feature = "serde_yaml")]
mod serde_yaml;
mod yaml;

use std::collections::HashMap;

use crate::describe::description::Origin;
use crate::describe::problems::Problem;
use crate::k8s::Object;

#[cfg(feature = "serde_yaml")]
pub use serde_yaml::FromYamlValueError;

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
pub struct Manifests {
    manifests: Vec<Manifest>,
    problems: Vec<Problem>,
}

impl Manifests {
    /// The manifests, in order.
    #[must_use]
    pub fn as_slice(&self) -> &[Manifest] {
        &self.manifests
    }

    /// Everything that does not hold together: problems of the descriptions, and objects that
    /// are there twice. Whoever writes manifests looks here first.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        self.problems.iter().cloned().chain(self.doubles()).collect()
    }

    /// The same manifests, with what is wrong with the descriptions behind them.
    #[must_use]
    pub(crate) fn with_problems(mut self, problems: Vec<Problem>) -> Self {
        self.problems.extend(problems);
        self
    }

    /// All manifests of several groups, in order.
    #[must_use]
    pub fn merged(groups: impl IntoIterator<Item = Manifests>) -> Self {
        let (mut manifests, mut problems) = (Vec::new(), Vec::new());
        for group in groups {
            manifests.extend(group.manifests);
            problems.extend(group.problems);
        }
        Self::from_iter(manifests).with_problems(problems)
    }

    /// Objects of one kind, namespace and name: only the last would be left in a cluster.
    fn doubles(&self) -> impl Iterator<Item = Problem> {
        let mut seen = HashMap::new();
        self.manifests.iter().filter_map(move |manifest| {
            let object = &manifest.object;
            let identity = (object.kind(), object.namespace(), object.name());
            let first = seen.insert(identity, manifest)?;
            let place = manifest.origins.first().map(|origin| origin.place);
            let other = first.origins.first().map(|origin| format!(" (the other is from {})", origin.place));
            let message = format!(
                "two objects are the {} `{}`{}: give one another name",
                object.kind(),
                object.name(),
                other.unwrap_or_default()
            );
            Some(Problem { message, place })
        })
    }

    /// The manifests one by one, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Manifest> {
        self.manifests.iter()
    }

    /// The objects, in order.
    pub fn objects(&self) -> impl Iterator<Item = &Object> {
        self.manifests.iter().map(|manifest| &manifest.object)
    }
}

impl FromIterator<Manifest> for Manifests {
    /// Collects manifests and puts them in order; equals keep the order in which they came.
    fn from_iter<I: IntoIterator<Item = Manifest>>(manifests: I) -> Self {
        let mut manifests: Vec<_> = manifests.into_iter().collect();
        manifests.sort_by_key(|manifest| manifest.object.rank());
        Self { manifests, problems: Vec::new() }
    }
}

impl IntoIterator for Manifests {
    type Item = Manifest;
    type IntoIter = std::vec::IntoIter<Manifest>;

    fn into_iter(self) -> Self::IntoIter {
        self.manifests.into_iter()
    }
}

impl<'m> IntoIterator for &'m Manifests {
    type Item = &'m Manifest;
    type IntoIter = std::slice::Iter<'m, Manifest>;

    fn into_iter(self) -> Self::IntoIter {
        self.manifests.iter()
    }
}

//! Objects in the order in which they are applied, and as text.

mod json;
#[cfg(feature = "serde_yaml")]
pub(super) mod serde_yaml;
mod yaml;

use std::collections::HashMap;

use crate::describe::description::Origin;
use crate::describe::error::DescriptionError;
use crate::k8s::Object;

/// One object on its way to a cluster, with where each of its parts came from.
#[derive(Clone, Debug, PartialEq)]
pub struct Manifest {
    /// The object.
    pub object: Object,
    /// The Rust places behind its parts.
    pub origins: Vec<Origin>,
}

impl From<Object> for Manifest {
    /// The object, of which no Rust place is known.
    fn from(object: Object) -> Self {
        Self { object, origins: Vec::new() }
    }
}

impl Manifest {
    /// The Rust place that asked for the field at `path`, such as `spec.replicas`, or for the
    /// nearest field around it; `None` when nothing did.
    #[must_use]
    pub fn origin_of(&self, path: &str) -> Option<&Origin> {
        let around = self.origins.iter().filter(|origin| is_around(&origin.path, path));
        // The last place that says something counts.
        around.max_by_key(|origin| origin.path.len())
    }
}

/// Whether the field at `outer` is the one at `path`, or one that holds it.
fn is_around(outer: &str, path: &str) -> bool {
    let rest = path.strip_prefix(outer);
    rest.is_some_and(|rest| outer.is_empty() || rest.is_empty() || rest.starts_with(['.', '[']))
}

/// Objects in the order in which `kubectl apply` wants them: what others need comes first.
///
/// The same description gives the same manifests, to the byte.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Manifests {
    manifests: Vec<Manifest>,
    errors: Vec<DescriptionError>,
}

impl Manifests {
    /// The manifests, in order.
    #[must_use]
    pub fn as_slice(&self) -> &[Manifest] {
        &self.manifests
    }

    /// Everything that does not hold together: errors of the descriptions, objects without a
    /// name, and objects that are there twice. Whoever writes manifests looks here first.
    #[must_use]
    pub fn errors(&self) -> Vec<DescriptionError> {
        self.errors.iter().cloned().chain(self.nameless()).chain(self.doubles()).collect()
    }

    /// The same manifests, with what is wrong with the descriptions behind them.
    #[must_use]
    pub(crate) fn with_errors(mut self, errors: Vec<DescriptionError>) -> Self {
        self.errors.extend(errors);
        self
    }

    /// All manifests of several groups, in order.
    #[must_use]
    pub fn merged(groups: impl IntoIterator<Item = Manifests>) -> Self {
        let (mut manifests, mut errors) = (Vec::new(), Vec::new());
        for group in groups {
            manifests.extend(group.manifests);
            errors.extend(group.errors);
        }
        Self::from_iter(manifests).with_errors(errors)
    }

    /// Objects without a name, or a kind; nothing can be applied without them.
    fn nameless(&self) -> impl Iterator<Item = DescriptionError> {
        self.manifests.iter().filter_map(|manifest| {
            let object = &manifest.object;
            let message = if object.kind().is_empty() || object.api_version().is_empty() {
                format!("the object `{}` names no API version and kind", object.name())
            } else if object.name().is_empty() && object.meta().generate_name.is_none() {
                format!("an object of kind {} has no name: set `metadata.name`", object.kind())
            } else {
                return None;
            };
            Some(DescriptionError { message, place: manifest.origins.first().map(|origin| origin.place) })
        })
    }

    /// Objects of one group, kind, namespace and name: only the last would be left in a cluster.
    fn doubles(&self) -> impl Iterator<Item = DescriptionError> {
        let mut seen = HashMap::new();
        self.manifests.iter().filter_map(move |manifest| {
            let object = &manifest.object;
            let first = seen.insert(object.key(), manifest)?;
            let place = manifest.origins.first().map(|origin| origin.place);
            let other = first.origins.first().map(|origin| format!(" (the other is from {})", origin.place));
            let message = format!(
                "two objects are the {} `{}`{}: give one another name",
                object.kind(),
                object.name(),
                other.unwrap_or_default()
            );
            Some(DescriptionError { message, place })
        })
    }

    /// The manifests, to be completed.
    pub(crate) fn as_mut_slice(&mut self) -> &mut [Manifest] {
        &mut self.manifests
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
        Self { manifests, errors: Vec::new() }
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

#[cfg(test)]
mod tests {
    use super::is_around;

    #[test]
    fn a_field_is_inside_those_that_lead_to_it() {
        for outer in ["", "spec", "spec.ports", "spec.ports[1]", "spec.ports[1].name"] {
            assert!(is_around(outer, "spec.ports[1].name"), "{outer}");
        }
        for other in ["sp", "spec.port", "spec.ports[1].name.x", "spec.ports[10]", "spec.selector"] {
            assert!(!is_around(other, "spec.ports[1].name"), "{other}");
        }
    }
}

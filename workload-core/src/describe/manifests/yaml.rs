//! Manifests as YAML, which Go's YAML 1.1 reader reads back as the same values.

use std::fmt;

use super::{Manifest, Manifests};
use crate::syntax::to_yaml;

impl Manifest {
    /// The object as one YAML document, without a separator.
    #[must_use]
    pub fn to_yaml(&self) -> String {
        to_yaml(&self.object)
    }
}

impl Manifests {
    /// All objects as one YAML stream, parted by `---`.
    #[must_use]
    pub fn to_yaml(&self) -> String {
        let documents: Vec<_> = self.manifests.iter().map(Manifest::to_yaml).collect();
        documents.join("---\n")
    }
}

impl fmt::Display for Manifest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_yaml())
    }
}

impl fmt::Display for Manifests {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_yaml())
    }
}

//! Manifests as YAML, which Go's YAML 1.1 reader reads back as the same values.

use serde::Serialize;

use super::{Manifest, Manifests};

/// A value as one YAML document, without a separator.
#[must_use]
pub fn yaml_of(value: &impl Serialize) -> String {
    // Lines are never folded: a reader should find the line that was written.
    let options = serde_saphyr::ser_options! { folded_wrap_chars: usize::MAX };
    // Objects are made of maps with text keys, lists and scalars, all of which have a form.
    serde_saphyr::to_string_with_options(value, options).unwrap_or_default()
}

impl Manifest {
    /// The object as one YAML document, without a separator.
    #[must_use]
    pub fn to_yaml(&self) -> String {
        yaml_of(&self.object)
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

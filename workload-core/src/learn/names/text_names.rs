//! Everything that is named in a text.

use super::labels::{LabelSet, label_sets};
use super::mention::Mention;
use super::ports::{PortNames, port_names};
use super::read::{NamedObject, mentions_in, object, parts};

/// Everything that is named in a text, read once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct TextNames {
    /// The objects.
    pub objects: Vec<NamedObject>,
    /// The places that name an object, or a key of its data.
    pub mentions: Vec<Mention>,
    /// The labels of Pods and of what else is selected, and the selectors.
    pub labels: Vec<LabelSet>,
    /// The objects that name ports.
    pub ports: Vec<PortNames>,
}

impl TextNames {
    /// Reads a text, whether it parses or not.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut names = Self::default();
        for (span, leaves) in parts(text) {
            let Some(object) = object(span, &leaves) else { continue };
            let sets = label_sets(&object, &leaves);
            names.mentions.extend(mentions_in(&object, &leaves));
            names.ports.extend(port_names(&object, &leaves, &sets));
            names.labels.extend(sets);
            names.objects.push(object);
        }
        names
    }
}

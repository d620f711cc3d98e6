//! Maps of names that the user chooses: labels, annotations, node labels.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use crate::k8s::literal::{FieldName, ToPart, group_forms};
use crate::k8s::values::{AnnotationKey, LabelKey, LabelValue};

/// Entries of any map of texts.
fn texts<'m, K: AsRef<str> + 'm, V: AsRef<str> + 'm>(
    entries: impl Iterator<Item = (&'m K, &'m V)>,
) -> BTreeMap<String, String> {
    entries.map(|(key, value)| (key.as_ref().to_owned(), value.as_ref().to_owned())).collect()
}

/// Declares a map from keys of one type to values of another.
macro_rules! map {
    ($(#[$doc:meta])* $name:ident: $key:ty => $value:ty, $expects:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub(crate) BTreeMap<String, String>);

        impl $name {
            /// Nothing yet.
            #[must_use]
            pub fn new() -> Self {
                Self::default()
            }

            /// One more entry; the last of a key counts.
            pub fn entry(&mut self, key: $key, value: $value) -> &mut Self {
                self.0.insert(key.into(), value.into());
                self
            }
        }

        group_forms!($name: $expects, repeats);

        #[diagnostic::do_not_recommend]
        impl<K: AsRef<str>, V: AsRef<str>> ToPart<$name> for BTreeMap<K, V> {
            fn to_part(&self, _: &FieldName) -> Option<$name> {
                Some($name(texts(self.iter())))
            }
        }

        #[diagnostic::do_not_recommend]
        impl<K: AsRef<str>, V: AsRef<str>, H> ToPart<$name> for HashMap<K, V, H> {
            fn to_part(&self, _: &FieldName) -> Option<$name> {
                Some($name(texts(self.iter())))
            }
        }
    };
}

map! {
    /// Labels: `labels("team" = "shop")`.
    Labels: LabelKey => LabelValue, "labels, such as `labels(\"team\" = \"shop\")`"
}

map! {
    /// Annotations: `annotations("prometheus.io/scrape" = "true")`.
    Annotations: AnnotationKey => Cow<'static, str>, "annotations, such as `annotations(\"prometheus.io/scrape\" = \"true\")`"
}

map! {
    /// Labels that a node must have: `node_selector("role" = "worker")`.
    NodeSelector: LabelKey => LabelValue, "labels of nodes, such as `node_selector(\"role\" = \"worker\")`"
}

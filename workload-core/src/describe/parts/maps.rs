//! Maps of names that the user chooses: labels, annotations, node labels.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::k8s::literal::{FieldName, FromField, group_forms};
use crate::k8s::values::{AnnotationKey, LabelKey, LabelValue};

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
        impl FromField<BTreeMap<$key, $value>> for $name {
            fn from_field(_: &FieldName, map: &BTreeMap<$key, $value>) -> Option<Self> {
                let entries = map.iter().map(|(key, value)| (key.to_string(), value.to_string()));
                Some(Self(entries.collect()))
            }
        }

        #[diagnostic::do_not_recommend]
        impl FromField<BTreeMap<String, String>> for $name {
            fn from_field(_: &FieldName, map: &BTreeMap<String, String>) -> Option<Self> {
                Some(Self(map.clone()))
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

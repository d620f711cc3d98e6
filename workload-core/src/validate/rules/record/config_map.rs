//! What the rules over many objects know of a `ConfigMap`.

use k8s_openapi::api::core::v1::ConfigMap;

use crate::k8s::compact_texts::CompactTexts;
use crate::validate::rules::facts::stores::settings::{is_folder_variable, lines_that_matter};

/// A ConfigMap, as far as it may say how a store keeps its data.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ConfigMapRecord {
    /// The lines of its texts that may say so.
    pub(crate) settings_text: Box<str>,
    /// The entries that name the folder of the data, when they become variables.
    pub(crate) settings: Box<[(Box<str>, Box<str>)]>,
    /// All keys.
    pub(crate) keys: CompactTexts,
}

impl ConfigMapRecord {
    pub(super) fn of(map: &ConfigMap) -> Self {
        let entries = || map.data.iter().flatten();
        let settings_text: String = entries().map(|(_, text)| lines_that_matter(text)).collect();
        let settings = entries().filter(|(key, _)| is_folder_variable(key));
        let binary = map.binary_data.iter().flat_map(|data| data.keys());
        Self {
            keys: entries().map(|(key, _)| key).chain(binary).collect(),
            settings_text: settings_text.into(),
            settings: settings.map(|(key, text)| (key.as_str().into(), text.as_str().into())).collect(),
        }
    }
}

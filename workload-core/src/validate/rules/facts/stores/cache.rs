//! Where somebody says that the data may be lost.

use super::container::StoreContainer;
use super::settings::{evicts, saves_nothing};
use crate::validate::rules::record::Details;
use crate::validate::rules::set::{Member, Set};

/// What a container is told that may say how it keeps its data, and the ConfigMaps that it mounts.
pub(crate) fn said(set: &Set<'_>, member: &Member<'_>, container: &StoreContainer) -> String {
    let mut said = String::from(&*container.told);
    for name in &container.mounted_maps {
        let map = set.named("ConfigMap", name, member).map(|map| &map.record.details);
        if let Some(Details::ConfigMap(map)) = map {
            said.push_str(&map.settings_text);
        }
    }
    said
}

/// Whether the program drops data by itself.
pub(crate) fn is_meant(said: &str) -> bool {
    evicts(said) || saves_nothing(said)
}

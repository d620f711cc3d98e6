//! The folder of a store's data, as variables say that come from whole ConfigMaps and Secrets.

use super::container::StoreContainer;
use super::setting::DataDirSetting;
use crate::validate::rules::record::Details;
use crate::validate::rules::set::{Member, Set};

/// What the ConfigMaps of `envFrom` say of the folder. One that is not among the files may say
/// anything; a Secret is trusted to hold secrets.
pub(super) fn setting<'r>(
    set: &Set<'r>,
    member: &Member<'_>,
    container: &StoreContainer,
) -> DataDirSetting<&'r str> {
    let mut told = DataDirSetting::Nothing;
    let store = container.store;
    if store.env.is_empty() {
        return told;
    }
    for (name, prefix) in &container.variable_maps {
        let map = set.named("ConfigMap", name, member).map(|map| &map.record.details);
        let Some(Details::ConfigMap(map)) = map else { return DataDirSetting::Somewhere };
        let own = map
            .settings
            .iter()
            .find(|(key, _)| store.env.iter().any(|name| name.strip_prefix(&**prefix) == Some(&**key)));
        if let Some((_, value)) = own {
            told = DataDirSetting::of(value);
        }
    }
    told
}

//! The folder of a store's data, as variables say that come from whole ConfigMaps and Secrets.

use k8s_openapi::api::core::v1::Container;

use super::setting::DataDirSetting;
use super::table::Store;
use crate::validate::rules::record::Details;
use crate::validate::rules::set::{Member, Set};

/// What the ConfigMaps of `envFrom` say of the folder. One that is not among the files may say
/// anything; a Secret is trusted to hold secrets.
pub(super) fn setting<'r>(
    set: &Set<'r>,
    member: &Member<'_>,
    container: &Container,
    store: &Store,
) -> DataDirSetting<'r> {
    let mut told = DataDirSetting::Nothing;
    if store.env.is_empty() {
        return told;
    }
    for source in container.env_from.iter().flatten() {
        let Some(named) = &source.config_map_ref else { continue };
        let map = set.named("ConfigMap", &named.name, member).map(|map| &map.record.details);
        let Some(Details::ConfigMap(map)) = map else { return DataDirSetting::Somewhere };
        let prefix = source.prefix.as_deref().unwrap_or_default();
        let own = map
            .settings
            .iter()
            .find(|(key, _)| store.env.iter().any(|name| name.strip_prefix(prefix) == Some(&**key)));
        if let Some((_, value)) = own {
            told = DataDirSetting::of(value);
        }
    }
    told
}
